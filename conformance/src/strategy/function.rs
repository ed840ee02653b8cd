//! Generated functions.

use edgecase_core::Stage;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use super::reply;
use crate::scenario::{Function, FunctionKind};

/// What a function at a stage does, call by call.
pub(super) fn function(stage: Stage) -> BoxedStrategy<Function> {
    let usual = vec(kind(stage), 1).prop_map(Function);
    let varied = vec(kind(stage), 2..=3).prop_map(Function);
    prop_oneof![4 => usual, 1 => varied].boxed()
}

fn kind(stage: Stage) -> BoxedStrategy<FunctionKind> {
    let own = match stage {
        Stage::ViewerRequest => prop_oneof![
            5 => select(viewer_request_patches()).prop_map(FunctionKind::Patch),
            2 => generated(),
        ]
        .boxed(),
        Stage::OriginRequest => prop_oneof![
            3 => select(origin_request_patches()).prop_map(FunctionKind::Patch),
            4 => generated(),
        ]
        .boxed(),
        Stage::OriginResponse => prop_oneof![
            3 => select(origin_response_patches()).prop_map(FunctionKind::Patch),
            1 => reply::cache_control().prop_map(|text| {
                FunctionKind::Patch(json!({"headers": {"cache-control": [{"value": text}]}}))
            }),
            1 => reply::status().prop_map(|status| {
                FunctionKind::Patch(json!({"status": status.to_string()}))
            }),
        ]
        .boxed(),
        Stage::ViewerResponse => {
            select(viewer_response_patches()).prop_map(FunctionKind::Patch).boxed()
        }
    };
    prop_oneof![
        3 => Just(FunctionKind::Patch(json!({}))),
        12 => own,
        1 => select(vec![
            FunctionKind::Throw("no".to_owned()),
            FunctionKind::Timeout,
            FunctionKind::Throttle,
            FunctionKind::Raw("no JSON".to_owned()),
            FunctionKind::returning(&json!({"status": "999"})),
        ]),
    ]
    .boxed()
}

fn viewer_request_patches() -> Vec<Value> {
    vec![
        json!({"uri": "/b"}),
        json!({"uri": "/a"}),
        json!({"querystring": "x=1"}),
        json!({"querystring": ""}),
        json!({"headers": {"x-a": [{"key": "X-A", "value": "set"}]}}),
        json!({"headers": {"x-a": null}}),
        json!({"headers": {"cookie": [{"key": "Cookie", "value": "a=9"}]}}),
    ]
}

fn origin_request_patches() -> Vec<Value> {
    vec![
        json!({"uri": "/b"}),
        json!({"querystring": "z=9"}),
        json!({"headers": {"x-b": [{"key": "X-B", "value": "set"}]}}),
        json!({"origin": {"custom": {"domainName": "backup.example.org"}}}),
        json!({"origin": {"custom": {"domainName": "nowhere.example.org"}}}),
    ]
}

fn origin_response_patches() -> Vec<Value> {
    vec![
        json!({"headers": {"x-os": [{"key": "X-Os", "value": "1"}]}}),
        json!({"status": "200"}),
        json!({"status": "404"}),
        json!({"status": "503"}),
        json!({"body": "changed", "bodyEncoding": "text"}),
        json!({"status": "200", "body": "made good", "bodyEncoding": "text"}),
        json!({"headers": {"etag": null}}),
        json!({"headers": {"set-cookie": [{"key": "Set-Cookie", "value": "a=os"}]}}),
    ]
}

fn viewer_response_patches() -> Vec<Value> {
    vec![
        json!({"headers": {"x-vs": [{"key": "X-Vs", "value": "1"}]}}),
        json!({"headers": {"cache-control": [{"key": "Cache-Control", "value": "no-cache"}]}}),
        json!({"headers": {"etag": null}}),
        json!({"status": "404"}),
    ]
}

/// A response that a function makes up.
fn generated() -> BoxedStrategy<FunctionKind> {
    let body = select(vec!["made", "made too"]);
    (reply::status(), reply::headers(), body)
        .prop_map(|(status, headers, body)| {
            let headers: Map<String, Value> = headers
                .into_iter()
                .map(|(name, value)| (name.to_owned(), json!([{"key": name, "value": value}])))
                .collect();
            let mut made = json!({"status": status.to_string(), "headers": headers});
            // A 204 may have no body.
            if status != 204
                && let Some(members) = made.as_object_mut()
            {
                members.insert("body".to_owned(), Value::from(body));
            }
            FunctionKind::returning(&made)
        })
        .boxed()
}
