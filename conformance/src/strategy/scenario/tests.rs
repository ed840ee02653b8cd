//! What the generator yields.

use super::ends::Ends;
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

#[test]
fn scenarios_have_as_many_steps_as_asked_for_and_are_rather_long() {
    let mut random = Random::new(2);
    for steps in [0..=0, 3..=5, 1..=30, 7..=7] {
        let options = Options { steps: steps.clone(), ..Options::default() };
        let lengths: Vec<usize> =
            (0..200).map(|_| scenario(&mut random, &options).steps.len()).collect();
        assert!(lengths.iter().all(|length| steps.contains(length)), "{steps:?}");
        let (mean, span) = (lengths.iter().sum::<usize>() / 200, steps.end() - steps.start());
        let want = steps.start() + span * 4 / 5;
        assert!(mean.abs_diff(want) <= span / 10, "{steps:?}: {mean} steps, want about {want}");
    }
}

#[test]
fn distributions_are_valid_in_their_edition_and_name_known_origins() {
    let mut random = Random::new(5);
    let empty = scenario(&mut Choices::new(&[]), &Options::default());
    for profile in Edition::ALL {
        for _ in 0..50 {
            let distribution = distribution(&mut random, profile);
            let origins = origins(&mut random, &distribution);
            assert!(origins.keys().all(|name| ORIGINS.contains(&name.as_str())));
            let whole = Scenario { profile, distribution, origins, ..empty.clone() };
            whole.check().unwrap_or_else(|error| panic!("{error}\n{}", whole.to_json()));
        }
    }
}

#[test]
fn a_lifetime_is_picked_whatever_others_there_are() {
    let all = [1, 5, 10, 60, 300, 86_400];
    for salt in 0..64 {
        let pick = |ends: &[u64]| Ends(ends.to_vec()).pick(&mut Choices::new(&[salt]));
        let picked = pick(&all);
        for gone in all.into_iter().filter(|end| *end != picked) {
            let others: Vec<u64> = all.into_iter().filter(|end| *end != gone).collect();
            assert_eq!(pick(&others), picked, "without {gone}");
        }
    }
}

#[test]
fn conditions_of_viewers_name_the_start_and_the_day_before() {
    assert_eq!([request::NOW, request::EARLIER], [0, -86_400].map(reply::date));
}
