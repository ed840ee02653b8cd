//! The normalised form of an accepted result.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use edgecase_core::Stage;
use edgecase_core::limits::{self, Base64Limit};
use edgecase_core::profile::{
    MissingHeadersAtResponse, MissingOriginField, MissingRequestField, ReadonlyFieldChange,
    ReplacedBodyOverLimit, VsStatusChange,
};
use serde_json::{Map, Value as Json, json};

use super::body::{self, Encoding};
use super::case::{Case, Side, SideName};
use super::coded::decode;
use super::header_map::{Entry, HeaderMap};
use super::origin::{self, Shape};
use super::question::{Accepted, Kind};
use super::request_body;
use super::size::sent_name;
use super::status;
use super::tree::{Node, Value};
use crate::flaw::ResultFlaw as Flaw;

/// Returns what the service goes on with.
pub(super) fn accepted(case: &Case<'_>) -> Accepted {
    let normalised = match case.kind {
        Kind::Request => request(case),
        Kind::Response => response(case),
    };
    Accepted { kind: case.kind, normalised: Json::Object(normalised) }
}

/// Puts a member into an object, if there is one.
fn put(object: &mut Map<String, Json>, name: &str, value: Option<Json>) {
    if let Some(value) = value {
        object.insert(name.to_owned(), value);
    }
}

/// Returns a text as JSON.
fn text(node: &Node) -> Option<Json> {
    node.text().map(Json::from)
}

fn response(case: &Case<'_>) -> Map<String, Json> {
    let mut response = Map::new();
    put(&mut response, "status", status_text(case));
    put(&mut response, "statusDescription", case.member("statusDescription").and_then(text));
    put(&mut response, "headers", headers_member(case));
    if let (Some(text), Some(encoding)) = (body::text(case), body::encoding(case)) {
        put(&mut response, "body", Some(json!(text)));
        put(&mut response, "bodyEncoding", Some(json!(encoding.as_str())));
    }
    response
}

/// Returns the status as text: the result's, or the event's where that is kept.
fn status_text(case: &Case<'_>) -> Option<Json> {
    let written = |node: &Node| match &node.value {
        Value::Text(text) => Some(status::trimmed(case, &text.text).to_owned()),
        Value::Number(number) => Some(number.clone()),
        _ => None,
    };
    let own = case.member("status").and_then(written);
    let event = if case.stage.is_request() { None } else { case.event_member("status") };
    let keeps_event = case.stage == Stage::ViewerResponse
        && case.profile.vs_status_change == VsStatusChange::Ignore;
    let changed = keeps_event && !status::changed(case).is_empty();
    let own = own.filter(|_| !changed);
    let json = |text: String| match text.parse::<u64>() {
        Ok(number) if case.has(Flaw::StatusStaysNumber) && status::is_number(case) => {
            Json::from(number)
        }
        _ => Json::from(text),
    };
    own.or_else(|| event.and_then(written)).map(json)
}

/// Returns `headers`: the result's, or the event's where those are kept.
fn headers_member(case: &Case<'_>) -> Option<Json> {
    let keeps_event = match case.kind {
        Kind::Request => case.profile.missing_request_field == MissingRequestField::Inherit,
        Kind::Response => {
            !case.stage.is_request()
                && case.profile.missing_headers_at_response == MissingHeadersAtResponse::Inherit
        }
    };
    let map = match case.headers.node {
        None if keeps_event => &case.event_headers,
        _ => &case.headers,
    };
    let is_there = case.is_request() || map.node.is_some();
    is_there.then(|| headers(case, map))
}

/// Returns a map of headers: one entry a line under the lower-case form of the name sent.
fn headers(case: &Case<'_>, map: &HeaderMap<'_>) -> Json {
    let mut sent = Map::new();
    if case.has(Flaw::EmptyListKept) {
        let empty = map.lists.iter().filter(|list| !list.has_entry());
        sent.extend(empty.map(|list| (list.name.to_ascii_lowercase(), json!([]))));
    }
    for entry in map.entries() {
        let (name, key) = (map_name(case, entry), key(case, entry));
        if case.has(Flaw::LaterNameReplaces) && entry.index == 0 {
            sent.remove(&name);
        }
        for line in entry.lines() {
            let text = match case.flaw {
                Some(Flaw::EmptyValueDropped) if line.text.is_empty() => continue,
                Some(Flaw::BlanksTrimmed) => line.text.trim(),
                _ => line.text,
            };
            let lines = sent.entry(name.clone()).or_insert_with(|| json!([]));
            if let Json::Array(lines) = lines {
                lines.push(json!({ "key": key, "value": text }));
            }
        }
    }
    Json::Object(sent)
}

/// Returns the name in the map: the lower-case form of the name that is sent.
fn map_name(case: &Case<'_>, entry: Entry<'_>) -> String {
    let sent = sent_name(case, entry);
    match case.flaw {
        Some(Flaw::UpperCaseKept) if entry.list.eq_ignore_ascii_case(sent) => entry.list.to_owned(),
        _ => sent.to_ascii_lowercase(),
    }
}

