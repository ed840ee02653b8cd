//! What the caches on the way do with an answer.

use edgecase_core::profile::{
    CerStoreOwn, CookieStore, GenSetCookie, LayerExpiry, RevalHeaders, StaleHold,
    StaleOnGenerated5xx, StaleOnLambdaFault,
};

use super::answer::{Answer, Source};
use super::diary::Diary;
use super::directives::Directives;
use super::fields::Fields;
use super::going::Going;
use super::store::{Asked, Slot, Stored};
use super::{Model, errors, stale, ttl};
use crate::flaw::PipelineFlaw;
use crate::scenario::Moment;

/// An answer on its way back through the caches.
#[derive(Clone, Debug)]
pub(super) struct Settling {
    /// The answer.
    pub(super) answer: Answer,
    /// The copy that the cache behind has stored or served, with its slot.
    pub(super) carried: Option<(Slot, Stored)>,
    /// What a cache did to the answer.
    pub(super) turned: Turned,
}

/// What a cache did to an answer on its way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turned {
    /// Nothing.
    Not,
    /// A copy was refreshed by a 304.
    Refreshed,
    /// A stale copy, validated then, took its place.
    StoodIn {
        /// When the copy was received or last validated.
        validated_at: u64,
    },
}

impl Model<'_> {
    /// Lets the caches settle an answer, from the nearest to the origin down; returns what the
    /// last of them made of it, beside the copy that the first one now has of it.
    pub(super) fn settle(
        &mut self,
        going: &Going,
        passed: &[Asked],
        mut settling: Settling,
        diary: &mut Diary,
    ) -> (Settling, Option<(Slot, Stored)>) {
        let mut at_last_cache = None;
        for (number, asked) in passed.iter().rev().enumerate() {
            let is_last = going.chain.last() == Some(&asked.layer);
            if !is_last && self.has(PipelineFlaw::StoredAtOriginOnly) {
                continue;
            }
            self.settle_in(going, asked, &mut settling, diary);
            if number == 0 {
                at_last_cache = settling.carried.clone();
            }
        }
        (settling, at_last_cache)
    }

    fn settle_in(
        &mut self,
        going: &Going,
        asked: &Asked,
        settling: &mut Settling,
        diary: &mut Diary,
    ) {
        if let Some(copy) = self.stand_in(going, asked, &settling.answer) {
            self.hold(going, asked, copy, settling, diary);
        } else if settling.answer.status == 304 && !self.has(PipelineFlaw::NotModifiedStored) {
            if let Some(copy) =
                asked.copy.clone().filter(|copy| copy.is_success() && !copy.for_outages)
            {
                self.refresh(going, asked, copy, settling, diary);
            }
        } else if let Some((slot, copy)) = settling.carried.clone() {
            let copy = self.handed_down(copy);
            self.store(going, asked, slot, copy, diary);
        } else if matches!(settling.answer.source, Source::Fault(_)) {
            if let Some(copy) = self.stored_failure(going, &settling.answer) {
                settling.carried = Some((going.slot, copy.clone()));
                self.store(going, asked, going.slot, copy, diary);
            }
        } else if let Some(copy) = self.stored_answer(going, &settling.answer) {
            settling.carried = Some((going.slot, copy.clone()));
            self.store(going, asked, going.slot, copy, diary);
        } else if self.store.remove(&asked.layer, going.slot, &going.key) {
            diary.note(Moment::Remove { layer: asked.layer.clone() });
        }
    }

    fn store(&mut self, going: &Going, asked: &Asked, slot: Slot, copy: Stored, diary: &mut Diary) {
        diary.note(Moment::Store { layer: asked.layer.clone(), ttl: copy.ttl(self.now) });
        self.store.put(&asked.layer, slot, &going.key, copy);
    }

    /// Returns the copy of a cache if it may take an answer's place.
    fn stand_in(&self, going: &Going, asked: &Asked, answer: &Answer) -> Option<Stored> {
        let reading = &self.reading;
        let copy = asked.copy.clone()?;
        let status = answer.status;
        let may = match answer.source {
            _ if self.has(PipelineFlaw::StaleNever) => false,
            _ if self.has_page(status) && self.has(PipelineFlaw::PageBeforeStale) => false,
            Source::Origin if self.has(PipelineFlaw::StaleForClientErrors) => status >= 400,
            Source::Origin if self.has(PipelineFlaw::StaleForChangedStatus) => status >= 500,
            Source::Fault(_) if self.has(PipelineFlaw::StaleForFailure) => true,
            Source::Origin | Source::Dead => answer.is_origin_failure(),
            Source::OriginRequest => {
                answer.status >= 500 && reading.stale_on_generated_5xx == StaleOnGenerated5xx::Yes
            }
            Source::Fault(_) => reading.stale_on_lambda_fault == StaleOnLambdaFault::Yes,
            Source::ViewerRequest => false,
        };
        let dead = answer.source == Source::Dead;
        let ttl = self.lifetimes(going);
        let usable = may && stale::may_stand_in(&copy, dead, ttl, self.now, reading);
        usable.then_some(copy)
    }

    /// Tells whether a status has a custom error page.
    fn has_page(&self, status: u16) -> bool {
        let mut configured = self.scenario.distribution.error_responses.iter();
        configured.any(|error| error.status == status && error.page.is_some())
    }

    /// Rule 1: the copy is served and held.
    fn hold(
        &mut self,
        going: &Going,
        asked: &Asked,
        mut copy: Stored,
        settling: &mut Settling,
        diary: &mut Diary,
    ) {
        let Answer { status, bucket, .. } = settling.answer;
        let mut until = self.now;
        if self.reading.stale_hold == StaleHold::Ecm && !self.has(PipelineFlaw::HoldMissing) {
            let distribution = &self.scenario.distribution;
            let minimum = errors::minimum(status, bucket, distribution, &self.reading);
            let end = stale::stands_in_until(&copy, self.lifetimes(going), &self.reading);
            until = self.now.saturating_add(minimum);
            if until > end && !self.has(PipelineFlaw::HoldPastStaleTime) {
                until = end;
            }
            copy.hold_until = if until > self.now { until } else { 0 };
        }
        diary.note(Moment::Hold { layer: asked.layer.clone(), until });
        self.store.put(&asked.layer, going.slot, &going.key, copy.clone());
        settling.answer = copy.answer();
        settling.turned = Turned::StoodIn { validated_at: copy.validated_at };
        settling.carried = Some((going.slot, copy));
    }

    /// Rule 2: the copy is refreshed.
    fn refresh(
        &mut self,
        going: &Going,
        asked: &Asked,
        mut copy: Stored,
        settling: &mut Settling,
        diary: &mut Diary,
    ) {
        let said = &settling.answer;
        let headers = match self.has(PipelineFlaw::RefreshKeepsHeaders) {
            true => copy.headers.clone(),
            false => merged(&copy.headers, &said.headers, self.reading.reval_headers),
        };
        let ttl = self.lifetimes(going);
        let life = going.page_life.or_else(|| {
            ttl::by_headers(copy.status, &headers, said.age, ttl, self.now, &self.reading)
        });
        let mut answer = copy.answer();
        answer.headers = headers;
        copy.headers = self.storable(&answer);
        copy.for_outages =
            life == Some(0) && ttl::is_for_outages(&answer.headers, ttl, &self.reading);
        settling.answer = answer;
        settling.turned = Turned::Refreshed;
        let Some(life) = life else {
            if self.store.remove(&asked.layer, going.slot, &going.key) {
                diary.note(Moment::Remove { layer: asked.layer.clone() });
            }
            return;
        };
        copy.validated_at = self.now;
        if !self.has(PipelineFlaw::RefreshKeepsExpiry) {
            copy.expires_at = self.now.saturating_add(life);
        }
        copy.hold_until = 0;
        diary.note(Moment::Refresh { layer: asked.layer.clone(), ttl: life });
        self.store.put(&asked.layer, going.slot, &going.key, copy.clone());
        settling.carried = Some((going.slot, copy));
    }

    /// Rule 3: the copy of the cache behind, as it is or with a life of its own.
    pub(super) fn handed_down(&self, mut copy: Stored) -> Stored {
        let fresh = self.now < copy.expires_at;
        let restarts = self.reading.layer_expiry == LayerExpiry::Restart
            || self.has(PipelineFlaw::LifeStartsAnew);
        if fresh && restarts {
            let life = copy.expires_at.saturating_sub(copy.validated_at);
            copy.validated_at = self.now;
            copy.expires_at = self.now.saturating_add(life);
        }
        copy
    }

    /// Rule 4: any other answer.
    fn stored_answer(&self, going: &Going, answer: &Answer) -> Option<Stored> {
        if answer.cut {
            return None;
        }
        let (ttl, now, reading) = (self.lifetimes(going), self.now, &self.reading);
        let distribution = &self.scenario.distribution;
        let life = match going.page_life {
            _ if answer.status >= 400 => errors::of(answer, ttl, now, distribution, reading)?,
            Some(seconds) => Some(seconds).filter(|seconds| *seconds > 0)?,
            None => ttl::of(answer, ttl, now, reading)?,
        };
        if life == 0 && self.has(PipelineFlaw::ZeroNotStored) {
            return None;
        }
        Some(self.made(going, answer, life))
    }

    /// Rule 5: a function's failure.
    fn stored_failure(&self, going: &Going, answer: &Answer) -> Option<Stored> {
        let distribution = &self.scenario.distribution;
        let mut configured = distribution.error_responses.iter();
        let is_configured = configured.any(|error| error.status == answer.status);
        let stores = is_configured || self.has(PipelineFlaw::FailureStored);
        if !stores || self.reading.cer_store_own == CerStoreOwn::Never {
            return None;
        }
        let life = errors::minimum(answer.status, answer.bucket, distribution, &self.reading);
        (life > 0).then(|| self.made(going, answer, life))
    }

    fn made(&self, going: &Going, answer: &Answer, life: u64) -> Stored {
        Stored {
            status: match self.has(PipelineFlaw::OriginsStatusStored) {
                true => answer.raw_status,
                false => answer.status,
            },
            headers: self.storable(answer),
            body: answer.body.clone(),
            source: answer.source,
            raw_status: answer.raw_status,
            bucket: answer.bucket,
            // Where the default TTL decides, no directive does.
            for_outages: life == 0
                && !ttl::is_kept_for_default(answer, &self.reading)
                && ttl::is_for_outages(&answer.headers, self.lifetimes(going), &self.reading),
            viewer_path: going.viewer_path.clone(),
            validated_at: self.now,
            expires_at: self.now.saturating_add(life),
            hold_until: 0,
        }
    }

    /// Returns an answer's headers without those that are for this viewer only.
    fn storable(&self, answer: &Answer) -> Fields {
        let mut headers = answer.headers.clone();
        for name in Directives::of(&answer.headers, &self.reading).not_stored {
            headers.remove(&name);
        }
        let deliver = answer.source == Source::OriginRequest
            && self.reading.gen_set_cookie == GenSetCookie::Deliver;
        if deliver || self.reading.cookie_store == CookieStore::Never {
            headers.remove("set-cookie");
        }
        headers
    }
}

/// Returns the headers of a copy with those of a 304 in their place.
fn merged(stored: &Fields, said: &Fields, reading: RevalHeaders) -> Fields {
    let mut headers = stored.clone();
    let mut said = said.clone();
    // It speaks of the 304, which has no body.
    said.remove("content-length");
    for (name, _) in &said.0 {
        headers.remove(name);
    }
    if reading == RevalHeaders::ReplaceValidators {
        headers.remove("etag");
        headers.remove("last-modified");
    }
    headers.0.extend(said.0);
    headers
}
