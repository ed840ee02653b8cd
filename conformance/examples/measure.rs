use edgecase::invariant::reference;
use edgecase::scenario::Scenario;
use edgecase::strategy::Random;
use edgecase::strategy::{Options, scenario};
use std::collections::BTreeMap;
use std::time::Instant;

fn main() {
    let n = 2000;
    let mut r = Random::new(1);
    let o = Options { switches: true, ..Options::default() };
    let t = Instant::now();
    let all: Vec<Scenario> = (0..n).map(|_| scenario(&mut r, &o)).collect();
    let _ = t;
    let mut times: Vec<_> = (0..400)
        .map(|_| {
            let t = Instant::now();
            for _ in 0..50 {
                std::hint::black_box(scenario(&mut r, &o));
            }
            t.elapsed() / 50
        })
        .collect();
    times.sort();
    println!("generate {:?} median {:?} least", times[200], times[0]);
    stats(&all);
}
fn stats(all: &[Scenario]) {
    let n = all.len();
    println!("steps {}", all.iter().map(|s| s.steps.len()).sum::<usize>() as f64 / n as f64);
    println!(
        "behaviors {}",
        all.iter().map(|s| s.distribution.behaviors.len()).sum::<usize>() as f64 / n as f64
    );
    println!("json {}", all.iter().map(|s| s.to_json().len()).sum::<usize>() as f64 / n as f64);
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    for s in all {
        let text = s.to_json();
        for w in text.split('"').skip(1).step_by(2) {
            *words.entry(w.to_owned()).or_default() += 1;
        }
    }
    for (w, c) in &words {
        if *c > n / 50 {
            println!("{w}\t{:.3}", *c as f64 / n as f64);
        }
    }
    let t = Instant::now();
    let mut cache: BTreeMap<String, usize> = BTreeMap::new();
    let mut answers = 0;
    for s in all {
        for f in reference(s).unwrap() {
            for a in f.answers {
                answers += 1;
                *cache.entry(format!("{:?}", a.cache)).or_default() += 1;
                *cache.entry(a.log.result.to_string()).or_default() += 1;
            }
        }
    }
    println!("play {:?} each", t.elapsed() / n as u32);
    for (w, c) in &cache {
        println!("answer {w}\t{:.3}", *c as f64 / answers as f64);
    }
}
