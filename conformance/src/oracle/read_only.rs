//! The rules `headers/…` that compare the result with the event.

use edgecase_core::profile::MissingHeadersAtResponse;
use edgecase_core::{Stage, names};

use super::case::Case;
use super::header_map::HeaderMap;
use super::place::{Place, at, missing};
use super::tree::{Node, Value};
use crate::flaw::ResultFlaw as Flaw;

/// The lines of a header.
pub(super) struct Lines<'a> {
    /// The texts, in order of appearance.
    pub(super) texts: Vec<&'a str>,
    /// The list of the first entry that counts.
    first: Option<&'a str>,
}

/// What happened to a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Added,
    Changed,
    Deleted,
}

/// Returns the lines of a header, unless a part of the wrong shape keeps it from being judged.
pub(super) fn lines<'a>(map: &HeaderMap<'a>, header: &str) -> Option<Lines<'a>> {
    let mut found = Lines { texts: Vec::new(), first: None };
    let is_meant = |name: &str| match map.flaw {
        Some(Flaw::ReadOnlyCase) => name == header,
        _ => name.eq_ignore_ascii_case(header),
    };
    for list in &map.lists {
        let named = is_meant(list.name);
        let elements = list.node.elements();
        if named && !elements.is_some_and(|all| all.iter().all(Node::is_object)) {
            return None;
        }
        for entry in list.entries() {
            if !named && !entry.key().is_some_and(is_meant) {
                continue;
            }
            found.first = found.first.or(Some(list.name));
            match &entry.node.get("value")?.value {
                Value::Text(text) => found.texts.push(&text.text),
                Value::List(elements) => {
                    for element in elements {
                        found.texts.push(element.text()?);
                    }
                }
                _ => return None,
            }
        }
    }
    Some(found)
}

/// Tells whether `headers` of the result can be compared with the event's.
fn comparable(case: &Case<'_>) -> bool {
    match case.headers.node {
        Some(node) => node.is_object() || node.elements().is_some(),
        None => {
            !case.is_request()
                && case.profile.missing_headers_at_response == MissingHeadersAtResponse::DeleteAll
        }
    }
}

fn sorted<'l>(lines: &[&'l str]) -> Vec<&'l str> {
    let mut lines = lines.to_vec();
    lines.sort_unstable();
    lines
}

/// Tells whether a header has the same lines before and after.
fn same(case: &Case<'_>, before: &[&str], after: &[&str]) -> bool {
    match case.flaw {
        Some(Flaw::ReadOnlyUnordered) => sorted(before) == sorted(after),
        Some(Flaw::ReadOnlyFirst) => before.first() == after.first(),
        _ => before == after,
    }
}

/// Returns what happened to a header and where, if anything.
fn change(case: &Case<'_>, header: &str) -> Option<(Change, Place)> {
    let is_spared = case.is_generated() && !case.has(Flaw::GeneratedCompared);
    if is_spared || !comparable(case) {
        return None;
    }
    let before = lines(&case.event_headers, header)?;
    let after = lines(&case.headers, header)?;
    if same(case, &before.texts, &after.texts) {
        return None;
    }
    if after.texts.is_empty() {
        return Some((Change::Deleted, missing("/headers", header)));
    }
    let place = at(case.headers.at_list(after.first?));
    Some((if before.texts.is_empty() { Change::Added } else { Change::Changed }, place))
}

/// Returns the places of the stage's read-only headers to which `kind` happened.
fn read_only(case: &Case<'_>, kind: Change) -> Vec<Place> {
    let stage = match case.stage {
        Stage::OriginRequest if case.has(Flaw::ViewerRequestList) => Stage::ViewerRequest,
        stage => stage,
    };
    names::read_only(stage, case.profile)
        .filter_map(|header| change(case, header))
        .filter(|(happened, _)| *happened == kind)
        .map(|(_, place)| place)
        .collect()
}

/// `headers/read-only-added`
pub(super) fn added(case: &Case<'_>) -> Vec<Place> {
    read_only(case, Change::Added)
}

/// `headers/read-only-changed`
pub(super) fn changed(case: &Case<'_>) -> Vec<Place> {
    read_only(case, Change::Changed)
}

/// `headers/read-only-deleted`
pub(super) fn deleted(case: &Case<'_>) -> Vec<Place> {
    read_only(case, Change::Deleted)
}

/// Returns the places of the restricted headers that were added or changed without leave.
fn restricted_headers(case: &Case<'_>, caches_on: &[String]) -> Vec<Place> {
    let cached = |header: &str| caches_on.iter().any(|name| name.eq_ignore_ascii_case(header));
    names::RESTRICTED_2018
        .iter()
        .filter(|header| !cached(header))
        .filter_map(|header| change(case, header))
        .filter(|(happened, _)| *happened != Change::Deleted)
        .map(|(_, place)| place)
        .collect()
}

/// `headers/restricted`
pub(super) fn restricted(case: &Case<'_>) -> Vec<Place> {
    case.caches_on.map(|names| restricted_headers(case, names)).unwrap_or_default()
}

/// `headers/restricted-unknown`
pub(super) fn restricted_unknown(case: &Case<'_>) -> Vec<Place> {
    if case.caches_on.is_none() { restricted_headers(case, &[]) } else { Vec::new() }
}
