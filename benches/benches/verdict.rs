//! How long a verdict takes, from bytes to answer.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use edgecase_benches::input::rejected::rejected;
use edgecase_benches::input::{Input, accepted, mixed, requests};
use edgecase_benches::judge;
use edgecase_core::{Event, Exchange, Profile, Verdict, explain, validate};

/// Responses that are accepted, by both decoders.
fn verdict(criterion: &mut Criterion) {
    let profile = Profile::default();
    let mut group = criterion.benchmark_group("verdict");
    for input in accepted::accepted() {
        let event = input.event();
        let exchange = Exchange::new(input.stage, &event);
        group.throughput(throughput(&[&input]));
        for way in judge::ALL {
            let mut scratch = way.scratch();
            group.bench_function(BenchmarkId::new(input.name, way.name), |bencher| {
                bencher.iter(|| scratch.validate(exchange, black_box(&input.result), &profile));
            });
        }
    }
    let documents = mixed::mixed();
    let event = Event::minimal(mixed::STAGE);
    let exchange = Exchange::new(mixed::STAGE, &event);
    group.throughput(throughput(&documents.iter().collect::<Vec<_>>()));
    for way in judge::ALL {
        let mut scratch = way.scratch();
        group.bench_function(BenchmarkId::new("mixed", way.name), |bencher| {
            bencher.iter(|| {
                for document in &documents {
                    black_box(scratch.validate(exchange, black_box(&document.result), &profile));
                }
            });
        });
    }
    group.finish();
}

/// Responses that are refused: the verdict alone, and with the texts for their author.
fn refused(criterion: &mut Criterion) {
    let profile = Profile::default();
    let mut group = criterion.benchmark_group("refused");
    for row in rejected() {
        let (event, result) = (row.input.event(), row.input.result.as_slice());
        let exchange = Exchange::new(row.input.stage, &event);
        group.throughput(throughput(&[&row.input]));
        group.bench_function(BenchmarkId::new("verdict", row.input.name), |bencher| {
            bencher.iter(|| validate(exchange, black_box(result), &profile));
        });
        group.bench_function(BenchmarkId::new("explained", row.input.name), |bencher| {
            bencher.iter(|| match validate(exchange, black_box(result), &profile) {
                Verdict::Reject(all) => explain(exchange, result, &profile, all.as_slice()),
                Verdict::Accept { .. } => panic!("{} is to be refused", row.input.name),
            });
        });
    }
    group.finish();
}

/// Requests that go on.
fn request(criterion: &mut Criterion) {
    let profile = Profile::default();
    let mut group = criterion.benchmark_group("request");
    for input in requests::requests() {
        let event = input.event();
        let exchange = Exchange::new(input.stage, &event);
        group.throughput(throughput(&[&input]));
        group.bench_function(input.name, |bencher| {
            bencher.iter(|| validate(exchange, black_box(&input.result), &profile));
        });
    }
    group.finish();
}

fn throughput(inputs: &[&Input]) -> Throughput {
    let bytes: usize = inputs.iter().map(|input| input.result.len()).sum();
    Throughput::Bytes(u64::try_from(bytes).unwrap_or(u64::MAX))
}

criterion_group!(benches, verdict, refused, request);
criterion_main!(benches);
