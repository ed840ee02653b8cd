//! Generated scenarios shrink to about the size of what a person would write.

use edgecase::invariant::{Frame, reference};
use edgecase::scenario::{CacheWord, Found, Moment, Scenario, StepAnswer};
use edgecase::strategy::{Choices, Draw, Options, Random, scenario, smallest_within};
use edgecase_core::Stage;
use serde_json::Value;

/// Seeds for each claim.
const SEEDS: u32 = if cfg!(debug_assertions) { 20 } else { 100 };

/// Tries for each seed.
const TRIES: u32 = 20_000;

/// A claim that some scenarios show to be wrong.
struct Planted {
    claim: &'static str,
    shown: fn(&[Frame]) -> bool,
    /// The smallest such scenario, made by hand.
    least: &'static str,
}

fn some(frames: &[Frame], shown: impl Fn(&StepAnswer) -> bool) -> bool {
    frames.iter().flat_map(|frame| &frame.answers).any(shown)
}

const PLANTED: [Planted; 7] = [
    Planted {
        claim: "no answer is a hit",
        shown: |frames| some(frames, |answer| answer.cache == CacheWord::Hit),
        least: r#"{"format": 1, "start": 1700000000, "trace": true,
            "distribution": {"behaviors": [{"origin": "main", "ttl": {"min": 0, "default": 60, "max": 300}}]},
            "origins": {"main": {}},
            "steps": [{"request": {"uri": "/a"}}, {"request": {"uri": "/a"}}]}"#,
    },
    Planted {
        claim: "no answer is stale",
        shown: |frames| some(frames, |answer| answer.cache == CacheWord::Stale),
        least: r#"{"format": 1, "start": 1700000000, "trace": true,
            "distribution": {"behaviors": [{"origin": "main", "ttl": {"min": 0, "default": 0, "max": 300}}]},
            "origins": {"main": {"sequence": [{"status": 200}, {"status": 503}]}},
            "steps": [{"request": {"uri": "/a"}}, {"advance": 1}, {"request": {"uri": "/a"}}]}"#,
    },
    Planted {
        claim: "no copy is validated",
        shown: |frames| some(frames, |answer| answer.cache == CacheWord::Refresh),
        least: r#"{"format": 1, "start": 1700000000, "trace": true,
            "distribution": {"behaviors": [{"origin": "main", "ttl": {"min": 0, "default": 60, "max": 300}}]},
            "origins": {"main": {"headers": {"etag": "\"v1\""}, "conditional": true}},
            "steps": [{"request": {"uri": "/a"}}, {"advance": 60}, {"request": {"uri": "/a"}}]}"#,
    },
    Planted {
        claim: "viewer-response is never called",
        shown: |frames| some(frames, |answer| answer.invoked.contains(&Stage::ViewerResponse)),
        least: r#"{"format": 1, "start": 1700000000, "trace": true,
            "distribution": {"behaviors": [{"origin": "main", "ttl": {"min": 0, "default": 60, "max": 300},
                "functions": {"viewer-response": {"patch": {}}}}]},
            "origins": {"main": {}},
            "steps": [{"request": {"uri": "/a"}}]}"#,
    },
    Planted {
        claim: "no request waits for another",
        shown: |frames| {
            // Its answer is a hit, though no cache had anything.
            let empty = |moment: &Moment| match moment {
                Moment::Lookup { found, .. } => *found == Found::Nothing,
                _ => true,
            };
            let waits = |answer: &StepAnswer| answer.moments.iter().all(empty);
            some(frames, |answer| answer.cache == CacheWord::Hit && waits(answer))
        },
        least: r#"{"format": 1, "start": 1700000000, "trace": true,
            "distribution": {"behaviors": [{"origin": "main", "ttl": {"min": 0, "default": 60, "max": 300}}]},
            "origins": {"main": {}},
            "steps": [{"batch": [{"uri": "/a"}, {"uri": "/a"}]}]}"#,
    },
    Planted {
        claim: "no error page is fetched",
        shown: |frames| {
            let page = |moment: &Moment| matches!(moment, Moment::ErrorPage { .. });
            some(frames, |answer| answer.moments.iter().any(page))
        },
        least: r#"{"format": 1, "start": 1700000000, "trace": true,
            "distribution": {"behaviors": [{"origin": "main", "ttl": {"min": 0, "default": 60, "max": 300}}],
                "errorResponses": [{"status": 404, "page": "/a"}]},
            "origins": {"main": {"status": 404}},
            "steps": [{"request": {"uri": "/a"}}]}"#,
    },
    Planted {
        claim: "the second origin of a pair never answers",
        shown: |frames| {
            let second = |answer: &StepAnswer| {
                let saw = answer.origin_saw.iter().flatten();
                saw.filter(|attempt| attempt.origin == "backup").count() == 1
                    && answer.origin_requests == 2
                    && answer.status == 200
            };
            some(frames, second)
        },
        least: r#"{"format": 1, "start": 1700000000, "trace": true,
            "distribution": {"behaviors": [{"origin": "pair", "ttl": {"min": 0, "default": 60, "max": 300}}],
                "originGroups": {"pair": {"members": ["main", "backup"], "failoverOn": [400]}}},
            "origins": {"main": {"status": 400}, "backup": {}},
            "steps": [{"request": {"uri": "/a"}}]}"#,
    },
];

