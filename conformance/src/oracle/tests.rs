use edgecase_core::Stage;
use edgecase_core::profile::{Edition, Profile};
use serde_json::{Value, json};

use super::*;

mod body;
mod custom_headers;
mod headers;
mod hostile;
mod ignored;
mod origin;
mod read_only;
mod request;
mod result;
mod size;
mod status;

const VR: Stage = Stage::ViewerRequest;
const OR: Stage = Stage::OriginRequest;
const OS: Stage = Stage::OriginResponse;
const VS: Stage = Stage::ViewerResponse;

/// A question with everything that the minimal event leaves open.
struct Asked {
    stage: Stage,
    profile: Profile,
    message: Value,
    caches_on: Option<Vec<String>>,
}

fn origin_member() -> Value {
    json!({ "custom": {
        "customHeaders": {}, "domainName": "example.org", "keepaliveTimeout": 5, "path": "",
        "port": 443, "protocol": "https", "readTimeout": 30, "responseCompletionTimeout": 30,
        "sslProtocols": ["TLSv1.2"],
    }})
}

/// The request or response of the minimal event.
fn message(stage: Stage) -> Value {
    if !stage.is_request() {
        return json!({ "status": "200", "statusDescription": "OK", "headers": {} });
    }
    let host = if stage == OR { "example.org" } else { "d111111abcdef8.cloudfront.net" };
    let mut request = json!({
        "clientIp": "203.0.113.178", "method": "GET", "uri": "/", "querystring": "",
        "headers": { "host": [{ "key": "Host", "value": host }] },
    });
    if stage == OR {
        request["origin"] = origin_member();
    }
    request
}

fn at(stage: Stage) -> Asked {
    Asked { stage, profile: Profile::default(), message: message(stage), caches_on: None }
}

impl Asked {
    fn set(mut self, switch: &str, value: &str) -> Self {
        self.profile.set(switch, value).unwrap();
        self
    }

    fn edition(mut self, edition: Edition) -> Self {
        self.profile = Profile::of(edition);
        self
    }

    /// Changes a member of the event's message.
    fn event(mut self, pointer: &str, value: Value) -> Self {
        put(&mut self.message, pointer, value);
        self
    }

    fn ask<T>(&self, result: &[u8], answer: impl Fn(&Question<'_>) -> T) -> T {
        let member = if self.stage.is_request() { "request" } else { "response" };
        let event = json!({ "Records": [{ "cf": { member: self.message } }] }).to_string();
        answer(&Question {
            caches_on: self.caches_on.as_deref(),
            ..Question::new(self.stage, &event, result, &self.profile)
        })
    }

    fn judge_bytes(&self, result: &[u8]) -> Judgement {
        self.ask(result, |question| judge(question).unwrap())
    }

    fn judge(&self, result: &Value) -> Judgement {
        self.judge_bytes(result.to_string().as_bytes())
    }

    fn refusals(&self, result: &Value) -> Vec<String> {
        let judgement = self.judge(result);
        assert_eq!(judgement.accepted.is_some(), judgement.refusals.is_empty());
        lines(&judgement.refusals)
    }

    fn notes(&self, result: &Value) -> Vec<String> {
        lines(&self.judge(result).notes)
    }

    fn normalised(&self, result: &Value) -> Value {
        let judgement = self.judge(result);
        assert_eq!(lines(&judgement.refusals), Vec::<String>::new());
        judgement.accepted.unwrap().normalised
    }

    fn measure(&self, rule: RuleId, result: &Value) -> Option<(u64, u64)> {
        let measured = self.ask(result.to_string().as_bytes(), |question| measure(rule, question));
        measured.map(|m| (m.measured, m.limit))
    }

    /// Returns the event's message with one member changed.
    fn with(&self, pointer: &str, value: Value) -> Value {
        let mut result = self.message.clone();
        put(&mut result, pointer, value);
        result
    }

    /// Returns the event's message without one member.
    fn without(&self, pointer: &str) -> Value {
        let mut result = self.message.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        result.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
        result
    }
}

fn put(target: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = target.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    parent.insert(name.replace("~1", "/").replace("~0", "~"), value);
}

fn lines(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| match &finding.missing {
            None => format!("{} {}", finding.rule, finding.at),
            Some(name) => format!("{} {} -{name}", finding.rule, finding.at),
        })
        .collect()
}

