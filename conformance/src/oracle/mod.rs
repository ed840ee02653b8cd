//! The naive oracle: a second implementation of every rule, slow and obvious.
//!
//! It is written from the texts of the rule table and from `corpus/INTERPRETING.md`, and shares
//! with the reference only data: the ids and effects of the rules, the limits, the lists of names
//! and the profiles. One small function stands for each rule; [`judge`] asks all of them.
//!
//! A question can name a [flaw](crate::flaw::ResultFlaw), and then one thing is got wrong, where the
//! code asks for that flaw. To read what is right, read past the lines that name one.

mod body;
mod case;
mod coded;
mod custom_headers;
mod description;
mod domain;
mod error;
mod header_map;
mod header_names;
mod headers;
mod measure;
mod misread;
mod normal;
mod origin;
mod origin_path;
mod place;
mod question;
mod read_only;
mod reader;
mod request;
mod request_body;
mod result;
mod size;
mod status;
mod text;
mod tree;
mod witness;

pub(crate) use domain::{is_bucket_domain, is_dns_name};
pub use error::{Fault, fault};
pub(crate) use origin_path::is_raw;
pub use question::{Accepted, EventError, Finding, Judgement, Kind, Measured, Question};
pub(crate) use text::{characters, is_control, is_token_char};

use edgecase_core::rule::{Effect, RuleId};

use case::{Case, event_message, read_event};
use reader::{read, read_with};
use witness::witness;

/// The rules that are judged alone, in the order in which they are asked.
const ALONE: [RuleId; 6] = [
    RuleId::ResultJson,
    RuleId::ResultDepth,
    RuleId::ResultNull,
    RuleId::ResultObject,
    RuleId::ResultWrapper,
    RuleId::ResultApiGateway,
];

/// Tells what becomes of a result.
///
/// # Errors
///
/// Returns an error if the event cannot be used; whatever the result is, it is judged.
pub fn judge(question: &Question<'_>) -> Result<Judgement, EventError> {
    let profile = misread::profile(question);
    let question = &Question { profile: &profile, ..*question };
    let event = read_event(question.event)?;
    let message = event_message(&event, question.stage);
    let result = read_with(question.result, question.flaw);
    let case = Case::new(question, message, result.as_ref().map_err(|broken| *broken));
    if let Some(alone) = judge_alone(&case) {
        return Ok(alone);
    }
    if case.result.is_ok_and(tree::Node::is_null) {
        let own = message.ok_or(EventError::NoMessage)?;
        let case = Case::passed_through(question, own);
        return Ok(judgement(&case, Vec::new(), Vec::new()));
    }
    let (mut refusals, mut notes) = (Vec::new(), Vec::new());
    for rule in RuleId::ALL {
        match misread::effect(*rule, &case) {
            Effect::Refuse => refusals.extend(findings(*rule, &case)),
            Effect::Note => notes.extend(findings(*rule, &case)),
            Effect::Ignore | Effect::Off => {}
        }
    }
    Ok(judgement(&case, refusals, notes))
}

/// Returns the places where a result breaks one rule, whatever the profile makes of that.
///
/// A rule that is not judged at the stage, or beside one that is judged alone, is not broken.
///
/// # Errors
///
/// Returns an error if the event cannot be used.
pub fn breaches(rule: RuleId, question: &Question<'_>) -> Result<Vec<Finding>, EventError> {
    if !rule.rule().stages.contains(question.stage) {
        return Ok(Vec::new());
    }
    let event = read_event(question.event)?;
    let message = event_message(&event, question.stage);
    let result = read(question.result);
    let case = Case::new(question, message, result.as_ref().map_err(|broken| *broken));
    if let Some(alone) = judge_alone(&case) {
        return Ok(alone.refusals.into_iter().filter(|finding| finding.rule == rule).collect());
    }
    if !ALONE.contains(&rule) && case.result.is_ok_and(tree::Node::is_null) {
        let own = message.ok_or(EventError::NoMessage)?;
        return Ok(findings(rule, &Case::passed_through(question, own)));
    }
    Ok(findings(rule, &case))
}

/// Returns what a size or length rule measures on a result; nothing where it is not judged.
#[must_use]
pub fn measure(rule: RuleId, question: &Question<'_>) -> Option<Measured> {
    let event = read_event(question.event).ok()?;
    let result = read(question.result).ok()?;
    let case = Case::new(question, event_message(&event, question.stage), Ok(&result));
    let on = rule.rule().effect(case.profile, case.stage) != Effect::Off;
    if on && result.is_object() && judge_alone(&case).is_none() {
        measure::measure(rule, &case)
    } else {
        None
    }
}

/// Returns the judgement if one of the rules that are judged alone refuses the result.
fn judge_alone(case: &Case<'_>) -> Option<Judgement> {
    let refuses = |rule: &RuleId| misread::effect(*rule, case) == Effect::Refuse;
    let refusals = ALONE
        .into_iter()
        .filter(refuses)
        .map(|rule| findings(rule, case))
        .find(|findings| !findings.is_empty())?;
    Some(Judgement { refusals, notes: Vec::new(), accepted: None })
}

/// Returns the places where a result breaks a rule.
fn findings(rule: RuleId, case: &Case<'_>) -> Vec<Finding> {
    let places = witness(rule)(case);
    places.into_iter().map(|p| Finding { rule, at: p.at, missing: p.missing }).collect()
}

/// Sorts the findings, drops what is said twice, and adds what is accepted.
fn judgement(case: &Case<'_>, refusals: Vec<Finding>, notes: Vec<Finding>) -> Judgement {
    let sorted = |mut findings: Vec<Finding>| {
        findings.sort();
        findings.dedup();
        findings
    };
    let accepted = refusals.is_empty().then(|| normal::accepted(case));
    Judgement { refusals: sorted(refusals), notes: sorted(notes), accepted }
}

#[cfg(test)]
mod tests;
