//! What the command line prints is a contract: snapshots, and a table of exit codes.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs the binary with a text on standard input.
fn edgecase(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_edgecase"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/functions/results"))
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    // A command that does not read may be gone before all is written.
    _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("the binary ends")
}

fn snapshot(name: &str, arguments: &[&str], input: &str) {
    let output = edgecase(arguments, input);
    let found = format!(
        "$ edgecase {}\n{}{}[exit {}]\n",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
        output.status.code().unwrap_or(-1)
    )
    .replace("edgecase.exe", "edgecase");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/snapshots/{name}.txt"));
    if std::env::var_os("EDGECASE_BLESS").is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
        std::fs::write(&file, &found).expect("the snapshot can be written");
        return;
    }
    let want = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        found == want,
        "{name} differs; `just bless` accepts it\nwant:\n{want}\nfound:\n{found}"
    );
}

const MANY: &str = r#"{"status":"99x","statusDescription":"a\nb","headers":{"content-type":[{"key":"Content-Type","value":"text/html"}],"Connection":[{"key":"Connection","value":"close"}],"x-n":[{"key":"X-N","value":1}],"via":[{"value":"a"}]},"body":{"a":[1,2,3]}}"#;

#[test]
fn check_shows_every_violation_with_its_place_and_remedy() {
    snapshot("check-many", &["check", "--stage", "origin-request"], MANY);
    snapshot("check-many-json", &["check", "--stage", "origin-request", "--format", "json"], MANY);
}

#[test]
fn check_shows_what_is_missing_and_what_is_no_json() {
    let deleted = ["check", "--event", "04-fresh-headers-at-origin-response.event.json"];
    snapshot(
        "check-deleted",
        &[&deleted[..], &["04-fresh-headers-at-origin-response.json"]].concat(),
        "",
    );
    snapshot("check-missing", &["check", "--stage", "viewer-request"], "{\"uri\":\"a b\"}");
    snapshot("check-no-json", &["check", "--stage", "viewer-response"], "undefined\n");
    snapshot(
        "check-cut-short",
        &["check", "--stage", "viewer-response"],
        "{\"status\":\"200\",\n  \"headers\":{",
    );
    snapshot("check-empty", &["check", "--stage", "viewer-response"], "");
}

#[test]
fn check_shows_notes_on_what_is_accepted() {
    snapshot(
        "check-note",
        &["check", "--stage", "viewer-request", "14-non-ascii-location.json"],
        "",
    );
    let json = ["check", "--stage", "origin-request", "--format", "json", "ok-redirect.json"];
    snapshot("check-accept-json", &json, "");
}

#[test]
fn help_teaches_with_examples() {
    for command in ["check", "run", "rules", "testee", "replay", "reduce", "promote"] {
        snapshot(&format!("help-{command}"), &[command, "--help"], "");
    }
    snapshot("help", &["--help"], "");
}

#[test]
fn a_rule_is_shown_with_evidence_and_examples() {
    snapshot("rules-one", &["rules", "headers/read-only-deleted"], "");
    snapshot("rules-one-json", &["rules", "status/range", "--format", "json"], "");
    snapshot("rules-pipeline", &["rules", "ttl/redirects"], "");
    snapshot("rules-pipeline-json", &["rules", "key/query", "--format", "json"], "");
}

#[test]
fn many_findings_are_counted_not_shown() {
    let entries = vec!["{}"; 60].join(",");
    let input = format!("{{\"status\":\"200\",\"headers\":{{\"a\":[{entries}]}}}}");
    let output = edgecase(&["check", "--stage", "viewer-request"], &input);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(text.matches("error[headers/value-missing]").count(), 50);
    assert!(text.contains("… and 10 more"), "{text}");
    let output = edgecase(&["check", "--stage", "viewer-request", "--format", "json"], &input);
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON line");
    assert_eq!(line["violations"].as_array().map(Vec::len), Some(60));
}

/// An example of a result, with white space where it has some.
const EXAMPLE: &str = r#"{"stage":"viewer-request","profile":"current",
 "event":{"Records":[{"cf":{"request":{"clientIp":"203.0.113.178","method":"GET","uri":"/a","querystring":"","headers":{}}}}]},
 "result":{"kind":"return","value":{"status": "600"}}}"#;

/// A scenario in which every claim that applies holds.
const SCENARIO: &str = r#"{"format":1,"distribution":{"behaviors":[{}]},"origins":{"main":{"headers":{"cache-control":"max-age=60"}}},
 "steps":[{"request":{"uri":"/a"}},{"advance":59},{"request":{"uri":"/a"}}]}"#;

