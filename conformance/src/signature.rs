//! What makes two failures the same one.

use std::fmt;

use edgecase_core::profile::Edition;
use edgecase_core::{Exchange, Verdict, validate};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::example::{Example, ResultExample};
use crate::property::{Check, Property};
use crate::scenario::{Scenario, present};
use crate::testee::{Answer, PlayScenario, Reference, Testee};

/// How testee and reference answer where a claim does not hold.
///
/// A smaller example shows the same failure only if it has the same signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The id of the claim.
    pub property: String,
    /// The testee's verdict: `accept`, `reject`, `error`, `played`, `skipped`, `errored`, or how it
    /// misbehaved.
    pub testee: String,
    /// The reference's verdict.
    pub reference: String,
    /// The first rule that the reference finds broken.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The member of the answer in which the two differ first; none if they do not.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { property, testee, reference, rule, field } = self;
        write!(f, "{property}: testee {testee}, reference {reference}")?;
        for detail in [rule, field].into_iter().flatten() {
            write!(f, " ({detail})")?;
        }
        Ok(())
    }
}

/// A claim that does not hold for an example.
#[derive(Clone, Debug)]
pub struct Failed {
    /// What is untrue.
    pub message: String,
    /// What makes it this failure.
    pub signature: Signature,
}

/// Puts a claim to the test as [`Property::holds`] does, and signs what does not hold.
///
/// # Errors
/// Tells what is untrue.
pub fn judge(
    property: &Property,
    example: &Example,
    testee: &mut dyn Testee,
) -> Result<u32, Box<Failed>> {
    if let (Check::Invariant(_), Example::Scenario(scenario)) = (property.check, example) {
        // The invariants are about scenarios without switches, and about who shows the caches.
        let is_current = scenario.profile == Edition::Current && scenario.set.is_empty();
        if !is_current || testee.frames(scenario).is_none() {
            return Ok(0);
        }
    }
    property.holds(example, testee).map_err(|message| {
        let signature = sign(property.id, example, testee);
        Box::new(Failed { message, signature })
    })
}

fn sign(property: &str, example: &Example, testee: &mut dyn Testee) -> Signature {
    match example {
        Example::Result(example) => sign_result(property, example, testee),
        Example::Scenario(scenario) => sign_scenario(property, scenario, testee),
    }
}

fn sign_result(property: &str, example: &ResultExample, testee: &mut dyn Testee) -> Signature {
    let question = example.question();
    let (answer, reference) = (testee.validate(&question), Reference.validate(&question));
    Signature {
        property: property.to_owned(),
        testee: verdict(&answer).to_owned(),
        reference: verdict(&reference).to_owned(),
        rule: first_rule(example),
        field: verdict_difference(&answer, &reference).map(str::to_owned),
    }
}

fn sign_scenario(property: &str, scenario: &Scenario, testee: &mut dyn Testee) -> Signature {
    let blind = scenario.blind();
    let question = PlayScenario { scenario: &blind };
    let (answer, reference) = (testee.scenario(&question), Reference.scenario(&question));
    let field = match (&answer, &reference) {
        (Answer::Played { steps }, Answer::Played { steps: want }) => {
            steps.iter().zip(want).find_map(|(step, want)| step_difference(step, want))
        }
        _ => None,
    };
    Signature {
        property: property.to_owned(),
        testee: verdict(&answer).to_owned(),
        reference: verdict(&reference).to_owned(),
        rule: None,
        field,
    }
}

/// Returns the rule that the reference names first.
pub(crate) fn first_rule(example: &ResultExample) -> Option<String> {
    let (profile, event) = (example.profile().ok()?, example.typed_event().ok()?);
    let exchange = Exchange::new(example.stage, &event);
    let verdict = validate(exchange, &example.result, &profile);
    let first = match &verdict {
        Verdict::Accept { notes, .. } => notes.first(),
        Verdict::Reject(violations) => violations.as_slice().first(),
    };
    first.map(|violation| violation.rule.as_str().to_owned())
}

const fn verdict(answer: &Answer) -> &'static str {
    match answer {
        Answer::Accept { .. } => "accept",
        Answer::Reject { .. } => "reject",
        Answer::Error { .. } => "error",
        Answer::Played { .. } => "played",
        Answer::Skipped { .. } => "skipped",
        Answer::Errored { .. } => "errored",
        Answer::Misbehaved(how) => how.as_str(),
    }
}

/// Returns the member in which two answers differ; what one of them leaves out is no difference.
fn verdict_difference(answer: &Answer, reference: &Answer) -> Option<&'static str> {
    fn differ<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
        matches!((one, other), (Some(one), Some(other)) if one != other)
    }
    match (answer, reference) {
        (
            Answer::Accept { kind, normalised, .. },
            Answer::Accept { kind: want, normalised: form, .. },
        ) => {
            let kind = differ(kind, want).then_some("kind");
            kind.or_else(|| differ(normalised, form).then_some("normalised"))
        }
        (
            Answer::Reject { status, rules, .. },
            Answer::Reject { status: want, rules: known, .. },
        ) => {
            let status = differ(status, want).then_some("status");
            status.or_else(|| differ(rules, known).then_some("rules"))
        }
        (Answer::Error { status }, Answer::Error { status: want }) => {
            differ(status, want).then_some("status")
        }
        _ => Some("verdict"),
    }
}

/// Returns the first member, by name, in which two answers to a step differ.
fn step_difference(step: &Value, want: &Value) -> Option<String> {
    match (step, want) {
        (Value::Array(answers), Value::Array(wanted)) => {
            answers.iter().zip(wanted).find_map(|(answer, want)| step_difference(answer, want))
        }
        (Value::Object(members), Value::Object(wanted)) => {
            let mut differing =
                wanted.iter().filter(|(name, want)| members.get(*name) != Some(want));
            differing.next().map(|(name, _)| name.clone())
        }
        _ => (step != want).then(|| "shape".to_owned()),
    }
}
