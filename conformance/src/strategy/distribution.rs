//! Generated distributions.

use std::collections::{BTreeMap, BTreeSet};

use edgecase_core::Stage;
use edgecase_core::profile::Edition;
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::function;
use crate::scenario::{
    Behavior, ErrorResponse, FAILOVER_CODES, Function, Group, KeyPolicy, REPLACEABLE, Scenario,
    Select, Selects, Topology, Ttl, ViewerProtocol,
};

/// The parts of a distribution, before they are fitted together.
#[derive(Clone, Debug)]
pub(super) struct Drafted {
    first: Vec<(&'static str, Behavior)>,
    last: Behavior,
    errors: Vec<ErrorResponse>,
    failover_on: BTreeSet<u16>,
    topology: Topology,
    root: Option<&'static str>,
}

pub(super) fn drafted() -> BoxedStrategy<Drafted> {
    let pattern = select(vec!["/a*", "/img/*", "*.html", "/?"]);
    let root = prop_oneof![4 => Just(None), 1 => Just(Some("index.html")), 1 => Just(Some("a"))];
    (
        vec((pattern, behavior()), 0..=2),
        behavior(),
        vec(error_response(), 0..=3),
        btree_set(select(FAILOVER_CODES.to_vec()), 0..=12),
        topology(),
        root,
    )
        .prop_map(|(first, last, errors, failover_on, topology, root)| Drafted {
            first,
            last,
            errors,
            failover_on,
            topology,
            root,
        })
        .boxed()
}

impl Drafted {
    pub(super) fn put_into(self, scenario: &mut Scenario) {
        let Self { first, last, errors, mut failover_on, topology, root } = self;
        let distribution = &mut scenario.distribution;
        let mut seen = BTreeSet::new();
        for (path, behavior) in first {
            if seen.insert(path) {
                distribution.behaviors.push(Behavior { path: path.to_owned(), ..behavior });
            }
        }
        distribution.behaviors.push(last);
        let mut seen = BTreeSet::new();
        distribution.error_responses =
            errors.into_iter().filter(|error| seen.insert(error.status)).collect();
        if scenario.profile != Edition::Current {
            failover_on.remove(&429);
        }
        if distribution.behaviors.iter().any(|b| b.origin.as_deref() == Some("pair")) {
            let members = ("main".to_owned(), "backup".to_owned());
            distribution.origin_groups.insert("pair".to_owned(), Group { members, failover_on });
        }
        distribution.topology = topology;
        distribution.default_root_object = root.map(str::to_owned);
    }
}

fn behavior() -> BoxedStrategy<Behavior> {
    let target = prop_oneof![
        9 => Just("main"),
        1 => Just("backup"),
        1 => Just("bucket"),
        5 => Just("pair"),
    ];
    let protocol = prop_oneof![
        20 => Just(ViewerProtocol::AllowAll),
        1 => Just(ViewerProtocol::RedirectToHttps),
        1 => Just(ViewerProtocol::HttpsOnly),
    ];
    let added = subsequence(
        vec![
            "CloudFront-Viewer-Country",
            "CloudFront-Is-Mobile-Viewer",
            "CloudFront-Forwarded-Proto",
        ],
        0..=2,
    );
    let policy = prop_oneof![
        12 => Just(None),
        1 => select(vec![
            "CachingOptimized",
            "CachingDisabled",
            "UseOriginCacheControlHeaders",
            "UseOriginCacheControlHeaders-QueryStrings",
        ])
        .prop_map(Some),
    ];
    let rest = (
        prop_oneof![3 => Just(Vec::new()), 1 => added],
        prop::bool::weighted(0.3),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.1),
        protocol,
    );
    (target, policy, ttl(), key(), origin_request(), functions(), rest)
        .prop_map(|(target, policy, ttl, key, origin_request, functions, rest)| {
            let (added, caches_options, few_methods, signed_urls, viewer_protocol) = rest;
            let base = Behavior::default();
            let few = || ["GET", "HEAD"].map(str::to_owned).into();
            Behavior {
                origin: Some(target.to_owned()),
                ttl: Some(ttl).filter(|_| policy.is_none()),
                key: Some(key).filter(|_| policy.is_none()),
                cache_policy: policy.map(str::to_owned),
                origin_request,
                functions,
                cloudfront_headers: added.into_iter().map(str::to_owned).collect(),
                cached_methods: if caches_options {
                    ["GET", "HEAD", "OPTIONS"].map(str::to_owned).into()
                } else {
                    few()
                },
                allowed_methods: if few_methods { few() } else { base.allowed_methods.clone() },
                signed_urls,
                viewer_protocol,
                ..base
            }
        })
        .boxed()
}

