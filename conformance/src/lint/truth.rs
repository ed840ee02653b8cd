//! Whether each case says the truth about itself, by what the reference makes of it.

use std::collections::BTreeSet;

use edgecase_core::{Effect, Event, Profile, RuleId};

use super::Problem;
use crate::judge::played_difference;
use crate::oracle::{Question, judge};
use crate::suite::{ScenarioFile, Suite, VectorCase};
use crate::testee::{Answer, PlayScenario, Reference, Testee as _, Validate};
use crate::vector::{Expect, Polarity, Returned};

/// Returns the cases, in every edition in which they hold, whose expectation or side of the boundary
/// is not what the reference finds. Stricter than a run: all rules and all notes count.
#[must_use]
pub fn untrue(suite: &Suite) -> Vec<Problem> {
    let mut problems = Vec::new();
    for case in suite.all_vector_cases() {
        if let Err(message) = truth(&case) {
            let place = format!("{} under {}", case.name(), case.edition);
            problems.push(Problem { place, message });
        }
    }
    for file in &suite.scenarios {
        if let Err(message) = scenario_truth(file) {
            problems.push(Problem { place: file.case().id.clone(), message });
        }
    }
    problems
}

fn scenario_truth(file: &ScenarioFile) -> Result<(), String> {
    let blind = file.scenario.blind();
    let steps = match Reference.scenario(&PlayScenario { scenario: &blind }) {
        Answer::Played { steps } => steps,
        other => return Err(format!("want steps, got {other:?}")),
    };
    played_difference(&file.scenario, &steps).map_or(Ok(()), Err)
}

fn truth(case: &VectorCase<'_>) -> Result<(), String> {
    let question = Validate::of(case).map_err(|error| error.to_string())?;
    let profile = case.profile().map_err(|error| error.to_string())?;
    let answer = Reference.validate(&question);
    expectation(&case.vector.expect, &answer)?;
    side(case, &question, &profile)
}

fn expectation(expect: &Expect, answer: &Answer) -> Result<(), String> {
    match (expect, answer) {
        (
            Expect::Accept { kind, notes, normalised },
            Answer::Accept { kind: got, normalised: form, notes: found },
        ) => {
            same("kind", &Some(*kind), got)?;
            let found: BTreeSet<RuleId> = found.iter().flatten().copied().collect();
            same("notes", &notes.iter().copied().collect(), &found)?;
            match normalised {
                Some(_) => same("normalised", normalised, form),
                None => Ok(()),
            }
        }
        (Expect::Reject { reject_rules, status }, Answer::Reject { status: got, rules, .. }) => {
            same("status", &Some(*status), got)?;
            let want: BTreeSet<&str> = reject_rules.iter().map(|rule| rule.as_str()).collect();
            same("rules", &want, &rules.iter().flatten().map(String::as_str).collect())
        }
        (Expect::Error { status }, Answer::Error { status: got }) => {
            same("status", &Some(*status), got)
        }
        (expect, answer) => Err(format!("want {expect:?}, got {answer:?}")),
    }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, want: &T, got: &T) -> Result<(), String> {
    if want == got { Ok(()) } else { Err(format!("{what}: want {want:?}, got {got:?}")) }
}

/// Compares the side that the case claims with what the oracle finds broken.
///
/// The oracle is asked because it lists notes on refused results too.
fn side(case: &VectorCase<'_>, question: &Validate<'_>, profile: &Profile) -> Result<(), String> {
    let rule = case.rule();
    let broken = match rule {
        RuleId::ErrorValidation => matches!(case.vector.expect, Expect::Reject { .. }),
        RuleId::ErrorExecution => matches!(case.vector.input.result, Returned::Throw { .. }),
        RuleId::ErrorTimeout => matches!(case.vector.input.result, Returned::Timeout),
        _ => is_broken(rule, question, profile)?,
    };
    let shows = match &case.vector.expect {
        Expect::Accept { normalised, .. } => normalised.is_some(),
        Expect::Reject { .. } | Expect::Error { .. } => true,
    };
    match (rule.rule().effect(profile, case.stage), case.vector.polarity) {
        (Effect::Refuse | Effect::Note, Polarity::Outside) if !broken => {
            Err(format!("claims to lie outside of {rule}, which is not broken"))
        }
        (_, Polarity::Inside) if broken => {
            Err(format!("claims to lie inside of {rule}, which is broken"))
        }
        (Effect::Ignore, Polarity::Outside) if !shows => {
            Err(format!("{rule} is ignored, so the case needs `normalised` to show it"))
        }
        (Effect::Off, Polarity::Outside) => {
            Err(format!("claims to lie outside of {rule}, which the profile does not have"))
        }
        _ => Ok(()),
    }
}

fn is_broken(rule: RuleId, question: &Validate<'_>, profile: &Profile) -> Result<bool, String> {
    let exchange = &question.exchange;
    let Some(result) = exchange.result.bytes().map_err(|error| error.to_string())? else {
        return Ok(false);
    };
    let event = exchange.event.clone();
    let event = event.unwrap_or_else(|| Event::minimal(question.stage).to_json());
    let asked = Question::new(question.stage, &event, &result, profile);
    let judgement = judge(&asked).map_err(|error| error.to_string())?;
    let mut findings = judgement.refusals.iter().chain(&judgement.notes);
    Ok(findings.any(|finding| finding.rule == rule))
}