#[test]
fn the_minimal_event_returned_unchanged_is_accepted_as_it_is() {
    for stage in Stage::ALL {
        let asked = at(stage);
        assert_eq!(asked.refusals(&asked.message), Vec::<String>::new(), "{stage}");
        assert_eq!(asked.notes(&asked.message), Vec::<String>::new(), "{stage}");
        assert_eq!(asked.normalised(&asked.message), asked.message, "{stage}");
    }
}

#[test]
fn normalising_twice_changes_nothing() {
    let asked = at(OS);
    let headers = json!({
        "X-B": [{ "value": ["1", "2"] }, { "key": "x-b", "value": "3", "y": 1 }],
        "x-b": [{ "value": "4" }], "x-none": [], "x-empty": [{ "value": [] }],
        "x-c": [{ "key": "X-D", "value": "" }],
    });
    let result = json!({ "status": 404, "headers": headers, "body": "QQ==",
        "bodyEncoding": "base64", "extra": null });
    let once = asked.normalised(&result);
    assert_eq!(
        once,
        json!({ "status": "404", "body": "QQ==", "bodyEncoding": "base64", "headers": {
            "x-b": [{ "key": "X-B", "value": "1" }, { "key": "X-B", "value": "2" },
                    { "key": "x-b", "value": "3" }, { "key": "X-B", "value": "4" }],
            "x-d": [{ "key": "X-D", "value": "" }],
        }})
    );
    assert_eq!(asked.normalised(&once), once);
}

#[test]
fn only_an_unusable_event_is_an_error() {
    let profile = Profile::default();
    let ask =
        |event: &str, result: &str| judge(&Question::new(VR, event, result.as_bytes(), &profile));
    assert_eq!(ask("", "{}"), Err(EventError::NotJson));
    assert_eq!(ask(&"[".repeat(200), "{}"), Err(EventError::TooDeep));
    assert_eq!(ask("{}", "{}"), Err(EventError::NoRecord));
    let bare = r#"{"Records":[{"cf":{}}]}"#;
    assert!(ask(bare, "nonsense").is_ok());
    let result = message(VR).to_string();
    let judgement = ask(bare, &result).unwrap();
    // What the event leaves out is empty.
    let want = [
        "headers/read-only-added /headers/host",
        "request/client-ip /clientIp",
        "request/method /method",
    ];
    assert_eq!(lines(&judgement.refusals), want);
}

#[test]
fn every_rule_on_size_or_length_measures_and_no_other() {
    let request = at(OR).with("/origin/custom/customHeaders", json!({ "a": [{ "value": "b" }] }));
    let mut s3 = request.clone();
    put(&mut s3, "/origin", json!({ "s3": { "domainName": "b.s3.amazonaws.com" } }));
    let mut text = request.clone();
    put(&mut text, "/body", json!({ "action": "replace", "encoding": "text", "data": "" }));
    let mut coded = request.clone();
    put(&mut coded, "/body", json!({ "action": "replace", "data": "" }));
    let response = json!({ "status": "200", "body": "" });
    let asked = [
        (OR, request),
        (OR, s3),
        (OR, text),
        (OR, coded),
        (OR, response.clone()),
        (OS, response.clone()),
        (VS, response),
    ];
    for rule in RuleId::ALL.iter().copied() {
        let measures =
            asked.iter().any(|(stage, result)| at(*stage).measure(rule, result).is_some());
        let id = rule.as_str();
        let limits =
            id.starts_with("size/") || (id.starts_with("origin/") && id.ends_with("-length"));
        assert_eq!(measures, limits, "{id}");
    }
    assert_eq!(at(VS).measure(RuleId::SizeViewerResponse, &json!(null)), None);
}
