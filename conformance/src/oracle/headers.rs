//! The rules `headers/…` on shape, names and values.

use std::collections::BTreeSet;

use edgecase_core::profile::ValueArray;

use super::case::Case;
use super::header_map::{Entry, HeaderMap, List};
use super::place::{Place, at, element, missing};
use super::question::Kind;
use super::text::{is_control, is_token};
use super::tree::{Node, Value};
use crate::flaw::ResultFlaw as Flaw;

/// Returns the places of the maps of which `broken` holds.
fn maps_where(case: &Case<'_>, broken: impl Fn(&Node) -> bool) -> Vec<Place> {
    let there = case.maps().filter(|map| map.node.is_some_and(&broken));
    there.map(|map| at(map.at.clone())).collect()
}

/// Returns the places of the lists of which `broken` holds.
fn lists_where(case: &Case<'_>, broken: impl Fn(&List<'_>) -> bool) -> Vec<Place> {
    let in_map = |map: &HeaderMap<'_>| -> Vec<Place> {
        let lists = map.lists.iter().filter(|list| broken(list));
        lists.map(|list| at(map.at_list(list.name))).collect()
    };
    case.maps().flat_map(in_map).collect()
}

/// Returns a place for every entry that is an object and for which `place` gives one.
fn entries_where(
    case: &Case<'_>,
    place: impl Fn(&HeaderMap<'_>, Entry<'_>) -> Option<Place>,
) -> Vec<Place> {
    let in_map = |map: &HeaderMap<'_>| -> Vec<Place> {
        map.entries().filter_map(|entry| place(map, entry)).collect()
    };
    case.maps().flat_map(in_map).collect()
}

/// Returns the places of the values of which `broken` holds.
fn values_where(case: &Case<'_>, broken: impl Fn(&Value) -> bool) -> Vec<Place> {
    entries_where(case, |map, entry| {
        let value = entry.node.get("value")?;
        broken(&value.value).then(|| at(map.at_member(entry, "value")))
    })
}

/// Returns the places of the keys of which `broken` holds.
fn keys_where(case: &Case<'_>, broken: impl Fn(Entry<'_>, &Node) -> bool) -> Vec<Place> {
    entries_where(case, |map, entry| {
        let key = entry.node.get("key")?;
        broken(entry, key).then(|| at(map.at_member(entry, "key")))
    })
}

/// `headers/type`
pub(super) fn wrong_type(case: &Case<'_>) -> Vec<Place> {
    maps_where(case, |node| !node.is_object() && node.elements().is_none())
}

/// `headers/list`
pub(super) fn list(case: &Case<'_>) -> Vec<Place> {
    maps_where(case, |node| node.elements().is_some())
}

/// `headers/missing`
pub(super) fn not_there(case: &Case<'_>) -> Vec<Place> {
    let response = case.kind == Kind::Response && !case.stage.is_request();
    let lacks = response && case.headers.node.is_none();
    if lacks { vec![missing("", "headers")] } else { Vec::new() }
}

/// `headers/not-a-list`
pub(super) fn not_a_list(case: &Case<'_>) -> Vec<Place> {
    let passes = |node: &Node| match case.flaw {
        Some(Flaw::BareEntry) => node.is_object(),
        Some(Flaw::BareText) => node.text().is_some(),
        _ => false,
    };
    lists_where(case, |list| list.node.elements().is_none() && !passes(list.node))
}

/// `headers/empty-list`
pub(super) fn empty_list(case: &Case<'_>) -> Vec<Place> {
    lists_where(case, |list| list.node.elements().is_some_and(<[Node]>::is_empty))
}

/// `headers/name-case`
pub(super) fn name_case(case: &Case<'_>) -> Vec<Place> {
    let has_upper = |name: &str| name.chars().any(|c| c.is_ascii_uppercase());
    lists_where(case, |list| list.has_entry() && has_upper(list.name))
}

/// `headers/name-merge`
pub(super) fn name_merge(case: &Case<'_>) -> Vec<Place> {
    let mut places = Vec::new();
    for map in case.maps() {
        let mut seen = BTreeSet::new();
        for list in &map.lists {
            if !seen.insert(list.name.to_ascii_lowercase()) {
                places.push(at(map.at_list(list.name)));
            }
        }
    }
    places
}

