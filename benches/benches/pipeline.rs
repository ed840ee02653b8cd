//! How many requests a second the pipeline serves, by scenario.

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use edgecase::scenario::{Player, Scenario};
use edgecase::suite::Suite;

fn pipeline(criterion: &mut Criterion) {
    let suite = Suite::embedded().expect("the suite is of its format");
    let mut group = criterion.benchmark_group("pipeline");
    for (name, scenario) in busiest(&suite) {
        assert_eq!(play(scenario), requests(scenario), "{name}: an answer to each request");
        group.throughput(Throughput::Elements(requests(scenario)));
        group.bench_function(name, |bencher| bencher.iter(|| play(black_box(scenario))));
    }
    group.finish();
}

/// Returns the scenario with the most requests of each subject.
fn busiest(suite: &Suite) -> BTreeMap<&str, &Scenario> {
    let mut busiest: BTreeMap<&str, &Scenario> = BTreeMap::new();
    for file in &suite.scenarios {
        let (id, scenario) = (file.case().id.as_str(), &file.scenario);
        let subject = id.split_once('/').map_or(id, |(subject, _)| subject);
        let known = busiest.entry(subject).or_insert(scenario);
        if requests(scenario) > requests(known) {
            *known = scenario;
        }
    }
    busiest
}

/// Returns how many requests a scenario has.
fn requests(scenario: &Scenario) -> u64 {
    let requests: usize = scenario.steps.iter().map(|step| step.requests().len()).sum();
    u64::try_from(requests).unwrap_or(u64::MAX)
}

/// Plays a scenario with empty caches; returns how many answers there were.
fn play(scenario: &Scenario) -> u64 {
    let mut player = Player::new(scenario).expect("a scenario of the suite");
    let answers = scenario.steps.iter().filter_map(|step| player.tell(step));
    u64::try_from(answers.flatten().count()).unwrap_or(u64::MAX)
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
