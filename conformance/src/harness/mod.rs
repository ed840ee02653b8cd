//! The suite as tests of `cargo test`, for implementations in Rust.
//!
//! Every case of the suite is a test of its own, and so is every claim of [`crate::property`] that
//! applies to the implementation. Names, filters, `--list`, `--ignored` and formats are those of
//! `cargo test`, so `cargo nextest` runs them too.
//!
//! In `Cargo.toml`:
//! ```toml
//! [dev-dependencies]
//! edgecase = { version = "0.1", features = ["harness"] }
//!
//! [[test]]
//! name = "conformance"
//! harness = false
//! ```
//! In `tests/conformance.rs`:
//! ```no_run
//! use edgecase::testee::{Answer, Testee, Validate};
//!
//! struct Mine;
//!
//! impl Testee for Mine {
//!     fn validate(&mut self, question: &Validate<'_>) -> Answer {
//!         // Call your implementation here, with `question.stage` and `question.exchange`.
//!         Answer::Skipped { reason: format!("{} is not there yet", question.stage) }
//!     }
//! }
//!
//! fn main() -> std::process::ExitCode {
//!     edgecase::harness::main(|| Mine)
//! }
//! ```
//! A test fails where the implementation differs in a `must` or `should` case, or does not answer. An
//! `observe` case is an ignored test: a difference there is an answer to a question. What the
//! implementation passes over without having announced it counts as ignored.
//!
//! The environment says more: `EDGECASE_KNOWN` names a list of known divergences, as
//! `edgecase run --known` takes it, with ids of claims beside names of cases; what is listed and differs
//! is ignored, and what is listed and does not differ fails. `EDGECASE_CASES` is how many inputs each claim is put to, and `EDGECASE_SEED` from
//! which seed they are drawn.

mod property;

use std::process::ExitCode;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::{env, fmt, fs};

pub use libtest_mimic::{Arguments, Conclusion, Trial};
use libtest_mimic::{Completion, Failed};

use edgecase_core::profile::Edition;

use crate::known::{Known, Marking, today};
use crate::property::{ALL, Plan, Property};
use crate::runner::{CaseResult, Outcome, Selection, run};
use crate::suite::{Case, Suite};
use crate::testee::{StartError, Testee};
use crate::vector::CaseLevel;
use property::Claimed;

/// How many inputs a claim is put to, unless somebody knows better.
pub const CASES: u32 = 64;

static SUITE: LazyLock<Suite> =
    LazyLock::new(|| Suite::embedded().unwrap_or_else(|error| panic!("{error}")));

