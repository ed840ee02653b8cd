//! Generated steps.

use std::collections::BTreeMap;

use edgecase_core::Stage;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::{function, origin};
use crate::scenario::{
    Blocked, Evict, Expect, Function, Lines, Origin, Request, RequestStep, Scenario, Scheme,
    Script, Settings, Step,
};

/// A step that names behaviours, caches and moments by number, so that it fits every distribution.
#[derive(Clone, Debug)]
pub(super) enum StepDraft {
    Request(RequestDraft),
    Batch(Vec<RequestDraft>),
    Advance(u64),
    /// To the end of a lifetime, or beside it.
    AdvanceTo(usize, i64),
    Invalidate(&'static str),
    Evict(usize, &'static str),
    Origins(&'static str, BTreeMap<String, Script>),
    Functions(usize, Stage, Option<Function>),
}

#[derive(Clone, Debug)]
pub(super) struct RequestDraft {
    request: Request,
    pop: usize,
}

pub(super) fn step() -> BoxedStrategy<StepDraft> {
    let evicted = select(vec!["/a", "/b", "/a?x=1", "/404.html"]);
    let invalidated = select(vec!["/a", "/a*", "/*", "*", "/b", "/a?x=1", "/A", "/img/*"]);
    let at = |stage| (0..3_usize, Just(stage), option::weighted(0.7, function::function(stage)));
    let functions = prop_oneof![
        at(Stage::ViewerRequest),
        at(Stage::OriginRequest),
        at(Stage::OriginResponse),
        at(Stage::ViewerResponse),
    ];
    prop_oneof![
        40 => request().prop_map(StepDraft::Request),
        5 => (1..=12_u64).prop_map(StepDraft::Advance),
        10 => (0..32_usize, select(vec![0_i64, -1, 1]))
            .prop_map(|(which, off)| StepDraft::AdvanceTo(which, off)),
        1 => select(vec![301_u64, 4_000, 100_000]).prop_map(StepDraft::Advance),
        4 => batch(),
        2 => invalidated.prop_map(StepDraft::Invalidate),
        2 => (0..6_usize, evicted).prop_map(|(layer, uri)| StepDraft::Evict(layer, uri)),
        3 => (select(origin::NAMES.to_vec()), origin::answers())
            .prop_map(|(name, answers)| StepDraft::Origins(name, answers)),
        2 => functions.prop_map(|(at, stage, function)| StepDraft::Functions(at, stage, function)),
    ]
    .boxed()
}

fn batch() -> BoxedStrategy<StepDraft> {
    let alike = (request(), vec(0..3_usize, 2..=4)).prop_map(|(first, pops)| {
        pops.into_iter().map(|pop| RequestDraft { pop, ..first.clone() }).collect()
    });
    prop_oneof![2 => alike, 1 => vec(request(), 2..=4)].prop_map(StepDraft::Batch).boxed()
}

fn uri() -> BoxedStrategy<&'static str> {
    let other = select(vec![
        "/b",
        "/",
        "/a?x=1",
        "/a?x=1&y=2",
        "/a?y=2&x=1",
        "/a?x=&z&x=2&x=1",
        "/a?x=1&Expires=9&Signature=s",
        "/img/x.png",
        "/404.html",
        "/A",
        "/%61",
        "/img/../a",
        "/%c3%a9",
    ]);
    prop_oneof![9 => Just("/a"), 4 => other].boxed()
}

fn header() -> BoxedStrategy<(String, Lines)> {
    let one = select(vec![
        ("X-A", "1"),
        ("X-A", "2"),
        ("x-a", "1"),
        ("X-B", "1"),
        ("Accept-Encoding", "gzip, br"),
        ("Accept-Encoding", "gzip"),
        ("Accept-Encoding", "br;q=0, gzip;q=0.5"),
        ("Accept-Encoding", "deflate"),
        ("If-None-Match", "\"v1\""),
        ("If-None-Match", "\"v9\", W/\"v2\""),
        ("If-None-Match", "*"),
        ("If-Modified-Since", "Tue, 14 Nov 2023 22:13:20 GMT"),
        ("Cookie", "a=1"),
        ("Cookie", "a=1; b=2"),
        ("Cookie", "b=2;a=1; c=3"),
        ("Host", "www.example.net"),
        ("Cache-Control", "no-cache"),
        ("Accept-Language", "de"),
        ("Accept-Language", "DE"),
        ("User-Agent", "t"),
        ("CloudFront-Viewer-Country", "XX"),
        ("Connection", "keep-alive"),
    ])
    .prop_map(|(name, value)| (name.to_owned(), Lines::from(value)));
    let two = Just(("X-A".to_owned(), Lines::Many(vec!["1".to_owned(), "2".to_owned()])));
    prop_oneof![20 => one, 1 => two].boxed()
}

fn request() -> BoxedStrategy<RequestDraft> {
    let method = prop_oneof![
        20 => Just("GET"),
        3 => Just("HEAD"),
        2 => Just("OPTIONS"),
        1 => Just("POST"),
        1 => select(vec!["PUT", "DELETE", "PATCH"]),
    ];
    let headers = prop_oneof![3 => Just(BTreeMap::new()), 1 => btree_map_of(header(), 1..=2)];
    let cloudfront = option::weighted(
        0.15,
        select(vec![
            ("viewer-country", "DE"),
            ("viewer-country", "FR"),
            ("is-mobile-viewer", "true"),
        ]),
    );
    let odd = prop_oneof![
        50 => Just((Scheme::Https, None, None)),
        2 => Just((Scheme::Http, None, None)),
        1 => Just((Scheme::Http, Some("1.0"), None)),
        1 => select(vec![Blocked::Waf, Blocked::Geo, Blocked::Signature])
            .prop_map(|blocked| (Scheme::Https, None, Some(blocked))),
    ];
    let pop = prop_oneof![3 => Just(0_usize), 1 => 0..3_usize];
    (method, uri(), headers, cloudfront, odd, pop, prop::bool::weighted(0.02))
        .prop_map(|(method, uri, headers, cloudfront, (scheme, version, blocked), pop, body)| {
            let unsafe_method = !["GET", "HEAD", "OPTIONS"].contains(&method);
            let request = Request {
                method: method.to_owned(),
                headers,
                body: (body || unsafe_method).then(|| "sent".to_owned()),
                scheme,
                http_version: version.map(str::to_owned),
                cloudfront: cloudfront
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect(),
                blocked,
                ..Request::get(uri)
            };
            RequestDraft { request, pop }
        })
        .boxed()
}

fn btree_map_of(
    pair: impl Strategy<Value = (String, Lines)>,
    size: std::ops::RangeInclusive<usize>,
) -> impl Strategy<Value = BTreeMap<String, Lines>> {
    vec(pair, size).prop_map(|pairs| pairs.into_iter().collect())
}

impl RequestDraft {
    fn resolve(self, scenario: &Scenario) -> Request {
        let pops = scenario.distribution.topology.pops.keys();
        // The first is the default and goes without saying.
        let pop = if self.pop == 0 { None } else { pops.cycle().nth(self.pop).cloned() };
        Request { pop, ..self.request }
    }
}

impl StepDraft {
    /// Returns the step in a distribution; `None` where it would say nothing.
    pub(super) fn resolve(self, scenario: &Scenario, lifetimes: &[u64]) -> Option<Step> {
        Some(match self {
            Self::Request(draft) => {
                let request = draft.resolve(scenario);
                Step::Request(Box::new(RequestStep { request, expect: Expect::default() }))
            }
            Self::Batch(drafts) => Step::Batch {
                requests: drafts.into_iter().map(|draft| draft.resolve(scenario)).collect(),
                expect: Vec::new(),
            },
            Self::Advance(seconds) => Step::Advance(seconds),
            Self::AdvanceTo(which, off) => {
                let end = lifetimes.iter().cycle().nth(which)?;
                Step::Advance(end.saturating_add_signed(off))
            }
            Self::Invalidate(path) => Step::Invalidate(path.to_owned()),
            Self::Evict(which, uri) => {
                let layers: Vec<&str> = scenario.distribution.topology.layers().collect();
                let layer = layers.iter().cycle().nth(which)?;
                Step::Evict(Evict { layer: (*layer).to_owned(), uri: uri.to_owned() })
            }
            Self::Origins(name, paths) => {
                let settings = Settings::default();
                Step::Origins(BTreeMap::from([(name.to_owned(), Origin { settings, paths })]))
            }
            Self::Functions(which, stage, function) => {
                let behavior = scenario.distribution.behaviors.iter().cycle().nth(which)?;
                let change = BTreeMap::from([(stage, function)]);
                Step::Functions(BTreeMap::from([(behavior.path.clone(), change)]))
            }
        })
    }
}
