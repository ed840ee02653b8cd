//! What a scenario shows: the answer to each request, how it came about, and what the caches hold.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edgecase_core::Stage;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// What a step of requests shows.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Answered {
    /// One answer.
    One(Box<StepAnswer>),
    /// One for each request of a batch.
    Many(Vec<StepAnswer>),
}

impl Answered {
    /// Returns the answers in order.
    #[must_use]
    pub fn answers(&self) -> &[StepAnswer] {
        match self {
            Self::One(answer) => std::slice::from_ref(&**answer),
            Self::Many(answers) => answers,
        }
    }
}

/// The answer to one request.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StepAnswer {
    /// The status that the viewer gets.
    pub status: u16,
    /// The headers: names in lower case, without `x-cache`.
    pub headers: BTreeMap<String, Vec<String>>,
    /// The body.
    #[serde(flatten)]
    pub body: Body,
    /// The functions that were called, in order, those of an error page's fetch included.
    pub invoked: Vec<Stage>,
    /// Attempts to reach an origin, failed ones and those for an error page included.
    pub origin_requests: u32,
    /// What the lookup that decided the answer found.
    pub cache: CacheWord,
    /// The `X-Cache` header.
    pub x_cache: String,
    /// The access log.
    pub log: Log,
    /// What a refresh in the background did after the answer.
    pub background: Background,
    /// The events that the functions were given, those of the background last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<Call>>,
    /// What the origins were sent, what the background sent last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin_saw: Option<Vec<Attempt>>,
    /// Everything that happened before the answer, in order.
    #[serde(skip)]
    pub moments: Vec<Moment>,
    /// Everything that happened in the background.
    #[serde(skip)]
    pub background_moments: Vec<Moment>,
}

/// A body: text where it is UTF-8, else base64.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Body(pub Vec<u8>);

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => serializer.collect_map([("body", text)]),
            Err(_) => serializer.collect_map([("bodyBase64", STANDARD.encode(&self.0))]),
        }
    }
}

/// What the lookup that decided the answer found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CacheWord {
    /// A fresh copy, a stored error included.
    Hit,
    /// Nothing of use: the answer was fetched.
    Miss,
    /// A copy that the origin said is still good.
    Refresh,
    /// A stale copy was served.
    Stale,
    /// There was no lookup.
    None,
}

impl CacheWord {
    /// All words.
    pub const ALL: [Self; 5] = [Self::Hit, Self::Miss, Self::Refresh, Self::Stale, Self::None];

    /// Returns the word as the format spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Miss => "miss",
            Self::Refresh => "refresh",
            Self::Stale => "stale",
            Self::None => "none",
        }
    }
}

/// The result types of the access log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Log {
    /// `x-edge-result-type`.
    pub result: String,
    /// `x-edge-detailed-result-type`.
    pub detailed: String,
}

/// What a refresh in the background did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Background {
    /// The functions that were called, in order.
    pub invoked: Vec<Stage>,
    /// Attempts to reach an origin.
    pub origin_requests: u32,
}

/// A call of a function.
#[derive(Clone, Debug, Serialize)]
pub struct Call {
    /// Where.
    pub stage: Stage,
    /// The event, in its envelope.
    pub event: Box<RawValue>,
}

impl PartialEq for Call {
    fn eq(&self, other: &Self) -> bool {
        let value = |call: &Self| serde_json::from_str::<serde_json::Value>(call.event.get()).ok();
        let is_same = || self.event.get() == other.event.get() || value(self) == value(other);
        self.stage == other.stage && is_same()
    }
}

/// A request that was sent to an origin that could be reached by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attempt {
    /// The origin's name in the scenario.
    pub origin: String,
    /// The method.
    pub method: String,
    /// The path, without the origin's path.
    pub uri: String,
    /// The query string.
    pub querystring: String,
    /// The headers: names in lower case.
    pub headers: BTreeMap<String, Vec<String>>,
}

/// One thing that happened while a request was served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A function was called.
    Function(Stage),
    /// A cache was asked.
    Lookup {
        /// The cache.
        layer: String,
        /// What it had.
        found: Found,
    },
    /// An origin was tried.
    Origin {
        /// Its name; `None` where no origin has the domain that a function set.
        origin: Option<String>,
        /// The path.
        uri: String,
    },
    /// A copy was stored.
    Store {
        /// The cache.
        layer: String,
        /// Seconds until it expires.
        ttl: u64,
    },
    /// A copy's life was renewed by a 304.
    Refresh {
        /// The cache.
        layer: String,
        /// Seconds until it expires.
        ttl: u64,
    },
    /// A stale copy stands in for an error, and the origin is left alone until then.
    Hold {
        /// The cache.
        layer: String,
        /// Until when; the time of the request where nothing is held.
        until: u64,
    },
    /// A copy was dropped, because what took its place cannot be stored.
    Remove {
        /// The cache.
        layer: String,
    },
    /// A custom error page was fetched for a status.
    ErrorPage {
        /// The status.
        status: u16,
    },
}

/// What a cache had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A copy within its lifetime.
    Fresh,
    /// An error within its lifetime.
    Negative,
    /// An expired copy that is held.
    Held,
    /// An expired copy in its stale-while-revalidate window.
    Revalidating,
    /// An expired copy or error.
    Expired,
    /// Nothing.
    Nothing,
}

/// What every cache holds, by its name, each in the order of the keys.
pub type Caches = BTreeMap<String, Vec<Copy>>;

/// A stored response.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Copy {
    /// `GET`, `HEAD` or `OPTIONS`: which requests it was stored for.
    pub method: String,
    /// The path in the key.
    pub path: String,
    /// The query string in the key.
    pub query: String,
    /// The headers in the key, names in lower case, sorted by name.
    pub key_headers: Vec<(String, String)>,
    /// The cookies in the key, as `name=value`, sorted by name.
    pub key_cookies: Vec<String>,
    /// The formats in the key: empty, `gzip`, `br` or `br,gzip`.
    pub accept_encoding: String,
    /// Success or error.
    pub kind: CopyKind,
    /// The status.
    pub status: u16,
    /// The headers: names in lower case.
    pub headers: BTreeMap<String, Vec<String>>,
    /// The body.
    #[serde(flatten)]
    pub body: Body,
    /// When it was received or last validated.
    pub validated_at: u64,
    /// When it expires.
    pub expires_at: u64,
    /// Until when it is served without asking, though expired; 0 if it is not.
    pub hold_until: u64,
}

/// Success or error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CopyKind {
    /// A status below 400.
    Success,
    /// A status from 400 on.
    Negative,
}
