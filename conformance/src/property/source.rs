//! Which examples are drawn for a testee.

use edgecase_core::Stage;

use super::Plan;
use crate::example::{Example, ResultExample};
use crate::runner::SCENARIO;
use crate::strategy::{Draw, Options, ResultOptions, result_at, scenario, turn};
use crate::testee::Greeted;
use crate::vector::Returned;

/// One example in so many is a scenario, for those that play them.
const SCENARIO_SHARE: u32 = 8;

/// What examples are drawn for a testee.
pub(super) struct Source {
    plan: Plan,
    results: bool,
    scenarios: bool,
    raw: bool,
    switches: bool,
}

impl Source {
    pub(super) fn new(plan: Plan, testee: &Greeted<'_>) -> Self {
        Self {
            plan,
            results: takes_results(testee),
            scenarios: testee.announces(SCENARIO),
            raw: testee.announces("raw-bytes"),
            switches: testee.announces("set"),
        }
    }

    /// Draws the example of a number.
    pub(super) fn draw(&self, d: &mut dyn Draw, case: u32) -> Example {
        let last = case % SCENARIO_SHARE == SCENARIO_SHARE - 1;
        if self.scenarios && (last || !self.results) {
            // Invariants are about scenarios without switches.
            let switches = self.switches && case / SCENARIO_SHARE % 4 == 3;
            let options = Options { switches, ..Options::default() };
            return Example::Scenario(Box::new(scenario(d, &options)));
        }
        let passed = if self.scenarios { case / SCENARIO_SHARE } else { 0 };
        let number = u64::from(case - passed);
        // Results by other readings come in between; they do not take the turn of others.
        let by_switches = self.switches && self.plan.edition.is_none();
        let mut example = match number % 4 {
            3 if by_switches => {
                let stage = *d.pick(&Stage::ALL);
                result_at(d, stage, ResultOptions { switches: true, ..ResultOptions::default() })
            }
            rest if by_switches => turn(d, number / 4 * 3 + rest),
            _ => turn(d, number),
        };
        example.edition = self.plan.edition.unwrap_or(example.edition);
        Example::Result(example)
    }

    /// Tells whether the testee announced what the example takes.
    pub(super) fn can_be_asked(&self, example: &Example) -> bool {
        let is_raw = |example: &ResultExample| {
            matches!(example.question().exchange.result, Returned::Raw { .. })
        };
        match example {
            Example::Result(example) => self.raw || !is_raw(example),
            Example::Scenario(_) => true,
        }
    }
}

/// Tells whether a testee is asked about results: whoever does not announce scenarios alone is.
pub(super) fn takes_results(testee: &Greeted<'_>) -> bool {
    testee.announces("validate") || !testee.announces(SCENARIO)
}
