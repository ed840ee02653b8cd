//! Scripted origins.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edgecase_core::limits;
use serde::{Deserialize, Serialize};

use super::step::Lines;
use super::{ScenarioError, escaped, headers};
use crate::oracle::{characters, is_bucket_domain, is_dns_name, is_raw};

/// An origin: what it is, and what it answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Fields", into = "Fields")]
pub struct Origin {
    /// What it is.
    pub settings: Settings,
    /// What it answers to each path; `*` is every other path.
    pub paths: BTreeMap<String, Script>,
}

/// What an origin is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Server or bucket.
    pub kind: Kind,
    /// The DNS name; by default made from the origin's name.
    pub domain: Option<String>,
    /// What comes before the URI.
    pub path: Option<String>,
    /// The Region of a bucket.
    pub region: Option<String>,
}

/// Server or bucket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A server.
    #[default]
    Custom,
    /// A bucket.
    S3,
}

/// What is answered, one request after the other; the last one repeats.
pub type Script = Vec<Reply>;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, Lines>,
    /// The body as text.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The body in base64.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub body_base64: Option<String>,
    /// Whether a request whose validators match gets a 304.
    #[serde(skip_serializing_if = "super::is_default")]
    pub conditional: bool,
    /// No answer at all.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub unreachable: Option<Unreachable>,
}

impl Default for Reply {
    fn default() -> Self {
        Self {
            status: 200,
            headers: BTreeMap::new(),
            body: None,
            body_base64: None,
            conditional: false,
            unreachable: None,
        }
    }
}

impl Reply {
    /// Returns the body's bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        match (&self.body, &self.body_base64) {
            (Some(text), _) => text.clone().into_bytes(),
            // Checked when the file was read.
            (None, Some(base64)) => STANDARD.decode(base64).unwrap_or_default(),
            (None, None) => Vec::new(),
        }
    }
}

/// Why an origin does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unreachable {
    /// No connection.
    Connect,
    /// A connection, but no answer.
    Timeout,
    /// Its name does not resolve.
    Dns,
}

impl<'de> Deserialize<'de> for Unreachable {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct How;

        impl serde::de::Visitor<'_> for How {
            type Value = Unreachable;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(r#""connect", "timeout", "dns" or true"#)
            }

            fn visit_bool<E: serde::de::Error>(self, on: bool) -> Result<Unreachable, E> {
                let wrong = || E::invalid_value(serde::de::Unexpected::Bool(on), &self);
                on.then_some(Unreachable::Connect).ok_or_else(wrong)
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Unreachable, E> {
                match text {
                    "connect" => Ok(Unreachable::Connect),
                    "timeout" => Ok(Unreachable::Timeout),
                    "dns" => Ok(Unreachable::Dns),
                    _ => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
                }
            }
        }

        deserializer.deserialize_any(How)
    }
}

/// The members of every kind of origin in one.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
struct Fields {
    #[serde(skip_serializing_if = "super::is_default")]
    kind: Kind,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    domain: Option<String>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    paths: Option<BTreeMap<String, ScriptFields>>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    sequence: Option<Vec<Reply>>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    headers: Option<BTreeMap<String, Lines>>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    body_base64: Option<String>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    conditional: Option<bool>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    unreachable: Option<Unreachable>,
}

/// A reply, or a sequence of them.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
struct ScriptFields {
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    sequence: Option<Vec<Reply>>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    headers: Option<BTreeMap<String, Lines>>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    body_base64: Option<String>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    conditional: Option<bool>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    unreachable: Option<Unreachable>,
}

impl ScriptFields {
    fn has_reply(&self) -> bool {
        self.status.is_some()
            || self.headers.is_some()
            || self.body.is_some()
            || self.body_base64.is_some()
            || self.conditional.is_some()
            || self.unreachable.is_some()
    }

