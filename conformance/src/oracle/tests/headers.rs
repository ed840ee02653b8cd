use super::*;

fn with_headers(headers: Value) -> Value {
    json!({ "status": "200", "headers": headers })
}

fn headers(asked: &Asked, headers: Value) -> Vec<String> {
    asked.refusals(&with_headers(headers))
}

fn entry(value: Value) -> Value {
    json!({ "x-a": [{ "value": value }] })
}

#[test]
fn the_shape_is_judged_from_the_outside_in() {
    let asked = at(VR);
    assert_eq!(headers(&asked, json!("x")), ["headers/type /headers"]);
    assert_eq!(headers(&asked, json!({ "a": "b" })), ["headers/not-a-list /headers/a"]);
    assert_eq!(headers(&asked, json!({ "a": [1] })), ["headers/entry-type /headers/a/0"]);
    assert_eq!(
        headers(&asked, json!({ "a": [{}] })),
        ["headers/value-missing /headers/a/0 -value"]
    );
    assert!(headers(&asked, json!({ "a": [{ "value": "", "x": 1 }], "b": [] })).is_empty());
}

#[test]
fn a_list_for_headers_loses_them_all() {
    let result = with_headers(json!([{ "key": "a" }]));
    assert_eq!(at(VR).notes(&result), ["headers/list /headers"]);
    assert_eq!(at(VR).normalised(&result), json!({ "status": "200", "headers": {} }));
    let reject = at(VR).set("headers_as_list", "reject");
    assert_eq!(reject.refusals(&result), ["headers/list /headers"]);
}

#[test]
fn values_are_strings_or_lists_of_strings() {
    let value = "/headers/x-a/0/value";
    for scalar in [json!(1), json!(true), json!(null)] {
        assert_eq!(headers(&at(VR), entry(scalar)), [format!("headers/value-scalar {value}")]);
    }
    assert_eq!(headers(&at(VR), entry(json!({}))), [format!("headers/value-object {value}")]);
    assert!(headers(&at(VR), entry(json!(["a", "b"]))).is_empty());
    let mixed = entry(json!(["a", 1]));
    assert_eq!(headers(&at(VR), mixed.clone()), [format!("headers/value-element {value}/1")]);
    assert_eq!(
        headers(&at(VR).set("value_array", "reject"), mixed),
        [format!("headers/value-array {value}"), format!("headers/value-element {value}/1")]
    );
}

#[test]
fn values_hold_no_control_characters() {
    let value = "/headers/x-a/0/value";
    assert_eq!(
        headers(&at(OS), entry(json!("a\r\nb"))),
        [format!("headers/value-cr {value}"), format!("headers/value-control {value}")]
    );
    assert_eq!(
        headers(&at(OS), entry(json!(["\u{7f}"]))),
        [format!("headers/value-control {value}/0")]
    );
    assert!(headers(&at(OS), entry(json!(" a\tb "))).is_empty());
    let notes = at(OS).notes(&with_headers(entry(json!("é"))));
    assert_eq!(notes, [format!("headers/value-non-ascii {value}")]);
}

#[test]
fn keys_are_strings_that_repeat_the_map_name() {
    let key = |key: Value| json!({ "x-a": [{ "key": key, "value": "" }] });
    assert!(headers(&at(VR), key(json!("X-A"))).is_empty());
    assert_eq!(headers(&at(VR), key(json!(1))), ["headers/key-type /headers/x-a/0/key"]);
    assert_eq!(headers(&at(VR), key(json!(null))), ["headers/key-type /headers/x-a/0/key"]);
    assert_eq!(headers(&at(VR), key(json!(""))), ["headers/key-empty /headers/x-a/0/key"]);
    let other = with_headers(key(json!("X-B")));
    assert_eq!(at(VR).notes(&other), ["headers/key-mismatch /headers/x-a/0/key"]);
    assert_eq!(
        at(VR).normalised(&other)["headers"],
        json!({ "x-b": [{ "key": "X-B", "value": "" }] })
    );
    let name_wins = at(VR).set("key_mismatch", "warn_name_wins");
    assert_eq!(
        name_wins.normalised(&other)["headers"],
        json!({ "x-a": [{ "key": "X-A", "value": "" }] })
    );
    let old = at(VR).edition(Edition::E2018_01);
    assert_eq!(headers(&old, entry(json!(""))), ["headers/key-missing /headers/x-a/0 -key"]);
    let absent = at(VR).set("null_optional", "absent");
    assert!(headers(&absent, key(json!(null))).is_empty());
}

#[test]
fn names_are_tokens_and_merge_ignoring_case() {
    let one = json!([{ "value": "1" }]);
    assert_eq!(
        headers(&at(VR), json!({ "a b": one, "": one })),
        ["headers/name-token /headers/", "headers/name-token /headers/a b",]
    );
    assert!(headers(&at(VR), json!({ "a b": [] })).is_empty());
    assert_eq!(
        headers(&at(VR), json!({ "a": [{ "key": "b/~", "value": "" }] })),
        ["headers/name-token /headers/a/0/key"]
    );
    let merge = with_headers(json!({ "X-A": one, "x-a": one }));
    assert_eq!(at(VR).notes(&merge), ["headers/name-merge /headers/x-a"]);
    let reject = at(VR).set("map_name_case", "reject");
    assert_eq!(reject.refusals(&merge), ["headers/name-case /headers/X-A"]);
    let reject = at(VR).set("empty_header_array", "reject");
    assert_eq!(headers(&reject, json!({ "a~/": [] })), ["headers/empty-list /headers/a~0~1"]);
}

#[test]
fn disallowed_names_are_refused_by_map_name_and_by_key() {
    let one = json!([{ "value": "1" }]);
    for stage in Stage::ALL {
        assert_eq!(
            headers(&at(stage), json!({ "Connection": one }))[0],
            "headers/disallowed /headers/Connection"
        );
        assert_eq!(
            headers(&at(stage), json!({ "x-edge-a": one })),
            ["headers/disallowed-prefix /headers/x-edge-a"]
        );
        assert_eq!(
            headers(&at(stage), json!({ "x-amzn-requestid": one })),
            ["headers/disallowed-amzn /headers/x-amzn-requestid"]
        );
        assert!(
            headers(&at(stage), json!({ "connection": [], "x-amzn-trace-id": one, "x-edge": one }))
                .is_empty()
        );
    }
    assert_eq!(
        headers(&at(VR), json!({ "a": [{ "key": "x-cache", "value": "" }] })),
        ["headers/disallowed /headers/a/0/key"]
    );
    let old = at(VR).edition(Edition::E2020_09);
    assert_eq!(
        headers(&old, json!({ "x-amzn-trace-id": one })),
        ["headers/disallowed-amzn-prefix /headers/x-amzn-trace-id"]
    );
}

#[test]
fn missing_headers_at_a_response_stage_are_noted() {
    let asked =
        at(OS).event("/headers", json!({ "via": [{ "value": "1" }], "b": [{ "value": "2" }] }));
    let result = json!({ "status": "200" });
    assert_eq!(asked.notes(&result), ["headers/missing  -headers"]);
    assert_eq!(asked.refusals(&result), ["headers/read-only-deleted /headers -via"]);
    let inherit = asked.set("missing_headers_at_response", "inherit");
    assert_eq!(inherit.notes(&result), Vec::<String>::new());
    assert_eq!(inherit.normalised(&result)["headers"]["b"][0]["value"], "2");
}
