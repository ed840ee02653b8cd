//! A testee that babbles.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Broken, Reach, SUITE};
use crate::known::Known;
use crate::runner::{Outcome, run};
use crate::suite::{Case, Suite};
use crate::testee::{Flawed, Testee as _, script};

/// Every so manieth vector and scenario is put to the testee.
const STEP: usize = 200;

/// Returns the cases that are put to the testee.
pub(super) fn cases() -> Vec<Case<'static>> {
    let suite: &'static Suite = &SUITE;
    let vectors = suite.vector_cases(None).map(Case::Vector).step_by(STEP);
    vectors.chain(suite.scenarios.iter().map(Case::Scenario).step_by(STEP)).collect()
}

/// The input is what the testee says, as [`script`] takes it. It has got to the oracle, which is the
/// numbers in its lines, once it has said hello.
pub(super) fn protocol(data: &[u8], _: Flawed) -> Result<Reach, Broken> {
    static CASES: LazyLock<Vec<Case<'static>>> = LazyLock::new(cases);
    let mut testee = script(data);
    let Ok(hello) = testee.hello() else { return Ok(Reach::Door) };
    let mut seen = 0;
    let known = Known::default();
    let results = run(&CASES, &mut testee, &hello.capabilities, &known, |_| seen += 1);
    if results.len() != CASES.len() || seen != CASES.len() {
        return Err(Broken::new(format!("{} outcomes of {} cases", results.len(), CASES.len())));
    }
    let answered = results.iter().filter(|result| is_answered(&result.outcome)).count();
    let numbers = numbers(data, CASES.len()).len();
    if answered > numbers {
        let outcomes: Vec<&str> = results.iter().map(|result| result.outcome.as_str()).collect();
        return Err(Broken::new(format!(
            "{answered} answers count, but only {numbers} numbers were said: {}",
            outcomes.join(" ")
        )));
    }
    Ok(Reach::Oracle)
}

/// Tells whether an outcome takes an answer of the testee's.
const fn is_answered(outcome: &Outcome) -> bool {
    !matches!(outcome, Outcome::Misbehaved(_) | Outcome::NotAsked(_) | Outcome::Harness(_))
}

/// Returns the numbers of questions that some line names.
fn numbers(data: &[u8], questions: usize) -> BTreeSet<usize> {
    #[derive(Deserialize)]
    struct Numbered {
        seq: usize,
    }
    let lines = data.split(|byte| matches!(byte, 0 | b'\n'));
    let numbered = lines.filter_map(|line| serde_json::from_slice::<Numbered>(line).ok());
    numbered.map(|line| line.seq).filter(|seq| (1..=questions).contains(seq)).collect()
}
