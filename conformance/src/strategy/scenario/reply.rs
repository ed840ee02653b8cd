//! Generated responses: what origins answer and functions generate.

use std::ops::RangeInclusive;
use std::time::{Duration, UNIX_EPOCH};

use super::START;
use super::focus::{Entry, Focus, Subject};
use crate::strategy::Draw;

/// Headers by name, as a response has them.
pub(super) type Pairs = Vec<(&'static str, String)>;

/// Statuses of answers, those that differ in how they are kept.
const STATUSES: [Entry<u16>; 25] = [
    (300, &[], 200),
    (10, &[Subject::Error, Subject::Page], 404),
    (10, &[Subject::Error, Subject::Page, Subject::Failure], 503),
    (10, &[Subject::Error, Subject::Page, Subject::Failure], 500),
    (2, &[], 204),
    (2, &[], 206),
    (4, &[], 301),
    (4, &[], 302),
    (2, &[Subject::Condition], 304),
    (2, &[], 307),
    (2, &[], 308),
    (2, &[Subject::Error], 400),
    (2, &[Subject::Error], 401),
    (2, &[Subject::Error], 403),
    (2, &[Subject::Error], 405),
    (2, &[Subject::Error], 410),
    (2, &[Subject::Error], 412),
    (2, &[Subject::Error], 414),
    (2, &[Subject::Error], 415),
    (3, &[Subject::Error], 416),
    (2, &[Subject::Error], 429),
    (2, &[Subject::Error], 501),
    (2, &[Subject::Error, Subject::Page, Subject::Failure], 502),
    (2, &[Subject::Error, Subject::Failure], 504),
    (2, &[Subject::Error], 505),
];

/// Returns a status of an answer.
pub(super) fn status(d: &mut dyn Draw, focus: Focus) -> u16 {
    *focus.of(d, &STATUSES)
}

const DIRECTIVES: [Entry<&str>; 26] = [
    (11, &[Subject::Stale, Subject::Condition], "max-age=5"),
    (11, &[Subject::Stale], "max-age=20"),
    (11, &[], "max-age=100"),
    (5, &[], "max-age=0"),
    (11, &[], "max-age=1000"),
    (6, &[], "s-maxage=7"),
    (3, &[], "s-maxage=0"),
    (6, &[], "s-maxage=400"),
    (3, &[Subject::Error], "no-store"),
    (3, &[], "no-cache"),
    (3, &[], "private"),
    (5, &[Subject::Stale], "stale-while-revalidate=10"),
    (5, &[Subject::Stale], "stale-if-error=15"),
    (4, &[], "stale-if-error=0"),
    (4, &[], "stale-while-revalidate"),
    (6, &[Subject::Stale], "max-age=5, stale-if-error=15"),
    (6, &[Subject::Stale], "max-age=20, stale-while-revalidate=10"),
    (1, &[], "public"),
    (1, &[], "must-revalidate"),
    (2, &[Subject::Lifetime], "max-age=x"),
    (2, &[Subject::Lifetime], "MAX-AGE=30"),
    (2, &[Subject::Lifetime], "max-age=\"20\""),
    (2, &[Subject::Lifetime], "no-cache=\"Set-Cookie\""),
    (2, &[Subject::Lifetime], "private=\"X-A\""),
    (2, &[Subject::Lifetime], "max-age=-1"),
    (2, &[Subject::Lifetime], "max-age"),
];

/// Returns one line of Cache-Control.
pub(super) fn cache_control(d: &mut dyn Draw, focus: Focus) -> String {
    directives(d, focus, 1..=3)
}

fn directives(d: &mut dyn Draw, focus: Focus, length: RangeInclusive<usize>) -> String {
    let directives: Vec<&str> = d.list(length, 3, |d| *focus.of(d, &DIRECTIVES));
    directives.join(", ")
}

/// The value of a header.
#[derive(Clone, Copy)]
enum Value {
    Text(&'static str),
    /// So many seconds after the start.
    Date(i64),
}

/// Header lines that come together.
type Together = &'static [(&'static str, Value)];

const HEADERS: [Entry<Together>; 24] = [
    (12, &[Subject::Condition], &[("etag", Value::Text("\"v1\""))]),
    (12, &[Subject::Condition], &[("etag", Value::Text("W/\"v1\""))]),
    (12, &[], &[("etag", Value::Text("\"v2\""))]),
    (6, &[Subject::Lifetime], &[("last-modified", Value::Date(-100))]),
    (6, &[], &[("last-modified", Value::Date(100))]),
    (
        2,
        &[Subject::Condition],
        &[("etag", Value::Text("\"v1\"")), ("last-modified", Value::Date(-100))],
    ),
    (4, &[], &[("expires", Value::Text("0"))]),
    (2, &[], &[("expires", Value::Date(-10))]),
    (2, &[], &[("expires", Value::Date(0))]),
    (3, &[], &[("expires", Value::Date(5))]),
    (3, &[Subject::Lifetime], &[("expires", Value::Date(50))]),
    (2, &[], &[("expires", Value::Date(400))]),
    (4, &[], &[("date", Value::Date(-7))]),
    (4, &[], &[("date", Value::Date(0))]),
    (4, &[], &[("date", Value::Date(20))]),
    (4, &[Subject::Lifetime], &[("date", Value::Date(-7)), ("expires", Value::Date(50))]),
    (2, &[], &[("vary", Value::Text("*"))]),
    (
        3,
        &[Subject::Key],
        &[("vary", Value::Text("Accept-Encoding, X-A, Cookie, User-Agent, X-Other"))],
    ),
    (2, &[], &[("set-cookie", Value::Text("a=1"))]),
    (1, &[], &[("set-cookie", Value::Text("b=2"))]),
    (3, &[Subject::Lifetime], &[("age", Value::Text("3"))]),
    (1, &[], &[("pragma", Value::Text("no-cache"))]),
    (2, &[], &[("x-a", Value::Text("reply"))]),
    (1, &[], &[("content-type", Value::Text("text/plain"))]),
];

/// Returns headers that bear on how long a response is kept, and a few others; each name once.
pub(super) fn headers(d: &mut dyn Draw, focus: Focus) -> Pairs {
    let mut pairs = Pairs::from_iter(control(d, focus));
    for lines in d.list(0..=2, 3, |d| header(d, focus)) {
        add(&mut pairs, lines);
    }
    pairs
}

/// Returns the header Cache-Control, in two cases of three.
pub(super) fn control(d: &mut dyn Draw, focus: Focus) -> Option<(&'static str, String)> {
    let text = directives(d, focus, 0..=3);
    (!text.is_empty()).then_some(("cache-control", text))
}

/// Returns a header but Cache-Control, or some that belong together.
pub(super) fn header(d: &mut dyn Draw, focus: Focus) -> Pairs {
    let lines = focus.of(d, &HEADERS).iter().map(|(name, value)| match value {
        Value::Text(text) => (*name, (*text).to_owned()),
        Value::Date(seconds) => (*name, date(*seconds)),
    });
    lines.collect()
}

/// Adds headers, but none of a name that is there.
pub(super) fn add(pairs: &mut Pairs, lines: impl IntoIterator<Item = (&'static str, String)>) {
    for (name, value) in lines {
        if pairs.iter().all(|(known, _)| *known != name) {
            pairs.push((name, value));
        }
    }
}

/// Returns a date some seconds after the start, or before it.
pub(super) fn date(seconds: i64) -> String {
    let at = START.saturating_add_signed(seconds);
    httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(at))
}
