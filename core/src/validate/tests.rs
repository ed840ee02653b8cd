use super::*;
use crate::event::Event;
use crate::explain::explain;
use crate::place::Pointer;

fn findings(stage: Stage, result: &str) -> Vec<(RuleId, Pointer)> {
    let event = Event::minimal(stage);
    let profile = Profile::default();
    let exchange = Exchange::new(stage, &event);
    match validate(exchange, result.as_bytes(), &profile) {
        Verdict::Accept { notes, .. } => {
            assert!(notes.is_empty(), "{notes:?}");
            Vec::new()
        }
        Verdict::Reject(violations) => {
            let explained = explain(exchange, result.as_bytes(), &profile, violations.as_slice());
            explained.into_iter().map(|e| (e.rule, e.place)).collect()
        }
    }
}

#[test]
fn all_violations_are_reported_with_their_places() {
    let found = findings(
        Stage::OriginRequest,
        r#"{"status":"99x","headers":{"via":[{"key":"Via","value":"a\rb"}]},"body":1}"#,
    );
    let rules: Vec<(RuleId, &str)> = found.iter().map(|(rule, p)| (*rule, p.at.as_str())).collect();
    assert_eq!(
        rules,
        [
            (RuleId::StatusLexical, "/status"),
            (RuleId::HeadersGeneratedReadOnly, "/headers/via"),
            (RuleId::HeadersValueCr, "/headers/via/0/value"),
            (RuleId::BodyType, "/body"),
        ]
    );
}

#[test]
fn messages_name_the_header_that_they_are_about() {
    let event = Event::minimal(Stage::OriginRequest);
    let profile = Profile::default();
    let exchange = Exchange::new(Stage::OriginRequest, &event);
    let rows = [
        (
            r#"{"status":"200","headers":{"key":"x"}}"#,
            "the value under header `key` is not a list, got `x`",
        ),
        (
            r#"{"status":"200","headers":{"a":[{"key":"","value":"x"}]}}"#,
            "a key of header `a` is empty",
        ),
        (
            r#"{"status":"200","headers":{"a":[{"key":"Via","value":"x"}]}}"#,
            "a generated response cannot set `Via` at origin-request",
        ),
        (r#"{"status":"200","headers":7}"#, "`headers` is neither an object nor a list, got `7`"),
    ];
    for (result, want) in rows {
        let Verdict::Reject(violations) = validate(exchange, result.as_bytes(), &profile) else {
            panic!("{result} is accepted");
        };
        let explained = explain(exchange, result.as_bytes(), &profile, violations.as_slice());
        assert!(explained.iter().any(|e| e.message == want), "{want} is not in {explained:?}");
    }
}

#[test]
fn a_plain_redirect_is_accepted() {
    for stage in [Stage::ViewerRequest, Stage::OriginRequest] {
        let result = r#"{"status":"302","headers":{"location":[{"key":"Location","value":"/x"}]}}"#;
        assert_eq!(findings(stage, result), []);
    }
}

#[test]
fn hostile_bytes_end_in_a_verdict() {
    let rule = |result: &str| findings(Stage::ViewerRequest, result).first().map(|(rule, _)| *rule);
    assert_eq!(rule(""), Some(RuleId::ResultJson));
    assert_eq!(rule(&"[".repeat(100_000)), Some(RuleId::ResultDepth));
    assert_eq!(rule(&format!("{{\"x\":{}", "[".repeat(127))), Some(RuleId::ResultDepth));
    assert_eq!(rule(&format!("[,{}", "[".repeat(127))), Some(RuleId::ResultJson));
    assert_eq!(rule("NaN"), Some(RuleId::ResultJson));
    assert_eq!(rule(r#"{"status":"200","x":1e400}"#), None);
    assert_eq!(rule(r#"{"status":"200","x":"\ud800"}"#), Some(RuleId::ResultSurrogate));
    let deepest = format!("{{\"status\":\"200\",\"x\":{}{}}}", "[".repeat(126), "]".repeat(126));
    assert_eq!(rule(&deepest), None);
}
