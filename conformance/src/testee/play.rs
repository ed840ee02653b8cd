//! The question to play a scenario.

use crate::scenario::Scenario;

/// A scenario to play. It has neither its case nor what is expected.
#[derive(Clone, Copy, Debug)]
pub struct PlayScenario<'a> {
    /// The scenario, as [`Scenario::blind`] leaves it.
    pub scenario: &'a Scenario,
}
