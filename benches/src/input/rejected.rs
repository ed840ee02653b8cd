//! Inputs that are refused, each for another reason.

use edgecase_core::{RuleId, Stage};

use super::accepted::{broken_page, html_page};
use super::json::{map, message, response};
use super::{Input, headers};

/// How many violations the input `many` has.
pub const MANY: usize = 5;

/// An input that edgecase refuses, or notes, for a reason.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// The input.
    pub input: Input,
    /// The first rule that it breaks.
    pub rule: RuleId,
}

/// Returns the inputs that are refused.
#[must_use]
pub fn rejected() -> Vec<Rejected> {
    let at = |name, rule, result: String| Rejected {
        input: Input::new(name, Stage::ViewerRequest, result),
        rule,
    };
    let header = |key, value| response("200", "OK", &[("X-First", "1"), (key, value)], "");
    let body = |status, members: &str| message(status, "", &[], &format!(",{members}"));
    let page = html_page(2_048);
    vec![
        at("not JSON", RuleId::ResultJson, page.replace("text", "te\u{1}xt")),
        at("cut off", RuleId::ResultJson, page.get(..1_800).unwrap_or_default().to_owned()),
        at("a list", RuleId::ResultObject, "[]".to_owned()),
        at("lone surrogate", RuleId::ResultSurrogate, body("200", r#""body":"\ud83d""#)),
        at("status 600", RuleId::StatusRange, response("600", "", &[], "no")),
        at("status a list", RuleId::StatusType, r#"{"status":["200"]}"#.to_owned()),
        at("headers a text", RuleId::HeadersType, r#"{"status":"200","headers":"x"}"#.to_owned()),
        at("value a number", RuleId::HeadersValueScalar, scalar()),
        at("no token", RuleId::HeadersNameToken, header("X Y", "1")),
        at("disallowed", RuleId::HeadersDisallowed, header("Connection", "close")),
        at("disallowed prefix", RuleId::HeadersDisallowedPrefix, header("X-Edge-Id", "1")),
        at("read only", RuleId::HeadersGeneratedReadOnly, header("Via", "1.1 x")),
        at("control character", RuleId::HeadersValueControl, header("X-Lines", "two\nlines")),
        at(
            "body encoding",
            RuleId::BodyEncoding,
            body("200", r#""bodyEncoding":"gzip","body":"x""#),
        ),
        at(
            "no base64",
            RuleId::BodyBase64,
            body("200", r#""bodyEncoding":"base64","body":"A*==""#),
        ),
        at(
            "cut base64",
            RuleId::BodyBase64,
            body("200", r#""bodyEncoding":"base64","body":"QUJD=""#),
        ),
        at("body with 204", RuleId::BodyNoContent, body("204", r#""body":"x""#)),
        at("too large", RuleId::SizeGenerated, html_page(41_000)),
        at("many", RuleId::StatusRange, broken_page()),
    ]
}

/// Returns the inputs that the peers refuse and edgecase notes: there they differ by design.
#[must_use]
pub fn noted() -> Vec<Rejected> {
    let at = |name, rule, result: String| Rejected {
        input: Input::new(name, Stage::ViewerRequest, result),
        rule,
    };
    let twice = r#"{"status":"200","headers":{"x":[{"value":"1"}],"X":[{"value":"2"}]}}"#;
    let other = r#"{"status":"200","headers":{"x":[{"key":"Y","value":"1"}]}}"#;
    vec![
        at("names alike", RuleId::HeadersNameMerge, twice.to_owned()),
        at("another key", RuleId::HeadersKeyMismatch, other.to_owned()),
    ]
}

fn scalar() -> String {
    let headers = map(&headers::PAGE);
    let headers = headers.replacen(r#""no-store""#, "1", 1);
    format!(r#"{{"status":"200","headers":{headers}}}"#)
}
