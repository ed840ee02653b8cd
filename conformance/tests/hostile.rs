//! Any bytes end in a verdict: in linear time and on a small stack.

mod families;

use std::time::{Duration, Instant};

use edgecase_core::{Event, Exchange, Profile, RuleId, Stage, Verdict, explain, validate};
use families::FAMILIES;

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
            for stage in [Stage::ViewerRequest, Stage::OriginResponse, Stage::ViewerResponse] {
                _ = judge(&make(2_000), stage);
            }
            let rules = judge(&make(100_000), Stage::OriginRequest);
            assert!(rule.is_none_or(|rule| rules.contains(&rule)), "{name}: {rule:?} is missing");
        }
    });
    judged.expect("a thread").join().expect("no family overflows the stack or panics");
}

#[test]
fn time_grows_in_line_with_the_input() {
    for (name, make, _) in FAMILIES {
        let (small, large) = (make(5_000), make(40_000));
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
