//! Cookies of a request.

use super::fields::Fields;
use super::policy::selects;
use crate::scenario::Select;

/// Returns the cookies that one of the lists selects, as they are written, sorted by name.
pub(super) fn selected(headers: &Fields, lists: &[&Select]) -> Vec<String> {
    let mut cookies = in_order(headers, lists);
    cookies.sort_by(|a, b| name(a).cmp(name(b)));
    cookies
}

/// Returns the same in the order in which they came.
pub(super) fn in_order(headers: &Fields, lists: &[&Select]) -> Vec<String> {
    let cookies = headers
        .values("cookie")
        .into_iter()
        .flat_map(|line| line.split(';'))
        .map(str::trim)
        .filter(|cookie| !cookie.is_empty())
        .filter(|cookie| lists.iter().any(|list| selects(list, name(cookie))))
        .map(str::to_owned);
    cookies.collect()
}

fn name(cookie: &str) -> &str {
    cookie.split_once('=').map_or(cookie, |(name, _)| name)
}
