//! The bank of seeded bugs against the suite: which flaw is noticed by what.
//!
//! `cargo test --release -p edgecase --test kill_matrix -- --nocapture` prints a line for each.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::thread;

use edgecase::example::Example;
use edgecase::flaw::kill::{Killers, Range};
use edgecase::flaw::{Flaw, PipelineFlaw, ResultFlaw};
use edgecase::invariant::Frame;
use edgecase::model::Model;
use edgecase::property::Property;
use edgecase::strategy::{Options, Random, scenario, turn};
use edgecase::suite::Suite;
use edgecase::testee::{Answer, Flawed, Reference, Testee as _};

/// Seeds; a build without optimisation does what fits into the time of `cargo test`.
const SEEDS: u64 = if cfg!(debug_assertions) { 1 } else { 20 };

/// After how many cases of a seed there is no more looking.
const MOST: u32 = if cfg!(debug_assertions) { 16 } else { 4_096 };

/// Within how many cases nine tenths of the flaws are to be noticed.
const SOON: u32 = 256;

/// Returns how many seeds to try; `KILL_MATRIX_SEEDS` says otherwise, for a quick look.
fn seeds() -> u64 {
    number("KILL_MATRIX_SEEDS").unwrap_or(SEEDS)
}

/// Returns how many cases of a seed to try; `KILL_MATRIX_CASES` says otherwise.
fn most() -> u32 {
    number("KILL_MATRIX_CASES").unwrap_or(MOST)
}

fn number<N: std::str::FromStr>(name: &str) -> Option<N> {
    std::env::var(name).ok()?.parse().ok()
}

/// Flaws that no property can notice, each with the reason.
const NOT_BY_PROPERTIES: &[(Flaw, &str)] = &[
    (
        Flaw::Result(ResultFlaw::ExceptionStatus),
        "a result is drawn, so there is one; what becomes of an exception is fixed, and two cases say so",
    ),
    (
        Flaw::Result(ResultFlaw::TimeoutStatus),
        "a result is drawn, so there is one; what becomes of none in time is fixed, and two cases say so",
    ),
];

/// What noticed a flaw.
struct Row {
    flaw: Flaw,
    /// The cases of the suite that fail, or answer a question otherwise.
    killers: Killers,
    /// For each seed the number of the first case on which a property fails; empty where none can.
    seeds: Vec<Option<u32>>,
}

#[test]
fn nothing_is_wrong_without_a_flaw() {
    let suite = suite();
    assert_eq!(range(&suite).missed(), Vec::<String>::new());
}

/// In a build without optimisation every how manieth flaw is put to the suite.
const STEP: usize = if cfg!(debug_assertions) { 40 } else { 1 };

#[test]
fn every_flaw_is_noticed() {
    let suite = suite();
    let flaws: Vec<Flaw> = Flaw::all().step_by(STEP).collect();
    let seeds = by_properties(&flaws);
    let matrix = range(&suite).matrix(&flaws);
    same_as_listed(&matrix);
    let rows: Vec<Row> = matrix
        .into_iter()
        .map(|(flaw, killers)| {
            let seeds = seeds.get(&flaw).cloned().unwrap_or_default();
            Row { flaw, killers, seeds }
        })
        .collect();
    print(&rows);
    let few: Vec<&str> =
        rows.iter().filter(|row| row.suite() < 2).map(|row| row.flaw.name()).collect();
    assert!(few.is_empty(), "killed by less than two cases of the suite: {few:?}");
    let readings = rows.iter().filter(|row| match row.flaw {
        Flaw::Result(flaw) => ResultFlaw::READINGS.contains(&flaw),
        Flaw::Pipeline(flaw) => PipelineFlaw::READINGS.contains(&flaw),
    });
    let firm = readings.filter(|row| ids(&row.killers.failed).len() >= 2);
    let firm: Vec<&str> = firm.map(|row| row.flaw.name()).collect();
    assert!(firm.is_empty(), "listed as readings, but cases fail on them: {firm:?}");
    check_properties(&rows);
}

