//! A request, in an event or as a function's normalised result.

use serde::{Deserialize, Serialize};

use crate::body::RequestBody;
use crate::header::Headers;
use crate::object::maybe_object;
use crate::origin::Origin;

/// A request. In an event that leaves a text out, it is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The viewer's IP address.
    #[serde(default)]
    pub client_ip: String,
    /// The HTTP method.
    #[serde(default)]
    pub method: String,
    /// The path.
    #[serde(default)]
    pub uri: String,
    /// The query string, without the question mark.
    #[serde(default)]
    pub querystring: String,
    /// The headers.
    #[serde(default)]
    pub headers: Headers,
    /// The body, if the function may see it or replaces it.
    #[serde(default, deserialize_with = "maybe_object", skip_serializing_if = "Option::is_none")]
    pub body: Option<RequestBody>,
    /// The origin, at origin stages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}
