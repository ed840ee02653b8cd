//! Bodies of responses and of requests.

use serde::{Deserialize, Serialize};

/// How the text of a body stands for its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// The UTF-8 form of the text.
    Text,
    /// Base64.
    Base64,
}

impl Encoding {
    /// Reads an encoding as a function writes it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "text" => Some(Self::Text),
            "base64" => Some(Self::Base64),
            _ => None,
        }
    }
}

/// Whether a function replaces the request body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// The viewer's body goes to the origin.
    ReadOnly,
    /// `data` goes to the origin.
    Replace,
}

impl Action {
    /// Reads an action as a function writes it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "read-only" => Some(Self::ReadOnly),
            "replace" => Some(Self::Replace),
            _ => None,
        }
    }
}

/// The body of a request, in an event or in a returned request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestBody {
    /// Whether the body is replaced.
    pub action: Action,
    /// How `data` stands for bytes; base64 in events.
    pub encoding: Encoding,
    /// The body.
    pub data: String,
    /// Whether the event has only the start of the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_truncated: Option<bool>,
}
