//! The whole suite in one short run: every case is as expected, and as the naive twins have it.
//!
//! Mutation testing runs this and the unit tests, nothing else; so it has to take seconds and to look
//! at everything that the reference says. The other tests look longer, not at more.

use std::collections::BTreeMap;

use edgecase::agreement::compare;
use edgecase::invariant::{agree, model, reference};
use edgecase::judge::judge;
use edgecase::runner::Outcome;
use edgecase::scenario::{Player, Scenario};
use edgecase::suite::{Case, Suite, VectorCase};
use edgecase::testee::{PlayScenario, Reference, Testee as _, Validate};
use edgecase_core::pipeline::{Found, Moment};
use edgecase_core::profile::{Part, SWITCHES, Switch};
use edgecase_core::{Event, Profile};

/// Longer results are judged by the reference only, to save time.
const LONG: usize = 100_000;

/// Of so many cases one is tried under a value of a switch; a prime.
const STEP: usize = 29;

fn suite() -> Suite {
    Suite::embedded().expect("the embedded suite")
}

fn switches(part: Part) -> impl Iterator<Item = (&'static Switch, &'static str)> {
    let of_part = SWITCHES.iter().filter(move |switch| switch.part == part);
    of_part.flat_map(|switch| switch.values.iter().map(move |value| (switch, *value)))
}

/// A result with its event, ready to be judged.
struct Input {
    event: String,
    result: Vec<u8>,
}

/// Returns the event and the bytes of a case; `None` if the function returned nothing.
fn input(case: &VectorCase<'_>) -> Option<Input> {
    let exchange = case.prepare().expect("a sound case");
    let result = exchange.result.bytes().expect("base64 in the vectors")?;
    let event = exchange.event.unwrap_or_else(|| Event::minimal(case.stage).to_json());
    Some(Input { event, result })
}

fn hold_together(case: &VectorCase<'_>, input: &Input, profile: &Profile) {
    let Input { event, result } = input;
    if let Err(difference) = compare(case.stage, event, None, result, profile) {
        panic!("{}: {difference}", case.name());
    }
}

#[test]
fn every_vector_is_as_expected_and_as_the_oracle_says() {
    for case in suite().vector_cases(None) {
        let question = Validate::of(&case).expect("a sound case");
        let outcome = judge(&Case::Vector(case), Reference.validate(&question));
        assert!(matches!(outcome, Outcome::Pass | Outcome::Yes), "{}: {outcome:?}", case.name());
    }
}

#[test]
fn reference_and_oracle_agree_in_every_edition() {
    for case in suite().all_vector_cases() {
        let profile = case.profile().expect("switches of the vectors");
        match input(&case) {
            Some(input) if input.result.len() < LONG => hold_together(&case, &input, &profile),
            _ => {}
        }
    }
}

#[test]
fn reference_and_oracle_agree_under_every_switch() {
    let suite = suite();
    let short = |case: &VectorCase<'_>| input(case).filter(|input| input.result.len() < 10_000);
    let cases: Vec<_> =
        suite.vector_cases(None).filter_map(|case| Some((case, short(&case)?))).collect();
    for (number, (switch, value)) in switches(Part::Results).enumerate() {
        for (case, input) in cases.iter().skip(number % STEP).step_by(STEP) {
            let mut profile = case.profile().expect("switches of the vectors");
            profile.set(switch.name, value).expect("a value of the table");
            hold_together(case, input, &profile);
        }
    }
}

fn play_alike(path: &str, scenario: &Scenario) {
    if let Err(difference) = agree(scenario, &reference, &model) {
        panic!("{path} {:?}: {difference}", scenario.set);
    }
}

#[test]
fn every_scenario_is_as_expected_and_as_the_model_plays_it() {
    for file in &suite().scenarios {
        let answer = Reference.scenario(&PlayScenario { scenario: &file.scenario.blind() });
        let outcome = judge(&Case::Scenario(file), answer);
        assert!(matches!(outcome, Outcome::Pass | Outcome::Yes), "{}: {outcome:?}", file.path);
        play_alike(&file.path, &Scenario { trace: true, ..file.scenario.clone() });
    }
}

#[test]
fn reference_and_model_agree_under_every_switch() {
    let suite = suite();
    for (number, (switch, value)) in switches(Part::Pipeline).enumerate() {
        let about = |set: &BTreeMap<String, String>| set.contains_key(switch.name);
        let sample = suite
            .scenarios
            .iter()
            .enumerate()
            .filter(|(at, file)| about(&file.scenario.set) || at % STEP == number % STEP);
        for (_, file) in sample {
            let mut scenario = Scenario { trace: true, ..file.scenario.clone() };
            scenario.set.insert(switch.name.to_owned(), value.to_owned());
            play_alike(&file.path, &scenario);
        }
    }
}

#[test]
fn functions_are_judged_by_the_headers_of_the_key_and_see_the_path_of_the_origin() {
    for key in [r#""none""#, r#"["Accept-Language"]"#] {
        let patch = r#"{"headers":{"accept-language":[{"key":"Accept-Language","value":"de"}]}}"#;
        let text = format!(
            r#"{{"format":1,"profile":"2018-01","trace":true,
            "distribution":{{"behaviors":[{{"key":{{"headers":{key}}},
            "functions":{{"origin-request":{{"patch":{patch}}}}}}}]}},
            "origins":{{"main":{{"path":"/base"}}}},"steps":[{{"request":{{}}}}]}}"#
        );
        play_alike(key, &Scenario::read(&text).expect("a scenario"));
    }
}

#[test]
fn who_follows_a_request_gets_an_error_page_without_its_age() {
    let text = r#"{"format":1,"trace":true,
        "distribution":{"behaviors":[{}],"errorResponses":[{"status":404,"page":"/404.html"}]},
        "origins":{"main":{"paths":{"/404.html":{},"*":{"status":404}}}},
        "steps":[{"request":{"uri":"/404.html"}},{"advance":5},
        {"batch":[{"uri":"/a"},{"uri":"/a"}]}]}"#;
    let scenario = Scenario::read(text).expect("a scenario");
    play_alike("a page for two", &scenario);
    let frames = reference(&scenario).expect("a scenario that can be played");
    let ages =
        frames.iter().flat_map(|frame| &frame.answers).map(|a| a.headers.contains_key("age"));
    assert_eq!(ages.collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn an_expired_error_is_told_from_an_expired_success() {
    for (status, error) in [(200, false), (404, true)] {
        let text = format!(
            r#"{{"format":1,"distribution":{{"behaviors":[{{}}]}},"origins":{{"main":{{"status":{status}}}}},
            "steps":[{{"request":{{}}}},{{"advance":100000}},{{"request":{{}}}}]}}"#
        );
        let scenario = Scenario::read(&text).expect("a scenario");
        let mut player = Player::new(&scenario).expect("a sound scenario");
        let answers = scenario.steps.iter().filter_map(|step| player.tell(step)).flatten();
        let moments = answers.flat_map(|answer| answer.trace);
        let expired = moments.filter_map(|moment| match moment {
            Moment::Lookup { found: Found::Expired { negative, .. }, .. } => Some(negative),
            _ => None,
        });
        let expired: Vec<bool> = expired.collect();
        assert!(
            !expired.is_empty() && expired.iter().all(|negative| *negative == error),
            "{status}"
        );
    }
}
