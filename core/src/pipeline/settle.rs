//! What the caches make of an answer on its way back, the nearest to the origin first.

use std::sync::Arc;

use super::Edge;
use super::message::Message;
use super::origin_side::{Fresh, Side};
use super::trace::Moment;
use super::visit::{Delivered, Fetched, Source};
use super::walk::Passed;
use crate::cache::{
    Decision, Directives, Entry, Key, Lifetime, Provenance, Stored, Subject, Why, forwards_cookies,
    hold_until, lifetime, may_stand_in, varies_on_everything,
};
use crate::clock::Timestamp;
use crate::distribution::{Behavior, BehaviorId, LayerId};
use crate::fault::Fault;
use crate::header::Headers;
use crate::profile::{
    CerStoreOwn, CookieStore, LayerExpiry, RevalHeaders, StaleHold, StaleOnLambdaFault,
};

/// An answer on its way back.
#[derive(Clone, Debug)]
pub(super) enum Passing {
    /// Not stored so far.
    Fresh(Box<Fresh>, Source),
    /// Stored or served by the cache behind.
    Copy(Box<Copy>),
    /// The failure of a function.
    Fault { fault: Fault, from_s3: bool },
}

/// What a stale copy may stand in for.
struct Failure {
    status: u16,
    /// Whether the origin gave no answer.
    is_silence: bool,
    from_s3: bool,
}

/// A copy with what the viewer gets of it.
#[derive(Clone, Debug)]
pub(super) struct Copy {
    pub(super) key: Arc<Key>,
    pub(super) entry: Entry,
    pub(super) delivered: Delivered,
}

/// What an answer settles under.
pub(super) struct Ground<'r> {
    pub(super) behavior: BehaviorId,
    pub(super) key: &'r Arc<Key>,
    pub(super) asked: &'r str,
    pub(super) page_lifetime: Option<u64>,
    pub(super) now: Timestamp,
}

impl From<Side> for Passing {
    fn from(side: Side) -> Self {
        match side {
            Side::Response(fresh) => Self::Fresh(Box::new(fresh), Source::Fetched),
            Side::Fault { fault, from_s3 } => Self::Fault { fault, from_s3 },
        }
    }
}

impl From<Passing> for Fetched {
    fn from(passing: Passing) -> Self {
        match passing {
            Passing::Fresh(fresh, source) => Self::Response(delivered(&fresh, source)),
            Passing::Copy(copy) => Self::Response(copy.delivered),
            Passing::Fault { fault, .. } => Self::Fault(fault),
        }
    }
}

fn delivered(fresh: &Fresh, source: Source) -> Delivered {
    Delivered {
        message: fresh.message.clone(),
        origin_status: fresh.origin_status,
        provenance: fresh.provenance,
        source,
        age: None,
    }
}

/// Returns what a viewer gets of a copy.
pub(super) fn of_copy(entry: &Entry, source: Source, now: Timestamp) -> Delivered {
    let stored = &entry.stored;
    Delivered {
        message: Message {
            status: stored.status,
            headers: stored.headers.clone(),
            body: Arc::clone(&stored.body),
        },
        origin_status: stored.origin_status,
        provenance: stored.provenance,
        source,
        age: Some(now.since(entry.validated_at)),
    }
}

impl Passing {
    /// Returns the failure of the origin, if it is one.
    fn failure(&self) -> Option<Failure> {
        match self {
            Self::Fresh(fresh, _) if fresh.failed => Some(Failure {
                status: fresh.message.status,
                is_silence: fresh.dead,
                from_s3: fresh.from_s3,
            }),
            Self::Copy(copy) if copy.entry.stored.origin_failed => {
                let Stored { status, origin_dead, from_s3, .. } = *copy.entry.stored;
                Some(Failure { status, is_silence: origin_dead, from_s3 })
            }
            _ => None,
        }
    }
}

