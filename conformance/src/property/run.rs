//! Drawing examples and putting all properties to a testee.

use std::time::{Duration, Instant};

use edgecase_core::profile::Edition;

use super::{ALL, Check, Failure, Property, Signature};
use crate::example::{Example, ResultExample};
use crate::reduce::{BUDGET, reduce};
use crate::runner::SCENARIO;
use crate::scenario::Scenario;
use crate::strategy::{Draw, Options, Random, scenario, smallest_while, turn};
use crate::testee::{Greeted, Misbehaviour, Testee as _};
use crate::vector::Returned;

/// One example in so many is a scenario, for those that play them.
const SCENARIO_SHARE: u32 = 8;
/// How many questions a failing example may take to be made smaller.
const QUESTIONS: u64 = 2_000;
/// How many it may take of a testee in this process: those are quick, and an invariant asks a lot.
const QUESTIONS_IN_PROCESS: u64 = 40_000;
/// How long it may take, whatever the testee: this clock only stops one that is slower than a few
/// hundred questions a second.
const PATIENCE: Duration = Duration::from_secs(10);

/// What to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The same seed gives the same examples.
    pub seed: u64,
    /// How many examples.
    pub cases: u32,
    /// The edition of all results. By default it varies for those that announce `set`; others are asked
    /// by the current texts.
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

/// Draws examples and puts each to every property that applies, until that failed.
///
/// `seen` is called after each example with what came of them so far.
pub fn run(plan: &Plan, testee: &mut Greeted<'_>, seen: impl FnMut(&Tested)) -> Tested {
    run_some(ALL.iter(), plan, testee, seen)
}

/// Draws examples and puts each to one property, until that failed.
///
/// The examples are those of [`run`] with the same plan.
pub fn run_one(property: &'static Property, plan: &Plan, testee: &mut Greeted<'_>) -> Row {
    let tested = run_some([property].into_iter(), plan, testee, |_| {});
    tested.rows.into_iter().next().expect("one row a property")
}

fn run_some(
    properties: impl Iterator<Item = &'static Property>,
    plan: &Plan,
    testee: &mut Greeted<'_>,
    mut seen: impl FnMut(&Tested),
) -> Tested {
    let source = Source::new(*plan, testee);
    let shows_caches = shows_caches(testee);
    let row = |property: &'static Property| {
        let reason = reason_not_to_ask(property, testee, shows_caches);
        Row { property, tested: 0, outcome: reason.map_or(Outcome::Untested, Outcome::NotAsked) }
    };
    let mut tested = Tested { plan: *plan, rows: properties.map(row).collect(), abandoned: false };
    let questions = if shows_caches { QUESTIONS_IN_PROCESS } else { QUESTIONS };
    let mut seeds = Random::new(plan.seed);
    for case in 0..plan.cases {
        if tested.abandoned || !tested.rows.iter().any(Row::is_open) {
            break;
        }
        let seed = own_seed(&mut seeds);
        let draw = |d: &mut dyn Draw| source.draw(d, case);
        let example = draw(&mut Random::new(seed));
        if source.can_be_asked(&example)
            && tested.rows.iter().any(|row| row.is_open() && row.property.fits(&example))
        {
            let shrink = |failure, testee: &mut Greeted<'_>| {
                smaller(failure, seed, &draw, testee, questions)
            };
            tested.abandoned = judge(&mut tested.rows, &example, testee, shrink);
        }
        seen(&tested);
    }
    tested
}