#[test]
fn replay_says_what_holds() {
    snapshot("replay-scenario", &["replay", "-"], SCENARIO);
    snapshot("replay-json", &["replay", "--format", "json", "-"], SCENARIO);
    snapshot("reduce-holds", &["reduce", "-"], SCENARIO);
}

#[test]
fn promote_prints_a_case() {
    let vector = ["promote", "-", "--id", "status/six-hundred", "--title", "600 is no status"];
    snapshot("promote-vector", &vector, EXAMPLE);
    let documented =
        r#"{"kind":"documented","ref":"https://docs.aws.amazon.com/x","read":"2026-04-13"}"#;
    snapshot(
        "promote-vector-documented",
        &[&vector[..], &["--evidence", documented]].concat(),
        EXAMPLE,
    );
    let scenario =
        ["promote", "-", "--id", "ttl/one-copy", "--title", "a copy", "--rule", "ttl/max-age"];
    snapshot("promote-scenario", &scenario, SCENARIO);
}

#[test]
fn promote_says_what_is_wrong_with_a_case() {
    let promote = |id, more: &[&'static str]| {
        [&["promote", "-", "--id", id, "--title", "t"][..], more].concat()
    };
    snapshot("promote-taken", &promote("status/type-text", &[]), EXAMPLE);
    snapshot("promote-slug", &promote("status", &[]), EXAMPLE);
    snapshot("promote-level", &promote("status/a", &["--level", "must"]), EXAMPLE);
    snapshot("promote-table", &promote("status/a", &["--rule", "ttl/max-age"]), EXAMPLE);
    snapshot("promote-no-rule", &promote("ttl/a", &[]), SCENARIO);
    let accepted = EXAMPLE.replace("600", "302");
    snapshot("promote-accepted", &promote("status/a", &[]), &accepted);
}

#[test]
#[cfg(unix)]
fn errors_name_the_place_and_say_what_to_do() {
    let rows: [(&str, &[&str]); 11] = [
        ("error-no-stage", &["check"]),
        ("error-no-file", &["check", "--stage", "viewer-request", "nowhere.json"]),
        ("error-no-event", &["check", "--event", "nowhere.json"]),
        ("error-bad-event", &["check", "--stage", "viewer-request", "--event", "index.json"]),
        (
            "error-stage-contradicts",
            &[
                "check",
                "--stage",
                "viewer-request",
                "--event",
                "04-fresh-headers-at-origin-response.event.json",
            ],
        ),
        ("error-bad-switch", &["check", "--stage", "viewer-request", "--set", "kb=1"]),
        ("error-bad-profile", &["check", "--stage", "viewer-request", "--profile", "2016"]),
        ("error-bad-rule", &["rules", "status/nope"]),
        ("error-nothing-selected", &["run", "--filter", "nope"]),
        ("error-replay-no-file", &["replay", "nowhere.json"]),
        ("error-replay-no-regression", &["replay", "index.json"]),
    ];
    for (name, arguments) in rows {
        snapshot(name, arguments, "");
    }
}

#[test]
fn exit_codes_are_what_help_says() {
    let accepted = "{\"status\":\"302\"}";
    let rows: [(&[&str], &str, i32); 14] = [
        (&["check", "--stage", "viewer-request"], accepted, 0),
        (&["check", "--stage", "viewer-request"], "{\"status\":\"600\"}", 1),
        (&["check", "--stage", "viewer-request", "-", "nowhere.json"], accepted, 2),
        (&["check", "--stage", "nowhere"], accepted, 2),
        (&["run", "--rule", "status/range"], "", 0),
        (&["run", "--shard", "3/2"], "", 2),
        (&["run", "--filter", "status/*", "--", "/nowhere/testee"], "", 5),
        (&["completions", "bash"], "", 0),
        (&["replay", "-"], SCENARIO, 0),
        (&["replay", "-"], "{}", 2),
        (&["replay", "-"], EXAMPLE, 0),
        (&["replay", "-", "--", "/nowhere/testee"], SCENARIO, 5),
        (&["reduce", "-"], SCENARIO, 4),
        (&["promote", "-", "--id", "a/b", "--title", "t"], "", 2),
    ];
    for (arguments, input, want) in rows {
        let output = edgecase(arguments, input);
        assert_eq!(output.status.code(), Some(want), "{arguments:?}");
    }
}

#[test]
fn print_event_shows_the_event_that_check_would_use() {
    for stage in ["viewer-request", "origin-request", "origin-response", "viewer-response"] {
        let output = edgecase(&["check", "--stage", stage, "--print-event"], "");
        let event = edgecase_core::Event::from_json(&output.stdout).expect("an event");
        assert_eq!(event.config.event_type.map(|s| s.as_str()), Some(stage));
    }
}
