//! The events that functions are given: section 1.14 of the rules on results.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edgecase_core::profile::RequestBodyAccess;
use edgecase_core::{Profile, Stage, limits};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};

use super::answer::Answer;
use super::ask::Ask;
use super::fields::ByName;
use crate::scenario::{Kind, Origin};

/// An event in its envelope.
#[derive(Serialize)]
struct Envelope<'a> {
    #[serde(rename = "Records")]
    records: [Record<'a>; 1],
}

#[derive(Serialize)]
struct Record<'a> {
    cf: Message<'a>,
}

/// What an event says.
#[derive(Serialize)]
struct Message<'a> {
    config: Config,
    request: Request<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<Response<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Config {
    distribution_domain_name: &'static str,
    distribution_id: &'static str,
    event_type: &'static str,
    request_id: &'static str,
}

/// A request as an event has it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Request<'a> {
    client_ip: &'a str,
    method: &'a str,
    uri: &'a str,
    querystring: &'a str,
    headers: ByName<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Body>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<&'a Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    action: &'static str,
    encoding: &'static str,
    data: String,
    input_truncated: bool,
}

/// A response as an event has it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Response<'a> {
    status: String,
    status_description: &'static str,
    headers: ByName<'a>,
}

/// Returns an event in its envelope.
pub(super) fn event(
    stage: Stage,
    request: Request<'_>,
    response: Option<Response<'_>>,
) -> Box<RawValue> {
    let config = Config {
        distribution_domain_name: "d111111abcdef8.cloudfront.net",
        distribution_id: "EDGECASEEXAMPLE",
        event_type: stage.as_str(),
        request_id: "edgecase-request-1",
    };
    let records = [Record { cf: Message { config, request, response } }];
    to_raw_value(&Envelope { records }).expect("an event has text keys only")
}

/// Returns a request as an event has it.
pub(super) fn request<'a>(
    ask: &'a Ask,
    stage: Stage,
    origin: Option<&'a Value>,
    profile: &Profile,
) -> Request<'a> {
    let shows_body = stage.is_request() && profile.request_body == RequestBodyAccess::On;
    Request {
        client_ip: &ask.client_ip,
        method: &ask.method,
        uri: &ask.path,
        querystring: &ask.query,
        headers: ask.headers.grouped(),
        body: ask.body.as_ref().filter(|_| shows_body).map(|body| shown(body, stage, profile)),
        origin,
    }
}

/// Returns a request body, cut at the limit of the stage.
fn shown(body: &[u8], stage: Stage, profile: &Profile) -> Body {
    let limit = limits::request_body_bytes(stage, profile);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let start = body.get(..limit).unwrap_or(body);
    Body {
        action: "read-only",
        encoding: "base64",
        data: STANDARD.encode(start),
        input_truncated: start.len() < body.len(),
    }
}

/// Returns a response as an event has it.
pub(super) fn response(answer: &Answer) -> Response<'_> {
    Response {
        status: answer.status.to_string(),
        status_description: edgecase_core::pipeline::reason_phrase(answer.status),
        headers: answer.headers.grouped(),
    }
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
            if let (Some(bucket), Some(region)) = (bucket.as_object_mut(), &settings.region) {
                bucket.insert("region".to_owned(), Value::from(region.as_str()));
            }
            json!({"s3": bucket})
        }
    }
}
