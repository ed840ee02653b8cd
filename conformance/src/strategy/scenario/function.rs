//! Generated functions.

use edgecase_core::Stage;
use serde_json::{Map, Value, json};

use super::focus::{Entry, Focus, Subject};
use super::reply;
use crate::scenario::{Function, FunctionKind};
use crate::strategy::Draw;

/// Makes what a function at a stage does, call by call; the last repeats.
pub(super) fn function(d: &mut dyn Draw, focus: Focus, stage: Stage) -> Function {
    let mut kinds = Vec::new();
    while kinds.len() < 4 && focus.chance(d, &[Subject::Stale, Subject::Failure], 1, 4) {
        kinds.push(kind(d, focus, stage));
    }
    kinds.push(kind(d, Focus::NONE, stage));
    Function(kinds)
}

/// What a function does with an event.
#[derive(Clone, Copy)]
enum Deed {
    Pass,
    Edit,
    Fail,
}

const DEEDS: [Entry<Deed>; 3] = [
    (3, &[Subject::Stale], Deed::Pass),
    (12, &[], Deed::Edit),
    (1, &[Subject::Failure, Subject::Page, Subject::Stale], Deed::Fail),
];

fn kind(d: &mut dyn Draw, focus: Focus, stage: Stage) -> FunctionKind {
    match (*focus.of(d, &DEEDS), stage) {
        (Deed::Pass, _) => FunctionKind::Patch(json!({})),
        (Deed::Fail, _) => failure(d),
        (Deed::Edit, Stage::ViewerRequest) if d.chance(1, 7) => generated(d, focus),
        (Deed::Edit, Stage::ViewerRequest) => patch(d, focus, &VIEWER_REQUEST_PATCHES),
        (Deed::Edit, Stage::OriginRequest) if d.chance(4, 7) => generated(d, focus),
        (Deed::Edit, Stage::OriginRequest) => patch(d, focus, &ORIGIN_REQUEST_PATCHES),
        (Deed::Edit, Stage::OriginResponse) => origin_response(d, focus),
        (Deed::Edit, Stage::ViewerResponse) => patch(d, focus, &VIEWER_RESPONSE_PATCHES),
    }
}

fn failure(d: &mut dyn Draw) -> FunctionKind {
    match d.below(5) {
        0 => FunctionKind::Throw("no".to_owned()),
        1 => FunctionKind::Timeout,
        2 => FunctionKind::Throttle,
        3 => FunctionKind::Raw("no JSON".to_owned()),
        _ => FunctionKind::returning(&json!({"status": "999"})),
    }
}

const VIEWER_REQUEST_PATCHES: [Entry<&str>; 7] = [
    (1, &[], r#"{"uri": "/b"}"#),
    (1, &[], r#"{"uri": "/a"}"#),
    (1, &[], r#"{"querystring": "x=1"}"#),
    (1, &[], r#"{"querystring": ""}"#),
    (1, &[], r#"{"headers": {"x-a": [{"key": "X-A", "value": "set"}]}}"#),
    (1, &[], r#"{"headers": {"x-a": null}}"#),
    (1, &[], r#"{"headers": {"cookie": [{"key": "Cookie", "value": "a=9"}]}}"#),
];

const ORIGIN_REQUEST_PATCHES: [Entry<&str>; 5] = [
    (1, &[], r#"{"uri": "/b"}"#),
    (1, &[], r#"{"querystring": "z=9"}"#),
    (1, &[], r#"{"headers": {"x-b": [{"key": "X-B", "value": "set"}]}}"#),
    (1, &[], r#"{"origin": {"custom": {"domainName": "backup.example.org"}}}"#),
    (1, &[Subject::Failure], r#"{"origin": {"custom": {"domainName": "nowhere.example.org"}}}"#),
];

const ORIGIN_RESPONSE_PATCHES: [Entry<&str>; 8] = [
    (1, &[Subject::Condition], r#"{"headers": {"x-os": [{"key": "X-Os", "value": "1"}]}}"#),
    (1, &[], r#"{"status": "200"}"#),
    (1, &[Subject::Page], r#"{"status": "404"}"#),
    (1, &[Subject::Stale], r#"{"status": "503"}"#),
    (1, &[], r#"{"body": "changed", "bodyEncoding": "text"}"#),
    (1, &[], r#"{"status": "200", "body": "made good", "bodyEncoding": "text"}"#),
    (1, &[], r#"{"headers": {"etag": null}}"#),
    (1, &[], r#"{"headers": {"set-cookie": [{"key": "Set-Cookie", "value": "a=os"}]}}"#),
];

const VIEWER_RESPONSE_PATCHES: [Entry<&str>; 4] = [
    (1, &[], r#"{"headers": {"x-vs": [{"key": "X-Vs", "value": "1"}]}}"#),
    (1, &[], r#"{"headers": {"cache-control": [{"key": "Cache-Control", "value": "no-cache"}]}}"#),
    (1, &[], r#"{"headers": {"etag": null}}"#),
    (1, &[], r#"{"status": "404"}"#),
];

fn patch(d: &mut dyn Draw, focus: Focus, patches: &'static [Entry<&str>]) -> FunctionKind {
    let patch = *focus.of(d, patches);
    FunctionKind::Patch(serde_json::from_str(patch).expect("a patch is JSON"))
}

fn origin_response(d: &mut dyn Draw, focus: Focus) -> FunctionKind {
    match d.below(5) {
        0..=2 => patch(d, focus, &ORIGIN_RESPONSE_PATCHES),
        3 => {
            let text = reply::cache_control(d, focus);
            FunctionKind::Patch(json!({"headers": {"cache-control": [{"value": text}]}}))
        }
        _ => FunctionKind::Patch(json!({"status": reply::status(d, focus).to_string()})),
    }
}

/// Makes up a response.
fn generated(d: &mut dyn Draw, focus: Focus) -> FunctionKind {
    let status = reply::status(d, focus);
    let headers: Map<String, Value> = reply::headers(d, focus)
        .into_iter()
        .map(|(name, value)| (name.to_owned(), json!([{"key": name, "value": value}])))
        .collect();
    let mut made = json!({"status": status.to_string(), "headers": headers});
    // A 204 may have no body.
    if status != 204
        && let Some(members) = made.as_object_mut()
    {
        members.insert("body".to_owned(), Value::from(*d.pick(&["made", "made too"])));
    }
    FunctionKind::returning(&made)
}
