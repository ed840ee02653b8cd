//! Calls of functions.

use edgecase_core::{Fault, Profile, Stage};
use serde_json::Value;
use serde_json::value::RawValue;

use super::answer::{Answer, Source};
use super::diary::Diary;
use super::fields::Fields;
use super::{Model, ask, policy};
use crate::flaw::PipelineFlaw;
use crate::oracle::{Accepted, Kind, Question, judge};
use crate::scenario::{Call, Called, Moment};

impl Model<'_> {
    /// Calls a behaviour's function, if it has one, with an event, and judges what it returns.
    pub(super) fn call(
        &mut self,
        behavior: usize,
        stage: Stage,
        event: impl FnOnce(&Profile) -> Box<RawValue>,
        diary: &mut Diary,
    ) -> Option<Result<Accepted, Fault>> {
        if !self.world.has_function(behavior, stage) {
            return None;
        }
        let event = event(&self.reading);
        diary.note(Moment::Function(stage));
        let called = self.world.call(behavior, stage, || event.get());
        let judged = match called {
            None => None,
            Some(Called::Fault(Fault::Threw)) if self.has(PipelineFlaw::ThrowPasses) => None,
            Some(Called::Fault(fault)) => Some(Err(fault)),
            Some(Called::Result(result)) => {
                match self.judged(behavior, stage, event.get(), &result) {
                    Err(_) if self.has(PipelineFlaw::InvalidPasses) => None,
                    judged => Some(judged),
                }
            }
        };
        diary.calls.push(Call { stage, event });
        judged
    }

    fn judged(
        &self,
        behavior: usize,
        stage: Stage,
        event: &str,
        result: &[u8],
    ) -> Result<Accepted, Fault> {
        let caches_on = policy::caches_on(self.behavior(behavior));
        let question = Question {
            stage,
            event: event.as_bytes(),
            caches_on: Some(&caches_on),
            result,
            profile: &self.reading,
            flaw: None,
        };
        let judgement = judge(&question).expect("the event is ours");
        judgement.accepted.ok_or(Fault::Invalid)
    }

    /// Returns what the viewer gets in the place of a failed function's result.
    pub(super) fn failure(&self, fault: Fault, bucket: bool) -> Answer {
        let status = match fault {
            Fault::Threw if self.has(PipelineFlaw::ThrowIs502) => 502,
            Fault::TimedOut if self.has(PipelineFlaw::TimeoutIs504) => 504,
            _ => fault.answer(&self.reading).status,
        };
        Answer::bare(status, Source::Fault(fault), bucket)
    }
}

/// Tells whether a result is a response.
pub(super) fn is_response(accepted: &Accepted) -> bool {
    accepted.kind == Kind::Response
}

/// Takes over status and headers of a returned response.
pub(super) fn take_head(answer: &mut Answer, returned: &Value) {
    let status = returned.get("status").and_then(Value::as_str);
    if let Some(status) = status.and_then(|text| text.parse().ok()) {
        answer.status = status;
    }
    answer.headers = Fields::from_json(returned.get("headers"));
}

/// Takes over the body of a returned response, if it has one.
pub(super) fn take_body(answer: &mut Answer, returned: &Value) {
    if let Some(body) = returned.get("body") {
        answer.body = ask::bytes(Some(body), returned.get("bodyEncoding"));
    }
}

/// Returns a generated response.
pub(super) fn generated(returned: &Value, source: Source, bucket: bool) -> Answer {
    let mut answer = Answer::bare(200, source, bucket);
    take_head(&mut answer, returned);
    take_body(&mut answer, returned);
    answer.raw_status = answer.status;
    answer
}
