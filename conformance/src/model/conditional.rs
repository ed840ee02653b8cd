//! Conditional requests of viewers.

use super::date;
use super::directives::split_outside_quotes;
use super::fields::Fields;
use super::reading::Reading;
use crate::flaw::PipelineFlaw;

/// Tells whether a request's conditions make a 304 of a copy's headers.
pub(super) fn is_unchanged(request: &Fields, copy: &Fields, reading: &Reading) -> bool {
    let (tag, modified) = (copy.first("etag"), copy.first("last-modified"));
    if tag.is_none() && modified.is_none() {
        return false;
    }
    let since = request.first("if-modified-since").and_then(date::read);
    let wins = since.is_some() && reading.has(PipelineFlaw::ModifiedSinceWins);
    if request.has("if-none-match") && !wins {
        let lines = request.values("if-none-match");
        let wanted: Vec<String> =
            lines.iter().flat_map(|line| split_outside_quotes(line, ',')).collect();
        return matches!(lines.as_slice(), [only] if only.trim() == "*")
            || tag.is_some_and(|tag| {
                let strong = reading.has(PipelineFlaw::StrongComparison);
                let is_weak = |tag: &str| tag.trim().starts_with("W/");
                let same = |wanted: &String| {
                    opaque(wanted) == opaque(tag) && !(strong && (is_weak(wanted) || is_weak(tag)))
                };
                wanted.iter().any(same)
            });
    }
    match (since, modified.and_then(date::read)) {
        (Some(since), Some(modified)) => modified <= since,
        _ => false,
    }
}

/// Returns an entity tag for a weak comparison.
fn opaque(tag: &str) -> &str {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag)
}
