//! What `Cache-Control` says.

use crate::header::Headers;

/// The largest lifetime that counts: 100 years.
///
/// # Source
/// `Expiration` (read 2026-04-13).
const LONGEST: u64 = 3_153_600_000;

/// The directives of a response that matter to a cache.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Directives {
    /// Whether there is a `Cache-Control` at all.
    pub(crate) present: bool,
    pub(crate) no_store: bool,
    pub(crate) private: bool,
    /// `no-cache` that names no headers.
    pub(crate) no_cache: bool,
    /// The headers that `no-cache="…"` names, in lower case.
    pub(crate) unstored: Vec<String>,
    pub(crate) max_age: Option<u64>,
    pub(crate) s_maxage: Option<u64>,
    pub(crate) stale_while_revalidate: Option<u64>,
    pub(crate) stale_if_error: Option<u64>,
}

impl Directives {
    pub(crate) fn of(headers: &Headers) -> Self {
        let mut directives = Self { present: headers.contains("cache-control"), ..Self::default() };
        for line in headers.values("cache-control") {
            for part in split(line) {
                directives.read(part);
            }
        }
        directives
    }

    /// Tells whether the response asks not to be reused as it is.
    pub(crate) const fn block(&self) -> bool {
        self.no_store || self.private || self.no_cache
    }

    /// `ttl/malformed`: the first valid occurrence of a directive counts.
    fn read(&mut self, part: &str) {
        // Blanks around `=` make a name that is none.
        let (name, value) = match part.trim().split_once('=') {
            Some((name, value)) => (name, Some(unquoted(value))),
            None => (part.trim(), None),
        };
        let first = |known: Option<u64>| known.or_else(|| value.and_then(seconds));
        match (name.to_ascii_lowercase().as_str(), value) {
            ("no-store", _) => self.no_store = true,
            ("private", _) => self.private = true,
            ("no-cache", None) => self.no_cache = true,
            ("no-cache", Some(names)) => {
                let names = names.split(',').map(|name| name.trim().to_ascii_lowercase());
                self.unstored.extend(names.filter(|name| !name.is_empty()));
            }
            ("max-age", _) => self.max_age = first(self.max_age),
            ("s-maxage", _) => self.s_maxage = first(self.s_maxage),
            ("stale-while-revalidate", _) => {
                self.stale_while_revalidate = first(self.stale_while_revalidate);
            }
            ("stale-if-error", _) => self.stale_if_error = first(self.stale_if_error),
            _ => {}
        }
    }
}

/// Splits a line at commas outside quotes; quotes that are not closed end with the line.
pub(super) fn split(line: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    line.split(move |c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    })
}

fn unquoted(value: &str) -> &str {
    value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value)
}

/// Reads a number of seconds; one that is too long is the longest that counts.
fn seconds(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(LONGEST).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&str]) -> Directives {
        let mut headers = Headers::new();
        for line in lines {
            headers.append("Cache-Control", *line);
        }
        Directives::of(&headers)
    }

    #[test]
    fn the_first_valid_occurrence_counts() {
        assert_eq!(of(&["max-age=x, max-age=5, max-age=7"]).max_age, Some(5));
        assert_eq!(of(&["max-age=-1"]).max_age, None);
        assert_eq!(of(&["Max-Age=\"9\"", "s-maxage=1"]).max_age, Some(9));
        assert_eq!(of(&["max-age=99999999999999999999999"]).max_age, Some(LONGEST));
        assert_eq!(of(&["no-cache=\"x", "max-age=3"]).max_age, Some(3));
        assert_eq!(of(&["stale-while-revalidate"]).stale_while_revalidate, None);
    }

    #[test]
    fn only_an_unqualified_no_cache_blocks() {
        let qualified = of(&["no-cache=\"Set-Cookie, X-A\", max-age=1"]);
        assert!(!qualified.block());
        assert_eq!(qualified.unstored, ["set-cookie", "x-a"]);
        assert_eq!(qualified.max_age, Some(1));
        assert!(of(&["public, no-cache"]).no_cache && of(&["private=\"x\""]).private);
        assert!(!of(&[]).present && of(&["public"]).present);
    }
}
