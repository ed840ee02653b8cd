//! How much is measured.

use std::time::Duration;

/// How long a measurement takes.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How often everything is timed: what disturbs the machine for a while spoils one pass of what is timed
    /// then, and no other.
    pub passes: u32,
    /// How often every operation of an input has its turn in a pass.
    pub rounds: u32,
    /// How long a turn takes; an operation that takes longer runs once.
    pub turn: Duration,
    /// Bytes that are gone through before the first ones come again, for cold figures.
    pub cold_bytes: usize,
    /// Bytes of the adversarial inputs.
    pub family_bytes: usize,
    /// The names of the inputs; none means all.
    pub only: Vec<String>,
}

impl Plan {
    /// The plan that goals are judged by.
    pub const FULL: Self = Self {
        passes: 3,
        rounds: 12,
        turn: Duration::from_millis(1),
        cold_bytes: 256 << 20,
        family_bytes: 400_000,
        only: Vec::new(),
    };

    /// A look that takes seconds; its figures are rough.
    pub const QUICK: Self = Self {
        passes: 1,
        rounds: 4,
        turn: Duration::from_micros(250),
        cold_bytes: 64 << 20,
        family_bytes: 50_000,
        only: Vec::new(),
    };

    /// Tells whether an input of that name is timed.
    #[must_use]
    pub fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == name)
    }
}
