//! One cache: copies by key.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use super::entry::Entry;
use super::key::{Key, target};
use super::stale::stale_while_revalidate_end;
use crate::clock::Timestamp;
use crate::distribution::Lifetimes;
use crate::profile::{InvalMatch, Profile};

/// The copies of one cache, in the order of their keys: a look-up and a store take time that grows
/// with the logarithm of their number, an invalidation with the number of those of its path.
///
/// A copy takes some 600 bytes beside the text of its key, headers and body, however many there are. What
/// is stored stays until it is replaced, invalidated or evicted: the number of copies has no bound here.
#[derive(Clone, Debug, Default)]
pub struct Cache(BTreeMap<Arc<Key>, Entry>);

/// What a cache has.
#[derive(Clone, Debug)]
pub enum Lookup {
    /// A copy within its lifetime, success or error.
    Fresh(Entry),
    /// An expired copy that is held.
    Held(Entry),
    /// An expired copy in its stale-while-revalidate window.
    Revalidating(Entry),
    /// An expired copy.
    Expired(Entry),
    /// Nothing.
    Nothing,
}

impl Lookup {
    /// Tells whether the request need not go further.
    #[must_use]
    pub const fn answers(&self) -> bool {
        matches!(self, Self::Fresh(_) | Self::Held(_) | Self::Revalidating(_))
    }
}

impl Cache {
    /// Returns an empty cache.
    #[must_use]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Looks for a copy.
    #[must_use]
    pub fn look_up(
        &self,
        key: &Key,
        now: Timestamp,
        lifetimes: Lifetimes,
        profile: &Profile,
    ) -> Lookup {
        let Some(entry) = self.0.get(key) else {
            return Lookup::Nothing;
        };
        let entry = entry.clone();
        if entry.is_fresh(now) {
            Lookup::Fresh(entry)
        } else if entry.is_held(now) {
            Lookup::Held(entry)
        } else if stale_while_revalidate_end(&entry, lifetimes, profile).is_some_and(|e| now < e) {
            Lookup::Revalidating(entry)
        } else {
            Lookup::Expired(entry)
        }
    }

    /// Returns a copy as it lies there.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&Entry> {
        self.0.get(key)
    }

    /// Stores a copy in the place of the one that was there.
    pub fn store(&mut self, key: Arc<Key>, entry: Entry) {
        self.0.insert(key, entry);
    }

    /// Drops a copy; tells whether there was one.
    pub fn remove(&mut self, key: &Key) -> bool {
        self.0.remove(key).is_some()
    }

    /// Returns all copies in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Entry)> {
        self.0.iter().map(|(key, entry)| (&**key, entry))
    }

    /// Returns how many copies there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether there is no copy.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `invalidate/removes`, `-pattern`, `-query`, `-variants`: drops the copies that a path matches.
    ///
    /// A trailing `*` stands for any rest.
    pub fn invalidate(&mut self, pattern: &str, profile: &Profile) {
        let fits = |text: &str| match pattern.strip_suffix('*') {
            Some(start) => text.starts_with(start),
            None => text == pattern,
        };
        if profile.inval_match == InvalMatch::Either {
            // The path as the viewer asked is no part of the key, so every copy is looked at.
            self.0.retain(|key, entry| {
                !fits(&key.target()) && !fits(&target(&entry.stored.asked, &key.query))
            });
            return;
        }
        let stem = pattern.strip_suffix('*').unwrap_or(pattern);
        let path = stem.split('?').next().unwrap_or_default();
        self.drop_below(path, |key| fits(&key.target()));
    }

    /// `store/eviction`: drops the copies of a path, whatever their query string, or of one query
    /// string where there is a `?`.
    pub fn evict(&mut self, uri: &str) {
        let (path, query) = match uri.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (uri, None),
        };
        self.drop_below(path, |key| {
            *key.path == *path && query.is_none_or(|query| *key.query == *query)
        });
    }

    /// Drops those of the copies whose path starts with `start` that fit.
    fn drop_below(&mut self, start: &str, fits: impl Fn(&Key) -> bool) {
        let first = Key {
            path: start.into(),
            query: Box::default(),
            headers: Box::default(),
            cookies: Box::default(),
            accept_encoding: super::AcceptEncoding::Nothing,
            slot: super::Slot::Get,
        };
        let from = (Bound::Included(&first), Bound::Unbounded);
        let below = self.0.range::<Key, _>(from).map(|(key, _)| key);
        let found: Vec<Arc<Key>> = below
            .take_while(|key| key.path.starts_with(start))
            .filter(|key| fits(key))
            .cloned()
            .collect();
        for key in found {
            self.0.remove(&*key);
        }
    }
}
