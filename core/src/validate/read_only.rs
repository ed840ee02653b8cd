//! `headers/read-only-…`, `generated-…`, `restricted…`, `viewer-country`: against the event.

use super::case::Case;
use super::headers::report_deleted;
use super::names::{Lines, lines, names};
use crate::decode::{HeaderMap, Leaf, Oddities};
use crate::header::Headers;
use crate::names::{RESTRICTED_2018, VIEWER_COUNTRY, is_watched, read_only};
use crate::profile::GeneratedReadonly;
use crate::rule::RuleId;

const CONTENT_LENGTH: &str = "content-length";
const TRANSFER_ENCODING: &str = "transfer-encoding";

/// How a map is odd that has a header which rules ask about.
const NAMED: Oddities = Oddities::SHAPE.or(Oddities::NAME);

/// What became of a header between event and result.
enum Change {
    Kept,
    Added(Leaf),
    Changed(Leaf),
    Deleted,
}

/// `headers/read-only-added`, `read-only-changed`, `read-only-deleted`, `viewer-country`
///
/// Without a map every header of the event is deleted.
pub(super) fn judge(case: &mut Case<'_>, map: Option<&HeaderMap<'_>>) {
    let stage = case.stage();
    let has_any = map.is_some_and(|map| map.may_be(NAMED));
    if !has_any && event_headers(case).is_none_or(Headers::is_empty) {
        return;
    }
    for name in read_only(stage, case.profile) {
        match change(case, map, name) {
            Some(Change::Added(list)) => case.report_at(RuleId::HeadersReadOnlyAdded, list),
            Some(Change::Changed(list)) => case.report_at(RuleId::HeadersReadOnlyChanged, list),
            Some(Change::Deleted) => report_deleted(case, name),
            Some(Change::Kept) | None => {}
        }
    }
    if let Some(map) = map
        && !event_has(case, VIEWER_COUNTRY)
    {
        named(case, map, VIEWER_COUNTRY, RuleId::HeadersViewerCountry);
    }
}

/// `headers/generated-length`, `generated-read-only`
#[inline]
pub(super) fn judge_generated(case: &mut Case<'_>, map: &HeaderMap<'_>) {
    if !map.may_be(NAMED) {
        return;
    }
    for name in read_only(case.stage(), case.profile) {
        let few = case.profile.generated_readonly == GeneratedReadonly::ContentLengthAndTeOnly;
        if name == CONTENT_LENGTH {
            named(case, map, name, RuleId::HeadersGeneratedLength);
        } else if !few || name == TRANSFER_ENCODING {
            named(case, map, name, RuleId::HeadersGeneratedReadOnly);
        }
    }
}

/// `headers/restricted`, `restricted-unknown`
pub(super) fn judge_restricted(case: &mut Case<'_>, map: &HeaderMap<'_>) {
    for name in RESTRICTED_2018 {
        let rule = match case.exchange.caches_on {
            None => RuleId::HeadersRestrictedUnknown,
            Some(known) if known.iter().any(|n| n.eq_ignore_ascii_case(name)) => continue,
            Some(_) => RuleId::HeadersRestricted,
        };
        if let Some(Change::Added(list) | Change::Changed(list)) = change(case, Some(map), name) {
            case.report_at(rule, list);
        }
    }
}

/// Reports every place at which a header is named.
fn named(case: &mut Case<'_>, map: &HeaderMap<'_>, wanted: &str, rule: RuleId) {
    debug_assert!(is_watched(wanted), "decoders tell of watched names alone");
    names(case.input, map, |name| {
        case.report_if(name.text.eq_ignore_ascii_case(wanted), rule, name.at);
    });
}

/// Returns the headers that the function was given and hands back.
fn event_headers<'a>(case: &Case<'a>) -> Option<&'a Headers> {
    let event = case.exchange.event;
    if case.stage().is_request() {
        Some(&event.request.headers)
    } else {
        event.response.as_ref().and_then(|response| response.headers.as_ref())
    }
}

fn event_has(case: &Case<'_>, name: &str) -> bool {
    event_headers(case).is_some_and(|headers| headers.lines(name).next().is_some())
}

/// Compares a header of the event with the result; `None` if the result's part is malformed.
fn change(case: &Case<'_>, map: Option<&HeaderMap<'_>>, name: &str) -> Option<Change> {
    let Lines { values, first_list } = match map {
        Some(map) => lines(case.input, map, name)?,
        None => Lines { values: Vec::new(), first_list: None },
    };
    let before = || event_headers(case).into_iter().flat_map(|headers| headers.values(name));
    let same = before().eq(values.iter().map(|value| value.text(case.input)));
    Some(match first_list {
        _ if same => Change::Kept,
        Some(list) if before().next().is_none() => Change::Added(list),
        Some(list) if !values.is_empty() => Change::Changed(list),
        _ => Change::Deleted,
    })
}
