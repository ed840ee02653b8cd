//! The rules `body/…`: bodies of generated and replaced responses.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edgecase_core::Stage;
use edgecase_core::limits;
use edgecase_core::profile::Base64Mode;

use super::case::Case;
use super::coded::decode;
use super::place::{Place, when};
use super::question::Kind;
use super::status;
use super::text::characters;
use super::tree::Node;
use crate::flaw::ResultFlaw as Flaw;

const AT: &str = "/body";

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// As it stands.
    Text,
    /// In base64.
    Base64,
}

impl Encoding {
    /// Reads a name.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "text" => Some(Self::Text),
            "base64" => Some(Self::Base64),
            _ => None,
        }
    }

    /// Returns the name.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Base64 => "base64",
        }
    }
}

/// Returns `body` of a response where a body is judged.
fn member<'a>(case: &Case<'a>) -> Option<&'a Node> {
    let kept = case.has(Flaw::ViewerResponseBody) && case.stage == Stage::ViewerResponse;
    if case.is_response_with_body() || kept { case.member("body") } else { None }
}

/// Tells whether a response has a body, of whatever type.
pub(super) fn is_there(case: &Case<'_>) -> bool {
    member(case).is_some_and(|body| !case.counts_as_absent(body))
}

/// Returns the text of the body.
pub(super) fn text<'a>(case: &Case<'a>) -> Option<&'a str> {
    member(case).and_then(Node::text)
}

/// Returns the encoding of the body, unless it is wrong.
pub(super) fn encoding(case: &Case<'_>) -> Option<Encoding> {
    match case.optional("bodyEncoding") {
        None if case.has(Flaw::EncodingDefault) => Some(Encoding::Base64),
        None => Some(Encoding::Text),
        Some(node) if case.has(Flaw::EncodingCase) => {
            Encoding::named(&node.text()?.to_ascii_lowercase())
        }
        Some(node) if case.has(Flaw::EncodingUnknown) => {
            node.text().and_then(Encoding::named).or(Some(Encoding::Text))
        }
        Some(node) => Encoding::named(node.text()?),
    }
}

/// `body/type`
pub(super) fn wrong_type(case: &Case<'_>) -> Vec<Place> {
    let passes = |body: &Node| case.has(Flaw::BodyObject) && body.is_object();
    let is_wrong = |body: &Node| body.text().is_none() && !body.is_null() && !passes(body);
    when(member(case).is_some_and(is_wrong), AT)
}

/// `body/null`
pub(super) fn null(case: &Case<'_>) -> Vec<Place> {
    when(member(case).is_some_and(Node::is_null), AT)
}

/// `body/encoding`
pub(super) fn wrong_encoding(case: &Case<'_>) -> Vec<Place> {
    when(text(case).is_some() && encoding(case).is_none(), "/bodyEncoding")
}

/// `body/encoding-without-body`
pub(super) fn encoding_without_body(case: &Case<'_>) -> Vec<Place> {
    let alone = case.is_response_with_body() && !is_there(case);
    when(alone && case.optional("bodyEncoding").is_some(), "/bodyEncoding")
}

/// `body/base64`
pub(super) fn base64(case: &Case<'_>) -> Vec<Place> {
    let judged = encoding(case) == Some(Encoding::Base64);
    let invalid = |text: &str| match decode(text, case.profile.base64_mode) {
        None => true,
        Some(bytes) => case.has(Flaw::Base64TrailingBits) && STANDARD.encode(bytes) != text,
    };
    when(judged && text(case).is_some_and(invalid), AT)
}

/// `body/base64-as-text`
pub(super) fn base64_as_text(case: &Case<'_>) -> Vec<Place> {
    let judged = encoding(case) == Some(Encoding::Text);
    let looks_coded = |text: &str| {
        characters(text) >= limits::BASE64_LOOKALIKE_CHARS
            && decode(text, Base64Mode::STRICT).is_some()
    };
    when(judged && text(case).is_some_and(looks_coded), AT)
}

/// `body/no-content`
pub(super) fn no_content(case: &Case<'_>) -> Vec<Place> {
    let is_missed = case.has(Flaw::NoContentNumber) && status::is_number(case);
    let judged = status::of_result(case) == Some(204) && !is_missed;
    when(judged && text(case).is_some_and(|text| !text.is_empty()), AT)
}

/// `body/no-content-empty`
pub(super) fn no_content_empty(case: &Case<'_>) -> Vec<Place> {
    let status = status::of_result(case);
    when(case.is_generated() && status == Some(204) && text(case) == Some(""), AT)
}

/// `body/bodiless-status`
pub(super) fn bodiless_status(case: &Case<'_>) -> Vec<Place> {
    let status = status::of_result(case);
    let judged = case.is_generated() && matches!(status, Some(205 | 304));
    when(judged && text(case).is_some_and(|text| !text.is_empty()), AT)
}

/// `body/at-viewer-response`
pub(super) fn at_viewer_response(case: &Case<'_>) -> Vec<Place> {
    let judged = case.stage == Stage::ViewerResponse && case.kind == Kind::Response;
    when(judged && case.member("body").is_some_and(|body| !body.is_null()), AT)
}
