//! `size/…`

use super::body::Measured;
use super::case::Case;
use super::headers::{SentName, sent_name};
use super::names::{key_of, lines_of};
use crate::body::Encoding;
use crate::decode::{HeaderMap, Kind, Leaf, Object, TextFacts};
use crate::limits;
use crate::profile::{BodyMeasure, HeaderCost, Profile, UriQsJoiner};
use crate::rule::RuleId;
use crate::stage::Stage;

/// `size/generated`, `size/replaced`
#[inline]
pub(super) fn response(case: &mut Case<'_>, headers: Option<HeaderMap<'_>>, body: Measured) {
    let (rule, body_required) = if case.stage() == Stage::OriginResponse {
        (RuleId::SizeReplaced, true)
    } else {
        (RuleId::SizeGenerated, false)
    };
    let (at, bytes) = match body {
        Measured::Unusable => return,
        Measured::Absent if body_required => return,
        Measured::Absent => (headers.map(|map| map.leaf()), 0),
        Measured::Usable(leaf, encoding, facts) => {
            (Some(leaf), body_bytes(encoding, facts, case.profile))
        }
    };
    let total = bytes + headers.map_or(0, |map| header_bytes(case.input, &map, case.profile));
    if let Some(at) = at {
        case.report_if(total > limits::response_bytes(case.stage(), case.profile), rule, at);
    }
}

/// `size/viewer-response`
#[inline]
pub(super) fn viewer_response(case: &mut Case<'_>, headers: Option<HeaderMap<'_>>) {
    if let Some(map) = headers {
        let total = header_bytes(case.input, &map, case.profile);
        let limit = limits::response_bytes(Stage::ViewerResponse, case.profile);
        case.report_if(total > limit, RuleId::SizeViewerResponse, map.leaf());
    }
}

/// `size/uri-query`
pub(super) fn uri_query(case: &mut Case<'_>, object: &Object) {
    if let (Some(uri), Some(query)) = (object.uri, object.querystring)
        && uri.kind() == Kind::Text
        && query.kind() == Kind::Text
    {
        let total = uri_query_bytes(case.input, uri, query, case.profile);
        case.report_if(total >= limits::URI_QUERY_BYTES, RuleId::SizeUriQuery, uri);
    }
}

/// Returns the bytes of `uri?querystring`.
pub(crate) fn uri_query_bytes(input: &[u8], uri: Leaf, query: Leaf, profile: &Profile) -> u64 {
    let (uri, query) = (uri.text(input), query.text(input));
    let joiner = !query.is_empty() && profile.uri_qs_joiner == UriQsJoiner::Counted;
    bytes(&uri) + u64::from(joiner) + bytes(&query)
}

/// Returns what a response body counts.
pub(crate) fn body_bytes(encoding: Encoding, facts: TextFacts, profile: &Profile) -> u64 {
    match (encoding, profile.body_measure) {
        (Encoding::Base64, BodyMeasure::Decoded) => facts.base64.decoded_bytes(),
        _ => facts.bytes,
    }
}

/// Returns what the headers of a response count.
#[inline]
pub(crate) fn header_bytes(input: &[u8], map: &HeaderMap<'_>, profile: &Profile) -> u64 {
    let per_line = match profile.header_cost {
        HeaderCost::Json => return u64::from(map.leaf().bytes()),
        HeaderCost::Wire => 4,
        HeaderCost::NamePlusValue => 0,
    };
    if let Some(lines) = map.lines() {
        return u64::from(lines.bytes) + u64::from(lines.count) * per_line;
    }
    bytes_of_each_header(input, map, profile, per_line)
}

/// Counts headers one by one.
#[inline(never)]
fn bytes_of_each_header(
    input: &[u8],
    map: &HeaderMap<'_>,
    profile: &Profile,
    per_line: u64,
) -> u64 {
    let mut total = 0;
    for header in map.names() {
        let map_name = header.name.text(input);
        for entry in map.entries_of(header) {
            let key = key_of(entry, input);
            let (SentName::Key(name) | SentName::Made(name)) =
                sent_name(profile.key_mismatch, &map_name, key.as_deref());
            for line in lines_of(map, entry) {
                total += bytes(name) + bytes(&line.text(input)) + per_line;
            }
        }
    }
    total
}

fn bytes(text: &str) -> u64 {
    u64::try_from(text.len()).unwrap_or(u64::MAX)
}