/// Runs the whole suite with the arguments and the environment of the process.
///
/// Tests run at the same time, each on an implementation that `make` made; one that answered is used
/// again.
pub fn main<T: Testee + Send + 'static>(make: impl Fn() -> T + Send + Sync + 'static) -> ExitCode {
    let arguments = Arguments::from_args();
    match Harness::new(make).environment().and_then(|harness| harness.run(&arguments)) {
        Ok(conclusion) => conclusion.exit_code(),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// A harness that cannot run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HarnessError {
    /// A variable of the environment does not do.
    Environment {
        /// Its name.
        name: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// The implementation did not say hello.
    Start(StartError),
}

impl fmt::Display for HarnessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Environment { name, problem } => write!(f, "`{name}`: {problem}"),
            Self::Start(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for HarnessError {}

/// Makes tests of the suite.
pub struct Harness<T> {
    pool: Arc<Pool<T>>,
    edition: Option<Edition>,
    selection: Selection,
    known: Known,
    cases: u32,
    seed: u64,
}

impl<T> fmt::Debug for Harness<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { edition, selection, known, cases, seed, .. } = self;
        f.debug_struct("Harness")
            .field("edition", edition)
            .field("selection", selection)
            .field("known", known)
            .field("cases", cases)
            .field("seed", seed)
            .finish_non_exhaustive()
    }
}

impl<T: Testee + Send + 'static> Harness<T> {
    /// Makes a harness of the whole suite for what `make` makes.
    #[must_use]
    pub fn new(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let pool = Pool { make: Box::new(make), idle: Mutex::default() };
        Self {
            pool: Arc::new(pool),
            edition: None,
            selection: Selection::default(),
            known: Known::default(),
            cases: CASES,
            seed: 1,
        }
    }

    /// Takes what `EDGECASE_KNOWN`, `EDGECASE_CASES` and `EDGECASE_SEED` say.
    ///
    /// # Errors
    /// When one of them does not do.
    pub fn environment(mut self) -> Result<Self, HarnessError> {
        if let Some(cases) = number("EDGECASE_CASES")? {
            if cases == 0 {
                let problem = "0 cases put nothing to the test, want at least 1".to_owned();
                return Err(HarnessError::Environment { name: "EDGECASE_CASES", problem });
            }
            self.cases = cases;
        }
        if let Some(seed) = number("EDGECASE_SEED")? {
            self.seed = seed;
        }
        let name = "EDGECASE_KNOWN";
        if let Some(file) = env::var_os(name) {
            let problem = |problem: String| HarnessError::Environment { name, problem };
            let text = fs::read_to_string(&file).map_err(|error| problem(error.to_string()))?;
            self.known = Known::read(&text).map_err(|error| problem(error.to_string()))?;
        }
        Ok(self)
    }

    /// Takes only the cases that hold in an edition, and asks for that edition; else every case is in, in
    /// the newest edition in which it holds.
    #[must_use]
    pub const fn edition(mut self, edition: Edition) -> Self {
        self.edition = Some(edition);
        self
    }

    /// Takes only some of the cases; claims stay in.
    #[must_use]
    pub fn select(mut self, selection: Selection) -> Self {
        self.selection = selection;
        self
    }

    /// Takes a list of known divergences.
    #[must_use]
    pub fn known(mut self, known: Known) -> Self {
        self.known = known;
        self
    }

    /// Puts every claim to that many inputs.
    #[must_use]
    pub const fn cases(mut self, cases: u32) -> Self {
        self.cases = cases;
        self
    }

    /// Draws inputs from a seed.
    #[must_use]
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Makes the tests: one a case, one a claim, and one for the list of known divergences.
    ///
    /// # Errors
    /// When the implementation does not say hello.
    pub fn trials(self) -> Result<Vec<Trial>, HarnessError> {
        let Self { pool, edition, selection, known, cases, seed } = self;
        let hello = pool.with(T::hello).map_err(HarnessError::Start)?;
        let capabilities: Arc<[String]> = hello.capabilities.into();
        let known = Arc::new(known);
        let selected: Vec<Case<'static>> =
            SUITE.cases(edition).filter(|case| selection.contains(case)).collect();
        let claims: Vec<&'static Property> = ALL
            .iter()
            .filter(|claim| pool.with(|testee| property::applies(claim, testee)))
            .collect();
        let plan = Plan { seed, cases, edition };
        let mut trials = Vec::new();
        if !known.entries.is_empty() {
            let claims = claims.iter().map(|claim| claim.id.to_owned());
            trials.push(list_trial(&known, selected.iter().map(Case::name).chain(claims)));
        }
        for case in selected {
            let (pool, capabilities, known) =
                (Arc::clone(&pool), Arc::clone(&capabilities), Arc::clone(&known));
            let trial = Trial::ignorable_test(case.name(), move || {
                let results =
                    pool.with(|testee| run(&[case], testee, &capabilities, &known, |_| {}));
                results.into_iter().next().map_or_else(|| Ok(Completion::ignored()), completion)
            });
            let is_question = case.level() == CaseLevel::Observe;
            trials.push(trial.with_kind(case.rule().group()).with_ignored_flag(is_question));
        }
        for claim in claims {
            let (pool, known) = (Arc::clone(&pool), Arc::clone(&known));
            let trial = Trial::ignorable_test(claim.id, move || {
                let claimed = pool.with(|testee| property::run(claim, testee, &plan));
                claim_completion(claim, claimed.map_err(|error| error.to_string())?, &known, &plan)
            });
            trials.push(trial.with_kind("property"));
        }
        Ok(trials)
    }

    /// Runs the tests that the arguments select, and prints what becomes of them.
    ///
    /// # Errors
    /// When the implementation does not say hello.
    pub fn run(self, arguments: &Arguments) -> Result<Conclusion, HarnessError> {
        Ok(libtest_mimic::run(arguments, self.trials()?))
    }
}

