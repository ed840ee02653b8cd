//! The bank of seeded bugs against the suite: which flaw is noticed by what.
//!
//! `cargo test --release -p edgecase --test kill_matrix -- --nocapture` prints a line for each.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::thread;

use edgecase::example::Example;
use edgecase::flaw::{Flaw, PipelineFlaw};
use edgecase::invariant::Frame;
use edgecase::judge::judge;
use edgecase::model::Model;
use edgecase::runner::Outcome;
use edgecase::scenario::StepAnswer;
use edgecase::strategy::{Options, scenario};
use edgecase::suite::{Case, Suite};
use edgecase::testee::{Flawed, PlayScenario, Reference, Testee, Validate};
use edgecase_core::{Level, Stage};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Seeds; a build without optimisation does what fits into the time of `cargo test`.
const SEEDS: u32 = if cfg!(debug_assertions) { 1 } else { 20 };

/// After how many cases of a seed there is no more looking.
const MOST: u32 = if cfg!(debug_assertions) { 16 } else { 4_096 };

/// Within how many cases nine tenths of the flaws are to be noticed.
const SOON: u32 = 256;

/// Flaws that no property can notice, each with the reason.
const NOT_BY_PROPERTIES: &[(&str, &str)] = &[];

/// What noticed a flaw.
struct Row {
    flaw: Flaw,
    /// The cases of the suite that fail.
    cases: Vec<String>,
    /// For each seed the number of the first case that a property fails on; empty where none can.
    seeds: Vec<Option<u32>>,
}

