//! What the rules on size and length measure on a result.

use edgecase_core::limits;
use edgecase_core::rule::RuleId;

use super::case::{Case, Side, SideName};
use super::custom_headers::{all_characters, is_denied};
use super::origin;
use super::question::Measured;
use super::size;
use super::text::characters;
use super::tree::Node;

/// Returns the largest quantity that `measured` gives for a side of the origin.
fn longest(
    case: &Case<'_>,
    limit: u64,
    measured: impl Fn(&Side<'_>) -> Option<u64>,
) -> Option<Measured> {
    let measured = case.sides.iter().filter_map(measured).max()?;
    Some(Measured { measured, limit })
}

/// Returns the characters of a text of one side.
fn text(case: &Case<'_>, wanted: SideName, name: &str, limit: u64) -> Option<Measured> {
    longest(case, limit, |side| {
        let text = origin::member(case, side, name).and_then(Node::text);
        if side.name == wanted { text.map(characters) } else { None }
    })
}

/// Returns the characters of the longest name that is judged in a map of headers.
fn longest_name(case: &Case<'_>, side: &Side<'_>) -> Option<u64> {
    let lists = side.headers.lists.iter().filter(|list| list.has_entry());
    let free = lists.filter(|list| !is_denied(list.name, case));
    free.map(|list| characters(list.name)).max()
}

/// Returns the characters of the longest value in a map of headers.
fn longest_value(side: &Side<'_>) -> Option<u64> {
    let lines = side.headers.entries().flat_map(|entry| entry.lines());
    lines.map(|line| characters(line.text)).max()
}

/// Measures what a rule limits; `None` for other rules, and where the rule is not judged.
pub(super) fn measure(rule: RuleId, case: &Case<'_>) -> Option<Measured> {
    match rule {
        RuleId::SizeGenerated => size::measure_generated(case),
        RuleId::SizeReplaced => size::measure_replaced(case),
        RuleId::SizeViewerResponse => size::measure_viewer_response(case),
        RuleId::SizeRequestText => size::measure_request_text(case),
        RuleId::SizeRequestBase64 => size::measure_request_base64(case),
        RuleId::SizeUriQuery => size::measure_uri_query(case),
        RuleId::OriginDomainLength => {
            text(case, SideName::Custom, "domainName", limits::CUSTOM_DOMAIN_CHARS)
        }
        RuleId::OriginS3DomainLength => {
            text(case, SideName::S3, "domainName", limits::S3_DOMAIN_CHARS)
        }
        RuleId::OriginPathLength => text(case, SideName::Custom, "path", limits::CUSTOM_PATH_CHARS),
        RuleId::OriginCustomHeaderNameLength => {
            longest(case, limits::CUSTOM_HEADER_NAME_CHARS, |side| longest_name(case, side))
        }
        RuleId::OriginCustomHeaderValueLength => {
            longest(case, limits::CUSTOM_HEADER_VALUE_CHARS, longest_value)
        }
        RuleId::OriginCustomHeadersLength => {
            let all = |side: &Side<'_>| side.headers.node.map(|_| all_characters(&side.headers));
            longest(case, limits::CUSTOM_HEADERS_CHARS, all)
        }
        _ => None,
    }
}
