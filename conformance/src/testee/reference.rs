//! The embedded reference as a testee.

use edgecase_core::{Exchange, Fault, Outcome, Stage, Verdict, explain, validate};

use super::{Answer, PlayScenario, StartError, Testee, Validate};
use crate::invariant::{self, Frame};
use crate::protocol::{Hello, PROTOCOL, TesteeName};
use crate::scenario::{Player, Scenario, ScenarioError};
use crate::suite::CaseError;
use crate::vector::{ResultKind, Returned};

/// The reference that is built in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reference;

impl Testee for Reference {
    fn hello(&mut self) -> Result<Hello, StartError> {
        let capabilities = ["validate", "scenario", "rule-ids", "set", "raw-bytes"];
        Ok(Hello {
            protocol: PROTOCOL,
            testee: TesteeName {
                name: "edgecase".to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
                language: "rust".to_owned(),
            },
            stages: Stage::ALL.map(|stage| stage.as_str().to_owned()).to_vec(),
            capabilities: capabilities.map(str::to_owned).to_vec(),
            max_in_flight: 64,
        })
    }

    fn validate(&mut self, question: &Validate<'_>) -> Answer {
        answer(question).unwrap_or_else(|error| Answer::Errored { message: error.to_string() })
    }

    fn scenario(&mut self, question: &PlayScenario<'_>) -> Answer {
        // What comes over the protocol must not name programs to run.
        if question.scenario.has_handlers() {
            let reason = "unsupported: a function is a `handler`".to_owned();
            return Answer::Skipped { reason };
        }
        match play(question.scenario) {
            Ok(steps) => Answer::Played { steps },
            Err(error) => Answer::Errored { message: error.to_string() },
        }
    }

    fn frames(&mut self, scenario: &Scenario) -> Option<Vec<Frame>> {
        invariant::reference(scenario).ok()
    }
}

/// Plays a scenario; returns what its steps of requests show.
fn play(scenario: &Scenario) -> Result<Vec<serde_json::Value>, ScenarioError> {
    let mut player = Player::new(scenario)?;
    let shown = scenario.steps.iter().filter_map(|step| player.step(step));
    let json = |answered| serde_json::to_value(answered).expect("an answer has text keys only");
    Ok(shown.map(json).collect())
}

fn answer(question: &Validate<'_>) -> Result<Answer, CaseError> {
    let profile = match question.profile() {
        Ok(profile) => profile,
        Err(error) => return Ok(Answer::Skipped { reason: error.to_string() }),
    };
    let Some(result) = question.exchange.result.bytes()? else {
        let fault = match question.exchange.result {
            Returned::Timeout => Fault::TimedOut,
            _ => Fault::Threw,
        };
        return Ok(Answer::Error { status: Some(fault.answer(&profile).status) });
    };
    let event = question.exchange.event(question.stage)?;
    let exchange = Exchange::new(question.stage, &event);
    Ok(match validate(exchange, &result, &profile) {
        Verdict::Accept { outcome, notes } => {
            let (kind, normalised) = normalised(&outcome);
            let notes = notes.iter().map(|note| note.rule).collect();
            Answer::Accept { kind: Some(kind), normalised: Some(normalised), notes: Some(notes) }
        }
        Verdict::Reject(violations) => {
            let first = violations.as_slice().get(..1).unwrap_or_default();
            let message = explain(exchange, &result, &profile, first).pop().map(|e| e.message);
            let mut rules: Vec<String> =
                violations.iter().map(|v| v.rule.as_str().to_owned()).collect();
            rules.sort();
            rules.dedup();
            let status = Some(Fault::Invalid.answer(&profile).status);
            Answer::Reject { status, rules: Some(rules), message }
        }
    })
}

/// Returns kind and normalised form of an accepted result.
#[must_use]
pub fn normalised(outcome: &Outcome<'_>) -> (ResultKind, serde_json::Value) {
    let json = |value: Result<serde_json::Value, _>| {
        value.expect("requests and responses have text keys only")
    };
    match outcome {
        Outcome::Continue(request) => {
            (ResultKind::Request, json(serde_json::to_value(request.normalise())))
        }
        Outcome::Respond(response) => {
            (ResultKind::Response, json(serde_json::to_value(response.normalise())))
        }
    }
}
