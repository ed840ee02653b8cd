//! What the generator yields.

use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use super::*;

#[test]
fn every_scenario_reads_back_as_it_was() {
    let mut runner = TestRunner::deterministic();
    let strategy = scenario(Options { switches: true, ..Options::default() });
    for _ in 0..400 {
        let scenario = strategy.new_tree(&mut runner).expect("no filter rejects").current();
        let text = scenario.to_json();
        let read = Scenario::read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(read.to_json(), text);
    }
}

#[test]
fn scenarios_vary_in_everything_that_the_format_has() {
    let mut runner = TestRunner::deterministic();
    let strategy = scenario(Options { switches: true, ..Options::default() });
    let mut texts = String::new();
    for _ in 0..400 {
        let scenario = strategy.new_tree(&mut runner).expect("no filter rejects").current();
        texts.push_str(&scenario.to_json());
    }
    let wanted = [
        "\"batch\"",
        "\"invalidate\"",
        "\"evict\"",
        "\"functions\": {",
        "\"advance\"",
        "\"pair\"",
        "\"s3\"",
        "\"shield\"",
        "\"page\"",
        "\"responseStatus\"",
        "\"cachePolicy\"",
        "\"signedUrls\"",
        "\"cloudfrontHeaders\"",
        "\"except\"",
        "\"unreachable\": \"dns\"",
        "\"timeout\": true",
        "\"throttle\"",
        "\"raw\"",
        "\"throw\"",
        "\"sequence\"",
        "\"paths\"",
        "\"conditional\"",
        "\"OPTIONS\"",
        "\"blocked\"",
        "\"defaultRootObject\"",
        "\"set\"",
        "\"2018-01\"",
        "stale-while-revalidate=10",
        "\"content-length\"",
        "\"originRequest\"",
        "\"HEAD\"",
    ];
    for part in wanted {
        let times = texts.matches(part).count();
        assert!(times >= 10, "{part} is there {times} times only");
    }
}

#[test]
fn the_simplest_scenario_is_small() {
    let mut runner = TestRunner::deterministic();
    let strategy = scenario(Options { steps: 0..=30, ..Options::default() });
    let mut tree = strategy.new_tree(&mut runner).expect("no filter rejects");
    while tree.simplify() {}
    let simplest = tree.current();
    assert!(simplest.steps.is_empty(), "{}", simplest.to_json());
    assert!(simplest.to_json().len() < 1_500, "{}", simplest.to_json());
}
