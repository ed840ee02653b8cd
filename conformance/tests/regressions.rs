//! Failures that are kept: read, written, made small, and turned into cases.

mod planted;

use std::path::{Path, PathBuf};
use std::process::Command;

use edgecase::example::{Example, ResultExample};
use edgecase::flaw::{Flaw, ResultFlaw};
use edgecase::lint::{problems, untrue};
use edgecase::promote::{Draft, Promoted, promote};
use edgecase::property::Property;
use edgecase::property::Signature;
use edgecase::reduce::{BUDGET, reduce, size};
use edgecase::regression::{Kept, Regression};
use edgecase::scenario::Scenario;
use edgecase::strategy::{Options, Random, scenario};
use edgecase::suite::Suite;
use edgecase::testee::{Flawed, Testee};
use edgecase::vector::{CaseLevel, Polarity, Returned, Vector};
use edgecase_core::profile::Edition;
use edgecase_core::{Event, Stage};
use planted::{Planted, SAME_VERDICT, failure};

/// Makes a failing example small; the signature stays what it was, and the budget is kept.
fn least(property: &'static Property, example: Example, testee: &mut dyn Testee) -> Example {
    let before = failure(property, &example, testee).expect("a planted failure").signature;
    let mut calls = 0;
    let least = reduce(
        example,
        |candidate| {
            calls += 1;
            failure(property, candidate, testee).is_some_and(|now| now.signature == before)
        },
        BUDGET,
    );
    let after = failure(property, &least, testee).expect("still a failure").signature;
    assert_eq!(after, before);
    assert!(calls <= BUDGET, "{calls}");
    println!("{calls} candidates, {} bytes left", size(&least));
    least
}

fn result(example: Example) -> ResultExample {
    match example {
        Example::Result(example) => example,
        Example::Scenario(scenario) => panic!("{}", scenario.to_json()),
    }
}

/// An event with more than the minimal one has.
fn rich_event(stage: Stage) -> String {
    let mut event = Event::minimal(stage);
    event.request.uri = "/some/where/else.html".to_owned();
    event.request.querystring = "a=1&b=2".to_owned();
    for (name, value) in [("User-Agent", "Amazon CloudFront"), ("X-Forwarded-For", "203.0.113.9")] {
        event.request.headers.append(name, value);
    }
    if let Some(response) = &mut event.response {
        let headers = response.headers.get_or_insert_default();
        for (name, value) in [("Content-Type", "text/html"), ("Via", "1.1 abc.cloudfront.net")] {
            headers.append(name, value);
        }
    }
    event.to_json().replace("{\"cf\":{", "{\"cf\":{\"newer\":[1,2,{\"a\":null}],")
}

fn response(status: &str, body: &str) -> String {
    format!(
        r#"{{ "status": {status}, "statusDescription": "as it is", "headers": {{
            "content-type": [{{"key": "Content-Type", "value": "text/html"}}],
            "x-many": [{{"key": "X-Many", "value": "1"}}, {{"key": "X-Many", "value": "2"}}] }},
            "body": "{body}", "bodyEncoding": "text", "unknown": {{"deep": [[], {{}}]}} }}"#
    )
}

fn minimal(stage: Stage) -> String {
    Event::minimal(stage).to_json()
}

