//! The rules `request/…` on the body of a returned request.

use edgecase_core::profile::RequestBodyAccess;

use super::body::Encoding;
use super::case::Case;
use super::coded::decode;
use super::place::{Place, at, below, missing, when};
use super::tree::{Node, Value};
use crate::flaw::ResultFlaw as Flaw;

/// What the function asks for with the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    ReadOnly,
    Replace,
}

/// Returns `body` of a returned request where functions may replace it.
fn member<'a>(case: &Case<'a>) -> Option<&'a Node> {
    let judged = case.is_request() && case.profile.request_body == RequestBodyAccess::On;
    if judged { case.optional("body") } else { None }
}

/// Returns `body` of a returned request, if it is an object.
pub(super) fn object<'a>(case: &Case<'a>) -> Option<&'a Node> {
    member(case).filter(|body| body.is_object())
}

/// Returns a member of the body for which null can count as absent.
fn optional<'a>(case: &Case<'a>, body: &'a Node, name: &str) -> Option<&'a Node> {
    body.get(name).filter(|node| !case.counts_as_absent(node))
}

/// Returns the action, unless it is wrong.
fn action(case: &Case<'_>, body: &Node) -> Option<Action> {
    match optional(case, body, "action") {
        None if case.has(Flaw::ActionDefault) => Some(Action::Replace),
        None => Some(Action::ReadOnly),
        Some(node) => match node.text()? {
            "read-only" if case.has(Flaw::ReadOnlyReplaces) => Some(Action::Replace),
            "read-only" => Some(Action::ReadOnly),
            "replace" => Some(Action::Replace),
            _ => None,
        },
    }
}

/// Returns the body, if it is to replace the request's.
pub(super) fn replacing<'a>(case: &Case<'a>) -> Option<&'a Node> {
    object(case).filter(|body| action(case, body) == Some(Action::Replace))
}

/// Returns the encoding of the data, unless it is wrong.
pub(super) fn encoding(case: &Case<'_>, body: &Node) -> Option<Encoding> {
    match optional(case, body, "encoding") {
        None if case.has(Flaw::RequestEncodingDefault) => Some(Encoding::Text),
        None => Some(Encoding::Base64),
        Some(node) => Encoding::named(node.text()?),
    }
}

/// Returns the data of a body that replaces, if it has this encoding.
pub(super) fn data<'a>(case: &Case<'a>, wanted: Encoding) -> Option<&'a str> {
    let body = replacing(case)?;
    if encoding(case, body) == Some(wanted) { body.get("data")?.text() } else { None }
}

/// `request/body-type`
pub(super) fn wrong_type(case: &Case<'_>) -> Vec<Place> {
    let passes = |body: &Node| case.has(Flaw::BodyText) && body.text().is_some();
    when(member(case).is_some_and(|body| !body.is_object() && !passes(body)), "/body")
}

/// `request/body-action`
pub(super) fn wrong_action(case: &Case<'_>) -> Vec<Place> {
    when(object(case).is_some_and(|body| action(case, body).is_none()), "/body/action")
}

/// Returns what a member of a body holds.
fn held<'n>(body: Option<&'n Node>, name: &str) -> Option<&'n Value> {
    body?.get(name).map(|node| &node.value)
}

/// `request/body-read-only`
pub(super) fn read_only(case: &Case<'_>) -> Vec<Place> {
    let body = object(case).filter(|body| action(case, body) == Some(Action::ReadOnly));
    let changed = |name: &str| {
        let own = held(body, name);
        own.is_some() && own != held(case.event_member("body"), name)
    };
    let names = ["data", "encoding"].into_iter();
    names.filter(|name| changed(name)).map(|name| at(below("/body", name))).collect()
}

/// `request/body-encoding`
pub(super) fn wrong_encoding(case: &Case<'_>) -> Vec<Place> {
    when(replacing(case).is_some_and(|body| encoding(case, body).is_none()), "/body/encoding")
}

/// `request/body-data`
pub(super) fn wrong_data(case: &Case<'_>) -> Vec<Place> {
    match replacing(case).map(|body| body.get("data")) {
        None => Vec::new(),
        Some(None) => vec![missing("/body", "data")],
        Some(Some(data)) => when(data.text().is_none(), "/body/data"),
    }
}

/// `request/body-base64`
pub(super) fn base64(case: &Case<'_>) -> Vec<Place> {
    let invalid = |text: &str| decode(text, case.profile.base64_mode).is_none();
    when(data(case, Encoding::Base64).is_some_and(invalid), "/body/data")
}

/// `request/input-truncated`
pub(super) fn input_truncated(case: &Case<'_>) -> Vec<Place> {
    const NAME: &str = "inputTruncated";
    let Some(body) = object(case) else { return Vec::new() };
    match (held(Some(body), NAME), held(case.event_member("body"), NAME)) {
        (None, Some(_)) => vec![missing("/body", NAME)],
        (own, before) => when(own != before, "/body/inputTruncated"),
    }
}

/// `request/body-unsupported`
pub(super) fn unsupported(case: &Case<'_>) -> Vec<Place> {
    let judged = case.is_request() && case.profile.request_body == RequestBodyAccess::Off;
    when(judged && case.member("body").is_some(), "/body")
}
