//! Putting claims to an implementation on generated inputs.

use crate::known::today;
use crate::property::{Outcome, Plan, Property, not_asked, run_one};
use crate::regression::Regression;
use crate::testee::{Greeted, StartError, Testee};

/// What came of a claim.
pub(super) enum Claimed {
    /// It held.
    Holds,
    /// It was not put to the test, for this reason.
    NotAsked(String),
    /// It does not hold.
    Fails(Failure),
}

/// A claim that does not hold.
pub(super) struct Failure {
    /// What is untrue.
    pub(super) message: String,
    /// The input, made small.
    pub(super) regression: Box<Regression>,
}

/// Tells whether an implementation can be held to a claim.
pub(super) fn applies(property: &Property, testee: &mut dyn Testee) -> bool {
    Greeted::new(testee).is_ok_and(|mut testee| not_asked(property, &mut testee).is_none())
}

/// Puts a claim to inputs drawn from a seed.
pub(super) fn run(
    property: &'static Property,
    testee: &mut dyn Testee,
    plan: &Plan,
) -> Result<Claimed, StartError> {
    let mut testee = Greeted::new(testee)?;
    let row = run_one(property, plan, &mut testee);
    Ok(match row.outcome {
        Outcome::Holds => Claimed::Holds,
        Outcome::Untested => Claimed::NotAsked("no input put it to the test".to_owned()),
        Outcome::NotAsked(reason) => Claimed::NotAsked(reason),
        Outcome::Fails(failure) => {
            let message = failure.message.clone();
            let origin = "edgecase::harness".to_owned();
            let regression = Regression::of(*failure, origin, plan.seed, today());
            Claimed::Fails(Failure { message, regression: Box::new(regression) })
        }
    })
}
