//! The steps of a scenario.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edgecase_core::distribution::Method;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::expect::Expect;
use super::function::{ByStage, Changes, Function};
use super::origin::{Origin, Settings};
use super::{Scenario, ScenarioError, escaped, headers, is_default};

/// One thing that happens.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "Fields", into = "Fields")]
pub enum Step {
    /// A viewer asks.
    Request(Box<RequestStep>),
    /// Several viewers ask at the same time.
    Batch {
        /// What they ask.
        requests: Vec<Request>,
        /// What is expected of each, in the same order.
        expect: Vec<Expect>,
    },
    /// Seconds pass.
    Advance(u64),
    /// A path is invalidated in every cache.
    Invalidate(String),
    /// Origins answer otherwise from now on.
    Origins(BTreeMap<String, Origin>),
    /// Functions do otherwise from now on, by the behaviour's path.
    Functions(BTreeMap<String, Changes>),
    /// A cache drops what it has of a path.
    Evict(Evict),
}

/// A request with what is expected of its answer.
#[derive(Clone, Debug)]
pub struct RequestStep {
    /// What is asked.
    pub request: Request,
    /// What is expected.
    pub expect: Expect,
}

/// A viewer's request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The path, and the query string after the first question mark.
    pub uri: String,
    /// The headers.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, Lines>,
    /// The body as text.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The body in base64.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub body_base64: Option<String>,
    /// HTTP or HTTPS.
    #[serde(skip_serializing_if = "is_default")]
    pub scheme: Scheme,
    /// The version of HTTP.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub http_version: Option<String>,
    /// The point of presence; by default the first by name.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub pop: Option<String>,
    /// The viewer's address.
    pub client_ip: String,
    /// What CloudFront knows of the viewer: header names without `cloudfront-`, and values.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub cloudfront: BTreeMap<String, String>,
    /// Refused before any function runs.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub blocked: Option<Blocked>,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            method: "GET".to_owned(),
            uri: "/".to_owned(),
            headers: BTreeMap::new(),
            body: None,
            body_base64: None,
            scheme: Scheme::Https,
            http_version: None,
            pop: None,
            client_ip: "203.0.113.178".to_owned(),
            cloudfront: BTreeMap::new(),
            blocked: None,
        }
    }
}

impl Request {
    /// Returns a GET.
    #[must_use]
    pub fn get(uri: &str) -> Self {
        Self { uri: uri.to_owned(), ..Self::default() }
    }

    /// Returns path and query string.
    #[must_use]
    pub fn path_and_query(&self) -> (&str, &str) {
        self.uri.split_once('?').unwrap_or((&self.uri, ""))
    }

    /// Returns the body's bytes, if there is a body.
    #[must_use]
    pub fn bytes(&self) -> Option<Vec<u8>> {
        match (&self.body, &self.body_base64) {
            (Some(text), _) => Some(text.clone().into_bytes()),
            // Checked when the file was read.
            (None, Some(base64)) => Some(STANDARD.decode(base64).unwrap_or_default()),
            (None, None) => None,
        }
    }

    /// Tells whether the version of HTTP is older than 1.1.
    #[must_use]
    pub fn is_before_http_1_1(&self) -> bool {
        matches!(self.http_version.as_deref(), Some("0.9" | "1.0"))
    }
}

/// HTTP or HTTPS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// Plain.
    Http,
    /// With TLS.
    #[default]
    Https,
}

/// What refuses a request before any function runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Blocked {
    /// The web application firewall.
    Waf,
    /// The geographic restriction.
    Geo,
    /// The check of signed URLs and cookies.
    Signature,
}

/// The values of a header: one, or one a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "want a string or a list of strings")]
pub enum Lines {
    /// One line.
    One(String),
    /// Several lines.
    Many(Vec<String>),
}

impl Lines {
    /// Returns the values in order.
    #[must_use]
    pub fn values(&self) -> &[String] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }
}

impl From<&str> for Lines {
    fn from(value: &str) -> Self {
        Self::One(value.to_owned())
    }
}

/// Which entries a cache drops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evict {
    /// The cache.
    pub layer: String,
    /// The path, as in the key.
    pub uri: String,
}

/// The members of every kind of step in one.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Fields {
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    request: Option<Request>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    batch: Option<Vec<Request>>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    advance: Option<u64>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    invalidate: Option<String>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    origins: Option<BTreeMap<String, Origin>>,
    #[serde(deserialize_with = "changes", skip_serializing_if = "Option::is_none")]
    functions: Option<BTreeMap<String, Changes>>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    evict: Option<Evict>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    expect: Option<OneOrMany>,
}