#[test]
fn nothing_is_wrong_without_a_flaw() {
    let suite = suite();
    let outcomes = suite.cases(None).map(|case| (case.name(), put(&case, None)));
    let wrong: Vec<(String, Outcome)> =
        outcomes.filter(|(_, o)| !matches!(o, Outcome::Pass | Outcome::Yes)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn names_and_sentences_of_flaws_have_one_form() {
    let mut seen = BTreeSet::new();
    for flaw in Flaw::all() {
        assert!(seen.insert(flaw.name()), "{flaw} is there twice");
        let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        assert!(flaw.name().bytes().all(is_plain), "{flaw}");
        assert!(flaw.text().ends_with('.'), "{flaw}: {}", flaw.text());
    }
}

#[test]
fn every_flaw_is_noticed() {
    let suite = suite();
    let kills = killers(&suite);
    let seeds = by_properties();
    let rows: Vec<Row> = Flaw::all()
        .map(|flaw| Row {
            flaw,
            cases: kills.get(flaw.name()).cloned().unwrap_or_default(),
            seeds: seeds.get(flaw.name()).cloned().unwrap_or_default(),
        })
        .collect();
    print(&rows);
    let few = rows.iter().filter(|row| row.cases.len() < 2).map(|row| row.flaw.name());
    let few: Vec<&str> = few.collect();
    assert!(few.is_empty(), "killed by less than two cases of the suite: {few:?}");
    check_properties(&rows);
}

/// Asserts what the properties have to do.
fn check_properties(rows: &[Row]) {
    if cfg!(debug_assertions) {
        return;
    }
    let tried = || rows.iter().filter(|row| !row.seeds.is_empty());
    let alive = tried().filter(|row| row.seeds.contains(&None)).map(|row| row.flaw.name());
    let alive: Vec<&str> = alive.collect();
    assert!(alive.is_empty(), "not killed within {MOST} cases on every seed: {alive:?}");
    let (soon, all) = (tried().filter(|row| row.worst() <= Some(SOON)).count(), tried().count());
    assert!(soon * 10 >= all * 9, "{soon} of {all} flaws are killed within {SOON} cases");
}

impl Row {
    /// Returns the cases to the kill on the worst seed; `None` where it was not killed on all.
    fn worst(&self) -> Option<u32> {
        let numbers: Option<Vec<u32>> = self.seeds.iter().copied().collect();
        numbers.and_then(|numbers| numbers.into_iter().max())
    }

    /// Returns the cases to the kill on the median seed.
    fn median(&self) -> Option<u32> {
        let mut numbers: Vec<u32> =
            self.seeds.iter().map(|number| number.unwrap_or(u32::MAX)).collect();
        numbers.sort_unstable();
        numbers.get(numbers.len() / 2).copied().filter(|number| *number < u32::MAX)
    }
}

fn print(rows: &[Row]) {
    println!(
        "{:<40} {:<32} {:>7} {:>9} {:>6} {:>6}",
        "flaw", "rule", "vectors", "scenarios", "median", "worst"
    );
    let cases = |number: Option<u32>| number.map_or_else(|| "-".to_owned(), |n| n.to_string());
    for row in rows {
        let vectors = row.cases.iter().filter(|name| name.contains('@')).count();
        println!(
            "{:<40} {:<32} {vectors:>7} {:>9} {:>6} {:>6}",
            row.flaw.name(),
            row.flaw.rule().as_str(),
            row.cases.len() - vectors,
            cases(row.median()),
            cases(row.worst()),
        );
    }
    for (name, reason) in NOT_BY_PROPERTIES {
        println!("{name}: {reason}");
    }
    let tried: Vec<&Row> = rows.iter().filter(|row| !row.seeds.is_empty()).collect();
    let pairs = tried.iter().flat_map(|row| &row.seeds);
    let within = |most| pairs.clone().filter(|n| n.is_some_and(|n| n <= most)).count();
    let always = |most| tried.iter().filter(|row| row.worst().is_some_and(|n| n <= most)).count();
    println!("{} flaws", rows.len());
    let twice = rows.iter().filter(|row| row.cases.len() >= 2).count();
    println!("{twice} killed by at least two cases of the suite");
    for most in [SOON, MOST] {
        println!(
            "{} of {} killed by properties within {most} cases on each of {SEEDS} seeds; of flaws and seeds {} of {}",
            always(most),
            tried.len(),
            within(most),
            pairs.clone().count(),
        );
    }
}

// ----- the suite -----

fn suite() -> Suite {
    Suite::embedded().unwrap_or_else(|error| panic!("{error}"))
}

/// Puts a case to the naive implementations.
fn put(case: &Case<'_>, flaw: Option<Flaw>) -> Outcome {
    let mut testee = Flawed(flaw);
    let answer = match case {
        Case::Vector(vector) => testee.validate(&Validate::of(vector).expect("a sound case")),
        Case::Scenario(file) => {
            let scenario = file.scenario.blind();
            testee.scenario(&PlayScenario { scenario: &scenario })
        }
    };
    judge(case, answer)
}

/// Tells whether a case notices a flaw. The answer to a question counts where the flaw breaks a
/// reading of ours: there are only questions about it.
fn is_killed(case: &Case<'_>, flaw: Flaw) -> bool {
    let meant = match flaw {
        Flaw::Result(_) => matches!(case, Case::Vector(_)),
        Flaw::Pipeline(_) => matches!(case, Case::Scenario(_)),
    };
    meant
        && match put(case, Some(flaw)) {
            Outcome::Fail(_) | Outcome::FailReason(_) => true,
            Outcome::No(_) => is_reading(flaw),
            _ => false,
        }
}

fn is_reading(flaw: Flaw) -> bool {
    match flaw {
        Flaw::Result(flaw) => {
            let rule = flaw.rule().rule();
            Stage::ALL.into_iter().all(|stage| rule.level(stage) == Level::Inferred)
        }
        Flaw::Pipeline(flaw) => {
            PipelineFlaw::READINGS.contains(&flaw) || flaw.rule().rule().level == Level::Inferred
        }
    }
}

/// Returns the names of the cases that notice each flaw.
///
/// They are listed in `corpus/kills.json`. A build without optimisation believes the list, save for
/// the first two of each flaw.
fn killers(suite: &Suite) -> BTreeMap<&'static str, Vec<String>> {
    let listed = listed();
    if cfg!(debug_assertions) && !blesses() {
        let cases: BTreeMap<String, Case<'_>> =
            suite.cases(None).map(|case| (case.name(), case)).collect();
        let of = |flaw: Flaw| {
            let names = listed.iter().filter(|(_, flaws)| flaws.iter().any(|f| f == flaw.name()));
            let names: Vec<String> = names.map(|(name, _)| name.clone()).collect();
            for name in names.iter().take(2) {
                let case = cases.get(name).unwrap_or_else(|| panic!("no case {name}"));
                assert!(is_killed(case, flaw), "{name} does not kill {flaw}");
            }
            (flaw.name(), names)
        };
        return Flaw::all().map(of).collect();
    }
    let found: BTreeMap<&str, Vec<String>> = shared(Flaw::all().collect(), |flaw| {
        let killers = suite.cases(None).filter(|case| is_killed(case, flaw));
        (flaw.name(), killers.map(|case| case.name()).collect())
    });
    let text = written(&found);
    if blesses() {
        std::fs::write(file(), text).expect("the corpus can be written");
    } else {
        assert!(text == read_file(), "corpus/kills.json does not say what is so; bless it");
    }
    found
}

fn blesses() -> bool {
    std::env::var_os("EDGECASE_BLESS").is_some()
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/kills.json")
}

fn read_file() -> String {
    std::fs::read_to_string(file()).unwrap_or_default().replace("\r\n", "\n")
}

/// Returns the flaws of each case that notices one.
fn listed() -> BTreeMap<String, Vec<String>> {
    serde_json::from_str(&read_file()).unwrap_or_default()
}

/// Writes the flaws of each case, one case a line.
fn written(killers: &BTreeMap<&str, Vec<String>>) -> String {
    let mut cases: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (flaw, names) in killers {
        for name in names {
            cases.entry(name).or_default().insert(flaw);
        }
    }
    let line = |(case, flaws)| format!("{}: {}", json(&case), json(&flaws));
    let lines: Vec<String> = cases.into_iter().map(line).collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("names are text")
}

// ----- the properties -----

/// Returns the inputs of a seed.
fn examples(seed: u32) -> impl Iterator<Item = Example> {
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = scenario(Options::default());
    std::iter::from_fn(move || {
        let tree = strategy.new_tree(&mut runner).ok()?;
        Some(Example::Scenario(Box::new(tree.current())))
    })
}

/// Returns for each flaw and seed how many cases it took to notice the flaw.
fn by_properties() -> BTreeMap<&'static str, Vec<Option<u32>>> {
    let tried: Vec<Flaw> = Flaw::all()
        .filter(|flaw| matches!(flaw, Flaw::Pipeline(_)))
        .filter(|flaw| NOT_BY_PROPERTIES.iter().all(|(name, _)| *name != flaw.name()))
        .collect();
    let by_seed: BTreeMap<u32, BTreeMap<&str, u32>> =
        shared((1..=SEEDS).collect(), |seed| (seed, of_seed(seed, &tried)));
    let of = |flaw: &Flaw| {
        let numbers = by_seed.values().map(|killed| killed.get(flaw.name()).copied());
        (flaw.name(), numbers.collect())
    };
    tried.iter().map(of).collect()
}

