//! What a look-up, a store and an invalidation cost in caches of three sizes.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use edgecase_benches::cache::{NOW, entry, filled, key};
use edgecase_core::Profile;
use edgecase_core::cache::{Key, Lookup};
use edgecase_core::distribution::Lifetimes;

const SIZES: [u32; 3] = [1_000, 100_000, 1_000_000];

const LIFETIMES: Lifetimes = Lifetimes { min: 0, default: 86_400, max: 31_536_000 };

/// Returns some keys of a cache, from all over it.
fn scattered(size: u32) -> Vec<Arc<Key>> {
    let places = (0..4_096_u64).map(|n| n * 7_368_787 % u64::from(size));
    places.map(|place| Arc::new(key(u32::try_from(place).unwrap_or_default()))).collect()
}

fn cache(criterion: &mut Criterion) {
    let profile = Profile::default();
    let mut group = criterion.benchmark_group("cache");
    for size in SIZES {
        let mut cache = filled(size);
        let keys = scattered(size);
        let answers = |key: &Key| cache.look_up(key, NOW, LIFETIMES, &profile);
        assert!(keys.iter().all(|key| matches!(answers(key), Lookup::Fresh(_))));
        group.bench_function(BenchmarkId::new("look_up_hit", size), |bencher| {
            let mut keys = keys.iter().cycle();
            bencher.iter(|| keys.next().map(|key| answers(black_box(key))));
        });
        let absent = Key { path: "/shop/1/articles/none.html".into(), ..key(1) };
        assert!(matches!(answers(&absent), Lookup::Nothing));
        group.bench_function(BenchmarkId::new("look_up_miss", size), |bencher| {
            bencher.iter(|| answers(black_box(&absent)));
        });
        let copy = entry(1);
        group.bench_function(BenchmarkId::new("store", size), |bencher| {
            let mut keys = keys.iter().cycle();
            bencher.iter(|| {
                let key = keys.next().expect("a cycle does not end");
                cache.store(Arc::clone(black_box(key)), copy.clone());
            });
        });
        group.bench_function(BenchmarkId::new("invalidate_one_path", size), |bencher| {
            bencher.iter(|| cache.invalidate(black_box("/shop/1/articles/none.html"), &profile));
        });
        assert_eq!(cache.len(), usize::try_from(size).unwrap_or_default());
    }
    group.finish();
}

criterion_group!(benches, cache);
criterion_main!(benches);