/// Returns the key, or makes one of the name that is sent.
fn key(case: &Case<'_>, entry: Entry<'_>) -> String {
    let sent = sent_name(case, entry);
    match entry.key() {
        Some(key) if key.eq_ignore_ascii_case(sent) => key.to_owned(),
        _ if case.has(Flaw::KeyAsMapName) => sent.to_owned(),
        _ => made_key(sent),
    }
}

/// Makes a key: each part between hyphens with a capital first.
fn made_key(name: &str) -> String {
    let capital = |part: &str| {
        let mut characters = part.chars();
        let first = characters.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(characters.map(|c| c.to_ascii_lowercase())).collect::<String>()
    };
    name.split('-').map(capital).collect::<Vec<_>>().join("-")
}

fn request(case: &Case<'_>) -> Map<String, Json> {
    let mut request = Map::new();
    for name in ["clientIp", "method", "uri", "querystring"] {
        put(&mut request, name, request_member(case, name));
    }
    put(&mut request, "headers", headers_member(case));
    put(&mut request, "body", request_body(case));
    put(&mut request, "origin", case.origin().map(|_| origin_member(case)));
    request
}

/// Returns a text member: the result's, or the event's where that is kept.
fn request_member(case: &Case<'_>, name: &str) -> Option<Json> {
    let own = case.member(name).and_then(text);
    let event = Json::from(case.event_text(name));
    let read_only = matches!(name, "clientIp" | "method")
        && case.profile.readonly_field_change == ReadonlyFieldChange::Ignore;
    Some(own.filter(|_| !read_only).unwrap_or(event))
}

fn request_body(case: &Case<'_>) -> Option<Json> {
    let encoding = request_body::encoding(case, request_body::replacing(case)?)?;
    let data = request_body::data(case, encoding)?;
    let cuts = case.profile.replaced_body_over_limit == ReplacedBodyOverLimit::Truncate;
    let data = if cuts { cut(case, data, encoding) } else { data.to_owned() };
    Some(json!({ "action": "replace", "encoding": encoding.as_str(), "data": data }))
}

/// Cuts the data of a request body to the limit.
fn cut(case: &Case<'_>, data: &str, encoding: Encoding) -> String {
    let limit_of = |limit: u64| usize::try_from(limit).unwrap_or(usize::MAX);
    match encoding {
        Encoding::Text => {
            let limit = limit_of(limits::request_body_bytes(case.stage, case.profile));
            let fits = |(start, c): &(usize, char)| start + c.len_utf8() <= limit;
            data.char_indices().take_while(fits).map(|(_, c)| c).collect()
        }
        Encoding::Base64 => match limits::request_body_base64(case.stage, case.profile) {
            Base64Limit::Decoded(limit) => {
                let limit = limit_of(limit);
                match decode(data, case.profile.base64_mode) {
                    Some(bytes) if bytes.len() > limit => {
                        STANDARD.encode(bytes.into_iter().take(limit).collect::<Vec<u8>>())
                    }
                    _ => data.to_owned(),
                }
            }
            Base64Limit::Text(limit) if data.len() > limit_of(limit) => {
                data.chars().take(limit_of(limit) / 4 * 4).collect()
            }
            Base64Limit::Text(_) => data.to_owned(),
        },
    }
}

fn origin_member(case: &Case<'_>) -> Json {
    let mut origin = Map::new();
    for side in &case.sides {
        put(&mut origin, side.name.as_str(), Some(Json::Object(origin_side(case, side))));
    }
    Json::Object(origin)
}

fn origin_side(case: &Case<'_>, side: &Side<'_>) -> Map<String, Json> {
    let mut members = Map::new();
    for (name, shape) in origin::known(case, side.name) {
        let value = match shape {
            Shape::Headers => side.headers.node.map(|_| headers(case, &side.headers)),
            _ => side_member(case, side, name).and_then(|node| side_value(node, shape)),
        };
        put(&mut members, name, value);
    }
    members
}

/// Returns a member of a side: the result's, or the event's where that is kept.
fn side_member<'a>(case: &Case<'a>, side: &Side<'a>, name: &str) -> Option<&'a Node> {
    let keeps_event = case.profile.missing_origin_field == MissingOriginField::Inherit
        && origin::required(side.name).contains(&name);
    let own = origin::member(case, side, name);
    if own.is_none() && keeps_event { event_side(case, side.name)?.get(name) } else { own }
}

fn event_side<'a>(case: &Case<'a>, name: SideName) -> Option<&'a Node> {
    case.event_member("origin")?.get(name.as_str())
}

fn side_value(node: &Node, shape: Shape) -> Option<Json> {
    match shape {
        Shape::Text => text(node),
        Shape::Number => node.whole().map(Json::from),
        Shape::Texts => node.elements().map(|elements| elements.iter().filter_map(text).collect()),
        Shape::Headers => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_key_has_a_capital_in_each_part() {
        for (name, key) in [
            ("content-type", "Content-Type"),
            ("x-xss-protection", "X-Xss-Protection"),
            ("CONTENT-TYPE", "Content-Type"),
            ("a--b", "A--B"),
            ("x_y-1z", "X_y-1z"),
            ("", ""),
        ] {
            assert_eq!(made_key(name), key);
        }
    }
}
