//! How long a verdict takes, from bytes to answer.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use edgecase_benches::{Input, REFUSED_FOR, accepted, refused};
use edgecase_core::{Event, Exchange, Profile, Verdict, explain, validate};

/// Results that are accepted.
fn verdict(criterion: &mut Criterion) {
    let profile = Profile::default();
    let mut group = criterion.benchmark_group("verdict");
    for Input { name, stage, result } in accepted() {
        let event = Event::minimal(stage);
        let exchange = Exchange::new(stage, &event);
        let result = result.as_bytes();
        let verdict = validate(exchange, result, &profile);
        let clean = matches!(&verdict, Verdict::Accept { notes, .. } if notes.is_empty());
        assert!(clean, "{name} is to be accepted without a note, got {verdict:?}");
        group.throughput(throughput(result));
        group.bench_function(name, |bencher| {
            bencher.iter(|| validate(exchange, black_box(result), &profile));
        });
    }
    group.finish();
}

/// A result that is refused: the verdict alone, and with the texts for its author.
fn refusal(criterion: &mut Criterion) {
    let profile = Profile::default();
    let Input { name, stage, result } = refused();
    let event = Event::minimal(stage);
    let exchange = Exchange::new(stage, &event);
    let result = result.as_bytes();
    let Verdict::Reject(violations) = validate(exchange, result, &profile) else {
        panic!("{name} is to be refused");
    };
    assert_eq!(violations.as_slice().len(), REFUSED_FOR, "{violations:?}");
    let mut group = criterion.benchmark_group("refusal");
    group.throughput(throughput(result));
    group.bench_function("verdict", |bencher| {
        bencher.iter(|| validate(exchange, black_box(result), &profile));
    });
    group.bench_function("verdict_and_explain", |bencher| {
        bencher.iter(|| match validate(exchange, black_box(result), &profile) {
            Verdict::Reject(violations) => {
                explain(exchange, result, &profile, violations.as_slice())
            }
            Verdict::Accept { .. } => Vec::new(),
        });
    });
    group.finish();
}

fn throughput(result: &[u8]) -> Throughput {
    Throughput::Bytes(u64::try_from(result.len()).unwrap_or(u64::MAX))
}

criterion_group!(benches, verdict, refusal);
criterion_main!(benches);
