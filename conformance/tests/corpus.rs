//! The corpus is what it claims to be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use edgecase::known::Known;
use edgecase::lint::{
    EXEMPT, EXEMPT_PIPELINE, Lock, coverage, pipeline_coverage, problems, unquoted_messages, untrue,
};
use edgecase::runner::{Outcome, SCENARIO, Selection, run};
use edgecase::scenario::Scenario;
use edgecase::suite::{Case, Suite, VectorCase};
use edgecase::testee::{Answer, Null, PlayScenario, Reference, Testee as _, Validate};
use edgecase::vector::CaseLevel;
use edgecase_core::profile::{Edition, Part, SWITCHES};
use edgecase_core::{Evidence, PipelineRuleId, RuleId, Stage, rules};

fn suite() -> Suite {
    Suite::embedded().unwrap_or_else(|error| panic!("{error}"))
}

fn assert_none(what: &str, found: &[String]) {
    let shown: Vec<&String> = found.iter().take(20).collect();
    assert!(found.is_empty(), "{} {what}:\n{shown:#?}", found.len());
}

fn schema(name: &str) -> jsonschema::Validator {
    let (_, text) = edgecase_corpus::SCHEMAS
        .iter()
        .find(|(file, _)| *file == name)
        .unwrap_or_else(|| panic!("no schema {name}"));
    let schema = serde_json::from_str(text).expect("a schema is JSON");
    jsonschema::validator_for(&schema).expect("a schema is one")
}

#[test]
fn every_file_fits_its_schema() {
    let schema = schema("vectors-1.schema.json");
    let mut found = Vec::new();
    for (name, text) in edgecase_corpus::VECTORS {
        let value = serde_json::from_str(text).expect("a vector file is JSON");
        found.extend(
            schema.iter_errors(&value).map(|e| format!("{name} {}: {e}", e.instance_path())),
        );
    }
    assert_none("places do not fit the schema", &found);
}

