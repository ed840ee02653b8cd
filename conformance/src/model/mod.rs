//! The naive model: a second implementation of the pipeline, slow and obvious.
//!
//! It is written from the rules and from `corpus/SCENARIOS.md`, and shares with the reference only
//! data: the profile and its switches, the limits, the lists of names, what a failure is called. What
//! functions return is judged by the naive oracle. One file stands for each noun; [`Model`] plays a
//! scenario step by step, as [`crate::scenario::Player`] does.

mod answer;
mod ask;
mod batch;
mod call;
mod conditional;
mod cookies;
mod date;
mod diary;
mod directives;
mod encodings;
mod errors;
mod event;
mod fetch;
mod fields;
mod forward;
mod going;
mod key;
mod label;
mod lookup;
mod origin_side;
mod page;
mod path;
mod policy;
mod query;
mod reading;
mod refuse;
mod settle;
mod stale;
mod store;
mod ttl;
mod vary;
mod visit;

use std::collections::BTreeSet;

use edgecase_core::profile::InvalMatch;

use crate::flaw::PipelineFlaw;
use crate::scenario::{Answered, Caches, Scenario, ScenarioError, Step, World};
use reading::Reading;
use store::Store;

/// The model, somewhere in a scenario.
#[derive(Clone, Debug)]
pub struct Model<'s> {
    scenario: &'s Scenario,
    reading: Reading,
    world: World,
    now: u64,
    store: Store,
}

impl<'s> Model<'s> {
    /// Starts a scenario.
    ///
    /// # Errors
    /// When a switch or value does not exist.
    pub fn new(scenario: &'s Scenario) -> Result<Self, ScenarioError> {
        let profile =
            scenario.profile().map_err(|error| ScenarioError::new("/set", error.to_string()))?;
        Ok(Self {
            scenario,
            reading: Reading::new(profile),
            world: World::new(scenario),
            now: scenario.start,
            store: Store::new(&scenario.distribution.topology),
        })
    }

    /// Gets something wrong from now on.
    #[must_use]
    pub fn with_flaw(self, flaw: Option<PipelineFlaw>) -> Self {
        Self { reading: self.reading.with_flaw(flaw), ..self }
    }

    /// Returns the flaws that could have shown by now: no other one would have made a difference.
    #[must_use]
    pub fn reached(&self) -> BTreeSet<PipelineFlaw> {
        self.reading.reached()
    }

    /// Tells whether to get something wrong.
    fn has(&self, flaw: PipelineFlaw) -> bool {
        self.reading.has(flaw)
    }

    /// Takes a step; returns what it shows, if it is one of a viewer's.
    pub fn step(&mut self, step: &Step) -> Option<Answered> {
        match step {
            Step::Request(step) => {
                let mut answers = self.serve(std::slice::from_ref(&step.request));
                return answers.pop().map(|answer| Answered::One(Box::new(answer)));
            }
            Step::Batch { requests, .. } => return Some(Answered::Many(self.serve(requests))),
            Step::Advance(seconds) => self.now = self.now.saturating_add(*seconds),
            Step::Invalidate(path) => {
                let either = self.reading.inval_match == InvalMatch::Either;
                self.store.invalidate(path, either, &self.reading);
            }
            Step::Evict(evict) => self.store.evict(&evict.layer, &evict.uri, &self.reading),
            Step::Origins(_) | Step::Functions(_) => {
                let is_function = matches!(step, Step::Functions(_));
                if is_function && self.has(PipelineFlaw::NewFunctionEmptiesCaches) {
                    self.store.clear();
                }
                self.world.change(step, self.scenario);
            }
        }
        None
    }

    /// Returns what the caches hold.
    #[must_use]
    pub fn caches(&self) -> Caches {
        self.store.copies()
    }
}

#[cfg(test)]
mod tests;
