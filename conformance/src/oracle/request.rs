//! The rules `request/…` on the other members of a returned request.

use super::case::Case;
use super::place::{Place, at, below, when_below};
use super::text::is_control;
use crate::flaw::ResultFlaw as Flaw;

/// Returns a text member of a returned request.
pub(super) fn text<'a>(case: &Case<'a>, name: &str) -> Option<&'a str> {
    if case.is_request() { case.member(name)?.text() } else { None }
}

/// Judges that a member is the event's.
fn changed(case: &Case<'_>, name: &str) -> Vec<Place> {
    let differs = text(case, name).is_some_and(|own| own != case.event_text(name));
    when_below(differs, "", name)
}

/// Judges a text member.
fn text_where(case: &Case<'_>, name: &str, broken: impl Fn(&str) -> bool) -> Vec<Place> {
    when_below(text(case, name).is_some_and(broken), "", name)
}

/// `request/client-ip`
pub(super) fn client_ip(case: &Case<'_>) -> Vec<Place> {
    changed(case, "clientIp")
}

/// `request/method`
pub(super) fn method(case: &Case<'_>) -> Vec<Place> {
    changed(case, "method")
}

/// `request/member-type`
pub(super) fn member_type(case: &Case<'_>) -> Vec<Place> {
    let wrong = |name: &str| {
        case.is_request() && case.member(name).is_some_and(|node| node.text().is_none())
    };
    ["clientIp", "method", "uri", "querystring"]
        .into_iter()
        .filter(|name| wrong(name))
        .map(|name| at(below("", name)))
        .collect()
}

/// `request/uri-slash`
pub(super) fn uri_slash(case: &Case<'_>) -> Vec<Place> {
    let passes = |uri: &str| match case.flaw {
        Some(Flaw::UriEmpty) => uri.is_empty(),
        Some(Flaw::UriAbsolute) => uri.contains("://"),
        _ => false,
    };
    text_where(case, "uri", |uri| !uri.starts_with('/') && !passes(uri))
}

/// `request/uri-characters`
pub(super) fn uri_characters(case: &Case<'_>) -> Vec<Place> {
    let refused = |c: char| c == ' ' || c == '#' || is_control(c);
    text_where(case, "uri", |uri| uri.chars().any(refused))
}

/// `request/uri-question-mark`
pub(super) fn uri_question_mark(case: &Case<'_>) -> Vec<Place> {
    text_where(case, "uri", |uri| uri.contains('?'))
}

/// `request/query-space`
pub(super) fn query_space(case: &Case<'_>) -> Vec<Place> {
    let decoded = |query: &str| case.has(Flaw::QueryDecoded) && query.contains("%20");
    text_where(case, "querystring", |query| query.contains(' ') || decoded(query))
}

/// `request/query-control`
pub(super) fn query_control(case: &Case<'_>) -> Vec<Place> {
    let passes = |c: char| c == '\u{7f}' && case.has(Flaw::QueryDelete);
    let refused = |c: char| is_control(c) && !passes(c);
    text_where(case, "querystring", |query| query.chars().any(refused))
}

/// `request/query-fragment`
pub(super) fn query_fragment(case: &Case<'_>) -> Vec<Place> {
    text_where(case, "querystring", |query| query.contains('#'))
}

/// `request/query-question-mark`
pub(super) fn query_question_mark(case: &Case<'_>) -> Vec<Place> {
    text_where(case, "querystring", |query| query.starts_with('?'))
}
