//! The rules `headers/…` on names that a function may not send at all.

use edgecase_core::names;
use edgecase_core::profile::{GeneratedReadonly, XAmzn};

use super::case::Case;
use super::place::Place;
use super::read_only;
use super::text::{listed, prefixed};

/// `headers/disallowed`
pub(super) fn disallowed(case: &Case<'_>) -> Vec<Place> {
    case.headers.names_where(|name| listed(name, names::DISALLOWED.iter().copied()))
}

/// `headers/disallowed-prefix`
pub(super) fn disallowed_prefix(case: &Case<'_>) -> Vec<Place> {
    case.headers.names_where(|name| prefixed(name, names::DISALLOWED_PREFIXES))
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
    let judged = event_lacks && !case.is_generated();
    case.headers.names_where(|name| judged && name.eq_ignore_ascii_case(names::VIEWER_COUNTRY))
}
