//! `result/…`: the shape of what the function hands back.

use super::case::Case;
use crate::decode::{Document, Duplicate, Kind, Object, Oddities, Owner};
use crate::profile::{BothShapes, NullOptional, Profile, RequestBodyAccess};
use crate::rule::RuleId;
use crate::stage::Stage;

/// How a result is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    Request,
    Response,
}

/// Decides whether a result is a request or a response.
pub(crate) fn reading(object: &Object, stage: Stage, profile: &Profile) -> Reading {
    let mixed_is_request = profile.both_shapes == BothShapes::Request;
    match (stage.is_request(), object.status.is_some()) {
        (true, false) => Reading::Request,
        (true, true) if mixed_is_request && first_request_member(object).is_some() => {
            Reading::Request
        }
        _ => Reading::Response,
    }
}

/// `result/wrapper`
#[inline]
pub(super) const fn is_wrapper(object: &Object) -> bool {
    object.wraps && lacks_all(object)
}

/// Tells whether an object has no member that would make it a request or a response.
#[cold]
const fn lacks_all(object: &Object) -> bool {
    object.status.is_none()
        && object.client_ip.is_none()
        && object.method.is_none()
        && object.uri.is_none()
        && object.querystring.is_none()
        && object.headers.is_none()
}

/// `result/api-gateway`
pub(super) fn is_api_gateway(document: &Document, object: &Object, profile: &Profile) -> bool {
    if !object.status_code || object.status.is_some() {
        return false;
    }
    let flat_headers = object.headers.as_ref().is_some_and(|span| {
        let mut odd = document.map(span).odd(Oddities::SHAPE);
        span.leaf.kind() == Kind::Object && odd.any(|name| name.list.kind() != Kind::List)
    });
    let null_is_absent = profile.null_optional == NullOptional::Absent;
    let other_body = object.body.as_ref().is_some_and(|body| match body.leaf.kind() {
        Kind::Object => false,
        Kind::Null => !null_is_absent,
        _ => true,
    });
    flat_headers || other_body
}

/// `result/duplicate-member`
#[cold]
fn judge_duplicates(case: &mut Case<'_>, document: &Document, reading: Reading) {
    let is_request = reading == Reading::Request;
    let sees_body = is_request && case.profile.request_body == RequestBodyAccess::On;
    let sees_origin = is_request && case.stage() == Stage::OriginRequest;
    let is_seen = |duplicate: &&Duplicate| match duplicate.owner {
        Owner::Result => true,
        Owner::Body => sees_body,
        Owner::Origin => sees_origin,
    };
    let seen = document.duplicates.iter().filter(is_seen);
    case.report_each(RuleId::ResultDuplicateMember, seen.map(|duplicate| duplicate.value));
}

/// `result/duplicate-member`, `member-case`, `both-shapes`, `missing-status`, `request-at-response`
#[inline]
pub(super) fn judge(case: &mut Case<'_>, object: &Object, reading: Reading) {
    let document = case.document;
    if !document.duplicates.is_empty() {
        judge_duplicates(case, document, reading);
    }
    for value in &document.miscased {
        case.report_at(RuleId::ResultMemberCase, *value);
    }
    if let Some(member) = first_request_member(object) {
        if !case.stage().is_request() {
            case.report_at(RuleId::ResultRequestAtResponse, member);
        } else if object.status.is_some() {
            case.report_at(RuleId::ResultBothShapes, member);
        }
    }
    if !case.stage().is_request() && object.status.is_none() {
        case.report_missing(RuleId::ResultMissingStatus, object.leaf, "status");
    }
}

fn first_request_member(object: &Object) -> Option<crate::decode::Leaf> {
    let origin = object.origin.as_ref().map(|origin| origin.leaf);
    object.client_ip.or(object.method).or(object.uri).or(object.querystring).or(origin)
}
