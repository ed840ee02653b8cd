//! The distribution of a scenario: behaviours, policies, error responses, caches.

use std::collections::{BTreeMap, BTreeSet};

use edgecase_core::Stage;
use edgecase_core::distribution::{Lifetimes, Method};
use edgecase_core::profile::Edition;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::function::Function;
use super::origin::Origin;
use super::{ScenarioError, escaped, is_default};

/// A distribution.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Distribution {
    /// What `/` stands for, without a leading slash.
    #[serde(default, deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub default_root_object: Option<String>,
    /// The behaviours; the first whose path fits holds, and the last one's path is `*`.
    pub behaviors: Vec<Behavior>,
    /// What is done about error statuses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error_responses: Vec<ErrorResponse>,
    /// Pairs of origins.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub origin_groups: BTreeMap<String, Group>,
    /// The caches.
    #[serde(default, skip_serializing_if = "is_default")]
    pub topology: Topology,
}

/// How requests with some paths are served.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct Behavior {
    /// Which paths: `*` stands for any characters, `?` for one.
    pub path: String,
    /// The origin or origin group; by default the only origin.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Methods that are not refused.
    pub allowed_methods: BTreeSet<String>,
    /// Methods whose responses are cached; GET and HEAD always are.
    pub cached_methods: BTreeSet<String>,
    /// What is done about plain HTTP.
    #[serde(skip_serializing_if = "is_default")]
    pub viewer_protocol: ViewerProtocol,
    /// The lifetimes.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub ttl: Option<Ttl>,
    /// What is in the key.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub key: Option<KeyPolicy>,
    /// A managed cache policy, in place of `ttl` and `key`.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub cache_policy: Option<String>,
    /// What else goes to the origin.
    #[serde(skip_serializing_if = "is_default")]
    pub origin_request: Selects,
    /// Headers that CloudFront adds after viewer-request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cloudfront_headers: Vec<String>,
    /// Whether the query parameters of signed URLs are taken off.
    #[serde(skip_serializing_if = "is_default")]
    pub signed_urls: bool,
    /// The functions.
    #[serde(
        deserialize_with = "super::function::by_stage",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub functions: BTreeMap<Stage, Function>,
}

/// Returns the names of all methods that a distribution can allow, with commas between.
pub(super) fn method_names() -> String {
    Method::ALL.map(Method::as_str).join(", ")
}

impl Default for Behavior {
    fn default() -> Self {
        Self {
            path: "*".to_owned(),
            origin: None,
            allowed_methods: Method::ALL.map(|method| method.as_str().to_owned()).into(),
            cached_methods: ["GET", "HEAD"].map(str::to_owned).into(),
            viewer_protocol: ViewerProtocol::AllowAll,
            ttl: None,
            key: None,
            cache_policy: None,
            origin_request: Selects::default(),
            cloudfront_headers: Vec::new(),
            signed_urls: false,
            functions: BTreeMap::new(),
        }
    }
}

/// What is done about plain HTTP.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ViewerProtocol {
    /// Nothing.
    #[default]
    AllowAll,
    /// It is redirected.
    RedirectToHttps,
    /// It is refused.
    HttpsOnly,
}

/// Lifetimes in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ttl {
    /// The least.
    pub min: u64,
    /// Without a lifetime of the origin's.
    pub default: u64,
    /// The most.
    pub max: u64,
}

impl Default for Ttl {
    fn default() -> Self {
        let Lifetimes { min, default, max } = Lifetimes::default();
        Self { min, default, max }
    }
}

/// Which parts of a request are in the key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeyPolicy {
    /// Headers; `all` is the legacy setting, which caches nothing.
    pub headers: Select,
    /// Cookies.
    pub cookies: Select,
    /// Query parameters.
    pub query: Select,
    /// Whether gzip is cached.
    #[serde(skip_serializing_if = "is_default")]
    pub gzip: bool,
    /// Whether brotli is cached.
    #[serde(skip_serializing_if = "is_default")]
    pub brotli: bool,
}

/// Parts of a request that go to the origin without being in the key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Selects {
    /// Headers.
    pub headers: Select,
    /// Cookies.
    pub cookies: Select,
    /// Query parameters.
    pub query: Select,
}

/// Which of several named things.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Select {
    /// None.
    #[default]
    None,
    /// All.
    All,
    /// Those of the list.
    List(Vec<String>),
    /// All but those of the list.
    Except(Vec<String>),
}

impl Select {
    fn names_host(&self) -> bool {
        match self {
            Self::List(names) => names.iter().any(|name| name.eq_ignore_ascii_case("host")),
            Self::None | Self::All | Self::Except(_) => false,
        }
    }
}

