//! Reference and model agree on the pipeline: on generated scenarios, and under every switch.

use std::collections::BTreeSet;
use std::path::Path;

use edgecase::invariant::{agree, model, reference};
use edgecase::scenario::Scenario;
use edgecase::strategy::{Options, scenario};
use edgecase_core::profile::{Part, SWITCHES};
use edgecase_corpus::SCENARIOS;
use proptest::strategy::{Strategy as _, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Steps; a build without optimisation does what fits into the time of `cargo test`.
const STEPS: usize = if cfg!(debug_assertions) { 10_000 } else { 200_000 };

/// Tries of shrinking one scenario.
const SHRINKS: u32 = 5_000;

/// Of so many switches that are known to change something, one is tried on a scenario.
const SWITCH_STEP: usize = if cfg!(debug_assertions) { 8 } else { 1 };

/// After how many scenarios on which they differ there is no more looking.
const ENOUGH: usize = 5;

#[test]
fn reference_and_model_agree_on_generated_scenarios() {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::from_seed(RngAlgorithm::ChaCha, b"two witnesses tell the same tale"),
    );
    let strategy = scenario(Options { switches: true, ..Options::default() });
    let (mut steps, mut scenarios) = (0, 0_u32);
    let mut differences: Vec<String> = Vec::new();
    while steps < STEPS && differences.len() < ENOUGH {
        let mut tree = strategy.new_tree(&mut runner).expect("no filter rejects");
        scenarios += 1;
        match agree(&tree.current(), &reference, &model) {
            Ok(frames) => steps += frames.len(),
            Err(_) => differences.push(smallest(&mut tree, differences.len())),
        }
    }
    println!("reference and model agree on {steps} steps of {scenarios} scenarios");
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
}

/// Shrinks a scenario on which the two differ, writes it to a file, and tells the difference.
fn smallest(tree: &mut impl ValueTree<Value = Scenario>, number: usize) -> String {
    let (mut least, mut difference) = (tree.current(), String::new());
    for _ in 0..SHRINKS {
        let scenario = tree.current();
        let more = match agree(&scenario, &reference, &model) {
            Err(message) => {
                (least, difference) = (scenario, message);
                tree.simplify()
            }
            Ok(_) => tree.complicate(),
        };
        if !more {
            break;
        }
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("counterexamples");
    let file = folder.join(format!("agreement-{number}.json"));
    std::fs::create_dir_all(&folder).expect("a folder for counterexamples");
    std::fs::write(&file, least.to_json()).expect("a counterexample written");
    format!("{difference}\n(one is the reference)\nedgecase simulate {}", file.display())
}

#[test]
fn every_switch_of_the_pipeline_changes_some_scenario_in_both() {
    let mut changed: BTreeSet<&str> = BTreeSet::new();
    let mut played = 0_usize;
    for (file, text) in SCENARIOS {
        let mut scenario = Scenario::read(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        scenario.trace = true;
        let shown = |scenario: &Scenario| {
            agree(scenario, &reference, &model)
                .unwrap_or_else(|difference| panic!("{file}: {difference}"))
        };
        played += 1;
        let as_is = shown(&scenario);
        let switches = SWITCHES.iter().filter(|switch| switch.part == Part::Pipeline);
        for (switch, number) in switches.zip(played..) {
            if changed.contains(switch.name) && number % SWITCH_STEP != 0 {
                continue;
            }
            for value in switch.values {
                let mut flipped = scenario.clone();
                flipped.set.insert(switch.name.to_owned(), (*value).to_owned());
                if flipped.profile() != scenario.profile() && shown(&flipped) != as_is {
                    changed.insert(switch.name);
                }
            }
        }
    }
    let switches = SWITCHES.iter().filter(|switch| switch.part == Part::Pipeline);
    let silent: Vec<&str> =
        switches.map(|switch| switch.name).filter(|name| !changed.contains(name)).collect();
    println!("{} switches change one of {played} scenarios in both", changed.len());
    assert!(silent.is_empty(), "switches that change no scenario: {silent:?}");
}
