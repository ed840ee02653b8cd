//! The origin that a request goes to.

use serde::{Deserialize, Serialize};

use crate::header::Headers;
use crate::object::object;

/// Exactly one kind of origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// A server.
    Custom(#[serde(deserialize_with = "object")] CustomOrigin),
    /// A bucket.
    S3(#[serde(deserialize_with = "object")] S3Origin),
}

/// A server as origin. A member that is not there is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CustomOrigin {
    /// Headers that CloudFront adds to requests to this origin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_headers: Option<Headers>,
    /// The DNS name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain_name: Option<String>,
    /// Seconds for which an idle connection is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keepalive_timeout: Option<u64>,
    /// What comes before the URI; empty, or starting with a slash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The TCP port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u64>,
    /// `http` or `https`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    /// Seconds that CloudFront waits for the origin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_timeout: Option<u64>,
    /// Seconds for the whole response; 0 means no maximum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_completion_timeout: Option<u64>,
    /// TLS versions for `https`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ssl_protocols: Option<Vec<String>>,
}

/// A bucket as origin. A member that is not there is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct S3Origin {
    /// `origin-access-identity` or `none`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_method: Option<String>,
    /// Headers that CloudFront adds to requests to this origin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_headers: Option<Headers>,
    /// The bucket's DNS name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain_name: Option<String>,
    /// What comes before the URI; empty, or starting with a slash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Seconds that CloudFront waits for the origin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_timeout: Option<u64>,
    /// The bucket's Region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Seconds for the whole response; 0 means no maximum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_completion_timeout: Option<u64>,
}
