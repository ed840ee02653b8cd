//! Generated functions.

use edgecase_core::Stage;
use serde_json::{Map, Value, json};

use super::reply;
use crate::scenario::{Function, FunctionKind};
use crate::strategy::Draw;

/// Makes what a function at a stage does, call by call.
pub(super) fn function(d: &mut dyn Draw, stage: Stage) -> Function {
    let mut kinds = vec![kind(d, stage)];
    while kinds.len() < 3 && d.chance(1, 4) {
        kinds.push(kind(d, stage));
    }
    Function(kinds)
}

fn kind(d: &mut dyn Draw, stage: Stage) -> FunctionKind {
    match d.below(16) {
        0..=2 => FunctionKind::Patch(json!({})),
        3..=14 => match stage {
            Stage::ViewerRequest if d.chance(2, 7) => generated(d),
            Stage::ViewerRequest => patch(d, &VIEWER_REQUEST_PATCHES),
            Stage::OriginRequest if d.chance(4, 7) => generated(d),
            Stage::OriginRequest => patch(d, &ORIGIN_REQUEST_PATCHES),
            Stage::OriginResponse => origin_response(d),
            Stage::ViewerResponse => patch(d, &VIEWER_RESPONSE_PATCHES),
        },
        _ => match d.below(5) {
            0 => FunctionKind::Throw("no".to_owned()),
            1 => FunctionKind::Timeout,
            2 => FunctionKind::Throttle,
            3 => FunctionKind::Raw("no JSON".to_owned()),
            _ => FunctionKind::returning(&json!({"status": "999"})),
        },
    }
}

const VIEWER_REQUEST_PATCHES: [&str; 7] = [
    r#"{"uri": "/b"}"#,
    r#"{"uri": "/a"}"#,
    r#"{"querystring": "x=1"}"#,
    r#"{"querystring": ""}"#,
    r#"{"headers": {"x-a": [{"key": "X-A", "value": "set"}]}}"#,
    r#"{"headers": {"x-a": null}}"#,
    r#"{"headers": {"cookie": [{"key": "Cookie", "value": "a=9"}]}}"#,
];

const ORIGIN_REQUEST_PATCHES: [&str; 5] = [
    r#"{"uri": "/b"}"#,
    r#"{"querystring": "z=9"}"#,
    r#"{"headers": {"x-b": [{"key": "X-B", "value": "set"}]}}"#,
    r#"{"origin": {"custom": {"domainName": "backup.example.org"}}}"#,
    r#"{"origin": {"custom": {"domainName": "nowhere.example.org"}}}"#,
];

const ORIGIN_RESPONSE_PATCHES: [&str; 8] = [
    r#"{"headers": {"x-os": [{"key": "X-Os", "value": "1"}]}}"#,
    r#"{"status": "200"}"#,
    r#"{"status": "404"}"#,
    r#"{"status": "503"}"#,
    r#"{"body": "changed", "bodyEncoding": "text"}"#,
    r#"{"status": "200", "body": "made good", "bodyEncoding": "text"}"#,
    r#"{"headers": {"etag": null}}"#,
    r#"{"headers": {"set-cookie": [{"key": "Set-Cookie", "value": "a=os"}]}}"#,
];

const VIEWER_RESPONSE_PATCHES: [&str; 4] = [
    r#"{"headers": {"x-vs": [{"key": "X-Vs", "value": "1"}]}}"#,
    r#"{"headers": {"cache-control": [{"key": "Cache-Control", "value": "no-cache"}]}}"#,
    r#"{"headers": {"etag": null}}"#,
    r#"{"status": "404"}"#,
];

fn patch(d: &mut dyn Draw, patches: &[&str]) -> FunctionKind {
    let patch = *d.pick(patches);
    FunctionKind::Patch(serde_json::from_str(patch).expect("a patch is JSON"))
}

fn origin_response(d: &mut dyn Draw) -> FunctionKind {
    match d.below(5) {
        0..=2 => patch(d, &ORIGIN_RESPONSE_PATCHES),
        3 => {
            let text = reply::cache_control(d);
            FunctionKind::Patch(json!({"headers": {"cache-control": [{"value": text}]}}))
        }
        _ => FunctionKind::Patch(json!({"status": reply::status(d).to_string()})),
    }
}

/// Makes up a response.
fn generated(d: &mut dyn Draw) -> FunctionKind {
    let status = reply::status(d);
    let headers: Map<String, Value> = reply::headers(d)
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
