//! Claims that hold for every input, by name.
//!
//! A [`Property`] draws an [`Example`] and puts it to a testee. Those on results and P-, M- and
//! C-properties on scenarios ask only what every testee answers; the invariants of the pipeline look
//! into the caches too, so they are put to those that show them. A check tells how often its claim
//! was really put to the test, because a claim whose condition is never met cannot fail.
//!
//! [`result_bytes`] takes plain bytes, for a fuzz target.

mod result_bytes;

pub use result_bytes::{Broken, result_bytes};

use std::cell::RefCell;
use std::sync::LazyLock;

use crate::example::{Example, ResultExample};
use crate::invariant::{self, Invariant};
use crate::scenario::{Scenario, ScenarioError};
use crate::testee::Testee;

/// All properties: those on results, those on scenarios, and the invariants.
pub static ALL: LazyLock<Vec<Property>> = LazyLock::new(|| {
    let of = |invariant: &'static Invariant| Property {
        id: invariant.id,
        claim: invariant.claim,
        check: Check::Invariant(invariant),
    };
    invariant::ALL.iter().map(of).collect()
});

/// How often a claim was put to the test, or what is untrue about it.
pub type Checked = Result<u32, String>;

/// A claim that holds for every input.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// `P1`, `M3`, `C2` or `INV-07`.
    pub id: &'static str,
    /// The claim, in one sentence.
    pub claim: &'static str,
    /// Puts the claim to the test.
    pub check: Check,
}

/// Puts a claim to the test on an input.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// On a result.
    Result(fn(&ResultExample, &mut dyn Testee) -> Checked),
    /// On a scenario, by its answers.
    Scenario(fn(&Scenario, &mut dyn Testee) -> Checked),
    /// On a scenario, by its answers and caches.
    Invariant(&'static Invariant),
}

impl Property {
    /// Returns the property of an id.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        ALL.iter().find(|property| property.id == id)
    }

    /// Puts the claim to the test; 0 where it does not apply to the example or to the testee.
    ///
    /// # Errors
    /// Tells what is untrue.
    pub fn holds(&self, example: &Example, testee: &mut dyn Testee) -> Checked {
        match (self.check, example) {
            (Check::Result(check), Example::Result(example)) => check(example, testee),
            (Check::Scenario(check), Example::Scenario(scenario)) => check(scenario, testee),
            (Check::Invariant(invariant), Example::Scenario(scenario)) => {
                on_frames(invariant, scenario, testee)
            }
            _ => Ok(0),
        }
    }
}

fn on_frames(invariant: &Invariant, scenario: &Scenario, testee: &mut dyn Testee) -> Checked {
    let testee = RefCell::new(testee);
    let play = |scenario: &Scenario| {
        let no_frames = || ScenarioError::new("", "the testee does not show its caches".to_owned());
        testee.borrow_mut().frames(scenario).ok_or_else(no_frames)
    };
    invariant.holds(scenario, &play)
}

/// A claim that does not hold.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The claim.
    pub property: &'static Property,
    /// The input on which it does not hold.
    pub example: Example,
    /// What is untrue.
    pub message: String,
}
