//! A distribution: behaviours with their policies, error responses, origins and caches.

use std::collections::{BTreeMap, BTreeSet};

use crate::profile::{Edition, Profile};

/// A distribution. Whoever makes one sees to it that the last behaviour's path is `*`, and that every
/// index points to something.
#[derive(Clone, Debug)]
pub struct Distribution {
    /// What `/` stands for, without a leading slash.
    pub root_object: Option<String>,
    /// The behaviours; the first whose path fits holds.
    pub behaviors: Vec<Behavior>,
    /// What is done about error statuses.
    pub error_responses: BTreeMap<u16, ErrorResponse>,
    /// The origins.
    pub origins: Vec<OriginSettings>,
    /// The names of the caches.
    pub layers: Vec<String>,
    /// The points of presence.
    pub pops: Vec<Pop>,
}

/// The place of a behaviour in [`Distribution::behaviors`].
pub type BehaviorId = usize;

/// The place of an origin in [`Distribution::origins`].
pub type OriginId = usize;

/// The place of a cache in [`Distribution::layers`].
pub type LayerId = usize;

/// How requests with some paths are served.
#[derive(Clone, Debug)]
pub struct Behavior {
    /// Which paths: `*` stands for any characters, `?` for one.
    pub path: String,
    /// Where requests go.
    pub target: Target,
    /// Methods that are not refused.
    pub allowed: BTreeSet<Method>,
    /// Whether OPTIONS is cached; GET and HEAD always are.
    pub options_cached: bool,
    /// What is done about plain HTTP.
    pub viewer_protocol: ViewerProtocol,
    /// The lifetimes.
    pub lifetimes: Lifetimes,
    /// What is in the key.
    pub key: KeyPolicy,
    /// What else goes to the origin.
    pub origin_request: Forwarded,
    /// Headers that CloudFront adds after viewer-request, as they are spelled.
    pub cloudfront_headers: Vec<String>,
    /// Whether the query parameters of signed URLs are taken off.
    pub signed_urls: bool,
}

/// Where a behaviour's requests go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// One origin.
    Origin(OriginId),
    /// A pair of origins.
    Group {
        /// The first.
        primary: OriginId,
        /// The one that stands in.
        secondary: OriginId,
        /// Statuses that make it stand in.
        failover_on: BTreeSet<u16>,
    },
}

impl Target {
    /// Returns the origin that is tried first.
    #[must_use]
    pub const fn primary(&self) -> OriginId {
        match self {
            Self::Origin(origin) => *origin,
            Self::Group { primary, .. } => *primary,
        }
    }
}

/// An HTTP method that a distribution can allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `HEAD`
    Head,
    /// `OPTIONS`
    Options,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
}

impl Method {
    /// All methods.
    pub const ALL: [Self; 7] =
        [Self::Get, Self::Head, Self::Options, Self::Put, Self::Patch, Self::Post, Self::Delete];

    /// Returns the name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == text)
    }

    /// Tells whether the method is GET or HEAD.
    #[must_use]
    pub const fn is_get_or_head(self) -> bool {
        matches!(self, Self::Get | Self::Head)
    }
}

/// What is done about plain HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewerProtocol {
    /// Nothing.
    AllowAll,
    /// It is redirected.
    RedirectToHttps,
    /// It is refused.
    HttpsOnly,
}

/// Lifetimes in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetimes {
    /// The least.
    pub min: u64,
    /// Without a lifetime of the origin's.
    pub default: u64,
    /// The most.
    pub max: u64,
}

impl Default for Lifetimes {
    /// Returns 0, a day and a year.
    ///
    /// # Source
    /// `distribution-web-values-specify` (read 2023-03-31).
    fn default() -> Self {
        Self { min: 0, default: 86_400, max: 31_536_000 }
    }
}

impl Lifetimes {
    /// Tells whether nothing is cached, because all are 0.
    #[must_use]
    pub const fn are_zero(self) -> bool {
        self.min == 0 && self.default == 0 && self.max == 0
    }
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
    /// Tells whether a name, compared byte by byte, is one of them.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::List(names) => names.iter().any(|known| known == name),
            Self::Except(names) => !names.iter().any(|known| known == name),
        }
    }

    /// Tells whether a header name, in any case, is one of them.
    #[must_use]
    pub fn contains_header(&self, name: &str) -> bool {
        let named = |names: &[String]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        match self {
            Self::None => false,
            Self::All => true,
            Self::List(names) => named(names),
            Self::Except(names) => !named(names),
        }
    }
}

/// Which parts of a request are in the key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyPolicy {
    /// Headers; `All` is the legacy setting, which caches nothing.
    pub headers: Select,
    /// Cookies.
    pub cookies: Select,
    /// Query parameters.
    pub query: Select,
    /// Whether gzip is cached.
    pub gzip: bool,
    /// Whether brotli is cached.
    pub brotli: bool,
}

/// Parts of a request that go to the origin without being in the key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forwarded {
    /// Headers.
    pub headers: Select,
    /// Cookies.
    pub cookies: Select,
    /// Query parameters.
    pub query: Select,
}

/// What is done about an error status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorResponse {
    /// The error-caching minimum in seconds; `None` is that of the edition.
    pub caching_min_ttl: Option<u64>,
    /// The path of the page that takes the error's place.
    pub page: Option<String>,
    /// The status that goes with the page; `None` is the error's own.
    pub response_status: Option<u16>,
}

/// What an origin is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginSettings {
    /// The name.
    pub name: String,
    /// The DNS name.
    pub domain: String,
    /// What comes before the URI.
    pub path: String,
    /// Server or bucket.
    pub kind: OriginKind,
}

/// Server or bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OriginKind {
    /// A server.
    Custom,
    /// A bucket.
    S3 {
        /// Its Region.
        region: Option<String>,
    },
}