impl Serialize for Select {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_str("none"),
            Self::All => serializer.serialize_str("all"),
            Self::List(list) => serializer.collect_seq(list),
            Self::Except(list) => serializer.collect_map([("except", list)]),
        }
    }
}

impl<'de> Deserialize<'de> for Select {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Except {
            except: Vec<String>,
        }

        struct Any;

        impl<'de> serde::de::Visitor<'de> for Any {
            type Value = Select;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(r#""none", "all", a list of names, or {"except": [names]}"#)
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Select, E> {
                match text {
                    "none" => Ok(Select::None),
                    "all" => Ok(Select::All),
                    _ => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
                }
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, list: A) -> Result<Select, A::Error> {
                let list = Vec::deserialize(serde::de::value::SeqAccessDeserializer::new(list))?;
                Ok(if list.is_empty() { Select::None } else { Select::List(list) })
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Select, A::Error> {
                let map = serde::de::value::MapAccessDeserializer::new(map);
                Except::deserialize(map).map(|except| Select::Except(except.except))
            }
        }

        deserializer.deserialize_any(Any)
    }
}

/// What is done about an error status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ErrorResponse {
    /// The status.
    pub status: u16,
    /// The error-caching minimum in seconds; by default that of the edition.
    #[serde(default, deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub caching_min_ttl: Option<u64>,
    /// The path of the page that takes the error's place.
    #[serde(default, deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The status that goes with the page; by default the error's own.
    #[serde(default, deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub response_status: Option<u16>,
}

/// A pair of origins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Group {
    /// The first, then the one that stands in.
    pub members: (String, String),
    /// Statuses that make the second stand in.
    pub failover_on: BTreeSet<u16>,
}

/// The caches and which stands behind which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Topology {
    /// Points of presence, each with its regional cache; the first by name is the default.
    pub pops: BTreeMap<String, String>,
    /// The cache behind all regional ones.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub shield: Option<String>,
}

impl Default for Topology {
    fn default() -> Self {
        Self { pops: BTreeMap::from([("pop".to_owned(), "regional".to_owned())]), shield: None }
    }
}

/// A point of presence and the caches behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pop<'t> {
    /// Its own cache.
    pub pop: &'t str,
    /// The regional cache.
    pub regional: &'t str,
    /// The cache behind that.
    pub shield: Option<&'t str>,
}

impl Topology {
    /// Returns a point of presence by name, or the first.
    #[must_use]
    pub fn pop(&self, name: Option<&str>) -> Option<Pop<'_>> {
        let found = match name {
            None => self.pops.iter().next(),
            Some(name) => self.pops.get_key_value(name),
        };
        found.map(|(pop, regional)| Pop { pop, regional, shield: self.shield.as_deref() })
    }

    /// Returns the names of all caches.
    pub fn layers(&self) -> impl Iterator<Item = &str> {
        let regional: BTreeSet<&String> = self.pops.values().collect();
        self.pops.keys().chain(regional).chain(&self.shield).map(String::as_str)
    }
}

/// Statuses that an error response can be for.
///
/// # Source
/// `creating-custom-error-pages`, `HTTPStatusCodes` (read 2026-04-13).
pub const REPLACEABLE: [u16; 11] = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/// Statuses on which an origin group can fail over; 429 since the guide of 2026.
///
/// # Source
/// `high_availability_origin_failover` (read 2026-04-13).
pub const FAILOVER_CODES: [u16; 9] = [400, 403, 404, 416, 429, 500, 502, 503, 504];

/// Headers that cannot be in the key.
///
/// # Source
/// `adding-cloudfront-headers`, `header-caching` (read 2023-03-31).
const NEVER_IN_KEY: [&str; 9] = [
    "cloudfront-viewer-address",
    "cloudfront-viewer-asn",
    "cloudfront-viewer-ja3-fingerprint",
    "cloudfront-viewer-tls",
    "connection",
    "cookie",
    "proxy-authorization",
    "te",
    "upgrade",
];

/// The managed cache policies that are built in.
const MANAGED: [&str; 5] = [
    "CachingDisabled",
    "CachingOptimized",
    "CachingOptimizedForUncompressedObjects",
    "UseOriginCacheControlHeaders",
    "UseOriginCacheControlHeaders-QueryStrings",
];

impl Behavior {
    /// Returns the lifetimes: its own or those of its managed policy.
    ///
    /// # Source
    /// `using-managed-cache-policies` (read 2026-04-13).
    #[must_use]
    pub fn lifetimes(&self) -> Ttl {
        let ttl = |min, default, max| Ttl { min, default, max };
        match self.cache_policy.as_deref() {
            Some("CachingDisabled") => ttl(0, 0, 0),
            Some("CachingOptimized" | "CachingOptimizedForUncompressedObjects") => {
                ttl(1, 86_400, 31_536_000)
            }
            Some(_) => ttl(0, 0, 31_536_000),
            None => self.ttl.unwrap_or_default(),
        }
    }

