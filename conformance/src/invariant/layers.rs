//! Several caches, several requests, several origins.

use std::collections::{BTreeMap, BTreeSet};

use edgecase_core::Stage;
use serde_json::json;

use super::key::new_copies;
use super::plain::Plain;
use super::variant::{ask, change_functions, change_requests, patch};
use super::visit::{Visit, forwards_cookies, main_part, page_part, reaches_origin};
use super::{Checked, Frame, Subject};
use crate::scenario::{
    Body, Copy, Evict, Found, Function, FunctionKind, Moment, Origin, Reply, Request, Scenario,
    Script, Step, StepAnswer,
};

fn lookups(moments: &[Moment]) -> impl Iterator<Item = (&str, Found)> {
    moments.iter().filter_map(|moment| match moment {
        Moment::Lookup { layer, found } => Some((layer.as_str(), *found)),
        _ => None,
    })
}

pub(super) fn other_methods_pass_the_caches(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    for visit in subject.visits() {
        let method = visit.request.method.as_str();
        if ["GET", "HEAD"].contains(&method) {
            continue;
        }
        let asked: Vec<&str> = lookups(visit.main()).map(|(layer, _)| layer).collect();
        let sound = if visit.method_is_cached() {
            asked.iter().all(|layer| *layer == visit.pop.pop)
        } else {
            asked.is_empty() && (!visit.is_plain() || visit.before == visit.after)
        };
        if !sound {
            return Err(format!("step {}: {:#?}", visit.number, visit.answer));
        }
        checked += 1;
    }
    Ok(checked)
}

pub(super) fn one_fetch_serves_a_region(subject: &Subject<'_>) -> Checked {
    let pops = &subject.scenario.distribution.topology.pops;
    let mut checked = 0;
    for visit in subject.visits() {
        let ttl = visit.main().iter().find_map(|moment| match moment {
            Moment::Store { layer, ttl } if layer == visit.pop.regional => Some(*ttl),
            _ => None,
        });
        let steady = visit.viewer_request_is_steady() && visit.is_plain();
        let Some(ttl) = ttl.filter(|ttl| *ttl > 0 && steady) else { continue };
        let behind = pops.iter().filter(|(_, regional)| *regional == visit.pop.regional);
        let requests: Vec<Step> = behind
            .map(|(pop, _)| ask(&Request { pop: Some(pop.clone()), ..visit.request.clone() }))
            .collect();
        let more = requests.iter().cloned().chain([Step::Advance(ttl - 1)]).chain(requests.clone());
        let answers = subject.go_on(visit.number, more)?;
        // A fresh error may still have its page fetched; without one nothing goes out.
        if answers.iter().any(|answer| reaches_origin(main_part(answer))) {
            return Err(format!("step {} stored for {ttl}: {answers:#?}", visit.number));
        }
        checked += 1;
    }
    Ok(checked)
}

/// Everything that tells a copy from others in one cache.
fn same_slot(one: &Copy, other: &Copy) -> bool {
    let slot = |copy: &Copy| Copy {
        kind: crate::scenario::CopyKind::Success,
        status: 0,
        headers: BTreeMap::new(),
        body: Body::default(),
        validated_at: 0,
        expires_at: 0,
        hold_until: 0,
        ..copy.clone()
    };
    slot(one) == slot(other)
}

pub(super) fn nearer_copies_end_no_later(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    for visit in subject.visits().iter().filter(|visit| visit.is_plain()) {
        let passed = lookups(visit.main()).any(|(layer, _)| layer == visit.pop.regional);
        let behind = visit.after.get(visit.pop.regional).map(Vec::as_slice).unwrap_or_default();
        for copy in new_copies(visit.before, visit.after, visit.pop.pop) {
            let Some(source) = behind.iter().find(|other| same_slot(copy, other) && passed) else {
                continue;
            };
            let held = copy.hold_until > visit.now;
            if !held && (copy.body != source.body || copy.expires_at > source.expires_at) {
                return Err(format!("step {}: {copy:#?} of {source:#?}", visit.number));
            }
            checked += u32::from(!held);
        }
    }
    Ok(checked)
}

