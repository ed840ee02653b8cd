//! The rules `description/…`.

use super::case::Case;
use super::place::{Place, when};
use super::text::has_control;
use super::tree::Node;
use crate::flaw::ResultFlaw as Flaw;

const AT: &str = "/statusDescription";

/// Returns `statusDescription` where it is judged.
fn member<'a>(case: &Case<'a>) -> Option<&'a Node> {
    if case.is_response_with_body() { case.member("statusDescription") } else { None }
}

/// `description/type`
pub(super) fn wrong_type(case: &Case<'_>) -> Vec<Place> {
    let is_missed = case.has(Flaw::DescriptionRequired)
        && case.is_response_with_body()
        && member(case).is_none();
    let is_wrong = |node: &Node| node.text().is_none() && !node.is_null();
    when(is_missed || member(case).is_some_and(is_wrong), AT)
}

/// `description/null`
pub(super) fn null(case: &Case<'_>) -> Vec<Place> {
    when(member(case).is_some_and(Node::is_null), AT)
}

/// `description/control`
pub(super) fn control(case: &Case<'_>) -> Vec<Place> {
    when(member(case).and_then(Node::text).is_some_and(has_control), AT)
}
