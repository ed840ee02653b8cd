//! Drawing examples and putting all properties to a testee.

use std::time::{Duration, Instant};

use super::source::{Source, takes_results};
use super::{ALL, Check, Failure, Outcome, Plan, Property, Row, Signature, Tested};
use crate::example::Example;
use crate::reduce::{BUDGET, reduce};
use crate::scenario::Scenario;
use crate::strategy::{Draw, Random, smallest_while};
use crate::testee::{Greeted, Misbehaviour, Testee as _};

/// How many questions a failing example may take to be made smaller.
const QUESTIONS: u64 = 2_000;
/// How many it may take of a testee in this process: those are quick, and an invariant asks a lot.
const QUESTIONS_IN_PROCESS: u64 = 20_000;
/// How long it may take of another. A clock would make reports differ, so this one only stops a testee
/// that is slower than 70 questions a second.
const PATIENCE: Duration = Duration::from_secs(30);

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
    let (questions, patience) =
        if shows_caches { (QUESTIONS_IN_PROCESS, None) } else { (QUESTIONS, Some(PATIENCE)) };
    let mut seeds = Random::new(plan.seed);
    for case in 0..plan.cases {
        if tested.abandoned || !tested.rows.iter().any(Row::is_open) {
            break;
        }
        let seed = own_seed(&mut seeds);
        let example = source.draw(&mut Random::new(seed), case);
        if source.can_be_asked(&example)
            && tested.rows.iter().any(|row| row.is_open() && row.property.fits(&example))
        {
            let shrink = |failure, testee: &mut Greeted<'_>| {
                Shrinking { source: &source, case, questions, patience }
                    .smallest(failure, seed, testee)
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

/// What it takes to make a failing example smaller.
struct Shrinking<'s> {
    source: &'s Source,
    case: u32,
    questions: u64,
    patience: Option<Duration>,
}

impl Shrinking<'_> {
    /// Returns the smallest example that fails with the same signature, of those that were tried.
    fn smallest(&self, failure: Box<Failure>, seed: u64, testee: &mut Greeted<'_>) -> Box<Failure> {
        let last = testee.questions().saturating_add(self.questions);
        let start = Instant::now();
        let misbehaviours = testee.misbehaviours();
        let mut best = failure;
        let draw = |d: &mut dyn Draw| self.source.draw(d, self.case);
        let mut keeps = |example: &Example| {
            let late = self.patience.is_some_and(|patience| start.elapsed() >= patience);
            let over = late || testee.questions() >= last;
            if over || testee.misbehaviours() > misbehaviours {
                return None;
            }
            if !self.source.can_be_asked(example) {
                return Some(false);
            }
            let judged = best.property.judge(example, testee);
            let same = judged.err().filter(|found| found.signature == best.signature);
            let fails = same.is_some();
            if let Some(found) = same {
                best = found;
            }
            Some(fails)
        };
        // First fewer choices, then what no generator would make.
        let drawn = smallest_while(&mut Random::new(seed), draw, &mut keeps);
        reduce(drawn, |example| keeps(example) == Some(true), BUDGET);
        best
    }
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
