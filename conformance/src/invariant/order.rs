//! Which function runs when.

use edgecase_core::Stage;
use serde_json::{Value, json};

use super::variant::{alike, change_functions, patch, tag, without_calls};
use super::visit::{main_part, page_part, reaches_origin};
use super::{Checked, Subject};
use crate::scenario::{CacheWord, Found, Moment, StepAnswer};

pub(super) fn events_come_in_order(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    for answer in subject.answers() {
        let page = page_part(answer).unwrap_or_default();
        if !in_order(main_part(answer), true)
            || !in_order(page, false)
            || !in_order(&answer.background_moments, false)
        {
            return Err(format!("out of order: {answer:#?}"));
        }
        if calls(&answer.moments) != answer.invoked
            || calls(&answer.background_moments) != answer.background.invoked
        {
            return Err(format!("`invoked` does not list the calls: {answer:#?}"));
        }
        checked += u32::from(!answer.invoked.is_empty());
    }
    Ok(checked)
}

fn calls(moments: &[Moment]) -> Vec<Stage> {
    let stage = |moment: &Moment| match moment {
        Moment::Function(stage) => Some(*stage),
        _ => None,
    };
    moments.iter().filter_map(stage).collect()
}

fn in_order(moments: &[Moment], viewer_stages: bool) -> bool {
    let relevant = |m: &&Moment| matches!(m, Moment::Function(_) | Moment::Origin { .. });
    let mut last: Option<&Moment> = None;
    for moment in moments.iter().filter(relevant) {
        let over = last == Some(&Moment::Function(Stage::ViewerResponse));
        let fits = match moment {
            Moment::Function(Stage::ViewerRequest) => viewer_stages && last.is_none(),
            Moment::Function(Stage::ViewerResponse) => viewer_stages && !over,
            Moment::Function(Stage::OriginResponse) => matches!(last, Some(Moment::Origin { .. })),
            _ => !over,
        };
        if !fits {
            return false;
        }
        last = Some(moment);
    }
    true
}

pub(super) fn identity_changes_nothing(subject: &Subject<'_>) -> Checked {
    let mut attached = 0;
    let mut variant = subject.scenario.clone();
    change_functions(&mut variant, |_, function| {
        if function.is_none() {
            *function = Some(patch(json!({})));
            attached += 1;
        }
    });
    if attached == 0 {
        return Ok(0);
    }
    alike("identity functions", subject.frames, &subject.run(&variant)?, without_calls)?;
    Ok(u32::from(subject.answers().next().is_some()))
}

pub(super) fn fresh_copies_spare_the_origin(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    for visit in subject.visits() {
        let lookups = visit.main().iter().filter_map(|moment| match moment {
            Moment::Lookup { layer, found } => Some((layer, *found)),
            _ => None,
        });
        let mut any = lookups.skip_while(|(_, found)| *found == Found::Nothing);
        let Some((layer, Found::Fresh | Found::Negative)) = any.next() else {
            continue;
        };
        if reaches_origin(visit.main()) {
            return Err(format!(
                "step {}: fresh in {layer}, yet {:#?}",
                visit.number, visit.answer
            ));
        }
        checked += 1;
    }
    Ok(checked)
}

const GENERATED: &str = "LambdaGeneratedResponse from cloudfront";

pub(super) fn generated_at_viewer_request_touches_no_cache(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    for visit in subject.visits().iter().filter(|visit| visit.answer.x_cache == GENERATED) {
        let silent = visit.answer.moments == [Moment::Function(Stage::ViewerRequest)];
        if !silent || visit.before != visit.after || visit.answer.cache != CacheWord::None {
            return Err(format!("step {}: {:#?}", visit.number, visit.answer));
        }
        checked += 1;
    }
    Ok(checked)
}

