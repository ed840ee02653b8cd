use super::*;

#[test]
fn what_is_not_a_result_is_refused_alone() {
    for stage in Stage::ALL {
        let asked = at(stage);
        assert_eq!(asked.refusals(&json!(null)), ["result/null "]);
        for value in [json!([]), json!("x"), json!(1), json!(true)] {
            assert_eq!(asked.refusals(&value), ["result/object "]);
        }
        let wrapper = json!({ "request": { "status": 1 }, "Body": 1 });
        assert_eq!(asked.refusals(&wrapper), ["result/wrapper "]);
        assert_eq!(asked.notes(&wrapper), Vec::<String>::new());
    }
    assert_ne!(at(VR).refusals(&json!({ "cf": {}, "uri": "/" })), ["result/wrapper "]);
    assert_ne!(at(VR).refusals(&json!({ "cf": "text" })), ["result/wrapper "]);
}

#[test]
fn a_null_that_is_passed_through_gives_the_event_message() {
    for stage in Stage::ALL {
        let asked = at(stage).set("null_result", "passthrough");
        let accepted = asked.judge(&json!(null)).accepted.unwrap();
        assert_eq!(accepted.normalised, asked.message);
        assert_eq!(accepted.kind == Kind::Request, stage.is_request());
    }
}

#[test]
fn an_api_gateway_result_is_refused_alone() {
    let flat = json!({ "statusCode": 200, "headers": { "a": "b" } });
    assert_eq!(at(VR).refusals(&flat), ["result/api-gateway "]);
    assert_eq!(at(OR).refusals(&json!({ "statusCode": 1, "body": "x" })), ["result/api-gateway "]);
    assert_ne!(at(VR).refusals(&json!({ "statusCode": 1 })), ["result/api-gateway "]);
    assert_ne!(at(VR).refusals(&json!({ "statusCode": 1, "body": {} })), ["result/api-gateway "]);
    assert_eq!(at(OS).refusals(&flat)[0], "result/missing-status  -status");
}

#[test]
fn the_status_decides_what_a_result_is() {
    let both = json!({ "status": "200", "uri": "/", "method": "GET" });
    assert_eq!(at(VR).notes(&both), ["result/both-shapes /method"]);
    assert_eq!(at(VR).judge(&both).accepted.unwrap().kind, Kind::Response);
    assert_eq!(at(VR).set("both_shapes", "reject").refusals(&both), ["result/both-shapes /method"]);
    let as_request = at(VR).set("both_shapes", "request");
    let whole = as_request.with("/status", json!("200"));
    assert_eq!(as_request.judge(&whole).accepted.unwrap().kind, Kind::Request);
    let only_status = json!({ "status": "200" });
    assert_eq!(as_request.judge(&only_status).accepted.unwrap().kind, Kind::Response);
}

#[test]
fn missing_members_are_reported_or_kept_from_the_event() {
    let asked = at(VR);
    for name in ["clientIp", "method", "uri", "querystring", "headers"] {
        let result = asked.without(&format!("/{name}"));
        assert_eq!(asked.refusals(&result), [format!("result/missing-field  -{name}")]);
        let inherit = at(VR).set("missing_request_field", "inherit");
        assert_eq!(inherit.normalised(&result), asked.message);
    }
    let inherit = at(OS).set("status_at_response", "inherit").event("/status", json!("404"));
    assert_eq!(at(OS).refusals(&json!({ "headers": {} })), ["result/missing-status  -status"]);
    assert_eq!(
        inherit.normalised(&json!({ "headers": {} })),
        json!({ "status": "404", "headers": {} })
    );
}

#[test]
fn unknown_members_have_no_effect_and_letter_case_is_noted() {
    let result = json!({ "status": "200", "Status": 1, "extra": { "a": 1 } });
    assert_eq!(at(VR).notes(&result), ["result/member-case /Status"]);
    assert_eq!(at(VR).normalised(&result), json!({ "status": "200" }));
}

#[test]
fn the_last_of_several_members_counts() {
    let text = br#"{"status":"999","st\u0061tus":"200","x":{"a":1,"a":2},
        "headers":{"a":1,"a":[{"value":"1","value":"2"}]}}"#;
    let judgement = at(VR).judge_bytes(text);
    assert_eq!(
        lines(&judgement.notes),
        [
            "result/duplicate-member /headers/a",
            "result/duplicate-member /headers/a/0/value",
            "result/duplicate-member /status",
        ]
    );
    assert_eq!(
        judgement.accepted.unwrap().normalised,
        json!({ "status": "200", "headers": { "a": [{ "key": "A", "value": "2" }] } })
    );
}

#[test]
fn null_in_an_optional_member_counts_as_absent_under_the_switch() {
    let result = json!({ "status": "200", "statusDescription": null, "headers": null,
        "body": null, "bodyEncoding": null });
    assert_eq!(
        at(OR).refusals(&result),
        ["description/null /statusDescription", "headers/type /headers", "body/null /body"]
    );
    let absent = at(OR).set("null_optional", "absent");
    assert_eq!(absent.normalised(&result), json!({ "status": "200" }));
    let request = at(VR).set("null_optional", "absent");
    let without = request.with("/headers", json!(null));
    assert_eq!(request.refusals(&without), ["result/missing-field  -headers"]);
}