impl Edge<'_> {
    /// Lets every cache that was passed settle the answer.
    pub(super) fn settle_all(
        &mut self,
        ground: &Ground<'_>,
        passed: Vec<Passed>,
        start: Passing,
        trace: &mut Vec<Moment>,
    ) -> Fetched {
        let settle =
            |passing, passed: Passed| self.settle(ground, passed.layer, passed.old, passing, trace);
        passed.into_iter().rev().fold(start, settle).into()
    }

    fn settle(
        &mut self,
        ground: &Ground<'_>,
        layer: LayerId,
        old: Option<Entry>,
        passing: Passing,
        trace: &mut Vec<Moment>,
    ) -> Passing {
        let failure = passing.failure().or_else(|| self.fault_to_stand_in_for(&passing));
        if let (Some(old), Some(Failure { status, is_silence, from_s3 })) = (&old, failure)
            && self.may_stand_in(ground, old, is_silence)
        {
            let minimum = self.distribution.minimum(status, from_s3, self.profile);
            return self.stand_in(ground, layer, old.clone(), minimum, trace);
        }
        match passing {
            Passing::Fresh(fresh, source) if fresh.message.status == 304 => {
                match old.filter(|old| !old.stored.outage_only) {
                    Some(old) => self.refresh(ground, layer, &old, *fresh, trace),
                    None => {
                        trace.push(Moment::NotStored { layer, why: Why::NothingToValidate });
                        Passing::Fresh(fresh, source)
                    }
                }
            }
            Passing::Copy(copy) => self.take_copy(ground, layer, copy, trace),
            Passing::Fresh(fresh, source) => self.keep(ground, layer, *fresh, source, trace),
            Passing::Fault { fault, from_s3 } => {
                self.keep_fault(ground, layer, fault, from_s3, trace);
                Passing::Fault { fault, from_s3 }
            }
        }
    }

    /// `stale/fault`
    fn fault_to_stand_in_for(&self, passing: &Passing) -> Option<Failure> {
        match passing {
            Passing::Fault { fault, from_s3 }
                if self.profile.stale_on_lambda_fault == StaleOnLambdaFault::Yes =>
            {
                let status = fault.answer(self.profile).status;
                Some(Failure { status, is_silence: false, from_s3: *from_s3 })
            }
            _ => None,
        }
    }

    fn may_stand_in(&self, ground: &Ground<'_>, old: &Entry, dead: bool) -> bool {
        let lifetimes = self.behavior(ground.behavior).lifetimes;
        may_stand_in(old, dead, ground.now, lifetimes, self.profile)
    }

    /// `stale/origin-error`, `stale/hold`
    fn stand_in(
        &mut self,
        ground: &Ground<'_>,
        layer: LayerId,
        mut old: Entry,
        minimum: u64,
        trace: &mut Vec<Moment>,
    ) -> Passing {
        let lifetimes = self.behavior(ground.behavior).lifetimes;
        let until = match self.profile.stale_hold {
            StaleHold::Ecm => hold_until(&old, minimum, ground.now, lifetimes, self.profile),
            StaleHold::None => ground.now,
        };
        old.hold_until = Some(until).filter(|until| *until > ground.now);
        trace.push(Moment::StoodIn { layer, until });
        self.cache_mut(layer).store(Arc::clone(ground.key), old.clone());
        let delivered = of_copy(&old, Source::StoodIn, ground.now);
        let key = Arc::clone(ground.key);
        Passing::Copy(Box::new(Copy { key, entry: old, delivered }))
    }

    /// `revalidate/not-modified`
    fn refresh(
        &mut self,
        ground: &Ground<'_>,
        layer: LayerId,
        old: &Entry,
        fresh: Fresh,
        trace: &mut Vec<Moment>,
    ) -> Passing {
        let headers =
            merged(&old.stored.headers, &fresh.message.headers, self.profile.reval_headers);
        let message =
            Message { status: old.stored.status, headers, body: Arc::clone(&old.stored.body) };
        let fresh = Fresh {
            message,
            origin_status: old.stored.origin_status,
            provenance: old.stored.provenance,
            from_s3: old.stored.from_s3,
            failed: false,
            dead: fresh.dead,
            cut: false,
            origin_age: fresh.origin_age,
            cookies_once: fresh.cookies_once,
        };
        // Whoever made the 304 and the copy, the merged headers decide as an origin's do.
        let as_origins = Fresh { provenance: Provenance::Origin, ..fresh.clone() };
        match self.decide(ground, &as_origins) {
            Decision::Store(lifetime) => {
                trace.push(Moment::Refreshed { layer, lifetime });
                // What was fetched stays what it is, so it was asked for as it was then.
                let ground = Ground { asked: &old.stored.asked, ..*ground };
                self.put(&ground, layer, &fresh, lifetime, Source::Refreshed)
            }
            Decision::Skip(why) => {
                self.drop_old(ground, layer, why, trace);
                Passing::Fresh(Box::new(fresh), Source::Refreshed)
            }
        }
    }

    /// `layer/store`, `layer/expiry`
    fn take_copy(
        &mut self,
        ground: &Ground<'_>,
        layer: LayerId,
        copy: Box<Copy>,
        trace: &mut Vec<Moment>,
    ) -> Passing {
        let mut entry = copy.entry.clone();
        if self.profile.layer_expiry == LayerExpiry::Restart && entry.is_fresh(ground.now) {
            let whole = entry.expires_at.since(entry.validated_at);
            entry.validated_at = ground.now;
            entry.expires_at = ground.now.after(whole);
        }
        let seconds = entry.expires_at.since(ground.now);
        let lifetime = Lifetime { seconds, why: Why::Inherited };
        trace.push(Moment::Stored { layer, lifetime });
        self.cache_mut(layer).store(Arc::clone(&copy.key), entry);
        Passing::Copy(copy)
    }

    /// Stores an answer that the rules let live, and drops what was there otherwise.
    fn keep(
        &mut self,
        ground: &Ground<'_>,
        layer: LayerId,
        fresh: Fresh,
        source: Source,
        trace: &mut Vec<Moment>,
    ) -> Passing {
        match self.decide(ground, &fresh) {
            Decision::Store(lifetime) => {
                trace.push(Moment::Stored { layer, lifetime });
                self.put(ground, layer, &fresh, lifetime, source)
            }
            Decision::Skip(why) => {
                self.drop_old(ground, layer, why, trace);
                Passing::Fresh(Box::new(fresh), source)
            }
        }
    }

    fn drop_old(&mut self, ground: &Ground<'_>, layer: LayerId, why: Why, trace: &mut Vec<Moment>) {
        trace.push(Moment::NotStored { layer, why });
        if self.cache_mut(layer).remove(ground.key) {
            trace.push(Moment::Removed { layer });
        }
    }

    fn decide(&self, ground: &Ground<'_>, fresh: &Fresh) -> Decision {
        if fresh.cut {
            return Decision::Skip(Why::Cut);
        }
        let behavior = self.behavior(ground.behavior);
        if let (Some(seconds), true) = (ground.page_lifetime, fresh.message.status < 400) {
            return match seconds {
                0 => Decision::Skip(Why::ErrorNoMinimum),
                _ => Decision::Store(Lifetime { seconds, why: Why::ErrorPage }),
            };
        }
        let subject = Subject {
            status: fresh.message.status,
            headers: &fresh.message.headers,
            provenance: fresh.provenance,
            origin_age: fresh.origin_age,
            from_s3: fresh.from_s3,
            now: ground.now,
        };
        lifetime(&subject, behavior, self.distribution, self.profile)
    }

    /// Stores an answer without the headers that are for this viewer only.
    fn put(
        &mut self,
        ground: &Ground<'_>,
        layer: LayerId,
        fresh: &Fresh,
        lifetime: Lifetime,
        source: Source,
    ) -> Passing {
        let stored = Stored {
            status: fresh.message.status,
            origin_status: fresh.origin_status,
            headers: self.storable(fresh),
            body: Arc::clone(&fresh.message.body),
            provenance: fresh.provenance,
            origin_failed: fresh.failed,
            origin_dead: fresh.dead,
            from_s3: fresh.from_s3,
            outage_only: lifetime.is_for_outages(),
            asked: ground.asked.into(),
        };
        let entry = Entry {
            stored: Arc::new(stored),
            validated_at: ground.now,
            expires_at: ground.now.after(lifetime.seconds),
            hold_until: None,
        };
        let key = Arc::clone(ground.key);
        self.cache_mut(layer).store(Arc::clone(&key), entry.clone());
        let delivered = delivered(fresh, source);
        Passing::Copy(Box::new(Copy { key, entry, delivered }))
    }

    /// `store/set-cookie`, `store/set-cookie-blocked`, `ttl/qualified-no-cache`
    fn storable(&self, fresh: &Fresh) -> Headers {
        let mut headers = fresh.message.headers.clone();
        let unstored = Directives::of(&headers).unstored;
        let never = self.profile.cookie_store == CookieStore::Never || fresh.cookies_once;
        headers.retain(|line| {
            let once = never && line.is_named("set-cookie");
            !once && !unstored.contains(&line.name)
        });
        headers
    }

    /// `flow/fault-not-stored`
    fn keep_fault(
        &mut self,
        ground: &Ground<'_>,
        layer: LayerId,
        fault: Fault,
        from_s3: bool,
        trace: &mut Vec<Moment>,
    ) {
        let status = fault.answer(self.profile).status;
        let configured = self.distribution.error_responses.contains_key(&status)
            && self.profile.cer_store_own == CerStoreOwn::IfConfigured;
        let seconds = self.distribution.minimum(status, from_s3, self.profile);
        if !configured || seconds == 0 {
            trace.push(Moment::NotStored { layer, why: Why::Fault });
            return;
        }
        let fresh = Fresh::new(Message::bare(status), Provenance::Fault, from_s3);
        let lifetime = Lifetime { seconds, why: Why::FaultConfigured };
        trace.push(Moment::Stored { layer, lifetime });
        _ = self.put(ground, layer, &fresh, lifetime, Source::Fetched);
    }
}

/// Lays the headers of a 304 over those of the copy: `revalidate/validator`.
fn merged(stored: &Headers, validated: &Headers, how: RevalHeaders) -> Headers {
    let mut headers = stored.clone();
    if how == RevalHeaders::ReplaceValidators {
        headers.remove("etag");
        headers.remove("last-modified");
    }
    // The length is that of the 304, which has no body.
    let new = |name: &str| name != "content-length" && validated.contains(name);
    headers.retain(|line| !new(&line.name));
    for line in validated.iter().filter(|line| new(&line.name)) {
        headers.append(line.key.clone(), line.value.clone());
    }
    headers
}

/// Tells whether a behaviour's copies are validated at all: `revalidate/cookies`,
/// `revalidate/vary-star`.
pub(super) fn validates(behavior: &Behavior, old: &Entry) -> bool {
    let star = varies_on_everything(&old.stored.headers);
    let fetched_each_time = star && behavior.lifetimes.min == 0;
    !fetched_each_time && !forwards_cookies(behavior)
}