/// Returns how many members a scenario has that the simplest one has not, or has otherwise.
fn size(scenario: &Scenario) -> f64 {
    let simplest = members(&draw(&mut Choices::new(&[])));
    let own = members(scenario).into_iter().filter(|member| !simplest.contains(member));
    f64::from(u32::try_from(own.count()).expect("few"))
}

/// Returns the values that have no members of their own, each with its place.
fn members(scenario: &Scenario) -> Vec<(String, Value)> {
    let mut members = Vec::new();
    let mut left = vec![(String::new(), serde_json::to_value(scenario).expect("JSON"))];
    while let Some((at, value)) = left.pop() {
        match value {
            Value::Array(items) if !items.is_empty() => left.extend(
                items
                    .into_iter()
                    .enumerate()
                    .map(|(number, item)| (format!("{at}/{number}"), item)),
            ),
            Value::Object(inner) if !inner.is_empty() => {
                left.extend(inner.into_iter().map(|(name, value)| (format!("{at}/{name}"), value)));
            }
            value => members.push((at, value)),
        }
    }
    members
}

fn draw(d: &mut dyn Draw) -> Scenario {
    scenario(d, &Options::default())
}

#[test]
fn scenarios_shrink_to_about_what_a_person_would_write() {
    println!("made by hand  mean   worst  tries  claim");
    for Planted { claim, shown, least } in PLANTED {
        let shown = |scenario: &Scenario| shown(&reference(scenario).expect("it can be played"));
        let least = Scenario::read(least).unwrap_or_else(|error| panic!("{claim}: {error}"));
        assert!(shown(&least), "the scenario made by hand does not show that wrong: {claim}");
        let (mut sizes, mut tries) = (Vec::new(), 0_u32);
        let shows = |seed: &u64| shown(&draw(&mut Random::new(*seed)));
        for seed in (0..).filter(shows).take(usize::try_from(SEEDS).expect("few")) {
            let counted = |scenario: &Scenario| {
                tries += 1;
                shown(scenario)
            };
            let small = smallest_within(TRIES, &mut Random::new(seed), draw, counted);
            if size(&small) > 1.5 * size(&least) && std::env::var("SHOW").is_ok() {
                println!("{}", serde_json::to_string(&small).unwrap());
            }
            sizes.push(size(&small));
        }
        let mean = sizes.iter().sum::<f64>() / f64::from(SEEDS);
        let worst = sizes.iter().copied().fold(0.0, f64::max);
        let tries = tries / SEEDS;
        println!("{:>12}  {mean:5.1}  {worst:5}  {tries:5}  {claim}", size(&least));
        if std::env::var("NOASSERT").is_err() {
            assert!(mean <= 1.5 * size(&least), "{claim}: mean {mean}, by hand {}", size(&least));
        }
    }
}
