//! What lies outside of CloudFront: viewers, functions, origins.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::distribution::{BehaviorId, Method, OriginId};
use crate::event::{Event, VIEWER_ADDRESS};
use crate::fault::Fault;
use crate::header::Headers;
use crate::stage::Stage;

/// Functions and origins.
pub trait World {
    /// Tells whether a behaviour has a function at a stage.
    fn has_function(&self, behavior: BehaviorId, stage: Stage) -> bool;

    /// Calls a behaviour's function; asked only where [`World::has_function`] says that there is one.
    fn call(&mut self, behavior: BehaviorId, stage: Stage, event: &Event) -> Called;

    /// Tells whether an origin's name resolves.
    fn resolves(&self, origin: OriginId) -> bool;

    /// Sends a request to an origin whose name resolves. Answers to HEAD and 304 have no body.
    fn send(&mut self, origin: OriginId, request: &OriginRequest) -> OriginReply;
}

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Called {
    /// The bytes that the function handed back: JSON, if all is well.
    Result(Vec<u8>),
    /// It gave none.
    Fault(Fault),
}

/// A viewer's request.
#[derive(Clone, Debug)]
pub struct ViewerRequest {
    /// The method.
    pub method: Method,
    /// The path from `/` on, percent-encoded as the viewer sent it.
    pub path: String,
    /// The query string, without the question mark.
    pub query: String,
    /// The headers.
    pub headers: Headers,
    /// The body, if there is one.
    pub body: Option<Arc<[u8]>>,
    /// Whether it came over TLS.
    pub is_https: bool,
    /// Whether its version of HTTP is older than 1.1.
    pub is_before_http_1_1: bool,
    /// The point of presence, by its place in the distribution.
    pub pop: usize,
    /// The viewer's address.
    pub client_ip: String,
    /// What CloudFront knows of the viewer: lower-case header names without `cloudfront-`.
    pub cloudfront: BTreeMap<String, String>,
    /// Whether something refuses it before any function runs: firewall, geography, signature.
    pub is_blocked: bool,
}

impl ViewerRequest {
    /// Returns a GET over HTTPS at the first point of presence.
    #[must_use]
    pub fn get(path: impl Into<String>) -> Self {
        Self {
            method: Method::Get,
            path: path.into(),
            query: String::new(),
            headers: Headers::new(),
            body: None,
            is_https: true,
            is_before_http_1_1: false,
            pop: 0,
            client_ip: VIEWER_ADDRESS.to_owned(),
            cloudfront: BTreeMap::new(),
            is_blocked: false,
        }
    }
}

/// A request as an origin gets it.
#[derive(Clone, Debug)]
pub struct OriginRequest {
    /// The method.
    pub method: Method,
    /// The path, without the origin's own.
    pub uri: String,
    /// The query string, without the question mark.
    pub querystring: String,
    /// The headers.
    pub headers: Headers,
    /// The body, if there is one.
    pub body: Option<Arc<[u8]>>,
}

/// What an origin did about a request.
#[derive(Clone, Debug)]
pub enum OriginReply {
    /// It answered.
    Response {
        /// The status.
        status: u16,
        /// The headers.
        headers: Headers,
        /// The body.
        body: Arc<[u8]>,
    },
    /// It did not.
    Silence(Silence),
}

/// Why an origin does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// Its name does not resolve.
    Dns,
    /// No connection.
    Connect,
    /// A connection, but no answer.
    Timeout,
}

impl Silence {
    /// Returns the status that the viewer gets.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Dns | Self::Connect => 502,
            Self::Timeout => 504,
        }
    }

    /// Returns the status that has to be listed for failover: `failover/transport`.
    pub(crate) const fn failover_code(self) -> u16 {
        match self {
            Self::Dns | Self::Connect => 503,
            Self::Timeout => 504,
        }
    }
}