/// `headers/entry-type`
pub(super) fn entry_type(case: &Case<'_>) -> Vec<Place> {
    let mut places = Vec::new();
    for map in case.maps() {
        for list in &map.lists {
            for (index, node) in list.node.elements().unwrap_or_default().iter().enumerate() {
                if !node.is_object() {
                    places.push(at(element(&map.at_list(list.name), index)));
                }
            }
        }
    }
    places
}

/// `headers/value-missing`
pub(super) fn value_missing(case: &Case<'_>) -> Vec<Place> {
    entries_where(case, |map, entry| {
        (!entry.node.has("value")).then(|| missing(map.at_entry(entry), "value"))
    })
}

/// `headers/value-object`
pub(super) fn value_object(case: &Case<'_>) -> Vec<Place> {
    values_where(case, |value| matches!(value, Value::Object(_)))
}

/// `headers/value-scalar`
pub(super) fn value_scalar(case: &Case<'_>) -> Vec<Place> {
    values_where(case, |value| match value {
        Value::Number(_) => !case.has(Flaw::ValueNumber),
        value => matches!(value, Value::Bool(_) | Value::Null),
    })
}

/// `headers/value-array`
pub(super) fn value_array(case: &Case<'_>) -> Vec<Place> {
    let refused = case.profile.value_array == ValueArray::Reject;
    values_where(case, |value| refused && matches!(value, Value::List(_)))
}

/// `headers/value-element`
pub(super) fn value_element(case: &Case<'_>) -> Vec<Place> {
    let mut places = Vec::new();
    for map in case.maps() {
        for entry in map.entries() {
            let elements = entry.node.get("value").and_then(Node::elements).unwrap_or_default();
            for (index, node) in elements.iter().enumerate() {
                if node.text().is_none() {
                    places.push(at(element(&map.at_member(entry, "value"), index)));
                }
            }
        }
    }
    places
}

/// `headers/unknown-entry-member`
pub(super) fn unknown_entry_member(case: &Case<'_>) -> Vec<Place> {
    let mut places = Vec::new();
    for map in case.maps() {
        for entry in map.entries() {
            for member in entry.node.members() {
                let name = member.name.text.as_str();
                if name != "key" && name != "value" {
                    places.push(at(map.at_member(entry, name)));
                }
            }
        }
    }
    places
}

/// `headers/key-missing`
pub(super) fn key_missing(case: &Case<'_>) -> Vec<Place> {
    entries_where(case, |map, entry| {
        let key = entry.node.get("key").filter(|key| !case.counts_as_absent(key));
        key.is_none().then(|| missing(map.at_entry(entry), "key"))
    })
}

/// `headers/key-type`
pub(super) fn key_type(case: &Case<'_>) -> Vec<Place> {
    let absent =
        |key: &Node| case.counts_as_absent(key) || (case.has(Flaw::KeyNull) && key.is_null());
    keys_where(case, |_, key| key.text().is_none() && !absent(key))
}

/// `headers/key-empty`
pub(super) fn key_empty(case: &Case<'_>) -> Vec<Place> {
    keys_where(case, |_, key| key.text() == Some(""))
}

/// `headers/key-mismatch`
pub(super) fn key_mismatch(case: &Case<'_>) -> Vec<Place> {
    keys_where(case, |entry, _| entry.other_key().is_some())
}

/// `headers/name-token`
pub(super) fn name_token(case: &Case<'_>) -> Vec<Place> {
    let passes = |name: &str| case.has(Flaw::NameSpace) && is_token(&name.replace(' ', ""));
    case.headers.names_where(|name| !is_token(name) && !passes(name))
}

/// `headers/value-cr`
pub(super) fn value_cr(case: &Case<'_>) -> Vec<Place> {
    let refused = if case.has(Flaw::CarriageReturnAlone) { "\r\n" } else { "\r" };
    case.headers.lines_where(|text| text.contains(refused))
}

/// `headers/value-control`
pub(super) fn value_control(case: &Case<'_>) -> Vec<Place> {
    let refused = |c: char| match c {
        '\t' => case.has(Flaw::TabRefused),
        '\u{7f}' => !case.has(Flaw::DeleteAllowed),
        _ => is_control(c) && c != '\r',
    };
    case.headers.lines_where(|text| text.chars().any(refused))
}

/// `headers/value-non-ascii`
pub(super) fn value_non_ascii(case: &Case<'_>) -> Vec<Place> {
    case.maps().flat_map(|map| map.lines_where(|text| !text.is_ascii())).collect()
}
