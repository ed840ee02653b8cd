use super::*;

fn generated(bytes: usize) -> Value {
    json!({ "status": "200", "body": " ".repeat(bytes),
        "headers": { "ab": [{ "value": "c" }, { "key": "AB", "value": ["d", "é"] }] } })
}

#[test]
fn headers_and_body_count_together() {
    // Three lines of 2 + 4 bytes and their values.
    let headers = 3 * 6 + 1 + 1 + 2;
    for (stage, limit) in [(VR, 40_960), (OR, 1_048_576)] {
        assert!(at(stage).refusals(&generated(limit - headers)).is_empty());
        assert_eq!(at(stage).refusals(&generated(limit - headers + 1)), ["size/generated /body"]);
    }
    assert_eq!(at(OS).refusals(&generated(1_048_576)), ["size/replaced /body"]);
    let measured = at(VR).measure(RuleId::SizeGenerated, &generated(0));
    assert_eq!(measured, Some((22, 40_960)));
    let plain = at(VR).set("header_cost", "name_plus_value");
    assert_eq!(plain.measure(RuleId::SizeGenerated, &generated(0)), Some((10, 40_960)));
    let json = at(VR).set("header_cost", "json");
    let text = u64::try_from(generated(0)["headers"].to_string().len()).unwrap();
    assert_eq!(json.measure(RuleId::SizeGenerated, &generated(0)), Some((text, 40_960)));
}

#[test]
fn base64_counts_decoded() {
    let result = json!({ "status": "200", "body": "QUI=", "bodyEncoding": "base64" });
    assert_eq!(at(VR).measure(RuleId::SizeGenerated, &result), Some((2, 40_960)));
    let encoded = at(VR).set("body_measure", "encoded");
    assert_eq!(encoded.measure(RuleId::SizeGenerated, &result), Some((4, 40_960)));
}

#[test]
fn headers_alone_count_where_there_is_no_body() {
    let long = json!({ "status": "200", "headers": { "a": [{ "value": "x".repeat(40_960) }] } });
    assert_eq!(at(VR).refusals(&long), ["size/generated /headers"]);
    assert_eq!(at(VS).refusals(&long), ["size/viewer-response /headers"]);
    assert!(at(OS).refusals(&long).is_empty());
    assert_eq!(at(OS).measure(RuleId::SizeReplaced, &long), None);
}

fn replace(asked: &Asked, encoding: &str, data: &str) -> Value {
    asked.with("/body", json!({ "action": "replace", "encoding": encoding, "data": data }))
}

#[test]
fn a_replaced_request_body_has_a_limit() {
    let asked = at(VR);
    assert!(asked.refusals(&replace(&asked, "text", &"x".repeat(40_960))).is_empty());
    let text = replace(&asked, "text", &"é".repeat(20_481));
    assert_eq!(asked.refusals(&text), ["size/request-text /body/data"]);
    let coded = replace(&asked, "base64", &("QUJD".repeat(13_653) + "QUI="));
    assert_eq!(asked.refusals(&coded), ["size/request-base64 /body/data"]);
    assert_eq!(asked.measure(RuleId::SizeRequestBase64, &coded), Some((40_961, 40_960)));
    let literal = at(VR).set("base64_request_limit", "literal_1000");
    assert_eq!(literal.measure(RuleId::SizeRequestBase64, &coded), Some((54_616, 53_200)));
    let off = at(VR).edition(Edition::E2018_01);
    assert_eq!(off.measure(RuleId::SizeRequestText, &text), None);
    assert!(off.notes(&json!({ "body": 1 })).is_empty());
}

#[test]
fn a_profile_that_cuts_cuts() {
    let asked = at(VR).edition(Edition::E2023_05);
    let text = replace(&asked, "text", &("x".to_owned() + &"é".repeat(20_480)));
    assert_eq!(asked.notes(&text), ["size/request-text /body/data"]);
    let data = asked.normalised(&text)["body"]["data"].as_str().unwrap().len();
    assert_eq!(data, 40_959);
    let coded = replace(&asked, "base64", &"QUJD".repeat(13_654));
    let data = asked.normalised(&coded)["body"]["data"].as_str().unwrap().to_owned();
    assert_eq!(data, "QUJD".repeat(13_653) + "QQ==");
    let literal = at(VR).edition(Edition::E2023_05).set("base64_request_limit", "literal_1024");
    let data = literal.normalised(&coded)["body"]["data"].as_str().unwrap().len();
    assert_eq!(data, 54_476);
    let unspecified = at(VR).edition(Edition::E2020_09);
    assert_eq!(unspecified.normalised(&coded)["body"]["data"].as_str().unwrap().len(), 54_616);
}

#[test]
fn uri_and_query_have_a_limit() {
    let asked = at(OR);
    let result = |uri: usize| {
        let mut result = asked.with("/uri", json!(format!("/{}", "a".repeat(uri - 1))));
        put(&mut result, "/querystring", json!("q"));
        result
    };
    assert!(asked.refusals(&result(8_189)).is_empty());
    assert_eq!(asked.refusals(&result(8_190)), ["size/uri-query /uri"]);
    assert_eq!(asked.measure(RuleId::SizeUriQuery, &result(8_190)), Some((8_192, 8_191)));
    assert!(at(OR).set("uri_qs_joiner", "not_counted").refusals(&result(8_190)).is_empty());
    assert_eq!(asked.measure(RuleId::SizeUriQuery, &asked.message), Some((1, 8_191)));
}
