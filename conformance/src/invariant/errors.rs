//! How errors are kept and what takes their place.

use edgecase_core::Stage;

use super::plain::reply;
use super::variant::ask;
use super::visit::{main_part, page_part, reaches_origin};
use super::{Checked, Subject};
use crate::scenario::{CopyKind, Found, Moment, Select, Step};

pub(super) fn errors_live_within_bounds(subject: &Subject<'_>) -> Checked {
    let behaviors = &subject.scenario.distribution.behaviors;
    let max = behaviors.iter().map(|b| b.lifetimes().max).max().unwrap_or_default();
    let mut checked = 0;
    for (number, frame) in subject.frames.iter().enumerate().filter(|(_, f)| !f.answers.is_empty())
    {
        for copy in frame.after.values().flatten() {
            if copy.kind != CopyKind::Negative || copy.validated_at != frame.now {
                continue;
            }
            let minimum = subject.error_minimum(copy.status);
            let ttl = copy.expires_at.saturating_sub(frame.now);
            // A bucket's minimum is at least 1.
            if ttl < minimum || ttl > minimum.max(1).max(max) {
                return Err(format!("step {number}: {minimum} to {max}, got {ttl}: {copy:#?}"));
            }
            checked += 1;
        }
    }
    Ok(checked)
}

pub(super) fn holds_leave_the_origin_alone(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    for visit in subject.visits() {
        let held = |moment: &Moment| matches!(moment, Moment::Lookup { found: Found::Held, layer } if layer == visit.pop.pop);
        if visit.main().iter().any(held) {
            let passed = visit
                .main()
                .iter()
                .any(|m| matches!(m, Moment::Lookup { layer, .. } if layer != visit.pop.pop));
            if passed || reaches_origin(visit.main()) {
                return Err(format!("step {}: {:#?}", visit.number, visit.answer));
            }
            checked += 1;
        }
        let until = visit.main().iter().find_map(|moment| match moment {
            Moment::Hold { until, .. } => Some(*until),
            _ => None,
        });
        let steady = visit.viewer_request_is_steady() && visit.is_plain();
        let Some(until) = until.filter(|until| *until > visit.now && steady) else { continue };
        let more = [Step::Advance(until - visit.now - 1), ask(visit.request)];
        let again = subject.go_on(visit.number, more)?;
        if again.len() != 1 || again.iter().any(|again| reaches_origin(main_part(again))) {
            let step = visit.number;
            return Err(format!("step {step}: held until {until}, yet {again:#?}"));
        }
        checked += 1;
    }
    Ok(checked)
}

/// Errors that can be stored.
const STORED: [u16; 13] = [400, 403, 404, 405, 410, 412, 414, 415, 500, 501, 502, 503, 504];

pub(super) fn only_some_statuses_are_stored(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    for (number, frame) in subject.frames.iter().enumerate() {
        for copy in frame.after.values().flatten() {
            let sound = match copy.kind {
                CopyKind::Success => copy.status < 400 && copy.status != 304,
                CopyKind::Negative => STORED.contains(&copy.status),
            };
            if !sound {
                return Err(format!("after step {number}: {copy:#?}"));
            }
            checked += u32::from(copy.kind == CopyKind::Negative);
        }
    }
    if let Some((mut plain, _)) = subject.first_caching() {
        for status in [304, 401, 402, 406, 409, 416, 418, 429, 451, 505] {
            plain.replies = vec![reply(status, &[("cache-control", "max-age=50")])];
            if let Some(copy) = subject.stored(&plain)? {
                return Err(format!("{status} is stored: {copy:#?}"));
            }
            checked += 1;
        }
    }
    Ok(checked)
}

pub(super) fn blocking_directives_count_for_some_errors(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    if let Some((mut plain, _)) = subject.first_caching() {
        plain.behavior.key.get_or_insert_default().headers = Select::None;
        for directive in ["no-store", "no-cache", "private", "max-age=70, NO-STORE"] {
            for status in [404, 410, 414, 501, 500, 502, 503, 504] {
                plain.replies = vec![reply(status, &[("cache-control", directive)])];
                let minimum = subject.error_minimum(status);
                let blocked = [404, 410, 414, 501].contains(&status);
                let wanted = Some(minimum).filter(|minimum| !blocked && *minimum > 0);
                let got = subject.lifetime(&plain)?;
                if got != wanted {
                    return Err(format!("{status}, {directive}: want {wanted:?}, got {got:?}"));
                }
                checked += 1;
            }
        }
    }
    Ok(checked)
}

pub(super) fn error_pages_have_no_viewer_stages(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    for answer in subject.answers() {
        let Some(page) = page_part(answer) else { continue };
        let viewer = |moment: &Moment| matches!(moment, Moment::Function(s) if !s.is_origin());
        let failed = |moment: &Moment| matches!(moment, Moment::ErrorPage { status } if [500, 502, 503].contains(status));
        // It ran before the page only if its own failure is what the page is for.
        let ran = answer.invoked.contains(&Stage::ViewerResponse);
        let logged = answer.log.result == "Error" && answer.x_cache == "Error from cloudfront";
        if page.iter().any(viewer) || ran && !page.iter().any(failed) || !logged {
            return Err(format!("{answer:#?}"));
        }
        checked += 1;
    }
    Ok(checked)
}
