//! `Accept-Encoding`, where compressed formats are cached.

use super::fields::Fields;
use crate::scenario::KeyPolicy;

/// Returns the formats that are cached and that a viewer accepts: empty, `gzip`, `br` or `br,gzip`.
pub(super) fn accepted(headers: &Fields, key: &KeyPolicy) -> String {
    let mut formats = Vec::new();
    if key.brotli && accepts(headers, "br") {
        formats.push("br");
    }
    if key.gzip && accepts(headers, "gzip") {
        formats.push("gzip");
    }
    formats.join(",")
}

/// Returns what the origin is sent; `None` where the viewer sent nothing.
pub(super) fn sent(headers: &Fields, key: &KeyPolicy) -> Option<String> {
    if !headers.has("accept-encoding") {
        return None;
    }
    let accepted = accepted(headers, key);
    Some(if accepted.is_empty() { "identity".to_owned() } else { accepted })
}

fn accepts(headers: &Fields, format: &str) -> bool {
    headers.joined("accept-encoding").split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(format));
        named && !parts.any(is_zero_weight)
    })
}

fn is_zero_weight(parameter: &str) -> bool {
    let Some((name, weight)) = parameter.split_once('=') else { return false };
    let (whole, fraction) = weight.trim().split_once('.').unwrap_or((weight.trim(), ""));
    let zero = whole == "0" && fraction.chars().all(|digit| digit == '0');
    name.trim().eq_ignore_ascii_case("q") && zero
}
