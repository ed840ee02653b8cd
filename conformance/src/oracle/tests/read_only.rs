use super::*;

#[test]
fn read_only_headers_are_compared_with_the_event() {
    let asked = at(VR);
    let host = asked.message["headers"]["host"][0]["value"].clone();
    let kept = asked.with("/headers", json!({ "HOST": [{ "key": "hOst", "value": [host] }] }));
    assert!(asked.refusals(&kept).is_empty());
    let changed = asked.with("/headers/host", json!([{ "value": "x" }]));
    assert_eq!(asked.refusals(&changed), ["headers/read-only-changed /headers/host"]);
    let deleted = asked.with("/headers", json!({ "host": [] }));
    assert_eq!(asked.refusals(&deleted), ["headers/read-only-deleted /headers -host"]);
    let added = asked.with("/headers/x", json!([{ "key": "Via", "value": "1" }]));
    assert_eq!(asked.refusals(&added), ["headers/read-only-added /headers/x"]);
    let list = asked.with("/headers", json!([]));
    assert_eq!(asked.refusals(&list), ["headers/read-only-deleted /headers -host"]);
    let wrong = asked.with("/headers", json!(1));
    assert_eq!(asked.refusals(&wrong), ["headers/type /headers"]);
}

#[test]
fn a_part_of_the_wrong_shape_keeps_a_header_from_being_judged() {
    let asked = at(VR);
    for list in [json!("x"), json!([1]), json!([{ "value": 1 }]), json!([{ "value": "x" }, {}])] {
        let refusals = asked.refusals(&asked.with("/headers/host", list));
        assert_eq!(refusals.len(), 1, "{refusals:?}");
        assert!(!refusals[0].contains("read-only"), "{refusals:?}");
    }
}

#[test]
fn the_order_of_values_matters() {
    let asked = at(OS).event("/headers/via", json!([{ "value": "1" }, { "value": "2" }]));
    assert!(asked.refusals(&asked.message).is_empty());
    let swapped = asked.with("/headers/via", json!([{ "value": ["2", "1"] }]));
    assert_eq!(asked.refusals(&swapped), ["headers/read-only-changed /headers/via"]);
}

#[test]
fn a_generated_response_has_no_read_only_header_of_the_stage() {
    let one = json!([{ "value": "1" }]);
    let result = json!({ "status": "200", "headers": {
        "content-length": one, "via": one, "x": [{ "key": "Transfer-Encoding", "value": "" }] } });
    assert_eq!(
        at(OR).refusals(&result),
        [
            "headers/generated-length /headers/content-length",
            "headers/generated-read-only /headers/via",
            "headers/generated-read-only /headers/x/0/key",
        ]
    );
    let fewer = at(OR).set("generated_readonly", "content_length_and_te_only");
    assert_eq!(fewer.refusals(&result).len(), 2);
}

#[test]
fn restricted_headers_depend_on_what_the_behaviour_caches_on() {
    let mut asked = at(OR).edition(Edition::E2018_01);
    let te = asked.with("/headers/te", json!([{ "key": "TE", "value": "x" }]));
    let te = {
        let mut te = te;
        put(&mut te, "/headers/host", json!([{ "key": "Host", "value": "a" }]));
        te
    };
    assert_eq!(asked.notes(&te), ["headers/restricted-unknown /headers/te"]);
    asked.caches_on = Some(vec!["TE".to_owned()]);
    assert!(asked.refusals(&te).is_empty() && asked.notes(&te).is_empty());
    asked.caches_on = Some(Vec::new());
    assert_eq!(asked.refusals(&te), ["headers/restricted /headers/te"]);
    assert!(at(OR).refusals(&te).is_empty());
}

#[test]
fn the_viewer_country_is_not_added() {
    let one = json!([{ "value": "DE" }]);
    let added = at(VR).with("/headers/CloudFront-Viewer-Country", one.clone());
    assert_eq!(
        at(VR).refusals(&added),
        ["headers/viewer-country /headers/CloudFront-Viewer-Country"]
    );
    assert!(
        at(VR).event("/headers/cloudfront-viewer-country", one.clone()).refusals(&added).is_empty()
    );
    let response = json!({ "status": "200", "headers": { "cloudfront-viewer-country": one } });
    assert!(at(VR).refusals(&response).is_empty());
    assert!(at(VS).refusals(&response).is_empty());
    assert_eq!(at(VS).edition(Edition::E2020_09).refusals(&response).len(), 1);
}
