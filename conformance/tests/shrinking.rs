//! What shows a mistake shrinks to about the size of what a person would write.

use edgecase::example::{Example, ResultExample};
use edgecase::flaw::{Flaw, ResultFlaw};
use edgecase::invariant::{Frame, reference};
use edgecase::property::Property;
use edgecase::reduce::{BUDGET, reduce};
use edgecase::scenario::{CacheWord, Found, Moment, Scenario, StepAnswer};
use edgecase::strategy::{Choices, Draw, Options, Random, scenario, smallest_within, turn};
use edgecase::testee::Flawed;
use edgecase_core::{Event, Stage};
use serde_json::Value;

/// Seeds for each claim.
const SEEDS: usize = if cfg!(debug_assertions) { 8 } else { 100 };

/// Seeds for each seeded bug.
const RESULT_SEEDS: usize = if cfg!(debug_assertions) { 3 } else { 100 };

/// More tries than any takes.
const TRIES: u32 = 5_000;

/// A claim that some scenarios show to be wrong.
struct Planted {
    claim: &'static str,
    shown: fn(&[Frame]) -> bool,
    /// A smallest such scenario, made by hand.
    least: &'static str,
}

fn some(frames: &[Frame], shown: impl Fn(&StepAnswer) -> bool) -> bool {
    frames.iter().flat_map(|frame| &frame.answers).any(shown)
}

const PLANTED: [Planted; 6] = [
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
    println!("members: by hand  mean  worst   tries: mean  worst   claim");
    for planted in PLANTED {
        let claim = planted.claim;
        let shown = |scenario: &Scenario| {
            (planted.shown)(&reference(scenario).expect("what is generated can be played"))
        };
        let least = Scenario::read(planted.least).unwrap_or_else(|e| panic!("{claim}: {e}"));
        assert!(shown(&least), "the scenario made by hand does not show that wrong: {claim}");
        let seeds = (0..).filter(|seed| shown(&draw(&mut Random::new(*seed)))).take(SEEDS);
        let shrunk: Vec<(f64, u32)> = seeds.map(|seed| shrink(seed, shown)).collect();
        let count = f64::from(u32::try_from(SEEDS).expect("few"));
        let mean = shrunk.iter().map(|(size, _)| size).sum::<f64>() / count;
        let worst = shrunk.iter().map(|(size, _)| *size).fold(0.0, f64::max);
        let tries = shrunk.iter().map(|(_, tries)| f64::from(*tries)).sum::<f64>() / count;
        let most = shrunk.iter().map(|(_, tries)| *tries).max().unwrap_or_default();
        let by_hand = size(&least);
        println!("{by_hand:16} {mean:5.1} {worst:6} {tries:13.0} {most:6}   {claim}");
        assert!(mean <= 1.5 * by_hand, "{claim}: {mean} members on average, {by_hand} by hand");
        assert!(most < TRIES, "{claim}: {most} tries");
    }
}

/// Shrinks what a seed gives; returns how large it is then, and how many were tried.
fn shrink(seed: u64, shown: impl Fn(&Scenario) -> bool) -> (f64, u32) {
    let mut tries = 0;
    let counted = |scenario: &Scenario| {
        tries += 1;
        shown(scenario)
    };
    let small = smallest_within(TRIES, &mut Random::new(seed), draw, counted);
    (size(&small), tries)
}

/// A seeded bug, and the smallest input that shows it, made by hand.
struct Seeded {
    flaw: ResultFlaw,
    stage: Stage,
    least: &'static str,
}

const ORIGIN_REQUEST: &str = r#"{"clientIp":"203.0.113.178","method":"GET","uri":"/","querystring":"","headers":{"host":[{"value":"example.org"}]},"origin":{"s3":{"domainName":"a.s3.amazonaws.com","path":"a","authMethod":"none","region":"","customHeaders":{}}}}"#;

const SEEDED: [Seeded; 5] = [
    Seeded { flaw: ResultFlaw::NullPasses, stage: Stage::ViewerRequest, least: "null" },
    Seeded {
        flaw: ResultFlaw::StatusRangeEnd,
        stage: Stage::ViewerRequest,
        least: r#"{"status":600}"#,
    },
    Seeded {
        flaw: ResultFlaw::GeneratedLength,
        stage: Stage::ViewerRequest,
        least: r#"{"status":200,"headers":{"content-length":[{"value":""}]}}"#,
    },
    Seeded {
        flaw: ResultFlaw::NoContentBody,
        stage: Stage::ViewerRequest,
        least: r#"{"status":204,"body":"a"}"#,
    },
    Seeded { flaw: ResultFlaw::PathStart, stage: Stage::OriginRequest, least: ORIGIN_REQUEST },
];

/// Returns the bytes of a result, and those that its event has over the smallest one.
fn weight(example: &ResultExample) -> f64 {
    let least = Event::minimal(example.stage).to_json().len();
    let bytes = example.result.len() + example.event.len().saturating_sub(least);
    f64::from(u32::try_from(bytes).expect("less than 4 GB"))
}

#[test]
fn results_shrink_to_about_what_a_person_would_write() {
    println!("bytes: by hand  mean  worst   flaw");
    for Seeded { flaw, stage, least } in SEEDED {
        let mut testee = Flawed(Some(Flaw::Result(flaw)));
        let property = Property::find("P3").expect("a property");
        let least = ResultExample::new(stage, Event::minimal(stage).to_json(), least);
        let judged = property.judge(&Example::Result(least.clone()), &mut testee);
        assert!(judged.is_err(), "what was made by hand does not show {}", flaw.name());
        let seeds = u64::try_from(RESULT_SEEDS).expect("few");
        let weights: Vec<f64> =
            (0..seeds).map(|seed| weight(&counterexample(seed, property, &mut testee))).collect();
        let mean =
            weights.iter().sum::<f64>() / f64::from(u32::try_from(RESULT_SEEDS).expect("few"));
        let worst = weights.iter().copied().fold(0.0, f64::max);
        let by_hand = weight(&least);
        println!("{by_hand:14} {mean:5.1} {worst:6}   {}", flaw.name());
        assert!(mean <= 1.5 * by_hand, "{}: {mean} bytes, {by_hand} by hand", flaw.name());
    }
}

/// Draws results until the testee takes one that it should not, and makes that small.
fn counterexample(seed: u64, property: &'static Property, testee: &mut Flawed) -> ResultExample {
    let draw = |d: &mut dyn Draw, n: u64| Example::Result(turn(d, n));
    let first = (0..4_096).find_map(|n| {
        let failed = property.judge(&draw(&mut Random::new((seed << 32) | n), n), testee).err()?;
        // Where something else is wrong as well, another rule is missed: that is another failure.
        (failed.signature.testee == "accept").then_some((n, failed.signature))
    });
    let (n, signature) = first.expect("a failure within 4,096 results");
    let mut keeps = |example: &Example| {
        property.judge(example, testee).is_err_and(|failed| failed.signature == signature)
    };
    let mut source = Random::new((seed << 32) | n);
    let drawn = smallest_within(BUDGET, &mut source, |d| draw(d, n), &mut keeps);
    match reduce(drawn, keeps, BUDGET) {
        Example::Result(example) => example,
        Example::Scenario(_) => panic!("a result stays one"),
    }
}
