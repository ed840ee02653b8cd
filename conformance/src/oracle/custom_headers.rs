//! The rules `origin/custom-header…`.

use std::collections::BTreeSet;

use edgecase_core::{Stage, limits, names};

use super::case::{Case, SideName};
use super::header_map::HeaderMap;
use super::place::{Place, at, when};
use super::text::{characters, count, has_control, is_disallowed, is_token, listed, prefixed};
use crate::flaw::ResultFlaw as Flaw;

/// Tells whether a name is one of those that an origin custom header may not have.
pub(super) fn is_denied(name: &str, case: &Case<'_>) -> bool {
    let prefixes: &[&str] = match case.flaw {
        Some(Flaw::CustomAmzUnknown) => &["x-edge-"],
        _ => names::CUSTOM_DENIED_PREFIXES,
    };
    listed(name, names::custom_denied(case.profile)) || prefixed(name, prefixes)
}

/// Returns the places of the names in `customHeaders` of which `broken` holds.
fn names_where(case: &Case<'_>, broken: impl Fn(&str) -> bool) -> Vec<Place> {
    let is_seen = |name: SideName| name == SideName::Custom || !case.has(Flaw::CustomOfBucket);
    let sides = case.sides.iter().filter(|side| is_seen(side.name));
    sides.flat_map(|side| side.headers.names_where(&broken)).collect()
}

/// Returns the places of the names in `customHeaders` that are not denied and of which `broken`
/// holds.
fn free_names_where(case: &Case<'_>, broken: impl Fn(&str) -> bool) -> Vec<Place> {
    names_where(case, |name| !is_denied(name, case) && broken(name))
}

/// Returns the places of the map names in `customHeaders` that have an entry, are not denied, and
/// of which `broken` holds.
fn free_map_names_where(case: &Case<'_>, broken: impl Fn(&str) -> bool) -> Vec<Place> {
    let mut places = Vec::new();
    for side in &case.sides {
        for list in side.headers.lists.iter().filter(|list| list.has_entry()) {
            if !is_denied(list.name, case) && broken(list.name) {
                places.push(at(side.headers.at_list(list.name)));
            }
        }
    }
    places
}

/// Returns the places of the maps of origin custom headers of which `broken` holds.
fn maps_where(case: &Case<'_>, broken: impl Fn(&HeaderMap<'_>) -> bool) -> Vec<Place> {
    let maps = case.sides.iter().map(|side| &side.headers);
    maps.flat_map(|map| when(broken(map), &map.at)).collect()
}

/// `origin/custom-header-denied`
pub(super) fn denied(case: &Case<'_>) -> Vec<Place> {
    names_where(case, |name| is_denied(name, case))
}

/// `origin/custom-header-disallowed`
pub(super) fn disallowed(case: &Case<'_>) -> Vec<Place> {
    free_names_where(case, |name| is_disallowed(name, case.profile))
}

/// `origin/custom-header-read-only`
pub(super) fn read_only(case: &Case<'_>) -> Vec<Place> {
    free_names_where(case, |name| {
        !is_disallowed(name, case.profile)
            && listed(name, names::read_only(Stage::OriginRequest, case.profile))
    })
}

/// `origin/custom-header-repeated`
pub(super) fn repeated(case: &Case<'_>) -> Vec<Place> {
    let lists = case.headers.lists.iter().filter(|list| list.has_entry());
    let compared = |name: &str| match case.flaw {
        Some(Flaw::CustomRepeatedCase) => name.to_owned(),
        _ => name.to_ascii_lowercase(),
    };
    let in_headers: BTreeSet<String> = lists.map(|list| compared(list.name)).collect();
    free_map_names_where(case, |name| in_headers.contains(&compared(name)))
}

/// `origin/custom-header-name`
pub(super) fn name(case: &Case<'_>) -> Vec<Place> {
    free_names_where(case, |name| !is_token(name))
}

/// `origin/custom-header-value`
pub(super) fn value(case: &Case<'_>) -> Vec<Place> {
    let has_cr = |text: &str| text.contains('\r');
    let refused = if case.has(Flaw::CustomValueCr) { has_cr } else { has_control };
    case.sides.iter().flat_map(|side| side.headers.lines_where(refused)).collect()
}

/// `origin/custom-header-name-length`
pub(super) fn name_length(case: &Case<'_>) -> Vec<Place> {
    free_map_names_where(case, |name| characters(name) > limits::CUSTOM_HEADER_NAME_CHARS)
}

/// `origin/custom-header-value-length`
pub(super) fn value_length(case: &Case<'_>) -> Vec<Place> {
    let too_long = |text: &str| characters(text) > limits::CUSTOM_HEADER_VALUE_CHARS;
    case.sides.iter().flat_map(|side| side.headers.lines_where(too_long)).collect()
}

/// Returns the characters of all names and values of a map, a name once for each value.
pub(super) fn all_characters(map: &HeaderMap<'_>) -> u64 {
    let mut sum = 0;
    for list in &map.lists {
        let mut name = characters(list.name);
        for line in list.entries().flat_map(|entry| entry.lines()) {
            sum += name + characters(line.text);
            if map.has(Flaw::CustomTotal) {
                name = 0;
            }
        }
    }
    sum
}

/// `origin/custom-headers-length`
pub(super) fn all_length(case: &Case<'_>) -> Vec<Place> {
    maps_where(case, |map| all_characters(map) > limits::CUSTOM_HEADERS_CHARS)
}

/// `origin/custom-header-count`
pub(super) fn number(case: &Case<'_>) -> Vec<Place> {
    maps_where(case, |map| {
        let lists = map.lists.iter().filter(|list| list.has_entry());
        let names: BTreeSet<String> = lists.map(|list| list.name.to_ascii_lowercase()).collect();
        let number = match case.flaw {
            Some(Flaw::CustomValuesCounted) => map.entries().count(),
            _ => names.len(),
        };
        count(number) > limits::custom_headers(case.profile)
    })
}
