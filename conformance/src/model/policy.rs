//! What a behaviour's lists select.

use super::reading::Reading;
use super::ttl;
use crate::flaw::PipelineFlaw;
use crate::scenario::{Behavior, Select};

/// Tells whether a list selects a name, compared as it is.
pub(super) fn selects(select: &Select, name: &str) -> bool {
    match select {
        Select::None => false,
        Select::All => true,
        Select::List(names) => names.iter().any(|listed| listed == name),
        Select::Except(names) => !names.iter().any(|listed| listed == name),
    }
}

/// Tells whether a list selects a header, whatever the case of its name.
pub(super) fn selects_header(select: &Select, name: &str) -> bool {
    match select {
        Select::None => false,
        Select::All => true,
        Select::List(names) => names.iter().any(|listed| listed.eq_ignore_ascii_case(name)),
        Select::Except(names) => !names.iter().any(|listed| listed.eq_ignore_ascii_case(name)),
    }
}

/// Tells whether a header goes to the origin.
pub(super) fn forwards_header(behavior: &Behavior, name: &str) -> bool {
    selects_header(&behavior.key_policy().headers, name)
        || selects_header(&behavior.origin_request.headers, name)
        || behavior.cloudfront_headers.iter().any(|added| added.eq_ignore_ascii_case(name))
}

/// Tells whether any cookies go to the origin.
pub(super) fn forwards_cookies(behavior: &Behavior) -> bool {
    let some = |select: &Select| match select {
        Select::None => false,
        Select::List(names) => !names.is_empty(),
        Select::All | Select::Except(_) => true,
    };
    some(&behavior.key_policy().cookies) || some(&behavior.origin_request.cookies)
}

/// Returns the names of the headers that a behaviour caches on, in lower case.
pub(super) fn caches_on(behavior: &Behavior) -> Vec<String> {
    match behavior.key_policy().headers {
        Select::List(names) => names.iter().map(|name| name.to_ascii_lowercase()).collect(),
        _ => Vec::new(),
    }
}

/// Tells whether a behaviour caches compressed formats.
pub(super) fn compresses(behavior: &Behavior) -> bool {
    let key = behavior.key_policy();
    (key.gzip || key.brotli) && !ttl::is_off(behavior.lifetimes())
}

/// Tells whether requests of a method look into the caches.
pub(super) fn is_eligible(behavior: &Behavior, method: &str, reading: &Reading) -> bool {
    let cached = match method {
        "GET" | "HEAD" => true,
        "OPTIONS" => behavior.cached_methods.contains("OPTIONS"),
        "POST" => reading.has(PipelineFlaw::PostCached),
        _ => false,
    };
    let all_headers = behavior.key_policy().headers == Select::All
        && !reading.has(PipelineFlaw::AllHeadersCached);
    cached && !ttl::is_off(behavior.lifetimes()) && !all_headers
}

/// Tells whether a path fits a behaviour's pattern.
pub(super) fn fits(pattern: &str, path: &str) -> bool {
    let pattern: Vec<char> = match pattern.strip_prefix('/') {
        Some(_) => pattern.chars().collect(),
        None => std::iter::once('/').chain(pattern.chars()).collect(),
    };
    let path: Vec<char> = path.chars().collect();
    fits_from(&pattern, &path)
}

fn fits_from(pattern: &[char], path: &[char]) -> bool {
    // The `*`s of a pattern are tried one after the other, each with the shortest text first; only
    // the last one that was met has to be tried anew.
    let (mut p, mut t) = (0, 0);
    let mut again: Option<(usize, usize)> = None;
    while t < path.len() {
        match pattern.get(p) {
            Some('*') => {
                again = Some((p, t));
                p += 1;
            }
            Some('?') => (p, t) = (p + 1, t + 1),
            Some(c) if path.get(t) == Some(c) => (p, t) = (p + 1, t + 1),
            _ => match again {
                Some((star, from)) => {
                    again = Some((star, from + 1));
                    (p, t) = (star + 1, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern.get(p..).unwrap_or_default().iter().all(|c| *c == '*')
}
