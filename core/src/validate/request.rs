//! `request/…`: members of a returned request, the body apart.

use super::case::{Case, is_control};
use crate::decode::{Kind, Leaf, Object};
use crate::rule::RuleId;

/// Judges the texts of a returned request.
pub(super) fn judge(case: &mut Case<'_>, object: &Object) {
    let event = &case.exchange.event.request;
    if let Some(leaf) = text(case, object, object.client_ip, "clientIp") {
        let differs = leaf.text(case.input) != event.client_ip;
        case.report_if(differs, RuleId::RequestClientIp, leaf);
    }
    if let Some(leaf) = text(case, object, object.method, "method") {
        let differs = leaf.text(case.input) != event.method;
        case.report_if(differs, RuleId::RequestMethod, leaf);
    }
    if let Some(leaf) = text(case, object, object.uri, "uri") {
        uri(case, leaf);
    }
    if let Some(leaf) = text(case, object, object.querystring, "querystring") {
        querystring(case, leaf);
    }
    let headers = object.headers.as_ref().map(|map| map.leaf);
    if case.present(headers).is_none() {
        case.report_missing(RuleId::ResultMissingField, object.leaf, "headers");
    }
}

/// `result/missing-field`, `request/member-type`; returns the member if it is a text.
fn text(
    case: &mut Case<'_>,
    object: &Object,
    member: Option<Leaf>,
    name: &'static str,
) -> Option<Leaf> {
    let Some(leaf) = member else {
        case.report_missing(RuleId::ResultMissingField, object.leaf, name);
        return None;
    };
    case.report_if(leaf.kind() != Kind::Text, RuleId::RequestMemberType, leaf);
    Some(leaf).filter(|leaf| leaf.kind() == Kind::Text)
}

/// `request/uri-slash`, `uri-characters`, `uri-question-mark`
fn uri(case: &mut Case<'_>, leaf: Leaf) {
    let uri = leaf.text(case.input);
    case.report_if(!uri.starts_with('/'), RuleId::RequestUriSlash, leaf);
    let foreign = uri.chars().any(|c| is_control(c) || matches!(c, ' ' | '#'));
    case.report_if(foreign, RuleId::RequestUriCharacters, leaf);
    case.report_if(uri.contains('?'), RuleId::RequestUriQuestionMark, leaf);
}

/// `request/query-space`, `query-control`, `query-fragment`, `query-question-mark`
fn querystring(case: &mut Case<'_>, leaf: Leaf) {
    let query = leaf.text(case.input);
    case.report_if(query.contains(' '), RuleId::RequestQuerySpace, leaf);
    case.report_if(query.chars().any(is_control), RuleId::RequestQueryControl, leaf);
    case.report_if(query.contains('#'), RuleId::RequestQueryFragment, leaf);
    case.report_if(query.starts_with('?'), RuleId::RequestQueryQuestionMark, leaf);
}