fn changes<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<BTreeMap<String, Changes>>, D::Error> {
    let named = BTreeMap::<String, ByStage<Option<Function>>>::deserialize(deserializer)?;
    Ok(Some(named.into_iter().map(|(path, ByStage(changes))| (path, changes)).collect()))
}

#[derive(Clone, Serialize)]
#[serde(untagged)]
enum OneOrMany {
    One(Box<Expect>),
    Many(Vec<Expect>),
}

/// By hand: a derived untagged enum says neither what is wrong nor where.
impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = OneOrMany;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object, or a list of objects for a batch")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<OneOrMany, A::Error> {
                let expect = Expect::deserialize(MapAccessDeserializer::new(map))?;
                Ok(OneOrMany::One(Box::new(expect)))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<OneOrMany, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(OneOrMany::Many)
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl TryFrom<Fields> for Step {
    type Error = String;

    fn try_from(fields: Fields) -> Result<Self, String> {
        let Fields { request, batch, advance, invalidate, origins, functions, evict, .. } = fields;
        let others = [
            advance.map(Self::Advance),
            invalidate.map(Self::Invalidate),
            origins.map(Self::Origins),
            functions.map(Self::Functions),
            evict.map(Self::Evict),
        ];
        let mut others = others.into_iter().flatten();
        match (request, batch, others.next(), others.next(), fields.expect) {
            (Some(request), None, None, None, expect) => {
                let expect = match expect {
                    None => Expect::default(),
                    Some(OneOrMany::One(expect)) => *expect,
                    Some(OneOrMany::Many(_)) => {
                        return Err("one request has one `expect`, no list".to_owned());
                    }
                };
                Ok(Self::Request(Box::new(RequestStep { request, expect })))
            }
            (None, Some(requests), None, None, expect) => match expect {
                None => Ok(Self::Batch { requests, expect: Vec::new() }),
                Some(OneOrMany::Many(expect)) if expect.len() == requests.len() => {
                    Ok(Self::Batch { requests, expect })
                }
                Some(_) => {
                    Err(format!("`expect` has to be a list of {}, as `batch`", requests.len()))
                }
            },
            (None, None, Some(step), None, None) => Ok(step),
            (None, None, Some(_), None, Some(_)) => {
                Err("`expect` goes with `request` and `batch` only".to_owned())
            }
            _ => Err("a step is exactly one of `request`, `batch`, `advance`, `invalidate`, \
                      `origins`, `functions` and `evict`"
                .to_owned()),
        }
    }
}

impl From<Step> for Fields {
    fn from(step: Step) -> Self {
        let empty = Self::default();
        match step {
            Step::Request(step) => {
                let RequestStep { request, expect } = *step;
                let expect =
                    Some(expect).filter(|e| !is_default(e)).map(|e| OneOrMany::One(Box::new(e)));
                Self { request: Some(request), expect, ..empty }
            }
            Step::Batch { requests, expect } => {
                let expect = Some(expect).filter(|list| !list.is_empty()).map(OneOrMany::Many);
                Self { batch: Some(requests), expect, ..empty }
            }
            Step::Advance(seconds) => Self { advance: Some(seconds), ..empty },
            Step::Invalidate(path) => Self { invalidate: Some(path), ..empty },
            Step::Origins(origins) => Self { origins: Some(origins), ..empty },
            Step::Functions(functions) => Self { functions: Some(functions), ..empty },
            Step::Evict(evict) => Self { evict: Some(evict), ..empty },
        }
    }
}

impl Step {
    /// Returns the requests of the step; none if it is none of a viewer's.
    #[must_use]
    pub fn requests(&self) -> &[Request] {
        match self {
            Self::Request(step) => std::slice::from_ref(&step.request),
            Self::Batch { requests, .. } => requests,
            _ => &[],
        }
    }

    /// Returns what is expected of the answers, in the order of the requests; none if nothing is.
    #[must_use]
    pub fn expects(&self) -> &[Expect] {
        match self {
            Self::Request(step) => std::slice::from_ref(&step.expect),
            Self::Batch { expect, .. } => expect,
            _ => &[],
        }
    }

    /// Drops what is expected.
    pub(super) fn forget(&mut self) {
        match self {
            Self::Request(step) => step.expect = Expect::default(),
            Self::Batch { expect, .. } => expect.clear(),
            _ => {}
        }
    }

