//! Rules whose breach has no effect: no judgement shows them, so their functions are asked.

use super::*;

fn broken(asked: &Asked, rule: RuleId, result: &Value) -> Vec<String> {
    let tree = read(result.to_string().as_bytes()).unwrap();
    asked.ask(b"", |question| {
        let event = read_event(question.event).unwrap();
        let case = Case::new(question, event_message(&event, asked.stage), Ok(&tree));
        lines(&findings(rule, &case))
    })
}

#[test]
fn unknown_members_are_found() {
    let result = json!({ "status": "200", "uri": 1, "x": 1,
        "headers": { "a": [{ "value": "", "y": 1 }] } });
    assert_eq!(broken(&at(VR), RuleId::ResultUnknownMember, &result), ["result/unknown-member /x"]);
    assert_eq!(
        broken(&at(OS), RuleId::ResultRequestAtResponse, &result),
        ["result/request-at-response /uri"]
    );
    assert_eq!(
        broken(&at(OS), RuleId::HeadersUnknownEntryMember, &result),
        ["headers/unknown-entry-member /headers/a/0/y"]
    );
    let mut origin = at(OR).with("/origin/x", json!(1));
    put(&mut origin, "/origin/custom/region", json!(1));
    assert_eq!(
        broken(&at(OR), RuleId::OriginUnknownMember, &origin),
        ["origin/unknown-member /origin/x", "origin/unknown-member /origin/custom/region"]
    );
    let old = at(OR).edition(Edition::E2023_05);
    assert_eq!(broken(&old, RuleId::OriginUnknownMember, &old.message).len(), 1);
    assert!(broken(&at(OR), RuleId::OriginUnknownMember, &at(OR).message).is_empty());
}

#[test]
fn an_encoding_without_a_body_is_found() {
    let rule = RuleId::BodyEncodingWithoutBody;
    let alone = json!({ "status": "200", "bodyEncoding": 1 });
    assert_eq!(broken(&at(VR), rule, &alone), ["body/encoding-without-body /bodyEncoding"]);
    let beside = json!({ "status": "200", "body": "", "bodyEncoding": "text" });
    assert!(broken(&at(VR), rule, &beside).is_empty());
}

#[test]
fn changes_to_a_read_only_body_are_found() {
    let body = json!({ "action": "read-only", "encoding": "base64", "data": "QQ==",
        "inputTruncated": false });
    let asked = at(VR).event("/body", body);
    for rule in [RuleId::RequestBodyReadOnly, RuleId::RequestInputTruncated] {
        assert!(broken(&asked, rule, &asked.message).is_empty());
    }
    let changed = asked.with("/body", json!({ "data": 1 }));
    assert_eq!(
        broken(&asked, RuleId::RequestBodyReadOnly, &changed),
        ["request/body-read-only /body/data"]
    );
    assert_eq!(
        broken(&asked, RuleId::RequestInputTruncated, &changed),
        ["request/input-truncated /body -inputTruncated"]
    );
    let old = at(VR).edition(Edition::E2018_01);
    assert_eq!(
        broken(&old, RuleId::RequestBodyUnsupported, &changed),
        ["request/body-unsupported /body"]
    );
}

#[test]
fn an_origin_that_is_not_there_is_found() {
    let asked = at(OR);
    let rule = RuleId::OriginMissing;
    assert_eq!(broken(&asked, rule, &asked.without("/origin")), ["origin/missing  -origin"]);
    assert!(broken(&asked, rule, &asked.message).is_empty());
}

#[test]
fn no_result_breaks_the_rules_on_errors() {
    for rule in RuleId::ALL.iter().filter(|rule| rule.as_str().starts_with("error/")) {
        assert!(broken(&at(VR), *rule, &json!({ "status": 999 })).is_empty());
    }
}
