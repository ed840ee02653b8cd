//! Protocol 1 from both ends: testees that misbehave, and the reference as a testee.

#![cfg(feature = "cli")]

mod binaries;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use edgecase::known::Known;
use edgecase::protocol::LINE_BYTES;
use edgecase::runner::run;
use edgecase::suite::{Case, Prepared, Suite};
use edgecase::testee::{Answer, Misbehaviour, Process, Reference, StartError, Testee, Validate};
use edgecase::vector::Returned;
use edgecase_core::Stage;
use edgecase_core::profile::Edition;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use binaries::{edgecase, json_lines, misbehave};

/// What a testee has that is expected to answer.
const PATIENT: Duration = Duration::from_secs(10);
/// What a testee has that is known not to.
const SHORT: Duration = Duration::from_millis(150);
/// A scenario on which caches that know nothing of lifetimes fail.
const SCENARIO: &str = "ttl/redirect-307-public";
/// Cases that a testee which accepts everything passes.
const ACCEPTED: &str = "status/range-20*";

fn process(arguments: &[&str], timeout: Duration) -> Process {
    let mut command = vec![misbehave().display().to_string()];
    command.extend(arguments.iter().map(|&argument| argument.to_owned()));
    Process::new(command, Edition::Current, timeout)
}

fn question(value: &str) -> Validate<'static> {
    static NONE: BTreeMap<String, String> = BTreeMap::new();
    let value = RawValue::from_string(value.to_owned()).expect("JSON");
    let exchange = Prepared { event: None, result: Returned::Return { value } };
    Validate { stage: Stage::ViewerRequest, edition: Edition::Current, set: &NONE, exchange }
}

/// Names an answer as reports do.
fn name(answer: &Answer) -> &'static str {
    match answer {
        Answer::Accept { .. } => "accept",
        Answer::Reject { .. } => "reject",
        Answer::Error { .. } => "error",
        Answer::Played { .. } => "played",
        Answer::Skipped { .. } => "skipped",
        Answer::Errored { .. } => "errored",
        Answer::Misbehaved(how) => how.as_str(),
    }
}

