//! Fuzzes every target, and proves that it did: `cargo run -p edgecase-fuzz --bin nightly`.

mod args;
mod build;
mod canary;
mod keep;
mod log;
mod place;
mod run;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;

use args::{Args, Canary};
use clap::Parser as _;
use edgecase::fuzz::{TARGETS, Target};
use run::{Run, fuzz};

fn main() -> ExitCode {
    let args = Args::parse();
    if args.list {
        let names: Vec<String> =
            TARGETS.iter().map(|target| format!("{:?}", target.name)).collect();
        println!("[{}]", names.join(","));
        return ExitCode::SUCCESS;
    }
    match nightly(&args) {
        Ok(complaints) if complaints.is_empty() => {
            println!("all is well");
            ExitCode::SUCCESS
        }
        Ok(complaints) => {
            complaints.iter().for_each(|complaint| eprintln!("failed: {complaint}"));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn nightly(args: &Args) -> Result<Vec<String>, String> {
    build::check_tools()?;
    let targets = args.targets();
    let mut fuzzers: BTreeMap<&str, PathBuf> = BTreeMap::new();
    for target in &targets {
        eprintln!("building {}", target.name);
        fuzzers.insert(target.name, build::build(target, args.sanitizer)?);
    }
    let fuzzer = |target: &Target| {
        fuzzers.get(target.name).cloned().ok_or_else(|| format!("`{}` is not built", target.name))
    };
    let mut complaints = Vec::new();
    if args.canary != Canary::Without {
        complaints.extend(canary::check(&targets, fuzzer)?);
    }
    if args.canary == Canary::Only {
        return Ok(complaints);
    }
    // libFuzzer takes no seconds for no limit.
    if args.seconds > 0 {
        let runs = fuzz_all(args, &targets, fuzzer)?;
        table(&runs);
        for run in &runs {
            if args.lenient && run.findings > 0 {
                eprintln!("!!! found, see target/fuzz/artifacts: {}", run.complaints().join("; "));
            } else {
                complaints.extend(run.complaints());
            }
        }
    }
    if args.keep {
        for target in targets {
            let kept = keep::keep(target, &fuzzer(target)?);
            let kept = kept.map_err(|error| format!("cannot keep `{}`: {error}", target.name))?;
            println!("{}: {kept} files are kept", target.name);
        }
    }
    Ok(complaints)
}

/// Fuzzes all targets, as many at once as asked for, in their order.
fn fuzz_all(
    args: &Args,
    targets: &[&'static Target],
    fuzzer: impl Fn(&Target) -> Result<PathBuf, String> + Sync,
) -> Result<Vec<Run>, String> {
    let left = Mutex::new(targets.iter().enumerate());
    let runs = Mutex::new(BTreeMap::new());
    let work = || {
        while let Some((number, target)) = next(&left) {
            eprintln!("fuzzing {} for {} s", target.name, args.seconds);
            let run = fuzzer(target).and_then(|fuzzer| {
                let run = fuzz(target, &fuzzer, args.seconds);
                run.map_err(|error| format!("cannot fuzz `{}`: {error}", target.name))
            });
            if let Ok(mut runs) = runs.lock() {
                runs.insert(number, run);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..args.jobs {
            scope.spawn(work);
        }
    });
    let runs = runs.into_inner().map_err(|_| "a thread died".to_owned())?;
    runs.into_values().collect()
}

/// Takes the next element of an iterator that several share.
fn next<T>(left: &Mutex<impl Iterator<Item = T>>) -> Option<T> {
    left.lock().ok()?.next()
}

/// Prints a line a target.
fn table(runs: &[Run]) {
    println!(
        "{:<15} {:>11} {:>10} {:>8} {:>15} {:>9} {:>8}",
        "target", "executions", "per second", "oracle", "edges", "new files", "findings"
    );
    for run in runs {
        let edges = format!("{} → {}", run.log.edges_at_start, run.log.edges);
        println!(
            "{:<15} {:>11} {:>10} {:>6.1} % {edges:>15} {:>9} {:>8}",
            run.target.name,
            run.log.executions,
            run.log.per_second,
            run.reached(),
            run.new_files,
            run.findings
        );
    }
    println!();
}