#[test]
fn the_schema_and_the_reader_refuse_the_same_planted_defects() {
    let good = r#"{"format":1,"group":"g","description":"d","cases":[{"id":"g/a","title":"t","rules":["status/range"],
        "polarity":"inside","level":"must","stages":["viewer-request"],"input":{"result":{"kind":"return","value":{"status":"200"}}},
        "expect":{"outcome":"accept","kind":"response"},"evidence":[{"kind":"inferred","reason":"r"}]}]}"#;
    let defects = [
        (r#""format":1"#, r#""format":2"#),
        (r#""description":"d""#, r#""description":"d","more":1"#),
        (r#""title":"t""#, r#""title":"t","more":1"#),
        (r#""rules":["status/range"]"#, r#""rules":[]"#),
        (r#""polarity":"inside""#, r#""polarity":"beside""#),
        (r#""level":"must""#, r#""level":"may""#),
        (r#""stages":["viewer-request"]"#, r#""stages":["viewer"]"#),
        (r#""stages":["viewer-request"]"#, r#""stages":[]"#),
        (r#""kind":"return""#, r#""kind":"give""#),
        (r#""value":{"status":"200"}"#, r#""value":{"status":"200"},"base64":"""#),
        (r#""outcome":"accept","kind":"response""#, r#""outcome":"accept""#),
        (r#""outcome":"accept","kind":"response""#, r#""outcome":"reject","status":502"#),
        (
            r#""outcome":"accept","kind":"response""#,
            r#""outcome":"accept","kind":"response","status":200"#,
        ),
        (r#"[{"kind":"inferred","reason":"r"}]"#, "[]"),
        (r#""kind":"inferred","reason":"r""#, r#""kind":"inferred""#),
        (r#""kind":"inferred","reason":"r""#, r#""kind":"documented","ref":"https://x""#),
    ];
    let schema = schema("vectors-1.schema.json");
    let fits = |text: &str| schema.is_valid(&serde_json::from_str(text).expect("JSON"));
    assert!(fits(good) && Suite::read(&[("g.json", good)], &[]).is_ok());
    for (part, defect) in defects {
        let bad = good.replace(part, defect);
        assert_ne!(bad, good, "{part} is not in the sample");
        assert!(!fits(&bad), "the schema lets {defect} pass");
        assert!(
            Suite::read(&[("g.json", bad.as_str())], &[]).is_err(),
            "the reader lets {defect} pass"
        );
    }
}

#[test]
fn the_lint_names_planted_defects() {
    let case = |id: &str, level: &str, rule: &str, evidence: &str| {
        format!(
            r#"{{"id":"{id}","title":"t","rules":["{rule}"],"polarity":"inside","level":"{level}","stages":["viewer-request"],
            "input":{{"result":{{"kind":"return","value":{{"status":"200"}}}}}},
            "expect":{{"outcome":"accept","kind":"response"}},"evidence":[{evidence}]}}"#
        )
    };
    let read = r#"{"kind":"documented","ref":"https://x","read":"2026-04-13"}"#;
    let reading = r#"{"kind":"inferred","reason":" "}"#;
    let rows = [
        (case("other/a", "must", "status/range", read), "the id is not `g/` and a slug"),
        (case("g/a", "must", "status/type", read), "a must case on a rule that is inferred"),
        (case("g/a", "must", "body/type", read), "at most should"),
        (case("g/a", "must", "status/changed", read), "does not exist at viewer-request"),
        (case("g/a", "observe", "status/range", reading), "no source"),
        (
            format!(
                "{},{}",
                case("g/a", "must", "status/range", read),
                case("g/a", "must", "status/range", read)
            ),
            "the id is taken",
        ),
        (
            format!(
                "{},{}",
                case("g/a", "must", "status/range", read),
                case("g/b", "must", "status/range", read)
            ),
            "the input is that of `g/a`",
        ),
    ];
    for (cases, want) in rows {
        let file = format!(r#"{{"format":1,"group":"g","description":"d","cases":[{cases}]}}"#);
        let suite = Suite::read(&[("g.json", file.as_str())], &[]).expect("well formed");
        let found: Vec<String> = problems(&suite).iter().map(ToString::to_string).collect();
        assert!(found.iter().any(|p| p.contains(want)), "{want} is not in {found:?}");
    }
}

#[test]
fn an_event_that_is_none_is_named() {
    let record = r#"{"cf":{"config":{"distributionDomainName":"d","distributionId":"E","eventType":"viewer-response",
        "requestId":"r"},"request":{"clientIp":"203.0.113.178","method":"GET","uri":"/","querystring":"","headers":{}},
        "response":{"status":"200","headers":{}}}}"#;
    for (event, want) in [
        (record.to_owned(), None),
        (format!("{record},{record}"), Some("`/Records` has 2 records, want one")),
        (
            record.replace(r#""headers":{}"#, r#""headers":[]"#),
            Some("a map from header name to a list of {key, value}"),
        ),
        (record.replace(r#""200""#, "true"), Some("a status such as \"200\"")),
    ] {
        let file = format!(
            r#"{{"format":1,"group":"g","description":"d","cases":[{{"id":"g/a","title":"t","rules":["status/range"],
            "polarity":"inside","level":"must","stages":["viewer-response"],
            "input":{{"event":{{"Records":[{event}]}},"result":{{"kind":"return","value":{{"status":"200"}}}}}},
            "expect":{{"outcome":"accept","kind":"response"}},"evidence":[{{"kind":"inferred","reason":"r"}}]}}]}}"#
        );
        let suite = Suite::read(&[("g.json", file.as_str())], &[]).expect("well formed");
        let case = suite.vector_cases(None).next().expect("a case");
        let prepared = case.prepare().expect("nothing to put in");
        let said = prepared.event(case.stage).err().map(|error| error.to_string());
        assert_eq!(said.is_some(), want.is_some(), "{said:?}");
        let named = |said: &str| want.is_some_and(|want| said.contains(want));
        assert!(said.as_deref().is_none_or(named), "want {want:?} in {said:?}");
    }
}

/// Returns a scenario as the corpus could have it, with parts of it replaced.
fn scenario(changes: &[(&str, &str)]) -> String {
    let mut text =
        r#"{"format":1,"case":{"id":"ttl/a","title":"t","rules":["ttl/max-age"],"level":"must",
        "evidence":[{"kind":"documented","ref":"https://x","read":"2026-04-13"}]},
        "distribution":{"behaviors":[{"functions":{"viewer-request":{"return":{"status":"302"}}}}]},
        "origins":{"main":{}},"steps":[{"request":{"uri":"/a"},"expect":{"status":302}}]}"#
            .to_owned();
    for (part, change) in changes {
        assert!(text.contains(part), "{part} is not in {text}");
        text = text.replace(part, change);
    }
    text
}

#[test]
fn the_lint_names_planted_defects_of_scenarios() {
    let second = ("ttl/a\"", "ttl/b\"");
    let rows: [(&str, &[String], &str); 12] = [
        ("", &[scenario(&[])], ""),
        (
            "",
            &[scenario(&[("ttl/a\"", "ttl/c\"")])],
            "the id is not the path `scenarios/ttl/a.json`",
        ),
        ("", &[scenario(&[("\"t\"", "\" \"")])], "the title is empty"),
        (
            "",
            &[scenario(&[("ttl/max-age\"", "layer/once\"")])],
            "a must case on layer/once, which is inferred in current; with this evidence at most observe",
        ),
        (
            "",
            &[scenario(&[(
                r#"{"kind":"documented","ref":"https://x","read":"2026-04-13"}"#,
                r#"{"kind":"inferred","reason":"r"}"#,
            )])],
            "at most observe",
        ),
        ("", &[scenario(&[("https://x", "x")])], "no source"),
        ("", &[scenario(&[(r#"{"status":302}"#, "{}")])], "nothing is expected"),
        ("", &[scenario(&[(r#","expect":{"status":302}"#, "")])], "nothing is expected"),
        ("", &[scenario(&[(r#""return":{"status":"302"}"#, r#""handler":"a.mjs""#)])], "`handler`"),
        (
            "",
            &[scenario(&[]), scenario(&[second, ("302}", "200},\"comment\":\"c\"")])],
            "the content is that of `ttl/a`",
        ),
        (
            "",
            &[scenario(&[]), scenario(&[second, (r#""status":"302""#, r#" "status" : "302""#)])],
            "the content is that of `ttl/a`",
        ),
        (
            r#"{"id":"ttl/a","title":"t","rules":["status/range"],"polarity":"inside","level":"observe",
            "stages":["viewer-request"],"input":{"result":{"kind":"timeout"}},
            "expect":{"outcome":"error","status":503},"evidence":[{"kind":"inferred","reason":"r"}]}"#,
            &[scenario(&[])],
            "the id is taken, in ttl",
        ),
    ];
    for (vector, scenarios, want) in rows {
        let vectors =
            format!(r#"{{"format":1,"group":"ttl","description":"d","cases":[{vector}]}}"#);
        let paths = ["ttl/a.json", "ttl/b.json"];
        let scenarios: Vec<(&str, &str)> =
            paths.into_iter().zip(scenarios.iter().map(String::as_str)).collect();
        let suite = Suite::read(&[("ttl.json", &vectors)], &scenarios).expect("well formed");
        let found: Vec<String> = problems(&suite).iter().map(ToString::to_string).collect();
        assert_eq!(found.is_empty(), want.is_empty(), "{want} is not in {found:?}");
        assert!(found.is_empty() || found.iter().any(|p| p.contains(want)), "{want}: {found:?}");
    }
}

#[test]
fn a_scenario_that_cannot_be_read_is_named_with_its_place() {
    for (change, want) in [
        (("\"format\":1", "\"format\":2"), "scenarios/ttl/a.json: `/format`: format 2"),
        (("\"uri\":\"/a\"", "\"url\":\"/a\""), "scenarios/ttl/a.json:4:"),
        (("\"uri\":\"/a\"", "\"uri\":\"a\""), "`/steps/0/request/uri`: want a path"),
        (("\"format\":1", "\"format\":1,\"set\":{\"stale.hold\":\"x\"}"), "`/set/stale.hold`: "),
        (("\"format\":1", "\"format\":1,\"set\":{\"stale.held\":\"none\"}"), "`/set/stale.held`: "),
        (
            ("\"format\":1", "\"format\":1,\"set\":{\"base64_mode\":\"strict+lax\"}"),
            "`/set/base64_mode`: ",
        ),
        (
            ("\"format\":1", "\"format\":1,\"set\":{\"cer.applies_to\":\"origin+all\"}"),
            "`/set/cer.applies_to`: ",
        ),
        (("[\"ttl/max-age\"]", "[]"), "`/case/rules`: a case needs at least one"),
        (("ttl/max-age", "status/range"), "unknown rule `status/range`"),
        (("\"case\":", "\"$schema\":"), "scenarios/ttl/a.json:1:"),
    ] {
        let text = scenario(&[change]);
        let error = Suite::read(&[], &[("ttl/a.json", &text)]).expect_err(want).to_string();
        assert!(error.contains(want), "want {want} in {error}");
    }
    let bare = r#"{"format":1,"distribution":{"behaviors":[{}]},"origins":{"main":{}},"steps":[]}"#;
    let error = Suite::read(&[], &[("ttl/a.json", bare)]).expect_err("no case").to_string();
    assert_eq!(error, "scenarios/ttl/a.json: a scenario of the suite needs a `case`");
}

#[test]
fn a_scenario_is_a_case_in_its_own_profile() {
    let (current, old) = (scenario(&[]), scenario(&[("1,", "1,\"profile\":\"2018-01\",")]));
    let old = old.replace("ttl/a\"", "ttl/b\"");
    let suite = Suite::read(&[], &[("ttl/a.json", &current), ("ttl/b.json", &old)]).expect("two");
    let names = |selection: &Selection, edition| -> Vec<String> {
        let cases = suite.cases(edition).filter(|case| selection.contains(case));
        cases.map(|case| case.name()).collect()
    };
    let all = Selection::default();
    assert_eq!(names(&all, None), ["ttl/a", "ttl/b"]);
    assert_eq!(names(&all, Some(Edition::Current)), ["ttl/a"]);
    assert_eq!(names(&all, Some(Edition::E2018_01)), ["ttl/b"]);
    assert!(names(&all, Some(Edition::E2023_05)).is_empty());
    let filters = |filter: &str| vec![filter.to_owned()];
    let by_name = Selection { filters: filters("*/b"), ..Selection::default() };
    assert_eq!(names(&by_name, None), ["ttl/b"]);
    let rules = |text: &str| vec![text.parse().expect("a rule")];
    let by_rule = Selection { rules: rules("ttl/max-age"), ..Selection::default() };
    assert_eq!(names(&by_rule, None).len(), 2);
    let by_rule = Selection { rules: rules("status/range"), ..Selection::default() };
    assert!(names(&by_rule, None).is_empty());
    let stage = Some(Stage::ViewerRequest);
    assert!(names(&Selection { stage, ..Selection::default() }, None).is_empty());
}

#[test]
fn ids_sources_levels_and_inputs_are_sound() {
    let found: Vec<String> = problems(&suite()).iter().map(ToString::to_string).collect();
    assert_none("problems", &found);
}

#[test]
fn file_names_are_groups() {
    for (file, (name, _)) in suite().files.iter().zip(edgecase_corpus::VECTORS) {
        assert_eq!(format!("{}.json", file.group), *name);
    }
}

#[test]
fn every_case_says_the_truth_in_every_edition() {
    let found: Vec<String> = untrue(&suite()).iter().map(ToString::to_string).collect();
    assert_none("untrue cases", &found);
}

#[test]
fn every_cell_of_rule_stage_and_side_has_a_case() {
    let coverage = coverage(&suite());
    let cells = coverage.filled.len() + coverage.empty.len();
    println!(
        "cells filled: {} of {cells}; {} cannot be",
        coverage.filled.len(),
        coverage.exempt.len()
    );
    for exemption in EXEMPT {
        println!("  {} {:?}: {}", exemption.rule, exemption.polarity, exemption.reason);
    }
    let name =
        |cell: &edgecase::lint::Cell| format!("{}@{} {:?}", cell.rule, cell.stage, cell.polarity);
    assert_none("cells without a case", &coverage.empty.iter().map(name).collect::<Vec<_>>());
    let wrong: Vec<String> = coverage.wrongly_exempt.iter().map(name).collect();
    let partly = |name: &String| !name.starts_with("headers/restricted@");
    assert_none(
        "cells that are said to be impossible",
        &wrong.into_iter().filter(partly).collect::<Vec<_>>(),
    );
}

#[test]
fn ids_are_locked() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/ids.lock");
    let lock = Lock::read(edgecase_corpus::IDS_LOCK).unwrap_or_else(|error| panic!("{error}"));
    let now = Lock::of(&suite());
    if std::env::var_os("EDGECASE_BLESS").is_some() {
        std::fs::write(file, lock.blessed(&now)).expect("the corpus can be written");
        return;
    }
    assert_none("ids do not fit ids.lock", &lock.problems(&now));
}

#[test]
fn every_known_message_is_a_case() {
    let found: Vec<String> = unquoted_messages(&suite())
        .iter()
        // A throttled call hands nothing back, so there is no case to quote it.
        .filter(|(rule, _)| *rule != RuleId::ErrorThrottle)
        .map(|(rule, message)| format!("{rule}: {message}"))
        .collect();
    assert_none("messages that no case quotes", &found);
}

#[test]
fn every_pitfall_is_a_case() {
    let suite = suite();
    let pitfalls = suite.vectors().filter(|v| v.tags.iter().any(|tag| tag == "pitfall")).count();
    println!("{} vectors, {} of them pitfalls", suite.vectors().count(), pitfalls);
    assert!(suite.vectors().count() >= 450);
    assert!(pitfalls >= 15, "{pitfalls}");
}

/// Switches that show in sizes only.
const SIZES: [&str; 6] = [
    "kb",
    "header_cost",
    "body_measure",
    "base64_request_limit",
    "uri_qs_joiner",
    "replaced_body_over_limit",
];

#[test]
fn every_switch_changes_an_outcome() {
    let suite = suite();
    let mut silent: Vec<&str> = Vec::new();
    for switch in SWITCHES.iter().filter(|switch| switch.part == Part::Results) {
        // Long texts take long, and no switch depends on them alone but those on sizes.
        let long = |case: &VectorCase<'_>| {
            !case.vector.input.expand.is_empty() && !SIZES.contains(&switch.name)
        };
        let flips = suite.vector_cases(None).filter(|case| !long(case)).any(|case| {
            let exchange = case.prepare().expect("a sound case");
            let mut set = case.vector.set.clone();
            let mut answer = |value: Option<&str>| {
                set.extend(value.map(|value| (switch.name.to_owned(), value.to_owned())));
                let exchange = exchange.clone();
                Reference.validate(&Validate {
                    stage: case.stage,
                    edition: case.edition,
                    set: &set,
                    exchange,
                })
            };
            let as_is = answer(None);
            switch.values.iter().any(|value| answer(Some(value)) != as_is)
        });
        if !flips {
            silent.push(switch.name);
        }
    }
    // Says only which X-Cache text a timeout has; the status, which is all that a vector has, is 503.
    assert_eq!(silent, ["timeout_class"]);
}

/// Plays a scenario, with a switch set otherwise.
fn played(scenario: &Scenario, switch: &str, value: &str) -> Answer {
    let mut scenario = scenario.clone();
    scenario.set.insert(switch.to_owned(), value.to_owned());
    Reference.scenario(&PlayScenario { scenario: &scenario })
}

#[test]
fn every_value_of_every_pipeline_switch_changes_an_answer() {
    let suite = suite();
    let mut silent: Vec<String> = Vec::new();
    for switch in SWITCHES.iter().filter(|switch| switch.part == Part::Pipeline) {
        // Against the value of the edition; the scenario may have set another.
        for value in switch.values {
            let flips = suite.scenarios.iter().map(|file| &file.scenario).any(|scenario| {
                let default = switch.default_in(scenario.profile);
                default != *value
                    && played(scenario, switch.name, &default)
                        != played(scenario, switch.name, value)
            });
            let is_default =
                Edition::ALL.into_iter().all(|edition| switch.default_in(edition) == *value);
            if !flips && !is_default {
                silent.push(format!("{}={value}", switch.name));
            }
        }
    }
    assert_none("values of switches that no scenario shows", &silent);
}

#[test]
fn the_level_of_a_rule_rests_on_evidence_of_its_kind() {
    for rule in rules() {
        let kinds: BTreeSet<&str> = rule.evidence.iter().map(Evidence::kind).collect();
        let rests = |stage: Stage| kinds.contains(rule.level(stage).as_str());
        assert!(Stage::ALL.into_iter().any(rests), "{}: {kinds:?}", rule.id);
    }
}

#[test]
fn every_rule_of_the_pipeline_has_a_scenario() {
    let coverage = pipeline_coverage(&suite());
    println!("pipeline rules with a scenario: {}", coverage.covered.len());
    for (rule, reason) in EXEMPT_PIPELINE {
        println!("  {rule}: {reason}");
    }
    let names = |rules: &BTreeSet<PipelineRuleId>| {
        rules.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_none("rules without a scenario", &names(&coverage.missing));
    assert_none("rules that are said to be impossible", &names(&coverage.wrongly_exempt));
}

#[test]
fn testees_that_do_not_look_score_badly() {
    let suite = suite();
    for mut testee in [Null::AcceptAll, Null::RejectAll, Null::AlwaysCache, Null::NeverCache] {
        let mut counts: BTreeMap<CaseLevel, (u32, u32)> = BTreeMap::new();
        let capabilities = testee.hello().expect("a null testee").capabilities;
        let plays = capabilities.iter().any(|name| name == SCENARIO);
        let cases: Vec<Case<'_>> =
            suite.cases(None).filter(|case| matches!(case, Case::Scenario(_)) == plays).collect();
        for result in run(&cases, &mut testee, &capabilities, &Known::default(), |_| {}) {
            let (right, all) = counts.entry(result.case.level()).or_default();
            *all += 1;
            *right += u32::from(matches!(result.outcome, Outcome::Pass | Outcome::Yes));
        }
        for (level, (right, all)) in &counts {
            println!("{testee:?}: {right} of {all} {level} cases, {:.1} %", percent(*right, *all));
        }
        let (right, all) = counts.get(&CaseLevel::Must).copied().unwrap_or_default();
        assert!(percent(right, all) <= 60.0, "{testee:?} scores {right} of {all}");
    }
}

fn percent(part: u32, all: u32) -> f64 {
    100.0 * f64::from(part) / f64::from(all.max(1))
}
