//! What it takes to check base64, with and without decoding it.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use edgecase_benches::input::accepted::base64_text;
use edgecase_core::base64::decoded_len;
use edgecase_core::profile::Base64Mode;
use edgecase_peers::base64::{decode, simd_check};

fn base64(criterion: &mut Criterion) {
    let text = base64_text();
    let mut buffer = vec![0; text.len()];
    assert!(simd_check(text.as_bytes()) && decode(text.as_bytes(), &mut buffer));
    assert!(decoded_len(&text, Base64Mode::STRICT).is_some());
    let mut group = criterion.benchmark_group("base64");
    group.throughput(Throughput::Bytes(u64::try_from(text.len()).unwrap_or(u64::MAX)));
    group.bench_function("edgecase", |bencher| {
        bencher.iter(|| decoded_len(black_box(&text), Base64Mode::STRICT));
    });
    group.bench_function("base64-simd check", |bencher| {
        bencher.iter(|| simd_check(black_box(text.as_bytes())));
    });
    group.bench_function("base64 decode", |bencher| {
        bencher.iter(|| decode(black_box(text.as_bytes()), &mut buffer));
    });
    group.finish();
}

criterion_group!(benches, base64);
criterion_main!(benches);
