use super::*;

fn status(asked: &Asked, value: Value) -> Vec<String> {
    asked.refusals(&json!({ "status": value, "headers": {} }))
}

#[test]
fn the_range_has_two_ends() {
    for stage in [VR, OR, OS] {
        for value in [json!("200"), json!(200), json!("599"), json!(599), json!(299)] {
            assert!(status(&at(stage), value).is_empty());
        }
        for value in [json!("199"), json!(600), json!("000"), json!(0), json!(10_000_000)] {
            assert_eq!(status(&at(stage), value), ["status/range /status"]);
        }
    }
    let text = br#"{"status":99999999999999999999999999}"#;
    assert_eq!(lines(&at(VR).judge_bytes(text).refusals), ["status/range /status"]);
}

#[test]
fn the_form_is_judged_alone() {
    for stage in Stage::ALL {
        for value in [json!(null), json!(true), json!([]), json!({})] {
            assert_eq!(status(&at(stage), value), ["status/type /status"]);
        }
        for value in ["", " 200", "0200", "2e2", "20", "+200", "２００"] {
            assert_eq!(status(&at(stage), json!(value)), ["status/lexical /status"]);
        }
        for number in ["200.0", "2e2", "-0", "-200"] {
            let text = format!("{{\"status\":{number},\"headers\":{{}}}}");
            let refusals = at(stage).judge_bytes(text.as_bytes()).refusals;
            assert_eq!(lines(&refusals), ["status/integer /status"]);
        }
    }
    let strict = at(VR).set("status_type", "string_only");
    assert_eq!(status(&strict, json!(999.5)), ["status/number /status"]);
}

#[test]
fn the_lenient_switch_drops_blanks_and_zeros() {
    let lenient = at(VR).set("status_lexical", "lenient_trim");
    assert_eq!(lenient.normalised(&json!({ "status": "\t 0200 " })), json!({ "status": "200" }));
    assert_eq!(status(&lenient, json!("2 00")), ["status/lexical /status"]);
    assert_eq!(status(&lenient, json!("099")), ["status/lexical /status"]);
}

#[test]
fn the_status_cannot_change_at_viewer_response() {
    assert_eq!(status(&at(VS), json!("201")), ["status/changed /status"]);
    assert_eq!(status(&at(VS), json!(600)), ["status/changed /status"]);
    assert!(status(&at(VS), json!(200)).is_empty());
    let ignore = at(VS).set("vs_status_change", "ignore");
    assert_eq!(ignore.normalised(&json!({ "status": 404, "headers": {} }))["status"], "200");
}

#[test]
fn a_description_is_text_without_controls() {
    let describe = |asked: &Asked, value: Value| {
        asked.refusals(&json!({ "status": "200", "statusDescription": value, "headers": {} }))
    };
    assert!(describe(&at(VR), json!("a\tb \u{e9}")).is_empty());
    assert_eq!(describe(&at(OS), json!("a\nb")), ["description/control /statusDescription"]);
    assert_eq!(describe(&at(OR), json!(1)), ["description/type /statusDescription"]);
    assert!(describe(&at(VS), json!(1)).is_empty());
    let result = json!({ "status": "200", "statusDescription": 1, "headers": {} });
    assert_eq!(at(VS).normalised(&result), json!({ "status": "200", "headers": {} }));
}