    pub(super) fn check(&self, scenario: &Scenario) -> Result<(), ScenarioError> {
        match self {
            Self::Request(step) => {
                check_request(&step.request, "/request", scenario)?;
                step.expect.check(scenario.trace).map_err(|error| error.below("/expect"))
            }
            Self::Batch { requests, .. } if requests.is_empty() => {
                Err(ScenarioError::new("/batch", "a batch of no requests"))
            }
            Self::Batch { requests, expect } => {
                for (number, request) in requests.iter().enumerate() {
                    check_request(request, &format!("/batch/{number}"), scenario)?;
                }
                expect.iter().enumerate().try_for_each(|(number, expect)| {
                    let place = format!("/expect/{number}");
                    expect.check(scenario.trace).map_err(|error| error.below(&place))
                })
            }
            Self::Advance(_) => Ok(()),
            Self::Invalidate(path) => {
                let sound = (path.starts_with('/') || path == "*") && path.len() <= 4_000;
                let message = "want `/` and a path of at most 4,000 characters, or `*`";
                sound.then_some(()).ok_or_else(|| ScenarioError::new("/invalidate", message))
            }
            Self::Origins(origins) => origins.iter().try_for_each(|(name, origin)| {
                let at = format!("/origins/{}", escaped(name));
                if !scenario.origins.contains_key(name) {
                    return Err(ScenarioError::new(at, "no origin has this name"));
                }
                if origin.settings != Settings::default() {
                    let message = "a step changes what an origin answers, not what it is";
                    return Err(ScenarioError::new(at, message));
                }
                origin.check_replies().map_err(|error| error.below(&at))
            }),
            Self::Functions(changes) => changes.keys().try_for_each(|path| {
                let known = scenario.distribution.behavior_called(path).is_some();
                known.then_some(()).ok_or_else(|| {
                    let at = format!("/functions/{}", escaped(path));
                    ScenarioError::new(at, format!("no behaviour has the path `{path}`"))
                })
            }),
            Self::Evict(evict) => {
                let known = scenario.distribution.topology.layers().any(|l| l == evict.layer);
                if !known {
                    let message = format!("no cache is called `{}`", evict.layer);
                    return Err(ScenarioError::new("/evict/layer", message));
                }
                let message = format!("want a path from `/` on, got `{}`", evict.uri);
                let sound = evict.uri.starts_with('/');
                sound.then_some(()).ok_or_else(|| ScenarioError::new("/evict/uri", message))
            }
        }
    }
}

fn check_request(request: &Request, at: &str, scenario: &Scenario) -> Result<(), ScenarioError> {
    let fail =
        |member: &str, message: String| Err(ScenarioError::new(format!("{at}/{member}"), message));
    if !request.uri.starts_with('/') {
        return fail("uri", format!("want a path from `/` on, got `{}`", request.uri));
    }
    // No request line can have these.
    if let Some(c) = request.uri.chars().find(|c| c.is_ascii_control() || matches!(c, ' ' | '#')) {
        return fail("uri", format!("`{}` stands in no request as it is", c.escape_default()));
    }
    if scenario.distribution.topology.pop(request.pop.as_deref()).is_none() {
        let name = request.pop.as_deref().unwrap_or_default();
        return fail("pop", format!("no point of presence is called `{name}`"));
    }
    if Method::parse(&request.method).is_none() {
        let want = super::distribution::method_names();
        return fail("method", format!("no method `{}`, want one of {want}", request.method));
    }
    if let Some(version) = &request.http_version
        && !matches!(version.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'9', b'.', b'0'..=b'9'])
    {
        return fail("httpVersion", format!("want `1.1`, `2` or the like, got `{version}`"));
    }
    headers::check(&request.headers).map_err(|error| error.below(&format!("{at}/headers")))?;
    for (name, value) in &request.cloudfront {
        let below = |error: ScenarioError| error.below(&format!("{at}/cloudfront"));
        headers::check_line(name, value).map_err(below)?;
    }
    if request.body.is_some() && request.body_base64.is_some() {
        return fail("body", "either `body` or `bodyBase64`, not both".to_owned());
    }
    match request.body_base64.as_ref().map(|text| STANDARD.decode(text)) {
        Some(Err(error)) => fail("bodyBase64", format!("not base64: {error}")),
        _ => Ok(()),
    }
}
