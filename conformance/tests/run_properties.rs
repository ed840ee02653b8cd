//! `edgecase run --properties` from the outside.

#![cfg(feature = "cli")]

mod binaries;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use binaries::{edgecase, json_lines, misbehave};
use edgecase::example::{Example, ResultExample};
use edgecase::property::{ALL, Property};
use edgecase::testee::Null;

/// Runs properties against `examples/misbehave.rs`.
fn against(mode: &[&str], more: &[&str]) -> Output {
    let testee = misbehave().display().to_string();
    let mut arguments = vec!["run", "--properties"];
    arguments.extend(more);
    arguments.extend(["--", &testee]);
    arguments.extend(mode);
    edgecase(&arguments)
}

fn shown(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

#[test]
fn exit_codes_are_what_help_says() {
    let rows: [(&[&str], i32); 7] = [
        (&["run", "--properties", "16"], 0),
        (&["run", "--properties", "16", "--profile", "2018-01"], 0),
        (&["run", "--properties", "0"], 2),
        (&["run", "--properties", "--filter", "status/*"], 2),
        (&["run", "--properties", "8", "--known", "known.json"], 2),
        (&["run", "--properties", "8", "--report", "html=properties.html"], 2),
        (&["run", "--properties", "8", "--", "/nowhere/testee"], 5),
    ];
    for (arguments, want) in rows {
        let output = edgecase(arguments);
        assert_eq!(output.status.code(), Some(want), "{arguments:?}: {}", shown(&output));
    }
    for (mode, want) in [("good", 1), ("skip", 4)] {
        let output = against(&[mode, "0"], &["80"]);
        assert_eq!(output.status.code(), Some(want), "{mode}: {}", shown(&output));
    }
}

#[test]
fn the_seed_is_told_before_the_run_and_with_every_failure() {
    let output = against(&["good"], &["80", "--seed", "5"]);
    let (out, log) = (
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    );
    assert_eq!(log, "80 examples, seed 5\n");
    let testee = misbehave().display();
    let again = format!("reproduce: edgecase run --properties 80 --seed 5 -- {testee} good\n");
    assert_eq!(out.matches(&again).count(), out.matches("  FAIL ").count(), "{out}");
    assert!(out.contains("\n  P3  A result gets"), "{out}");
    assert!(out.contains("not asked  The") || out.contains("not asked  A "), "{out}");
}

#[test]
fn two_runs_write_the_same_bytes() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let files = ["json", "junit", "tap", "md"].map(|format| (format, folder.join(format)));
    let list: Vec<String> =
        files.iter().map(|(format, file)| format!("{format}={}", file.display())).collect();
    let run = || {
        let output = against(&["good"], &["120", "--seed", "9", "--report", &list.join(",")]);
        let mut texts = vec![output.stdout, output.stderr];
        texts.extend(files.iter().map(|(_, file)| std::fs::read(file).expect("a report")));
        texts
    };
    assert_eq!(run(), run());
}

#[test]
fn the_report_has_every_property_and_an_example_that_fails_again() {
    let output = against(&["good"], &["160", "--format", "json"]);
    let lines = json_lines(&output.stdout);
    let [header, properties @ .., footer] = lines.as_slice() else {
        panic!("want a header and a footer, got {lines:?}");
    };
    assert_eq!((&header["kind"], &header["seed"]), (&"properties".into(), &1.into()));
    let ids: Vec<&str> = properties.iter().filter_map(|line| line["property"].as_str()).collect();
    assert!(ids.iter().copied().eq(ALL.iter().map(|property| property.id)), "{ids:?}");
    let outcomes: BTreeSet<_> = properties.iter().filter_map(|l| l["outcome"].as_str()).collect();
    assert!(outcomes.contains("holds") && outcomes.contains("not-asked"), "{outcomes:?}");
    let failed: Vec<&Value> = properties.iter().filter(|line| line["outcome"] == "fails").collect();
    assert_eq!(footer["findings"], failed.len());
    let line = failed.first().expect("a testee that accepts all fails");
    assert_eq!(line["property"], "P3");
    let text = line["example"].to_string();
    let example: ResultExample = serde_json::from_str(&text).expect("a result");
    let property = Property::find("P3").expect("a property");
    let failure = property.judge(&Example::Result(example), &mut Null::AcceptAll);
    let signature = failure.expect_err("the example still fails").signature;
    assert_eq!(serde_json::to_value(signature).expect("JSON"), line["signature"]);
}

#[test]
fn a_testee_that_crashes_is_told_once_and_not_asked_for_ever() {
    let output = against(&["crash", "5"], &["400", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
    let lines = json_lines(&output.stdout);
    let line = |id: &str| lines.iter().find(|line| line["property"] == id).expect("a line");
    assert_eq!(
        (&line("P1")["outcome"], &line("P1")["signature"]["testee"]),
        (&"fails".into(), &"crash".into())
    );
    let footer = lines.last().expect("a footer");
    assert_eq!(footer["abandoned"], true);
    assert!(shown(&output).contains("panic: index out of bounds"), "{}", shown(&output));
}
