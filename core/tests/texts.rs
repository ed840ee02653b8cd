//! What the reference says in words: messages are contracts, so they are kept beside this file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use edgecase::rules_md::rules_md;
use edgecase::scenario::Player;
use edgecase::suite::Suite;
use edgecase_core::pipeline::{Moment, reason_phrase};
use edgecase_core::{
    Event, Exchange, PipelineRuleId, Profile, RuleId, Stage, Timestamp, Verdict, explain, rules,
    validate,
};

/// Compares a text with a file beside this one, or writes it where that is asked for.
fn same_as_file(name: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
    if std::env::var_os("EDGECASE_BLESS").is_some() {
        std::fs::write(&file, text).expect("the file can be written");
    }
    let kept = std::fs::read_to_string(&file).expect("the file is there");
    let differs = kept.lines().zip(text.lines()).find(|(kept, now)| kept != now);
    assert!(kept == text, "{name} says otherwise: {differs:?}; EDGECASE_BLESS=1 accepts it");
}

/// Writes texts below their headings.
fn listed<K: ToString>(texts: BTreeMap<K, BTreeSet<String>>) -> String {
    let below = |(heading, texts): (K, BTreeSet<String>)| {
        let texts: String = texts.iter().map(|text| format!("  {text}\n")).collect();
        format!("{}\n{texts}", heading.to_string())
    };
    texts.into_iter().map(below).collect()
}

/// Different messages that are kept of a rule.
const MESSAGES: usize = 6;

#[test]
fn messages_are_as_they_were() {
    let mut messages: BTreeMap<RuleId, BTreeSet<String>> = BTreeMap::new();
    for case in Suite::embedded().expect("the embedded suite").vector_cases(None) {
        let prepared = case.prepare().expect("a sound case");
        let Some(result) = prepared.result.bytes().expect("base64 in the vectors") else {
            continue;
        };
        let event = prepared.event(case.stage).expect("an event of the suite");
        let profile = case.profile().expect("switches of the vectors");
        let exchange = Exchange::new(case.stage, &event);
        let verdict = validate(exchange, &result, &profile);
        let violations = match &verdict {
            Verdict::Accept { notes, .. } => notes.as_slice(),
            Verdict::Reject(violations) => violations.as_slice(),
        };
        for said in explain(exchange, &result, &profile, violations) {
            let of_rule = messages.entry(said.rule).or_default();
            if of_rule.len() < MESSAGES {
                of_rule.insert(said.message);
            }
        }
    }
    same_as_file("messages.txt", &listed(messages));
}

#[test]
fn a_limit_of_another_reading_is_the_one_that_is_named() {
    let mut profile = Profile::default();
    profile.set("base64_request_limit", "literal_1000").expect("a switch and its value");
    let body = "A".repeat(53_204);
    let result = format!(
        r#"{{"uri":"/","method":"POST","headers":{{}},"body":{{"action":"replace","encoding":"base64","data":"{body}"}}}}"#
    );
    let event = Event::minimal(Stage::ViewerRequest);
    let exchange = Exchange::new(Stage::ViewerRequest, &event);
    let verdict = validate(exchange, result.as_bytes(), &profile);
    let Verdict::Reject(violations) = &verdict else { panic!("{verdict:?}") };
    let said = explain(exchange, result.as_bytes(), &profile, violations.as_slice());
    let said = said.iter().find(|said| said.rule == RuleId::SizeRequestBase64);
    let message = &said.expect("more than 53,200 characters").message;
    assert!(message.contains("53200") && message.contains("53204"), "{message}");
}

#[test]
fn reasons_for_lifetimes_are_as_they_were() {
    let mut reasons: BTreeMap<PipelineRuleId, BTreeSet<String>> = BTreeMap::new();
    for file in Suite::embedded().expect("the embedded suite").scenarios {
        let mut player = Player::new(&file.scenario).expect("a sound scenario");
        let answers = file.scenario.steps.iter().filter_map(|step| player.tell(step)).flatten();
        for moment in answers.flat_map(|answer| answer.trace.into_iter().chain(answer.background)) {
            let why = match moment {
                Moment::Stored { lifetime, .. } | Moment::Refreshed { lifetime, .. } => {
                    lifetime.why
                }
                Moment::NotStored { why, .. } => why,
                _ => continue,
            };
            reasons.entry(why.rule()).or_default().insert(why.to_string());
        }
    }
    same_as_file("reasons.txt", &listed(reasons));
}

#[test]
fn reason_phrases_are_those_of_the_registry() {
    let statuses = (0..=999).filter(|status| !reason_phrase(*status).is_empty());
    let lines = statuses.map(|status| format!("{status} {}\n", reason_phrase(status)));
    same_as_file("phrases.txt", &lines.collect::<String>());
}

#[test]
fn the_tables_are_those_of_rules_md() {
    assert_eq!(rules_md(), include_str!("../../RULES.md"));
}

#[test]
fn what_is_unknown_is_named() {
    let event = |text: &str| Event::from_json(text.as_bytes()).expect_err("no event").to_string();
    let unknown = "not a CloudFront event: ";
    assert_eq!(event("{\"Records\":[]}"), format!("{unknown}`/Records` has 0 records, want one"));
    assert!(event("{\n]").starts_with(unknown) && event("{\n]").ends_with("(line 2, column 1)"));
    let set = |name: &str, value: &str| {
        Profile::default().set(name, value).expect_err("no such thing").to_string()
    };
    for (said, named) in [
        (set("kb", "1001"), "`1001`"),
        (set("kilobyte", "1000"), "`kilobyte`"),
        (
            "2017-01".parse::<edgecase_core::profile::Edition>().expect_err("none").to_string(),
            "`2017-01`",
        ),
        ("a/b".parse::<RuleId>().expect_err("no rule").to_string(), "`a/b`"),
        ("a/b".parse::<PipelineRuleId>().expect_err("no rule").to_string(), "`a/b`"),
        ("viewer".parse::<Stage>().expect_err("no stage").to_string(), "`viewer`"),
    ] {
        assert!(said.contains(named), "{said} has no {named}");
    }
}

#[test]
fn names_are_written_as_they_are_read() {
    for rule in rules() {
        assert_eq!(rule.id.to_string().parse(), Ok(rule.id));
        assert!(format!("{rule:?}").contains(&format!("{:?}", rule.id)), "{rule:?}");
    }
    for stage in Stage::ALL {
        assert_eq!(stage.to_string().parse(), Ok(stage));
    }
    assert_eq!(Timestamp(951_782_400).to_string(), "951782400");
}
