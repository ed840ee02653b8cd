//! The peer that everybody writes first: a `serde_json::Value`, gone through by the rules.

use edgecase_core::Stage;
use serde_json::{Map, Value};

use crate::full::Judge;
use crate::rules::{Body, Rules, bytes, status};

/// Returns `serde_json::Value` and the rules.
pub(crate) fn serde_json(stage: Stage) -> Judge {
    let mut rules = Rules::new(stage);
    Box::new(move |input| {
        serde_json::from_slice(input)
            .is_ok_and(|value: Value| is_accepted(&value, &mut rules).unwrap_or(false))
    })
}

/// Judges a response; `None` stands for a member of the wrong type.
fn is_accepted(value: &Value, rules: &mut Rules) -> Option<bool> {
    let response = value.as_object()?;
    rules.start();
    let status = status(response.get("status")?.as_str()?)?;
    response.get("statusDescription").map_or(Some(""), Value::as_str)?;
    if let Some(headers) = response.get("headers") {
        headers_fit(headers.as_object()?, rules).then_some(())?;
    }
    let body = response.get("body").map(|body| body.as_str().ok_or(())).transpose().ok()?;
    let encoding = response.get("bodyEncoding").map_or(Some(None), |e| e.as_str().map(Some))?;
    let body = match (body, encoding) {
        (None, None) => None,
        (Some(body), None | Some("text")) => Some(Body::Text(bytes(body))),
        (Some(body), Some("base64")) => Some(Body::Base64(body)),
        _ => return None,
    };
    Some(rules.finish(status, body))
}

fn headers_fit(headers: &Map<String, Value>, rules: &mut Rules) -> bool {
    headers.iter().all(|(name, list)| {
        rules.name(name)
            && list
                .as_array()
                .is_some_and(|list| list.iter().all(|e| entry(name, e, rules).unwrap_or(false)))
    })
}

fn entry(name: &str, entry: &Value, rules: &mut Rules) -> Option<bool> {
    let entry = entry.as_object()?;
    let key = entry.get("key").map(|key| key.as_str().ok_or(())).transpose().ok()?;
    Some(rules.entry(name, key, entry.get("value")?.as_str()?))
}