/// Returns how many cases of a seed it took to notice each flaw.
fn of_seed(seed: u32, flaws: &[Flaw]) -> BTreeMap<&'static str, u32> {
    let mut killed = BTreeMap::new();
    let mut alive = flaws.to_vec();
    for (number, example) in (1..=MOST).zip(examples(seed)) {
        // What is cheap comes first, and is done once for all flaws.
        let right = frames(&example, &mut Reference);
        let reached = reached(&example);
        alive.retain(|flaw| {
            let dies =
                reached.contains(flaw) && is_noticed(&example, &right, &mut Flawed(Some(*flaw)));
            if dies {
                killed.insert(flaw.name(), number);
            }
            !dies
        });
        if alive.is_empty() {
            break;
        }
    }
    killed
}

/// Returns the flaws that can make a difference on an example.
fn reached(example: &Example) -> BTreeSet<Flaw> {
    let Example::Scenario(scenario) = example else { return Flaw::all().collect() };
    let mut model = Model::new(scenario).expect("a scenario that can be played");
    for step in &scenario.steps {
        model.step(step);
    }
    model.reached().into_iter().map(Flaw::Pipeline).collect()
}

/// Tells whether a property does not hold for a testee on an example.
fn is_noticed(example: &Example, right: &[Frame], testee: &mut dyn Testee) -> bool {
    let played = frames(example, testee);
    let answers = |frames: &[Frame]| -> Vec<StepAnswer> {
        frames.iter().flat_map(|frame| &frame.answers).map(shown).collect()
    };
    answers(&played) != answers(right)
}

fn frames(example: &Example, testee: &mut dyn Testee) -> Vec<Frame> {
    match example {
        Example::Scenario(scenario) => testee.frames(scenario).expect("it shows its caches"),
        Example::Result(_) => Vec::new(),
    }
}

/// Returns what every testee says of an answer.
fn shown(answer: &StepAnswer) -> StepAnswer {
    let (moments, background_moments) = (Vec::new(), Vec::new());
    StepAnswer { moments, background_moments, ..answer.clone() }
}

/// Does something for each item, by as many threads as there are processors.
fn shared<T: Send + Sync + Copy, K: Ord + Send, V: Send>(
    items: Vec<T>,
    work: impl Fn(T) -> (K, V) + Sync,
) -> BTreeMap<K, V> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let (items, work) = (&items, &work);
    let part = move |number: usize| -> Vec<(K, V)> {
        items.iter().skip(number).step_by(threads).map(|item| work(*item)).collect()
    };
    thread::scope(|scope| {
        let running: Vec<_> =
            (0..threads).map(|number| scope.spawn(move || part(number))).collect();
        running.into_iter().flat_map(|part| part.join().expect("nothing panics")).collect()
    })
}
