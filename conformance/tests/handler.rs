//! Real functions in scenarios. Tests skip visibly where node or python3 is not there.

mod programs;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use edgecase::handler::{Handlers, missing};
use edgecase::scenario::{Called, Player, Scenario};
use edgecase_core::Fault;
use programs::is_there;

/// A folder that is removed when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("edgecase-handler-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let file = self.0.join(name);
        fs::write(&file, text).expect("a file");
        file
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
}

fn result(text: &str) -> Called {
    Called::Result(text.as_bytes().to_vec())
}

const THREW: Called = Called::Fault(Fault::Threw);

/// Calls the function of each file and compares; the event is `{"n": [1, "é"]}` on two lines.
fn assert_calls(folder: &Folder, rows: &[(&str, &str, Called)]) {
    let mut handlers = Handlers::with_limit(Duration::from_secs(20));
    for (name, text, want) in rows {
        let file = folder.file(name, text);
        let called = handlers.call(&file, "{\"n\":\n[1, \"é\"]}");
        assert_eq!(called, *want, "{name}: {text}");
    }
}

#[test]
fn node_functions_are_called_as_lambda_does() {
    if !is_there("node") {
        return;
    }
    let folder = Folder::new("node");
    folder.file("beside.mjs", "export const word = 'beside';");
    assert_calls(
        &folder,
        &[
            ("a.mjs", "export const handler = async (event) => event;", result(r#"{"n":[1,"é"]}"#)),
            ("b.cjs", "exports.handler = async (e) => ({ b: e.n[0] });", result(r#"{"b":1}"#)),
            (
                "c.js",
                "exports.handler = (e, c, callback) => callback(null, e.n);",
                result(r#"[1,"é"]"#),
            ),
            (
                "d.js",
                "export const handler = async () => ({ b: 1, a: [2] });",
                result(r#"{"b":1,"a":[2]}"#),
            ),
            (
                "e.cjs",
                "exports.handler = (e, c, done) => setTimeout(() => done(null, 5), 10);",
                result("5"),
            ),
            (
                "f.mjs",
                "import { word } from './beside.mjs';\nexport const handler = async () => word;",
                result(r#""beside""#),
            ),
            // Nothing comes back.
            ("g.mjs", "export const handler = async () => {};", result("null")),
            ("h.mjs", "export const handler = async () => () => 1;", result("null")),
            // What a function returns that is not async counts for nothing.
            ("i.cjs", "exports.handler = () => 7;", result("null")),
            ("j.mjs", "export const handler = () => new Promise(() => {});", result("null")),
            // As JSON.stringify has it.
            (
                "k.mjs",
                "export const handler = async () => ({ a: undefined, b: NaN, c: '\\n\\u2028' });",
                result("{\"b\":null,\"c\":\"\\n\u{2028}\"}"),
            ),
            // What is printed is not the result.
            (
                "l.mjs",
                "export const handler = async () => { console.log('printed'); return 1; };",
                result("1"),
            ),
            // Failures.
            ("m.mjs", "export const handler = async () => { throw new Error('no'); };", THREW),
            ("n.cjs", "exports.handler = () => { throw new Error('no'); };", THREW),
            ("o.cjs", "exports.handler = (e, c, callback) => callback(new Error('no'));", THREW),
            ("p.mjs", "export const handler = async () => 1n;", THREW),
            ("q.mjs", "export const handler = async () => process.exit(0);", THREW),
            (
                "r.cjs",
                "exports.handler = (e, c, done) => setTimeout(() => { throw new Error('late'); }, 5);",
                THREW,
            ),
            ("s.mjs", "export const other = 1;", THREW),
            ("t.mjs", "this is no program", THREW),
        ],
    );
}

#[test]
fn python_functions_are_called_as_lambda_does() {
    if !is_there("python3") {
        return;
    }
    let folder = Folder::new("python");
    folder.file("beside.py", "word = 'beside'\n");
    assert_calls(
        &folder,
        &[
            (
                "a.py",
                "def handler(event, context):\n    return event\n",
                result(r#"{"n": [1, "\u00e9"]}"#),
            ),
            (
                "b.py",
                "def lambda_handler(event, context):\n    return {'b': 1, 'a': None}\n",
                result(r#"{"b": 1, "a": null}"#),
            ),
            ("c.py", "def handler(event, context):\n    print('printed')\n", result("null")),
            (
                "d.py",
                "from beside import word\nhandler = lambda event, context: word\n",
                result(r#""beside""#),
            ),
            ("e.py", "def handler(event, context):\n    return float('nan')\n", result("NaN")),
            ("f.py", "def handler(event, context):\n    raise ValueError('no')\n", THREW),
            ("g.py", "def handler(event, context):\n    return {1, 2}\n", THREW),
            ("h.py", "import sys\ndef handler(event, context):\n    sys.exit(0)\n", THREW),
            ("i.py", "other = 1\n", THREW),
            ("j.py", "this is no program\n", THREW),
        ],
    );
    assert!(!folder.0.join("__pycache__").exists(), "something was written beside the functions");
}

#[test]
fn a_function_that_hangs_times_out_and_is_started_anew() {
    let node = is_there("node").then_some((
        "a.mjs",
        "export const handler = async (event) => { while (event) {} return 1; };",
    ));
    let python = is_there("python3").then_some((
        "a.py",
        "def handler(event, context):\n    while event:\n        pass\n    return 1\n",
    ));
    let folder = Folder::new("hangs");
    for (name, text) in node.into_iter().chain(python) {
        let file = folder.file(name, text);
        let mut handlers = Handlers::with_limit(Duration::from_secs(2));
        assert_eq!(handlers.call(&file, "1"), Called::Fault(Fault::TimedOut), "{name}");
        let mut patient = Handlers::with_limit(Duration::from_secs(20));
        assert_eq!(patient.call(&file, "0"), result("1"), "{name}");
    }
}

#[test]
fn a_process_lives_from_call_to_call() {
    let node = is_there("node")
        .then_some(("a.mjs", "let n = 0;\nexport const handler = async () => ++n;"));
    let python = is_there("python3").then_some((
        "a.py",
        "n = 0\ndef handler(event, context):\n    global n\n    n += 1\n    return n\n",
    ));
    let folder = Folder::new("lives");
    for (name, text) in node.into_iter().chain(python) {
        let file = folder.file(name, text);
        let mut handlers = Handlers::default();
        for want in ["1", "2", "3"] {
            assert_eq!(handlers.call(&file, "{}"), result(want), "{name}");
        }
        assert_eq!(handlers.clone().call(&file, "{}"), result("1"), "{name}");
    }
}

fn scenario(file: &str) -> Scenario {
    let text = r#"{"format":1,"origins":{"main":{"body":"hello"}},
        "distribution":{"behaviors":[{"functions":{"viewer-request":{"handler":"FILE"}}}]},
        "steps":[{"request":{"uri":"/a"}},{"functions":{"*":{"viewer-request":{"sequence":[{"raw":"{}"},{"handler":"FILE"}]}}}}]}"#;
    Scenario::read(&text.replace("FILE", file)).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn what_is_missing_is_said_before_anything_runs() {
    let folder = Folder::new("missing");
    folder.file("a.ts", "");
    folder.file("a.mjs", "");
    let said = |file: &str| {
        let mut scenario = scenario(file);
        assert!(scenario.has_handlers());
        scenario.resolve_handlers(&folder.0);
        missing(&scenario)
    };
    let at = |file: &str| folder.0.join(file).display().to_string();
    let no_file = format!("handler `{}`: no such file", at("./b.mjs"));
    assert_eq!(said("./b.mjs"), Some(no_file));
    let unknown = said("a.ts").expect("an unknown kind");
    assert!(unknown.contains("want .mjs, .cjs or .js for node, or .py for python3"), "{unknown}");
    if is_there("node") {
        assert_eq!(said("./a.mjs"), None);
    }
    let mut scripted = scenario("a.mjs");
    scripted.distribution.behaviors[0].functions.clear();
    assert!(scripted.has_handlers(), "a step has one too");
    scripted.steps.pop();
    assert!(!scripted.has_handlers());
}

#[test]
fn a_real_function_takes_part_in_a_scenario() {
    if !is_there("node") {
        return;
    }
    let folder = Folder::new("scenario");
    folder.file(
        "a.mjs",
        "export const handler = async ({ Records: [{ cf }] }) => ({ status: '200', body: cf.request.uri });",
    );
    let mut scenario = scenario("./a.mjs");
    scenario.resolve_handlers(Path::new(&folder.0));
    assert_eq!(missing(&scenario), None);
    let mut player = Player::new(&scenario).expect("a sound scenario");
    let answered = player.step(&scenario.steps[0]).expect("an answer");
    let answer = &answered.answers()[0];
    assert_eq!((answer.status, answer.body.0.as_slice()), (200, &b"/a"[..]), "{answer:?}");
}

#[test]
fn simulate_takes_paths_from_the_scenario_on() {
    let folder = Folder::new("simulate");
    let simulate = |name: &str| {
        let file = folder.file("scenario.json", &scenario(name).to_json());
        Command::new(env!("CARGO_BIN_EXE_edgecase"))
            .args(["simulate", "--format", "json"])
            .arg(file)
            .output()
            .expect("edgecase runs")
    };
    let output = simulate("./no-such-file.mjs");
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains("no-such-file.mjs`: no such file"), "{message}");
    assert!(output.stdout.is_empty());
    if is_there("node") {
        folder.file("a.mjs", "export const handler = async () => ({ status: '204' });");
        let output = simulate("./a.mjs");
        let answer = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(answer.contains("\"status\":204"), "{answer}");
    }
}
