//! Asking the caches, one after the other, until one answers.

use std::sync::Arc;

use super::Edge;
use super::trace::{Found, Moment};
use super::visit::Source;
use crate::cache::{Entry, Key, Lookup, Slot};
use crate::clock::Timestamp;
use crate::distribution::{LayerId, Lifetimes};

/// What the caches had.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    /// The caches that could not answer, the nearest to the viewer first.
    pub(super) passed: Vec<Passed>,
    /// The copy that answers.
    pub(super) hit: Option<Hit>,
}

/// A cache that could not answer.
#[derive(Clone, Debug)]
pub(super) struct Passed {
    pub(super) layer: LayerId,
    /// Its expired copy, if that is a success.
    pub(super) old: Option<Entry>,
}

/// A copy that answers.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub(super) key: Arc<Key>,
    pub(super) entry: Entry,
    pub(super) source: Source,
}

/// Asks the caches of a chain.
pub(super) fn walk(
    edge: &Edge<'_>,
    key: &Arc<Key>,
    chain: &[LayerId],
    now: Timestamp,
    lifetimes: Lifetimes,
    trace: &mut Vec<Moment>,
) -> Walk {
    let mut passed = Vec::new();
    for layer in chain {
        let (key, lookup) = ask(edge, key, *layer, now, lifetimes);
        trace.push(Moment::Lookup { layer: *layer, found: found(&lookup, now) });
        let (entry, source) = match lookup {
            Lookup::Fresh(entry) => (entry, Source::Fresh(*layer)),
            Lookup::Held(entry) => (entry, Source::Held),
            Lookup::Revalidating(entry) => (entry, Source::Revalidating),
            Lookup::Expired(entry) => {
                let old = Some(entry).filter(Entry::is_success);
                passed.push(Passed { layer: *layer, old });
                continue;
            }
            Lookup::Nothing => {
                passed.push(Passed { layer: *layer, old: None });
                continue;
            }
        };
        return Walk { passed, hit: Some(Hit { key, entry, source }) };
    }
    Walk { passed, hit: None }
}

/// `store/head`: a HEAD may use a copy that a GET fetched.
fn ask(
    edge: &Edge<'_>,
    key: &Arc<Key>,
    layer: LayerId,
    now: Timestamp,
    lifetimes: Lifetimes,
) -> (Arc<Key>, Lookup) {
    let look = |key: &Key| edge.cache(layer).look_up(key, now, lifetimes, edge.profile);
    if key.slot == Slot::Head {
        let of_get = key.with_slot(Slot::Get);
        let lookup = look(&of_get);
        if lookup.answers() {
            return (Arc::new(of_get), lookup);
        }
    }
    (Arc::clone(key), look(key))
}

fn found(lookup: &Lookup, now: Timestamp) -> Found {
    match lookup {
        Lookup::Fresh(entry) if entry.is_success() => {
            Found::Fresh { age: now.since(entry.validated_at), left: entry.expires_at.since(now) }
        }
        Lookup::Fresh(entry) => {
            Found::Negative { status: entry.stored.status, left: entry.expires_at.since(now) }
        }
        Lookup::Held(entry) => {
            Found::Held { left: entry.hold_until.map_or(0, |until| until.since(now)) }
        }
        Lookup::Revalidating(entry) => Found::Revalidating { ago: now.since(entry.expires_at) },
        Lookup::Expired(entry) => {
            Found::Expired { ago: now.since(entry.expires_at), negative: !entry.is_success() }
        }
        Lookup::Nothing => Found::Nothing,
    }
}
