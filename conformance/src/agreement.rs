//! Setting the reference against the oracle, answer by answer.

use std::fmt;

use edgecase_core::{Event, Exchange, Profile, Stage, Verdict, explain, validate};

use crate::oracle::{Finding, Judgement, Kind, Question, judge};
use crate::testee::normalised;
use crate::vector::ResultKind;

/// What one of the two says: rules with places, and what an accepted result amounts to.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// What refuses the result; empty if it is accepted.
    pub refusals: Vec<Finding>,
    /// What its author should know, if it is accepted.
    pub notes: Vec<Finding>,
    /// Kind and normalised form, if it is accepted.
    pub accepted: Option<(ResultKind, serde_json::Value)>,
}

/// An input on which reference and oracle differ.
#[derive(Clone, Debug)]
pub struct Disagreement {
    /// The stage.
    pub stage: Stage,
    /// The switches that are not at their `current` default.
    pub profile: String,
    /// The result.
    pub result: String,
    /// What the reference says.
    pub reference: Said,
    /// What the oracle says.
    pub oracle: Said,
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { stage, profile, result, reference, oracle } = self;
        writeln!(f, "reference and oracle differ at {stage} under {profile} on\n  {result}")?;
        writeln!(f, "reference: {reference}")?;
        write!(f, "oracle:    {oracle}")
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let findings = |list: &[Finding]| -> String {
            let one = |finding: &Finding| {
                let missing = finding.missing.as_deref().unwrap_or_default();
                format!(" {}{{{}}}{missing}", finding.rule, finding.at)
            };
            list.iter().map(one).collect()
        };
        match &self.accepted {
            None => write!(f, "refused:{}", findings(&self.refusals)),
            Some((kind, form)) => {
                write!(f, "accepted as {kind:?}, notes:{}, {form}", findings(&self.notes))
            }
        }
    }
}

impl std::error::Error for Disagreement {}

/// Puts one question to reference and oracle, and compares.
///
/// # Errors
/// When they differ in verdict, rules, places, kind or normalised form.
///
/// # Panics
/// When the event is none: it is ours.
pub fn compare(question: &Question<'_>) -> Result<Said, Box<Disagreement>> {
    let event = Event::from_json(question.event).expect("the event is ours");
    compare_with(question, &event)
}

/// Puts one question to reference and oracle, with the event as the reference reads it.
///
/// # Errors
/// When they differ in verdict, rules, places, kind or normalised form.
pub(crate) fn compare_with(
    question: &Question<'_>,
    event: &Event,
) -> Result<Said, Box<Disagreement>> {
    let Question { stage, event: _, caches_on, result, profile, flaw: _ } = *question;
    let exchange = Exchange { caches_on, ..Exchange::new(stage, event) };
    let reference = reference(exchange, result, profile);
    let oracle = oracle(judge(question).expect("the event is ours"));
    if reference == oracle {
        return Ok(reference);
    }
    Err(Box::new(Disagreement {
        stage,
        profile: described(profile),
        result: String::from_utf8_lossy(result).chars().take(4000).collect(),
        reference,
        oracle,
    }))
}

fn reference(exchange: Exchange<'_>, result: &[u8], profile: &Profile) -> Said {
    let verdict = validate(exchange, result, profile);
    let (violations, accepted) = match &verdict {
        Verdict::Accept { outcome, notes } => (notes.as_slice(), Some(normalised(outcome))),
        Verdict::Reject(violations) => (violations.as_slice(), None),
    };
    // An explanation reads the result once more.
    let explanations = match violations {
        [] => Vec::new(),
        violations => explain(exchange, result, profile, violations),
    };
    let mut findings: Vec<Finding> = explanations
        .into_iter()
        .map(|explanation| Finding {
            rule: explanation.rule,
            at: explanation.place.at,
            missing: explanation.place.missing.map(str::to_owned),
        })
        .collect();
    findings.sort();
    findings.dedup();
    match accepted {
        Some(_) => Said { refusals: Vec::new(), notes: findings, accepted },
        None => Said { refusals: findings, notes: Vec::new(), accepted },
    }
}

fn oracle(judgement: Judgement) -> Said {
    let Judgement { refusals, notes, accepted } = judgement;
    let accepted = accepted.map(|accepted| {
        let kind = match accepted.kind {
            Kind::Request => ResultKind::Request,
            Kind::Response => ResultKind::Response,
        };
        (kind, accepted.normalised)
    });
    let notes = if accepted.is_some() { notes } else { Vec::new() };
    Said { refusals, notes, accepted }
}

/// Names the edition of a profile and the switches that differ from its defaults.
#[must_use]
pub fn described(profile: &Profile) -> String {
    let default = Profile::of(profile.edition);
    let mut text = profile.edition.to_string();
    for switch in edgecase_core::profile::SWITCHES {
        let value = profile.get(switch.name);
        if value != default.get(switch.name) {
            text.push_str(&format!(" {}={}", switch.name, value.unwrap_or_default()));
        }
    }
    text
}
