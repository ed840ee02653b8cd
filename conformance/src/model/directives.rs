//! What `Cache-Control` says.

use super::fields::Fields;
use super::reading::Reading;
use crate::flaw::PipelineFlaw;

/// A hundred years in seconds: no lifetime is longer.
const LONGEST: u64 = 3_153_600_000;

/// The directives of a response, as far as they count here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Directives {
    /// Whether there is a `Cache-Control` at all.
    pub(super) present: bool,
    /// `no-store`.
    pub(super) no_store: bool,
    /// `private`, with or without names.
    pub(super) private: bool,
    /// `no-cache` without names.
    pub(super) no_cache: bool,
    /// The names of `no-cache="…"`.
    pub(super) not_stored: Vec<String>,
    /// `max-age`.
    pub(super) max_age: Option<u64>,
    /// `s-maxage`.
    pub(super) s_maxage: Option<u64>,
    /// `stale-while-revalidate`.
    pub(super) stale_while_revalidate: Option<u64>,
    /// `stale-if-error`.
    pub(super) stale_if_error: Option<u64>,
}

impl Directives {
    /// Reads the directives of a response.
    pub(super) fn of(headers: &Fields, reading: &Reading) -> Self {
        let mut found = Self { present: headers.has("cache-control"), ..Self::default() };
        let lines = headers.values("cache-control");
        for part in lines.iter().flat_map(|line| split_outside_quotes(line, ',')) {
            let part = part.trim();
            let (name, value) = match part.split_once('=') {
                Some((name, value)) => (name, Some(unquoted(value))),
                None => (part, None),
            };
            let known = name.to_ascii_lowercase();
            if known == name || !reading.has(PipelineFlaw::DirectiveCase) {
                found.take(&known, value, reading);
            }
        }
        found
    }

    fn take(&mut self, name: &str, value: Option<&str>, reading: &Reading) {
        let seconds = match value.and_then(seconds) {
            None if reading.has(PipelineFlaw::MalformedIsZero) => Some(0),
            seconds => seconds,
        };
        let first = |slot: &mut Option<u64>| *slot = slot.or(seconds);
        match (name, value) {
            ("no-store", _) => self.no_store = true,
            ("private", _) => self.private = !reading.has(PipelineFlaw::PrivateIgnored),
            ("no-cache", None) => self.no_cache = true,
            ("no-cache", Some(names)) => {
                // An empty element of a list names nothing.
                let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
                self.not_stored.extend(names.map(str::to_owned));
            }
            ("max-age", _) => first(&mut self.max_age),
            ("s-maxage", _) => first(&mut self.s_maxage),
            ("stale-while-revalidate", _) => first(&mut self.stale_while_revalidate),
            ("stale-if-error", _) => first(&mut self.stale_if_error),
            _ => {}
        }
    }

    /// Tells whether a response may not be reused at all.
    pub(super) const fn blocks(&self) -> bool {
        self.no_store || self.private || self.no_cache
    }

    /// Returns `s-maxage`, else `max-age`.
    pub(super) fn lifetime(&self, reading: &Reading) -> Option<u64> {
        let shared = self.s_maxage.filter(|_| !reading.has(PipelineFlaw::SMaxageIgnored));
        shared.or(self.max_age)
    }
}

/// Reads a number of seconds: digits only.
pub(super) fn seconds(text: &str) -> Option<u64> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // A number too long for the type is longer than the longest lifetime too.
    Some(text.parse().unwrap_or(LONGEST).min(LONGEST))
}

fn unquoted(value: &str) -> &str {
    let inner = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or(value)
}

/// Splits a text where the separator is not within double quotes.
pub(super) fn split_outside_quotes(text: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        if c == '"' {
            quoted = !quoted;
        }
        if c == separator && !quoted {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}
