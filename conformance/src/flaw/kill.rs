//! Which cases of the suite notice which flaw.

use std::thread;

use edgecase_core::profile::Edition;
use edgecase_core::{Event, Level};

use super::{Flaw, PipelineFlaw, ResultFlaw};
use crate::any_rule::AnyRule;
use crate::judge::judge;
use crate::runner::Outcome;
use crate::scenario::Scenario;
use crate::suite::{Case, CaseError, Suite};
use crate::testee::{Flawed, PlayScenario, Testee as _, Validate};
use crate::vector::Returned;

/// Bytes of a result from which on it is put to few flaws.
const LONG: usize = 20_000;

/// Tells whether a flaw breaks a reading of ours, so that no case may fail on it.
#[must_use]
pub fn is_reading(flaw: Flaw) -> bool {
    let inferred = match flaw.rule() {
        AnyRule::Result(id) => {
            let rule = id.rule();
            rule.stages.iter().all(|stage| rule.level(stage) == Level::Inferred)
        }
        AnyRule::Pipeline(id) => id.rule().level_in(Edition::Current) == Level::Inferred,
    };
    inferred
        || match flaw {
            Flaw::Result(flaw) => ResultFlaw::READINGS.contains(&flaw),
            Flaw::Pipeline(flaw) => PipelineFlaw::READINGS.contains(&flaw),
        }
}

/// Returns the names of the cases that a flaw makes fail. Over a [reading](is_reading) no case fails:
/// then those that ask a question, and get another answer because of the flaw, count too.
///
/// [`Range`] is for more than one flaw.
///
/// # Errors
/// When a case cannot be put to a testee.
pub fn killers(suite: &Suite, flaw: Flaw) -> Result<Vec<String>, CaseError> {
    Ok(Range::new(suite)?.killers(flaw).counting(flaw))
}

/// The names of the cases that notice a flaw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Killers {
    /// Those that fail.
    pub failed: Vec<String>,
    /// Those that ask a question and get another answer.
    pub answered: Vec<String>,
}

impl Killers {
    /// Returns those that count for a flaw.
    #[must_use]
    pub fn counting(self, flaw: Flaw) -> Vec<String> {
        let answered = if is_reading(flaw) { self.answered } else { Vec::new() };
        self.failed.into_iter().chain(answered).collect()
    }
}

/// The cases of a suite, prepared once for every flaw.
#[derive(Clone, Debug)]
pub struct Range<'s>(Vec<Target<'s>>);

/// A case, and what is put to the testee.
#[derive(Clone, Debug)]
struct Target<'s> {
    case: Case<'s>,
    put: Put<'s>,
}

#[derive(Clone, Debug)]
enum Put<'s> {
    /// A vector with its long texts put in.
    Vector(Box<Validate<'s>>),
    /// A scenario with its expectations taken out.
    Scenario(Box<Scenario>),
}

impl<'s> Range<'s> {
    /// Prepares the cases that a run without a profile takes.
    ///
    /// # Errors
    /// When a case cannot be put to a testee.
    pub fn new(suite: &'s Suite) -> Result<Self, CaseError> {
        suite.cases(None).map(Target::new).collect::<Result<_, _>>().map(Self)
    }

    /// Returns the cases that the naive implementations do not pass when nothing is wrong with them,
    /// each with how.
    #[must_use]
    pub fn missed(&self) -> Vec<String> {
        let outcomes = self.0.iter().map(|target| (target.case.name(), target.outcome(None)));
        outcomes
            .filter(|(_, outcome)| !matches!(outcome, Outcome::Pass | Outcome::Yes))
            .map(|(name, outcome)| format!("{name}: {outcome:?}"))
            .collect()
    }

    /// Returns the cases that notice a flaw: vectors one of the oracle, scenarios one of the model.
    #[must_use]
    pub fn killers(&self, flaw: Flaw) -> Killers {
        let mut killers = Killers::default();
        for target in self.0.iter().filter(|target| target.takes(flaw)) {
            match target.outcome(Some(flaw)) {
                Outcome::Fail(_) | Outcome::FailReason(_) => {
                    killers.failed.push(target.case.name());
                }
                Outcome::No(_) => killers.answered.push(target.case.name()),
                _ => {}
            }
        }
        killers
    }

    /// Returns the killers of many flaws, in their order.
    #[must_use]
    pub fn matrix(&self, flaws: &[Flaw]) -> Vec<(Flaw, Killers)> {
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let share = |worker: usize| -> Vec<(Flaw, Killers)> {
            let own = flaws.iter().skip(worker).step_by(workers);
            own.map(|flaw| (*flaw, self.killers(*flaw))).collect()
        };
        let mut matrix: Vec<_> = thread::scope(|scope| {
            let share = &share;
            let spawn = |worker| scope.spawn(move || share(worker));
            let running: Vec<_> = (0..workers).map(spawn).collect();
            let shares = running.into_iter().map(|worker| worker.join());
            shares.flat_map(|share| share.expect("judging a case does not panic")).collect()
        });
        matrix.sort_by_key(|(flaw, _)| flaws.iter().position(|other| other == flaw));
        matrix
    }
}

impl<'s> Target<'s> {
    fn new(case: Case<'s>) -> Result<Self, CaseError> {
        let put = match &case {
            Case::Vector(vector) => {
                let mut question = Validate::of(vector)?;
                let event = &mut question.exchange.event;
                event.get_or_insert_with(|| Event::minimal(vector.stage).to_json());
                Put::Vector(Box::new(question))
            }
            Case::Scenario(file) => Put::Scenario(Box::new(file.scenario.blind())),
        };
        Ok(Self { case, put })
    }

    /// Tells whether a flaw is put to the case. A vector with a long result, which takes a thousand
    /// times as long to judge as others, is put to the flaws of its own rules only.
    fn takes(&self, flaw: Flaw) -> bool {
        match (flaw, &self.case, &self.put) {
            (Flaw::Result(flaw), Case::Vector(case), Put::Vector(question)) => {
                !is_long(&question.exchange.result) || case.vector.rules.contains(&flaw.rule())
            }
            (Flaw::Pipeline(_), Case::Scenario(_), _) => true,
            _ => false,
        }
    }

    fn outcome(&self, flaw: Option<Flaw>) -> Outcome {
        let mut testee = Flawed(flaw);
        let answer = match &self.put {
            Put::Vector(question) => testee.validate(question),
            Put::Scenario(scenario) => testee.scenario(&PlayScenario { scenario }),
        };
        judge(&self.case, answer)
    }
}

fn is_long(result: &Returned) -> bool {
    matches!(result, Returned::Return { value } if value.get().len() > LONG)
}
