//! Requests one by one and many at once: who fetches, who waits, what is refreshed afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Edge;
use super::answer::Answer;
use super::origin_side::{Ask, Side};
use super::settle::{Copy, Ground, Passing, of_copy, validates};
use super::trace::Moment;
use super::visit::{Delivered, Fetched, Paged, Progress, Source, Trip, Visit};
use super::walk::{Hit, Passed};
use super::world::{ViewerRequest, World};
use crate::cache::{
    Cache, Directives, Entry, Key, Lifetime, Provenance, Slot, Validators, Why, forwards_cookies,
};
use crate::clock::Timestamp;
use crate::distribution::{LayerId, Method};
use crate::profile::{CacheUnsafeInvalidates, CollapsePrivate};

/// A fetch that others wait for.
struct Flight {
    /// The caches on its way.
    chain: Vec<LayerId>,
    /// What the last cache stored for it; later requests may change what is there.
    stored: Option<Entry>,
    fetched: Fetched,
    page: Option<Paged>,
}

/// Fetches by what they ask: key, last cache before the origin, method.
type Flights = BTreeMap<(Arc<Key>, LayerId, Method), Flight>;

/// A refresh that is due after the answers.
pub(super) struct Due {
    visit: Visit,
}

impl Due {
    /// Returns the refresh that what was fetched calls for, if it does.
    pub(super) fn of(fetched: &Fetched, visit: &Visit) -> Option<Self> {
        match fetched {
            Fetched::Response(delivered) if delivered.source == Source::Revalidating => {
                Some(Self::new(visit.clone()))
            }
            _ => None,
        }
    }

    /// A copy that a GET fetched is refreshed by a GET, though a HEAD used it.
    fn new(visit: Visit) -> Self {
        let mut visit = Visit { trace: Vec::new(), ..visit };
        if let Progress::Walked(Trip { key, walk, .. }) = &mut visit.progress
            && let Some(hit) = &walk.hit
            && hit.key.slot == Slot::Get
        {
            *key = Arc::clone(&hit.key);
            visit.request.method = Method::Get;
        }
        Self { visit }
    }
}

