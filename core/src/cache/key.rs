//! The key: what makes two requests ask for the same copy.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::accept_encoding::AcceptEncoding;
use super::cookies::chosen_cookies;
use super::query::{chosen_query, sorted};
use crate::distribution::{Behavior, KeyPolicy, Method, Select};
use crate::header::Headers;
use crate::profile::{KeyPath, KeyQueryOrder, Profile};

/// What a copy is found by.
///
/// The caches belong to one distribution, so its domain name, which is in every key, is left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The path.
    pub path: Box<str>,
    /// The query string; empty where none is in the key.
    pub query: Box<str>,
    /// The listed headers that the request has: lower-case name and value, sorted by name.
    pub headers: Box<[(Box<str>, Box<str>)]>,
    /// The chosen cookies, as `name=value`, sorted by name.
    pub cookies: Box<[Box<str>]>,
    /// The formats that the viewer takes.
    pub accept_encoding: AcceptEncoding,
    /// Whose copies are looked for.
    pub slot: Slot,
}

/// Whose copies a key finds. GET and HEAD have the same key otherwise, OPTIONS never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// Those that a GET fetched; a HEAD may use them too.
    Get,
    /// Those that a HEAD fetched.
    Head,
    /// Those that an OPTIONS fetched.
    Options,
}

impl Slot {
    /// Returns the method.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
        }
    }

    pub(crate) const fn of(method: Method) -> Self {
        match method {
            Method::Head => Self::Head,
            Method::Options => Self::Options,
            _ => Self::Get,
        }
    }
}

/// By path first, so that the copies of one path lie together.
impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let rest = |key: &'_ Self| (key.accept_encoding, key.slot);
        self.path
            .cmp(&other.path)
            .then_with(|| self.query.cmp(&other.query))
            .then_with(|| self.headers.cmp(&other.headers))
            .then_with(|| self.cookies.cmp(&other.cookies))
            .then_with(|| rest(self).cmp(&rest(other)))
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Key {
    /// Returns the same key for another slot.
    #[must_use]
    pub fn with_slot(&self, slot: Slot) -> Self {
        Self { slot, ..self.clone() }
    }

    /// Returns what an invalidation is compared with: the path, and the query string if it is in the
    /// key.
    #[must_use]
    pub fn target(&self) -> Cow<'_, str> {
        target(&self.path, &self.query)
    }
}

pub(super) fn target<'k>(path: &'k str, query: &str) -> Cow<'k, str> {
    if query.is_empty() { Cow::Borrowed(path) } else { Cow::Owned(format!("{path}?{query}")) }
}

/// What a key is made of: the request after viewer-request and the headers that CloudFront adds.
pub(crate) struct KeyInput<'r> {
    pub(crate) method: Method,
    pub(crate) path: &'r str,
    /// Without the parameters of a signed URL.
    pub(crate) query: &'r str,
    pub(crate) headers: &'r Headers,
}

/// Makes the key: `key/path`, `key/method`, `key/headers`, `key/cookies`, `key/query`.
pub(crate) fn make_key(input: &KeyInput<'_>, behavior: &Behavior, profile: &Profile) -> Key {
    let policy = &behavior.key;
    let compressed = compresses(behavior);
    let query = chosen_query(input.query, &[&policy.query]);
    let listed = !matches!(policy.query, Select::All);
    let query = match profile.key_query_order {
        KeyQueryOrder::Sorted if listed => sorted(&query),
        _ => query.into_owned(),
    };
    let path = match profile.key_path {
        KeyPath::Raw => input.path.to_owned(),
        KeyPath::Rfc3986 => normalised(input.path),
    };
    let cookies = chosen_cookies(input.headers, |name| policy.cookies.contains(name));
    Key {
        path: path.into(),
        query: query.into(),
        headers: key_headers(input.headers, policy, compressed),
        cookies: cookies.into_iter().map(Into::into).collect(),
        accept_encoding: if compressed {
            AcceptEncoding::of(input.headers, policy)
        } else {
            AcceptEncoding::Nothing
        },
        slot: Slot::of(input.method),
    }
}

/// Tells whether compressed objects are cached, so that `Accept-Encoding` is no ordinary header.
pub(crate) fn compresses(behavior: &Behavior) -> bool {
    (behavior.key.gzip || behavior.key.brotli) && !behavior.lifetimes.are_zero()
}

fn key_headers(
    headers: &Headers,
    policy: &KeyPolicy,
    compressed: bool,
) -> Box<[(Box<str>, Box<str>)]> {
    let Select::List(names) = &policy.headers else {
        return Box::default();
    };
    let mut names: Vec<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    names.sort_unstable();
    names.dedup();
    let ordinary = names.iter().filter(|name| !(compressed && *name == "accept-encoding"));
    ordinary
        .flat_map(|name| {
            headers.values(name).map(move |value| (name.as_str().into(), value.into()))
        })
        .collect()
}

/// Removes dot segments and writes escapes in upper case (RFC 3986).
fn normalised(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            part => kept.push(part),
        }
    }
    let mut text = format!("/{}", kept.join("/"));
    let escapes: Vec<usize> = text.match_indices('%').map(|(at, _)| at + 1).collect();
    for at in escapes {
        if let Some(digits) = text.get_mut(at..at + 2)
            && digits.bytes().all(|b| b.is_ascii_hexdigit())
        {
            digits.make_ascii_uppercase();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dot_segments_go_and_escapes_are_in_upper_case() {
        for (path, want) in [
            ("/a/b/c/./../../g", "/a/g"),
            ("/./a", "/a"),
            ("/../a", "/a"),
            ("/a/..", "/"),
            ("/a/.", "/a/"),
            ("/a//b", "/a//b"),
            ("/%e2%zz%2", "/%E2%zz%2"),
            ("/", "/"),
        ] {
            assert_eq!(normalised(path), want, "{path}");
        }
    }
}
