//! The forty invariants hold for whoever plays, on generated scenarios.

use std::path::Path;

use edgecase::invariant::{ALL, Invariant, Play, Subject, model, reference};
use edgecase::scenario::Scenario;
use edgecase::strategy::{Options, scenario};
use proptest::strategy::{Strategy as _, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Scenarios; a build without optimisation does what fits into the time of `cargo test`.
const SCENARIOS: usize = if cfg!(debug_assertions) { 100 } else { 2_000 };

/// How often every invariant has to be put to the test.
const LEAST: u32 = if cfg!(debug_assertions) { 5 } else { 100 };

/// Steps of shrinking; each plays a few scenarios.
const SHRINKS: u32 = 20_000;

#[test]
fn the_invariants_are_numbered_without_gaps() {
    for (number, invariant) in ALL.iter().enumerate() {
        assert_eq!(invariant.id, format!("INV-{:02}", number + 1));
        assert!(invariant.claim.ends_with('.'), "{}", invariant.claim);
    }
    assert_eq!(ALL.len(), 40);
}

#[test]
fn every_invariant_holds_for_the_reference() {
    hold(&reference, "reference");
}

#[test]
fn every_invariant_holds_for_the_model() {
    hold(&model, "model");
}

/// Puts every invariant to the test, and writes the smallest scenario for each that does not hold.
fn hold(play: Play<'_>, who: &str) {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::from_seed(RngAlgorithm::ChaCha, b"forty claims about the pipeline."),
    );
    let strategy = scenario(Options::default());
    let mut checked = vec![0_u32; ALL.len()];
    let mut broken: Vec<Option<String>> = vec![None; ALL.len()];
    for _ in 0..SCENARIOS {
        let mut tree = strategy.new_tree(&mut runner).expect("no filter rejects");
        let scenario = tree.current();
        let frames = play(&scenario).unwrap_or_else(|error| panic!("{error}"));
        let subject = Subject { scenario: &scenario, frames: &frames, play };
        for ((invariant, checked), broken) in ALL.iter().zip(&mut checked).zip(&mut broken) {
            if broken.is_some() {
                continue;
            }
            match (invariant.check)(&subject) {
                Ok(times) => *checked += times,
                Err(untrue) => *broken = Some(smallest(&mut tree, invariant, untrue, play, who)),
            }
        }
    }
    println!("invariant  put to the test by {who}");
    for (invariant, checked) in ALL.iter().zip(&checked) {
        println!("{}     {checked}", invariant.id);
    }
    let failures: Vec<String> = broken.iter().flatten().cloned().collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    let rare = ALL.iter().zip(&checked).filter(|(_, checked)| **checked < LEAST);
    let rare: Vec<&str> = rare.map(|(invariant, _)| invariant.id).collect();
    assert!(rare.is_empty(), "put to the test less than {LEAST} times: {rare:?}");
}

/// Shrinks a scenario for which an invariant does not hold, writes it to a file, and says so.
fn smallest(
    tree: &mut impl ValueTree<Value = Scenario>,
    invariant: &Invariant,
    untrue: String,
    play: Play<'_>,
    who: &str,
) -> String {
    let (mut least, mut untrue) = (tree.current(), untrue);
    for _ in 0..SHRINKS {
        let scenario = tree.current();
        let more = match invariant.holds(&scenario, play) {
            Err(message) => {
                (least, untrue) = (scenario, message);
                tree.simplify()
            }
            Ok(_) => tree.complicate(),
        };
        if !more {
            break;
        }
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("counterexamples");
    let file = folder.join(format!("{}-{who}.json", invariant.id));
    std::fs::create_dir_all(&folder).expect("a folder for counterexamples");
    std::fs::write(&file, least.to_json()).expect("a counterexample written");
    format!(
        "{} does not hold for the {who}: {}\n{untrue}\nedgecase simulate {}",
        invariant.id,
        invariant.claim,
        file.display()
    )
}
