//! Generated origins.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::reply;
use crate::scenario::{Kind, Lines, Origin, Reply, Script, Settings, Unreachable};

/// The origins that there can be.
pub(super) const NAMES: [&str; 3] = ["main", "backup", "bucket"];

pub(super) fn origins() -> BoxedStrategy<BTreeMap<String, Origin>> {
    let region = select(vec!["us-east-1", "eu", "us"]);
    (answers(), answers(), answers(), region, option::weighted(0.2, Just("/base")))
        .prop_map(|(main, backup, bucket, region, path)| {
            let of = |settings, paths| Origin { settings, paths };
            let plain = Settings::default();
            let s3 =
                Settings { kind: Kind::S3, region: Some(region.to_owned()), ..Settings::default() };
            let path = Settings { path: path.map(str::to_owned), ..Settings::default() };
            let all = [of(path, main), of(plain, backup), of(s3, bucket)];
            NAMES.into_iter().map(str::to_owned).zip(all).collect()
        })
        .boxed()
}

/// What an origin answers, for a new origin or from some step on.
pub(super) fn answers() -> BoxedStrategy<BTreeMap<String, Script>> {
    let all = |script| BTreeMap::from([("*".to_owned(), script)]);
    let path = select(vec!["*", "/a", "/404.html", "/b"]).prop_map(str::to_owned);
    let dns = Reply { unreachable: Some(Unreachable::Dns), ..Reply::default() };
    prop_oneof![
        12 => script().prop_map(all),
        4 => btree_map(path, script(), 2..=3),
        1 => Just(all(vec![dns])),
    ]
    .boxed()
}

fn script() -> BoxedStrategy<Script> {
    // An object that the origin has, until it has trouble.
    let good = reply().prop_map(|reply| Reply { status: 200, ..reply });
    prop_oneof![
        4 => vec(answer(), 1),
        3 => vec(answer(), 2..=4),
        3 => (good, vec(trouble(), 1..=2)).prop_map(|(good, bad)| {
            std::iter::once(good).chain(bad).collect()
        }),
    ]
    .boxed()
}

fn trouble() -> BoxedStrategy<Reply> {
    let status = select(vec![500_u16, 503, 502, 504]);
    prop_oneof![
        3 => (status, reply::headers()).prop_map(|(status, headers)| Reply {
            status,
            headers: headers.into_iter().map(|(n, v)| (n.to_owned(), Lines::One(v))).collect(),
            ..Reply::default()
        }),
        2 => silent(),
    ]
    .boxed()
}

fn silent() -> BoxedStrategy<Reply> {
    select(vec![Unreachable::Connect, Unreachable::Timeout])
        .prop_map(|how| Reply { unreachable: Some(how), ..Reply::default() })
        .boxed()
}

fn answer() -> BoxedStrategy<Reply> {
    prop_oneof![
        9 => reply(),
        1 => silent(),
    ]
    .boxed()
}

fn reply() -> BoxedStrategy<Reply> {
    let body = option::weighted(0.9, select(vec!["one", "two", "three", "four", "five"]));
    // Of the body's length or not.
    let length = option::weighted(0.05, select(vec!["3", "99"]));
    (reply::status(), reply::headers(), body, prop::bool::weighted(0.4), length)
        .prop_map(|(status, headers, body, conditional, length)| {
            let length = length.map(|digits| ("content-length", digits.to_owned()));
            let headers = headers.into_iter().chain(length);
            Reply {
                status,
                headers: headers.map(|(n, v)| (n.to_owned(), Lines::One(v))).collect(),
                body: body.map(str::to_owned),
                conditional,
                ..Reply::default()
            }
        })
        .boxed()
}