    /// Returns what is in the key: by its own policy or by its managed one.
    ///
    /// # Source
    /// As [`Behavior::lifetimes`]; that the last two cache both formats is inferred.
    #[must_use]
    pub fn key_policy(&self) -> KeyPolicy {
        let compressed = KeyPolicy { gzip: true, brotli: true, ..KeyPolicy::default() };
        let by_origin = |query| KeyPolicy {
            headers: Select::List(
                ["Host", "Origin", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"]
                    .map(str::to_owned)
                    .to_vec(),
            ),
            cookies: Select::All,
            query,
            ..compressed.clone()
        };
        match self.cache_policy.as_deref() {
            Some("CachingOptimized") => compressed,
            Some("UseOriginCacheControlHeaders") => by_origin(Select::None),
            Some("UseOriginCacheControlHeaders-QueryStrings") => by_origin(Select::All),
            Some(_) => KeyPolicy::default(),
            None => self.key.clone().unwrap_or_default(),
        }
    }

    fn check(&self) -> Result<(), ScenarioError> {
        if self.path.is_empty() {
            return Err(ScenarioError::new("/path", "an empty path"));
        }
        let policy = self.cache_policy.as_deref();
        if let Some(name) = policy.filter(|name| !MANAGED.contains(name)) {
            let message = format!("unknown policy `{name}`, want one of {}", MANAGED.join(", "));
            return Err(ScenarioError::new("/cachePolicy", message));
        }
        if policy.is_some() && (self.ttl.is_some() || self.key.is_some()) {
            let message = "stands in place of `ttl` and `key`; give either it or them";
            return Err(ScenarioError::new("/cachePolicy", message));
        }
        let ttl = self.lifetimes();
        if ttl.min > ttl.max {
            let message = format!("min {} is more than max {}", ttl.min, ttl.max);
            return Err(ScenarioError::new("/ttl", message));
        }
        for (member, methods) in
            [("allowedMethods", &self.allowed_methods), ("cachedMethods", &self.cached_methods)]
        {
            if let Some(odd) = methods.iter().find(|name| Method::parse(name).is_none()) {
                let message = format!("no method `{odd}`, want some of {}", method_names());
                return Err(ScenarioError::new(format!("/{member}"), message));
            }
        }
        let odd = |m: &&String| !["GET", "HEAD", "OPTIONS"].contains(&m.as_str());
        if let Some(odd) = self.cached_methods.iter().find(odd) {
            let message = format!("`{odd}` cannot be cached, want GET, HEAD and perhaps OPTIONS");
            return Err(ScenarioError::new("/cachedMethods", message));
        }
        self.check_key()
    }

    fn check_key(&self) -> Result<(), ScenarioError> {
        let own = |name: &&String| name.to_ascii_lowercase().starts_with("cloudfront-");
        if let Some(name) = self.cloudfront_headers.iter().find(|name| !own(name)) {
            let message = format!("CloudFront adds no `{name}`, want names from `CloudFront-` on");
            return Err(ScenarioError::new("/cloudfrontHeaders", message));
        }
        for (member, headers) in
            [("key", &self.key_policy().headers), ("originRequest", &self.origin_request.headers)]
        {
            let at = format!("/{member}/headers");
            match headers {
                Select::Except(_) => {
                    return Err(ScenarioError::new(at, "headers have no `except`"));
                }
                Select::List(names) if member == "key" => {
                    let never =
                        |n: &&String| NEVER_IN_KEY.contains(&n.to_ascii_lowercase().as_str());
                    if let Some(name) = names.iter().find(never) {
                        return Err(ScenarioError::new(at, format!("`{name}` cannot be in a key")));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Distribution {
    pub(super) fn check(
        &self,
        origins: &BTreeMap<String, Origin>,
        edition: Edition,
    ) -> Result<(), ScenarioError> {
        let at = |rest: String| format!("/distribution{rest}");
        if self.default_root_object.as_ref().is_some_and(|name| name.starts_with('/')) {
            let message = "want a name without a leading slash";
            return Err(ScenarioError::new(at("/defaultRootObject".to_owned()), message));
        }
        if self.behaviors.last().is_none_or(|last| last.path != "*") {
            let message = "the last behaviour has to have the path `*`";
            return Err(ScenarioError::new(at("/behaviors".to_owned()), message));
        }
        for (number, behavior) in self.behaviors.iter().enumerate() {
            let place = at(format!("/behaviors/{number}"));
            behavior.check().map_err(|error| error.below(&place))?;
            if behavior.key_policy().headers.names_host() && self.asks_bucket(behavior, origins) {
                let message = "`Host` cannot be in a key where the origin is a bucket";
                return Err(ScenarioError::new(format!("{place}/key/headers"), message));
            }
            if self.target(behavior, origins).is_none() {
                let message = match &behavior.origin {
                    Some(name) => format!("no origin and no origin group is called `{name}`"),
                    None => "there is not exactly one origin, so name one".to_owned(),
                };
                return Err(ScenarioError::new(format!("{place}/origin"), message));
            }
        }
        self.check_errors().and_then(|()| self.check_groups(origins, edition)).and_then(|()| {
            let mut seen = BTreeSet::new();
            match self.topology.layers().find(|name| !seen.insert(*name)) {
                Some(name) => Err(format!("two caches are called `{name}`")),
                None if self.topology.pops.is_empty() => Err("there is no cache".to_owned()),
                None => Ok(()),
            }
            .map_err(|message| ScenarioError::new(at("/topology".to_owned()), message))
        })
    }

    /// Tells whether one of a behaviour's origins is a bucket.
    fn asks_bucket(&self, behavior: &Behavior, origins: &BTreeMap<String, Origin>) -> bool {
        let is_bucket = |name: &&str| origins.get(*name).is_some_and(Origin::is_bucket);
        self.target(behavior, origins).is_some_and(|(names, _)| names.iter().any(is_bucket))
    }

    fn check_errors(&self) -> Result<(), ScenarioError> {
        let mut seen = BTreeSet::new();
        for (number, error) in self.error_responses.iter().enumerate() {
            let fail = |member: &str, message: String| {
                let at = format!("/distribution/errorResponses/{number}/{member}");
                Err(ScenarioError::new(at, message))
            };
            if !REPLACEABLE.contains(&error.status) {
                return fail("status", format!("no error response for status {}", error.status));
            }
            if !seen.insert(error.status) {
                return fail("status", format!("status {} is there twice", error.status));
            }
            match error.response_status {
                Some(_) if error.page.is_none() => {
                    return fail("responseStatus", "goes with a `page` only".to_owned());
                }
                Some(status) if status != 200 && !REPLACEABLE.contains(&status) => {
                    return fail("responseStatus", format!("status {status} cannot be set"));
                }
                _ => {}
            }
            if error.page.as_ref().is_some_and(|page| !page.starts_with('/')) {
                return fail("page", "a page starts with `/`".to_owned());
            }
        }
        Ok(())
    }

    fn check_groups(
        &self,
        origins: &BTreeMap<String, Origin>,
        edition: Edition,
    ) -> Result<(), ScenarioError> {
        for (name, group) in &self.origin_groups {
            let fail = |message: String| {
                let at = format!("/distribution/originGroups/{}", escaped(name));
                Err(ScenarioError::new(at, message))
            };
            if origins.contains_key(name) {
                return fail("an origin has this name too".to_owned());
            }
            for member in [&group.members.0, &group.members.1] {
                if !origins.contains_key(member) {
                    return fail(format!("no origin is called `{member}`"));
                }
            }
            let allowed = |code: &u16| {
                FAILOVER_CODES.contains(code) && (*code != 429 || edition == Edition::Current)
            };
            if let Some(code) = group.failover_on.iter().find(|code| !allowed(code)) {
                return fail(format!("no failover on status {code} in {edition}"));
            }
        }
        Ok(())
    }

    /// Returns the names of a behaviour's origins: one, or two with the statuses that lead to the
    /// second.
    #[must_use]
    pub fn target<'s>(
        &'s self,
        behavior: &'s Behavior,
        origins: &'s BTreeMap<String, Origin>,
    ) -> Option<(Vec<&'s str>, Option<&'s BTreeSet<u16>>)> {
        let Some(name) = &behavior.origin else {
            let mut names = origins.keys();
            return match (names.next(), names.next()) {
                (Some(only), None) => Some((vec![only], None)),
                _ => None,
            };
        };
        match self.origin_groups.get(name) {
            Some(Group { members: (first, second), failover_on }) => {
                Some((vec![first, second], Some(failover_on)))
            }
            None => origins.get_key_value(name).map(|(name, _)| (vec![name.as_str()], None)),
        }
    }

    /// Returns the number of the behaviour whose `path` is spelled so.
    #[must_use]
    pub fn behavior_called(&self, path: &str) -> Option<usize> {
        self.behaviors.iter().position(|behavior| behavior.path == path)
    }
}
