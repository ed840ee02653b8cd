//! Conditional requests: CloudFront's to the origin, and viewers' to CloudFront.

use super::directives::split;
use super::entry::Entry;
use crate::clock::Timestamp;
use crate::header::Headers;

/// The validators of a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Validators {
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

impl Validators {
    pub(crate) fn of(entry: &Entry) -> Self {
        let first = |name: &str| entry.stored.headers.first(name).map(str::to_owned);
        Self { etag: first("etag"), last_modified: first("last-modified") }
    }

    /// `revalidate/conditional`: adds them to a request.
    pub(crate) fn add_to(&self, headers: &mut Headers) {
        if let Some(etag) = &self.etag {
            headers.append("If-None-Match", etag.clone());
        }
        if let Some(date) = &self.last_modified {
            headers.append("If-Modified-Since", date.clone());
        }
    }
}

/// Tells whether a viewer's conditional request finds its copy unchanged: `store/conditional`.
pub(crate) fn not_modified(request: &Headers, copy: &Headers) -> bool {
    let opaque = |tag: &str| {
        let tag = tag.trim();
        tag.strip_prefix("W/").unwrap_or(tag).to_owned()
    };
    if request.contains("if-none-match") {
        let etag = copy.first("etag").map(opaque);
        let validated = etag.is_some() || copy.contains("last-modified");
        let mut lines = request.values("if-none-match").map(str::trim);
        if (lines.next(), lines.next()) == (Some("*"), None) {
            return validated;
        }
        let mut tags = request.values("if-none-match").flat_map(split);
        return etag.is_some_and(|etag| tags.any(|tag| opaque(tag) == etag));
    }
    match (request.first("if-modified-since"), copy.first("last-modified")) {
        (Some(since), Some(modified)) => {
            match (Timestamp::parse(since), Timestamp::parse(modified)) {
                (Some(since), Some(modified)) => modified <= since,
                _ => false,
            }
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_apart_outside_quotes() {
        let copy = headers("ETag", &["\"a,b\""]);
        for (wanted, unchanged) in [
            (&["\"a,b\""][..], true),
            (&["\"x\", W/\"a,b\""], true),
            (&["\"x\"", "\"a,b\""], true),
            (&["\"a\""], false),
            (&["*"], true),
            (&["*, \"x\""], false),
            (&["\"x", "\"a,b\""], true),
        ] {
            let request = headers("If-None-Match", wanted);
            assert_eq!(not_modified(&request, &copy), unchanged, "{wanted:?}");
        }
    }

    fn headers(name: &str, lines: &[&str]) -> Headers {
        let mut headers = Headers::new();
        lines.iter().for_each(|line| headers.append(name, *line));
        headers
    }
}
