use super::*;

fn member(asked: &Asked, name: &str, value: Value) -> Vec<String> {
    asked.refusals(&asked.with(&format!("/{name}"), value))
}

#[test]
fn client_ip_and_method_are_the_events() {
    for stage in [VR, OR] {
        assert_eq!(
            member(&at(stage), "clientIp", json!("1.1.1.1")),
            ["request/client-ip /clientIp"]
        );
        assert_eq!(member(&at(stage), "method", json!("get")), ["request/method /method"]);
        assert_eq!(member(&at(stage), "method", json!(1)), ["request/member-type /method"]);
    }
    let ignore = at(VR).set("readonly_field_change", "ignore");
    assert_eq!(ignore.normalised(&ignore.with("/method", json!("PUT")))["method"], "GET");
}

#[test]
fn the_uri_starts_with_a_slash_and_has_no_odd_characters() {
    for uri in ["/", "/é%", "/%zz", "/a?b", "//"] {
        assert!(member(&at(VR), "uri", json!(uri)).is_empty(), "{uri}");
    }
    for uri in ["", "a"] {
        assert_eq!(member(&at(VR), "uri", json!(uri)), ["request/uri-slash /uri"]);
    }
    for uri in ["/ ", "/\t", "/#", "/\u{7f}"] {
        assert_eq!(member(&at(VR), "uri", json!(uri)), ["request/uri-characters /uri"]);
    }
    assert_eq!(at(VR).notes(&at(VR).with("/uri", json!("/?"))), ["request/uri-question-mark /uri"]);
}

#[test]
fn the_query_has_no_odd_characters() {
    for (query, rule) in [(" ", "space"), ("\n", "control"), ("#", "fragment")] {
        let want = format!("request/query-{rule} /querystring");
        assert_eq!(member(&at(OR), "querystring", json!(query)), [want]);
    }
    let notes = at(OR).notes(&at(OR).with("/querystring", json!("?a=?")));
    assert_eq!(notes, ["request/query-question-mark /querystring"]);
}

#[test]
fn a_body_is_judged_when_it_replaces() {
    let body = |value: Value| member(&at(VR), "body", value);
    for value in [json!("x"), json!(null), json!([])] {
        assert_eq!(body(value), ["request/body-type /body"]);
    }
    assert!(body(json!({})).is_empty());
    assert!(body(json!({ "action": "read-only", "encoding": 1, "data": 1 })).is_empty());
    assert_eq!(body(json!({ "action": "x", "encoding": 1 })), ["request/body-action /body/action"]);
    assert_eq!(body(json!({ "action": "replace" })), ["request/body-data /body -data"]);
    assert_eq!(
        body(json!({ "action": "replace", "encoding": "x", "data": 1 })),
        ["request/body-encoding /body/encoding", "request/body-data /body/data"]
    );
    assert_eq!(
        body(json!({ "action": "replace", "data": "x" })),
        ["request/body-base64 /body/data"]
    );
    let result = at(VR).with("/body", json!({ "action": "replace", "data": "", "x": 1 }));
    assert_eq!(
        at(VR).normalised(&result)["body"],
        json!({ "action": "replace", "encoding": "base64", "data": "" })
    );
    let read_only = at(VR).with("/body", json!({ "data": "x" }));
    assert_eq!(at(VR).normalised(&read_only), at(VR).message);
    let off = at(VR).edition(Edition::E2018_01);
    assert_eq!(off.normalised(&off.with("/body", json!("x"))), off.message);
}
