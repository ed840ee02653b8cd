//! Getting an answer: from a cache, or from the origin's side.

use edgecase_core::profile::CacheUnsafeInvalidates;

use super::answer::{Answer, Source};
use super::diary::Diary;
use super::fields::Fields;
use super::going::Going;
use super::settle::{Settling, Turned};
use super::store::{Slot, Stored, Usable};
use super::{Model, policy};
use crate::flaw::PipelineFlaw;
use crate::scenario::{CacheWord, Found, Moment};

/// How an answer was got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// A copy answered.
    Copy {
        /// What kind of find it was.
        found: Found,
        /// Whether it was found in the shield.
        in_shield: bool,
    },
    /// It came from the origin's side.
    Fetched,
    /// The origin said that the copy is still good.
    Refreshed,
    /// A stale copy took an error's place.
    StoodIn,
    /// It is the answer to another request of the batch.
    Followed {
        /// Whether a stale copy took an error's place there.
        stood_in: bool,
    },
    /// A function answered at viewer-request, or failed there.
    AtViewerRequest,
}

/// An answer with how it was got.
#[derive(Clone, Debug)]
pub(super) struct Fetched {
    /// The answer.
    pub(super) answer: Answer,
    /// How it was got.
    pub(super) how: How,
    /// What the lookup that decided it found.
    pub(super) word: CacheWord,
    /// Its age, if it shows one.
    pub(super) age: Option<u64>,
    /// The copy that the cache nearest to the origin now has of it.
    pub(super) at_last_cache: Option<(Slot, Stored)>,
}

impl Model<'_> {
    /// Gets the answer to a request that has looked into the caches; adds to `refreshes` what has
    /// to be refreshed after it.
    pub(super) fn fetch(
        &mut self,
        going: &Going,
        diary: &mut Diary,
        refreshes: &mut Vec<Going>,
    ) -> Fetched {
        if !going.eligible {
            return self.proxied(going, diary);
        }
        match going.looked.usable.clone() {
            Some(usable) => {
                if usable.found == Found::Revalidating && !self.has(PipelineFlaw::NoRefreshBehind) {
                    refreshes.push(refreshing(going, usable.slot));
                }
                self.take_copy(going, usable, diary)
            }
            None => self.ask_origin(going, diary),
        }
    }

    /// Gets an answer past the caches.
    fn proxied(&mut self, going: &Going, diary: &mut Diary) -> Fetched {
        let answer = self.origin_side(going, &Fields::default(), diary);
        let unsafe_method = matches!(going.method.as_str(), "POST" | "PUT" | "PATCH" | "DELETE");
        if unsafe_method
            && answer.status < 400
            && self.reading.cache_unsafe_invalidates == CacheUnsafeInvalidates::Yes
        {
            self.drop_stored_get(going, diary);
        }
        Fetched { answer, how: How::Fetched, word: CacheWord::None, age: None, at_last_cache: None }
    }

    /// Drops what the caches have for a GET of the same key.
    fn drop_stored_get(&mut self, going: &Going, diary: &mut Diary) {
        let behavior = self.behavior(going.behavior);
        for layer in self.chain(behavior, "GET", going.pop.as_deref()).into_iter().rev() {
            let get = self.store.remove(&layer, Slot::Get, &going.key);
            let head = self.store.remove(&layer, Slot::Head, &going.key);
            if get || head {
                diary.note(Moment::Remove { layer });
            }
        }
    }

    fn take_copy(&mut self, going: &Going, usable: Usable, diary: &mut Diary) -> Fetched {
        let Usable { layer, slot, found, copy } = usable;
        let in_shield = self.scenario.distribution.topology.shield.as_ref() == Some(&layer);
        let validated_at = copy.validated_at;
        let settling =
            Settling { answer: copy.answer(), carried: Some((slot, copy)), turned: Turned::Not };
        let (mut settling, at_last_cache) =
            self.settle(going, &going.looked.passed, settling, diary);
        if found == Found::Fresh && self.has(PipelineFlaw::OriginResponseOnHit) {
            self.origin_response_on_hit(going, &mut settling.answer, diary);
        }
        let (how, word, validated_at) = match settling.turned {
            Turned::StoodIn { validated_at } => (How::StoodIn, CacheWord::Stale, validated_at),
            Turned::Not | Turned::Refreshed => {
                let word = match found {
                    Found::Held | Found::Revalidating => CacheWord::Stale,
                    _ => CacheWord::Hit,
                };
                (How::Copy { found, in_shield }, word, validated_at)
            }
        };
        let age = Some(self.now.saturating_sub(validated_at));
        Fetched { answer: settling.answer, how, word, age, at_last_cache }
    }

    fn ask_origin(&mut self, going: &Going, diary: &mut Diary) -> Fetched {
        let passed = &going.looked.passed;
        let validators = self.validators(going, passed);
        let answer = self.origin_side(going, &validators, diary);
        let settling = Settling { answer, carried: None, turned: Turned::Not };
        let mut filed = going.clone();
        if self.has(PipelineFlaw::StoredAfterOriginRequest) {
            filed.key.path = diary.asked_path().unwrap_or(filed.key.path);
        }
        let (settling, at_last_cache) = self.settle(&filed, passed, settling, diary);
        let always = !validators.0.is_empty() && self.has(PipelineFlaw::ReplacedIsRefresh);
        let (how, word, age) = match settling.turned {
            Turned::Not if always => (How::Refreshed, CacheWord::Refresh, None),
            Turned::Not => (How::Fetched, CacheWord::Miss, None),
            Turned::Refreshed => (How::Refreshed, CacheWord::Refresh, None),
            Turned::StoodIn { validated_at } => {
                (How::StoodIn, CacheWord::Stale, Some(self.now.saturating_sub(validated_at)))
            }
        };
        Fetched { answer: settling.answer, how, word, age, at_last_cache }
    }

    /// Refreshes a copy that was served in its stale-while-revalidate window.
    pub(super) fn refresh_in_background(&mut self, going: &Going, diary: &mut Diary) {
        let passed = self.pass_all(going);
        let validators = self.validators(going, &passed);
        let answer = self.origin_side(going, &validators, diary);
        let settling = Settling { answer, carried: None, turned: Turned::Not };
        _ = self.settle(going, &passed, settling, diary);
    }

    /// Tells whether a request takes part in collapsing: it has to go to the origin's side, and no
    /// cookies go with it.
    pub(super) fn may_share(&self, going: &Going) -> bool {
        let behavior = self.behavior(going.behavior);
        let cookies = policy::forwards_cookies(behavior) && !self.has(PipelineFlaw::CookiesWait);
        going.eligible && going.looked.usable.is_none() && !cookies
    }
}

/// Returns the request that refreshes a copy of a slot.
fn refreshing(going: &Going, slot: Slot) -> Going {
    let mut refreshing = going.clone();
    refreshing.slot = slot;
    if slot == Slot::Get {
        "GET".clone_into(&mut refreshing.method);
    }
    refreshing
}

impl Fetched {
    /// Returns what a function at viewer-request led to.
    pub(super) const fn at_viewer_request(answer: Answer) -> Self {
        Self {
            answer,
            how: How::AtViewerRequest,
            word: CacheWord::None,
            age: None,
            at_last_cache: None,
        }
    }

    /// Tells whether a function at origin-request has just generated it.
    pub(super) fn is_just_generated(&self) -> bool {
        let from_copy = matches!(self.how, How::Copy { .. } | How::Refreshed | How::StoodIn);
        self.answer.source == Source::OriginRequest && !from_copy
    }
}