/// Puts one example to all properties; true if the testee was given up.
fn judge(
    rows: &mut [Row],
    example: &Example,
    testee: &mut Greeted<'_>,
    shrink: impl Fn(Box<Failure>, &mut Greeted<'_>) -> Box<Failure>,
) -> bool {
    let mut rows = rows.iter_mut().filter(|row| row.property.fits(example));
    // Where there is no answer there is one thing to tell, and a testee that crashes is spared more.
    let Some(total) = rows.next() else { return false };
    let answered = total.judge(example, testee, &shrink);
    for row in rows.filter(|row| answered && row.is_open()) {
        let before = testee.misbehaviours();
        row.judge(example, testee, &shrink);
        let held = row.is_open();
        if let Some(how) = testee.misbehaviour().filter(|_| held && testee.misbehaviours() > before)
        {
            total.note(Err(unanswered(total.property, example, how)), |failure| failure);
        }
    }
    matches!(testee.misbehaviour(), Some(Misbehaviour::Abandoned { .. }))
}

/// Makes the failure of a testee that misbehaved though it had answered the same before.
fn unanswered(property: &'static Property, example: &Example, how: &Misbehaviour) -> Box<Failure> {
    let message = format!("no answer ({how}), though there was one before");
    let signature = Signature::unanswered(example, how);
    Box::new(Failure { property, example: example.clone(), message, signature })
}

impl Row {
    /// Tells whether the property has not failed and can be asked.
    const fn is_open(&self) -> bool {
        matches!(self.outcome, Outcome::Holds | Outcome::Untested)
    }

    /// Puts an example to the property; true if the claim was put to the test and held.
    fn judge(
        &mut self,
        example: &Example,
        testee: &mut Greeted<'_>,
        shrink: &impl Fn(Box<Failure>, &mut Greeted<'_>) -> Box<Failure>,
    ) -> bool {
        let before = testee.misbehaviours();
        let judged = self.property.judge(example, testee);
        let holds = matches!(judged, Ok(1..));
        // One that crashes is not made to crash thousands of times.
        let crashed = testee.misbehaviours() > before;
        self.note(judged, |failure| if crashed { failure } else { shrink(failure, testee) });
        holds
    }

    /// Notes what came of one example, if the property has not failed already.
    fn note(
        &mut self,
        judged: Result<u32, Box<Failure>>,
        shrink: impl FnOnce(Box<Failure>) -> Box<Failure>,
    ) {
        match judged {
            _ if !self.is_open() => {}
            Ok(0) => {}
            Ok(times) => {
                self.tested = self.tested.saturating_add(times);
                self.outcome = Outcome::Holds;
            }
            Err(failure) => self.outcome = Outcome::Fails(shrink(failure)),
        }
    }
}

/// Makes a failing example smaller as long as the failure keeps its signature.
fn smaller(
    failure: Box<Failure>,
    seed: u64,
    draw: &dyn Fn(&mut dyn Draw) -> Example,
    testee: &mut Greeted<'_>,
    questions: u64,
) -> Box<Failure> {
    let last = testee.questions().saturating_add(questions);
    let end = Instant::now() + PATIENCE;
    let mut best = failure;
    smallest_while(&mut Random::new(seed), draw, |example| {
        if testee.questions() >= last || Instant::now() >= end {
            return None;
        }
        match best.property.judge(example, testee) {
            Err(found) if found.signature == best.signature => best = found,
            _ => return Some(false),
        }
        Some(true)
    });
    let kept = best.example.clone();
    let keeps = |example: &Example| {
        if testee.questions() >= last || Instant::now() >= end {
            return false;
        }
        match best.property.judge(example, testee) {
            Err(found) if found.signature == best.signature => best = found,
            _ => return false,
        }
        true
    };
    reduce(kept, keeps, BUDGET);
    best
}

/// What examples are drawn for a testee.
struct Source {
    plan: Plan,
    results: bool,
    scenarios: bool,
    raw: bool,
    switches: bool,
}

impl Source {
    fn new(plan: Plan, testee: &Greeted<'_>) -> Self {
        Self {
            plan,
            results: takes_results(testee),
            scenarios: testee.announces(SCENARIO),
            raw: testee.announces("raw-bytes"),
            switches: testee.announces("set"),
        }
    }

    /// Draws the example of a number.
    fn draw(&self, d: &mut dyn Draw, case: u32) -> Example {
        let last = case % SCENARIO_SHARE == SCENARIO_SHARE - 1;
        if self.scenarios && (last || !self.results) {
            // Invariants are about scenarios without switches.
            let switches = self.switches && case / SCENARIO_SHARE % 4 == 3;
            let options = Options { switches, ..Options::default() };
            return Example::Scenario(Box::new(scenario(d, &options)));
        }
        let passed = if self.scenarios { case / SCENARIO_SHARE } else { 0 };
        let mut example = turn(d, u64::from(case - passed));
        if !self.switches {
            example.set.clear();
            example.edition = Edition::Current;
        }
        example.edition = self.plan.edition.unwrap_or(example.edition);
        Example::Result(example)
    }

    /// Tells whether the testee announced what the example takes.
    fn can_be_asked(&self, example: &Example) -> bool {
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
fn takes_results(testee: &Greeted<'_>) -> bool {
    testee.announces("validate") || !testee.announces(SCENARIO)
}

/// Tells whether a testee shows what its caches hold.
fn shows_caches(testee: &mut Greeted<'_>) -> bool {
    let least =
        r#"{"format":1,"distribution":{"behaviors":[{}]},"origins":{"main":{}},"steps":[]}"#;
    let scenario = Scenario::read(least).expect("the least scenario");
    testee.frames(&scenario).is_some()
}

/// Returns why a testee cannot be asked about a property; `None` if it can.
pub fn not_asked(property: &Property, testee: &mut Greeted<'_>) -> Option<String> {
    let shows_caches = shows_caches(testee);
    reason_not_to_ask(property, testee, shows_caches)
}

fn reason_not_to_ask(
    property: &Property,
    testee: &Greeted<'_>,
    shows_caches: bool,
) -> Option<String> {
    let missing = |name: &&&str| !testee.announces(name);
    let names: Vec<String> =
        property.needs().iter().filter(missing).map(|name| format!("`{name}`")).collect();
    if !names.is_empty() {
        return Some(format!("the testee does not announce {}", names.join(" and ")));
    }
    match property.check {
        Check::Result(_) if !takes_results(testee) => {
            Some("the testee announces scenarios alone".to_owned())
        }
        Check::Invariant(invariant) if !shows_caches && !invariant.is_shown_by_answers() => {
            Some("the testee does not show its caches".to_owned())
        }
        _ => None,
    }
}

/// Draws a seed of its own for one example.
fn own_seed(seeds: &mut Random) -> u64 {
    let mut half = || u64::from(seeds.below(u32::MAX));
    half() << 32 | half()
}