pub(super) fn generated_at_viewer_request_is_never_stored(subject: &Subject<'_>) -> Checked {
    const TAG: &str = "x-made-at-vr";
    let mut variant = subject.scenario.clone();
    tag(&mut variant, Stage::ViewerRequest, TAG);
    let frames = subject.run(&variant)?;
    let mut checked = 0;
    for (number, frame) in frames.iter().enumerate() {
        if frame.after.values().flatten().any(|copy| copy.headers.contains_key(TAG)) {
            return Err(format!("stored at step {number}: {:#?}", frame.after));
        }
        let shown = frame.answers.iter().filter(|answer| answer.headers.contains_key(TAG)).count();
        checked += u32::try_from(shown).unwrap_or_default();
    }
    Ok(checked)
}

pub(super) fn generated_at_origin_request_spares_the_origin(subject: &Subject<'_>) -> Checked {
    const TAG: &str = "x-made-at-or";
    let mut variant = subject.scenario.clone();
    tag(&mut variant, Stage::OriginRequest, TAG);
    let frames = subject.run(&variant)?;
    let mut checked = 0;
    for answer in frames.iter().flat_map(|frame| &frame.answers) {
        let made = answer.headers.contains_key(TAG) && page_part(answer).is_none();
        if !made || !matches!(answer.cache, CacheWord::Miss | CacheWord::None) {
            continue;
        }
        let call = Moment::Function(Stage::OriginRequest);
        let Some(at) = answer.moments.iter().rposition(|moment| *moment == call) else {
            return Err(format!("made without origin-request: {answer:#?}"));
        };
        if answer.moments.get(at + 1..).is_some_and(reaches_origin) {
            return Err(format!("the origin was asked: {answer:#?}"));
        }
        checked += 1;
    }
    Ok(checked)
}

pub(super) fn viewer_response_sees_no_error(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    for answer in subject.answers() {
        let page = page_part(answer).unwrap_or_default();
        if page.contains(&Moment::Function(Stage::ViewerResponse)) {
            return Err(format!("viewer-response after an error page: {answer:#?}"));
        }
        for call in answer.events.iter().flatten() {
            if call.stage != Stage::ViewerResponse {
                continue;
            }
            let event: Value = serde_json::from_str(call.event.get()).unwrap_or_default();
            let status = event.pointer("/Records/0/cf/response/status").and_then(Value::as_str);
            let status = status.and_then(|digits| digits.parse::<u16>().ok());
            if status.is_none_or(|status| status >= 400) {
                return Err(format!("viewer-response was given {status:?}: {answer:#?}"));
            }
            checked += 1;
        }
    }
    Ok(checked)
}

/// Tells whether an answer is the text of a function's failure.
fn is_failure(answer: &StepAnswer) -> bool {
    let texts = ["LambdaValidationError", "LambdaExecutionError", "LambdaLimitExceeded"];
    texts.iter().any(|text| answer.x_cache.starts_with(text))
}

pub(super) fn failures_store_nothing(subject: &Subject<'_>) -> Checked {
    let errors = &subject.scenario.distribution.error_responses;
    let mut checked = 0;
    for visit in subject.visits().iter().filter(|visit| is_failure(visit.answer)) {
        let answer = visit.answer;
        if ![502, 503].contains(&answer.status) {
            return Err(format!("step {}: {answer:#?}", visit.number));
        }
        let named = errors.iter().any(|error| error.status == answer.status);
        let late = answer.invoked.last() == Some(&Stage::ViewerResponse);
        if named || late || !visit.is_plain() {
            continue;
        }
        if visit.before != visit.after {
            return Err(format!("step {} changed a cache: {answer:#?}", visit.number));
        }
        checked += 1;
    }
    Ok(checked)
}

pub(super) fn viewer_request_runs_once(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    for visit in subject.visits() {
        let attached = visit.functions.contains_key(&Stage::ViewerRequest);
        let wanted = usize::from(attached && !visit.is_refused());
        let runs = visit.answer.invoked.iter().filter(|s| **s == Stage::ViewerRequest).count();
        let silent = !visit.is_refused() || visit.answer.moments.is_empty();
        if runs != wanted || !silent {
            return Err(format!("step {}: {runs} times: {:#?}", visit.number, visit.answer));
        }
        checked += u32::from(attached);
    }
    Ok(checked)
}
