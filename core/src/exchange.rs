//! What a function was given, as far as the rules ask.

use crate::event::Event;
use crate::stage::Stage;

/// One call of a function, without its result.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    /// Where it was called.
    pub stage: Stage,
    /// What it was given.
    pub event: &'a Event,
    /// The lower-case names of the headers that the behaviour caches on, if its settings are known.
    pub caches_on: Option<&'a [String]>,
}

impl<'a> Exchange<'a> {
    /// Returns the call at a stage with an event; the behaviour's settings are unknown.
    #[must_use]
    pub const fn new(stage: Stage, event: &'a Event) -> Self {
        Self { stage, event, caches_on: None }
    }
}
