//! Inputs that once broke something: kept fuzz inputs, without a fuzzer, and regressions.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use edgecase::example::Example;
use edgecase::fuzz::{KEPT, Reach, TARGETS, Target, dictionary_file};
use edgecase::property::ALL;
use edgecase::regression::embedded;
use edgecase::suite::Suite;
use edgecase::testee::{Flawed, Reference, Testee};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/fuzz")
}

/// Returns the kept inputs of a target, with their paths.
fn kept(target: &Target) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = folder().join(target.name);
    let entries = fs::read_dir(&folder);
    let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let path = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry of the folder").path();
    let mut paths: Vec<PathBuf> = entries.map(path).collect();
    paths.sort();
    let read = |path: PathBuf| (fs::read(&path).expect("a file that can be read"), path);
    paths.into_iter().map(read).map(|(data, path)| (path, data)).collect()
}

#[test]
fn every_kept_input_holds() {
    let mut broken = Vec::new();
    for target in TARGETS {
        let start = Instant::now();
        let kept = kept(target);
        let mut reached = 0;
        for (path, data) in &kept {
            match target.run(data, Flawed(None)) {
                Ok(reach) => reached += u32::from(reach == Reach::Oracle),
                Err(claim) => broken.push(format!("{}: {claim}", path.display())),
            }
        }
        let took = start.elapsed().as_secs_f64();
        println!(
            "{}: {} files in {took:.2} s, {reached} get to the oracle",
            target.name,
            kept.len()
        );
        assert!(reached > 0, "no kept input of {} gets to the oracle", target.name);
    }
    assert!(broken.is_empty(), "{} break it:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn few_and_small_files_are_kept() {
    for target in TARGETS {
        let kept = kept(target);
        let bytes: u64 =
            kept.iter().map(|(_, data)| u64::try_from(data.len()).expect("a length")).sum();
        let (most_files, most_bytes) = KEPT;
        println!("{}: {} files, {bytes} bytes", target.name, kept.len());
        assert!(kept.len() <= most_files && bytes <= most_bytes, "{}", target.name);
    }
    let names: BTreeSet<&str> = TARGETS.iter().map(|target| target.name).collect();
    for entry in fs::read_dir(folder()).expect("the folder of kept inputs") {
        let path = entry.expect("an entry of the folder").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        assert!(path.is_file() || names.contains(name), "no target is called `{name}`");
    }
}

#[test]
fn the_dictionary_is_that_of_the_tables() {
    let file = folder().join("dictionary");
    let want = dictionary_file();
    if std::env::var_os("EDGECASE_BLESS").is_some() {
        fs::write(&file, &want).expect("the dictionary can be written");
    }
    let found = fs::read_to_string(&file).expect("the dictionary");
    assert!(found == want, "corpus/fuzz/dictionary is not up to date; run `just bless`");
}

#[test]
fn every_regression_holds_for_the_reference_and_for_the_naive_twin() {
    let regressions = embedded().unwrap_or_else(|error| panic!("{error}"));
    let testees: [(&str, &mut dyn Testee); 2] =
        [("reference", &mut Reference), ("naive twin", &mut Flawed(None))];
    let mut broken = Vec::new();
    for (who, testee) in testees {
        for (path, regression) in &regressions {
            match regression.property.judge(&regression.example, testee) {
                Ok(1..) => {}
                Ok(0) => broken.push(format!("{path} does not put the {who} to the test")),
                Err(failed) => broken.push(format!("{path} on the {who}: {}", failed.message)),
            }
        }
    }
    println!("{} regressions", regressions.len());
    assert!(!regressions.is_empty(), "no regression");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_scenario_of_the_suite_holds_to_every_claim() {
    let suite = Suite::embedded().unwrap_or_else(|error| panic!("{error}"));
    let mut broken = Vec::new();
    let mut checked = 0;
    for file in &suite.scenarios {
        let example = Example::Scenario(Box::new(file.scenario.clone()));
        for property in ALL.iter() {
            match property.judge(&example, &mut Reference) {
                Ok(times) => checked += times,
                Err(failed) => {
                    broken.push(format!("{} on {}: {}", property.id, file.path, failed.message));
                }
            }
        }
    }
    println!("{} scenarios, {checked} times put to the test", suite.scenarios.len());
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
