//! The rules `status/…`.

use edgecase_core::limits;
use edgecase_core::profile::{StatusLexical, StatusType};

use super::case::Case;
use super::place::{Place, when};
use super::question::Kind;
use super::tree::{Node, Value};
use crate::flaw::ResultFlaw as Flaw;

const AT: &str = "/status";

/// Returns `status` of a response.
fn member<'a>(case: &Case<'a>) -> Option<&'a Node> {
    if case.kind == Kind::Response { case.member("status") } else { None }
}

/// Returns a string status without what the lenient switch drops.
pub(super) fn trimmed<'t>(case: &Case<'_>, text: &'t str) -> &'t str {
    match case.profile.status_lexical {
        StatusLexical::Strict if case.has(Flaw::StatusTrimmed) => text.trim(),
        StatusLexical::Strict if case.has(Flaw::StatusLeadingZeros) => text.trim_start_matches('0'),
        StatusLexical::Strict => text,
        StatusLexical::LenientTrim => text.trim_matches([' ', '\t']).trim_start_matches('0'),
    }
}

/// Reads three digits.
fn three_digits(text: &str) -> Option<u64> {
    let is_status = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_status { text.parse().ok() } else { None }
}

/// Returns a status that is written as a whole number.
fn whole(case: &Case<'_>, node: &Node) -> Option<u64> {
    match &node.value {
        Value::Number(text) if case.has(Flaw::StatusFraction) => {
            text.strip_suffix(".0").unwrap_or(text).parse().ok()
        }
        _ => node.whole(),
    }
}

/// Returns the status that a member states, unless its form is refused.
fn value(case: &Case<'_>, node: &Node) -> Option<u64> {
    match &node.value {
        Value::Text(text) => three_digits(trimmed(case, &text.text)),
        Value::Number(_) if case.profile.status_type == StatusType::StringOnly => None,
        _ => whole(case, node),
    }
}

/// Returns the status of a response, unless its form is refused.
pub(super) fn of_result(case: &Case<'_>) -> Option<u64> {
    value(case, member(case)?)
}

/// Tells whether the status of a response is a number.
pub(super) fn is_number(case: &Case<'_>) -> bool {
    member(case).is_some_and(|node| matches!(node.value, Value::Number(_)))
}

/// Returns the status of the event's response, as a string or as a number.
fn of_event(case: &Case<'_>) -> Option<u64> {
    let node = case.event_member("status")?;
    match node.text() {
        Some(text) => three_digits(trimmed(case, text)),
        None => node.whole(),
    }
}

/// `status/type`
pub(super) fn wrong_type(case: &Case<'_>) -> Vec<Place> {
    let fits = |node: &Node| matches!(node.value, Value::Text(_) | Value::Number(_));
    when(member(case).is_some_and(|node| !fits(node)), AT)
}

/// `status/number`
pub(super) fn number(case: &Case<'_>) -> Vec<Place> {
    when(is_number(case) && case.profile.status_type == StatusType::StringOnly, AT)
}

/// `status/integer`
pub(super) fn integer(case: &Case<'_>) -> Vec<Place> {
    let number = member(case).filter(|node| matches!(node.value, Value::Number(_)));
    let judged = case.profile.status_type == StatusType::StringOrInt;
    when(judged && number.is_some_and(|node| whole(case, node).is_none()), AT)
}

/// `status/lexical`
pub(super) fn lexical(case: &Case<'_>) -> Vec<Place> {
    let text = member(case).and_then(Node::text);
    when(text.is_some_and(|text| three_digits(trimmed(case, text)).is_none()), AT)
}

/// `status/range`
pub(super) fn range(case: &Case<'_>) -> Vec<Place> {
    let mut lowest = u64::from(*limits::STATUS.start());
    let mut highest = u64::from(*limits::STATUS.end());
    match case.flaw {
        Some(Flaw::StatusInformational) => lowest = 100,
        Some(Flaw::StatusRangeShort) => highest -= 1,
        Some(Flaw::StatusRangeEnd) => highest += 1,
        _ => {}
    }
    let judged = case.is_response_with_body();
    when(judged && of_result(case).is_some_and(|status| status < lowest || status > highest), AT)
}

/// Tells whether the flaw counts that one of two equal statuses is a text and the other is not.
fn takes_type_for_change(case: &Case<'_>) -> bool {
    let is_text = |node: Option<&Node>| node.and_then(Node::text).is_some();
    case.has(Flaw::StatusTypeCompared)
        && is_text(member(case)) != is_text(case.event_member("status"))
}

/// `status/changed`
pub(super) fn changed(case: &Case<'_>) -> Vec<Place> {
    let differs = match (of_result(case), of_event(case)) {
        (Some(result), Some(event)) if case.has(Flaw::StatusClassKept) => {
            result / 100 != event / 100
        }
        (Some(result), Some(event)) => result != event || takes_type_for_change(case),
        // What is no status is not the same as one.
        (result, None) => result.is_some(),
        (None, Some(_)) => false,
    };
    when(differs, AT)
}