fn number<N: std::str::FromStr>(name: &'static str) -> Result<Option<N>, HarnessError> {
    let Some(value) = env::var_os(name) else {
        return Ok(None);
    };
    let text = value.to_string_lossy();
    let problem = format!("want a whole number, got `{text}`");
    text.parse().map(Some).map_err(|_| HarnessError::Environment { name, problem })
}

/// Implementations that were made, for one test each at a time.
struct Pool<T> {
    make: Box<dyn Fn() -> T + Send + Sync>,
    idle: Mutex<Vec<T>>,
}

impl<T> Pool<T> {
    /// Lends an implementation; it does not come back from a test that panics.
    fn with<R>(&self, test: impl FnOnce(&mut T) -> R) -> R {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let lent = idle().pop();
        let mut testee = lent.unwrap_or_else(|| (self.make)());
        let done = test(&mut testee);
        idle().push(testee);
        done
    }
}

/// Makes the test of the list of known divergences: that each entry is about something, and holds.
fn list_trial(known: &Known, names: impl Iterator<Item = String>) -> Trial {
    let unfit = known.unfit(&names.collect::<Vec<_>>(), &today());
    let trial = Trial::test("entries", move || match unfit.as_slice() {
        [] => Ok(()),
        unfit => Err(Failed::from(unfit.join("\n"))),
    });
    trial.with_kind("known")
}

/// Says what it means for the test of a claim how often the claim held, or that it did not.
fn claim_completion(
    claim: &Property,
    claimed: Claimed,
    known: &Known,
    plan: &Plan,
) -> Result<Completion, Failed> {
    let marking = known.marking(claim.id);
    let Plan { seed, cases, .. } = plan;
    match (claimed, marking) {
        (Claimed::NotAsked(reason), Some(Marking::Fails { .. })) => {
            Err(Failed::from(format!("listed as failing, but not asked: {reason}")))
        }
        (Claimed::NotAsked(reason), _) => Ok(Completion::ignored_with(reason)),
        (Claimed::Holds, Some(Marking::Fails { .. })) => Err("listed as failing, but holds".into()),
        (Claimed::Holds, _) => Ok(Completion::Completed),
        (Claimed::Fails(failure), Some(Marking::Flaky)) => {
            Ok(Completion::ignored_with(failure.message))
        }
        (Claimed::Fails(failure), Some(Marking::Fails { message }))
            if failure.message.starts_with(message) =>
        {
            Ok(Completion::ignored_with(failure.message))
        }
        (Claimed::Fails(failure), _) => Err(Failed::from(format!(
            "{}: {}\n{}\nEDGECASE_SEED={seed} EDGECASE_CASES={cases} shows it again, as does \
             `edgecase replay` on\n{}",
            claim.id,
            claim.claim,
            failure.message,
            failure.regression.to_json()
        ))),
    }
}

/// Says what the outcome of a case means for its test.
fn completion(result: CaseResult<'_>) -> Result<Completion, Failed> {
    let CaseResult { case, outcome } = result;
    match outcome {
        Outcome::Pass | Outcome::Yes => Ok(Completion::Completed),
        Outcome::Skipped(reason) => Ok(Completion::ignored_with(reason)),
        Outcome::NotAsked(_) | Outcome::KnownFailure(_) => {
            Ok(Completion::ignored_with(outcome.detail()))
        }
        Outcome::Fail(_)
        | Outcome::FailReason(_)
        | Outcome::No(_)
        | Outcome::Errored(_)
        | Outcome::Misbehaved(_)
        | Outcome::UnexpectedPass(_)
        | Outcome::Harness(_) => Err(Failed::from(format!(
            "{}\n{} ({})\n{}: {}",
            case.title(),
            case.rule().text(),
            case.rule(),
            outcome.as_str(),
            outcome.detail()
        ))),
    }
}