/// A point of presence and the caches behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pop {
    /// Its own cache.
    pub own: LayerId,
    /// The regional cache.
    pub regional: LayerId,
    /// The cache behind that.
    pub shield: Option<LayerId>,
}

/// Seconds for which an error is kept at least, where an error response does not say.
///
/// # Source
/// `HTTPStatusCodes` (read 2026-04-13): 10 seconds, since 2020-09; 5 minutes before 2020-07 (commits
/// 709308e and 14858cf of the guide's public repository).
#[must_use]
const fn error_caching_minimum(edition: Edition) -> u64 {
    match edition {
        Edition::E2018_01 => 300,
        Edition::E2020_09 | Edition::E2023_05 | Edition::Current => 10,
    }
}

impl Behavior {
    /// Returns a behaviour that allows all methods, caches GET and HEAD for the default lifetimes, and
    /// has nothing but the path in the key.
    #[must_use]
    pub fn new(path: impl Into<String>, target: Target) -> Self {
        Self {
            path: path.into(),
            target,
            allowed: Method::ALL.into(),
            options_cached: false,
            viewer_protocol: ViewerProtocol::AllowAll,
            lifetimes: Lifetimes::default(),
            key: KeyPolicy::default(),
            origin_request: Forwarded::default(),
            cloudfront_headers: Vec::new(),
            signed_urls: false,
        }
    }
}

impl OriginSettings {
    /// Returns a server with a DNS name.
    #[must_use]
    pub fn custom(name: impl Into<String>, domain: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            domain: domain.into(),
            path: String::new(),
            kind: OriginKind::Custom,
        }
    }
}

impl Distribution {
    /// Returns a distribution with one point of presence, `pop`, in front of one cache, `regional`.
    #[must_use]
    pub fn new(behaviors: Vec<Behavior>, origins: Vec<OriginSettings>) -> Self {
        Self {
            root_object: None,
            behaviors,
            error_responses: BTreeMap::new(),
            origins,
            layers: vec!["pop".to_owned(), "regional".to_owned()],
            pops: vec![Pop { own: 0, regional: 1, shield: None }],
        }
    }

    /// Returns the behaviour for a path as the viewer asked for it.
    #[must_use]
    pub fn behavior_for(&self, path: &str) -> BehaviorId {
        let last = self.behaviors.len().saturating_sub(1);
        self.behaviors.iter().position(|behavior| path_fits(&behavior.path, path)).unwrap_or(last)
    }

    /// Returns the origin with a DNS name.
    #[must_use]
    pub fn origin_at(&self, domain: &str) -> Option<OriginId> {
        self.origins.iter().position(|origin| origin.domain == domain)
    }

    /// Returns the seconds for which an error of a status is kept at least: `error-cache/minimum`,
    /// `error-cache/s3-minimum`.
    #[must_use]
    pub(crate) fn minimum(&self, status: u16, from_s3: bool, profile: &Profile) -> u64 {
        let configured = self.error_responses.get(&status).and_then(|error| error.caching_min_ttl);
        let seconds = configured.unwrap_or(error_caching_minimum(profile.edition));
        let floor = u64::from(from_s3 && profile.edition == Edition::Current);
        seconds.max(floor)
    }
}

/// Tells whether a path fits a behaviour's pattern; the pattern's leading slash may be left out.
#[must_use]
fn path_fits(pattern: &str, path: &str) -> bool {
    let rooted = pattern.starts_with(['/', '*']);
    let path = if rooted { path } else { path.strip_prefix('/').unwrap_or(path) };
    glob(pattern.as_bytes(), path.as_bytes())
}

/// Matches `*` and `?` byte by byte, without recursion: on a mismatch the last `*` takes one more.
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    let (mut pattern, mut text) = (pattern, text);
    let mut star: Option<(&[u8], &[u8])> = None;
    loop {
        match (pattern.split_first(), text.split_first()) {
            (Some((b'*', rest)), _) => {
                star = Some((rest, text));
                pattern = rest;
            }
            (Some((want, after)), Some((got, rest))) if *want == b'?' || want == got => {
                pattern = after;
                text = rest;
            }
            (None, None) => return true,
            _ => match star {
                Some((after, [_, rest @ ..])) => {
                    star = Some((after, rest));
                    pattern = after;
                    text = rest;
                }
                _ => return false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_whole_paths() {
        for (pattern, path, want) in [
            ("*", "/", true),
            ("*", "", true),
            ("/a", "/a", true),
            ("a", "/a", true),
            ("/a", "/a/b", false),
            ("/a/*", "/a/", true),
            ("*.jpg", "/x/y.jpg", true),
            ("*.jpg", "/x/y.jpeg", false),
            ("/a?c", "/abc", true),
            ("/a?c", "/ac", false),
            ("images/*", "/images/1", true),
            ("/A", "/a", false),
            ("/a*b*c", "/aXbYbZc", true),
            ("/a*b*c", "/aXbYbZ", false),
        ] {
            assert_eq!(path_fits(pattern, path), want, "{pattern} on {path}");
        }
    }

    #[test]
    fn a_selection_names_cookies_as_they_are_and_headers_in_any_case() {
        let names = || vec!["A".to_owned()];
        for (select, same, other, outside) in [
            (Select::None, false, false, false),
            (Select::All, true, true, true),
            (Select::List(names()), true, false, false),
            (Select::Except(names()), false, true, true),
        ] {
            let contains = ["A", "a", "b"].map(|name| select.contains(name));
            assert_eq!(contains, [same, other, outside], "{select:?}");
            let headers = ["A", "a", "b"].map(|name| select.contains_header(name));
            assert_eq!(headers, [same, same, outside], "{select:?}");
        }
    }
}