    fn script(self) -> Result<Script, String> {
        if self.sequence.is_some() && self.has_reply() {
            return Err("either a `sequence` or the members of one reply, not both".to_owned());
        }
        let Self { sequence, status, headers, body, body_base64, conditional, unreachable } = self;
        if sequence.as_ref().is_some_and(Vec::is_empty) {
            return Err("an empty `sequence`".to_owned());
        }
        Ok(sequence.unwrap_or_else(|| {
            vec![Reply {
                status: status.unwrap_or(200),
                headers: headers.unwrap_or_default(),
                body,
                body_base64,
                conditional: conditional.unwrap_or_default(),
                unreachable,
            }]
        }))
    }

    fn of(mut script: Script) -> Self {
        if script.len() != 1 {
            return Self { sequence: Some(script), ..Self::default() };
        }
        let reply = script.pop().unwrap_or_default();
        Self {
            sequence: None,
            status: Some(reply.status),
            headers: Some(reply.headers).filter(|headers| !headers.is_empty()),
            body: reply.body,
            body_base64: reply.body_base64,
            conditional: reply.conditional.then_some(true),
            unreachable: reply.unreachable,
        }
    }
}

impl TryFrom<Fields> for Origin {
    type Error = String;

    fn try_from(fields: Fields) -> Result<Self, String> {
        let Fields { kind, domain, path, region, paths, sequence, .. } = fields;
        let Fields { status, headers, body, body_base64, conditional, unreachable, .. } = fields;
        let whole =
            ScriptFields { sequence, status, headers, body, body_base64, conditional, unreachable };
        let paths = match paths {
            None => BTreeMap::from([("*".to_owned(), whole.script()?)]),
            Some(_) if whole.sequence.is_some() || whole.has_reply() => {
                return Err("either `paths` or one answer for all paths, not both".to_owned());
            }
            Some(paths) => paths
                .into_iter()
                .map(|(path, script)| Ok((path, script.script()?)))
                .collect::<Result<_, String>>()?,
        };
        Ok(Self { settings: Settings { kind, domain, path, region }, paths })
    }
}

impl From<Origin> for Fields {
    fn from(origin: Origin) -> Self {
        let Settings { kind, domain, path, region } = origin.settings;
        let mut paths = origin.paths;
        let empty = Self { kind, domain, path, region, ..Self::default() };
        if paths.len() == 1
            && let Some(script) = paths.remove("*")
        {
            let ScriptFields {
                sequence,
                status,
                headers,
                body,
                body_base64,
                conditional,
                unreachable,
            } = ScriptFields::of(script);
            return Self {
                sequence,
                status,
                headers,
                body,
                body_base64,
                conditional,
                unreachable,
                ..empty
            };
        }
        let paths = paths.into_iter().map(|(path, script)| (path, ScriptFields::of(script)));
        Self { paths: Some(paths.collect()), ..empty }
    }
}

impl Origin {
    /// Returns the origin's DNS name.
    #[must_use]
    pub fn domain(&self, name: &str) -> String {
        match (&self.settings.domain, self.settings.kind) {
            (Some(domain), _) => domain.clone(),
            (None, Kind::Custom) => format!("{name}.example.org"),
            (None, Kind::S3) => format!("{name}.s3.us-east-1.amazonaws.com"),
        }
    }

    /// Tells whether the origin is a bucket.
    #[must_use]
    pub fn is_bucket(&self) -> bool {
        self.settings.kind == Kind::S3
    }

    /// Tells whether the origin's name resolves.
    #[must_use]
    pub fn resolves(&self) -> bool {
        let dns = |reply: &Reply| reply.unreachable == Some(Unreachable::Dns);
        !self.paths.values().flatten().any(dns)
    }