#[test]
fn a_seeded_bug_is_reduced_to_what_shows_it() {
    let stage = Stage::ViewerRequest;
    let mut example = ResultExample::new(stage, rich_event(stage), response("\"600\"", "hello"));
    example.set.insert("kb".to_owned(), "1000".to_owned());
    let mut testee = Flawed(Some(Flaw::Result(ResultFlaw::StatusRangeEnd)));
    let least = result(least(&SAME_VERDICT, Example::Result(example), &mut testee));
    assert_eq!(least, ResultExample::new(stage, minimal(stage), r#"{"status":"600"}"#));
}

#[test]
fn a_long_text_ends_where_it_begins_to_matter() {
    let stage = Stage::OriginRequest;
    let body: String = (0..250_000).map(|n| ["ä", "b", "\\n", "7"][n % 4]).collect();
    let long = format!("{body}{body}{body}{body}");
    let example = ResultExample::new(stage, rich_event(stage), response("\"404\"", &long));
    let least = result(least(&SAME_VERDICT, Example::Result(example), &mut Planted::NoSizes));
    assert_eq!(least.event, minimal(stage));
    let text = String::from_utf8(least.result.clone()).expect("a text");
    let start = r#"{"status":"200","body":""#;
    let letters = text.strip_prefix(start).and_then(|rest| rest.strip_suffix("\"}"));
    assert!(letters.is_some_and(|letters| letters.bytes().all(|byte| byte == b'a')));
    // One letter less, and nothing is too large.
    let shorter = ResultExample { result: text.replacen("aaa", "aa", 1).into_bytes(), ..least };
    assert!(failure(&SAME_VERDICT, &Example::Result(shorter), &mut Planted::NoSizes).is_none());
}

#[test]
fn what_the_event_has_to_have_stays_and_nothing_else() {
    let stage = Stage::OriginResponse;
    let example = ResultExample::new(stage, rich_event(stage), response("\"404\"", "hello"));
    let least = least(&SAME_VERDICT, Example::Result(example), &mut Planted::CaseSensitiveVia);
    let mut event = Event::minimal(stage);
    let headers = event.response.as_mut().and_then(|response| response.headers.as_mut());
    headers.expect("the minimal event has a map").append("Via", "");
    let least = result(least);
    assert_eq!(least.typed_event(), Ok(event));
    assert_eq!(String::from_utf8_lossy(&least.result), r#"{"status":"200"}"#);
}

#[test]
fn a_switch_stays_only_if_it_matters() {
    let stage = Stage::OriginRequest;
    let mut example = ResultExample::new(stage, rich_event(stage), response("418", "hello"));
    example.edition = Edition::E2018_01;
    for (switch, value) in [("kb", "1000"), ("status_type", "string_only")] {
        example.set.insert(switch.to_owned(), value.to_owned());
    }
    let least =
        result(least(&SAME_VERDICT, Example::Result(example), &mut Planted::NumbersAsStatus));
    let mut want = ResultExample::new(stage, minimal(stage), r#"{"status":200}"#);
    want.set.insert("status_type".to_owned(), "string_only".to_owned());
    assert_eq!(least, want);
}

#[test]
fn bytes_that_are_no_json_are_dropped_by_runs() {
    let stage = Stage::ViewerResponse;
    let mut bytes = response("\"200\"", "hello").into_bytes();
    bytes.insert(200, 0xff);
    let example = ResultExample::new(stage, rich_event(stage), bytes);
    let least = result(least(&SAME_VERDICT, Example::Result(example), &mut Planted::AnyBytes));
    assert_eq!(least, ResultExample::new(stage, minimal(stage), [0xff]));
}

/// A distribution with much of everything, where viewer-request answers one path.
const SCENARIO: &str = r#"{"format":1,"start":1700000000,"trace":true,
"distribution":{"defaultRootObject":"index.html","behaviors":[
  {"path":"/login/*","origin":"pair","ttl":{"min":5,"default":3600,"max":86400},"key":{"query":"all","headers":["Accept"]},
   "functions":{"viewer-request":{"sequence":[{"return":{"status":"302","statusDescription":"Found","headers":{"location":[{"value":"/start"}],"cache-control":[{"value":"max-age=600"}]}}},{"patch":{}}]},
     "origin-response":{"patch":{"headers":{"x-seen":[{"value":"1"}]}}}}},
  {"path":"*","origin":"main","cachePolicy":"CachingOptimized"}],
 "errorResponses":[{"status":404,"cachingMinTtl":5,"page":"/404.html","responseStatus":200}],
 "originGroups":{"pair":{"members":["main","backup"],"failoverOn":[500]}},
 "topology":{"pops":{"A":"eu","B":"eu"},"shield":"us"}},
"origins":{"main":{"headers":{"cache-control":"max-age=60"},"body":"hello"},"backup":{"kind":"s3","paths":{"/a":{"conditional":true},"*":{"status":503}}}},
"steps":[{"request":{"uri":"/index.html","headers":{"accept":["text/html"]}}},{"advance":10},
 {"batch":[{"uri":"/login/now?next=1","pop":"B"},{"uri":"/other","pop":"A"}]},{"advance":30},{"invalidate":"/a*"},{"advance":5},
 {"request":{"uri":"/login/now?next=1","pop":"B"}},{"origins":{"main":{"unreachable":true}}},{"evict":{"layer":"A","uri":"/b"}}]}"#;

#[test]
fn a_scenario_is_reduced_to_one_request() {
    let property = Property::find("INV-05").expect("an invariant");
    let scenario = Scenario::read(SCENARIO).expect("a scenario");
    let example = Example::Scenario(Box::new(scenario));
    let least = least(property, example, &mut Planted::ViewerRequestBehindCache);
    let Example::Scenario(least) = least else { panic!("no scenario") };
    let want = r#"{"format":1,"distribution":{"behaviors":[{"functions":{"viewer-request":
        {"return":{"status":"200","headers":{}}}}}]},"origins":{"main":{}},"steps":[{"request":{}}]}"#;
    let want = Scenario::read(want).expect("a scenario");
    assert_eq!(least.to_json(), want.to_json());
}

