//! The results that real functions returned, as public reports have them, through `edgecase check`.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/functions/results")
}

fn index() -> Vec<Value> {
    let text = std::fs::read_to_string(folder().join("index.json")).expect("the index");
    let index: Value = serde_json::from_str(&text).expect("the index is JSON");
    index.as_array().expect("the index is a list").clone()
}

fn check(entry: &Value) -> (Option<i32>, Value) {
    let text = |name: &str| entry.get(name).and_then(Value::as_str).map(str::to_owned);
    let mut command = Command::new(env!("CARGO_BIN_EXE_edgecase"));
    command.current_dir(folder()).args(["check", "--format", "json", "--stage"]);
    command.arg(text("stage").expect("a stage"));
    if let Some(event) = text("event") {
        command.args(["--event", &event]);
    }
    let output = command.arg(text("file").expect("a file")).output().expect("the binary runs");
    let line = serde_json::from_slice(&output.stdout).expect("one JSON line");
    (output.status.code(), line)
}

#[test]
fn each_result_gets_the_verdict_that_its_report_tells_of() {
    for entry in index().iter().filter(|entry| !entry["file"].is_null()) {
        let (code, line) = check(entry);
        assert_eq!(line["verdict"], entry["verdict"], "{entry}\n{line}");
        assert_eq!(code, Some(i32::from(entry["verdict"] == "reject")), "{entry}");
        let found = line.get("violations").or(line.get("notes")).and_then(Value::as_array);
        let rules: Vec<&Value> = found.into_iter().flatten().map(|v| &v["rule"]).collect();
        let wanted: Vec<&Value> = entry["rules"].as_array().into_iter().flatten().collect();
        let named = wanted.iter().all(|rule| rules.contains(rule));
        assert!(named && rules.iter().all(|r| wanted.contains(r)), "{entry}\n{line}");
    }
}

#[test]
fn every_file_is_in_the_index_and_every_pitfall_has_an_entry() {
    let index = index();
    for file in std::fs::read_dir(folder()).expect("the folder") {
        let name = file.expect("an entry").file_name().to_string_lossy().into_owned();
        let listed =
            |entry: &Value| entry["file"] == name.as_str() || entry["event"] == name.as_str();
        assert!(name == "index.json" || index.iter().any(listed), "{name} is not in the index");
    }
    for pitfall in 1..=15 {
        assert!(index.iter().any(|entry| entry["pitfall"] == pitfall), "pitfall {pitfall}");
    }
    let passing = index.iter().filter(|entry| entry["pitfall"].is_null());
    assert!(passing.filter(|entry| entry["verdict"] == "accept").count() >= 4);
}
