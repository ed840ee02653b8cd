use super::*;

fn body(asked: &Asked, status: u16, body: Value) -> Judgement {
    asked.judge(&json!({ "status": status, "headers": {}, "body": body }))
}

#[test]
fn a_body_is_a_string() {
    for stage in [VR, OR, OS] {
        assert_eq!(lines(&body(&at(stage), 204, json!({})).refusals), ["body/type /body"]);
        assert_eq!(lines(&body(&at(stage), 204, json!(null)).refusals), ["body/null /body"]);
        assert!(body(&at(stage), 200, json!("")).refusals.is_empty());
    }
}

#[test]
fn the_encoding_is_text_or_base64() {
    let coded = |encoding: Value, body: &str| {
        at(OR).refusals(&json!({ "status": "200", "body": body, "bodyEncoding": encoding }))
    };
    assert!(coded(json!("text"), "a").is_empty());
    assert!(coded(json!("base64"), "").is_empty());
    assert!(coded(json!("base64"), "QUI=").is_empty());
    assert_eq!(coded(json!("base64"), "QUI"), ["body/base64 /body"]);
    for encoding in [json!("Text"), json!(null), json!(1)] {
        assert_eq!(coded(encoding, &"a".repeat(2_000_000)), ["body/encoding /bodyEncoding"]);
    }
    let alone = json!({ "status": "200", "bodyEncoding": "nonsense" });
    assert_eq!(at(OR).normalised(&alone), json!({ "status": "200" }));
}

#[test]
fn text_that_looks_like_base64_is_noted() {
    let notes = |text: String| lines(&body(&at(VR), 200, json!(text)).notes);
    assert_eq!(notes("QUJD".repeat(16)), ["body/base64-as-text /body"]);
    assert!(notes("QUJD".repeat(15) + "QUJ").is_empty());
    assert!(notes("QUJ ".repeat(16)).is_empty());
}

#[test]
fn no_content_means_no_body() {
    for stage in [VR, OR] {
        assert_eq!(lines(&body(&at(stage), 204, json!("a")).refusals), ["body/no-content /body"]);
        assert_eq!(
            lines(&body(&at(stage), 204, json!("")).refusals),
            ["body/no-content-empty /body"]
        );
        assert_eq!(lines(&body(&at(stage), 304, json!("a")).notes), ["body/bodiless-status /body"]);
        assert!(body(&at(stage), 304, json!("")).notes.is_empty());
    }
    assert_eq!(lines(&body(&at(OS), 204, json!("a")).notes), ["body/no-content /body"]);
    assert!(body(&at(OS), 204, json!("")).notes.is_empty());
    let viewer_only = at(OR).set("no_content_stages", "VR");
    assert_eq!(lines(&body(&viewer_only, 204, json!("")).notes), ["body/no-content-empty /body"]);
}

#[test]
fn a_body_at_viewer_response_has_no_effect() {
    let judgement = body(&at(VS), 200, json!([1]));
    assert_eq!(lines(&judgement.notes), ["body/at-viewer-response /body"]);
    assert_eq!(judgement.accepted.unwrap().normalised, json!({ "status": "200", "headers": {} }));
    assert!(body(&at(VS), 200, json!(null)).notes.is_empty());
}