pub(super) fn invalidation_leaves_nothing(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    for (step, frame) in subject.scenario.steps.iter().zip(subject.frames) {
        let Step::Invalidate(pattern) = step else { continue };
        let matched = |copy: &&Copy| {
            let path = match copy.query.as_str() {
                "" => copy.path.clone(),
                query => format!("{}?{query}", copy.path),
            };
            match pattern.strip_suffix('*') {
                Some(start) => path.starts_with(start),
                None => path == *pattern,
            }
        };
        for (layer, copies) in &*frame.before {
            let left: Vec<&Copy> = copies.iter().filter(|copy| !matched(copy)).collect();
            let after: Vec<&Copy> = frame.after.get(layer).into_iter().flatten().collect();
            if left != after {
                return Err(format!("{pattern} in {layer}: want {left:#?}, got {after:#?}"));
            }
            checked += u32::from(left.len() < copies.len());
        }
    }
    Ok(checked)
}

/// Makes origins and functions do the same every time, and leaves one behaviour, because behaviours
/// share keys.
fn steady(scenario: &Scenario) -> Option<Scenario> {
    let mut steady = scenario.clone();
    let behaviors = &mut steady.distribution.behaviors;
    *behaviors = vec![behaviors.pop()?];
    let good = |reply: Reply| {
        let mut reply = Reply { conditional: false, ..reply };
        if reply.status == 304 {
            reply.status = 200;
        }
        reply.headers.retain(|_, lines| lines.values().iter().all(|v| !v.contains("no-cache=")));
        reply
    };
    let first = |script: &mut Script| *script = script.iter().cloned().map(good).take(1).collect();
    for origin in steady.origins.values_mut() {
        origin.paths.values_mut().for_each(first);
    }
    steady.steps.retain(|step| {
        !matches!(
            step,
            Step::Origins(_) | Step::Functions(_) | Step::Evict(_) | Step::Invalidate(_)
        )
    });
    change_functions(&mut steady, |_, function| {
        if let Some(Function(kinds)) = function {
            kinds.truncate(1);
            let odd = |kind: &FunctionKind| {
                let text = format!("{kind:?}");
                text.contains("304") || text.contains("no-cache=")
            };
            if kinds.iter().any(odd) {
                *function = None;
            }
        }
    });
    change_requests(&mut steady, |_, request| {
        request.headers.retain(|name, _| !name.to_ascii_lowercase().starts_with("if-"));
    });
    Some(steady)
}

pub(super) fn evictions_do_not_show(subject: &Subject<'_>) -> Checked {
    let Some(base) = steady(subject.scenario) else { return Ok(0) };
    let frames = subject.run(&base)?;
    let layers: Vec<String> = base.distribution.topology.layers().map(str::to_owned).collect();
    let first: Vec<String> = layers.iter().take(1).cloned().collect();
    let seen = |answer: &StepAnswer| {
        let mut headers = answer.headers.clone();
        headers.retain(|name, _| !["age", "date"].contains(&name.as_str()));
        (answer.status, headers, answer.body.clone())
    };
    let shown = |frames: &[Frame]| -> Vec<_> {
        frames.iter().flat_map(|frame| &frame.answers).map(seen).collect()
    };
    let mut checked = 0;
    for (layers, every) in [(&layers, 2), (&first, 1)] {
        let mut variant = Scenario { steps: Vec::new(), ..base.clone() };
        let mut evicted = 0;
        for (number, (step, frame)) in base.steps.iter().zip(&frames).enumerate() {
            for layer in layers.iter().filter(|_| number % every == 0) {
                let copies = frame.before.get(layer).into_iter().flatten();
                let paths: BTreeSet<&String> = copies.map(|copy| &copy.path).collect();
                evicted += u32::from(!paths.is_empty());
                variant.steps.extend(
                    paths
                        .into_iter()
                        .map(|path| Step::Evict(Evict { layer: layer.clone(), uri: path.clone() })),
                );
            }
            variant.steps.push(step.clone());
        }
        let (one, other) = (shown(&frames), shown(&subject.run(&variant)?));
        if let Some(at) = one.iter().zip(&other).position(|(one, other)| one != other) {
            return Err(format!(
                "answer {at}: {:#?}\nafter evictions: {:#?}\nplayed without:\n{}\nwith:\n{}",
                one.get(at),
                other.get(at),
                base.to_json(),
                variant.to_json()
            ));
        }
        checked += evicted;
    }
    Ok(checked)
}

