//! `headers/…`: shape, names and values; disallowed names.

use super::case::{Case, is_control};
use super::names::{has_entry, is_token, key_of, lines_of, names};
use super::read_only;
use crate::decode::{Entry, HeaderMap, HeaderName, Kind, Leaf, Object, Oddities};
use crate::names::{
    AMZN_PREFIX, DISALLOWED, DISALLOWED_AMZN, DISALLOWED_PREFIXES, starts_with_ignore_case,
};
use crate::place::Place;
use crate::profile::{KeyMismatch, MissingHeadersAtResponse};
use crate::rule::RuleId;

/// Judges the headers of a response; returns them if they are there.
#[inline]
pub(super) fn judge_response<'a>(case: &mut Case<'a>, object: &'a Object) -> Option<HeaderMap<'a>> {
    let generated = case.stage().is_request();
    let Some(map) = case.map(object.headers.as_ref()) else {
        if !generated {
            case.report_missing(RuleId::HeadersMissing, object.leaf, "headers");
            let inherits =
                case.profile.missing_headers_at_response == MissingHeadersAtResponse::Inherit;
            if !inherits {
                read_only::judge(case, None);
            }
        }
        return None;
    };
    judge(case, &map);
    match (generated, map.leaf().kind()) {
        (true, _) => read_only::judge_generated(case, &map),
        (false, Kind::Object | Kind::List) => read_only::judge(case, Some(&map)),
        _ => {}
    }
    Some(map)
}

/// Judges the headers of a returned request; returns them if they are there.
pub(super) fn judge_request<'a>(case: &mut Case<'a>, object: &'a Object) -> Option<HeaderMap<'a>> {
    let map = case.map(object.headers.as_ref())?;
    judge(case, &map);
    if matches!(map.leaf().kind(), Kind::Object | Kind::List) {
        read_only::judge(case, Some(&map));
        read_only::judge_restricted(case, &map);
    }
    Some(map)
}

/// Judges headers by themselves, whatever the event.
#[inline]
fn judge(case: &mut Case<'_>, map: &HeaderMap<'_>) {
    if map.leaf().kind() != Kind::Object || map.may_be(Oddities::ALL) {
        container(case, map);
        judge_names(case, map);
    }
}

/// `headers/type`, `list`, and the shape of everything below.
pub(super) fn container(case: &mut Case<'_>, map: &HeaderMap<'_>) {
    match map.leaf().kind() {
        Kind::Object => {}
        Kind::List => case.report_at(RuleId::HeadersList, map.leaf()),
        _ => case.report_at(RuleId::HeadersType, map.leaf()),
    }
    if map.may_be(Oddities::REPEAT) {
        merged(case, map);
    }
    for header in map.odd(Oddities::SHAPE.or(Oddities::NAME).or(Oddities::VALUE)) {
        list(case, map, header);
    }
}

/// `headers/not-a-list`, `empty-list`, `name-case`, `entry-type`
fn list(case: &mut Case<'_>, map: &HeaderMap<'_>, header: &HeaderName) {
    let entries = map.entries_of(header);
    let is_list = header.list.kind() == Kind::List;
    case.report_if(!is_list, RuleId::HeadersNotAList, header.list);
    case.report_if(is_list && entries.is_empty(), RuleId::HeadersEmptyList, header.list);
    let name = header.name.text(case.input);
    let upper = has_entry(map, header) && name.bytes().any(|b| b.is_ascii_uppercase());
    case.report_if(upper, RuleId::HeadersNameCase, header.list);
    for entry in entries {
        if entry.leaf.kind() == Kind::Object {
            key(case, entry, &name);
            value(case, map, entry);
        } else {
            case.report_at(RuleId::HeadersEntryType, entry.leaf);
        }
    }
}

/// `headers/key-missing`, `key-type`, `key-empty`, `key-mismatch`
fn key(case: &mut Case<'_>, entry: &Entry, map_name: &str) {
    let Some(leaf) = case.present(entry.key) else {
        case.report_missing(RuleId::HeadersKeyMissing, entry.leaf, "key");
        return;
    };
    if leaf.kind() != Kind::Text {
        case.report_at(RuleId::HeadersKeyType, leaf);
        return;
    }
    match key_of(entry, case.input) {
        None => case.report_at(RuleId::HeadersKeyEmpty, leaf),
        Some(key) => {
            let differs = !key.eq_ignore_ascii_case(map_name);
            case.report_if(differs, RuleId::HeadersKeyMismatch, leaf);
        }
    }
}