fn schema() -> jsonschema::Validator {
    let mut schemas = edgecase_corpus::SCHEMAS.iter();
    let found = schemas.find(|(name, _)| *name == "regression-1.schema.json");
    let (_, text) = found.expect("the schema of regressions");
    jsonschema::validator_for(&serde_json::from_str(text).expect("JSON")).expect("a schema")
}

fn regression(property: &str, example: Example) -> Regression {
    let signature = Signature {
        testee: "accept".to_owned(),
        reference: "reject".to_owned(),
        rule: Some("status/range".to_owned()),
        field: None,
    };
    Regression {
        property: Property::find(property).expect("a property"),
        origin: "a test".to_owned(),
        seed: Some(u64::MAX),
        found: "2026-11-21".to_owned(),
        signature,
        example,
    }
}

#[test]
fn a_regression_reads_back_as_it_was_written() {
    let scenario = Scenario::read(SCENARIO).expect("a scenario");
    let written = regression("INV-05", Example::Scenario(Box::new(scenario))).to_json();
    let read = Regression::read("r.json", &written).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(read.to_json(), written);
    let value = serde_json::from_str(&written).expect("JSON");
    assert!(schema().is_valid(&value), "{written}");
}

#[test]
fn an_example_of_a_result_keeps_its_spelling() {
    let stage = Stage::OriginRequest;
    for bytes in [&br#"{"status":"200","status":1e400,"\u0061":"\ud800"}"#[..], b"\xff", b" 1"] {
        let mut example = ResultExample::new(stage, rich_event(stage), bytes);
        example.set.insert("kb".to_owned(), "1000".to_owned());
        let text = serde_json::to_string_pretty(&example).expect("JSON");
        let kept = Kept::read("e.json", &text).unwrap_or_else(|error| panic!("{error}"));
        let Kept::Example(Example::Result(read)) = kept else { panic!("{kept:?}") };
        assert_eq!(read, example);
    }
}

/// A regression on a scenario, with parts of it replaced.
fn text(changes: &[(&str, &str)]) -> String {
    let mut text = r#"{"format":1,"property":"INV-05","origin":"o","seed":1,"found":"2026-11-21",
 "signature":{"testee":"played","reference":"played"},
 "scenario":{"format":1,"distribution":{"behaviors":[{}]},"origins":{"main":{}},
  "steps":[{"request":{"uri":"/a"}}]}}"#
        .to_owned();
    for (part, change) in changes {
        assert!(text.contains(part), "{part} is not in {text}");
        text = text.replacen(part, change, 1);
    }
    text
}

/// A result, where a scenario would be.
const RESULT: &str = r#""stage":"viewer-request","profile":"current",
 "event":{"Records":[{"cf":{}}]},"result":{"kind":"return","value":null}}"#;

