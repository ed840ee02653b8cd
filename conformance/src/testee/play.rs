//! The question to play a scenario.

use crate::scenario::{Function, FunctionKind, Scenario, Step};

/// A scenario to play. It has neither its case nor what is expected.
#[derive(Clone, Copy, Debug)]
pub struct PlayScenario<'a> {
    /// The scenario, as [`Scenario::blind`] leaves it.
    pub scenario: &'a Scenario,
}

impl PlayScenario<'_> {
    /// Tells whether a function is a real one, in a file: what came over the protocol must not name
    /// programs to run.
    #[must_use]
    pub fn has_handler(&self) -> bool {
        let at_start =
            self.scenario.distribution.behaviors.iter().flat_map(|b| b.functions.values());
        let later = self.scenario.steps.iter().flat_map(|step| match step {
            Step::Functions(changes) => changes.values().flat_map(|c| c.values()).collect(),
            _ => Vec::new(),
        });
        let is_handler = |Function(kinds): &Function| {
            kinds.iter().any(|kind| matches!(kind, FunctionKind::Handler(_)))
        };
        at_start.chain(later.flatten()).any(is_handler)
    }
}