fn answers(testee: &mut Process, count: usize) -> Vec<Answer> {
    let question = question(r#"{"status":"200"}"#);
    (0..count).map(|_| testee.validate(&question)).collect()
}

#[test]
fn misbehaviour_has_a_name_and_the_run_goes_on() {
    for (mode, timeout, want) in [
        ("good", PATIENT, "accept"),
        ("crash", PATIENT, "crash"),
        ("signal", PATIENT, "crash"),
        ("half-line", PATIENT, "crash"),
        ("exit", PATIENT, "exit"),
        ("hang", SHORT, "timeout"),
        ("garbage", PATIENT, "garbage"),
        ("list", PATIENT, "garbage"),
        ("wrong-seq", PATIENT, "garbage"),
        ("no-seq", PATIENT, "garbage"),
        ("no-outcome", PATIENT, "garbage"),
        ("odd-outcome", PATIENT, "garbage"),
        ("flood", PATIENT, "flood"),
        ("long-line", PATIENT, "flood"),
    ] {
        let mut testee = process(&[mode], timeout);
        assert_eq!(testee.hello().expect(mode).testee.name, "misbehave");
        let answers = answers(&mut testee, 4);
        let names: Vec<_> = answers.iter().map(name).collect();
        assert_eq!(names, ["accept", "accept", want, "accept"], "{mode}: {answers:?}");
    }
}

#[test]
fn an_answer_that_was_given_already_is_a_flood() {
    let mut testee = process(&["twice"], PATIENT);
    let answers = answers(&mut testee, 5);
    let names: Vec<_> = answers.iter().map(name).collect();
    assert_eq!(names, ["accept", "accept", "accept", "flood", "accept"], "{answers:?}");
}

#[test]
fn a_deaf_testee_does_not_hold_up_the_suite() {
    let mut testee = process(&["deaf"], SHORT);
    testee.hello().expect("it says hello unasked");
    let body = "x".repeat(8 << 20);
    let question = question(&json!({"status": "200", "body": body}).to_string());
    let start = Instant::now();
    for _ in 0..2 {
        assert_eq!(testee.validate(&question), Answer::Misbehaved(Misbehaviour::Timeout(SHORT)));
    }
    assert!(start.elapsed() < Duration::from_secs(30), "took {:?}", start.elapsed());
}

#[test]
fn a_testee_that_only_crashes_is_abandoned() {
    let mut testee = process(&["crash", "0"], PATIENT);
    testee.hello().expect("it says hello");
    let answers = answers(&mut testee, 25);
    let (first, rest) = answers.split_at(21);
    assert!(first.iter().all(|answer| name(answer) == "crash"), "{first:?}");
    let abandoned = Answer::Misbehaved(Misbehaviour::Abandoned { after: 20 });
    assert!(rest.iter().all(|answer| *answer == abandoned), "{rest:?}");
    assert!(testee.log().contains("panic: index out of bounds"), "{}", testee.log());
}

#[test]
fn only_the_end_of_a_log_is_kept() {
    let mut testee = process(&["stderr-flood", "0", "32"], PATIENT);
    testee.hello().expect("it says hello");
    assert_eq!(answers(&mut testee, 2).iter().map(name).collect::<Vec<_>>(), ["accept"; 2]);
    testee.stop().expect("it stops");
    let log = testee.log();
    assert!(log.len() <= 64 << 10, "{} bytes", log.len());
    assert!(log.ends_with("the end of the log\n"), "{:?}", log.get(log.len() - 40..));
}

#[test]
fn what_a_testee_says_is_cut_for_the_report() {
    let mut testee = process(&["long-message", "0"], PATIENT);
    match answers(&mut testee, 1).first() {
        Some(Answer::Reject { message: Some(message), .. }) => {
            assert!(message.len() < 1 << 10, "{} bytes", message.len());
        }
        other => panic!("want reject, got {other:?}"),
    }
    let mut testee = process(&["garbage", "0"], PATIENT);
    match answers(&mut testee, 1).first() {
        Some(Answer::Misbehaved(Misbehaviour::Garbage { line, .. })) => {
            assert!(line.starts_with(r"\u{1b}[31mTypeError: "), "{line}");
        }
        other => panic!("want garbage, got {other:?}"),
    }
}

#[test]
fn a_testee_without_a_proper_hello_does_not_start() {
    for (mode, want) in [
        ("mute-hello", "timeout: no answer within 150 ms"),
        ("old-hello", "protocol 2 is unknown, want 1"),
        ("babble-hello", "listening on port 3000"),
        ("exit-hello", "the testee ended before it was told to"),
        ("crash-hello", "cannot find module `emulator`"),
    ] {
        let started = process(&[mode], PATIENT).start_timeout(start_timeout(mode)).hello();
        match started {
            Err(error @ StartError::Handshake { .. }) => {
                assert!(error.to_string().contains(want), "{mode}: {error}");
            }
            other => panic!("{mode}: want a failed handshake, got {other:?}"),
        }
    }
}

fn start_timeout(mode: &str) -> Duration {
    if mode == "mute-hello" { SHORT } else { PATIENT }
}

#[test]
fn a_testee_has_to_stop_when_it_is_told_to() {
    for (mode, want) in
        [("good", "stopped"), ("no-stop", "timeout"), ("bad-stop", "crash"), ("hang", "stopped")]
    {
        let mut testee = process(&[mode], PATIENT);
        testee.hello().expect(mode);
        let got = testee.stop().map_or_else(|how| how.as_str(), |()| "stopped");
        assert_eq!(got, want, "{mode}");
    }
}

#[test]
fn exit_codes_say_how_a_run_ended() {
    let testee = misbehave().display().to_string();
    let testee = testee.as_str();
    for (arguments, want, stderr) in [
        (vec!["--filter", ACCEPTED, "--", testee, "good"], 0, ""),
        (vec!["--filter", ACCEPTED, "--", testee, "no-stop"], 1, "after stop: timeout"),
        (vec!["--filter", ACCEPTED, "--", testee, "bad-stop"], 1, "after stop: crash"),
        (vec!["--filter", ACCEPTED, "--", testee, "crash"], 1, "panic: index out of bounds"),
        (vec!["--filter", ACCEPTED, "--", testee, "exit"], 1, ""),
        (vec!["--filter", ACCEPTED, "--", testee, "garbage"], 1, ""),
        (vec!["--filter", ACCEPTED, "--", testee, "flood"], 1, ""),
        (vec!["--filter", ACCEPTED, "--timeout", "100", "--", testee, "hang"], 1, ""),
        (vec!["--filter", "status/range*", "--", testee, "good"], 1, ""),
        (vec!["--filter", SCENARIO, "--", testee, "good"], 0, ""),
        (vec!["--filter", SCENARIO, "--", testee, "player"], 1, ""),
        (vec!["--filter", SCENARIO, "--", testee, "player-lazy"], 1, ""),
        (vec!["--filter", SCENARIO, "--stage", "viewer-request"], 4, "no case fits"),
        (vec!["--", testee, "old-hello"], 5, "protocol 2 is unknown"),
        (vec!["--", testee, "crash-hello"], 5, "cannot find module `emulator`"),
        (vec!["--", "no-such-program-anywhere"], 5, "cannot run `no-such-program-anywhere`"),
        (vec!["--filter", "no/such-case", "--", testee, "good"], 4, "no case fits"),
        (vec!["--timeout", "0", "--", testee, "good"], 2, "--timeout"),
        (vec!["--shard", "3/2"], 2, "--shard"),
        (vec!["--report", "pdf=x"], 2, "--report pdf=x"),
        (vec!["--known", "no-such-file.json"], 2, "no-such-file.json"),
    ] {
        let output = edgecase(&[&["run"], arguments.as_slice()].concat());
        let log = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(want), "{arguments:?}: {log}");
        assert!(log.contains(stderr), "{arguments:?}: want `{stderr}` in {log}");
    }
}