pub(super) fn simultaneous_requests_are_one_fetch(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    for (number, behavior) in subject.scenario.distribution.behaviors.iter().enumerate() {
        let mut plain = Plain::of(behavior);
        for stage in Stage::ALL {
            plain.behavior.functions.insert(stage, patch(json!({})));
        }
        let alone = !plain.caches() || forwards_cookies(behavior);
        let many = 2 + number % 3;
        let requests = vec![Request::get("/p"); many];
        let step = Step::Batch { requests, expect: Vec::new() };
        let scenario = plain.scenario(subject.scenario, vec![step]);
        let answers = subject.ask_all(&scenario)?;
        let calls =
            |stage: Stage| answers.iter().flat_map(|a| &a.invoked).filter(|s| **s == stage).count();
        let origin: u32 = answers.iter().map(|answer| answer.origin_requests).sum();
        let words = |word: &str| answers.iter().filter(|a| a.x_cache.starts_with(word)).count();
        let fetched = if alone { many } else { 1 };
        let got = (
            calls(Stage::ViewerRequest),
            calls(Stage::OriginRequest),
            usize::try_from(origin).unwrap_or_default(),
            calls(Stage::OriginResponse),
            calls(Stage::ViewerResponse),
            words("Miss"),
            words("Hit"),
        );
        let want = (many, fetched, fetched, fetched, many, fetched, many - fetched);
        if got != want {
            return Err(format!(
                "want {want:?}, got {got:?}: {answers:#?}\n{}",
                scenario.to_json()
            ));
        }
        checked += 1;
    }
    Ok(checked)
}

pub(super) fn the_second_origin_comes_second(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    for visit in subject.visits() {
        let groups = &subject.scenario.distribution.origin_groups;
        let name = visit.behavior.origin.as_ref();
        let Some(group) = name.and_then(|name| groups.get(name)) else { continue };
        let function = visit.functions.get(&Stage::OriginRequest);
        if function.is_some_and(|function| format!("{function:?}").contains("domainName")) {
            continue;
        }
        // Behind an answer with an error page two fetches may be refreshed, of which each has its first.
        let one_fetch = page_part(visit.answer).is_none();
        let behind = one_fetch.then_some(visit.answer.background_moments.as_slice());
        for moments in [Some(visit.main()), behind].into_iter().flatten() {
            let tried: Vec<Option<&str>> = moments
                .iter()
                .filter_map(|moment| match moment {
                    Moment::Origin { origin, .. } => Some(origin.as_deref()),
                    _ => None,
                })
                .collect();
            let first = Some(group.members.0.as_str());
            let second = Some(group.members.1.as_str());
            let sound = match tried.as_slice() {
                [] => true,
                [one] => *one == first || function.is_some() && *one == second,
                [one, two] => *one == first && *two == second && visit.method_is_cached(),
                _ => false,
            };
            if !sound {
                return Err(format!("step {}: {:#?}", visit.number, visit.answer));
            }
            let calls = moments.iter().filter(|m| **m == Moment::Function(Stage::OriginRequest));
            if function.is_some() && !enough_calls(subject, &visit, calls.count(), &tried) {
                return Err(format!(
                    "calls of origin-request, step {}: {:#?}",
                    visit.number, visit.answer
                ));
            }
            checked += u32::from(tried.len() == 2);
        }
    }
    Ok(checked)
}

/// Tells whether origin-request was called once for every origin that was tried and whose name
/// resolves, and once more at most: for a response that it made or a failure of its own.
fn enough_calls(
    subject: &Subject<'_>,
    visit: &Visit<'_>,
    calls: usize,
    tried: &[Option<&str>],
) -> bool {
    let mut origins: BTreeMap<&str, &Origin> =
        subject.scenario.origins.iter().map(|(name, origin)| (name.as_str(), origin)).collect();
    for step in subject.scenario.steps.iter().take(visit.number) {
        if let Step::Origins(changes) = step {
            origins.extend(changes.iter().map(|(name, origin)| (name.as_str(), origin)));
        }
    }
    let resolves = |name: &&Option<&str>| {
        name.and_then(|name| origins.get(name)).is_some_and(|origin| origin.resolves())
    };
    let wanted = tried.iter().filter(resolves).count();
    calls == wanted || calls == wanted + 1
}