#[test]
fn a_file_that_is_no_regression_is_refused_with_its_place() {
    let scenario = text(&[]);
    let scenario = scenario.split_once("\"scenario\"").map(|(_, rest)| rest).expect("a part");
    let scenario = format!("\"scenario\"{scenario}");
    let with = |change: (&str, &str)| text(&[(&scenario, RESULT), change]);
    #[rustfmt::skip]
    let rows = [
        (text(&[("\"seed\":1", "\"seed\":1,\"more\":1")]), "r.json:1:60: `/more`: unknown field `more`"),
        (text(&[("\"format\":1", "\"format\":2")]), "r.json: `/format`: format 2 is unknown, want 1"),
        (text(&[("\"format\":1,", "")]), "r.json: `format` is missing, want 1"),
        (text(&[("INV-05", "INV-99")]), "r.json: `/property`: unknown property `INV-99`"),
        (text(&[("\"INV-05\"", "5")]), "r.json:1:24: `/property`: invalid type"),
        (text(&[("\"seed\":1", "\"seed\":-1")]), "`/seed`: invalid value"),
        (text(&[("2026-11-21", "today")]), "r.json: `/found`: want a day such as `2027-01-31`, got `today`"),
        (text(&[("\"origin\":\"o\",", "")]), "r.json: `origin` is missing"),
        (text(&[("\"property\":\"INV-05\",", "")]), "r.json: `/origin`: is there with a `property` only"),
        (text(&[("\"testee\":\"played\",", "")]), "r.json:2:35: `/signature`: missing field `testee`"),
        (text(&[("{\"testee\":\"played\",\"reference\":\"played\"}", "[\"a\",\"b\"]")]), "r.json: `/signature`: want an object"),
        (text(&[("\"uri\"", "\"url\"")]), "r.json:4:28: `/scenario/steps/0/request/url`: unknown field `url`"),
        (text(&[("\"/a\"", "\"a\"")]), "r.json: `/scenario/steps/0/request/uri`: want a path"),
        (text(&[("\"scenario\"", "\"stage\":\"viewer-request\",\"scenario\"")]), "r.json: `/stage`: either this or a `scenario`, not both"),
        (text(&[(&scenario, "\"seed\":2}")]), "duplicate field `seed`"),
        (with(("\"INV-05\"", "\"INV-05\"")), "r.json: `/result`: INV-05 is put to scenarios"),
        (with(("viewer-request", "viewer")), "`/stage`: "),
        (with(("\"current\"", "\"2016\"")), "r.json: `/profile`: "),
        (with(("\"current\"", "\"current\",\"set\":{\"kb\":\"1\"}")), "r.json: `/set/kb`: "),
        (with(("{\"Records\":[{\"cf\":{}}]}", "{\"Records\":[{\"cf\":{\"request\":{\"uri\":1}}}]}")), "r.json:4:46: `/event`: not a CloudFront event"),
        (with(("{\"Records\":[{\"cf\":{}}]}", "{\"Records\":[]}")), "r.json: `/event`: "),
        (with(("viewer-request", "viewer-response")), "r.json: `/event`: an event at viewer-response needs"),
        (with(("\"kind\":\"return\",\"value\":null", "\"kind\":\"raw\",\"base64\":\"?\"")), "r.json: `/result`: "),
        (with(("\"kind\":\"return\",\"value\":null", "\"kind\":\"timeout\"")), "r.json: `/result/kind`: want `return` or `raw`"),
        (with(("{\"kind\":\"return\",\"value\":null}", "[]")), "r.json: `/result`: want an object"),
        (with(("\"profile\":\"current\",", "")), "r.json: `profile` is missing"),
        ("[1]".to_owned(), "r.json: want an object, got a list"),
        ("{".to_owned(), "r.json:1:1: EOF"),
        (String::new(), "r.json:1:0: EOF"),
        (format!("{} x", text(&[])), "r.json:4:40: trailing characters"),
    ];
    let mut wrong = Vec::new();
    for (text, want) in rows {
        let error = Kept::read("r.json", &text).expect_err(want).to_string();
        if !error.contains(want) {
            wrong.push(format!("want {want}\ngot  {error}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_the_schema_refuses_the_reader_refuses() {
    let schema = schema();
    let defects = [
        ("\"format\":1", "\"format\":2"),
        ("\"property\":\"INV-05\",", ""),
        ("\"origin\":\"o\",", ""),
        ("\"seed\":1", "\"seed\":1,\"more\":1"),
        ("\"seed\":1", "\"seed\":-1"),
        ("2026-11-21", "today"),
        ("\"testee\":\"played\",", ""),
        ("\"testee\":", "\"tester\":"),
        ("\"scenario\"", "\"stage\":\"viewer-request\",\"scenario\""),
        ("\"scenario\":", "\"scenarios\":"),
    ];
    let fits = |text: &str| schema.is_valid(&serde_json::from_str(text).expect("JSON"));
    assert!(fits(&text(&[])) && Regression::read("r.json", &text(&[])).is_ok());
    for change in defects {
        let bad = text(&[change]);
        assert!(!fits(&bad), "the schema lets {change:?} pass");
        assert!(Regression::read("r.json", &bad).is_err(), "the reader lets {change:?} pass");
    }
}

#[test]
fn every_kept_regression_fits_its_schemas() {
    let schema = schema();
    for (path, text) in edgecase_corpus::REGRESSIONS {
        let value = serde_json::from_str(text).expect("JSON");
        let errors: Vec<String> = schema.iter_errors(&value).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{path}: {errors:?}");
        let read = Regression::read(path, text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(read.to_json(), *text, "{path} is not as `edgecase reduce` writes it");
    }
}

/// A folder with a copy of the corpus, which is gone at the end.
struct Corpus(PathBuf);

impl Corpus {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("promote-{name}"));
        _ = std::fs::remove_dir_all(&folder);
        let files =
            [("vectors", edgecase_corpus::VECTORS), ("scenarios", edgecase_corpus::SCENARIOS)];
        for (part, files) in files {
            for (path, text) in files {
                let file = folder.join(part).join(path);
                std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
                std::fs::write(file, text).expect("a file of the copy");
            }
        }
        Self(folder)
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.0.join(path)).expect("a file of the copy")
    }

    /// Promotes a text into the copy, and checks the copy as the tests of the corpus do.
    fn promote(&self, text: &str, id: &str, more: &[&str]) {
        let file = self.0.join("failure.json");
        std::fs::write(&file, text).expect("a file");
        let output = Command::new(env!("CARGO_BIN_EXE_edgecase"))
            .args(["promote", "--id", id, "--title", "made of a failure", "--write", "--corpus"])
            .arg(&self.0)
            .args(more)
            .arg(&file)
            .output()
            .expect("the binary");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && said.starts_with("wrote "), "{said}");
        std::fs::remove_file(file).expect("the file");
    }
}

impl Drop for Corpus {
    fn drop(&mut self) {
        _ = std::fs::remove_dir_all(&self.0);
    }
}

fn fits(schema: &str, text: &str) -> Vec<String> {
    let mut schemas = edgecase_corpus::SCHEMAS.iter();
    let (_, schema) = schemas.find(|(name, _)| *name == schema).expect("the schema");
    let schema = serde_json::from_str(schema).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let value = serde_json::from_str(text).expect("JSON");
    schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

#[test]
fn a_promoted_result_passes_schema_and_lint() {
    let corpus = Corpus::new("result");
    let before = corpus.read("vectors/size.json");
    let stage = Stage::OriginRequest;
    let body = "a".repeat(1_100_000);
    let example = ResultExample::new(stage, rich_event(stage), response("\"200\"", &body));
    let text = serde_json::to_string(&example).expect("JSON");
    corpus.promote(&text, "size/promoted", &[]);
    let after = corpus.read("vectors/size.json");
    assert_eq!(fits("vectors-1.schema.json", &after), Vec::<String>::new());
    // The file got longer at one place, and nothing else in it changed.
    let same = before.bytes().zip(after.bytes()).take_while(|(one, other)| one == other).count();
    assert!(after.ends_with(&before[same..]) && after.len() < before.len() + 4_000);
    let suite = Suite::read(&[("size.json", &after)], &[]).expect("a file of vectors");
    assert_eq!(problems(&suite), []);
    let added = suite.vectors().last().expect("a vector").clone();
    assert_eq!((added.id.as_str(), added.level), ("size/promoted", CaseLevel::Observe));
    assert_eq!(added.input.expand.len(), 1);
    let case = suite.vector_cases(None).last().expect("a case");
    let Returned::Return { value } = case.prepare().expect("a sound case").result else {
        panic!("no value")
    };
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    assert_eq!(json(value.get()), json(&response("\"200\"", &body)));
}

#[test]
fn a_promoted_scenario_passes_schema_and_lint() {
    let corpus = Corpus::new("scenario");
    let scenario = Scenario::read(SCENARIO).expect("a scenario");
    let text = regression("INV-05", Example::Scenario(Box::new(scenario))).to_json();
    corpus.promote(&text, "generated/promoted", &["--rule", "generated/viewer-request"]);
    let text = corpus.read("scenarios/generated/promoted.json");
    assert_eq!(fits("scenario-1.schema.json", &text), Vec::<String>::new());
    let suite = Suite::read(&[], &[("generated/promoted.json", &text)]).expect("a scenario");
    assert_eq!((problems(&suite), untrue(&suite)), (Vec::new(), Vec::new()));
}

#[test]
fn an_expectation_holds_in_the_editions_that_share_it() {
    let stage = Stage::ViewerResponse;
    let draft =
        Draft { id: "status/promoted".to_owned(), title: "t".to_owned(), ..Draft::default() };
    let named =
        |name: &str, entry: &str| format!(r#"{{"status":"200","headers":{{"{name}":[{entry}]}}}}"#);
    let (amzn, no_key) =
        (named("x-amzn-errortype", r#"{"value":"a"}"#), named("a", r#"{"value":"a"}"#));
    let mut missing = draft.clone();
    missing.rule = Some("headers/key-missing".parse().expect("a rule"));
    missing.polarity = Some(Polarity::Outside);
    // The guides before 2023 do not name X-Amzn-*, and that of 2018 asks for a key.
    for (result, draft, want) in [
        (amzn.as_str(), &draft, &[Edition::Current, Edition::E2023_05][..]),
        (no_key.as_str(), &missing, &[Edition::Current, Edition::E2023_05, Edition::E2020_09]),
        (r#"{"status":"404"}"#, &draft, &Edition::ALL),
    ] {
        let example = ResultExample::new(stage, minimal(stage), result);
        let promoted = promote(&Kept::Example(Example::Result(example)), draft);
        let Ok(Promoted::Vector { text, .. }) = &promoted else { panic!("{promoted:?}") };
        let vector: Vector = serde_json::from_str(text).expect("a vector");
        assert_eq!(vector.editions(), want, "{text}");
    }
}

/// Reduces what many starts show; returns how much larger than the hand-made minimum it is on average.
fn mean_ratio(
    property: &'static Property,
    starts: impl Iterator<Item = (Example, usize)>,
    testee: &mut dyn Testee,
) -> f64 {
    let number = |size| f64::from(u32::try_from(size).expect("a small number"));
    let mut ratios = Vec::new();
    for (start, minimum) in starts {
        if failure(property, &start, testee).is_some() {
            let (before, after) = (size(&start), size(&least(property, start, testee)));
            println!("{before} bytes, then {after}, by hand {minimum}");
            ratios.push(number(after) / number(minimum));
        }
    }
    assert!(ratios.len() >= 3, "{} starts fail", ratios.len());
    ratios.iter().sum::<f64>() / number(ratios.len())
}

#[test]
fn every_vector_that_shows_a_bug_is_reduced_to_the_hand_made_minimum() {
    let suite = Suite::embedded().expect("the embedded suite");
    let on_status = suite.vector_cases(None).filter(|case| case.vector.id.starts_with("status/"));
    let starts = on_status.filter_map(|case| {
        let (prepared, stage) = (case.prepare().ok()?, case.stage);
        let event = prepared.event.unwrap_or_else(|| minimal(stage));
        let mut example = ResultExample::new(stage, event, prepared.result.bytes().ok()??);
        example.set.clone_from(&case.vector.set);
        let by_hand = minimal(stage).len() + r#"{"status":"600"}"#.len();
        Some((Example::Result(example), by_hand))
    });
    let mut testee = Flawed(Some(Flaw::Result(ResultFlaw::StatusRangeEnd)));
    let ratio = mean_ratio(&SAME_VERDICT, starts, &mut testee);
    println!("status-range-end: {ratio:.2}");
    assert!(ratio <= 1.1, "{ratio}");
}

#[test]
fn generated_scenarios_are_reduced_to_the_hand_made_minimum() {
    let property = Property::find("INV-05").expect("an invariant");
    let by_hand = r#"{"format":1,"distribution":{"behaviors":[{"functions":{"viewer-request":
{"return":{"status":"200","headers":{}}}}}]},"origins":{"main":{}},"steps":[{"request":{}}]}"#;
    let starts = (0..150).map(|seed| {
        let drawn = scenario(&mut Random::new(seed), &Options::default());
        (Example::Scenario(Box::new(drawn)), by_hand.len())
    });
    let ratio = mean_ratio(property, starts, &mut Planted::ViewerRequestBehindCache);
    println!("viewer-request behind the cache: {ratio:.2}");
    assert!(ratio <= 1.5, "{ratio}");
}
