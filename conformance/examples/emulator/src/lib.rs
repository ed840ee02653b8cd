//! A little emulator of what CloudFront says to the results of Lambda@Edge functions.
//!
//! It knows the shape of a result, the status, read-only headers and one size, and gets three of these
//! wrong on purpose: what that looks like in a test is what this example is for. `tests/conformance.rs`
//! runs the suite as an author would, with a list of known divergences; `cargo run` runs it without,
//! and fails.

use edgecase::harness::Harness;
use edgecase::runner::Selection;
use edgecase::testee::{Answer, Testee, Validate};
use edgecase_core::Stage;
use edgecase_core::profile::Edition;
use serde_json::Value;

/// The emulator.
#[derive(Clone, Copy, Debug, Default)]
pub struct Emulator;

/// The rules that it knows; it would have nothing to say about the others.
const RULES: [&str; 7] = [
    "result/object",
    "status/range",
    "headers/read-only-added",
    "headers/read-only-changed",
    "headers/read-only-deleted",
    "size/generated",
    "size/replaced",
];

/// Returns the suite for the rules that the emulator knows.
#[must_use]
pub fn harness() -> Harness<Emulator> {
    let rules = RULES.iter().filter_map(|rule| rule.parse().ok()).collect();
    let selection = Selection { rules, ..Selection::default() };
    Harness::new(|| Emulator).edition(Edition::Current).select(selection)
}

impl Testee for Emulator {
    fn validate(&mut self, question: &Validate<'_>) -> Answer {
        if !question.set.is_empty() {
            return Answer::Skipped { reason: "there are no switches".to_owned() };
        }
        let Ok(Some(result)) = question.exchange.result.bytes() else {
            return Answer::Error { status: Some(503) };
        };
        let event = question.exchange.event(question.stage).unwrap_or_default().to_json();
        let parsed = |text: &[u8]| serde_json::from_slice::<Value>(text).unwrap_or_default();
        match problem(question.stage, &parsed(event.as_bytes()), &parsed(&result)) {
            None => Answer::Accept { kind: None, normalised: None, notes: None },
            Some(rule) => {
                let rules = Some(vec![rule.to_owned()]);
                Answer::Reject { status: Some(502), rules, message: None }
            }
        }
    }
}

/// Returns the rule that refuses a result.
fn problem(stage: Stage, event: &Value, result: &Value) -> Option<&'static str> {
    let Some(members) = result.as_object() else {
        // A null leaves everything as it was.
        return (!result.is_null()).then_some("result/object");
    };
    let is_response = members.contains_key("status") || !stage.is_request();
    if is_response && let Some(rule) = status(&result["status"]) {
        return Some(rule);
    }
    let headers = &result["headers"];
    let is_generated = is_response && stage.is_request();
    if !is_generated && headers.is_object() {
        let part = if stage.is_request() { "request" } else { "response" };
        let before = event.pointer(&format!("/Records/0/cf/{part}/headers"));
        if let Some(rule) = read_only(stage, before.unwrap_or(&Value::Null), headers) {
            return Some(rule);
        }
    }
    // Mistakes: at origin stages there are limits too, and headers count.
    let is_large = result["body"].as_str().is_some_and(|body| body.len() > 40_960);
    (is_generated && stage == Stage::ViewerRequest && is_large).then_some("size/generated")
}

fn status(status: &Value) -> Option<&'static str> {
    let number = match status {
        Value::String(text) => text.parse().ok()?,
        other => other.as_u64()?,
    };
    // Mistake: 600 is none.
    (!(200..=600).contains(&number)).then_some("status/range")
}

/// Compares the read-only headers of a stage.
fn read_only(stage: Stage, before: &Value, after: &Value) -> Option<&'static str> {
    let names: &[&str] = match stage {
        Stage::ViewerRequest => &["cdn-loop", "content-length", "host", "transfer-encoding", "via"],
        Stage::OriginRequest => &[
            "accept-encoding",
            "cdn-loop",
            "content-length",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "transfer-encoding",
            "via",
        ],
        Stage::OriginResponse => &["transfer-encoding", "via"],
        Stage::ViewerResponse => {
            &["content-encoding", "content-length", "transfer-encoding", "via", "warning"]
        }
    };
    let values = |headers: &Value, name: &str| -> Option<Vec<Value>> {
        // Mistake: a function may spell the name as it likes.
        let entries = headers.get(name)?.as_array()?;
        let values = entries.iter().map(|entry| entry["value"].clone());
        Some(values.collect()).filter(|values: &Vec<Value>| !values.is_empty())
    };
    names.iter().find_map(|name| match (values(before, name), values(after, name)) {
        (None, Some(_)) => Some("headers/read-only-added"),
        (Some(_), None) => Some("headers/read-only-deleted"),
        (before, after) => (before != after).then_some("headers/read-only-changed"),
    })
}

/// The README's examples in Rust, which have to compile.
#[cfg(doctest)]
#[doc = include_str!("../../../../README.md")]
struct Readme;
