//! The events that functions are given: section 1.14 of the rules on results.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edgecase_core::profile::RequestBodyAccess;
use edgecase_core::{Profile, Stage, limits};
use serde_json::{Value, json};

use super::answer::Answer;
use super::ask::Ask;

use crate::scenario::{Kind, Origin};

/// Returns an event in its envelope.
pub(super) fn event(stage: Stage, request: Value, response: Option<Value>) -> String {
    let mut record = json!({
        "config": {
            "distributionDomainName": "d111111abcdef8.cloudfront.net",
            "distributionId": "EDGECASEEXAMPLE",
            "eventType": stage.as_str(),
            "requestId": "edgecase-request-1",
        },
        "request": request,
    });
    put(&mut record, "response", response);
    json!({"Records": [{"cf": record}]}).to_string()
}

/// Returns a request as an event has it.
pub(super) fn request(ask: &Ask, stage: Stage, origin: Option<&Value>, profile: &Profile) -> Value {
    let mut request = json!({
        "clientIp": ask.client_ip,
        "method": ask.method,
        "uri": ask.path,
        "querystring": ask.query,
        "headers": ask.headers.to_json(),
    });
    if stage.is_request() && profile.request_body == RequestBodyAccess::On {
        put(&mut request, "body", ask.body.as_ref().map(|body| shown(body, stage, profile)));
    }
    put(&mut request, "origin", origin.cloned());
    request
}

/// Returns a request body, cut at the limit of the stage.
fn shown(body: &[u8], stage: Stage, profile: &Profile) -> Value {
    let limit = limits::request_body_bytes(stage, profile);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let start = body.get(..limit).unwrap_or(body);
    json!({
        "action": "read-only",
        "encoding": "base64",
        "data": STANDARD.encode(start),
        "inputTruncated": start.len() < body.len(),
    })
}

/// Returns a response as an event has it.
pub(super) fn response(answer: &Answer) -> Value {
    json!({
        "status": answer.status.to_string(),
        "statusDescription": edgecase_core::pipeline::reason_phrase(answer.status),
        "headers": answer.headers.to_json(),
    })
}

/// Returns an origin as an event has it.
pub(super) fn origin(name: &str, origin: &Origin) -> Value {
    let settings = &origin.settings;
    let path = settings.path.as_deref().unwrap_or_default();
    match settings.kind {
        Kind::Custom => json!({"custom": {
            "customHeaders": {},
            "domainName": origin.domain(name),
            "keepaliveTimeout": 5,
            "path": path,
            "port": 443,
            "protocol": "https",
            "readTimeout": 30,
            "responseCompletionTimeout": 30,
            "sslProtocols": ["TLSv1.2"],
        }}),
        Kind::S3 => {
            let mut bucket = json!({
                "authMethod": "none",
                "customHeaders": {},
                "domainName": origin.domain(name),
                "path": path,
                "readTimeout": 30,
                "responseCompletionTimeout": 30,
            });
            put(&mut bucket, "region", settings.region.as_deref().map(Value::from));
            json!({"s3": bucket})
        }
    }
}

/// Puts a member into an object, if there is one.
fn put(object: &mut Value, name: &str, value: Option<Value>) {
    if let (Some(object), Some(value)) = (object.as_object_mut(), value) {
        object.insert(name.to_owned(), value);
    }
}
