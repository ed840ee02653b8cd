//! Reference and oracle agree: on every vector in every edition, and on generated results.

mod length;

use std::collections::{BTreeMap, BTreeSet};

use edgecase::agreement::compare;
use edgecase::oracle::Question;
use edgecase::strategy::{Draw, Random, ResultOptions, result_at};
use edgecase::suite::Suite;
use edgecase_core::names::RESTRICTED_2018;
use edgecase_core::profile::{Edition, Part, SWITCHES};
use edgecase_core::{Effect, Event, Profile, RuleId, Stage, rules};

/// Results a stage, at full length.
const RESULTS: u32 = 100_000;

#[test]
fn reference_and_oracle_agree_on_every_vector() {
    let suite = Suite::embedded().expect("the embedded suite");
    let mut compared = 0;
    for case in suite.all_vector_cases() {
        let prepared = case.prepare().unwrap_or_else(|e| panic!("{}: {e}", case.name()));
        let Some(result) = prepared.result.bytes().expect("base64 in the vectors") else {
            continue;
        };
        let event = prepared.event.unwrap_or_else(|| Event::minimal(case.stage).to_json());
        let profile = case.profile().expect("switches of the vectors");
        if let Err(difference) = compare(&Question::new(case.stage, &event, &result, &profile)) {
            panic!("{}: {difference}", case.name());
        }
        compared += 1;
    }
    println!("reference and oracle agree on {compared} cases");
    assert!(compared > 4_000, "{compared}");
}

#[test]
fn reference_and_oracle_agree_under_every_switch_and_each_changes_something() {
    // Every how manieth case is tried.
    let step = length::of(67, 1);
    let suite = Suite::embedded().expect("the embedded suite");
    let mut changed: BTreeSet<&str> = BTreeSet::new();
    for case in suite.vector_cases(None).step_by(step) {
        let prepared = case.prepare().expect("a sound case");
        let Some(result) = prepared.result.bytes().expect("base64 in the vectors") else {
            continue;
        };
        let event = prepared.event.unwrap_or_else(|| Event::minimal(case.stage).to_json());
        let profile = case.profile().expect("switches of the vectors");
        let said = |profile: &Profile| {
            compare(&Question::new(case.stage, &event, &result, profile))
                .unwrap_or_else(|difference| panic!("{}: {difference}", case.name()))
        };
        let as_is = said(&profile);
        for switch in SWITCHES.iter().filter(|switch| switch.part == Part::Results) {
            for value in switch.values {
                let mut flipped = profile.clone();
                flipped.set(switch.name, value).expect("a value of the table");
                if flipped != profile && said(&flipped) != as_is {
                    changed.insert(switch.name);
                }
            }
        }
    }
    // These two say what the viewer gets when there is no result to judge, and one what only a
    // behaviour's settings decide.
    let without_result = ["execution_error_status", "timeout_class"];
    let results = SWITCHES.iter().filter(|switch| switch.part == Part::Results);
    let silent: Vec<&str> = results
        .clone()
        .map(|switch| switch.name)
        .filter(|name| !changed.contains(name) && !without_result.contains(name))
        .collect();
    println!("{} of {} switches change a vector in both", changed.len(), results.count());
    assert!(step > 1 || silent.is_empty(), "switches that change nothing: {silent:?}");
}

#[test]
fn bodies_that_a_profile_cuts_are_cut_alike() {
    let units = ["A", "B", "AB-_", "A B", "\u{e9}"];
    let settings: [&[(&str, &str)]; 3] = [
        &[],
        &[("base64_request_limit", "literal_1024"), ("base64_mode", "unpadded_ok+whitespace_ok")],
        &[("base64_mode", "url_safe_ok"), ("kb", "1000")],
    ];
    let event = Event::minimal(Stage::ViewerRequest).to_json();
    for unit in units {
        for encoding in ["text", "base64"] {
            for settings in settings {
                for length in
                    (39_990..40_970).step_by(97).chain(53_190..53_210).chain(54_470..54_625)
                {
                    let mut data: String = unit.repeat(length).chars().take(length).collect();
                    if encoding == "base64" && length % 4 == 3 {
                        data.push('=');
                    }
                    let mut profile = Profile::of(Edition::E2023_05);
                    for (switch, value) in settings {
                        profile.set(switch, value).expect("a value of the table");
                    }
                    let result = format!(
                        "{{\"clientIp\":\"203.0.113.178\",\"method\":\"GET\",\"uri\":\"/\",\"querystring\":\"\",\"headers\":{{\"host\":[{{\"value\":\"d111111abcdef8.cloudfront.net\"}}]}},\"body\":{{\"action\":\"replace\",\"encoding\":\"{encoding}\",\"data\":\"{data}\"}}}}"
                    );
                    let stage = Stage::ViewerRequest;
                    let said = compare(&Question::new(stage, &event, result.as_bytes(), &profile));
                    assert!(said.is_ok(), "{unit:?} {encoding} {settings:?} {length}");
                }
            }
        }
    }
}

/// Draws the headers that a behaviour caches on, if they are known.
fn caches_on(d: &mut dyn Draw) -> Option<Vec<String>> {
    let known = d.chance(1, 2);
    known.then(|| vec![(*d.pick(RESTRICTED_2018)).to_owned()])
}

fn generated_results_agree(stage: Stage, seed: u64) {
    let results = length::of(3_000, RESULTS);
    let mut random = Random::new(seed);
    let mut broken: BTreeMap<RuleId, u32> = BTreeMap::new();
    let mut accepted = 0;
    for number in 0..results {
        let example = result_at(
            &mut random,
            stage,
            ResultOptions { switches: true, ..ResultOptions::default() },
        );
        let caches_on = caches_on(&mut random);
        let profile = example.profile().expect("switches of the table");
        let question = Question {
            caches_on: caches_on.as_deref(),
            ..Question::new(stage, &example.event, &example.result, &profile)
        };
        let compared = compare(&question);
        let said = compared.unwrap_or_else(|difference| {
            panic!("case {number} of seed {seed}\nevent {}\n{difference}", example.event)
        });
        accepted += u32::from(said.accepted.is_some());
        let rules: BTreeSet<RuleId> =
            said.refusals.iter().chain(&said.notes).map(|finding| finding.rule).collect();
        for rule in rules {
            *broken.entry(rule).or_default() += 1;
        }
    }
    println!(
        "{stage}: {results} generated results agree, {accepted} accepted, {} rules broken",
        broken.len()
    );
    assert!(accepted > results / 20, "too few accepted: {accepted}");
    let profile = Profile::default();
    let unreached: Vec<&str> = rules()
        .filter(|rule| matches!(rule.effect(&profile, stage), Effect::Refuse | Effect::Note))
        .filter(|rule| rule.group() != "error" && !broken.contains_key(&rule.id))
        .map(|rule| rule.id.as_str())
        .collect();
    println!("{stage}: rules not reached: {unreached:?}");
    assert!(results < RESULTS || unreached.is_empty(), "the generator misses {unreached:?}");
}

#[test]
fn generated_results_agree_at_viewer_request() {
    generated_results_agree(Stage::ViewerRequest, 1);
}

#[test]
fn generated_results_agree_at_origin_request() {
    generated_results_agree(Stage::OriginRequest, 2);
}

#[test]
fn generated_results_agree_at_origin_response() {
    generated_results_agree(Stage::OriginResponse, 3);
}

#[test]
fn generated_results_agree_at_viewer_response() {
    generated_results_agree(Stage::ViewerResponse, 4);
}
