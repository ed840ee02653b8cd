use super::*;

const AT: &str = "/origin/custom/customHeaders";

fn request(headers: Value) -> Value {
    at(OR).with(AT, headers)
}

fn custom(headers: Value) -> Vec<String> {
    at(OR).refusals(&request(headers))
}

fn one(name: &str) -> Value {
    json!({ name: [{ "value": "1" }] })
}

#[test]
fn the_shape_is_that_of_headers() {
    assert_eq!(custom(json!(1)), [format!("headers/type {AT}")]);
    assert_eq!(at(OR).notes(&request(json!([]))), [format!("headers/list {AT}")]);
    assert_eq!(custom(json!({ "a": 1 })), [format!("headers/not-a-list {AT}/a")]);
    let result = request(json!({ "a": [{ "value": "é" }], "b": [] }));
    assert_eq!(at(OR).notes(&result), [format!("headers/value-non-ascii {AT}/a/0/value")]);
    assert_eq!(
        at(OR).normalised(&result)["origin"]["custom"]["customHeaders"],
        json!({ "a": [{ "key": "A", "value": "é" }] })
    );
}

#[test]
fn names_are_judged_by_the_first_list_that_has_them() {
    for name in ["Cookie", "x-amz-a", "x-edge-a", "proxy-authenticate", "via"] {
        assert_eq!(custom(one(name)), [format!("origin/custom-header-denied {AT}/{name}")]);
    }
    assert_eq!(custom(one("expect")), [format!("origin/custom-header-disallowed {AT}/expect")]);
    assert_eq!(custom(one("cdn-loop")), [format!("origin/custom-header-read-only {AT}/cdn-loop")]);
    assert_eq!(custom(one("a b")), [format!("origin/custom-header-name {AT}/a b")]);
    assert!(custom(one("authorization")).is_empty());
    assert!(custom(json!({ "via": [] })).is_empty());
    assert_eq!(
        custom(json!({ "a": [{ "key": "TE", "value": "" }] })),
        [format!("origin/custom-header-denied {AT}/a/0/key")]
    );
}

#[test]
fn a_name_is_not_in_headers_too() {
    let mut result = request(one("X-A"));
    put(&mut result, "/headers/x-a", json!([{ "value": "1" }]));
    assert_eq!(at(OR).refusals(&result), [format!("origin/custom-header-repeated {AT}/X-A")]);
    put(&mut result, "/headers/x-a", json!([]));
    assert!(at(OR).refusals(&result).is_empty());
    assert_eq!(custom(one("Host")), [format!("origin/custom-header-denied {AT}/Host")]);
}

#[test]
fn values_hold_no_control_characters() {
    assert_eq!(
        custom(json!({ "a": [{ "value": "\r" }, { "value": "\t" }] })),
        [format!("origin/custom-header-value {AT}/a/0/value")]
    );
}

#[test]
fn names_values_and_their_sum_have_limits() {
    let long = "n".repeat(256);
    assert!(custom(one(&long)).is_empty());
    let longer = "n".repeat(257);
    assert_eq!(custom(one(&longer)), [format!("origin/custom-header-name-length {AT}/{longer}")]);
    let value = |length: usize| json!({ "a": [{ "value": "é".repeat(length) }] });
    assert!(custom(value(1_783)).is_empty());
    assert_eq!(custom(value(1_784)), [format!("origin/custom-header-value-length {AT}/a/0/value")]);
    let sum = |last: usize| {
        let mut values = vec!["x".repeat(1_023); 9];
        values.push("x".repeat(last));
        json!({ "a": [{ "value": values }] })
    };
    assert!(custom(sum(1_023)).is_empty());
    assert_eq!(custom(sum(1_024)), [format!("origin/custom-headers-length {AT}")]);
    let measure = |rule, headers| at(OR).measure(rule, &request(headers));
    assert_eq!(measure(RuleId::OriginCustomHeadersLength, sum(1_024)), Some((10_241, 10_240)));
    assert_eq!(measure(RuleId::OriginCustomHeaderNameLength, one("ab")), Some((2, 256)));
    assert_eq!(measure(RuleId::OriginCustomHeaderValueLength, value(7)), Some((7, 1_783)));
}

#[test]
fn there_are_only_so_many() {
    let many = |count: usize| {
        let names = (0..count).map(|n| (format!("x-{n}"), json!([{ "value": "" }])));
        let mut headers = Value::Object(names.collect());
        put(&mut headers, "/X-1", json!([{ "value": "" }]));
        headers
    };
    assert!(custom(many(30)).is_empty());
    assert_eq!(custom(many(31)), [format!("origin/custom-header-count {AT}")]);
    let old = at(OR).edition(Edition::E2023_05);
    assert_eq!(old.refusals(&request(many(11))), [format!("origin/custom-header-count {AT}")]);
}
