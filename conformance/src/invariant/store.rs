//! What is stored of functions' responses.

use edgecase_core::Stage;

use super::variant::{ask, change_functions, same_caches, tag};
use super::{Checked, Frame, Subject};
use crate::scenario::{CacheWord, FunctionKind, Moment, Step};

pub(super) fn generated_at_origin_request_is_reused(subject: &Subject<'_>) -> Checked {
    const TAG: &str = "x-made-at-or";
    let mut variant = subject.scenario.clone();
    tag(&mut variant, Stage::OriginRequest, TAG);
    let frames = subject.run(&variant)?;
    let tagged = Subject { scenario: &variant, frames: &frames, play: subject.play };
    let mut checked = 0;
    for visit in tagged.visits() {
        let answer = visit.answer;
        let fresh = answer.cache == CacheWord::Miss && answer.headers.contains_key(TAG);
        let steady_end = visit.functions.get(&Stage::ViewerResponse).is_none_or(|f| f.0.len() == 1);
        let steady = visit.viewer_request_is_steady() && steady_end && !visit.is_conditional();
        let ttl = visit.main().iter().find_map(|moment| match moment {
            Moment::Store { layer, ttl } if layer == visit.pop.pop => Some(*ttl),
            _ => None,
        });
        let Some(ttl) = ttl.filter(|ttl| *ttl > 0 && fresh && steady && visit.is_plain()) else {
            continue;
        };
        let more = [Step::Advance(ttl - 1), ask(visit.request)];
        let again = tagged.go_on(visit.number, more)?;
        let same = again.iter().all(|again| {
            again.status == answer.status
                && again.body == answer.body
                && !again.invoked.contains(&Stage::OriginRequest)
        });
        if again.len() != 1 || !same {
            return Err(format!(
                "step {} was {answer:#?}\n{} seconds later: {again:#?}",
                visit.number,
                ttl - 1
            ));
        }
        checked += 1;
    }
    Ok(checked)
}

pub(super) fn viewer_response_leaves_caches_alone(subject: &Subject<'_>) -> Checked {
    let mut base = subject.scenario.clone();
    // The page of a failing viewer-response would be fetched and stored like any object.
    for error in &mut base.distribution.error_responses {
        if [500, 502, 503].contains(&error.status) {
            (error.page, error.response_status) = (None, None);
        }
    }
    let (mut without, mut failing) = (base.clone(), base.clone());
    change_functions(&mut without, |stage, function| {
        if stage == Stage::ViewerResponse {
            *function = None;
        }
    });
    change_functions(&mut failing, |stage, function| {
        if stage == Stage::ViewerResponse {
            *function = Some(FunctionKind::Throw("always".to_owned()).always());
        }
    });
    let (base, without, failing) =
        (subject.run(&base)?, subject.run(&without)?, subject.run(&failing)?);
    let mut checked = 0;
    for (number, frame) in base.iter().enumerate() {
        for other in [&without, &failing] {
            if let Some(other) = other.get(number) {
                same_caches("viewer-response", number, frame, other)?;
            }
        }
        let ran = |frame: &Frame| {
            frame.answers.iter().any(|answer| answer.invoked.contains(&Stage::ViewerResponse))
        };
        checked += u32::from(failing.get(number).is_some_and(ran));
    }
    Ok(checked)
}
