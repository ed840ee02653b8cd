//! The lists of names: headers that a function may not touch, and the words of the origin object.
//!
//! All names are in lower case; compare with [`str::eq_ignore_ascii_case`] or
//! [`starts_with_ignore_case`].

use crate::profile::{CdnLoop, CustomHeaderDeny, OrRange, OsEntityHeaders, Profile, VsReadonly};
use crate::stage::Stage;

/// The members of a result that CloudFront knows, of responses and of returned requests.
///
/// # Source
/// `lambda-generating-http-responses`, Response object; `lambda-event-structure` (read 2026-04-13).
pub const RESULT_MEMBERS: &[&str] = &[
    "status",
    "statusDescription",
    "headers",
    "body",
    "bodyEncoding",
    "clientIp",
    "method",
    "uri",
    "querystring",
    "origin",
];

/// Headers that no function may send, at any stage.
///
/// # Source
/// `edge-function-restrictions-all`, Disallowed headers (read 2026-04-13); constant since 2017-12.
pub const DISALLOWED: &[&str] = &[
    "connection",
    "expect",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "trailer",
    "upgrade",
    "x-accel-buffering",
    "x-accel-charset",
    "x-accel-limit-rate",
    "x-accel-redirect",
    "x-cache",
    "x-forwarded-proto",
    "x-real-ip",
];

/// Prefixes of headers that no function may send.
///
/// # Source
/// As [`DISALLOWED`].
pub const DISALLOWED_PREFIXES: &[&str] = &["x-amz-cf-", "x-edge-"];

/// The `X-Amzn-` names that no function may send.
///
/// # Source
/// As [`DISALLOWED`]; in the guide since 2023-03-31.
pub const DISALLOWED_AMZN: &[&str] = &[
    "x-amzn-auth",
    "x-amzn-cf-billing",
    "x-amzn-cf-id",
    "x-amzn-cf-xff",
    "x-amzn-errortype",
    "x-amzn-fle-profile",
    "x-amzn-header-count",
    "x-amzn-header-order",
    "x-amzn-lambda-integration-tag",
    "x-amzn-requestid",
];

/// The prefix that was disallowed as a whole until 2021-10-07.
///
/// # Source
/// The guide at the commits of 2017-12-07 and 2021-10-07 of its public repository.
pub const AMZN_PREFIX: &str = "x-amzn-";

/// The header that says where the viewer is.
pub const VIEWER_COUNTRY: &str = "cloudfront-viewer-country";

/// Request headers that a function at origin-request could not change in early 2018 unless the
/// behaviour cached on them.
///
/// # Source
/// The guide of 2018-01, Restricted headers; removed 2018-06-07.
pub const RESTRICTED_2018: &[&str] =
    &["accept", "accept-charset", "accept-language", "authorization", "referer", "te"];

const VIEWER_REQUEST: &[&str] = &["content-length", "host", "transfer-encoding", "via"];
const ORIGIN_REQUEST: &[&str] = &[
    "accept-encoding",
    "content-length",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "transfer-encoding",
    "via",
];
const ORIGIN_RESPONSE: &[&str] = &["transfer-encoding", "via"];
const VIEWER_RESPONSE: &[&str] = &["via", "warning"];
const VIEWER_RESPONSE_LAMBDA: &[&str] =
    &["content-encoding", "content-length", "transfer-encoding"];
const CDN_LOOP: &[&str] = &["cdn-loop"];
const RANGE: &[&str] = &["range"];
const ENTITY: &[&str] = &["content-encoding", "content-length"];

/// Names that rules on `headers` ask about, in any edition and at any stage; some more than once.
pub(crate) const WATCHED: &[&[&str]] = &[
    DISALLOWED,
    DISALLOWED_AMZN,
    &[VIEWER_COUNTRY],
    RESTRICTED_2018,
    VIEWER_REQUEST,
    ORIGIN_REQUEST,
    ORIGIN_RESPONSE,
    VIEWER_RESPONSE,
    VIEWER_RESPONSE_LAMBDA,
    CDN_LOOP,
    RANGE,
    ENTITY,
];

/// Tells whether a name is one that rules on `headers` ask about.
pub(crate) fn is_watched(name: &str) -> bool {
    WATCHED.iter().any(|list| list.contains(&name))
}

/// Prefixes that rules on `headers` ask about.
pub(crate) const WATCHED_PREFIXES: &[&[&str]] = &[DISALLOWED_PREFIXES, &[AMZN_PREFIX]];

