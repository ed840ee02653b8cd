//! Every number of the rules, with its unit and its source.
//!
//! Sources name pages of the developer guide as read on 2026-04-13 unless they say otherwise.

use std::ops::RangeInclusive;

use crate::profile::{Base64RequestLimit, CustomHeaderCount, Edition, Kb, Profile, TimeoutRange};
use crate::stage::Stage;

/// Deepest nesting of a result, in levels of lists and objects.
///
/// # Source
/// None published: the depth at which common JSON readers stop (inferred).
pub const DEPTH: usize = 127;

/// Statuses that a function may set.
///
/// # Source
/// `lambda-generating-http-responses`, Response object; "inclusive" from the note on updating
/// responses.
pub const STATUS: RangeInclusive<u16> = 200..=599;

/// Bytes of a generated response at origin-request, and of a replaced one at origin-response.
///
/// # Source
/// `cloudfront-limits`, 1 MB; a log line prints 1048576
/// (<https://github.com/aws-amplify/amplify-hosting/issues/2221>).
pub const ORIGIN_BYTES: u64 = 1_048_576;

/// Bytes of a `URI?query` that are too many; one fewer is allowed.
///
/// # Source
/// `edge-function-restrictions-all`, URI and query string: less than 8,192.
pub const URI_QUERY_BYTES: u64 = 8_192;

/// Characters of a custom origin's `domainName`.
///
/// # Source
/// `lambda-event-structure`, origin fields.
pub const CUSTOM_DOMAIN_CHARS: u64 = 253;

/// Characters of an S3 origin's `domainName`.
///
/// # Source
/// `lambda-event-structure`, origin fields.
pub const S3_DOMAIN_CHARS: u64 = 128;

/// Characters of a custom origin's `path`.
///
/// # Source
/// `lambda-event-structure`, origin fields.
pub const CUSTOM_PATH_CHARS: u64 = 255;

/// Characters of the name of one origin custom header.
///
/// # Source
/// `cloudfront-limits`, quotas on headers; that it binds functions is inferred.
pub const CUSTOM_HEADER_NAME_CHARS: u64 = 256;

/// Characters of the value of one origin custom header.
///
/// # Source
/// As [`CUSTOM_HEADER_NAME_CHARS`].
pub const CUSTOM_HEADER_VALUE_CHARS: u64 = 1_783;

/// Characters of all names and values of origin custom headers together.
///
/// # Source
/// As [`CUSTOM_HEADER_NAME_CHARS`].
pub const CUSTOM_HEADERS_CHARS: u64 = 10_240;

/// Shortest text body, in characters, that is pointed out as probably meant to be base64.
///
/// # Source
/// None: long enough that a word or a token of prose is not taken for base64.
pub const BASE64_LOOKALIKE_CHARS: u64 = 64;

/// Returns the bytes that a viewer-stage body or response may have: 40 KB.
///
/// # Source
/// `cloudfront-limits`, quotas that differ by event type; switch `kb`.
#[must_use]
pub const fn viewer_bytes(profile: &Profile) -> u64 {
    match profile.kb {
        Kb::K1024 => 40_960,
        Kb::K1000 => 40_000,
    }
}

/// Returns the bytes that a response made at `stage` may have, headers and body together.
///
/// # Source
/// `cloudfront-limits`, quotas that differ by event type.
#[must_use]
pub const fn response_bytes(stage: Stage, profile: &Profile) -> u64 {
    match stage {
        Stage::ViewerRequest | Stage::ViewerResponse => viewer_bytes(profile),
        Stage::OriginRequest | Stage::OriginResponse => ORIGIN_BYTES,
    }
}

/// Returns the bytes that a replaced request body may have as text at `stage`.
///
/// # Source
/// `lambda-at-edge-function-restrictions`, request body with the Include Body option.
#[must_use]
pub const fn request_body_bytes(stage: Stage, profile: &Profile) -> u64 {
    response_bytes(stage, profile)
}

/// How a base64 request body is measured, and its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base64Limit {
    /// Bytes after decoding.
    Decoded(u64),
    /// Characters of the base64 text.
    Text(u64),
}

/// Returns the limit of a replaced request body given as base64.
///
/// # Source
/// `lambda-at-edge-function-restrictions`: 53.2 KB and 1.33 MB; switch `base64_request_limit`.
#[must_use]
pub const fn request_body_base64(stage: Stage, profile: &Profile) -> Base64Limit {
    let viewer = matches!(stage, Stage::ViewerRequest | Stage::ViewerResponse);
    match (profile.base64_request_limit, viewer) {
        (Base64RequestLimit::Decoded, _) => {
            Base64Limit::Decoded(request_body_bytes(stage, profile))
        }
        (Base64RequestLimit::Literal1000, true) => Base64Limit::Text(53_200),
        (Base64RequestLimit::Literal1000, false) => Base64Limit::Text(1_330_000),
        (Base64RequestLimit::Literal1024, true) => Base64Limit::Text(54_476),
        (Base64RequestLimit::Literal1024, false) => Base64Limit::Text(1_394_606),
    }
}

/// Returns how many origin custom headers a function may set.
///
/// # Source
/// `cloudfront-limits`, quotas on headers: 30, and 10 until 2023.
#[must_use]
pub const fn custom_headers(profile: &Profile) -> u64 {
    match profile.custom_header_count {
        CustomHeaderCount::C30 => 30,
        CustomHeaderCount::C10 => 10,
    }
}

/// Tells whether the profile follows the timeouts of the texts up to 2023.
const fn old_timeouts(profile: &Profile) -> bool {
    match profile.timeout_range {
        TimeoutRange::Legacy => true,
        TimeoutRange::Profile | TimeoutRange::Quota => !matches!(profile.edition, Edition::Current),
    }
}

/// Returns the seconds that `keepaliveTimeout` may have.
///
/// # Source
/// `lambda-event-structure`: 1 to 120; 1 to 60 in the texts up to 2023. Under `timeout_range=quota`
/// an account's raised quota has no bound that could be known.
#[must_use]
pub const fn keepalive_timeout(profile: &Profile) -> RangeInclusive<u64> {
    match (old_timeouts(profile), profile.timeout_range) {
        (true, _) => 1..=60,
        (false, TimeoutRange::Quota) => 1..=u64::MAX,
        (false, _) => 1..=120,
    }
}

/// Returns the seconds that `readTimeout` may have.
///
/// # Source
/// `lambda-event-structure`: 1 to 120; 4 to 60 in the texts up to 2023, whose quota page allowed
/// 1 to 60. As in [`keepalive_timeout`], a raised quota has no bound.
#[must_use]
pub const fn read_timeout(profile: &Profile) -> RangeInclusive<u64> {
    match (old_timeouts(profile), profile.timeout_range) {
        (true, TimeoutRange::Quota) => 1..=60,
        (true, _) => 4..=60,
        (false, TimeoutRange::Quota) => 1..=u64::MAX,
        (false, _) => 1..=120,
    }
}

/// Tells whether a custom origin may use `port`.
///
/// # Source
/// `lambda-event-structure`: 80, 443 or 1024 to 65535.
#[must_use]
pub const fn port_allowed(port: u64) -> bool {
    matches!(port, 80 | 443 | 1024..=65_535)
}
