use super::*;

fn alone(result: &[u8]) -> Vec<String> {
    let judgement = at(VR).judge_bytes(result);
    assert!(judgement.notes.is_empty() && judgement.accepted.is_none());
    lines(&judgement.refusals)
}

#[test]
fn what_cannot_be_read_is_refused_alone() {
    assert_eq!(alone(b""), ["result/json "]);
    assert_eq!(alone(b"{\"a\":\"\xff\"}"), ["result/json "]);
    assert_eq!(alone(b"{\"a\":NaN}"), ["result/json "]);
    assert_eq!(alone(b"\xef\xbb\xbf{}"), ["result/json "]);
    assert_eq!(alone(b"{} {}"), ["result/json "]);
    assert_eq!(alone("[".repeat(100_000).as_bytes()), ["result/depth "]);
    assert_eq!(alone("]".repeat(100_000).as_bytes()), ["result/json "]);
    assert_eq!(alone("[".repeat(127).as_bytes()), ["result/json "]);
}

#[test]
fn a_number_in_an_unknown_member_is_checked_for_grammar_only() {
    let text = r#"{"status":"200","x":1e400,"y":-0.0E-99999999999999999999}"#;
    assert!(at(VR).judge_bytes(text.as_bytes()).accepted.is_some());
}

#[test]
fn a_lone_surrogate_is_reported_once_at_the_first_place() {
    let text = r#"{"status":"200","x":[{"\ud800~/":1}],"body":"\udc00"}"#;
    let judgement = at(VR).judge_bytes(text.as_bytes());
    assert_eq!(lines(&judgement.refusals), ["result/surrogate /x/0/\u{fffd}~0~1"]);
    let lenient = at(VR).set("lone_surrogate", "accept").judge_bytes(text.as_bytes());
    assert_eq!(
        lenient.accepted.unwrap().normalised,
        json!({ "status": "200", "body": "\u{fffd}", "bodyEncoding": "text" })
    );
}

#[test]
fn a_hundred_thousand_headers_are_judged_in_good_time() {
    let mut text = r#"{"status":"200","headers":{"#.to_owned();
    for number in 0..100_000 {
        text.push_str(&format!(r#""x-{number}":[{{"key":"X-{number}","value":"1"}}],"#));
    }
    text.push_str(r#""a":[]}}"#);
    let judgement = at(OS).judge_bytes(text.as_bytes());
    assert!(judgement.refusals.is_empty());
    let duplicates = text.replace(|c: char| c.is_ascii_digit(), "1");
    let judgement = at(OS).judge_bytes(duplicates.as_bytes());
    assert!(!judgement.notes.is_empty());
}

#[test]
fn eight_megabytes_of_text_are_judged_in_good_time() {
    let long = "QUJD".repeat(2_000_000);
    for encoding in ["text", "base64"] {
        let result = json!({ "status": "200", "body": long, "bodyEncoding": encoding });
        assert_eq!(at(OR).refusals(&result), ["size/generated /body"]);
    }
}

#[test]
fn no_single_byte_makes_the_oracle_panic() {
    let asked = at(OR);
    let text = asked.message.to_string().into_bytes();
    for place in 0..text.len() {
        for byte in [b'"', b'{', b'[', b'0', 0xff] {
            let mut broken = text.clone();
            broken[place] = byte;
            asked.judge_bytes(&broken);
            asked.judge_bytes(&broken[..place]);
        }
    }
}