/// Returns the read-only headers of a stage.
///
/// # Source
/// `edge-function-restrictions-all`, Read-only headers (read 2026-04-13); the switches `cdn_loop`,
/// `or_range`, `os_entity_headers` and `vs_readonly` hold the earlier texts.
pub fn read_only(stage: Stage, profile: &Profile) -> impl Iterator<Item = &'static str> {
    let (always, sometimes): (&[&str], &[&str]) = match stage {
        Stage::ViewerRequest => (VIEWER_REQUEST, &[]),
        Stage::OriginRequest if profile.or_range == OrRange::ReadOnly => (ORIGIN_REQUEST, RANGE),
        Stage::OriginRequest => (ORIGIN_REQUEST, &[]),
        Stage::OriginResponse if profile.os_entity_headers == OsEntityHeaders::ReadOnly => {
            (ORIGIN_RESPONSE, ENTITY)
        }
        Stage::OriginResponse => (ORIGIN_RESPONSE, &[]),
        Stage::ViewerResponse if profile.vs_readonly == VsReadonly::Five => {
            (VIEWER_RESPONSE, VIEWER_RESPONSE_LAMBDA)
        }
        Stage::ViewerResponse => (VIEWER_RESPONSE, &[]),
    };
    let cdn_loop: &[&str] =
        if stage.is_request() && profile.cdn_loop == CdnLoop::On { CDN_LOOP } else { &[] };
    always.iter().chain(sometimes).chain(cdn_loop).copied()
}

const CUSTOM_DENIED: &[&str] = &[
    "cache-control",
    "connection",
    "content-length",
    "cookie",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "max-forwards",
    "pragma",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "request-range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
    "x-real-ip",
];
const PROXY_AUTHENTICATE: &str = "proxy-authenticate";
const ACCEPT_ENCODING: &str = "accept-encoding";

/// Prefixes of names that an origin custom header may not have.
///
/// # Source
/// `add-origin-custom-headers` (read 2026-04-13).
pub const CUSTOM_DENIED_PREFIXES: &[&str] = &["x-amz-", "x-edge-"];

/// Returns the names that an origin custom header may not have, prefixes apart.
///
/// # Source
/// `add-origin-custom-headers` (read 2026-04-13); switch `custom_header_deny`.
pub fn custom_denied(profile: &Profile) -> impl Iterator<Item = &'static str> {
    let more: &[&str] = match profile.custom_header_deny {
        CustomHeaderDeny::L2026 => &[PROXY_AUTHENTICATE],
        CustomHeaderDeny::L2020 => &[],
        CustomHeaderDeny::L2018 => &[PROXY_AUTHENTICATE, ACCEPT_ENCODING],
    };
    CUSTOM_DENIED.iter().chain(more).copied()
}

/// The TLS versions that `sslProtocols` may name.
///
/// # Source
/// `lambda-event-structure`, origin fields (read 2026-04-13); the same four since 2017.
pub const SSL_PROTOCOLS: &[&str] = &["TLSv1.2", "TLSv1.1", "TLSv1", "SSLv3"];

/// The TLS version that the list lacks; switch `tls13_origin`.
pub const TLS_1_3: &str = "TLSv1.3";

/// Tells whether `name` starts with `prefix`, ignoring ASCII case.
#[must_use]
pub fn starts_with_ignore_case(name: &str, prefix: &str) -> bool {
    name.as_bytes()
        .get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Edition;

    #[test]
    fn list_lengths_follow_the_editions() {
        let lengths = |edition| {
            let profile = Profile::of(edition);
            let mut lengths = Stage::ALL.map(|stage| read_only(stage, &profile).count()).to_vec();
            lengths.push(custom_denied(&profile).count());
            lengths
        };
        assert_eq!(lengths(Edition::Current), [5, 9, 2, 5, 23]);
        assert_eq!(lengths(Edition::E2023_05), [4, 8, 2, 2, 22]);
        assert_eq!(lengths(Edition::E2020_09), [4, 8, 2, 5, 22]);
        assert_eq!(lengths(Edition::E2018_01), [4, 9, 4, 5, 24]);
    }

    #[test]
    fn what_rules_ask_about_is_watched() {
        for edition in Edition::ALL {
            let profile = Profile::of(edition);
            for stage in Stage::ALL {
                assert!(read_only(stage, &profile).all(is_watched), "{edition:?} {stage}");
            }
        }
    }

    #[test]
    fn every_list_is_in_lower_case() {
        let profile = Profile::default();
        let names = DISALLOWED.iter().chain(DISALLOWED_AMZN).chain(RESTRICTED_2018).copied();
        for name in names.chain(custom_denied(&profile)) {
            assert_eq!(name, name.to_ascii_lowercase());
        }
    }

    #[test]
    fn prefixes_ignore_case_and_do_not_split_characters() {
        assert!(starts_with_ignore_case("X-Edge-Foo", "x-edge-"));
        assert!(!starts_with_ignore_case("X-Edge", "x-edge-"));
        assert!(!starts_with_ignore_case("x-edg\u{e9}-", "x-edge-"));
    }
}