/// Lifetimes with min <= default <= max.
fn ttl() -> BoxedStrategy<Ttl> {
    let of = |min, default, max| Ttl { min, default, max };
    let usual = vec![
        of(0, 60, 300),
        of(0, 60, 300),
        of(10, 60, 300),
        of(0, 86_400, 31_536_000),
        of(1, 86_400, 31_536_000),
        of(0, 0, 300),
        of(0, 5, 20),
        of(0, 0, 0),
        of(60, 60, 60),
        of(5, 5, 600),
    ];
    let any = vec(0..400_u64, 3).prop_map(|mut three| {
        three.sort_unstable();
        match three.as_slice() {
            [min, default, max] => Ttl { min: *min, default: *default, max: *max },
            _ => Ttl::default(),
        }
    });
    prop_oneof![4 => select(usual), 1 => any].boxed()
}

fn names(all: &[&'static str]) -> BoxedStrategy<Select> {
    subsequence(all.to_vec(), 1..=all.len())
        .prop_map(|names| Select::List(names.into_iter().map(str::to_owned).collect()))
        .boxed()
}

fn but(names: &[&'static str]) -> BoxedStrategy<Select> {
    select(names.to_vec()).prop_map(|name| Select::Except(vec![name.to_owned()])).boxed()
}

fn cookies() -> BoxedStrategy<Select> {
    prop_oneof![
        12 => Just(Select::None),
        1 => Just(Select::All),
        2 => names(&["a", "b"]),
        1 => but(&["a", "b"]),
    ]
    .boxed()
}

fn query() -> BoxedStrategy<Select> {
    prop_oneof![
        6 => Just(Select::None),
        2 => Just(Select::All),
        2 => names(&["x", "y"]),
        1 => but(&["x", "y"]),
    ]
    .boxed()
}

fn key() -> BoxedStrategy<KeyPolicy> {
    let listed = names(&["X-A", "Accept-Language", "Host", "CloudFront-Viewer-Country"]);
    let headers = prop_oneof![
        16 => Just(Select::None),
        6 => listed,
        1 => names(&["Accept-Encoding", "X-A"]),
        1 => Just(Select::All),
    ];
    let format = prop::bool::weighted(0.25);
    (headers, cookies(), query(), format, prop::bool::weighted(0.25))
        .prop_map(|(headers, cookies, query, gzip, brotli)| KeyPolicy {
            headers,
            cookies,
            query,
            gzip,
            brotli,
        })
        .boxed()
}

fn origin_request() -> BoxedStrategy<Selects> {
    let headers = prop_oneof![
        6 => Just(Select::None),
        1 => Just(Select::All),
        2 => names(&["X-B", "Host", "User-Agent", "CloudFront-Is-Mobile-Viewer"]),
    ];
    let some = (headers, cookies(), query());
    prop_oneof![
        3 => Just(Selects::default()),
        2 => some.prop_map(|(headers, cookies, query)| Selects { headers, cookies, query }),
    ]
    .boxed()
}

fn functions() -> BoxedStrategy<BTreeMap<Stage, Function>> {
    let at = |stage| option::weighted(0.3, function::function(stage));
    (
        at(Stage::ViewerRequest),
        at(Stage::OriginRequest),
        at(Stage::OriginResponse),
        at(Stage::ViewerResponse),
    )
        .prop_map(|(vrq, orq, ors, vrs)| {
            let all = Stage::ALL.into_iter().zip([vrq, orq, ors, vrs]);
            all.filter_map(|(stage, function)| Some((stage, function?))).collect()
        })
        .boxed()
}

fn error_response() -> BoxedStrategy<ErrorResponse> {
    let usual = prop_oneof![2 => select(vec![404, 503, 502]), 1 => select(REPLACEABLE.to_vec())];
    let minimum = select(vec![None, Some(0), Some(5), Some(30), Some(400)]);
    let page = select(vec![None, Some("/404.html"), Some("/a")]);
    let status = select(vec![None, Some(200), Some(404), Some(503)]);
    (usual, minimum, page, status)
        .prop_map(|(status, caching_min_ttl, page, response_status)| ErrorResponse {
            status,
            caching_min_ttl,
            page: page.map(str::to_owned),
            response_status: response_status.filter(|_| page.is_some()),
        })
        .boxed()
}

fn topology() -> BoxedStrategy<Topology> {
    let of = |pops: &[(&str, &str)], shield: Option<&str>| Topology {
        pops: pops
            .iter()
            .map(|(pop, regional)| ((*pop).to_owned(), (*regional).to_owned()))
            .collect(),
        shield: shield.map(str::to_owned),
    };
    select(vec![
        Topology::default(),
        of(&[("A", "eu"), ("B", "eu")], None),
        of(&[("A", "eu"), ("B", "us")], None),
        of(&[("A", "eu"), ("B", "eu"), ("C", "us")], None),
        of(&[("A", "eu"), ("B", "us")], Some("shield")),
        of(&[("A", "eu"), ("B", "eu"), ("C", "us")], Some("shield")),
    ])
    .boxed()
}