    /// Checks what the types cannot say; names the place from the origin on.
    pub(super) fn check_replies(&self) -> Result<(), ScenarioError> {
        let one = self.paths.len() == 1 && self.paths.values().all(|script| script.len() == 1);
        for (path, script) in &self.paths {
            // An answer for all paths may be without `paths` in the file, and is written so here.
            let whole = self.paths.len() == 1 && path == "*";
            let place = if whole { String::new() } else { format!("/paths/{}", escaped(path)) };
            for (number, reply) in script.iter().enumerate() {
                let sequence = if script.len() == 1 { "" } else { &format!("/sequence/{number}") };
                let place = format!("{place}{sequence}");
                reply.check(one).map_err(|error| error.below(&place))?;
            }
        }
        Ok(())
    }
}

impl Reply {
    fn check(&self, is_only: bool) -> Result<(), ScenarioError> {
        let fail = |member: &str, message: &str| Err(ScenarioError::new(member, message));
        if !(200..=599).contains(&self.status) {
            let message = format!("an origin does not answer with status {}", self.status);
            return fail("/status", &message);
        }
        if self.unreachable == Some(Unreachable::Dns) && !is_only {
            return fail("/unreachable", "a name resolves or not, for all paths and requests");
        }
        headers::check(&self.headers).map_err(|error| error.below("/headers"))?;
        if self.body.is_some() && self.body_base64.is_some() {
            return fail("/body", "either `body` or `bodyBase64`, not both");
        }
        match self.body_base64.as_ref().map(|text| STANDARD.decode(text)) {
            Some(Err(error)) => fail("/bodyBase64", &format!("not base64: {error}")),
            _ => Ok(()),
        }
    }
}

impl Settings {
    /// Checks what no distribution can have.
    fn check(&self) -> Result<(), ScenarioError> {
        let fail = |member: &str, message: String| Err(ScenarioError::new(member, message));
        if let Some(path) = &self.path
            && !is_path(path)
        {
            let want = "want nothing, or a URL-encoded path from `/` on without one at the end";
            return fail("/path", format!("{want}, got `{path}`"));
        }
        match (&self.domain, self.kind) {
            (Some(domain), Kind::Custom) if !is_host(domain, limits::CUSTOM_DOMAIN_CHARS) => {
                fail("/domain", format!("want a DNS name, got `{domain}`"))
            }
            (Some(domain), Kind::S3)
                if !is_host(domain, limits::S3_DOMAIN_CHARS) || !is_bucket(domain) =>
            {
                let want = "want a bucket's name such as `b.s3.us-east-1.amazonaws.com`";
                fail("/domain", format!("{want}, got `{domain}`"))
            }
            _ => Ok(()),
        }
    }
}

/// Tells whether an origin may have a path.
fn is_path(path: &str) -> bool {
    let is_whole = path.starts_with('/') && !path.ends_with('/');
    let is_short = characters(path) <= limits::CUSTOM_PATH_CHARS;
    path.is_empty() || is_whole && is_short && !path.chars().any(is_raw)
}

/// Tells whether a text is a DNS name, and no address.
fn is_host(domain: &str, limit: u64) -> bool {
    let is_number = domain.chars().all(|c| c.is_ascii_digit() || c == '.');
    characters(domain) <= limit && !is_number && !domain.ends_with('.') && is_dns_name(domain)
}

/// Tells whether a DNS name is that of a bucket, spelled as buckets are.
fn is_bucket(domain: &str) -> bool {
    let is_upper = |c: char| c.is_ascii_uppercase();
    is_bucket_domain(domain) && domain.ends_with(".amazonaws.com") && !domain.contains(is_upper)
}

/// Checks all origins of a scenario.
pub(super) fn check(origins: &BTreeMap<String, Origin>) -> Result<(), ScenarioError> {
    if origins.is_empty() {
        return Err(ScenarioError::new("/origins", "there is no origin"));
    }
    for (name, origin) in origins {
        let place = format!("/origins/{}", escaped(name));
        origin.settings.check().map_err(|error| error.below(&place))?;
        origin.check_replies().map_err(|error| error.below(&place))?;
    }
    Ok(())
}
