//! The world around the caches: scripted functions and origins, played call by call.
//!
//! Shared by the reference and the model, each with a world of its own: it holds scripts, no rules.

use std::collections::BTreeMap;
use std::path::Path;

use edgecase_core::{Fault, Stage};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::function::{Function, FunctionKind};
use super::origin::{Origin, Reply, Script, Unreachable};
use super::{Scenario, Step};
use crate::handler::Handlers;

/// The functions and origins of a scenario, each at its place in its script.
#[derive(Clone, Debug)]
pub struct World {
    functions: BTreeMap<(usize, Stage), Played<FunctionKind>>,
    origins: BTreeMap<String, OriginState>,
    handlers: Handlers,
}

#[derive(Clone, Debug)]
struct Played<T> {
    script: Vec<T>,
    next: usize,
}

impl<T> Played<T> {
    const fn new(script: Vec<T>) -> Self {
        Self { script, next: 0 }
    }

    /// Returns what comes now; the last of the script repeats.
    fn play(&mut self) -> Option<&T> {
        let now = self.next.min(self.script.len().saturating_sub(1));
        self.next = self.next.saturating_add(1);
        self.script.get(now)
    }
}

#[derive(Clone, Debug)]
struct OriginState {
    origin: Origin,
    paths: BTreeMap<String, Played<Reply>>,
}

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Called {
    /// The bytes that the function handed back.
    Result(Vec<u8>),
    /// It gave none.
    Fault(Fault),
}

/// A request as an origin gets it.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// The method.
    pub method: &'a str,
    /// The path, without query string and without the origin's path.
    pub uri: &'a str,
    /// The headers: name as it is sent, and value.
    pub headers: &'a [(String, String)],
}

/// What an origin did about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replied {
    /// It answered.
    Response(Response),
    /// It did not.
    Unreachable(Unreachable),
}

/// An origin's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The headers: name as it is spelled, and value.
    pub headers: Vec<(String, String)>,
    /// The body; empty for HEAD and 304.
    pub body: Vec<u8>,
}