/// Asserts what the properties have to do.
fn check_properties(rows: &[Row]) {
    let looks_quickly = seeds() != SEEDS || most() != MOST;
    if cfg!(debug_assertions) || looks_quickly {
        println!(
            "SKIPPED: how soon properties notice is judged with --release and all seeds and cases"
        );
        return;
    }
    let tried = || rows.iter().filter(|row| !row.seeds.is_empty());
    let alive = tried().filter(|row| row.seeds.contains(&None)).map(|row| row.flaw.name());
    let alive: Vec<&str> = alive.collect();
    assert!(alive.is_empty(), "not killed within {} cases on every seed: {alive:?}", most());
    let (soon, all) =
        (tried().filter(|row| row.worst().is_some_and(|n| n <= SOON)).count(), tried().count());
    assert!(soon * 10 >= all * 9, "{soon} of {all} flaws are killed within {SOON} cases");
}

impl Row {
    /// Returns how many vectors or scenarios notice the flaw; one vector counts once.
    fn suite(&self) -> usize {
        ids(&self.killers.clone().counting(self.flaw)).len()
    }

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
        "{:<40} {:<32} {:>6} {:>8} {:>6} {:>6}",
        "flaw", "rule", "failed", "answered", "median", "worst"
    );
    let cases = |number: Option<u32>| number.map_or_else(|| "-".to_owned(), |n| n.to_string());
    for row in rows {
        let Killers { failed, answered } = &row.killers;
        println!(
            "{:<40} {:<32} {:>6} {:>8} {:>6} {:>6}",
            row.flaw.name(),
            row.flaw.rule().as_str(),
            ids(failed).len(),
            ids(answered).len(),
            cases(row.median()),
            cases(row.worst()),
        );
    }
    for (flaw, reason) in NOT_BY_PROPERTIES {
        println!("{flaw}: {reason}");
    }
    let tried: Vec<&Row> = rows.iter().filter(|row| !row.seeds.is_empty()).collect();
    let pairs = tried.iter().flat_map(|row| &row.seeds);
    let within = |most| pairs.clone().filter(|n| n.is_some_and(|n| n <= most)).count();
    let always = |most| tried.iter().filter(|row| row.worst().is_some_and(|n| n <= most)).count();
    println!("{} flaws", rows.len());
    let twice = rows.iter().filter(|row| row.suite() >= 2).count();
    let strictly = rows.iter().filter(|row| ids(&row.killers.failed).len() >= 2).count();
    println!("{twice} killed by at least two vectors or scenarios of the suite");
    println!(
        "{strictly} of them by failing cases, the others break a reading of ours: questions are answered otherwise"
    );
    for most in [SOON, most()] {
        println!(
            "{} of {} killed by properties within {most} cases on each of {} seeds; of flaws and seeds {} of {}",
            always(most),
            tried.len(),
            seeds(),
            within(most),
            pairs.clone().count(),
        );
    }
}

// ----- the suite -----

fn suite() -> Suite {
    Suite::embedded().unwrap_or_else(|error| panic!("{error}"))
}

fn range(suite: &Suite) -> Range<'_> {
    Range::new(suite).unwrap_or_else(|error| panic!("{error}"))
}

/// Returns the ids of the vectors and scenarios behind names of cases.
fn ids(cases: &[String]) -> BTreeSet<&str> {
    cases.iter().filter_map(|name| name.split('@').next()).collect()
}

