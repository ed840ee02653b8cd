//! Generated responses: what origins answer and functions generate.

use std::time::{Duration, UNIX_EPOCH};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::START;

/// Headers by name, as a response has them.
pub(super) type Pairs = Vec<(&'static str, String)>;

/// Returns a date some seconds after the start, or before it.
fn date(seconds: i64) -> String {
    let at = START.saturating_add_signed(seconds);
    httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(at))
}

/// Statuses of answers, those that differ in how they are kept.
pub(super) fn status() -> BoxedStrategy<u16> {
    prop_oneof![
        12 => Just(200_u16),
        1 => select(vec![204, 206, 301, 302, 304, 307, 308]),
        2 => select(vec![404_u16, 503, 500]),
        2 => select(vec![
            400_u16, 401, 403, 405, 410, 412, 414, 415, 416, 429, 501, 502, 504, 505,
        ]),
    ]
    .boxed()
}

/// One line of Cache-Control.
pub(super) fn cache_control() -> BoxedStrategy<String> {
    let directive = prop_oneof![
        6 => select(vec!["max-age=5", "max-age=20", "max-age=100", "max-age=0", "max-age=1000"]),
        2 => select(vec!["s-maxage=7", "s-maxage=0", "s-maxage=400"]),
        2 => select(vec!["no-store", "no-cache", "private"]),
        2 => select(vec![
            "stale-while-revalidate=10",
            "stale-if-error=15",
            "stale-if-error=0",
            "stale-while-revalidate",
        ]),
        1 => select(vec![
            "public",
            "must-revalidate",
            "max-age=x",
            "MAX-AGE=30",
            "max-age=\"20\"",
            "no-cache=\"Set-Cookie\"",
            "private=\"X-A\"",
            "max-age=-1",
            "max-age",
        ]),
    ];
    vec(directive, 1..=3).prop_map(|directives| directives.join(", ")).boxed()
}

/// Headers that bear on how long a response is kept, and a few others.
pub(super) fn headers() -> BoxedStrategy<Pairs> {
    let other = prop_oneof![
        3 => select(vec![("etag", "\"v1\""), ("etag", "W/\"v1\""), ("etag", "\"v2\"")])
            .prop_map(|(name, value)| (name, value.to_owned())),
        1 => select(vec![-100_i64, 100]).prop_map(|s| ("last-modified", date(s))),
        1 => select(vec![-10_i64, 0, 5, 50, 400]).prop_map(|s| ("expires", date(s))),
        1 => Just(("expires", "0".to_owned())),
        1 => select(vec![-7_i64, 0, 20]).prop_map(|s| ("date", date(s))),
        1 => select(vec![
            ("vary", "*"),
            ("vary", "Accept-Encoding, X-A, Cookie, User-Agent, X-Other"),
            ("set-cookie", "a=1"),
            ("set-cookie", "b=2"),
            ("age", "3"),
            ("pragma", "no-cache"),
            ("x-a", "reply"),
            ("content-type", "text/plain"),
        ])
        .prop_map(|(name, value)| (name, value.to_owned())),
    ];
    let control = prop::option::weighted(0.7, cache_control());
    (control, vec(other, 0..=2))
        .prop_map(|(control, others)| {
            let mut pairs: Pairs = Vec::new();
            for (name, value) in
                control.map(|text| ("cache-control", text)).into_iter().chain(others)
            {
                if pairs.iter().all(|(seen, _)| *seen != name) {
                    pairs.push((name, value));
                }
            }
            pairs
        })
        .boxed()
}
