//! The reference plays a scenario.

use super::{Answered, Caches, Scenario, ScenarioError, Step};

/// The reference, somewhere in a scenario.
#[derive(Debug)]
pub struct Player<'s> {
    scenario: &'s Scenario,
}

impl<'s> Player<'s> {
    /// Starts a scenario.
    ///
    /// # Errors
    /// When a switch does not exist.
    pub fn new(scenario: &'s Scenario) -> Result<Self, ScenarioError> {
        Ok(Self { scenario })
    }

    /// Takes a step; returns what it shows, if it is one of a viewer's.
    pub fn step(&mut self, _step: &Step) -> Option<Answered> {
        None
    }

    /// Returns what the caches hold.
    #[must_use]
    pub fn caches(&self) -> Caches {
        _ = self.scenario;
        Caches::new()
    }
}