impl World {
    /// Returns the world at the start of a scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let mut world = Self {
            functions: BTreeMap::new(),
            origins: BTreeMap::new(),
            handlers: Handlers::default(),
        };
        for (number, behavior) in scenario.distribution.behaviors.iter().enumerate() {
            for (stage, function) in &behavior.functions {
                world.set_function(number, *stage, Some(function));
            }
        }
        for (name, origin) in &scenario.origins {
            world.origins.insert(name.clone(), OriginState::new(origin.clone()));
        }
        world
    }

    /// Changes functions and origins as a step says; passes over other steps.
    pub fn change(&mut self, step: &Step, scenario: &Scenario) {
        match step {
            Step::Origins(origins) => {
                for (name, now) in origins {
                    if let Some(state) = self.origins.get_mut(name) {
                        let settings = state.origin.settings.clone();
                        *state = OriginState::new(Origin { settings, ..now.clone() });
                    }
                }
            }
            Step::Functions(changes) => {
                for (path, stages) in changes {
                    if let Some(number) = scenario.distribution.behavior_called(path) {
                        for (stage, function) in stages {
                            self.set_function(number, *stage, function.as_ref());
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn set_function(&mut self, behavior: usize, stage: Stage, function: Option<&Function>) {
        match function {
            Some(Function(script)) => {
                self.functions.insert((behavior, stage), Played::new(script.clone()));
            }
            None => {
                self.functions.remove(&(behavior, stage));
            }
        }
    }

    /// Tells whether a behaviour has a function at a stage.
    #[must_use]
    pub fn has_function(&self, behavior: usize, stage: Stage) -> bool {
        self.functions.contains_key(&(behavior, stage))
    }

    /// Calls a behaviour's function with an event in its envelope, which is made only for those that
    /// look at it; `None` if there is no function.
    pub fn call<E: AsRef<str>>(
        &mut self,
        behavior: usize,
        stage: Stage,
        event: impl FnOnce() -> E,
    ) -> Option<Called> {
        let kind = self.functions.get_mut(&(behavior, stage))?.play()?;
        Some(match kind {
            FunctionKind::Return(value) => Called::Result(value.get().as_bytes().to_vec()),
            FunctionKind::Raw(text) => Called::Result(text.clone().into_bytes()),
            FunctionKind::Patch(patch) => Called::Result(patched(stage, event().as_ref(), patch)),
            FunctionKind::Throw(_) => Called::Fault(Fault::Threw),
            FunctionKind::Timeout => Called::Fault(Fault::TimedOut),
            FunctionKind::Throttle => Called::Fault(Fault::Throttled),
            FunctionKind::Handler(file) => self.handlers.call(Path::new(file), event().as_ref()),
        })
    }

    /// Returns the name of the origin with a DNS name, the first by name if there are several.
    #[must_use]
    pub fn origin_at(&self, domain: &str) -> Option<&str> {
        let mut origins = self.origins.iter();
        let found = origins.find(|(name, state)| state.origin.domain(name) == domain);
        found.map(|(name, _)| name.as_str())
    }

    /// Returns an origin with its settings.
    #[must_use]
    pub fn origin(&self, name: &str) -> Option<&Origin> {
        self.origins.get(name).map(|state| &state.origin)
    }

    /// Tells whether an origin's name resolves.
    #[must_use]
    pub fn resolves(&self, name: &str) -> bool {
        self.origin(name).is_some_and(Origin::resolves)
    }

    /// Sends a request to an origin.
    pub fn send(&mut self, origin: &str, sent: &Sent<'_>) -> Replied {
        let Some(state) = self.origins.get_mut(origin) else {
            return Replied::Unreachable(Unreachable::Dns);
        };
        let script = match state.paths.get_mut(sent.uri) {
            Some(script) => Some(script),
            None => state.paths.get_mut("*"),
        };
        let Some(reply) = script.and_then(Played::play) else {
            return Replied::Response(Response {
                status: 404,
                headers: Vec::new(),
                body: Vec::new(),
            });
        };
        if let Some(how) = reply.unreachable {
            return Replied::Unreachable(how);
        }
        let headers: Vec<(String, String)> = reply
            .headers
            .iter()
            .flat_map(|(name, lines)| lines.values().iter().map(|v| (name.clone(), v.clone())))
            .collect();
        let matched = reply.conditional && validators_match(&headers, sent.headers);
        let status = if matched { 304 } else { reply.status };
        let silent = status == 304 || sent.method == "HEAD";
        let body = if silent { Vec::new() } else { reply.bytes() };
        Replied::Response(Response { status, headers, body })
    }
}

impl OriginState {
    fn new(origin: Origin) -> Self {
        let played =
            |(path, script): (&String, &Script)| (path.clone(), Played::new(script.clone()));
        let paths = origin.paths.iter().map(played).collect();
        Self { origin, paths }
    }
}

fn header<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    let mut lines = headers.iter();
    lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// Tells whether an origin answers 304, by RFC 9110: If-None-Match decides where it is there.
fn validators_match(reply: &[(String, String)], sent: &[(String, String)]) -> bool {
    if let Some(tags) = header(sent, "if-none-match") {
        let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        let etag = header(reply, "etag").map(opaque);
        return tags.trim() == "*" || etag.is_some_and(|e| tags.split(',').any(|t| opaque(t) == e));
    }
    match (header(sent, "if-modified-since"), header(reply, "last-modified")) {
        (Some(since), Some(modified)) => {
            match (httpdate::parse_http_date(since), httpdate::parse_http_date(modified)) {
                (Ok(since), Ok(modified)) => modified <= since,
                _ => since == modified,
            }
        }
        _ => false,
    }
}

/// Returns the event's request or response with a merge patch applied.
fn patched(stage: Stage, event: &str, patch: &Value) -> Vec<u8> {
    let read = serde_json::from_str::<Envelope>(event).ok();
    let record = read.and_then(|envelope| envelope.records.into_iter().next());
    let message = record.map(|Record { cf }| match stage.is_request() {
        true => cf.request,
        false => cf.response,
    });
    let mut object =
        message.and_then(|raw| serde_json::from_str(raw?.get()).ok()).unwrap_or_default();
    merge(&mut object, patch);
    object.to_string().into_bytes()
}

/// The messages of an event, of which a patch is for one.
#[derive(Deserialize)]
struct Envelope<'e> {
    #[serde(borrow, rename = "Records")]
    records: Vec<Record<'e>>,
}

#[derive(Deserialize)]
struct Record<'e> {
    #[serde(borrow)]
    cf: Messages<'e>,
}

#[derive(Deserialize)]
struct Messages<'e> {
    #[serde(borrow)]
    request: Option<&'e RawValue>,
    #[serde(borrow)]
    response: Option<&'e RawValue>,
}

/// Applies a merge patch (RFC 7396).
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(members) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    if let Value::Object(object) = target {
        for (name, value) in members {
            if value.is_null() {
                object.remove(name);
            } else {
                merge(object.entry(name.clone()).or_insert(Value::Null), value);
            }
        }
    }
}
