//! Two that play one scenario agree.

use super::{Frame, Play};
use crate::scenario::{Scenario, StepAnswer};

/// Plays a scenario twice and compares every step: the answers with all that led to them, and what
/// the caches hold. Returns how the first of the two played it.
///
/// # Errors
/// Tells the first difference, or why the scenario cannot be played.
pub fn agree(scenario: &Scenario, one: Play<'_>, other: Play<'_>) -> Result<Vec<Frame>, String> {
    let frames = |play: Play<'_>| play(scenario).map_err(|error| error.to_string());
    let (one, other) = (frames(one)?, frames(other)?);
    same(&one, &other)?;
    Ok(one)
}

/// Compares how a scenario was played with how it was played by another.
///
/// # Errors
/// Tells the first difference.
pub(crate) fn same(one: &[Frame], other: &[Frame]) -> Result<(), String> {
    for (number, (one, other)) in one.iter().zip(other).enumerate() {
        if let Some(difference) = unlike(one, other) {
            return Err(format!("step {number}: {difference}"));
        }
    }
    Ok(())
}

fn unlike(one: &Frame, other: &Frame) -> Option<String> {
    if one.answers.len() != other.answers.len() {
        return Some(format!("{} and {} answers", one.answers.len(), other.answers.len()));
    }
    let answers = one.answers.iter().zip(&other.answers).enumerate();
    let answer = answers.into_iter().find_map(|(number, (one, other))| {
        unlike_answers(one, other).map(|difference| format!("answer {number}: {difference}"))
    });
    answer.or_else(|| differ("caches", &one.after, &other.after))
}

fn differ<T: PartialEq + std::fmt::Debug>(what: &str, one: &T, other: &T) -> Option<String> {
    (one != other).then(|| format!("{what} differ\none:   {one:#?}\nother: {other:#?}"))
}

fn unlike_answers(one: &StepAnswer, other: &StepAnswer) -> Option<String> {
    differ("statuses", &one.status, &other.status)
        .or_else(|| differ("headers", &one.headers, &other.headers))
        .or_else(|| differ("bodies", &one.body, &other.body))
        .or_else(|| differ("moments", &one.moments, &other.moments))
        .or_else(|| differ("calls", &one.invoked, &other.invoked))
        .or_else(|| differ("attempts", &one.origin_requests, &other.origin_requests))
        .or_else(|| differ("words", &one.cache, &other.cache))
        .or_else(|| differ("X-Cache", &one.x_cache, &other.x_cache))
        .or_else(|| differ("logs", &one.log, &other.log))
        .or_else(|| {
            let (one, other) = (&one.background_moments, &other.background_moments);
            differ("background moments", one, other)
        })
        .or_else(|| differ("background", &one.background, &other.background))
        .or_else(|| differ("events", &one.events, &other.events))
        .or_else(|| differ("originSaw", &one.origin_saw, &other.origin_saw))
        .or_else(|| differ("answers", one, other))
}
