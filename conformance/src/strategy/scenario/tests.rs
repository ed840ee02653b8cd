//! What the generator yields.

use super::*;
use crate::strategy::{Choices, Random};

fn varied() -> impl Iterator<Item = Scenario> {
    let options = Options { switches: true, ..Options::default() };
    let mut random = Random::new(7);
    (0..400).map(move |_| scenario(&mut random, &options))
}

#[test]
fn every_scenario_reads_back_as_it_was() {
    for scenario in varied() {
        let text = scenario.to_json();
        let read = Scenario::read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(read.to_json(), text);
    }
}

#[test]
fn scenarios_vary_in_everything_that_the_format_has() {
    let texts: String = varied().map(|scenario| scenario.to_json()).collect();
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
    let options = Options { steps: 0..=30, ..Options::default() };
    let simplest = scenario(&mut Choices::new(&[]), &options);
    assert!(simplest.steps.is_empty(), "{}", simplest.to_json());
    assert!(simplest.to_json().len() < 1_500, "{}", simplest.to_json());
}
