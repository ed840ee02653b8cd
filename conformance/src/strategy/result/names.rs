//! Names of headers: listed ones, ones that are nearly listed, and free ones.

use edgecase_core::profile::{Profile, XAmzn};
use edgecase_core::{Effect, RuleId, Stage, names};

use super::super::draw::Draw;
use super::json::Word;

/// Names that some function sends, free at most stages.
const COMMON: &[&str] = &[
    "x-a",
    "x-b",
    "content-type",
    "cache-control",
    "location",
    "set-cookie",
    "etag",
    "vary",
    "cookie",
    "authorization",
    "accept",
    "accept-charset",
    "accept-language",
    "te",
    "referer",
    "if-match",
    "pragma",
    "max-forwards",
    "request-range",
    "user-agent",
    "server",
    "x-amz-meta-a",
    "x-amzn-trace-id",
    "cloudfront-forwarded-proto",
    "cloudfront-viewer-country-region",
    "!#$%&'*+.^_`|~09",
    "x",
];

/// Names that some rule on single names minds at some stage in some edition, and their kin.
const MINDED_SOMEWHERE: &[&str] = &[
    "content-length",
    "host",
    "transfer-encoding",
    "via",
    "warning",
    "content-encoding",
    "accept-encoding",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "range",
    "cdn-loop",
    "cloudfront-viewer-country",
    "cloudfront-is-mobile-viewer",
];

/// Starts of listed prefixes, and names around them, that are not prefixed.
const NEAR_PREFIXES: &[&str] = &[
    "x-edge",
    "x-edg",
    "x-edgex",
    "xx-edge-a",
    "x-amz-cf",
    "x-amz-c",
    "x-amz-cfx",
    "x-amz",
    "x-amzx",
    "x-amzn",
    "a-x-amz-cf-b",
    "xedge-a",
    "x_edge-a",
];

/// Tells whether a name is in a list, ignoring case.
pub(super) fn listed(name: &str, list: &[&str]) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn prefixed(name: &str, prefixes: &[&str]) -> bool {
    prefixes.iter().any(|prefix| names::starts_with_ignore_case(name, prefix))
}

/// Tells whether a header is read-only at a stage.
pub(super) fn read_only(name: &str, stage: Stage, profile: &Profile) -> bool {
    names::read_only(stage, profile).any(|known| known.eq_ignore_ascii_case(name))
}

/// Tells whether a name is disallowed everywhere, by list or prefix.
pub(super) fn disallowed(name: &str, profile: &Profile) -> bool {
    listed(name, names::DISALLOWED)
        || prefixed(name, names::DISALLOWED_PREFIXES)
        || match profile.x_amzn {
            XAmzn::Named => listed(name, names::DISALLOWED_AMZN),
            XAmzn::Wildcard => prefixed(name, &[names::AMZN_PREFIX]),
            XAmzn::None => false,
        }
}

/// Tells whether an origin custom header may not have a name, by list or prefix.
pub(super) fn denied(name: &str, profile: &Profile) -> bool {
    names::custom_denied(profile).any(|known| known.eq_ignore_ascii_case(name))
        || prefixed(name, names::CUSTOM_DENIED_PREFIXES)
}

/// Tells whether no rule on names minds that a result adds, changes or drops a header.
pub(super) fn free(name: &str, stage: Stage, profile: &Profile, generated: bool) -> bool {
    let minds =
        |rule: RuleId| matches!(rule.rule().effect(profile, stage), Effect::Refuse | Effect::Note);
    let is_country = name.eq_ignore_ascii_case(names::VIEWER_COUNTRY);
    let is_restricted = listed(name, names::RESTRICTED_2018);
    let minded = minds(RuleId::HeadersViewerCountry) && is_country
        || minds(RuleId::HeadersRestrictedUnknown) && is_restricted;
    !disallowed(name, profile) && !read_only(name, stage, profile) && (generated || !minded)
}

/// Tells whether an origin custom header may have a name.
pub(super) fn free_custom(name: &str, profile: &Profile) -> bool {
    !denied(name, profile)
        && !disallowed(name, profile)
        && !read_only(name, Stage::OriginRequest, profile)
}

/// Draws any name that is a token: a common one, one that is read-only elsewhere, or one that is
/// nearly listed.
pub(super) fn any(d: &mut dyn Draw) -> Word {
    match d.below(8) {
        0..=2 => Word::Borrowed(*d.pick(COMMON)),
        3..=5 => Word::Borrowed(*d.pick(MINDED_SOMEWHERE)),
        6 => Word::Borrowed(*d.pick(NEAR_PREFIXES)),
        _ => nearly(d),
    }
}

/// Draws a name that is a listed one but for a character.
fn nearly(d: &mut dyn Draw) -> Word {
    let lists =
        [names::DISALLOWED, names::DISALLOWED_AMZN, MINDED_SOMEWHERE, names::RESTRICTED_2018];
    let list = *d.pick(&lists);
    let name = *d.pick(list);
    Word::Owned(match d.below(3) {
        0 => format!("{name}x"),
        1 => name.strip_suffix(|_: char| true).unwrap_or(name).to_owned(),
        _ => format!("x{name}"),
    })
}

/// Names that no list or prefix knows, for `headers`.
pub(super) const PLAIN: &[&str] =
    &["x-p", "x-q", "content-language", "content-disposition", "x-r", "link", "p3p", "age"];

/// Names that no list or prefix knows, for `customHeaders`.
pub(super) const PLAIN_CUSTOM: &[&str] =
    &["x-s", "x-t", "x-secret", "api-key", "x-u", "origin", "forwarded", "dnt"];
