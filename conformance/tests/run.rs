//! `edgecase run` from the outside: the tutorial testees, the reports, the known divergences.

#![cfg(feature = "cli")]

mod binaries;
mod programs;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::{Value, json};

use binaries::{edgecase, json_lines, misbehave};
use edgecase::known::Known;
use edgecase::report::{Format, Report, Style, human};
use edgecase::runner::run as run_cases;
use edgecase::suite::Suite;
use edgecase::testee::{Null, Testee as _};
use programs::is_there;

/// Groups whose cases are short, with a few long cases.
const FAST: [&str; 11] = [
    "body/*",
    "error/*",
    "headers-disallowed/*",
    "headers-read-only/*",
    "headers-shape/*",
    "origin/*",
    "request/*",
    "request-body/*",
    "result/*",
    "size/generated-well-over-vr",
    "status/*",
];
/// Rules that a tutorial testee knows nothing of.
const UNKNOWN_TO_TUTORIALS: [&str; 6] = [
    "body/base64",
    "body/no-content",
    "headers/read-only-added",
    "request/uri-slash",
    "size/generated",
    "headers/disallowed-amzn",
];

/// A folder of the test's own, removed with all that is in it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("edgecase-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("the folder for temporary files is writable");
        Self(folder)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs the suite on `filters` with more arguments.
fn run(filters: &[&str], more: &[&str]) -> Output {
    let mut arguments = vec!["run"];
    arguments.extend(filters.iter().flat_map(|filter| ["--filter", filter]));
    arguments.extend(more);
    edgecase(&arguments)
}

#[test]
fn a_tutorial_in_python_is_told_what_it_gets_wrong() {
    if is_there("python3") {
        tutorial("python3", "tutorial.py");
    }
}

#[test]
fn a_tutorial_in_javascript_is_told_what_it_gets_wrong() {
    if is_there("node") {
        tutorial("node", "tutorial.mjs");
    }
}

fn tutorial(program: &str, file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(file);
    let path = path.display().to_string();
    // A shared machine may need a moment to let an interpreter speak.
    let patient = ["--format", "json", "--timeout", "10000", "--", program, &path];
    let output = run(&FAST, &patient);
    let log = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{log}");
    assert_eq!(log, "", "a testee that behaves leaves no trace");
    let lines = json_lines(&output.stdout);
    let [header, cases @ .., _] = lines.as_slice() else {
        panic!("want a header and a footer, got {lines:?}");
    };
    assert_eq!(header.pointer("/testee/name"), Some(&json!(file)));
    let is = |case: &Value, member: &str, text: &str| case.get(member).is_some_and(|v| v == text);
    let outcome = |case: &Value, name: &str| is(case, "outcome", name);
    let allowed = ["pass", "fail", "yes", "no", "skipped"];
    let odd = cases.iter().find(|case| !allowed.iter().any(|name| outcome(case, name)));
    assert!(odd.is_none(), "{odd:?}");
    for rule in UNKNOWN_TO_TUTORIALS {
        let failed = |case: &&Value| is(case, "rule", rule) && outcome(case, "fail");
        assert!(cases.iter().any(|case| failed(&case)), "{rule} is not among what fails");
    }
    for name in ["status/range-600", "headers-disallowed/connection", "error/threw"] {
        let named: Vec<_> = cases.iter().filter(|case| is(case, "case", name)).collect();
        assert!(!named.is_empty(), "{name} is not in the suite");
        assert!(named.iter().all(|case| outcome(case, "pass")), "{named:?}");
    }
    assert!(cases.iter().any(|case| outcome(case, "skipped")), "raw results are passed over");
}

const REPORTS: [&str; 6] = ["json", "junit", "tap", "md", "html", "badge"];

