//! What tells one failure from another.

use std::fmt;

use edgecase_core::{Exchange, RuleId, Verdict, validate};
use serde::{Deserialize, Serialize};

use super::differences::place;
use super::plain::{ask, play};
use crate::example::{Example, ResultExample};
use crate::invariant::Frame;
use crate::protocol::Hello;
use crate::scenario::Scenario;
use crate::testee::{Answer, Misbehaviour, PlayScenario, Reference, StartError, Testee, Validate};

/// What tells one failure from another, whatever the values are.
///
/// An example that is made smaller still shows the same failure if the same claim does not hold and
/// the signature, worked out anew, is the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// What the testee said to the example: `accept`, `reject`, `error`, `played` or `skipped`; or how it
    /// failed to answer that or a variant: `errored`, or the name of a misbehaviour.
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
    /// Returns the signature of a failure in which a testee gave that answer to an example.
    fn of(example: &Example, answer: &Answer) -> Self {
        let (reference, rule, field) = match example {
            Example::Result(example) => {
                let (reference, rule) = verdict(example);
                (reference, rule, None)
            }
            Example::Scenario(scenario) => played(scenario, answer),
        };
        Self { testee: kind(answer).to_owned(), reference: reference.to_owned(), rule, field }
    }

    /// Returns the signature of a failure to answer.
    pub(super) fn unanswered(example: &Example, how: &Misbehaviour) -> Self {
        Self::of(example, &Answer::Misbehaved(how.clone()))
    }
}

/// A testee, and the last question that it did not answer as it should, if there was one.
pub(super) struct Heard<'t> {
    testee: &'t mut dyn Testee,
    none: Option<Answer>,
}

impl<'t> Heard<'t> {
    pub(super) const fn new(testee: &'t mut dyn Testee) -> Self {
        Self { testee, none: None }
    }

    /// Returns the signature of the failure that was seen just now. Whoever failed to answer is not
    /// asked again.
    pub(super) fn signature(&mut self, example: &Example) -> Signature {
        let answer = self.none.take().unwrap_or_else(|| ask(example, self.testee));
        Signature::of(example, &answer)
    }

    fn heard(&mut self, answer: Answer) -> Answer {
        if matches!(answer, Answer::Errored { .. } | Answer::Misbehaved(_)) {
            self.none = Some(answer.clone());
        }
        answer
    }
}

impl Testee for Heard<'_> {
    fn hello(&mut self) -> Result<Hello, StartError> {
        self.testee.hello()
    }

    fn validate(&mut self, question: &Validate<'_>) -> Answer {
        let answer = self.testee.validate(question);
        self.heard(answer)
    }

    fn scenario(&mut self, question: &PlayScenario<'_>) -> Answer {
        let answer = self.testee.scenario(question);
        self.heard(answer)
    }

    fn frames(&mut self, scenario: &Scenario) -> Option<Vec<Frame>> {
        self.testee.frames(scenario)
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { testee, reference, rule, field } = self;
        write!(f, "testee {testee}, reference {reference}")?;
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
