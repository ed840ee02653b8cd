//! The harness shows the emulator's mistakes, and nothing else.

use std::collections::BTreeSet;
use std::process::{Command, Output};

use edgecase::harness::{Arguments, Harness, Trial};
use edgecase::invariant::{Frame, reference};
use edgecase::known::Known;
use edgecase::protocol::Hello;
use edgecase::runner::Selection;
use edgecase::scenario::Scenario;
use edgecase::testee::{Answer, Flawed, StartError, Testee, Validate};
use edgecase_core::Stage;

/// Runs the suite without the list of known divergences.
fn suite(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_edgecase-example-emulator"))
        .args(arguments)
        .envs(environment.iter().copied())
        .output()
        .expect("the binary runs")
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Returns the names of the tests that failed.
fn failed(output: &Output) -> BTreeSet<String> {
    let text = text(output);
    let lines = text.lines().filter_map(|line| line.strip_suffix("... FAILED"));
    let name = |line: &str| line.rsplit_once("] ").map(|(_, name)| name.trim().to_owned());
    lines.filter_map(name).collect()
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn every_mistake_fails_a_test_and_nothing_else_does() {
    let output = suite(&["--skip", "[property]"], &[]);
    let want = names(&[
        "size/generated-base64-well-over-or@origin-request",
        "size/generated-headers-and-body-over@viewer-request",
        "size/generated-headers-only-over@viewer-request",
        "size/generated-well-over-or@origin-request",
        "size/observed-1054968@origin-request",
        "size/observed-too-large@origin-request",
        "size/replaced-base64-over@origin-response",
        "size/replaced-well-over@origin-response",
        "status/range-600-with-body@origin-request",
        "status/range-600-with-body@origin-response",
        "status/range-600-with-body@viewer-request",
        "status/range-600@origin-request",
        "status/range-600@origin-response",
        "status/range-600@viewer-request",
    ]);
    assert_eq!(failed(&output), want);
    assert_eq!(output.status.code(), Some(101));
    assert!(text(&output).contains("want reject (status/range), got accept"));
}

#[test]
fn a_question_is_an_ignored_test() {
    // How a function may spell the name of a read-only header is a reading of the guide.
    let output = suite(&["--ignored", "map-name"], &[]);
    let want = names(&[
        "headers-read-only/added-map-name-upper-case@origin-request",
        "headers-read-only/map-name-spelling@viewer-request",
    ]);
    assert_eq!(failed(&output), want);
}

#[test]
fn tests_are_listed_and_run_by_name() {
    let listed = text(&suite(&["--list", "--format", "terse"], &[]));
    let name = "[status] status/range-600@viewer-request";
    assert!(listed.lines().any(|line| line == format!("{name}: test")), "{listed}");
    // As cargo-nextest does.
    let output = suite(&["--exact", name, "--nocapture"], &[]);
    assert_eq!(failed(&output), names(&["status/range-600@viewer-request"]));
    let output = suite(&["--exact", "[status] status/range-599@viewer-request"], &[]);
    assert!(output.status.success() && text(&output).contains("1 passed"), "{output:?}");
}

#[test]
fn a_list_that_does_not_fit_fails() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let list = |name: &str, entries: &str| {
        let file = folder.join(name);
        let list = format!(r#"{{"format":1,"entries":[{entries}]}}"#);
        std::fs::write(&file, list).expect("a list");
        file.display().to_string()
    };
    let entry = |pattern: &str| format!(r#"{{"match":"{pattern}","kind":"fails","reason":"r"}}"#);
    let passes = list("passes.json", &entry("status/range-*@viewer-request"));
    let output = suite(&["status/range-"], &[("EDGECASE_KNOWN", &passes)]);
    assert!(failed(&output).contains("status/range-599@viewer-request"));
    assert!(!failed(&output).contains("status/range-600@viewer-request"));
    let nothing = list("nothing.json", &entry("nope/*"));
    let output = suite(&["entries"], &[("EDGECASE_KNOWN", &nothing)]);
    assert_eq!(failed(&output), names(&["entries"]));
    for (name, value) in [("EDGECASE_KNOWN", "nowhere.json"), ("EDGECASE_CASES", "many")] {
        let output = suite(&[], &[(name, value)]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.starts_with(&format!("error: `{name}`: ")), "{said}");
    }
}

/// Makes the harness of claims alone.
fn claims<T: Testee + Send + 'static>(make: fn() -> T) -> Harness<T> {
    let filters = vec!["no case".to_owned()];
    Harness::new(make).select(Selection { filters, ..Selection::default() }).cases(40).seed(7)
}

#[test]
fn claims_are_tests_of_who_shows_the_caches() {
    let trials = claims(Flawed::default).trials().expect("the naive twin says hello");
    assert!(trials.iter().any(|trial| trial.name() == "INV-05" && trial.kind() == "property"));
    let arguments = Arguments::from_iter(["conformance", "INV-0", "--quiet"]);
    let conclusion = claims(Flawed::default).run(&arguments).expect("hello");
    assert_eq!(conclusion.num_failed, 0);
    assert!(conclusion.num_passed > 0);

    let broken = Arguments::from_iter(["conformance", "INV-05", "--quiet"]);
    let conclusion = claims(|| ViewerRequestStored).cases(400).run(&broken).expect("hello");
    assert_eq!((conclusion.num_passed, conclusion.num_failed), (0, 1));
    let known = r#"{"format":1,"entries":[{"match":"INV-05","kind":"fails","reason":"r"}]}"#;
    let known = Known::read(known).expect("a list");
    let harness = claims(|| ViewerRequestStored).cases(400).known(known);
    let conclusion = harness.run(&broken).expect("hello");
    assert_eq!((conclusion.num_ignored, conclusion.num_failed), (1, 0));

    let trials = claims(|| Plain).trials().expect("hello");
    let invariants = trials.iter().map(Trial::name).filter(|name| name.starts_with("INV-"));
    assert_eq!(invariants.count(), 0);
}

/// Calls viewer-request behind the cache, so that what it generates is stored.
struct ViewerRequestStored;

impl Testee for ViewerRequestStored {
    fn hello(&mut self) -> Result<Hello, StartError> {
        Ok(Hello::announcing("behind the cache", &["scenario"]))
    }

    fn validate(&mut self, _: &Validate<'_>) -> Answer {
        Answer::Skipped { reason: "plays scenarios only".to_owned() }
    }

    fn frames(&mut self, scenario: &Scenario) -> Option<Vec<Frame>> {
        let mut scenario = scenario.clone();
        for behavior in &mut scenario.distribution.behaviors {
            if let Some(function) = behavior.functions.remove(&Stage::ViewerRequest) {
                behavior.functions.insert(Stage::OriginRequest, function);
            }
        }
        reference(&scenario).ok()
    }
}

/// Judges results only.
struct Plain;

impl Testee for Plain {
    fn validate(&mut self, _: &Validate<'_>) -> Answer {
        Answer::Accept { kind: None, normalised: None, notes: None }
    }
}
