//! Cookies of a request.

use crate::header::Headers;

/// Returns every `name=value` of the `Cookie` lines, trimmed, in order.
pub(crate) fn cookie_pairs(headers: &Headers) -> impl Iterator<Item = &str> {
    let parts = headers.values("cookie").flat_map(|line| line.split(';'));
    parts.map(str::trim).filter(|pair| !pair.is_empty())
}

/// Returns those whose name is chosen, sorted by name: `key/cookies`.
pub(crate) fn chosen_cookies(headers: &Headers, chosen: impl Fn(&str) -> bool) -> Vec<&str> {
    let name = |pair: &str| pair.split_once('=').map_or(pair, |(name, _)| name).to_owned();
    let mut pairs: Vec<&str> = cookie_pairs(headers).filter(|pair| chosen(&name(pair))).collect();
    pairs.sort_by_key(|pair| name(pair));
    pairs
}