/// Compares what notices what with `corpus/kills.json`, or writes the file where that is asked for.
fn same_as_listed(matrix: &[(Flaw, Killers)]) {
    let mut cases: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (flaw, killers) in matrix {
        for name in killers.clone().counting(*flaw) {
            cases.entry(name).or_default().insert(flaw.name());
        }
    }
    if blesses() && STEP == 1 {
        std::fs::write(file(), written(&cases)).expect("the corpus can be written");
    }
    let mut listed = listed();
    let tried: BTreeSet<&str> = matrix.iter().map(|(flaw, _)| flaw.name()).collect();
    for flaws in listed.values_mut() {
        flaws.retain(|flaw| tried.contains(flaw.as_str()) || STEP == 1);
    }
    listed.retain(|_, flaws| !flaws.is_empty());
    let found: BTreeMap<String, Vec<String>> = cases
        .into_iter()
        .map(|(case, flaws)| (case, flaws.into_iter().map(str::to_owned).collect()))
        .collect();
    let other = found.iter().find(|(case, flaws)| listed.get(*case) != Some(flaws));
    let gone = listed.keys().find(|case| !found.contains_key(*case));
    assert!(
        found == listed,
        "corpus/kills.json does not say what is so: {other:?} {gone:?}; EDGECASE_BLESS=1 and --release write it"
    );
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
fn written(cases: &BTreeMap<String, BTreeSet<&str>>) -> String {
    let line = |(case, flaws)| format!("{}: {}", json(case), json(flaws));
    let lines: Vec<String> = cases.iter().map(line).collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("names are text")
}

// ----- the properties -----

/// Returns the inputs of a seed: for flaws of the oracle results, for those of the model scenarios.
fn examples(seed: u64, results: bool) -> impl Iterator<Item = Example> {
    (0..u64::from(most())).map(move |n| {
        let mut random = Random::new((seed << 32) | n);
        if results {
            Example::Result(turn(&mut random, n))
        } else {
            Example::Scenario(Box::new(scenario(&mut random, &Options::default())))
        }
    })
}

/// Returns for each flaw and seed how many cases it took to notice the flaw.
fn by_properties(flaws: &[Flaw]) -> BTreeMap<Flaw, Vec<Option<u32>>> {
    let possible = |flaw: &Flaw| NOT_BY_PROPERTIES.iter().all(|(other, _)| other != flaw);
    let tried: Vec<Flaw> = flaws.iter().copied().filter(possible).collect();
    let by_seed = shared((1..=seeds()).collect(), |seed| (seed, of_seed(seed, &tried)));
    let of = |flaw: &Flaw| {
        let numbers = by_seed.values().map(|killed| killed.get(flaw).copied());
        (*flaw, numbers.collect())
    };
    tried.iter().map(of).collect()
}

/// Returns how many cases of a seed it took to notice each flaw.
fn of_seed(seed: u64, flaws: &[Flaw]) -> BTreeMap<Flaw, u32> {
    let mut killed = BTreeMap::new();
    for results in [true, false] {
        let own = |flaw: &&Flaw| matches!(flaw, Flaw::Result(_)) == results;
        let mut alive: Vec<Flaw> = flaws.iter().filter(own).copied().collect();
        for (number, example) in (1..).zip(examples(seed, results)) {
            if alive.is_empty() {
                break;
            }
            let right = Right::of(&example);
            alive.retain(|flaw| {
                let dies = right.is_missed_by(*flaw, &example);
                if dies {
                    killed.insert(*flaw, number);
                }
                !dies
            });
        }
    }
    killed
}

/// What the reference makes of an example; worked out once for all flaws.
enum Right {
    Answer(Answer),
    Frames { frames: Vec<Frame>, reached: BTreeSet<PipelineFlaw> },
}

impl Right {
    fn of(example: &Example) -> Self {
        match example {
            Example::Result(example) => Self::Answer(Reference.validate(&example.question())),
            Example::Scenario(scenario) => Self::Frames {
                frames: Reference.frames(scenario).expect("it shows its caches"),
                reached: reached(scenario),
            },
        }
    }

    /// Tells whether a property does not hold with a flaw. What is cheap comes first: where the testee
    /// says what the reference says, the property that it does so holds.
    fn is_missed_by(&self, flaw: Flaw, example: &Example) -> bool {
        let mut testee = Flawed(Some(flaw));
        let (differs, property) = match (self, example) {
            (Self::Answer(right), Example::Result(example)) => {
                (!alike(&testee.validate(&example.question()), right), "P3")
            }
            (Self::Frames { frames, reached }, Example::Scenario(scenario)) => {
                let Flaw::Pipeline(own) = flaw else { return false };
                (reached.contains(&own) && testee.frames(scenario).as_ref() != Some(frames), "C5")
            }
            _ => return false,
        };
        let property = Property::find(property).expect("a property");
        differs && property.holds(example, &mut testee).is_err()
    }
}

/// Compares answers but for what only the reference says: the text of a message.
fn alike(one: &Answer, other: &Answer) -> bool {
    let bare = |answer: &Answer| match answer {
        Answer::Reject { status, rules, .. } => {
            Answer::Reject { status: *status, rules: rules.clone(), message: None }
        }
        other => other.clone(),
    };
    bare(one) == bare(other)
}

/// Returns the flaws that can make a difference in a scenario.
fn reached(scenario: &edgecase::scenario::Scenario) -> BTreeSet<PipelineFlaw> {
    let mut model = Model::new(scenario).expect("a scenario that can be played");
    for step in &scenario.steps {
        model.step(step);
    }
    model.reached().into_iter().collect()
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