/// `headers/value-missing`, `value-object`, `value-scalar`, `value-array`, `value-element`
fn value(case: &mut Case<'_>, map: &HeaderMap<'_>, entry: &Entry) {
    let Some(leaf) = entry.value else {
        case.report_missing(RuleId::HeadersValueMissing, entry.leaf, "value");
        return;
    };
    match leaf.kind() {
        Kind::Text => {}
        Kind::Object => case.report_at(RuleId::HeadersValueObject, leaf),
        Kind::List => case.report_at(RuleId::HeadersValueArray, leaf),
        Kind::Null | Kind::Bool | Kind::Number => case.report_at(RuleId::HeadersValueScalar, leaf),
    }
    for element in map.elements_of(entry) {
        case.report_if(element.kind() != Kind::Text, RuleId::HeadersValueElement, *element);
    }
    for line in lines_of(map, entry) {
        let non_ascii = !line.text(case.input).is_ascii();
        case.report_if(non_ascii, RuleId::HeadersValueNonAscii, line);
    }
}

/// `headers/name-merge`: few names are compared, many are sorted.
fn merged(case: &mut Case<'_>, map: &HeaderMap<'_>) {
    const FEW: usize = 8;
    let input = case.input;
    if map.names().len() <= FEW {
        for (index, header) in map.names().iter().enumerate() {
            let name = header.name.text(input);
            let same = |e: &HeaderName| e.name.text(input).eq_ignore_ascii_case(&name);
            let repeats = map.names().iter().take(index).any(same);
            case.report_if(repeats, RuleId::HeadersNameMerge, header.list);
        }
        return;
    }
    let lower = |header: &HeaderName| header.name.text(input).to_ascii_lowercase();
    let mut order: Vec<(String, Leaf)> = map.names().iter().map(|h| (lower(h), h.list)).collect();
    order.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.start.cmp(&b.1.start)));
    let mut earlier: Option<&str> = None;
    for (name, list) in &order {
        case.report_if(earlier == Some(name), RuleId::HeadersNameMerge, *list);
        earlier = Some(name);
    }
}

/// The rules on names and values that hold for `headers` but not for `customHeaders`.
fn judge_names(case: &mut Case<'_>, map: &HeaderMap<'_>) {
    names(case.input, map, |name| {
        case.report_if(!is_token(&name.text), RuleId::HeadersNameToken, name.at);
        for rule in disallowed(&name.text) {
            case.report_at(rule, name.at);
        }
    });
    for header in map.odd(Oddities::SHAPE.or(Oddities::VALUE)) {
        for entry in map.entries_of(header) {
            for line in lines_of(map, entry) {
                values(case, line);
            }
        }
    }
}

/// `headers/disallowed`, `disallowed-prefix`, `disallowed-amzn`, `disallowed-amzn-prefix`
///
/// The rule table turns off those that the profile does not have.
pub(crate) fn disallowed(text: &str) -> impl Iterator<Item = RuleId> {
    let named = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(text));
    let starts = |list: &[&str]| list.iter().any(|prefix| starts_with_ignore_case(text, prefix));
    [
        (named(DISALLOWED), RuleId::HeadersDisallowed),
        (starts(DISALLOWED_PREFIXES), RuleId::HeadersDisallowedPrefix),
        (named(DISALLOWED_AMZN), RuleId::HeadersDisallowedAmzn),
        (starts(&[AMZN_PREFIX]), RuleId::HeadersDisallowedAmznPrefix),
    ]
    .into_iter()
    .filter_map(|(broken, rule)| broken.then_some(rule))
}

/// `headers/value-cr`, `value-control`
fn values(case: &mut Case<'_>, line: Leaf) {
    let text = line.text(case.input);
    case.report_if(text.contains('\r'), RuleId::HeadersValueCr, line);
    let other = text.chars().any(|c| is_control(c) && c != '\t' && c != '\r');
    case.report_if(other, RuleId::HeadersValueControl, line);
}

/// Reports a read-only header that the result lacks.
pub(super) fn report_deleted(case: &mut Case<'_>, name: &'static str) {
    case.report(RuleId::HeadersReadOnlyDeleted, Place::MissingHeader(name));
}

/// Returns the name that an entry is sent under, and whether it had to be made from the map name.
pub(crate) fn sent_name<'n>(
    mode: KeyMismatch,
    map_name: &'n str,
    key: Option<&'n str>,
) -> SentName<'n> {
    match key {
        None => SentName::Made(map_name),
        Some(key) if key.eq_ignore_ascii_case(map_name) || mode != KeyMismatch::WarnNameWins => {
            SentName::Key(key)
        }
        Some(_) => SentName::Made(map_name),
    }
}

/// The name that an entry is sent under.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SentName<'n> {
    /// The key, spelled as it is.
    Key(&'n str),
    /// The map name, spelled anew.
    Made(&'n str),
}
