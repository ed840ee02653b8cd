//! Testees that get one thing wrong, to break a property.

use edgecase::protocol::Hello;
use edgecase::testee::{
    Answer, Misbehaviour, PlayScenario, Reference, StartError, Testee, Validate,
};
use serde_json::{Value, json};

/// A property, what is wrong, and who gets it wrong.
type Row = (&'static str, &'static str, Wrong);

/// A testee that answers in its own way where it has one, else as the reference.
pub(crate) struct Wrong {
    capabilities: &'static [&'static str],
    judge: fn(&Validate<'_>, u32) -> Option<Answer>,
    play: fn(&mut Vec<Value>, u32),
    asked: u32,
}

impl Wrong {
    const fn judging(judge: fn(&Validate<'_>, u32) -> Option<Answer>) -> Self {
        Self { capabilities: &["validate", "raw-bytes"], judge, play: |_, _| {}, asked: 0 }
    }

    const fn playing(play: fn(&mut Vec<Value>, u32)) -> Self {
        Self { capabilities: &["scenario"], judge: |_, _| None, play, asked: 0 }
    }

    fn knowing_rules(self) -> Self {
        Self { capabilities: &["validate", "raw-bytes", "scenario", "rule-ids", "set"], ..self }
    }
}

impl Testee for Wrong {
    fn hello(&mut self) -> Result<Hello, StartError> {
        let capabilities = self.capabilities.iter().map(|name| (*name).to_owned()).collect();
        Reference.hello().map(|hello| Hello { capabilities, ..hello })
    }

    fn validate(&mut self, question: &Validate<'_>) -> Answer {
        self.asked += 1;
        (self.judge)(question, self.asked).unwrap_or_else(|| Reference.validate(question))
    }

    fn scenario(&mut self, question: &PlayScenario<'_>) -> Answer {
        self.asked += 1;
        match Reference.scenario(question) {
            Answer::Played { mut steps } => {
                (self.play)(&mut steps, self.asked);
                Answer::Played { steps }
            }
            other => other,
        }
    }
}

fn text(question: &Validate<'_>) -> String {
    let bytes = question.exchange.result.bytes().ok().flatten().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn accept() -> Option<Answer> {
    Some(Answer::Accept { kind: None, normalised: None, notes: None })
}

fn reject() -> Option<Answer> {
    Some(Answer::Reject { status: Some(502), rules: None, message: None })
}

fn reject_if(wrong: bool) -> Option<Answer> {
    if wrong { reject() } else { None }
}

/// Changes the answer to each request, of batches too.
fn each(steps: &mut [Value], change: impl Fn(&mut Value)) {
    for step in steps {
        match step {
            Value::Array(answers) => answers.iter_mut().for_each(&change),
            answer => change(answer),
        }
    }
}

fn is_hit(answer: &Value) -> bool {
    answer["cache"] == "hit"
}

/// Sets a member of an object.
fn set(answer: &mut Value, name: &str, value: Value) {
    answer.as_object_mut().expect("an object").insert(name.to_owned(), value);
}

/// Returns for each property on one answer a testee that breaks it.
pub(crate) fn plain() -> Vec<Row> {
    vec![
        (
            "P1",
            "ends when bytes are no UTF-8",
            Wrong::judging(|question, _| {
                let bad = text(question).contains('\u{fffd}');
                bad.then_some(Answer::Misbehaved(Misbehaviour::Exit))
            }),
        ),
        (
            "P2",
            "names the same rule always",
            Wrong::judging(|question, _| {
                let rules = Some(vec!["result/depth".to_owned()]);
                match Reference.validate(question) {
                    Answer::Reject { status, message, .. } => {
                        Some(Answer::Reject { status, rules, message })
                    }
                    _ => None,
                }
            }),
        ),
        (
            "P3",
            "takes every status",
            Wrong::judging(
                |question, _| {
                    if text(question).contains("\"600\"") { accept() } else { None }
                },
            ),
        ),
        (
            "P3",
            "forgets its notes",
            Wrong::judging(|question, _| match Reference.validate(question) {
                Answer::Accept { kind, normalised, notes: Some(_) } => {
                    Some(Answer::Accept { kind, normalised, notes: Some(Vec::new()) })
                }
                _ => None,
            })
            .knowing_rules(),
        ),
        ("P4", "tires", Wrong::judging(|_, asked| reject_if(asked % 7 == 0))),
    ]
}

/// Returns for each property on variants a testee that breaks it.
pub(crate) fn metamorphic() -> Vec<Row> {
    vec![
        (
            "M1",
            "looks for lower case only",
            Wrong::judging(|question, _| {
                if text(question).contains("\"connection\"") { reject() } else { accept() }
            }),
        ),
        (
            "M2",
            "wants the status first",
            Wrong::judging(|question, _| {
                if text(question).starts_with("{\"status\"") { accept() } else { reject() }
            }),
        ),
        (
            "M3",
            "refuses cookies",
            Wrong::judging(|question, _| reject_if(text(question).contains("set-cookie"))),
        ),
        (
            "M4",
            "wants a body",
            Wrong::judging(|question, _| reject_if(!text(question).contains("\"body\""))),
        ),
        (
            "M5",
            "counts in 16 bits",
            Wrong::judging(|question, _| {
                let length = text(question).len() % 65_536;
                if length > 40_960 { reject() } else { accept() }
            }),
        ),
        (
            "M6",
            "refuses all read-only headers",
            Wrong::judging(|question, _| reject_if(text(question).contains("\"via\""))),
        ),
        (
            "M7",
            "knows no base64",
            Wrong::judging(|question, _| reject_if(text(question).contains("base64"))),
        ),
        (
            "M8",
            "refuses what it does not know",
            Wrong::judging(|question, _| reject_if(text(question).contains("unknown"))),
        ),
    ]
}

/// Returns for each property on scenarios a testee that breaks it.
pub(crate) fn cache() -> Vec<Row> {
    vec![
        (
            "C1",
            "stores what viewer-request made",
            Wrong::playing(|steps, _| {
                let made =
                    |answer: &&Value| answer["xCache"] == "LambdaGeneratedResponse from cloudfront";
                let Some(mut stored) = steps.iter().find(made).cloned() else { return };
                set(&mut stored, "cache", json!("hit"));
                steps.iter_mut().skip(1).for_each(|step| *step = stored.clone());
            }),
        ),
        (
            "C2",
            "calls origin-request on hits",
            Wrong::playing(|steps, _| {
                each(steps, |answer| {
                    if is_hit(answer) {
                        set(answer, "invoked", json!(["origin-request"]));
                    }
                });
            }),
        ),
        (
            "C3",
            "skips viewer-response on hits",
            Wrong::playing(|steps, _| {
                each(steps, |answer| {
                    if is_hit(answer) {
                        set(answer, "invoked", json!([]));
                    }
                });
            }),
        ),
        (
            "C4",
            "counts its plays",
            Wrong::playing(|steps, asked| {
                each(steps, |answer| {
                    let headers = answer.get_mut("headers").expect("headers");
                    set(headers, "x-count", json!([asked.to_string()]));
                });
            }),
        ),
        (
            "C5",
            "gives no age",
            Wrong::playing(|steps, _| {
                each(steps, |answer| {
                    answer["headers"].as_object_mut().expect("headers").remove("age");
                });
            })
            .knowing_rules(),
        ),
    ]
}
