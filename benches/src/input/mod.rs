//! Inputs with fixed content: the same bytes in every run and on every machine.

pub mod accepted;
pub mod adversarial;
mod draw;
mod headers;
mod json;
mod layout;
pub mod mixed;
pub mod nested;
pub mod rejected;
pub mod requests;

use edgecase_core::{Event, Stage};

/// Bytes in a mebibyte.
const MIB: usize = 1 << 20;

/// A result to judge.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name in reports.
    pub name: &'static str,
    /// Where the function ran, with the minimal event of that stage.
    pub stage: Stage,
    /// What the function returned.
    pub result: Vec<u8>,
}

impl Input {
    fn new(name: &'static str, stage: Stage, result: impl Into<Vec<u8>>) -> Self {
        Self { name, stage, result: result.into() }
    }

    /// Returns the event that the function was given.
    #[must_use]
    pub fn event(&self) -> Event {
        Event::minimal(self.stage)
    }
}
