//! What came of putting properties to a testee.

use edgecase_core::profile::Edition;

use super::{Failure, Property};

/// What to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The same seed gives the same examples.
    pub seed: u64,
    /// How many examples.
    pub cases: u32,
    /// The edition of all results. By default one in four varies, with the switches, for those that announce
    /// `set`; all others are asked by the current texts.
    pub edition: Option<Edition>,
}

impl Default for Plan {
    fn default() -> Self {
        Self { seed: 1, cases: 1_000, edition: None }
    }
}

/// What came of putting all properties to a testee.
#[derive(Clone, Debug)]
pub struct Tested {
    /// What was drawn.
    pub plan: Plan,
    /// One row a property, in the order of the registry.
    pub rows: Vec<Row>,
    /// Whether it was cut short: the testee was not started again.
    pub abandoned: bool,
}

/// What came of one property.
#[derive(Clone, Debug)]
pub struct Row {
    /// The claim.
    pub property: &'static Property,
    /// How often it was really put to the test.
    pub tested: u32,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of one property.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It held on every example.
    Holds,
    /// It did not hold; the smallest example that was found.
    Fails(Box<Failure>),
    /// It was never put to the test: no example met its condition.
    Untested,
    /// The testee cannot be asked, for this reason.
    NotAsked(String),
}

impl Outcome {
    /// Returns the name used in reports.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails(_) => "fails",
            Self::Untested => "untested",
            Self::NotAsked(_) => "not-asked",
        }
    }
}

impl Tested {
    /// Returns the failures, in the order of the registry.
    pub fn failures(&self) -> impl Iterator<Item = &Failure> {
        self.rows.iter().filter_map(|row| match &row.outcome {
            Outcome::Fails(failure) => Some(&**failure),
            _ => None,
        })
    }

    /// Tells whether nothing was put to the test: no property applies to the testee.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let idle = |row: &Row| matches!(row.outcome, Outcome::Untested | Outcome::NotAsked(_));
        self.rows.iter().all(idle)
    }
}
