//! Making a failing example small, whatever found it.
//!
//! The reducer knows an example by its structure, not by how it was drawn: it drops members, entries
//! and steps, replaces texts and numbers by simpler ones, and looks for the exact length at which a
//! long text begins to matter. What is left is worth reading.

mod drop;
mod event;
mod leaf;
mod part;
mod rename;
mod scenario;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use edgecase_core::profile::Edition;

use crate::example::{Example, ResultExample};
use crate::layout;
use crate::tree::Tree;
use part::Part;

/// How many candidates are put to the test, unless somebody knows better.
pub const BUDGET: u32 = 2_000;

/// Makes an example as small as it gets while `keeps` says that it still shows the same failure.
///
/// `keeps` is asked at most `budget` times, and only about examples that could be read from a file.
/// Without a failure to start from the example may become anything that `keeps` says yes to. The same
/// example and the same answers give the same result.
///
/// # Examples
/// ```
/// use edgecase::example::{Example, ResultExample};
/// use edgecase::reduce::{BUDGET, reduce};
/// use edgecase_core::{Event, Stage};
///
/// let event = Event::minimal(Stage::ViewerRequest).to_json();
/// let result = r#"{"status":"302","statusDescription":"Found","body":"see there"}"#;
/// let long = Example::Result(ResultExample::new(Stage::ViewerRequest, event, result));
/// let has_body = |example: &Example| match example {
///     Example::Result(example) => example.result.windows(6).any(|bytes| bytes == b"\"body\""),
///     Example::Scenario(_) => false,
/// };
/// let Example::Result(short) = reduce(long, has_body, BUDGET) else { panic!() };
/// assert_eq!(short.result, br#"{"body":""}"#);
/// ```
pub fn reduce(example: Example, mut keeps: impl FnMut(&Example) -> bool, budget: u32) -> Example {
    let mut search = Search {
        seen: BTreeSet::from([fingerprint(&example)]),
        best: example,
        keeps: &mut keeps,
        left: budget,
        better: true,
    };
    while std::mem::take(&mut search.better) {
        search.round();
    }
    search.best
}

/// Returns how large an example is: the bytes of what a reader has to read.
#[must_use]
pub fn size(example: &Example) -> usize {
    match example {
        Example::Result(ResultExample { event, result, .. }) => event.len() + result.len(),
        Example::Scenario(scenario) => layout::scenario(scenario).text().len(),
    }
}

/// The best example so far, and what may still be tried.
struct Search<'k> {
    best: Example,
    keeps: &'k mut dyn FnMut(&Example) -> bool,
    left: u32,
    /// What was tried, so that nothing is asked twice.
    seen: BTreeSet<u64>,
    better: bool,
}

impl Search<'_> {
    /// Tries everything once, what takes the most away first.
    fn round(&mut self) {
        self.profile();
        self.scenario();
        self.bytes();
        for part in Part::of(&self.best) {
            match part {
                Part::Event => self.event(),
                Part::Result | Part::Scenario => self.drop_nodes(*part),
            }
        }
        for part in Part::of(&self.best) {
            self.leaves(*part);
        }
        self.rename();
    }

    /// Puts a candidate to the test, and takes it if it will do.
    fn offer(&mut self, candidate: Example) -> bool {
        if self.left == 0 || !self.seen.insert(fingerprint(&candidate)) {
            return false;
        }
        self.left -= 1;
        let kept = (self.keeps)(&candidate);
        if kept {
            self.best = candidate;
            self.better = true;
        }
        kept
    }

    /// Puts the best example with another tree in one part to the test.
    fn offer_tree(&mut self, part: Part, tree: Option<Tree>) -> bool {
        let candidate = tree.and_then(|tree| part.put(&self.best, &tree));
        candidate.is_some_and(|candidate| self.offer(candidate))
    }

    /// Drops switches, and goes on to the present edition.
    fn profile(&mut self) {
        let (edition, set) = profile(&self.best);
        if self.offer_profile(Edition::Current, BTreeMap::new())
            || self.offer_profile(edition, BTreeMap::new())
        {
            return;
        }
        self.offer_profile(Edition::Current, set.clone());
        for switch in set.keys() {
            let (edition, mut set) = profile(&self.best);
            set.remove(switch);
            self.offer_profile(edition, set);
        }
    }

    fn offer_profile(&mut self, to: Edition, switches: BTreeMap<String, String>) -> bool {
        let mut candidate = self.best.clone();
        match &mut candidate {
            Example::Result(ResultExample { edition, set, .. }) => {
                (*edition, *set) = (to, switches)
            }
            Example::Scenario(scenario) => (scenario.profile, scenario.set) = (to, switches),
        }
        part::is_sound(&candidate) && self.offer(candidate)
    }
}

fn profile(example: &Example) -> (Edition, BTreeMap<String, String>) {
    match example {
        Example::Result(example) => (example.edition, example.set.clone()),
        Example::Scenario(scenario) => (scenario.profile, scenario.set.clone()),
    }
}

fn fingerprint(example: &Example) -> u64 {
    let mut hasher = DefaultHasher::new();
    match example {
        Example::Result(ResultExample { stage, edition, set, event, result }) => {
            (stage.as_str(), edition.as_str(), set, event, result).hash(&mut hasher);
        }
        Example::Scenario(scenario) => scenario.to_json().hash(&mut hasher),
    }
    hasher.finish()
}
