//! How many cases of the suite a second are put to the reference and judged.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use edgecase::known::Known;
use edgecase::runner::run;
use edgecase::suite::{Case, Suite};
use edgecase::testee::{Reference, Testee};

fn runner(criterion: &mut Criterion) {
    let suite = Suite::embedded().expect("the suite is of its format");
    let capabilities = Reference.hello().expect("the reference is always there").capabilities;
    let is_scenario = |case: &Case<'_>| matches!(case, Case::Scenario(_));
    let (scenarios, vectors): (Vec<_>, Vec<_>) = suite.cases(None).partition(is_scenario);
    let mut group = criterion.benchmark_group("runner");
    group.sample_size(10);
    for (name, cases) in [("vectors", vectors), ("scenarios", scenarios)] {
        group.throughput(Throughput::Elements(u64::try_from(cases.len()).unwrap_or(u64::MAX)));
        group.bench_function(name, |bencher| {
            bencher.iter(|| run(&cases, &mut Reference, &capabilities, &Known::default(), |_| ()));
        });
    }
    group.finish();
}

criterion_group!(benches, runner);
criterion_main!(benches);
