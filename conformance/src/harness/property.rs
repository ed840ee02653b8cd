//! Putting claims to an implementation on generated inputs.

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::example::Example;
use crate::known::today;
use crate::property::{Check, Property};
use crate::reduce::{BUDGET, reduce};
use crate::regression::Regression;
use crate::runner::SCENARIO;
use crate::scenario::Scenario;
use crate::signature::{Failed, judge};
use crate::strategy::{Options, scenario};
use crate::testee::Testee;

/// The smallest scenario, which tells whether an implementation shows its caches.
const SMALLEST: &str =
    r#"{"format":1,"distribution":{"behaviors":[{}]},"origins":{"main":{}},"steps":[]}"#;

/// A claim that does not hold.
pub(super) struct Failure {
    /// What is untrue.
    pub(super) message: String,
    /// The input, made small.
    pub(super) regression: Box<Regression>,
}

/// Tells whether an implementation can be held to a claim.
pub(super) fn applies(
    property: &Property,
    testee: &mut dyn Testee,
    capabilities: &[String],
) -> bool {
    let announced = |name: &str| capabilities.iter().any(|capability| capability == name);
    match property.check {
        Check::Result(_) => announced("validate"),
        Check::Scenario(_) => announced(SCENARIO),
        Check::Invariant(_) => {
            Scenario::read(SMALLEST).is_ok_and(|smallest| testee.frames(&smallest).is_some())
        }
    }
}

/// Puts a claim to inputs drawn from a seed; returns how often it was really put to the test.
pub(super) fn run(
    property: &'static Property,
    testee: &mut dyn Testee,
    cases: u32,
    seed: u64,
) -> Result<u32, Failure> {
    if matches!(property.check, Check::Result(_)) {
        // What draws results is not here yet.
        return Ok(0);
    }
    let mut runner = runner(seed);
    let strategy = scenario(Options::default());
    let mut checked = 0_u32;
    for _ in 0..cases {
        let Ok(tree) = strategy.new_tree(&mut runner) else {
            continue;
        };
        let example = Example::Scenario(Box::new(tree.current()));
        match judge(property, &example, testee) {
            Ok(times) => checked = checked.saturating_add(times),
            Err(failed) => return Err(smallest(property, example, *failed, testee, seed)),
        }
    }
    Ok(checked)
}

fn runner(seed: u64) -> TestRunner {
    let bytes = seed.to_le_bytes().repeat(4);
    let config = Config { failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

fn smallest(
    property: &'static Property,
    example: Example,
    failed: Failed,
    testee: &mut dyn Testee,
    seed: u64,
) -> Failure {
    let (mut message, signature) = (failed.message, failed.signature);
    let keeps = |candidate: &Example| match judge(property, candidate, testee) {
        Err(failed) if failed.signature == signature => {
            message = failed.message;
            true
        }
        _ => false,
    };
    let example = reduce(example, keeps, BUDGET);
    let origin = "edgecase::harness".to_owned();
    let regression =
        Regression { property, origin, seed: Some(seed), found: today(), signature, example };
    Failure { message, regression: Box::new(regression) }
}
