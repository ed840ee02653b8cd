//! Reference and model agree on the pipeline: on generated scenarios, and under every switch.

mod kept;
mod length;

use std::collections::BTreeSet;

use edgecase::example::Example;
use edgecase::invariant::{agree, model, reference};
use edgecase::property::Property;
use edgecase::scenario::{Player, Scenario};
use edgecase::strategy::{Draw, Options, Random, scenario, smallest_within};
use edgecase::testee::Flawed;
use edgecase_core::distribution::{Behavior, Distribution, OriginSettings, Target};
use edgecase_core::pipeline::{Called, Edge, OriginReply, OriginRequest, ViewerRequest, World};
use edgecase_core::profile::{Part, SWITCHES};
use edgecase_core::{Event, Headers, Profile, Stage, Timestamp};
use edgecase_corpus::SCENARIOS;

/// Tries of shrinking one scenario.
const SHRINKS: u32 = 5_000;

/// After how many scenarios on which they differ there is no more looking.
const ENOUGH: usize = 5;

#[test]
fn reference_and_model_agree_on_generated_scenarios() {
    let most = length::of(10_000, 200_000);
    let (mut steps, mut scenarios) = (0, 0_u64);
    let mut differences: Vec<String> = Vec::new();
    while steps < most && differences.len() < ENOUGH {
        let seed = scenarios;
        scenarios += 1;
        match agree(&draw(&mut Random::new(seed)), &reference, &model) {
            Ok(frames) => steps += frames.len(),
            Err(_) => differences.push(smallest(seed)),
        }
    }
    println!("reference and model agree on {steps} steps of {scenarios} scenarios");
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
}

fn draw(d: &mut dyn Draw) -> Scenario {
    scenario(d, &Options { switches: true, ..Options::default() })
}

/// Shrinks a scenario on which the two differ, writes it to a file, and tells the difference.
fn smallest(seed: u64) -> String {
    let differ = |scenario: &Scenario| agree(scenario, &reference, &model).is_err();
    let least = smallest_within(SHRINKS, &mut Random::new(seed), draw, differ);
    let property = Property::find("C5").expect("a property");
    let failure = property.judge(&Example::Scenario(Box::new(least)), &mut Flawed(None));
    let failure = *failure.expect_err("they differ on the smallest scenario");
    let difference = failure.message.clone();
    format!("{difference}\n{}", kept::keep(failure, seed, "pipeline_agreement"))
}

#[test]
fn every_switch_of_the_pipeline_changes_some_scenario_in_both() {
    // Of so many switches that are known to change something, one is tried on a scenario.
    let step = length::of(8, 1);
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
            if changed.contains(switch.name) && number % step != 0 {
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

/// No function, and an origin whose answers live for a minute.
struct Minute;

impl World for Minute {
    fn has_function(&self, _: usize, _: Stage) -> bool {
        false
    }

    fn call(&mut self, _: usize, stage: Stage, _: &Event) -> Called {
        unreachable!("there is no function at {stage}")
    }

    fn resolves(&self, _: usize) -> bool {
        true
    }

    fn send(&mut self, _: usize, _: &OriginRequest) -> OriginReply {
        let mut headers = Headers::new();
        headers.append("cache-control", "max-age=60");
        OriginReply::Response { status: 200, headers, body: (*b"hello").into() }
    }
}

#[test]
fn an_edge_made_in_code_has_the_defaults_of_a_scenario() {
    let text = r#"{"format":1,"distribution":{"behaviors":[{}]},
        "origins":{"main":{"headers":{"cache-control":"max-age=60"},"body":"hello"}},
        "steps":[{"request":{"uri":"/a"}},{"advance":59},{"request":{"uri":"/a"}},{"advance":1},
        {"request":{"uri":"/a"}},{"request":{"uri":"/b"}}]}"#;
    let scenario = Scenario::read(text).expect("a scenario");
    let mut player = Player::new(&scenario).expect("a sound scenario");
    let told = scenario.steps.iter().filter_map(|step| player.tell(step)).flatten();
    let told: Vec<String> = told.map(|answer| format!("{answer:?}")).collect();

    let behaviors = vec![Behavior::new("*", Target::Origin(0))];
    let origins = vec![OriginSettings::custom("main", "main.example.org")];
    let (distribution, profile) = (Distribution::new(behaviors, origins), Profile::default());
    let mut edge = Edge::new(&distribution, &profile);
    assert_eq!(edge.distribution().layers, ["pop", "regional"]);
    let mut served = Vec::new();
    for (now, path) in [(0, "/a"), (59, "/a"), (60, "/a"), (60, "/b")] {
        let answer = edge.request(Timestamp(now), &ViewerRequest::get(path), &mut Minute);
        served.push(format!("{answer:?}"));
    }
    assert_eq!(served, told);
}
