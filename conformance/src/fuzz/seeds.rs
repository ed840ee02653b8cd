//! Inputs to start from, made of the suite.

use std::collections::BTreeSet;

use edgecase_core::Event;
use edgecase_core::profile::Edition;
use serde_json::Value;

use super::{SUITE, protocol, result_choices};
use crate::example::ResultExample;
use crate::protocol::{Hello, Reply};
use crate::scenario::{Origin, Scenario, Step};
use crate::strategy::{Draw, Random, choices_of};
use crate::suite::VectorCase;
use crate::testee::{Reference, serve};

/// How long a seed may be: longer ones make a fuzzer slow, and say little more.
const LONGEST: usize = 4_096;

/// How many results are drawn for the target whose inputs are choices.
const DRAWN: usize = 200;

/// An input to start from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seed {
    /// The name of its file.
    pub name: String,
    /// The input.
    pub data: Vec<u8>,
}

/// Keeps each input once, and none that is too long.
fn seeds(inputs: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<Seed> {
    let mut seen = BTreeSet::new();
    let mut seeds: Vec<Seed> = Vec::new();
    for (name, data) in inputs {
        if !data.is_empty() && data.len() <= LONGEST && seen.insert(data.clone()) {
            seeds.push(Seed { name: name.replace(['/', '@'], "-"), data });
        }
    }
    seeds
}

/// Returns the vectors as examples, one each.
fn examples() -> impl Iterator<Item = (String, ResultExample)> {
    let mut ids = BTreeSet::new();
    let first = move |case: &VectorCase<'_>| ids.insert(case.vector.id.clone());
    SUITE.vector_cases(None).filter(first).filter_map(|case| {
        let prepared = case.prepare().ok()?;
        let result = prepared.result.bytes().ok()??;
        let event = prepared.event.unwrap_or_else(|| Event::minimal(case.stage).to_json());
        let VectorCase { vector, stage, edition } = case;
        let set = vector.set.clone();
        Some((vector.id.clone(), ResultExample { stage, edition, set, event, result }))
    })
}

/// Returns the scenarios without what is expected of them.
fn scenarios() -> impl Iterator<Item = (String, Scenario)> {
    let files = SUITE.scenarios.iter().filter(|file| !file.scenario.has_handlers());
    files.map(|file| (file.path.clone(), file.scenario.blind()))
}

pub(super) fn result_bytes() -> Vec<Seed> {
    seeds(examples().map(|(name, example)| {
        let edition = Edition::ALL.iter().position(|edition| *edition == example.edition);
        let edition = u8::try_from(edition.unwrap_or_default()).unwrap_or_default();
        (name, [&[b'0' + edition], example.result.as_slice()].concat())
    }))
}

pub(super) fn base64_body() -> Vec<Seed> {
    let bodies = examples().filter_map(|(name, example)| {
        let result: Value = serde_json::from_slice(&example.result).ok()?;
        let body = result.pointer("/body/data").or_else(|| result.get("body"))?;
        Some((name, body.as_str()?.as_bytes().to_vec()))
    });
    seeds(bodies)
}

pub(super) fn event_bytes() -> Vec<Seed> {
    seeds(examples().map(|(name, example)| (name, example.event.into_bytes())))
}

pub(super) fn result_case() -> Vec<Seed> {
    seeds(examples().filter_map(|(name, example)| Some((name, serde_json::to_vec(&example).ok()?))))
}

pub(super) fn result_choices() -> Vec<Seed> {
    let draw = |number: usize| {
        let mut random = Random::new(u64::try_from(number).unwrap_or_default());
        let choices = choices_of(&mut random, |d: &mut dyn Draw| result_choices::draw(d));
        (format!("drawn-{number}"), choices)
    };
    seeds((0..DRAWN).map(draw))
}

pub(super) fn scenario() -> Vec<Seed> {
    seeds(scenarios().filter_map(|(name, scenario)| {
        let scenario = Scenario { trace: true, ..scenario };
        Some((name, serde_json::to_vec(&scenario).ok()?))
    }))
}

/// Takes what the scenarios say in one line each: header, value, `Cache-Control`, `Cookie`, query, date.
pub(super) fn headers() -> Vec<Seed> {
    seeds(scenarios().map(|(name, scenario)| {
        let requests = || scenario.steps.iter().flat_map(Step::requests);
        let of_requests = requests().flat_map(|request| &request.headers);
        let replies = scenario.origins.values().flat_map(|origin: &Origin| origin.paths.values());
        let of_replies = replies.flatten().flat_map(|reply| &reply.headers);
        let all: Vec<(&String, &str)> = of_replies
            .chain(of_requests)
            .filter_map(|(name, lines)| Some((name, lines.values().first()?.as_str())))
            .collect();
        let value = |wanted: &str| {
            let found = all.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.map_or("", |(_, value)| *value)
        };
        let date = [value("last-modified"), value("expires"), value("if-modified-since")];
        let (header, of_header) = all.last().map_or(("x-a", "1"), |(name, value)| (*name, *value));
        let query = requests().map(|request| request.path_and_query().1).max().unwrap_or_default();
        let lines = [
            header,
            of_header,
            value("cache-control"),
            value("cookie"),
            query,
            date.into_iter().max().unwrap_or_default(),
        ];
        (name.clone(), lines.join("\n").into_bytes())
    }))
}

/// Files of every format: groups of one vector, scenarios, regressions and a list of known failures.
pub(super) fn case_files() -> Vec<Seed> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (path, text) in edgecase_corpus::VECTORS {
        let Ok(mut group) = serde_json::from_str::<Value>(text) else { continue };
        let cases = group.get_mut("cases").and_then(Value::as_array_mut);
        cases.into_iter().for_each(|cases| cases.truncate(1));
        files.push(((*path).to_owned(), group.to_string().into_bytes()));
    }
    for list in [edgecase_corpus::SCENARIOS, edgecase_corpus::REGRESSIONS] {
        files
            .extend(list.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
    }
    let known = r#"{"format":1,"testee":"mine","suite":"0.1.0","entries":[{"match":"headers/*","kind":"fails","message":"want","issue":"https://example.org/1","reason":"later","expires":"2027-01-31","maxMatches":30}]}"#;
    files.push(("known".to_owned(), known.as_bytes().to_vec()));
    seeds(files)
}

/// What the reference says to the cases, and some that go wrong.
pub(super) fn protocol() -> Vec<Seed> {
    let hello = Hello::announcing("seed", &["validate", "scenario", "set", "raw-bytes"]);
    let line = |value: Result<String, serde_json::Error>| value.unwrap_or_default() + "\n";
    let hello = line(serde_json::to_string(&hello));
    let accepted =
        |seq| Reply { seq: Some(seq), outcome: Some("accept".to_owned()), ..Reply::default() };
    let accept = |seq| line(serde_json::to_string(&accepted(seq)));
    let good: String = (1..10).map(accept).collect();
    let mut said = Vec::new();
    _ = serve(&mut Reference, br#"{"cmd":"hello","protocol":1}"#.as_slice(), &mut said);
    let babble = [
        ("accepts", format!("{hello}{good}")),
        ("twice", format!("{hello}{}{}", accept(1), accept(1))),
        ("unasked", format!("{hello}\u{1}{}", accept(1))),
        ("hangs", format!("{hello}\u{2}\n\0{hello}{}", accept(2))),
        ("garbage", format!("{hello}what?\n\0{hello}{{\"seq\":2}}\n")),
        ("steps", format!("{hello}{{\"seq\":1,\"steps\":[{{\"status\":200}}]}}\n")),
        ("floods", format!("{hello}{}", "!\n".repeat(80))),
        ("reference", String::from_utf8_lossy(&said).into_owned() + &good),
    ];
    let count = protocol::cases().len();
    let skips = (1..=count).map(|seq| format!("{{\"seq\":{seq},\"skipped\":true}}\n"));
    let skipping = format!("{hello}{}", skips.collect::<String>());
    let babble = babble.into_iter().chain([("skips", skipping)]);
    seeds(babble.map(|(name, text)| (name.to_owned(), text.into_bytes())))
}
