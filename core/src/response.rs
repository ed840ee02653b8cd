//! A response, in an event or as a function's normalised result.

use serde::{Deserialize, Deserializer, Serialize};

use crate::body::Encoding;
use crate::header::Headers;

/// A response. Events have no body in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// The status, as text.
    #[serde(deserialize_with = "status")]
    pub status: String,
    /// The reason phrase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_description: Option<String>,
    /// The headers; `None` if a function left them out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headers: Option<Headers>,
    /// The body as the function wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// How the body stands for bytes; there when the body is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_encoding: Option<Encoding>,
}

/// Reads a status, which hand-made events give as a number now and then.
fn status<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    struct Status;

    impl serde::de::Visitor<'_> for Status {
        type Value = String;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a status such as \"200\"")
        }

        fn visit_str<E>(self, text: &str) -> Result<String, E> {
            Ok(text.to_owned())
        }

        fn visit_u64<E>(self, number: u64) -> Result<String, E> {
            Ok(number.to_string())
        }
    }

    deserializer.deserialize_any(Status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_may_be_a_number_and_nothing_else() {
        let status = |text: &str| {
            let response = serde_json::from_str::<Response>(&format!(r#"{{"status":{text}}}"#));
            response.map(|response| response.status).map_err(|error| error.to_string())
        };
        assert_eq!(status("\"200\"").as_deref(), Ok("200"));
        assert_eq!(status("204").as_deref(), Ok("204"));
        let error = status("true").expect_err("no status");
        assert!(error.contains("expected a status such as"), "{error}");
    }
}
