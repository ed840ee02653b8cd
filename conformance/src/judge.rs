//! Saying what an answer amounts to: comparing it with what the case expects.

use edgecase_core::RuleId;
use serde_json::Value;

use crate::printed::{MESSAGE_CHARS, shown};
use crate::runner::Outcome;
use crate::scenario::{Expect as StepExpect, Scenario, Step, difference};
use crate::suite::Case;
use crate::testee::Answer;
use crate::vector::{CaseLevel, Expect};

/// Compares an answer with what the case expects.
#[must_use]
pub fn judge(case: &Case<'_>, answer: Answer) -> Outcome {
    let difference = match answer {
        Answer::Skipped { reason } => return Outcome::Skipped(reason),
        Answer::Errored { message } => return Outcome::Errored(message),
        Answer::Misbehaved(how) => return Outcome::Misbehaved(how),
        answer => match case {
            Case::Vector(case) => verdict_difference(&case.vector.expect, &answer),
            Case::Scenario(file) => steps_difference(&file.scenario, &answer),
        },
    };
    match (case.level(), difference) {
        (CaseLevel::Observe, None) => Outcome::Yes,
        (CaseLevel::Observe, Some(Difference::Verdict(text) | Difference::Reason(text))) => {
            Outcome::No(text)
        }
        (_, None) => Outcome::Pass,
        (_, Some(Difference::Verdict(text))) => Outcome::Fail(text),
        (_, Some(Difference::Reason(text))) => Outcome::FailReason(text),
    }
}

/// How an answer differs from what was expected.
enum Difference {
    Verdict(String),
    Reason(String),
}

fn verdict_difference(expect: &Expect, answer: &Answer) -> Option<Difference> {
    match (expect, answer) {
        (
            Expect::Accept { kind, normalised, .. },
            Answer::Accept { kind: got, normalised: form, .. },
        ) => {
            let other_kind = got.is_some_and(|got| got != *kind);
            let other_form = matches!((normalised, form), (Some(want), Some(got)) if want != got);
            if other_kind {
                return Some(Difference::Verdict(format!(
                    "want accepted as {kind:?}, got {got:?}"
                )));
            }
            other_form.then(|| {
                let text = |value: &Option<Value>| {
                    value.as_ref().map(ToString::to_string).unwrap_or_default()
                };
                let (want, got) = (text(normalised), text(form));
                Difference::Verdict(format!("want normalised {want}, got {got}"))
            })
        }
        (Expect::Reject { reject_rules, status }, Answer::Reject { status: got, rules, .. }) => {
            if let Some(got) = got.filter(|got| got != status) {
                return Some(Difference::Verdict(format!("want status {status}, got {got}")));
            }
            let rules = rules.as_deref().unwrap_or_default();
            let right = rules.iter().any(|rule| reject_rules.iter().any(|r| r.as_str() == rule));
            (!rules.is_empty() && !right).then(|| {
                let want = names(reject_rules);
                Difference::Reason(format!("want one of {want}, got {}", rules.join(", ")))
            })
        }
        (Expect::Error { status }, Answer::Error { status: got }) => got
            .filter(|got| got != status)
            .map(|got| Difference::Verdict(format!("want status {status}, got {got}"))),
        (expect, answer) => {
            Some(Difference::Verdict(format!("want {}, got {}", wanted(expect), given(answer))))
        }
    }
}

fn names(rules: &[RuleId]) -> String {
    rules.iter().map(|rule| rule.as_str()).collect::<Vec<_>>().join(", ")
}

fn wanted(expect: &Expect) -> String {
    match expect {
        Expect::Accept { .. } => "accept".to_owned(),
        Expect::Reject { reject_rules, .. } => format!("reject ({})", names(reject_rules)),
        Expect::Error { status } => format!("error {status}"),
    }
}

/// Names an answer in a message.
pub(crate) fn given(answer: &Answer) -> String {
    match answer {
        Answer::Accept { .. } => "accept".to_owned(),
        Answer::Reject { rules, message, .. } => {
            let rules = rules.as_deref().unwrap_or_default().join(", ");
            let message = message.as_deref().unwrap_or_default();
            match (rules.is_empty(), message.is_empty()) {
                (true, true) => "reject".to_owned(),
                (true, false) => format!("reject ({message})"),
                (false, _) => format!("reject ({rules})"),
            }
        }
        Answer::Error { status } => {
            format!("error {}", status.map_or_else(String::new, |status| status.to_string()))
        }
        Answer::Played { .. } => "steps".to_owned(),
        Answer::Skipped { reason } => format!("no answer (skipped: {reason})"),
        Answer::Errored { message } => format!("no answer (errored: {message})"),
        Answer::Misbehaved(how) => format!("no answer ({how})"),
    }
}

fn steps_difference(scenario: &Scenario, answer: &Answer) -> Option<Difference> {
    let text = match answer {
        Answer::Played { steps } => played_difference(scenario, steps)?,
        other => format!("want steps, got {}", given(other)),
    };
    // An answer may be as long as a line of the protocol.
    Some(Difference::Verdict(shown(&text, MESSAGE_CHARS)))
}

/// Returns in what the answers to the requests of a scenario differ from what it expects of them:
/// at which step, counted from 1 over all steps, and how. `None` if in nothing.
#[must_use]
pub fn played_difference(scenario: &Scenario, answers: &[Value]) -> Option<String> {
    let asks = |step: &Step| matches!(step, Step::Request(_) | Step::Batch { .. });
    let asked: Vec<(usize, &Step)> =
        (1..).zip(&scenario.steps).filter(|(_, step)| asks(step)).collect();
    if answers.len() != asked.len() {
        let (want, got) = (asked.len(), answers.len());
        return Some(format!("want {want} steps with an answer, got {got}"));
    }
    asked.into_iter().zip(answers).find_map(|((number, step), answer)| {
        step_difference(step, answer).map(|difference| format!("step {number}{difference}"))
    })
}

fn step_difference(step: &Step, answer: &Value) -> Option<String> {
    let Step::Batch { requests, expect } = step else {
        return step.expects().first().and_then(|expect| element_difference(expect, answer));
    };
    match answer.as_array() {
        Some(answers) if answers.len() == requests.len() => {
            (1..).zip(expect.iter().zip(answers)).find_map(|(number, (expect, answer))| {
                element_difference(expect, answer)
                    .map(|difference| format!(", request {number}{difference}"))
            })
        }
        Some(answers) => {
            Some(format!(": want a list of {} answers, got {}", requests.len(), answers.len()))
        }
        None => Some(format!(": want a list of {} answers, got {answer}", requests.len())),
    }
}

fn element_difference(expect: &StepExpect, answer: &Value) -> Option<String> {
    if answer.is_object() {
        difference(expect, answer).map(|difference| format!(": {difference}"))
    } else {
        Some(format!(": want an object, got {answer}"))
    }
}
