//! The event that a function is given.

use std::fmt;
use std::str::Utf8Error;

use serde::{Deserialize, Serialize};

use crate::header::Headers;
use crate::object::{Object, maybe_object, object};
use crate::origin::{CustomOrigin, Origin};
use crate::request::Request;
use crate::response::Response;
use crate::stage::Stage;

/// The one record of an event: what `Records[0].cf` holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Which distribution, stage and request.
    #[serde(default, deserialize_with = "object")]
    pub config: Config,
    /// The viewer's request, or the one that goes to the origin.
    #[serde(default, deserialize_with = "object")]
    pub request: Request,
    /// The response, at response stages.
    #[serde(default, deserialize_with = "maybe_object", skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
}

/// Which distribution, stage and request an event belongs to.
///
/// Sample events in circulation lack some of these, so each may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Config {
    /// The domain name of the distribution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distribution_domain_name: Option<String>,
    /// The id of the distribution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distribution_id: Option<String>,
    /// The stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_type: Option<Stage>,
    /// The id of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// A text that is no event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventError {
    /// Not JSON, or a member of the wrong type.
    Json {
        /// What was wanted.
        message: String,
        /// Line of the text, from 1.
        line: usize,
        /// Column of the line, from 1.
        column: usize,
    },
    /// `Records` has another number of records than one.
    Records(usize),
    /// A response stage without `response`.
    NoResponse(Stage),
}

impl fmt::Display for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { message, line, column } => {
                write!(f, "not a CloudFront event: {message} (line {line}, column {column})")
            }
            Self::Records(count) => {
                write!(f, "not a CloudFront event: `/Records` has {count} records, want one")
            }
            Self::NoResponse(stage) => {
                write!(f, "an event at {stage} needs `/Records/0/cf/response`")
            }
        }
    }
}

impl std::error::Error for EventError {}

#[derive(Serialize, Deserialize)]
struct Envelope<R> {
    #[serde(rename = "Records")]
    records: Vec<R>,
}

#[derive(Serialize, Deserialize)]
struct Record<T> {
    cf: T,
}

impl Event {
    /// Reads an event from JSON.
    ///
    /// Members that CloudFront may have added since are passed over.
    ///
    /// # Errors
    /// When the text is not JSON, a member has the wrong type, or there is not one record.
    pub fn from_json(text: &[u8]) -> Result<Self, EventError> {
        // What a reader passes over it does not look at as text.
        let text = std::str::from_utf8(text).map_err(|error| not_utf8(text, error))?;
        let Object(envelope): Object<Envelope<Object<Record<Object<Self>>>>> =
            serde_json::from_str(text).map_err(|error| EventError::Json {
                line: error.line(),
                column: error.column().max(1),
                message: without_position(&error),
            })?;
        let count = envelope.records.len();
        let mut records = envelope.records.into_iter();
        match (records.next(), count) {
            (Some(Object(Record { cf: Object(event) })), 1) => Ok(event),
            _ => Err(EventError::Records(count)),
        }
    }

    /// Writes the event as JSON, in its envelope.
    #[must_use]
    pub fn to_json(&self) -> String {
        let envelope = Envelope { records: vec![Record { cf: self }] };
        serde_json::to_string(&envelope)
            .expect("an event has text keys only and no numbers to fail")
    }

    /// Returns the smallest event of a stage: GET `/`, and at response stages a 200 without headers.
    #[must_use]
    pub fn minimal(stage: Stage) -> Self {
        let domain = DISTRIBUTION_DOMAIN;
        let mut headers = Headers::new();
        headers.append("Host", if stage.is_origin() { "example.org" } else { domain });
        Self {
            config: Config {
                distribution_domain_name: Some(domain.to_owned()),
                distribution_id: Some("EDGECASEEXAMPLE".to_owned()),
                event_type: Some(stage),
                request_id: Some("edgecase-request-1".to_owned()),
            },
            request: Request {
                client_ip: VIEWER_ADDRESS.to_owned(),
                method: "GET".to_owned(),
                uri: "/".to_owned(),
                querystring: String::new(),
                headers,
                body: None,
                origin: stage.is_origin().then(minimal_origin),
            },
            response: (!stage.is_request()).then(|| Response {
                status: "200".to_owned(),
                status_description: Some("OK".to_owned()),
                headers: Some(Headers::new()),
                ..Response::default()
            }),
        }
    }
}

/// The domain name of the distribution in events that are made here.
pub(crate) const DISTRIBUTION_DOMAIN: &str = "d111111abcdef8.cloudfront.net";

/// The viewer's address in events that are made here.
pub(crate) const VIEWER_ADDRESS: &str = "203.0.113.178";

/// Returns a custom origin with every member at the example value of the guide.
///
/// # Source
/// `lambda-event-structure`, request event (read 2026-04-13); the domain and the TLS version are
/// ours.
fn minimal_origin() -> Origin {
    Origin::Custom(CustomOrigin {
        custom_headers: Some(Headers::new()),
        domain_name: Some("example.org".to_owned()),
        keepalive_timeout: Some(5),
        path: Some(String::new()),
        port: Some(443),
        protocol: Some("https".to_owned()),
        read_timeout: Some(30),
        response_completion_timeout: Some(30),
        ssl_protocols: Some(vec!["TLSv1.2".to_owned()]),
    })
}

/// Names the line and column of the first byte that is not UTF-8.
fn not_utf8(text: &[u8], error: Utf8Error) -> EventError {
    let before = text.get(..error.valid_up_to()).unwrap_or_default();
    let line = before.split(|byte| *byte == b'\n').count();
    let last = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    EventError::Json { message: "not UTF-8".to_owned(), line, column: last.len() + 1 }
}

fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text.get(..end).unwrap_or_default().to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_utf_8_even_where_nobody_looks() {
        let text = b"{\"Records\":[{\"cf\":{\n\"other\":\"\xff\"}}]}";
        let error = Event::from_json(text).expect_err("not UTF-8");
        let message = "not a CloudFront event: not UTF-8 (line 2, column 10)";
        assert_eq!(error.to_string(), message);
    }

    #[test]
    fn minimal_events_round_trip() {
        for stage in Stage::ALL {
            let event = Event::minimal(stage);
            assert_eq!(Event::from_json(event.to_json().as_bytes()), Ok(event));
        }
    }

    #[test]
    fn errors_name_the_place() {
        let error = Event::from_json(b"{\"Records\":[{\"cf\":{\"request\":{\n\"uri\":1}}}]}");
        let Err(EventError::Json { line: 2, message, .. }) = error else { panic!("{error:?}") };
        assert!(message.starts_with("invalid type: integer `1`"), "{message}");
        assert!(!message.contains("line"), "the place stands apart: {message}");
        assert_eq!(Event::from_json(b"{\"Records\":[]}"), Err(EventError::Records(0)));
    }

    #[test]
    fn unknown_and_missing_members_are_borne() {
        let event = Event::from_json(
            br#"{"Records":[{"cf":{"config":{"new":1},"request":{"uri":"/a"},"extra":[]}}]}"#,
        )
        .expect("a sparse event");
        assert_eq!(event.request.uri, "/a");
        assert_eq!(event.config.event_type, None);
    }

    #[test]
    fn an_origin_is_custom_or_s3_never_both() {
        let text = br#"{"Records":[{"cf":{"request":{"origin":{"custom":{},"s3":{}}}}}]}"#;
        assert!(Event::from_json(text).is_err());
    }
}
