//! What the caches hold.

use std::collections::BTreeMap;

use super::answer::{Answer, Source};
use super::fields::Fields;
use super::key::Key;
use super::reading::Reading;
use crate::flaw::PipelineFlaw;
use crate::scenario::{Body, Caches, Copy, CopyKind, Found, Topology};

/// Which requests a copy was stored for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// GET, and HEAD too.
    Get,
    /// HEAD only.
    Head,
    /// OPTIONS.
    Options,
}

impl Slot {
    /// Returns the slot that a method stores into.
    pub(super) fn of(method: &str, reading: &Reading) -> Self {
        match method {
            "HEAD" if reading.has(PipelineFlaw::HeadServesGet) => Self::Get,
            "OPTIONS" if reading.has(PipelineFlaw::OptionsLikeGet) => Self::Get,
            "HEAD" => Self::Head,
            "OPTIONS" => Self::Options,
            _ => Self::Get,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
        }
    }
}

/// A stored response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stored {
    /// The status.
    pub(super) status: u16,
    /// The headers.
    pub(super) headers: Fields,
    /// The body.
    pub(super) body: Vec<u8>,
    /// Who made it.
    pub(super) source: Source,
    /// The status before origin-response.
    pub(super) raw_status: u16,
    /// Whether the origin is a bucket.
    pub(super) bucket: bool,
    /// Whether it is kept for outages only.
    pub(super) for_outages: bool,
    /// The path as the viewer asked.
    pub(super) viewer_path: String,
    /// When it was received or last validated.
    pub(super) validated_at: u64,
    /// When it expires.
    pub(super) expires_at: u64,
    /// Until when it is served though expired.
    pub(super) hold_until: u64,
}

impl Stored {
    /// Tells whether it is a success.
    pub(super) const fn is_success(&self) -> bool {
        self.status < 400
    }

    /// Returns the seconds until it expires.
    pub(super) const fn ttl(&self, now: u64) -> u64 {
        self.expires_at.saturating_sub(now)
    }

    /// Returns it as a response on its way to the viewer.
    pub(super) fn answer(&self) -> Answer {
        Answer {
            status: self.status,
            headers: self.headers.clone(),
            body: self.body.clone(),
            source: self.source,
            raw_status: self.raw_status,
            bucket: self.bucket,
            age: 0,
            cut: false,
        }
    }
}

/// A copy with its place in a cache.
#[derive(Clone, Debug)]
struct Kept {
    slot: Slot,
    key: Key,
    stored: Stored,
}

/// All caches.
#[derive(Clone, Debug)]
pub(super) struct Store(BTreeMap<String, Vec<Kept>>);

impl Store {
    /// Returns the empty caches of a topology.
    pub(super) fn new(topology: &Topology) -> Self {
        Self(topology.layers().map(|layer| (layer.to_owned(), Vec::new())).collect())
    }

    /// Returns what a cache has.
    pub(super) fn get(&self, layer: &str, slot: Slot, key: &Key) -> Option<Stored> {
        let mut kept = self.0.get(layer)?.iter();
        let found = kept.find(|kept| kept.slot == slot && kept.key == *key);
        found.map(|kept| kept.stored.clone())
    }

    /// Stores a copy in the place of what was there.
    pub(super) fn put(&mut self, layer: &str, slot: Slot, key: &Key, stored: Stored) {
        self.remove(layer, slot, key);
        let kept = Kept { slot, key: key.clone(), stored };
        self.0.entry(layer.to_owned()).or_default().push(kept);
    }

    /// Drops a copy; tells whether there was one.
    pub(super) fn remove(&mut self, layer: &str, slot: Slot, key: &Key) -> bool {
        let Some(cache) = self.0.get_mut(layer) else { return false };
        let before = cache.len();
        cache.retain(|kept| !(kept.slot == slot && kept.key == *key));
        cache.len() < before
    }

    /// Drops from every cache what an invalidation means.
    pub(super) fn invalidate(&mut self, pattern: &str, also_as_asked: bool, reading: &Reading) {
        let has = |flaw| reading.has(flaw);
        let caches = if has(PipelineFlaw::OneCacheInvalidated) { 1 } else { self.0.len() };
        for cache in self.0.values_mut().take(caches) {
            let mut removed = 0;
            cache.retain(|kept| {
                let query = match has(PipelineFlaw::InvalidationWithoutQuery) {
                    true if !pattern.contains('?') => "",
                    _ => &kept.key.query,
                };
                let matches = |path: &str| {
                    let path = with_query(path, query);
                    path == pattern
                        || (is_meant(pattern, &path) && !has(PipelineFlaw::InvalidationLiteral))
                };
                let as_asked = also_as_asked && matches(&kept.stored.viewer_path);
                let spared = (has(PipelineFlaw::ErrorsNotInvalidated) && !kept.stored.is_success())
                    || (has(PipelineFlaw::OneVariantInvalidated) && removed > 0);
                let goes = (matches(&kept.key.path) || as_asked) && !spared;
                removed += usize::from(goes);
                !goes
            });
        }
    }

    /// Drops from one cache what has a path, or a path and query string.
    pub(super) fn evict(&mut self, layer: &str, uri: &str, reading: &Reading) {
        let everywhere = reading.has(PipelineFlaw::EvictedEverywhere);
        for (_, cache) in self.0.iter_mut().filter(|(name, _)| everywhere || *name == layer) {
            cache.retain(|kept| match uri.split_once('?') {
                Some((path, query)) => kept.key.path != path || kept.key.query != query,
                None => kept.key.path != uri,
            });
        }
    }

    /// Drops everything.
    pub(super) fn clear(&mut self) {
        self.0.values_mut().for_each(Vec::clear);
    }

    /// Returns what every cache holds, in order.
    pub(super) fn copies(&self) -> Caches {
        let copies = |cache: &Vec<Kept>| {
            let mut copies: Vec<Copy> = cache.iter().map(copy).collect();
            copies.sort();
            copies
        };
        self.0.iter().map(|(layer, cache)| (layer.clone(), copies(cache))).collect()
    }
}

fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

fn is_meant(pattern: &str, path: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => path == pattern,
    }
}

fn copy(kept: &Kept) -> Copy {
    let Kept { slot, key, stored } = kept;
    Copy {
        method: slot.as_str().to_owned(),
        path: key.path.clone(),
        query: key.query.clone(),
        key_headers: key.headers.clone(),
        key_cookies: key.cookies.clone(),
        accept_encoding: key.encodings.clone(),
        kind: if stored.is_success() { CopyKind::Success } else { CopyKind::Negative },
        status: stored.status,
        headers: stored.headers.by_name(),
        body: Body(stored.body.clone()),
        validated_at: stored.validated_at,
        expires_at: stored.expires_at,
        hold_until: stored.hold_until,
    }
}

/// A cache that was asked, with the copy that it had in the slot of the request.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// The cache.
    pub(super) layer: String,
    /// The copy.
    pub(super) copy: Option<Stored>,
}

/// The copy that answers a request.
#[derive(Clone, Debug)]
pub(super) struct Usable {
    /// The cache.
    pub(super) layer: String,
    /// The slot.
    pub(super) slot: Slot,
    /// What kind of find it is.
    pub(super) found: Found,
    /// The copy.
    pub(super) copy: Stored,
}

/// What became of a lookup.
#[derive(Clone, Debug, Default)]
pub(super) struct Looked {
    /// The caches that had nothing of use, the nearest to the viewer first.
    pub(super) passed: Vec<Asked>,
    /// The copy that answers.
    pub(super) usable: Option<Usable>,
}
