//! The rules `size/…`, and what they measure.

use edgecase_core::Stage;
use edgecase_core::limits::{self, Base64Limit};
use edgecase_core::profile::{BodyMeasure, HeaderCost, KeyMismatch, UriQsJoiner};

use super::body::{self, Encoding};
use super::case::Case;
use super::coded::decode;
use super::header_map::Entry;
use super::place::{Place, when};
use super::question::{Kind, Measured};
use super::request;
use super::request_body;
use super::text::{bytes, characters, count};
use crate::flaw::ResultFlaw as Flaw;

/// Returns the name under which an entry is sent.
pub(super) fn sent_name<'a>(case: &Case<'_>, entry: Entry<'a>) -> &'a str {
    match case.profile.key_mismatch {
        KeyMismatch::WarnNameWins => entry.list,
        KeyMismatch::WarnKeyWins | KeyMismatch::Reject => entry.key().unwrap_or(entry.list),
    }
}

/// Returns what the headers of a response count.
fn header_cost(case: &Case<'_>) -> u64 {
    let beside = match case.profile.header_cost {
        _ if case.has(Flaw::HeadersNotCounted) => return 0,
        HeaderCost::Json => return case.headers.node.map_or(0, |node| count(node.bytes)),
        HeaderCost::Wire => 4,
        HeaderCost::NamePlusValue => 0,
    };
    let mut cost = 0;
    for entry in case.headers.entries() {
        let name = bytes(sent_name(case, entry));
        for line in entry.lines() {
            cost += name + bytes(line.text) + beside;
        }
    }
    cost
}

/// Returns what the body of a response counts, unless it cannot be judged.
fn body_cost(case: &Case<'_>) -> Option<u64> {
    if !body::is_there(case) {
        return Some(0);
    }
    let text = body::text(case)?;
    match body::encoding(case)? {
        Encoding::Text if case.has(Flaw::CharactersCounted) => Some(characters(text)),
        Encoding::Text => Some(bytes(text)),
        Encoding::Base64 => {
            let decoded = decode(text, case.profile.base64_mode)?;
            Some(match case.profile.body_measure {
                BodyMeasure::Decoded => count(decoded.len()),
                BodyMeasure::Encoded => bytes(text),
            })
        }
    }
}

/// Judges a quantity.
fn over(measured: Option<Measured>, pointer: &str) -> Vec<Place> {
    when(measured.is_some_and(|m| m.measured > m.limit), pointer)
}

/// Returns how many bytes a response may have.
fn response_limit(case: &Case<'_>) -> u64 {
    let stage = match case.flaw {
        Some(Flaw::ViewerSizeAtOrigin) => Stage::ViewerRequest,
        Some(Flaw::OriginSizeAtViewer) => Stage::OriginRequest,
        _ => case.stage,
    };
    let limit = limits::response_bytes(stage, case.profile);
    match case.flaw {
        Some(Flaw::SizeEndShort) => limit - 1,
        Some(Flaw::SizeEndLong) => limit + 1,
        _ => limit,
    }
}

/// Measures a generated response.
pub(super) fn measure_generated(case: &Case<'_>) -> Option<Measured> {
    if !case.is_generated() {
        return None;
    }
    let measured = body_cost(case)? + header_cost(case);
    Some(Measured { measured, limit: response_limit(case) })
}

/// `size/generated`
pub(super) fn generated(case: &Case<'_>) -> Vec<Place> {
    let pointer = if body::is_there(case) { "/body" } else { "/headers" };
    over(measure_generated(case), pointer)
}

/// Measures a response at origin-response that has a body.
pub(super) fn measure_replaced(case: &Case<'_>) -> Option<Measured> {
    let judged = body::is_there(case) || case.has(Flaw::ReplacedWithoutBody);
    if case.stage != Stage::OriginResponse || !judged {
        return None;
    }
    let measured = body_cost(case)? + header_cost(case);
    Some(Measured { measured, limit: response_limit(case) })
}

/// `size/replaced`
pub(super) fn replaced(case: &Case<'_>) -> Vec<Place> {
    over(measure_replaced(case), "/body")
}

/// Measures the headers of a response at viewer-response.
pub(super) fn measure_viewer_response(case: &Case<'_>) -> Option<Measured> {
    if case.stage != Stage::ViewerResponse || case.kind != Kind::Response {
        return None;
    }
    Some(Measured { measured: header_cost(case), limit: response_limit(case) })
}

/// `size/viewer-response`
pub(super) fn viewer_response(case: &Case<'_>) -> Vec<Place> {
    over(measure_viewer_response(case), "/headers")
}

/// Measures a request body that replaces as text.
pub(super) fn measure_request_text(case: &Case<'_>) -> Option<Measured> {
    let text = request_body::data(case, Encoding::Text)?;
    let measured = if case.has(Flaw::RequestCharacters) { characters(text) } else { bytes(text) };
    let stage = match case.flaw {
        Some(Flaw::OriginSizeOfRequest) => Stage::OriginRequest,
        _ => case.stage,
    };
    Some(Measured { measured, limit: limits::request_body_bytes(stage, case.profile) })
}

/// `size/request-text`
pub(super) fn request_text(case: &Case<'_>) -> Vec<Place> {
    over(measure_request_text(case), "/body/data")
}

/// Measures a request body that replaces in base64.
pub(super) fn measure_request_base64(case: &Case<'_>) -> Option<Measured> {
    let text = request_body::data(case, Encoding::Base64)?;
    let decoded = decode(text, case.profile.base64_mode)?;
    Some(match limits::request_body_base64(case.stage, case.profile) {
        Base64Limit::Decoded(limit) if case.has(Flaw::RequestCountedEncoded) => {
            Measured { measured: characters(text), limit }
        }
        Base64Limit::Decoded(limit) => Measured { measured: count(decoded.len()), limit },
        Base64Limit::Text(limit) => Measured { measured: characters(text), limit },
    })
}

/// `size/request-base64`
pub(super) fn request_base64(case: &Case<'_>) -> Vec<Place> {
    over(measure_request_base64(case), "/body/data")
}

/// Measures `uri` and `querystring` of a returned request.
pub(super) fn measure_uri_query(case: &Case<'_>) -> Option<Measured> {
    let uri = request::text(case, "uri")?;
    let query = match case.flaw {
        Some(Flaw::QueryNotCounted) => "",
        _ => request::text(case, "querystring")?,
    };
    let joiner = match case.profile.uri_qs_joiner {
        UriQsJoiner::Counted if !query.is_empty() => 1,
        UriQsJoiner::Counted | UriQsJoiner::NotCounted => 0,
    };
    let measured = bytes(uri) + joiner + bytes(query);
    let below = if case.has(Flaw::UriQueryEnd) { 0 } else { 1 };
    Some(Measured { measured, limit: limits::URI_QUERY_BYTES - below })
}

/// `size/uri-query`
pub(super) fn uri_query(case: &Case<'_>) -> Vec<Place> {
    over(measure_uri_query(case), "/uri")
}
