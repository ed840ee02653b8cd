//! The invariants of the pipeline: forty claims that hold for every scenario.
//!
//! Each is a named property of a played scenario. Some look at what happened; others play variants of
//! the scenario of their own and compare. All are generic over who plays: the reference, the model, or
//! anything else that is a [`Witness`]. A check tells how often its claim was really put to the test,
//! because a claim whose condition is never met cannot fail.

mod agree;
mod answers;
mod errors;
mod key;
mod layers;
mod order;
pub(crate) mod plain;
mod store;
mod ttl;
pub(crate) mod variant;
mod visit;

use std::fmt;
use std::sync::Arc;

pub use agree::agree;
pub(crate) use agree::same;
pub use answers::frames_of;

use crate::model::Model;
use crate::scenario::{Answered, Caches, Player, Scenario, ScenarioError, Step, StepAnswer};

/// Something that plays scenarios.
pub trait Witness<'s> {
    /// Takes a step; returns what it shows, if it is one of a viewer's.
    fn step(&mut self, step: &'s Step) -> Option<Answered>;
    /// Returns what the caches hold.
    fn caches(&self) -> Caches;
}

impl<'s> Witness<'s> for Player<'s> {
    fn step(&mut self, step: &'s Step) -> Option<Answered> {
        Player::step(self, step)
    }

    fn caches(&self) -> Caches {
        Player::caches(self)
    }
}

impl<'s> Witness<'s> for Model<'s> {
    fn step(&mut self, step: &'s Step) -> Option<Answered> {
        Model::step(self, step)
    }

    fn caches(&self) -> Caches {
        Model::caches(self)
    }
}

/// What a step led to.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// What the clock shows after the step.
    pub now: u64,
    /// The answers to the step's requests.
    pub answers: Vec<StepAnswer>,
    /// What the caches held before.
    pub before: Arc<Caches>,
    /// What they hold after.
    pub after: Arc<Caches>,
}

/// Plays a whole scenario; one frame a step.
pub type Play<'p> = &'p dyn Fn(&Scenario) -> Result<Vec<Frame>, ScenarioError>;

/// Plays a scenario with any witness that is at its start.
pub fn play<'s>(scenario: &'s Scenario, mut witness: impl Witness<'s>) -> Vec<Frame> {
    let mut now = scenario.start;
    let mut before = Arc::new(witness.caches());
    let mut frames = Vec::with_capacity(scenario.steps.len());
    for step in &scenario.steps {
        if let Step::Advance(seconds) = step {
            now = now.saturating_add(*seconds);
        }
        let answers = witness.step(step).map(|shown| shown.answers().to_vec()).unwrap_or_default();
        let after = Arc::new(witness.caches());
        frames.push(Frame { now, answers, before, after: Arc::clone(&after) });
        before = after;
    }
    frames
}

/// Plays a scenario with the reference.
///
/// # Errors
/// When the scenario cannot be played.
pub fn reference(scenario: &Scenario) -> Result<Vec<Frame>, ScenarioError> {
    Ok(play(scenario, Player::new(scenario)?))
}

/// Plays a scenario with the model.
///
/// # Errors
/// When the scenario cannot be played.
pub fn model(scenario: &Scenario) -> Result<Vec<Frame>, ScenarioError> {
    Ok(play(scenario, Model::new(scenario)?))
}

/// A scenario, how it went, and the means to play others.
#[derive(Clone, Copy)]
pub struct Subject<'s> {
    /// The scenario, with `trace` on.
    pub scenario: &'s Scenario,
    /// How it went.
    pub frames: &'s [Frame],
    /// Who played it.
    pub play: Play<'s>,
}

impl fmt::Debug for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { scenario, frames, .. } = self;
        f.debug_struct("Subject").field("scenario", scenario).field("frames", frames).finish()
    }
}

/// How often a claim was put to the test, or what is untrue about it.
pub type Checked = Result<u32, String>;

