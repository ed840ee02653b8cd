//! The rules `headers/…` on names that a function may not send at all.

use edgecase_core::names;
use edgecase_core::profile::{GeneratedReadonly, XAmzn};

use super::case::Case;
use super::place::Place;
use super::read_only;
use super::text::{listed, prefixed};
use crate::flaw::ResultFlaw as Flaw;

/// `headers/disallowed`
pub(super) fn disallowed(case: &Case<'_>) -> Vec<Place> {
    let known = |listed: &&str| match case.flaw {
        Some(Flaw::DisallowedMisspelt) => *listed != "proxy-connection",
        Some(Flaw::AccelUnknown) => !listed.starts_with("x-accel-"),
        _ => true,
    };
    let refused = |name: &str| {
        let mut list = names::DISALLOWED.iter().copied().filter(known);
        if case.has(Flaw::DisallowedCase) { list.any(|n| n == name) } else { listed(name, list) }
    };
    case.headers.names_where(refused)
}

/// `headers/disallowed-prefix`
pub(super) fn disallowed_prefix(case: &Case<'_>) -> Vec<Place> {
    let prefixes: &[&str] = match case.flaw {
        Some(Flaw::EdgePrefixUnknown) => &["x-amz-cf-"],
        Some(Flaw::AmzCfPrefixUnknown) => &["x-edge-"],
        Some(Flaw::AmzPrefix) => &["x-amz-", "x-edge-"],
        _ => names::DISALLOWED_PREFIXES,
    };
    let refused = |name: &str| match case.flaw {
        Some(Flaw::PrefixCase) => prefixes.iter().any(|prefix| name.starts_with(prefix)),
        _ => prefixed(name, prefixes),
    };
    case.headers.names_where(refused)
}

/// `headers/disallowed-amzn`
pub(super) fn disallowed_amzn(case: &Case<'_>) -> Vec<Place> {
    let judged = case.profile.x_amzn == XAmzn::Named;
    case.headers.names_where(|name| judged && listed(name, names::DISALLOWED_AMZN.iter().copied()))
}

/// `headers/disallowed-amzn-prefix`
pub(super) fn disallowed_amzn_prefix(case: &Case<'_>) -> Vec<Place> {
    let judged = case.profile.x_amzn == XAmzn::Wildcard;
    case.headers.names_where(|name| judged && prefixed(name, &[names::AMZN_PREFIX]))
}

/// `headers/generated-length`
pub(super) fn generated_length(case: &Case<'_>) -> Vec<Place> {
    let judged = case.is_generated();
    case.headers.names_where(|name| judged && name.eq_ignore_ascii_case("content-length"))
}

/// `headers/generated-read-only`
pub(super) fn generated_read_only(case: &Case<'_>) -> Vec<Place> {
    let refused = |name: &str| match case.profile.generated_readonly {
        GeneratedReadonly::StageSet => !name.eq_ignore_ascii_case("content-length"),
        GeneratedReadonly::ContentLengthAndTeOnly => name.eq_ignore_ascii_case("transfer-encoding"),
    };
    let read_only = |name: &str| listed(name, names::read_only(case.stage, case.profile));
    let judged = case.is_generated();
    case.headers.names_where(|name| judged && read_only(name) && refused(name))
}

/// `headers/viewer-country`
pub(super) fn viewer_country(case: &Case<'_>) -> Vec<Place> {
    let event_lacks = read_only::lines(&case.event_headers, names::VIEWER_COUNTRY)
        .is_none_or(|header| header.texts.is_empty());
    let judged = (event_lacks || case.has(Flaw::CountryAlways)) && !case.is_generated();
    let named = |name: &str| {
        let takes_any = case.has(Flaw::CountryPrefix) && prefixed(name, &["cloudfront-"]);
        takes_any || name.eq_ignore_ascii_case(names::VIEWER_COUNTRY)
    };
    case.headers.names_where(|name| judged && named(name))
}