#[test]
fn a_report_counts_every_case_of_an_abandoned_testee() {
    let testee = misbehave().display().to_string();
    let arguments = ["run", "--format", "json", "--filter", "status/*", "--", &testee, "crash"];
    let output = edgecase(&arguments);
    assert_eq!(output.status.code(), Some(1));
    let lines = json_lines(&output.stdout);
    let counts = &lines.last().expect("a footer")["counts"];
    let count = |name: &str| counts[name].as_u64().unwrap_or_default();
    assert_eq!(count("crash"), 21, "{counts}");
    let all: u64 = counts.as_object().expect("counts").values().filter_map(Value::as_u64).sum();
    assert_eq!(usize::try_from(all).expect("small"), lines.len() - 2);
    assert_eq!(count("abandoned"), all - 21 * 3, "two good answers, then a crash: {counts}");
}

/// Hands lines to a testee and returns its answers with its exit code.
fn converse(input: &[u8]) -> (Vec<Value>, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_edgecase"))
        .arg("testee")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("edgecase runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input).expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    (json_lines(&output.stdout), output.status.code())
}

#[test]
fn the_reference_over_the_protocol_equals_the_embedded_one() {
    let binary = env!("CARGO_BIN_EXE_edgecase");
    let files = edgecase_corpus::VECTORS.iter().chain(edgecase_corpus::SCENARIOS);
    // GROUP.json of vectors, GROUP/SLUG.json of scenarios.
    let groups: BTreeSet<&str> =
        files.filter_map(|(file, _)| file.split(['.', '/']).next()).collect();
    let filters: Vec<String> =
        groups.iter().filter(|group| **group != "size").map(|group| format!("{group}/*")).collect();
    assert!(filters.len() > 10, "{filters:?}");
    let mut run = vec!["run", "--format", "json", "--filter", "size/uri-*"];
    run.extend(filters.iter().flat_map(|filter| ["--filter", filter.as_str()]));
    let embedded = edgecase(&run);
    let spoken = edgecase(&[run.as_slice(), &["--", binary, "testee"]].concat());
    assert_eq!((embedded.status.code(), spoken.status.code()), (Some(0), Some(0)));
    let (embedded, spoken) = (json_lines(&embedded.stdout), json_lines(&spoken.stdout));
    assert!(embedded.len() > 1000, "{} lines", embedded.len());
    for (want, got) in embedded.iter().zip(&spoken) {
        assert_eq!(want, got);
    }
    assert_eq!(embedded.len(), spoken.len());
}

#[test]
fn the_reference_answers_every_line() {
    let run = |rest: &str| format!(r#"{{"cmd":"run","seq":5,"op":"validate",{rest}}}"#);
    let returned = |value: &str| {
        let stage = r#""stage":"viewer-request""#;
        run(&format!(r#"{stage},"result":{{"kind":"return","value":{value}}}"#))
    };
    let response = r#""result":{"kind":"return","value":{"status":"200"}}"#;
    let stage = r#""stage":"viewer-request""#;
    for (line, want) in [
        (r#"{"cmd":"hello","protocol":1}"#.to_owned(), r#""protocol":1"#),
        (r#"{"cmd":"hello","protocol":2}"#.to_owned(), "protocol 2 is unknown, want 1"),
        (r#"{"cmd":"hello","profile":"1999-01"}"#.to_owned(), r#""errored":true"#),
        (returned(r#"{"status":"200"}"#), r#"{"kind":"response","normalised":"#),
        (returned(r#"{"status":"600"}"#), r#""rules":["status/range"]"#),
        (r#"{"cmd":"dance","seq":5}"#.to_owned(), "unknown command `dance`"),
        (r#"{"cmd":"run","seq":5,"op":"dance"}"#.to_owned(), r#""skipped":true"#),
        (r#"{"cmd":"run","seq":5,"op":"scenario"}"#.to_owned(), "`scenario` is missing"),
        (r#"{"cmd":"run","seq":5}"#.to_owned(), "`op` is missing"),
        ("{\"cmd\":\"run\",".to_owned(), "no command: EOF"),
        ("\u{fffd}".to_owned(), "no command: "),
        (r#"["hello"]"#.to_owned(), "no command: not a JSON object"),
        (run(&format!(r#"{stage},{response},"profile":"1999-01""#)), r#""errored":true"#),
        (run(&format!(r#"{stage},{response},"set":{{"no-such":"x"}}"#)), r#""skipped":true"#),
        (run(response), "`stage` is missing"),
        (run(&format!(r#""stage":"edge",{response}"#)), "unknown stage `edge`"),
        (run(stage), "`result` is missing"),
        (run(&format!(r#"{stage},{response},"event":{{}}"#)), r#""errored":true"#),
        (run(&format!(r#"{stage},"result":{{"kind":"guess"}}"#)), "no command: "),
        (run(&format!(r#"{stage},"result":{{"kind":"raw","base64":"?"}}"#)), "not base64"),
        (
            run(&format!(r#"{stage},"result":{{"kind":"raw","base64":"ew=="}}"#)),
            r#"["result/json"]"#,
        ),
        (run(&format!(r#"{stage},"result":{{"kind":"timeout"}}"#)), r#""outcome":"error""#),
    ] {
        let (answers, code) = converse(format!("{line}\n\n").as_bytes());
        assert_eq!((answers.len(), code), (1, Some(0)), "{line}: {answers:?}");
        let answer = answers[0].to_string();
        assert!(answer.contains(want), "{line}: want {want}, got {answer}");
    }
}

#[test]
fn a_result_is_judged_as_it_is_spelled() {
    for (value, want) in [
        (r#"{"status":200}"#, "accept"),
        (r#"{"status":2e2}"#, "status is not a whole number, got `2e2`"),
        (r#"{"status":200.0}"#, "status is not a whole number, got `200.0`"),
        (r#"{"status":"200","status":"600"}"#, "got `600`"),
        (r#"{"status":"600","status":"200"}"#, "accept"),
        (r#"{"status":"200","headers":{"via":[],"via":[{"value":"x"}]}}"#, "via"),
        (r#"{ "status" : "2\u0030\u0030" }"#, "accept"),
        ("null", "the result is null"),
    ] {
        let line = format!(
            r#"{{"cmd":"run","seq":18446744073709551615,"op":"validate","stage":"viewer-request","event":null,"result":{{"value":{value},"kind":"return"}}}}"#
        );
        let (answers, code) = converse(line.as_bytes());
        assert_eq!((answers.len(), code), (1, Some(0)), "{value}: {answers:?}");
        assert_eq!(answers[0]["seq"], u64::MAX, "{value}");
        let answer = answers[0].to_string();
        assert!(answer.contains(want), "{value}: want {want}, got {answer}");
    }
}

#[test]
fn hello_settles_the_switches_of_the_runs_after_it() {
    let timed_out = |seq: u32, more: &str| {
        format!(
            r#"{{"cmd":"run","seq":{seq},"op":"validate","stage":"viewer-request","result":{{"kind":"timeout"}}{more}}}"#
        )
    };
    let lines = [
        r#"{"cmd":"hello","protocol":1,"set":{"no-such":"x"}}"#.to_owned(),
        timed_out(1, ""),
        r#"{"cmd":"hello","protocol":1}"#.to_owned(),
        timed_out(2, ""),
        timed_out(3, r#","set":{"no-such":"x"}"#),
        timed_out(4, ""),
    ];
    let (answers, _) = converse(lines.join("\n").as_bytes());
    let skipped: Vec<bool> = answers.iter().map(|answer| answer["skipped"] == true).collect();
    assert_eq!(skipped, [false, true, false, false, true, false], "{answers:?}");
}

#[test]
fn stop_and_the_end_of_the_input_end_the_reference() {
    for (input, answers) in [
        ("", 0),
        ("\n\n", 0),
        ("{\"cmd\":\"stop\"}\n{\"cmd\":\"hello\"}\n", 0),
        ("{\"cmd\":\"hello\"}\n{\"cmd\":\"stop\"}", 1),
        ("{\"cmd\":\"hello\"}", 1),
    ] {
        let (got, code) = converse(input.as_bytes());
        assert_eq!((got.len(), code), (answers, Some(0)), "{input:?}");
    }
}

#[test]
fn a_line_may_be_as_long_as_the_protocol_says_and_no_longer() {
    for (excess, want) in [(0, "no command: "), (1, "a line has over 67108864 bytes")] {
        let long = io::repeat(b'x').take(u64::try_from(LINE_BYTES + excess).expect("small"));
        let input = long.chain(&b"\n{\"cmd\":\"dance\"}\n"[..]);
        let mut output = Vec::new();
        edgecase::testee::serve(&mut Reference, io::BufReader::new(input), &mut output)
            .expect("a vector takes all");
        let answers = json_lines(&output);
        assert_eq!(answers.len(), 2, "{excess}: {answers:?}");
        let message = answers[0]["message"].as_str().unwrap_or_default();
        assert!(message.starts_with(want), "{excess}: {message}");
    }
}

/// Scenarios of the tests' own.
const SCENARIOS: [(&str, &str); 2] = [
    ("flow/redirect.json", include_str!("data/redirect.json")),
    ("collapse/batch.json", include_str!("data/batch.json")),
];

#[test]
fn scenarios_are_put_to_those_that_announce_them() {
    let suite = Suite::read(&[], &SCENARIOS).expect("two scenarios");
    let cases: Vec<Case<'_>> = suite.cases(None).collect();
    let cut = format!("step 1: status: want 302, got \"{}", "x".repeat(400));
    for (mode, want) in [
        ("good", ["skipped: the testee does not announce `scenario`"; 2]),
        (
            "player",
            ["fail: step 1: status: want 302, got 200", "fail: step 1, request 1: originRequests"],
        ),
        (
            "player-short",
            [
                "fail: want 2 steps with an answer, got 1",
                "fail: want 1 steps with an answer, got 0",
            ],
        ),
        (
            "player-flat",
            [
                "fail: step 1: want an object, got 200",
                "fail: step 1: want a list of 2 answers, got",
            ],
        ),
        ("player-lazy", ["fail: skipped, though it announced what it takes: no time"; 2]),
        ("player-silent", ["garbage: garbage: `steps` is missing"; 2]),
        ("player-text", ["garbage: garbage: invalid type: string"; 2]),
        ("player-long", [&format!("fail: {cut}"), "fail: step 1: want a list of 2 answers"]),
    ] {
        let mut testee = process(&[mode], PATIENT);
        let hello = testee.hello().expect(mode);
        let results = run(&cases, &mut testee, &hello.capabilities, &Known::default(), |_| {});
        for (result, want) in results.iter().zip(want) {
            let got = format!("{}: {}", result.outcome.as_str(), result.outcome.detail());
            assert!(got.starts_with(want), "{mode}: want {want}, got {got}");
            assert!(got.len() < 1 << 10, "{mode}: {} bytes", got.len());
        }
    }
}

#[test]
fn neither_case_nor_expectation_of_a_scenario_is_sent() {
    let suite = Suite::read(&[], &SCENARIOS).expect("two scenarios");
    for file in &suite.scenarios {
        let sent = serde_json::to_string(&file.scenario.blind()).expect("JSON");
        for secret in ["case", "expect", "flow/", "guide", "comment"] {
            assert!(!sent.contains(secret), "{secret} is in {sent}");
        }
    }
}

#[test]
fn the_reference_plays_what_it_is_sent() {
    let scenario = |more: &str| {
        format!(
            r#"{{"cmd":"run","seq":5,"op":"scenario","unknown":1,"scenario":{{"format":1,
            "distribution":{{"behaviors":[{{}}]}},"origins":{{"main":{{}}}},"steps":[{{"advance":1}}]{more}}}}}"#
        )
        .replace('\n', " ")
    };
    let handler = r#"{"handler":"./index.mjs"}"#;
    let at_once = format!(r#"[{{"functions":{{"viewer-request":{handler}}}}}]"#);
    let later =
        format!(r#"[{{"functions":{{"*":{{"origin-request":{{"sequence":[{handler}]}}}}}}}}]"#);
    for (line, want) in [
        (scenario(""), r#"{"seq":5,"steps":[]}"#),
        (scenario(r#","set":{"stale.hold":"none"}"#), r#""steps":[]"#),
        (scenario(r#","set":{"no-such":"x"}"#), r#""skipped":true"#),
        (scenario(r#","set":{"stale.hold":"no-such"}"#), r#""skipped":true"#),
        (scenario(r#"},"set":{"no-such":"x""#), r#""skipped":true"#),
        (scenario(r#","set":{"stale.hold":7}"#), r#""errored":true"#),
        (scenario(r#","profile":"1999-01""#), r#""errored":true"#),
        (scenario(r#","more":1"#), "`scenario`: line 1, column "),
        (scenario("").replace("[{}]", &at_once), "a function is a `handler`"),
        (scenario("").replace(r#"[{"advance":1}]"#, &later), "a function is a `handler`"),
        (r#"{"cmd":"run","seq":5,"op":"scenario","scenario":[]}"#.to_owned(), r#""errored":true"#),
    ] {
        let (answers, code) = converse(line.as_bytes());
        assert_eq!((answers.len(), code), (1, Some(0)), "{line}: {answers:?}");
        let answer = answers[0].to_string();
        assert!(answer.contains(want), "{line}: want {want}, got {answer}");
    }
}
