//! What tells one failure from another.

use std::fmt;

use edgecase_core::{Exchange, RuleId, Verdict, validate};
use serde::{Deserialize, Serialize};

use super::differences::place;
use super::plain::{ask, play};
use crate::example::{Example, ResultExample};
use crate::scenario::Scenario;
use crate::testee::{Answer, Reference, Testee};

/// What tells one failure from another, whatever the values are.
///
/// An example that is made smaller still shows the same failure if its signature, worked out anew, is
/// the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The id of the claim.
    pub property: String,
    /// What the testee said: `accept`, `reject`, `error`, `played`, `skipped`, `errored`, or the name
    /// of a misbehaviour.
    pub testee: String,
    /// What the reference said: `accept`, `reject`, `played`, or `unusable` for an example that it
    /// cannot judge.
    pub reference: String,
    /// The first rule, in the order of the table, for which the reference refuses the result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Of a scenario: the first member in which the testee's answers differ from the reference's, and
    /// after ` of ` what the reference found in its caches then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl Signature {
    /// Works out the signature of a failure; puts one question to the testee.
    #[must_use]
    pub fn of(property: &str, example: &Example, testee: &mut dyn Testee) -> Self {
        let answer = ask(example, testee);
        let (reference, rule, field) = match example {
            Example::Result(example) => {
                let (reference, rule) = verdict(example);
                (reference, rule, None)
            }
            Example::Scenario(scenario) => played(scenario, &answer),
        };
        Self {
            property: property.to_owned(),
            testee: kind(&answer).to_owned(),
            reference: reference.to_owned(),
            rule,
            field,
        }
    }
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

const fn kind(answer: &Answer) -> &'static str {
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

fn verdict(example: &ResultExample) -> (&'static str, Option<String>) {
    let (Ok(event), Ok(profile)) = (example.typed_event(), example.profile()) else {
        return ("unusable", None);
    };
    match validate(Exchange::new(example.stage, &event), &example.result, &profile) {
        Verdict::Accept { .. } => ("accept", None),
        Verdict::Reject(violations) => {
            let broken = |rule: &&RuleId| violations.iter().any(|v| v.rule == **rule);
            ("reject", RuleId::ALL.iter().find(broken).map(ToString::to_string))
        }
    }
}

fn played(scenario: &Scenario, answer: &Answer) -> (&'static str, Option<String>, Option<String>) {
    let Answer::Played { steps: reference } = play(scenario, &mut Reference) else {
        return ("unusable", None, None);
    };
    let Answer::Played { steps } = answer else { return ("played", None, None) };
    let field = place(&reference, steps).map(|place| match place.cache.as_str() {
        "" => place.member,
        cache => format!("{} of {cache}", place.member),
    });
    ("played", None, field)
}