/// Runs the suite against a testee that accepts everything, and returns the six reports.
fn reports(folder: &Folder) -> [String; 6] {
    let files = REPORTS.map(|format| folder.file(format));
    let list: Vec<String> =
        REPORTS.iter().zip(&files).map(|(format, file)| format!("{format}={file}")).collect();
    let testee = misbehave().display().to_string();
    let output = run(&FAST, &["--report", &list.join(","), "--", &testee, "good"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    files.map(|file| fs::read_to_string(&file).expect(&file))
}

#[test]
fn every_report_names_every_case_and_the_score() {
    let [json, junit, tap, md, html, badge] = reports(&Folder::new("reports"));
    let lines = json_lines(json.as_bytes());
    let (footer, cases) = lines[1..].split_last().expect("a footer");
    let counts = footer["counts"].as_object().expect("counts");
    assert_eq!(counts.values().filter_map(Value::as_u64).sum::<u64>(), footer["cases"]);
    assert_eq!(footer["cases"], cases.len());
    let field = |case: &Value, name: &str| case[name].as_str().expect(name).to_owned();
    let name = |case: &Value| match case["stage"].as_str() {
        Some(stage) => format!("{}@{stage}", field(case, "case")),
        None => field(case, "case"),
    };
    let names: BTreeSet<String> = cases.iter().map(name).collect();
    assert_eq!(names.len(), cases.len(), "a name stands for one case");

    let junit = quick_junit::Report::deserialize_from_str(&junit).expect("JUnit");
    let test_cases = junit.test_suites.iter().flat_map(|suite| &suite.test_cases);
    let in_junit: Vec<String> = test_cases.map(|case| case.name.as_str().to_owned()).collect();
    assert_eq!(in_junit.len(), cases.len());
    assert_eq!(in_junit.into_iter().collect::<BTreeSet<_>>(), names);
    assert_eq!(footer["findings"], junit.failures + junit.errors);

    assert!(tap.starts_with(&format!("TAP version 14\n1..{}\n", cases.len())), "{tap}");
    let points = |word: &str| tap.lines().filter(|line| line.starts_with(word)).count();
    assert_eq!(points("ok ") + points("not ok "), cases.len());
    assert_eq!(footer["findings"], points("not ok "));

    let (passed, all) = (&footer["must"]["passed"], &footer["must"]["all"]);
    for (text, want) in [
        (md, format!("{passed} of {all} `must` cases pass")),
        (html, format!("{passed} of {all} must cases pass")),
        (badge, format!(">{passed}/{all}<")),
    ] {
        assert!(text.contains(&want), "want {want} in {text}");
    }
}

/// Scenarios of the tests' own.
const SCENARIOS: [(&str, &str); 2] = [
    ("flow/redirect.json", include_str!("data/redirect.json")),
    ("collapse/batch.json", include_str!("data/batch.json")),
];

#[test]
fn scenarios_are_told_by_group_after_vectors_or_in_one_line_where_they_were_not_asked() {
    let vector = r#"{"format":1,"group":"status","description":"d","cases":[{"id":"status/x","title":"t",
        "rules":["status/range"],"polarity":"inside","level":"must","stages":["viewer-request"],
        "input":{"result":{"kind":"return","value":{"status":"200"}}},
        "expect":{"outcome":"accept","kind":"response"},"evidence":[{"kind":"inferred","reason":"r"}]}]}"#;
    let suite = Suite::read(&[("status.json", vector)], &SCENARIOS).expect("a small suite");
    let cases: Vec<_> = suite.cases(None).collect();
    let report = |testee: &mut Null, announced: &[&str], format: Option<Format>| {
        let announced: Vec<String> = announced.iter().map(|&name| name.to_owned()).collect();
        let results = run_cases(&cases, testee, &announced, &Known::default(), |_| {});
        let name = testee.hello().expect("a null testee").testee;
        let report =
            Report { testee: &name, again: " -- x", seed: None, results: &results, stale: &[] };
        format.map_or_else(|| human(&report, &Style::default()), |format| report.write(format))
    };
    let line = "2 scenarios skipped: the testee does not announce `scenario`";
    let rows = |text: &str| -> Vec<String> {
        text.lines().take_while(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let text = report(&mut Null::AcceptAll, &["validate"], None);
    let [_, status, all, last] = rows(&text).try_into().expect(&text);
    assert!(status.starts_with("status ") && all.starts_with("all "), "{text}");
    assert_eq!(last, line);
    assert!(
        text.ends_with("clean: accept-all, 1 cases, 1 of 1 must cases pass, 0 findings\n"),
        "{text}"
    );
    for format in [Format::Markdown, Format::Html] {
        let text = report(&mut Null::AcceptAll, &["validate"], Some(format));
        assert!(text.contains(line) && !text.contains("collapse/"), "{text}");
    }
    let tap = report(&mut Null::AcceptAll, &["validate"], Some(Format::Tap));
    let skip = "ok 2 - flow/redirect # SKIP the testee does not announce `scenario`\n";
    assert!(tap.contains(skip), "{tap}");

    let text = report(&mut Null::AlwaysCache, &["scenario"], None);
    let names: Vec<String> = rows(&text)
        .iter()
        .map(|row| row.split(' ').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(names, ["rules", "status", "flow", "collapse", "all"], "{text}");
    let finding = "fail: flow/redirect\n      a redirect from viewer-request, then what the origin has\n      \
                   step 1: status: want 302, got 200\n      reproduce: edgecase run --filter 'flow/redirect' -- x\n";
    assert!(text.contains(finding), "{text}");
    let json =
        json_lines(report(&mut Null::AlwaysCache, &["scenario"], Some(Format::Json)).as_bytes());
    let batch = json!({"case": "collapse/batch", "stage": null, "profile": "2023-05", "rule": "collapse/followers",
        "level": "should", "outcome": "pass", "detail": ""});
    assert_eq!(json[3], batch);
}

#[test]
fn two_runs_write_the_same_bytes() {
    let (one, other) = (reports(&Folder::new("one")), reports(&Folder::new("other")));
    for ((format, one), other) in REPORTS.iter().zip(one).zip(other) {
        assert!(one == other, "{format} differs");
    }
}

#[test]
fn a_report_that_cannot_be_written_is_told() {
    let folder = Folder::new("unwritable");
    let file = format!("md={}", folder.file("no/such/folder.md"));
    let output = run(&["status/range-200"], &["--report", &file]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write"));
}

#[test]
fn known_divergences_are_marked_and_lists_that_no_longer_fit_fail() {
    let fails = |pattern: &str, more: Value| {
        let mut entry = json!({"match": pattern, "kind": "fails", "reason": "a test"});
        let more = more.as_object().expect("members").clone();
        entry.as_object_mut().expect("an object").extend(more);
        json!({"format": 1, "entries": [entry]}).to_string()
    };
    let (bad, good) = ("status/range-600", "status/range-200");
    let scenario = "ttl/redirect-307-public";
    let accepted = "want reject (status/range), got accept";
    for (list, filters, want, told) in [
        (fails("status/range-600@*", json!({})), vec![bad], 0, "clean: misbehave 1, 3 cases"),
        (fails("status/range-600@*", json!({"message": accepted})), vec![bad], 0, "known"),
        (fails("status/range-600@*", json!({"message": "timeout"})), vec![bad], 1, accepted),
        (fails("status/range-600@viewer-*", json!({})), vec![bad], 1, accepted),
        (fails("status/range-200@*", json!({})), vec![good], 3, "listed as failing, but passes"),
        (fails("status/range-200@*", json!({})), vec![bad, good], 1, "xpass"),
        (fails("status/range-200@*", json!({"kind": "flaky"})), vec![good], 0, "clean"),
        (fails("status/range-600@*", json!({"kind": "flaky"})), vec![bad], 0, "known"),
        (fails("ttl/redirect-307-*", json!({})), vec![scenario], 3, "but skipped: the testee does"),
        (fails("no/such-case", json!({})), vec![good], 3, "`no/such-case` matches no case"),
        (
            fails("status/range-600@*", json!({"expires": "2020-01-31"})),
            vec![bad],
            3,
            "expired on 2020-01-31",
        ),
        (fails("status/range-600@*", json!({"expires": "2999-01-31"})), vec![bad], 0, "known"),
        (fails("status/range-600@*", json!({"expires": "soon"})), vec![bad], 2, "2027-01-31"),
        (
            fails("status/range-600@*", json!({"maxMatches": 2})),
            vec![bad],
            3,
            "matches 3 cases, more than 2",
        ),
        (fails("status/*", json!({"kind": "flaky"})), vec!["status/*"], 3, "more than 20"),
        (fails("*", json!({"reason": null})), vec![bad], 2, "entry `*` needs an issue or a reason"),
        (fails("*", json!({"resaon": "a slip"})), vec![bad], 2, "resaon"),
        ("{".to_owned(), vec![bad], 2, "known.json`: EOF"),
    ] {
        let folder = Folder::new("known");
        let file = folder.file("known.json");
        fs::write(&file, &list).expect(&file);
        let testee = misbehave().display().to_string();
        let output = run(&filters, &["--known", &file, "--", &testee, "good"]);
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert_eq!(output.status.code(), Some(want), "{list}: {said}");
        assert!(said.contains(told), "{list}: want `{told}` in {said}");
    }
}
