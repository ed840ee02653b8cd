//! Scenario files from scenarios.

use std::collections::BTreeMap;

use super::{Draft, PromoteError, Promoted, level};
use crate::any_rule::AnyRule;
use crate::invariant::{agree, model, reference};
use crate::layout::{self, pretty};
use crate::scenario::{Expect, Expectation, Lines, Scenario, ScenarioCase, Step, StepAnswer};

/// Makes a scenario file of a scenario; `differs` is the member of the answers that showed the failure.
pub(super) fn scenario(
    example: &Scenario,
    draft: &Draft,
    differs: Option<&str>,
) -> Result<Promoted, PromoteError> {
    let rule = match draft.rule {
        Some(AnyRule::Pipeline(rule)) => rule,
        Some(AnyRule::Result(rule)) => {
            let message = format!("`{rule}` is a rule on results, want one of the pipeline");
            return Err(PromoteError::Draft(message));
        }
        None => {
            let message = "a scenario does not tell its rule: name the one under test";
            return Err(PromoteError::Draft(message.to_owned()));
        }
    };
    let mut scenario = Scenario { trace: true, ..example.blind() };
    // Everything that either shows is compared, though only some of it is expected.
    let frames = agree(&scenario, &reference, &model).map_err(PromoteError::Disagreement)?;
    for (step, frame) in scenario.steps.iter_mut().zip(&frames) {
        let mut expects = frame.answers.iter().map(|answer| expect(answer, differs));
        match step {
            Step::Request(step) => step.expect = expects.next().unwrap_or_default(),
            Step::Batch { expect, .. } => *expect = expects.collect(),
            _ => {}
        }
    }
    scenario.trace = false;
    scenario.case = Some(ScenarioCase {
        id: draft.id.clone(),
        title: draft.title.clone(),
        comment: None,
        rules: vec![rule],
        level: level(draft, rule.rule().level_in(scenario.profile)),
        tags: Vec::new(),
        evidence: draft.evidence.clone(),
    });
    let text = format!("{}\n", pretty(&layout::scenario(&scenario)));
    Ok(Promoted::Scenario { path: format!("{}.json", draft.id), text })
}

/// Expects of an answer what a reader looks at first, and what differed.
fn expect(answer: &StepAnswer, differs: Option<&str>) -> Expect {
    let json = |value| serde_json::to_value(value).ok();
    let headers =
        |(name, values): (&String, &Vec<String>)| (name.clone(), Some(Lines::Many(values.clone())));
    let is = |member: &str| differs == Some(member);
    let body = std::str::from_utf8(&answer.body.0).map(str::to_owned).ok();
    Expect {
        status: Some(Expectation(vec![answer.status])),
        cache: Some(Expectation(vec![answer.cache.as_str().to_owned()])),
        headers: if is("headers") {
            answer.headers.iter().map(headers).collect()
        } else {
            BTreeMap::new()
        },
        body: body.filter(|_| is("body")),
        body_base64: None,
        invoked: Some(answer.invoked.iter().map(|stage| stage.as_str().to_owned()).collect()),
        origin_requests: Some(answer.origin_requests),
        x_cache: Some(answer.x_cache.clone()).filter(|_| is("xCache")),
        log: json(&answer.log).filter(|_| is("log")),
        background: serde_json::to_value(&answer.background).ok().filter(|_| is("background")),
        events: None,
        origin_saw: None,
    }
}