/// A claim that holds for every scenario without switches.
#[derive(Clone, Copy, Debug)]
pub struct Invariant {
    /// `INV-` and two digits.
    pub id: &'static str,
    /// The claim.
    pub claim: &'static str,
    /// Puts the claim to the test.
    pub check: fn(&Subject<'_>) -> Checked,
}

impl Invariant {
    /// Puts the claim to the test on a scenario, with `trace` on.
    ///
    /// # Errors
    /// Tells what is untrue, or why the scenario cannot be played.
    pub fn holds(&self, scenario: &Scenario, play: Play<'_>) -> Checked {
        let scenario = Scenario { trace: true, ..scenario.clone() };
        let frames = play(&scenario).map_err(|error| error.to_string())?;
        (self.check)(&Subject { scenario: &scenario, frames: &frames, play })
    }
}

macro_rules! invariants {
    ($($id:literal $check:path: $claim:literal;)+) => {
        /// All invariants, by number.
        pub const ALL: &[Invariant] =
            &[$(Invariant { id: $id, claim: $claim, check: $check }),+];
    };
}

invariants! {
    "INV-01" order::events_come_in_order:
        "Functions and origins come in the order viewer-request, then any number of origin-request, origin and origin-response, then viewer-response; an error page's fetch has no viewer stages.";
    "INV-02" order::identity_changes_nothing:
        "A function that hands back what it was given changes nothing but the list of calls.";
    "INV-03" order::fresh_copies_spare_the_origin:
        "Where the first cache that has anything has a fresh copy, neither origin-request nor the origin nor origin-response takes part.";
    "INV-04" order::generated_at_viewer_request_touches_no_cache:
        "A response generated at viewer-request is given without a lookup and leaves every cache as it was.";
    "INV-05" order::generated_at_viewer_request_is_never_stored:
        "A response generated at viewer-request is in no cache at any later time.";
    "INV-06" order::generated_at_origin_request_spares_the_origin:
        "After a response generated at origin-request, the same fetch has neither origin nor origin-response.";
    "INV-07" store::generated_at_origin_request_is_reused:
        "A stored response generated at origin-request is given again to the same request at the same point of presence, without origin-request, until its lifetime ends.";
    "INV-08" store::viewer_response_leaves_caches_alone:
        "What the caches hold does not depend on viewer-response, even if it fails.";
    "INV-09" order::viewer_response_sees_no_error:
        "Viewer-response is never given a status of 400 or more, and never runs after an error page.";
    "INV-10" order::failures_store_nothing:
        "The failure of a function gives 502 or 503, and stores nothing unless an error response names that status.";
    "INV-11" order::viewer_request_runs_once:
        "Viewer-request runs exactly once for an accepted request, whatever the caches hold, and never for a refused one.";
    "INV-12" key::keys_are_a_function_of_the_request:
        "One request stores under one key in every cache, equal requests store under equal keys, and no cache has two copies of one key and method.";
    "INV-13" key::origin_request_does_not_touch_keys:
        "What origin-request makes of path, query string, headers and cookies changes neither keys nor hits.";
    "INV-14" key::unnamed_parts_do_not_count:
        "Headers, query parameters and cookies that no policy names change neither keys nor hits.";
    "INV-15" key::viewer_request_decides_the_path:
        "Two paths that viewer-request makes one share a copy; one path that it makes two does not.";
    "INV-16" key::header_names_ignore_case_and_values_do_not:
        "The case of a listed header's name does not count in the key; one byte of its value does.";
    "INV-17" key::query_counts_wholly_or_not_at_all:
        "With no query strings in the key none matters; with all of them every byte does, order included.";
    "INV-18" key::get_and_head_share_a_key:
        "GET and HEAD have one key, and OPTIONS never has it.";
    "INV-19" key::accept_encoding_gives_few_keys:
        "Accept-Encoding gives at most four keys with both formats on, two with one, and one with none.";
    "INV-20" key::viewers_cannot_steer_caches:
        "Cache-Control and Pragma in requests change nothing.";
    "INV-21" ttl::explicit_lifetimes_are_clamped:
        "A lifetime that the origin names, without a blocking directive, is kept within minimum and maximum TTL.";
    "INV-22" ttl::the_minimum_holds:
        "With a minimum TTL above 0, every success that the origin sends lives at least that long where it is stored, no-store included.";
    "INV-23" ttl::blocked_copies_are_not_served:
        "With a minimum TTL of 0, a copy with a blocking directive is never served while the origin answers, save one with no-cache in place of an error.";
    "INV-24" ttl::the_first_lifetime_counts:
        "Beside s-maxage neither max-age nor Expires counts, and beside max-age Expires does not.";
    "INV-25" ttl::lifetimes_grow_with_their_settings:
        "The lifetime never falls when minimum, maximum or the origin's own lifetime grow.";
    "INV-26" ttl::settings_that_do_not_apply_do_not_count:
        "Without a lifetime of the origin's the maximum TTL does not count, and with one the default TTL does not.";
    "INV-27" ttl::hits_come_from_living_copies:
        "An answer labelled Hit that was found fresh is that of a copy which has not expired.";
    "INV-28" ttl::nothing_outlives_the_maximum:
        "No stored success is served when the maximum TTL has passed since it was received or validated.";
    "INV-29" errors::errors_live_within_bounds:
        "A stored error lives at least the error-caching minimum and at most the greater of that and the maximum TTL.";
    "INV-30" errors::holds_leave_the_origin_alone:
        "While a cache holds a stale copy, it asks nobody for that key.";
    "INV-31" errors::only_some_statuses_are_stored:
        "No cache holds a 304, a 416, or an error that is on neither list.";
    "INV-32" errors::blocking_directives_count_for_some_errors:
        "A 404, 410, 414 or 501 with a blocking directive is not stored; a 500, 502, 503 or 504 with one is stored for exactly the minimum.";
    "INV-33" errors::error_pages_have_no_viewer_stages:
        "An error page is fetched without viewer-request, delivered without viewer-response, and logged as Error whatever its status.";
    "INV-34" layers::other_methods_pass_the_caches:
        "Methods that are not cached look nothing up and change no cache; a cached OPTIONS asks its point of presence only.";
    "INV-35" layers::one_fetch_serves_a_region:
        "While a copy in a regional cache is fresh, no point of presence before it causes origin-request or a request to the origin.";
    "INV-36" layers::nearer_copies_end_no_later:
        "A copy taken through the regional cache has the body of the copy there and ends no later.";
    "INV-37" layers::invalidation_leaves_nothing:
        "After an invalidation no cache has a copy that it matches, and every other copy is as it was.";
    "INV-38" layers::evictions_do_not_show:
        "With origins and functions that always do the same, evictions change no status, header or body that a viewer sees.";
    "INV-39" layers::simultaneous_requests_are_one_fetch:
        "Of n simultaneous requests for one key one is fetched and the others wait for it, unless cookies are forwarded or nothing is cached: then all are fetched.";
    "INV-40" layers::the_second_origin_comes_second:
        "The second origin of a group is asked only after the first in the same fetch and for cacheable methods only, and origin-request runs once for each that is asked.";
}
