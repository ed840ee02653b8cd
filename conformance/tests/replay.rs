//! Inputs that once broke something: kept fuzz inputs, without a fuzzer, and regressions.

use std::fs;
use std::path::Path;

use edgecase::example::Example;
use edgecase::property::{ALL, result_bytes};
use edgecase::regression::embedded;
use edgecase::suite::Suite;
use edgecase::testee::{Flawed, Reference, Testee};

#[test]
fn every_kept_input_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/fuzz/result_bytes");
    let mut replayed = 0;
    let mut broken = Vec::new();
    for entry in fs::read_dir(&folder).expect("the folder of kept inputs") {
        let path = entry.expect("an entry of the folder").path();
        let data = fs::read(&path).expect("a file that can be read");
        if let Err(disagreement) = result_bytes(&data) {
            broken.push(format!("{}: {disagreement}", path.display()));
        }
        replayed += 1;
    }
    assert!(replayed > 0, "no file in `{}`", folder.display());
    assert!(broken.is_empty(), "{} of {replayed} break it:\n{}", broken.len(), broken.join("\n"));
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
