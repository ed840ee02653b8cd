//! The naive oracle and the naive model as a testee, with or without a seeded bug.

use edgecase_core::Event;

use super::{Answer, PlayScenario, StartError, Testee, Validate};
use crate::flaw::{Flaw, ResultFlaw};
use crate::invariant::{Frame, play};
use crate::model::Model;
use crate::oracle::{Fault, Judgement, Kind, Question, fault, judge};
use crate::protocol::{Hello, PROTOCOL, TesteeName};
use crate::scenario::{Scenario, ScenarioError};
use crate::vector::{ResultKind, Returned};

/// The second implementation of every rule, which can be told to get one thing wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flawed(pub Option<Flaw>);

impl Testee for Flawed {
    fn hello(&mut self) -> Result<Hello, StartError> {
        let capabilities = ["validate", "scenario", "rule-ids", "set", "raw-bytes"];
        let name = self.0.map_or_else(|| "naive".to_owned(), |flaw| format!("naive, {flaw}"));
        Ok(Hello {
            protocol: PROTOCOL,
            testee: TesteeName { name, ..TesteeName::default() },
            stages: Vec::new(),
            capabilities: capabilities.map(str::to_owned).to_vec(),
            max_in_flight: 1,
        })
    }

    fn validate(&mut self, question: &Validate<'_>) -> Answer {
        self.answer(question).unwrap_or_else(|message| Answer::Errored { message })
    }

    fn scenario(&mut self, question: &PlayScenario<'_>) -> Answer {
        match self.play(question.scenario) {
            Ok(steps) => Answer::Played { steps },
            Err(error) => Answer::Errored { message: error.to_string() },
        }
    }

    fn frames(&mut self, scenario: &Scenario) -> Option<Vec<Frame>> {
        Some(play(scenario, self.model(scenario).ok()?))
    }
}

impl Flawed {
    fn model<'s>(&self, scenario: &'s Scenario) -> Result<Model<'s>, ScenarioError> {
        let flaw = match self.0 {
            Some(Flaw::Pipeline(flaw)) => Some(flaw),
            _ => None,
        };
        Ok(Model::new(scenario)?.with_flaw(flaw))
    }

    /// Returns the flaw if it is one of the oracle.
    pub(crate) const fn of_oracle(self) -> Option<ResultFlaw> {
        match self.0 {
            Some(Flaw::Result(flaw)) => Some(flaw),
            _ => None,
        }
    }

    fn play(&self, scenario: &Scenario) -> Result<Vec<serde_json::Value>, ScenarioError> {
        let mut model = self.model(scenario)?;
        let shown = scenario.steps.iter().filter_map(|step| model.step(step));
        let json = |answered| serde_json::to_value(answered).expect("an answer has text keys only");
        Ok(shown.map(json).collect())
    }

    fn answer(&self, question: &Validate<'_>) -> Result<Answer, String> {
        let profile = question.profile().map_err(|error| error.to_string())?;
        let flaw = self.of_oracle();
        let exchange = &question.exchange;
        let Some(result) = exchange.result.bytes().map_err(|error| error.to_string())? else {
            let kind = match exchange.result {
                Returned::Timeout => Fault::TimedOut,
                _ => Fault::Threw,
            };
            return Ok(Answer::Error { status: Some(fault(kind, &profile, flaw).0) });
        };
        let stage = question.stage;
        let event = exchange.event.clone().unwrap_or_else(|| Event::minimal(stage).to_json());
        let event = event.as_bytes();
        let question =
            Question { stage, event, caches_on: None, result: &result, profile: &profile, flaw };
        let judgement = judge(&question).map_err(|error| error.to_string())?;
        Ok(said(judgement, fault(Fault::Validation, &profile, flaw).0))
    }
}

fn said(judgement: Judgement, refused: u16) -> Answer {
    let Judgement { refusals, notes, accepted } = judgement;
    if let Some(accepted) = accepted {
        let kind = match accepted.kind {
            Kind::Request => ResultKind::Request,
            Kind::Response => ResultKind::Response,
        };
        return Answer::Accept {
            kind: Some(kind),
            normalised: Some(accepted.normalised),
            notes: Some(notes.into_iter().map(|note| note.rule).collect()),
        };
    }
    let mut rules: Vec<String> =
        refusals.into_iter().map(|finding| finding.rule.as_str().to_owned()).collect();
    rules.sort();
    rules.dedup();
    Answer::Reject { status: Some(refused), rules: Some(rules), message: None }
}