impl Edge<'_> {
    /// Serves a viewer's request.
    ///
    /// # Panics
    /// When the request or the world names what the distribution does not have.
    pub fn request(
        &mut self,
        now: Timestamp,
        request: &ViewerRequest,
        world: &mut impl World,
    ) -> Answer {
        self.batch(now, std::slice::from_ref(request), world)
            .pop()
            .expect("one answer for one request")
    }

    /// Serves requests that arrive at the same time: the rule group `collapse`.
    ///
    /// # Panics
    /// As [`Edge::request`].
    pub fn batch(
        &mut self,
        now: Timestamp,
        requests: &[ViewerRequest],
        world: &mut impl World,
    ) -> Vec<Answer> {
        // All look into the caches before any of them changes something.
        let visits: Vec<Result<Visit, Box<Answer>>> =
            requests.iter().map(|request| self.arrive(now, request, world)).collect();
        let mut flights = Flights::new();
        let mut due: Vec<(usize, Due)> = Vec::new();
        let mut answers = Vec::with_capacity(visits.len());
        for (number, visit) in visits.into_iter().enumerate() {
            let mut visit = match visit {
                Ok(visit) => visit,
                Err(refused) => {
                    answers.push(*refused);
                    continue;
                }
            };
            let mut refreshes = Vec::new();
            let (fetched, page) =
                self.resolve(now, &mut visit, &mut flights, &mut refreshes, world);
            refreshes.extend(Due::of(&fetched, &visit));
            answers.push(self.finish(now, visit, fetched, page, &mut refreshes, world));
            due.extend(refreshes.into_iter().map(|refresh| (number, refresh)));
        }
        self.refresh_all(now, due, &mut answers, world);
        answers
    }

    /// Fetches, waits, or takes what is there; then the page, if it is an error that has one.
    fn resolve(
        &mut self,
        now: Timestamp,
        visit: &mut Visit,
        flights: &mut Flights,
        due: &mut Vec<Due>,
        world: &mut impl World,
    ) -> (Fetched, Option<Paged>) {
        let Some((trip, last)) = self.may_wait(visit) else {
            return self.fetch_and_page(now, visit, due, world);
        };
        let method = visit.request.method;
        if let Some(flight) = flights.get(&(Arc::clone(&trip.key), last, method)) {
            visit.trace.push(Moment::Followed);
            if self.is_shared(visit, &flight.fetched) {
                if let Some(entry) = &flight.stored {
                    self.copy_down(now, &trip, entry, &flight.chain, &mut visit.trace);
                }
                let page = flight.page.clone().map(|page| Paged { age: None, ..page });
                return (followed(&flight.fetched), page);
            }
            self.look_up(visit, now, None);
            return self.fetch_and_page(now, visit, due, world);
        }
        let fetched = self.fetch(now, visit, world);
        // Before the page is fetched: what that stores is another object.
        let stored = has_stored(&visit.trace, last).then(|| self.cache(last).get(&trip.key));
        let stored = stored.flatten().cloned();
        let page = self.page_of(now, visit, &fetched, due, world);
        let flight =
            Flight { chain: trip.chain, stored, fetched: fetched.clone(), page: page.clone() };
        flights.insert((trip.key, last, method), flight);
        (fetched, page)
    }

    /// Returns the way of a request that may wait for another one, and its last cache.
    fn may_wait(&self, visit: &Visit) -> Option<(Trip, LayerId)> {
        match &visit.progress {
            Progress::Walked(trip)
                if trip.walk.hit.is_none() && !forwards_cookies(self.behavior(visit.behavior)) =>
            {
                Some((trip.clone(), trip.last()?))
            }
            _ => None,
        }
    }

    fn fetch_and_page(
        &mut self,
        now: Timestamp,
        visit: &mut Visit,
        due: &mut Vec<Due>,
        world: &mut impl World,
    ) -> (Fetched, Option<Paged>) {
        let fetched = self.fetch(now, visit, world);
        let page = self.page_of(now, visit, &fetched, due, world);
        (fetched, page)
    }

    /// `collapse/private`: tells whether others get the response of a fetch.
    fn is_shared(&self, visit: &Visit, fetched: &Fetched) -> bool {
        let Fetched::Response(delivered) = fetched else {
            return true;
        };
        let directives = Directives::of(&delivered.message.headers);
        let private =
            directives.block() || directives.max_age == Some(0) || directives.s_maxage == Some(0);
        let never = self.profile.collapse_private == CollapsePrivate::NeverShare;
        let shares = self.behavior(visit.behavior).lifetimes.min > 0 && !never;
        !private || shares
    }

    /// Gives the caches of a request that waited what the last cache stored, where they lack it.
    fn copy_down(
        &mut self,
        now: Timestamp,
        trip: &Trip,
        entry: &Entry,
        led: &[LayerId],
        trace: &mut Vec<Moment>,
    ) {
        for layer in trip.chain.iter().rev() {
            if led.contains(layer) || self.cache(*layer).get(&trip.key) == Some(entry) {
                continue;
            }
            let seconds = entry.expires_at.since(now);
            let lifetime = Lifetime { seconds, why: Why::Inherited };
            trace.push(Moment::Stored { layer: *layer, lifetime });
            self.cache_mut(*layer).store(Arc::clone(&trip.key), entry.clone());
        }
    }

    /// Takes a request from the look-up to the answer, viewer-response apart.
    pub(super) fn fetch(
        &mut self,
        now: Timestamp,
        visit: &mut Visit,
        world: &mut impl World,
    ) -> Fetched {
        match visit.progress.clone() {
            Progress::Failed(fault) => Fetched::Fault(fault),
            Progress::Generated(message) => Fetched::Response(Delivered {
                origin_status: message.status,
                message,
                provenance: Provenance::OriginRequest,
                source: Source::Fetched,
                age: None,
            }),
            Progress::Direct => self.fetch_directly(now, visit, world),
            Progress::Walked(trip) => self.fetch_through(now, visit, trip, world),
        }
    }

    fn fetch_directly(
        &mut self,
        now: Timestamp,
        visit: &mut Visit,
        world: &mut impl World,
    ) -> Fetched {
        let ask = Ask {
            behavior: visit.behavior,
            request: &visit.request,
            validators: Validators::default(),
            is_cached: false,
            now,
        };
        let side = self.origin_side(&ask, &mut visit.trace, world);
        self.invalidate_unsafe(visit, &side);
        Passing::from(side).into()
    }

    /// `store/unsafe`
    fn invalidate_unsafe(&mut self, visit: &mut Visit, side: &Side) {
        let unsafe_method = matches!(
            visit.request.method,
            Method::Put | Method::Patch | Method::Post | Method::Delete
        );
        let succeeded = matches!(side, Side::Response(fresh) if fresh.message.status < 400);
        if self.profile.cache_unsafe_invalidates == CacheUnsafeInvalidates::No
            || !unsafe_method
            || !succeeded
        {
            return;
        }
        let key = self.key(&visit.request, self.behavior(visit.behavior));
        let of_head = key.with_slot(Slot::Head);
        for layer in self.layers_of(visit.request.pop) {
            let cache = self.cache_mut(layer);
            if cache.remove(&key) | cache.remove(&of_head) {
                visit.trace.push(Moment::Removed { layer });
            }
        }
    }

    /// Returns the caches behind a point of presence, the nearest to the origin first.
    fn layers_of(&self, pop: usize) -> Vec<LayerId> {
        let pop = self.distribution.pops.get(pop).expect("a point of presence");
        [pop.shield, Some(pop.regional), Some(pop.own)].into_iter().flatten().collect()
    }

    fn fetch_through(
        &mut self,
        now: Timestamp,
        visit: &mut Visit,
        trip: Trip,
        world: &mut impl World,
    ) -> Fetched {
        let Trip { key, walk, page_lifetime, .. } = trip;
        let start = match walk.hit {
            Some(hit) => {
                let Hit { key, entry, source } = hit;
                let delivered = of_copy(&entry, source, now);
                Passing::Copy(Box::new(Copy { key, entry, delivered }))
            }
            None => {
                let validators = self.validators(visit, &walk.passed);
                let request = &visit.request;
                let behavior = visit.behavior;
                let ask = Ask { behavior, request, validators, is_cached: true, now };
                self.origin_side(&ask, &mut visit.trace, world).into()
            }
        };
        let ground = Ground {
            behavior: visit.behavior,
            key: &key,
            asked: &visit.request.asked,
            page_lifetime,
            now,
        };
        self.settle_all(&ground, walk.passed, start, &mut visit.trace)
    }

    /// Returns the validators of the copy that is nearest to the origin.
    fn validators(&self, visit: &Visit, passed: &[Passed]) -> Validators {
        let behavior = self.behavior(visit.behavior);
        let olds = passed.iter().rev().filter_map(|passed| passed.old.as_ref());
        let old = olds.into_iter().next().filter(|old| !old.stored.outage_only);
        old.filter(|old| validates(behavior, old)).map(Validators::of).unwrap_or_default()
    }

    /// Refreshes in the background: once for all that wait for the same, unless cookies are
    /// forwarded.
    fn refresh_all(
        &mut self,
        now: Timestamp,
        due: Vec<(usize, Due)>,
        answers: &mut [Answer],
        world: &mut impl World,
    ) {
        let mut done: BTreeSet<(Arc<Key>, Option<LayerId>, Method)> = BTreeSet::new();
        for (number, Due { mut visit }) in due {
            let Progress::Walked(trip) = visit.progress.clone() else {
                continue;
            };
            let mark = (Arc::clone(&trip.key), trip.last(), visit.request.method);
            let shares = !forwards_cookies(self.behavior(visit.behavior));
            if !done.insert(mark) && shares {
                continue;
            }
            self.refresh_behind(now, &mut visit, trip, world);
            if let Some(answer) = answers.get_mut(number) {
                answer.background.append(&mut visit.trace);
            }
        }
    }

    /// One refresh that every cache on the way lets through to the origin.
    fn refresh_behind(
        &mut self,
        now: Timestamp,
        visit: &mut Visit,
        mut trip: Trip,
        world: &mut impl World,
    ) {
        let old = |cache: &Cache, key: &Key| cache.get(key).filter(|e| e.is_success()).cloned();
        let passed = trip
            .chain
            .iter()
            .map(|layer| Passed { layer: *layer, old: old(self.cache(*layer), &trip.key) });
        trip.walk.passed = passed.collect();
        trip.walk.hit = None;
        _ = self.fetch_through(now, visit, trip, world);
    }
}

/// Tells whether a cache stored something.
fn has_stored(trace: &[Moment], wanted: LayerId) -> bool {
    trace.iter().any(|moment| match moment {
        Moment::Stored { layer, .. }
        | Moment::Refreshed { layer, .. }
        | Moment::StoodIn { layer, .. } => *layer == wanted,
        _ => false,
    })
}

/// Returns what a request that waited gets of the one that fetched.
fn followed(fetched: &Fetched) -> Fetched {
    match fetched {
        Fetched::Fault(fault) => Fetched::Fault(*fault),
        Fetched::Response(delivered) => Fetched::Response(Delivered {
            source: Source::Followed { stood_in: delivered.source == Source::StoodIn },
            age: None,
            ..delivered.clone()
        }),
    }
}
