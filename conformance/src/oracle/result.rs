//! The rules `result/…`: the shape of what the function handed back.

use edgecase_core::names::RESULT_MEMBERS;

use super::case::{Case, REQUEST_MEMBERS};
use super::place::{Place, at, below, element, missing, when};
use super::reader::Broken;
use super::request_body;
use super::tree::{Node, Value};
use crate::flaw::ResultFlaw as Flaw;

/// The members that a returned request has.
pub(super) const REQUIRED: [&str; 5] = ["clientIp", "method", "uri", "querystring", "headers"];

/// `result/json`
pub(super) fn json(case: &Case<'_>) -> Vec<Place> {
    when(case.result == Err(Broken::Syntax), "")
}

/// `result/depth`
pub(super) fn depth(case: &Case<'_>) -> Vec<Place> {
    when(case.result == Err(Broken::Depth), "")
}

/// `result/null`
pub(super) fn null(case: &Case<'_>) -> Vec<Place> {
    when(case.result.is_ok_and(Node::is_null), "")
}

/// `result/object`
pub(super) fn object(case: &Case<'_>) -> Vec<Place> {
    let passes = |node: &Node| case.has(Flaw::ListPasses) && node.elements().is_some();
    let is_wrong = |node: &Node| !node.is_object() && !node.is_null() && !passes(node);
    when(case.result.is_ok_and(is_wrong), "")
}

/// `result/wrapper`
pub(super) fn wrapper(case: &Case<'_>) -> Vec<Place> {
    let has = |name: &str| case.member(name).is_some();
    let wraps = |name: &str| {
        case.member(name).is_some_and(|node| node.is_object() || node.elements().is_some())
    };
    let bare = has("status") || REQUIRED.into_iter().any(has);
    let records = ["Records"].into_iter().filter(|_| !case.has(Flaw::RecordsNoWrapper));
    when(!bare && records.chain(["cf", "request", "response"]).any(wraps), "")
}

/// `result/api-gateway`
pub(super) fn api_gateway(case: &Case<'_>) -> Vec<Place> {
    let has = |name: &str| case.member(name).is_some();
    let flat_body = case.optional("body").is_some_and(|body| !body.is_object());
    let flat_header = !case.has(Flaw::FlatHeadersUnseen)
        && case.headers.lists.iter().any(|list| list.node.elements().is_none());
    when(has("statusCode") && !has("status") && (flat_body || flat_header), "")
}

/// `result/surrogate`
pub(super) fn surrogate(case: &Case<'_>) -> Vec<Place> {
    let first = case.result.ok().and_then(|result| lone_surrogate(result, &mut Vec::new()));
    first.map(at).into_iter().collect()
}

/// One step of the way from the root to a node.
#[derive(Clone, Copy)]
enum Step<'a> {
    Member(&'a str),
    Element(usize),
}

/// Returns the pointer to the first string or member name that holds a lone surrogate.
fn lone_surrogate<'a>(node: &'a Node, way: &mut Vec<Step<'a>>) -> Option<String> {
    match &node.value {
        Value::Text(text) if text.lone_surrogate => return Some(pointer(way)),
        Value::List(elements) => {
            for (index, node) in elements.iter().enumerate() {
                way.push(Step::Element(index));
                if let Some(found) = lone_surrogate(node, way) {
                    return Some(found);
                }
                way.pop();
            }
        }
        Value::Object(members) => {
            for member in members {
                way.push(Step::Member(&member.name.text));
                if member.name.lone_surrogate {
                    return Some(pointer(way));
                }
                if let Some(found) = lone_surrogate(&member.node, way) {
                    return Some(found);
                }
                way.pop();
            }
        }
        _ => {}
    }
    None
}

fn pointer(way: &[Step<'_>]) -> String {
    way.iter().fold(String::new(), |pointer, step| match step {
        Step::Member(name) => below(&pointer, name),
        Step::Element(index) => element(&pointer, *index),
    })
}

/// `result/duplicate-member`
pub(super) fn duplicate_member(case: &Case<'_>) -> Vec<Place> {
    let mut places = Vec::new();
    let mut look = |pointer: &str, node: &Node| {
        places.extend(node.repeated().into_iter().map(|name| at(below(pointer, name))));
    };
    if let Ok(result) = case.result {
        look("", result);
    }
    if let Some(body) = request_body::object(case) {
        look("/body", body);
    }
    if let Some(origin) = case.origin() {
        look("/origin", origin);
    }
    for side in &case.sides {
        look(&side.at, side.node);
    }
    for map in case.maps() {
        if let Some(node) = map.node {
            look(&map.at, node);
        }
        for entry in map.entries() {
            if !entry.node.repeated().is_empty() {
                look(&map.at_entry(entry), entry.node);
            }
        }
    }
    places
}

/// `result/both-shapes`
pub(super) fn both_shapes(case: &Case<'_>) -> Vec<Place> {
    if !case.stage.is_request() || case.member("status").is_none() {
        return Vec::new();
    }
    let first = REQUEST_MEMBERS.into_iter().find(|name| case.member(name).is_some());
    first.map(|name| at(below("", name))).into_iter().collect()
}

/// `result/missing-status`
pub(super) fn missing_status(case: &Case<'_>) -> Vec<Place> {
    let lacks = !case.stage.is_request() && case.member("status").is_none();
    if lacks { vec![missing("", "status")] } else { Vec::new() }
}

/// `result/missing-field`
pub(super) fn missing_field(case: &Case<'_>) -> Vec<Place> {
    if !case.is_request() {
        return Vec::new();
    }
    let there = |name: &str| match name {
        "headers" => case.optional(name).is_some(),
        "querystring" if case.has(Flaw::QueryNotMissed) => true,
        _ => case.member(name).is_some(),
    };
    REQUIRED.into_iter().filter(|name| !there(name)).map(|name| missing("", name)).collect()
}

/// Returns the members of the result whose name `meant` holds of.
fn members_where(case: &Case<'_>, meant: impl Fn(&str) -> bool) -> Vec<Place> {
    let members = case.result.map(Node::members).unwrap_or_default();
    let names = members.iter().map(|member| member.name.text.as_str());
    names.filter(|name| meant(name)).map(|name| at(below("", name))).collect()
}

/// `result/unknown-member`
pub(super) fn unknown_member(case: &Case<'_>) -> Vec<Place> {
    members_where(case, |name| !RESULT_MEMBERS.contains(&name))
}

/// `result/member-case`
pub(super) fn member_case(case: &Case<'_>) -> Vec<Place> {
    members_where(case, |name| {
        !RESULT_MEMBERS.contains(&name)
            && RESULT_MEMBERS.iter().any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// `result/request-at-response`
pub(super) fn request_at_response(case: &Case<'_>) -> Vec<Place> {
    if case.stage.is_request() {
        return Vec::new();
    }
    members_where(case, |name| REQUEST_MEMBERS.contains(&name))
}
