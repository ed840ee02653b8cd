//! `request/body-…`, `request/input-truncated`, `size/request-…`: the body of a returned request.

use super::case::Case;
use crate::body::{Action, Encoding};
use crate::decode::{Body, Kind, Leaf, Object};
use crate::limits::{self, Base64Limit};
use crate::profile::RequestBodyAccess;
use crate::rule::RuleId;

/// Judges the body of a returned request.
///
/// `request/input-truncated`, `body-read-only` and `body-unsupported` are not looked for: the table
/// has them as ignored, so they show in the normalised result only.
pub(super) fn judge(case: &mut Case<'_>, object: &Object) {
    let leaf = object.body.as_ref().map(|body| body.leaf);
    let (Some(body), Some(leaf)) = (&object.body, case.present(leaf)) else {
        return;
    };
    if case.profile.request_body == RequestBodyAccess::Off {
        return;
    }
    if leaf.kind() != Kind::Object {
        case.report_at(RuleId::RequestBodyType, leaf);
        return;
    }
    if action(case, body) == Some(Action::Replace) {
        replaced(case, body);
    }
}

/// `request/body-action`
fn action(case: &mut Case<'_>, body: &Body) -> Option<Action> {
    let Some(leaf) = case.present(body.action) else {
        return Some(Action::ReadOnly);
    };
    let action = Action::parse(&leaf.text(case.input));
    case.report_if(action.is_none(), RuleId::RequestBodyAction, leaf);
    action
}

/// `request/body-encoding`, `body-data`, `body-base64`, `size/request-text`, `size/request-base64`
fn replaced(case: &mut Case<'_>, body: &Body) {
    let encoding = match case.present(body.encoding) {
        None => Some(Encoding::Base64),
        Some(leaf) => {
            let encoding = Encoding::parse(&leaf.text(case.input));
            case.report_if(encoding.is_none(), RuleId::RequestBodyEncoding, leaf);
            encoding
        }
    };
    let data = match body.data {
        Some(leaf) if leaf.kind() == Kind::Text => leaf,
        Some(leaf) => return case.report_at(RuleId::RequestBodyData, leaf),
        None => return case.report_missing(RuleId::RequestBodyData, body.leaf, "data"),
    };
    match encoding {
        Some(Encoding::Text) => {
            let limit = limits::request_body_bytes(case.stage(), case.profile);
            case.report_if(body.data_facts.bytes > limit, RuleId::SizeRequestText, data);
        }
        Some(Encoding::Base64) => base64(case, body, data),
        None => {}
    }
}

fn base64(case: &mut Case<'_>, body: &Body, data: Leaf) {
    let facts = body.data_facts;
    if !facts.base64.is_valid(case.profile.base64_mode) {
        case.report_at(RuleId::RequestBodyBase64, data);
        return;
    }
    let over = match limits::request_body_base64(case.stage(), case.profile) {
        Base64Limit::Decoded(limit) => facts.base64.decoded_bytes() > limit,
        Base64Limit::Text(limit) => facts.bytes > limit,
    };
    case.report_if(over, RuleId::SizeRequestBase64, data);
}
