//! `body/…`: the body of a response.

use super::case::Case;
use crate::body::Encoding;
use crate::decode::{Body, Kind, Leaf, Object, TextFacts};
use crate::limits;
use crate::profile::Base64Mode;
use crate::rule::RuleId;
use crate::stage::Stage;

/// A body as the size rules ask for it.
pub(super) enum Measured {
    /// There is none.
    Absent,
    /// It has the wrong type or encoding, or is not valid base64.
    Unusable,
    /// Where it is, how it is encoded, and what its text is like.
    Usable(Leaf, Encoding, TextFacts),
}

/// Judges the body of a response with a status.
#[inline]
pub(super) fn judge(case: &mut Case<'_>, object: &Object, status: Option<u64>) -> Measured {
    if case.stage() == Stage::ViewerResponse {
        if let Some(body) = object.body.as_ref().filter(|body| body.leaf.kind() != Kind::Null) {
            case.report_at(RuleId::BodyAtViewerResponse, body.leaf);
        }
        return Measured::Absent;
    }
    let Some(body) = &object.body else {
        if let Some(leaf) = object.body_encoding {
            case.report_at(RuleId::BodyEncodingWithoutBody, leaf);
        }
        return Measured::Absent;
    };
    match body.leaf.kind() {
        Kind::Text => {
            statuses(case, body, status);
            encoded(case, object, body)
        }
        Kind::Null => {
            case.report_at(RuleId::BodyNull, body.leaf);
            if case.present(Some(body.leaf)).is_some() {
                Measured::Unusable
            } else {
                Measured::Absent
            }
        }
        _ => {
            case.report_at(RuleId::BodyType, body.leaf);
            Measured::Unusable
        }
    }
}

/// `body/no-content`, `no-content-empty`, `bodiless-status`
fn statuses(case: &mut Case<'_>, body: &Body, status: Option<u64>) {
    let empty = body.facts.bytes == 0;
    match (status, empty) {
        (Some(204), false) => case.report_at(RuleId::BodyNoContent, body.leaf),
        (Some(204), true) => case.report_at(RuleId::BodyNoContentEmpty, body.leaf),
        (Some(205 | 304), false) => case.report_at(RuleId::BodyBodilessStatus, body.leaf),
        _ => {}
    }
}

/// `body/encoding`, `base64`, `base64-as-text`
fn encoded(case: &mut Case<'_>, object: &Object, body: &Body) -> Measured {
    let encoding = match case.present(object.body_encoding) {
        None => Some(Encoding::Text),
        Some(leaf) => {
            let encoding = Encoding::parse(&leaf.text(case.input));
            case.report_if(encoding.is_none(), RuleId::BodyEncoding, leaf);
            encoding
        }
    };
    match encoding {
        None => Measured::Unusable,
        Some(Encoding::Base64) if !body.facts.base64.is_valid(case.profile.base64_mode) => {
            case.report_at(RuleId::BodyBase64, body.leaf);
            Measured::Unusable
        }
        Some(Encoding::Text) if looks_like_base64(body.facts) => {
            case.report_at(RuleId::BodyBase64AsText, body.leaf);
            Measured::Usable(body.leaf, Encoding::Text, body.facts)
        }
        Some(encoding) => Measured::Usable(body.leaf, encoding, body.facts),
    }
}

const fn looks_like_base64(facts: TextFacts) -> bool {
    // Valid base64 has a byte a character.
    facts.bytes >= limits::BASE64_LOOKALIKE_CHARS && facts.base64.is_valid(Base64Mode::STRICT)
}
