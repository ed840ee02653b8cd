//! Any bytes end in a verdict: in linear time, on a small stack, in memory of a small multiple.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use edgecase_core::{Event, Exchange, Profile, RuleId, Stage, Verdict, explain, validate};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// One measurement at a time: they share the clock and the heap.
static ALONE: Mutex<()> = Mutex::new(());

/// A hostile result of about `n` parts, and a rule that it breaks, if it breaks one.
type Family = (&'static str, fn(usize) -> Vec<u8>, Option<RuleId>);

fn response(members: &str) -> Vec<u8> {
    format!("{{\"status\":\"200\",{members}}}").into_bytes()
}

fn headers(entries: impl Iterator<Item = String>) -> Vec<u8> {
    let entries: Vec<String> = entries.collect();
    response(&format!("\"headers\":{{{}}}", entries.join(",")))
}

fn list(element: &str, n: usize) -> String {
    vec![element; n].join(",")
}

const FAMILIES: &[Family] = &[
    ("nothing but opening brackets", |n| "[".repeat(n).into_bytes(), Some(RuleId::ResultDepth)),
    (
        "a deep list in an unknown member",
        |n| response(&format!("\"x\":{}{}", "[".repeat(n), "]".repeat(n))),
        Some(RuleId::ResultDepth),
    ),
    (
        "many headers",
        |n| headers((0..n).map(|i| format!("\"x-{i}\":[{{\"key\":\"X-{i}\",\"value\":\"v\"}}]"))),
        None,
    ),
    (
        "many headers whose names differ in case only",
        |n| {
            let name = |i: usize| -> String {
                (0..20).map(|bit| if i >> bit & 1 == 1 { 'A' } else { 'a' }).collect()
            };
            headers((0..n).map(|i| format!("\"{}\":[{{\"key\":\"a\",\"value\":\"\"}}]", name(i))))
        },
        None,
    ),
    (
        "many entries without anything",
        |n| headers(std::iter::once(format!("\"a\":[{}]", list("{}", n)))),
        Some(RuleId::HeadersValueMissing),
    ),
    (
        "many values that are lists of numbers",
        |n| headers(std::iter::once(format!("\"a\":[{{\"value\":[{}]}}]", list("1", n)))),
        Some(RuleId::HeadersValueElement),
    ),
    (
        "many keys that differ from their name",
        |n| {
            headers(std::iter::once(format!(
                "\"a\":[{}]",
                list("{\"key\":\"via\",\"value\":\"\"}", n)
            )))
        },
        Some(RuleId::HeadersGeneratedReadOnly),
    ),
    ("one member over and over", |n| response(&list("\"x\":0", n)), None),
    (
        "many unknown members",
        |n| {
            let members: Vec<String> = (0..n).map(|i| format!("\"{i}\":\"\"")).collect();
            response(&members.join(","))
        },
        None,
    ),
    (
        "escaped names",
        |n| headers((0..n).map(|i| format!("\"\\u0061{i}\":[{{\"value\":\"\\u0000\"}}]"))),
        Some(RuleId::HeadersValueControl),
    ),
    (
        "a long body",
        |n| response(&format!("\"body\":\"{}\"", "a b ".repeat(n * 20))),
        Some(RuleId::SizeGenerated),
    ),
    (
        "a long base64 body",
        |n| {
            response(&format!("\"bodyEncoding\":\"base64\",\"body\":\"{}\"", "QUJD".repeat(n * 20)))
        },
        Some(RuleId::SizeGenerated),
    ),
    (
        "a body of escapes",
        |n| response(&format!("\"body\":\"{}\"", "\\u00e9\\n".repeat(n * 10))),
        Some(RuleId::SizeGenerated),
    ),
    (
        "a body of lone surrogates",
        |n| response(&format!("\"body\":\"{}\"", "\\ud800".repeat(n * 10))),
        Some(RuleId::ResultSurrogate),
    ),
    (
        "invalid UTF-8 at the very end",
        |n| {
            let mut bytes = response(&format!("\"x\":\"{}\"", "y".repeat(n * 50)));
            bytes.push(0xff);
            bytes
        },
        Some(RuleId::ResultJson),
    ),
    (
        "a request whose custom headers repeat its headers",
        |n| {
            let map: Vec<String> = (0..n)
                .map(|i| format!("\"x-{i}\":[{{\"key\":\"X-{i}\",\"value\":\"\"}}]"))
                .collect();
            let map = map.join(",");
            format!("{{\"headers\":{{{map}}},\"origin\":{{\"custom\":{{\"customHeaders\":{{{map}}}}}}}}}")
                .into_bytes()
        },
        Some(RuleId::OriginCustomHeaderRepeated),
    ),
    (
        "TLS versions that are none",
        |n| {
            format!("{{\"origin\":{{\"custom\":{{\"sslProtocols\":[{}]}}}}}}", list("\"x\"", n))
                .into_bytes()
        },
        Some(RuleId::OriginSslProtocol),
    ),
    ("white space", |n| response(&" \n\t".repeat(n * 10)), Some(RuleId::ResultJson)),
];

fn judge(bytes: &[u8], stage: Stage) -> Vec<RuleId> {
    let event = Event::minimal(stage);
    let profile = Profile::default();
    let exchange = Exchange::new(stage, &event);
    let verdict = validate(exchange, bytes, &profile);
    let violations = match &verdict {
        Verdict::Accept { notes, .. } => notes.as_slice(),
        Verdict::Reject(violations) => violations.as_slice(),
    };
    let explained = explain(exchange, bytes, &profile, violations);
    assert_eq!(explained.len(), violations.len());
    violations.iter().map(|violation| violation.rule).collect()
}

#[test]
fn every_family_ends_in_the_verdict_that_it_should_on_a_small_stack() {
    let judged = std::thread::Builder::new().stack_size(256 << 10).spawn(|| {
        for (name, make, rule) in FAMILIES {
            let bytes = make(100_000);
            for stage in Stage::ALL {
                _ = judge(&bytes, stage);
            }
            let rules = judge(&bytes, Stage::OriginRequest);
            assert!(rule.is_none_or(|rule| rules.contains(&rule)), "{name}: {rule:?} is missing");
        }
    });
    judged.expect("a thread").join().expect("no family overflows the stack or panics");
}

#[test]
fn time_grows_in_line_with_the_input() {
    let _alone = ALONE.lock();
    for (name, make, _) in FAMILIES {
        let (small, large) = (make(10_000), make(80_000));
        let (quick, slow) = (time(&small), time(&large));
        let ratio = slow.as_secs_f64() / quick.as_secs_f64().max(1e-5);
        let bytes = u32::try_from(large.len()).expect("short");
        let per_byte = slow.as_secs_f64() * 1e9 / f64::from(bytes);
        println!("{name}: 8 times the input, {ratio:.1} times the time, {per_byte:.0} ns a byte");
        // Eight times is linear, 64 times is quadratic; sorting and caches take their share.
        assert!(
            ratio < 24.0 || slow < Duration::from_millis(20),
            "{name}: {quick:?}, then {slow:?}"
        );
    }
}

fn time(bytes: &[u8]) -> Duration {
    let once = || {
        let start = Instant::now();
        _ = judge(bytes, Stage::OriginRequest);
        start.elapsed()
    };
    (0..3).map(|_| once()).min().expect("three times")
}

#[test]
fn memory_is_a_small_multiple_of_the_input() {
    let _alone = ALONE.lock();
    let event = Event::minimal(Stage::OriginRequest);
    let profile = Profile::default();
    let exchange = Exchange::new(Stage::OriginRequest, &event);
    for (name, make, _) in FAMILIES {
        let bytes = make(100_000);
        let heap = dhat::Profiler::builder().testing().build();
        let before = dhat::HeapStats::get().curr_bytes;
        let verdict = validate(exchange, &bytes, &profile);
        let peak = dhat::HeapStats::get().max_bytes - before;
        drop(verdict);
        drop(heap);
        let multiple = peak.div_ceil(bytes.len().max(1));
        println!("{name}: {} bytes, at most {multiple} times that on the heap", bytes.len());
        assert!(multiple <= 64, "{name}: {peak} bytes of heap for {} of input", bytes.len());
    }
}

#[test]
fn single_bytes_and_short_texts_end_in_a_verdict() {
    for byte in 0..=u8::MAX {
        _ = judge(&[byte], Stage::ViewerResponse);
    }
    let pieces = [
        "", "{", "}", "[", "]", "\"", ":", ",", "null", "1e400", "NaN", "\\", "\u{feff}", "-", "0",
    ];
    for one in pieces {
        for two in pieces {
            for three in pieces {
                for stage in Stage::ALL {
                    _ = judge(format!("{one}{two}{three}").as_bytes(), stage);
                }
            }
        }
    }
}
