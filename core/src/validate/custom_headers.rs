//! `origin/custom-header…`: the headers that CloudFront adds on the way to an origin.

use super::case::{Case, has_control_but_tab};
use super::headers::{container, disallowed};
use super::names::{has_entry, is_token, lines_of, names};
use crate::decode::{HeaderMap, HeaderName, OriginSide};
use crate::limits;
use crate::names::{CUSTOM_DENIED_PREFIXES, custom_denied, read_only, starts_with_ignore_case};
use crate::profile::Profile;
use crate::rule::{Effect, RuleId};
use crate::text::chars;

/// Judges the custom headers of an origin beside the headers of the request.
pub(super) fn judge<'a>(
    case: &mut Case<'a>,
    side: &'a OriginSide,
    headers: Option<&HeaderMap<'_>>,
) {
    let Some(map) = case.map(side.custom_headers.as_ref()) else {
        return;
    };
    container(case, &map);
    judge_names(case, &map);
    repeated(case, &map, headers);
    values(case, &map);
    sizes(case, &map);
}

/// `origin/custom-header-denied`, `-name`, `-disallowed`, `-read-only`, `-name-length`
fn judge_names(case: &mut Case<'_>, map: &HeaderMap<'_>) {
    let (stage, profile) = (case.stage(), case.profile);
    names(case.input, map, |name| {
        if is_denied(&name.text, profile) {
            case.report_at(RuleId::OriginCustomHeaderDenied, name.at);
            return;
        }
        case.report_if(!is_token(&name.text), RuleId::OriginCustomHeaderName, name.at);
        let in_force = |rule: RuleId| rule.rule().effect(profile, stage) == Effect::Refuse;
        if disallowed(&name.text).any(in_force) {
            case.report_at(RuleId::OriginCustomHeaderDisallowed, name.at);
        } else if read_only(stage, profile).any(|known| known.eq_ignore_ascii_case(&name.text)) {
            case.report_at(RuleId::OriginCustomHeaderReadOnly, name.at);
        }
        let long = name.is_map_name && chars(&name.text) > limits::CUSTOM_HEADER_NAME_CHARS;
        case.report_if(long, RuleId::OriginCustomHeaderNameLength, name.at);
    });
}

fn is_denied(name: &str, profile: &Profile) -> bool {
    custom_denied(profile).any(|denied| denied.eq_ignore_ascii_case(name))
        || CUSTOM_DENIED_PREFIXES.iter().any(|prefix| starts_with_ignore_case(name, prefix))
}

/// `origin/custom-header-repeated`; the request's names are sorted once, then looked up.
fn repeated(case: &mut Case<'_>, map: &HeaderMap<'_>, headers: Option<&HeaderMap<'_>>) {
    let Some(headers) = headers else {
        return;
    };
    let taken = lower_names(case.input, headers);
    for header in map.names().iter().filter(|header| has_entry(map, header)) {
        let name = header.name.text(case.input).to_ascii_lowercase();
        let both = taken.binary_search(&name).is_ok() && !is_denied(&name, case.profile);
        case.report_if(both, RuleId::OriginCustomHeaderRepeated, header.list);
    }
}

/// Returns the map names that have an entry, in lower case, sorted, each once.
fn lower_names(input: &[u8], map: &HeaderMap<'_>) -> Vec<String> {
    let lower = |header: &HeaderName| header.name.text(input).to_ascii_lowercase();
    let mut names: Vec<String> =
        map.names().iter().filter(|header| has_entry(map, header)).map(lower).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// `origin/custom-header-value`, `custom-header-value-length`
fn values(case: &mut Case<'_>, map: &HeaderMap<'_>) {
    let entries = map.names().iter().flat_map(|header| map.entries_of(header));
    for line in entries.flat_map(|entry| lines_of(map, entry)) {
        let value = line.text(case.input);
        case.report_if(has_control_but_tab(&value), RuleId::OriginCustomHeaderValue, line);
        let long = chars(&value) > limits::CUSTOM_HEADER_VALUE_CHARS;
        case.report_if(long, RuleId::OriginCustomHeaderValueLength, line);
    }
}

/// `origin/custom-headers-length`, `custom-header-count`
fn sizes(case: &mut Case<'_>, map: &HeaderMap<'_>) {
    let over = total_chars(case.input, map) > limits::CUSTOM_HEADERS_CHARS;
    case.report_if(over, RuleId::OriginCustomHeadersLength, map.leaf());
    let many = count(case.input, map) > limits::custom_headers(case.profile);
    case.report_if(many, RuleId::OriginCustomHeaderCount, map.leaf());
}

/// Returns the characters of all names and values, a name once for each of its values.
pub(crate) fn total_chars(input: &[u8], map: &HeaderMap<'_>) -> u64 {
    let mut total = 0;
    for header in map.names() {
        let name = chars(&header.name.text(input));
        for entry in map.entries_of(header) {
            total += lines_of(map, entry).map(|line| name + chars(&line.text(input))).sum::<u64>();
        }
    }
    total
}

/// Returns how many different names have an entry.
pub(crate) fn count(input: &[u8], map: &HeaderMap<'_>) -> u64 {
    u64::try_from(lower_names(input, map).len()).unwrap_or(u64::MAX)
}
