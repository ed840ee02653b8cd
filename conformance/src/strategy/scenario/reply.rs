//! Generated responses: what origins answer and functions generate.

use std::ops::RangeInclusive;
use std::time::{Duration, UNIX_EPOCH};

use super::START;
use crate::strategy::Draw;

/// Headers by name, as a response has them.
pub(super) type Pairs = Vec<(&'static str, String)>;

/// Statuses of answers, those that differ in how they are kept.
const STATUSES: [(u32, u16); 25] = [
    (173, 200),
    (10, 404),
    (10, 503),
    (10, 500),
    (2, 204),
    (2, 206),
    (2, 301),
    (2, 302),
    (2, 304),
    (2, 307),
    (2, 308),
    (2, 400),
    (2, 401),
    (2, 403),
    (2, 405),
    (2, 410),
    (2, 412),
    (2, 414),
    (2, 415),
    (2, 416),
    (2, 429),
    (2, 501),
    (2, 502),
    (2, 504),
    (2, 505),
];

/// Returns a status of an answer.
pub(super) fn status(d: &mut dyn Draw) -> u16 {
    *d.weighted(&STATUSES)
}

const DIRECTIVES: [(u32, &str); 24] = [
    (11, "max-age=5"),
    (11, "max-age=20"),
    (11, "max-age=100"),
    (11, "max-age=0"),
    (11, "max-age=1000"),
    (6, "s-maxage=7"),
    (6, "s-maxage=0"),
    (6, "s-maxage=400"),
    (6, "no-store"),
    (6, "no-cache"),
    (6, "private"),
    (5, "stale-while-revalidate=10"),
    (5, "stale-if-error=15"),
    (4, "stale-if-error=0"),
    (4, "stale-while-revalidate"),
    (1, "public"),
    (1, "must-revalidate"),
    (1, "max-age=x"),
    (1, "MAX-AGE=30"),
    (1, "max-age=\"20\""),
    (1, "no-cache=\"Set-Cookie\""),
    (1, "private=\"X-A\""),
    (1, "max-age=-1"),
    (1, "max-age"),
];

/// Returns one line of Cache-Control.
pub(super) fn cache_control(d: &mut dyn Draw) -> String {
    directives(d, 1..=3)
}

fn directives(d: &mut dyn Draw, length: RangeInclusive<usize>) -> String {
    let directives: Vec<&str> = d.list(length, 3, |d| *d.weighted(&DIRECTIVES));
    directives.join(", ")
}

/// The value of a header.
#[derive(Clone, Copy)]
enum Value {
    Text(&'static str),
    /// So many seconds after the start.
    Date(i64),
}

const HEADERS: [(u32, (&str, Value)); 22] = [
    (12, ("etag", Value::Text("\"v1\""))),
    (12, ("etag", Value::Text("W/\"v1\""))),
    (12, ("etag", Value::Text("\"v2\""))),
    (6, ("last-modified", Value::Date(-100))),
    (6, ("last-modified", Value::Date(100))),
    (12, ("expires", Value::Text("0"))),
    (2, ("expires", Value::Date(-10))),
    (2, ("expires", Value::Date(0))),
    (3, ("expires", Value::Date(5))),
    (3, ("expires", Value::Date(50))),
    (2, ("expires", Value::Date(400))),
    (4, ("date", Value::Date(-7))),
    (4, ("date", Value::Date(0))),
    (4, ("date", Value::Date(20))),
    (2, ("vary", Value::Text("*"))),
    (1, ("vary", Value::Text("Accept-Encoding, X-A, Cookie, User-Agent, X-Other"))),
    (2, ("set-cookie", Value::Text("a=1"))),
    (1, ("set-cookie", Value::Text("b=2"))),
    (2, ("age", Value::Text("3"))),
    (1, ("pragma", Value::Text("no-cache"))),
    (2, ("x-a", Value::Text("reply"))),
    (1, ("content-type", Value::Text("text/plain"))),
];

/// Returns headers that bear on how long a response is kept, and a few others; each name once.
pub(super) fn headers(d: &mut dyn Draw) -> Pairs {
    let mut pairs = Pairs::from_iter(control(d));
    for header in d.list(0..=2, 3, header) {
        add(&mut pairs, header);
    }
    pairs
}

/// Returns the header Cache-Control, in two cases of three.
pub(super) fn control(d: &mut dyn Draw) -> Option<(&'static str, String)> {
    let text = directives(d, 0..=3);
    (!text.is_empty()).then_some(("cache-control", text))
}

/// Returns a header but Cache-Control.
pub(super) fn header(d: &mut dyn Draw) -> (&'static str, String) {
    let (name, value) = *d.weighted(&HEADERS);
    match value {
        Value::Text(text) => (name, text.to_owned()),
        Value::Date(seconds) => (name, date(seconds)),
    }
}

/// Adds a header unless there is one of its name.
pub(super) fn add(pairs: &mut Pairs, (name, value): (&'static str, String)) {
    if pairs.iter().all(|(known, _)| *known != name) {
        pairs.push((name, value));
    }
}

/// Returns a date some seconds after the start, or before it.
fn date(seconds: i64) -> String {
    let at = START.saturating_add_signed(seconds);
    httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(at))
}
