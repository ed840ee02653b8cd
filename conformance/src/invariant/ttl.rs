//! For how long successes are kept.

use super::plain::{date, reply};
use super::variant::ask;
use super::visit::page_part;
use super::{Checked, Subject};
use crate::scenario::{
    Behavior, CacheWord, CopyKind, Found, Moment, Reply, Request, Select, Step, Ttl, Unreachable,
};

/// A hundred years: a longer lifetime that the origin names counts as that (`ttl/longest`).
const LONGEST: u64 = 3_153_600_000;

/// Lifetimes around the bounds of a behaviour, as far as an origin can name them.
fn around(ttl: Ttl) -> Vec<u64> {
    let mut all = vec![0, 7, ttl.min.saturating_sub(1), ttl.min];
    all.extend([ttl.max, ttl.max.saturating_add(1)]);
    all.retain(|seconds| *seconds <= LONGEST);
    all.sort_unstable();
    all.dedup();
    all
}

fn control(text: &str) -> Reply {
    reply(200, &[("cache-control", text)])
}

pub(super) fn explicit_lifetimes_are_clamped(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    if let Some((plain, ttl)) = subject.first_caching() {
        for seconds in around(ttl) {
            let expires = date(subject.scenario, seconds);
            let replies = [
                control(&format!("max-age={seconds}")),
                control(&format!("public, s-maxage=\"{seconds}\"")),
                control(&format!("max-age=33, s-maxage={seconds}")),
                reply(200, &[("expires", &expires)]),
            ];
            let wanted = seconds.min(ttl.max).max(ttl.min);
            for reply in replies {
                let said = format!("{:?}", reply.headers);
                let got = subject.lifetime_with(&plain, ttl, reply)?;
                if got != Some(wanted) {
                    return Err(format!("{ttl:?}, {said}: want {wanted}, got {got:?}"));
                }
                checked += 1;
            }
        }
    }
    Ok(checked)
}

pub(super) fn the_minimum_holds(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    for visit in subject.visits().iter().filter(|visit| visit.is_plain()) {
        let min = visit.behavior.lifetimes().min;
        // A copy that is taken over from the cache behind may have been stored by another behaviour.
        if visit.answer.origin_requests == 0 {
            continue;
        }
        for layer in visit.after.keys() {
            for copy in super::key::new_copies(visit.before, visit.after, layer) {
                let fresh = copy.validated_at == visit.now && copy.hold_until <= visit.now;
                if copy.kind != CopyKind::Success || !fresh || min == 0 {
                    continue;
                }
                if copy.expires_at < visit.now.saturating_add(min) {
                    return Err(format!("step {}, {layer}: {copy:#?}", visit.number));
                }
                checked += 1;
            }
        }
    }
    if let Some((plain, ttl)) = subject.first_caching() {
        for directive in ["no-store", "no-cache", "private", "no-store, max-age=1000"] {
            let got = subject.lifetime_with(&plain, ttl, control(directive))?;
            if ttl.min > 0 && got != Some(ttl.min) {
                return Err(format!("{ttl:?}, {directive}: {got:?}"));
            }
            checked += u32::from(ttl.min > 0);
        }
    }
    Ok(checked)
}

const BLOCKED: [&str; 8] = [
    "no-store",
    "no-cache",
    "private",
    "no-cache, max-age=50",
    "private, s-maxage=200",
    "no-store, stale-while-revalidate=20",
    "no-cache, stale-if-error=100",
    "private=\"x-a\", max-age=9",
];

pub(super) fn blocked_copies_are_not_served(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    if let Some((mut plain, ttl)) = subject.first_caching() {
        plain.behavior.ttl = Some(Ttl { min: 0, ..ttl });
        for directive in BLOCKED {
            let bodies = ["1", "2", "3", "4"];
            plain.replies = bodies
                .into_iter()
                .map(|body| Reply {
                    body: Some(body.to_owned()),
                    conditional: true,
                    ..reply(200, &[("cache-control", directive), ("etag", &format!("\"{body}\""))])
                })
                .chain([reply(500, &[])])
                .collect();
            let get = ask(&Request::get("/p"));
            let head = ask(&Request { method: "HEAD".to_owned(), ..Request::get("/p") });
            let steps = vec![get.clone(), get.clone(), Step::Advance(1), head, get.clone(), get];
            let scenario = plain.scenario(subject.scenario, steps);
            let answers = subject.ask_all(&scenario)?;
            let bodies = ["1", "2", "", "4"];
            for (answer, body) in answers.iter().zip(bodies) {
                if answer.cache != CacheWord::Miss || answer.body.0 != body.as_bytes() {
                    return Err(format!("{directive}: {answers:#?}"));
                }
            }
            // The origin answers, if with an error: only no-cache lets the copy stand in.
            if !directive.contains("no-cache")
                && answers.last().is_none_or(|last| last.cache == CacheWord::Stale)
            {
                return Err(format!("{directive}: {answers:#?}"));
            }
            checked += 1;
        }
    }
    Ok(checked)
}

pub(super) fn the_first_lifetime_counts(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    if let Some((plain, ttl)) = subject.first_caching() {
        for seconds in around(ttl) {
            for other in [3, ttl.max] {
                let expires = date(subject.scenario, other);
                let said = [
                    (format!("s-maxage={seconds}"), format!("s-maxage={seconds}, max-age={other}")),
                    (format!("max-age={seconds}"), format!("max-age={seconds}")),
                ];
                for (alone, beside) in said {
                    let headers = [("cache-control", beside.as_str()), ("expires", &expires)];
                    let one = subject.lifetime_with(&plain, ttl, control(&alone))?;
                    let two = subject.lifetime_with(&plain, ttl, reply(200, &headers))?;
                    if one != two || one.is_none() {
                        return Err(format!("{ttl:?}: {alone} {one:?}, {headers:?} {two:?}"));
                    }
                    checked += 1;
                }
            }
        }
    }
    Ok(checked)
}

/// Returns the scenario's replies as successes.
fn successes(subject: &Subject<'_>) -> Vec<Reply> {
    let origins = subject.scenario.origins.values();
    let replies = origins.flat_map(|origin| origin.paths.values().flatten());
    let as_success = |reply: &Reply| {
        let mut reply = Reply { conditional: false, ..reply.clone() };
        reply.headers.retain(|name, _| !name.eq_ignore_ascii_case("content-length"));
        if reply.status >= 400 || reply.status == 304 {
            reply.status = 200;
        }
        reply
    };
    replies.filter(|reply| reply.unreachable.is_none()).map(as_success).collect()
}

pub(super) fn lifetimes_grow_with_their_settings(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    if let Some((plain, ttl)) = subject.first_caching() {
        for reply in successes(subject) {
            let said = format!("{:?}", reply.headers);
            let more = [
                Ttl { min: ttl.min.midpoint(ttl.max), ..ttl },
                Ttl { min: ttl.max, ..ttl },
                Ttl { max: ttl.max.saturating_add(5), ..ttl },
                Ttl { max: ttl.max.saturating_mul(2), ..ttl },
            ];
            let base = subject.lifetime_with(&plain, ttl, reply.clone())?;
            for more in more {
                let got = subject.lifetime_with(&plain, more, reply.clone())?;
                if got < base {
                    return Err(format!("{said}: {ttl:?} {base:?}, {more:?} {got:?}"));
                }
                checked += 1;
            }
        }
        let mut last = None;
        for seconds in around(ttl) {
            let got = subject.lifetime_with(&plain, ttl, control(&format!("max-age={seconds}")))?;
            if got < last {
                return Err(format!("{ttl:?}: {got:?} for {seconds}, {last:?} for less"));
            }
            last = got;
        }
    }
    Ok(checked)
}

pub(super) fn settings_that_do_not_apply_do_not_count(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    if let Some((plain, ttl)) = subject.first_caching() {
        let none = [reply(200, &[]), control("public"), control("no-store"), control("max-age=x")];
        let some = [control("max-age=9"), control("s-maxage=90"), control("no-cache")];
        let other_max = Ttl { max: ttl.max.saturating_add(77), ..ttl };
        let other_default = Ttl { default: ttl.min.midpoint(ttl.max), ..ttl };
        let without = none.into_iter().map(|reply| (reply, other_max));
        for (reply, other) in without.chain(some.into_iter().map(|reply| (reply, other_default))) {
            let said = format!("{:?}", reply.headers);
            let one = subject.lifetime_with(&plain, ttl, reply.clone())?;
            let two = subject.lifetime_with(&plain, other, reply)?;
            if one != two {
                return Err(format!("{said}: {ttl:?} {one:?}, {other:?} {two:?}"));
            }
            checked += 1;
        }
    }
    Ok(checked)
}

pub(super) fn hits_come_from_living_copies(subject: &Subject<'_>) -> Checked {
    let mut checked = 0;
    for visit in subject.visits() {
        let answer = visit.answer;
        let labelled = answer.x_cache == "Hit from cloudfront" && answer.cache == CacheWord::Hit;
        let last = visit.main().iter().rev().find_map(|moment| match moment {
            Moment::Lookup { layer, found } => Some((layer, *found)),
            _ => None,
        });
        if !labelled {
            continue;
        }
        let Some((layer, Found::Fresh)) = last else {
            return Err(format!("step {}: a hit of {last:?}: {answer:#?}", visit.number));
        };
        let bodiless = visit.request.method == "HEAD" || answer.status == 304;
        let alive = visit.before.get(layer).into_iter().flatten().any(|copy| {
            visit.now < copy.expires_at
                && (copy.status == answer.status || answer.status == 304)
                && (copy.body == answer.body || bodiless)
        });
        if !alive {
            return Err(format!("step {}: none alive in {layer}: {answer:#?}", visit.number));
        }
        checked += 1;
    }
    Ok(checked)
}

pub(super) fn nothing_outlives_the_maximum(subject: &Subject<'_>) -> Checked {
    let behaviors = &subject.scenario.distribution.behaviors;
    let caching = |b: &&Behavior| b.key_policy().headers != Select::All;
    let bounds = behaviors.iter().filter(caching).map(Behavior::lifetimes);
    if bounds.clone().any(|ttl| ttl.default > ttl.max) {
        return Ok(0);
    }
    // Behaviours share keys, so the greatest maximum is the only bound for all.
    let max = bounds.map(|ttl| ttl.max).max().unwrap_or_default();
    let mut checked = 0;
    for answer in subject.answers() {
        let stored = matches!(answer.cache, CacheWord::Hit | CacheWord::Stale);
        let age = answer.headers.get("age").and_then(|lines| lines.first());
        let Some(age) = age.filter(|_| stored && answer.status < 400) else { continue };
        if page_part(answer).is_some() {
            continue;
        }
        if age.parse::<u64>().ok().is_none_or(|age| age >= max) {
            return Err(format!("older than {max}: {answer:#?}"));
        }
        checked += 1;
    }
    Ok(checked + stale_copies_end_at_the_maximum(subject)?)
}

/// However long the stale directives are: one second before the maximum a copy may be served, at the
/// maximum it may not.
fn stale_copies_end_at_the_maximum(subject: &Subject<'_>) -> Checked {
    let Some((mut plain, ttl)) = subject.first_caching() else { return Ok(0) };
    let ok = control("max-age=1, stale-while-revalidate=9999999, stale-if-error=9999999");
    let dead = Reply { unreachable: Some(Unreachable::Connect), ..Reply::default() };
    let (other, get) = (control("max-age=1"), ask(&Request::get("/p")));
    for second in [other, dead] {
        plain.replies = vec![ok.clone(), second];
        let steps = vec![get.clone(), Step::Advance(ttl.max), get.clone()];
        let scenario = plain.scenario(subject.scenario, steps);
        let answers = subject.ask_all(&scenario)?;
        if answers.last().is_none_or(|last| last.cache != CacheWord::Miss) {
            return Err(format!("after {}: {answers:#?}\n{}", ttl.max, scenario.to_json()));
        }
    }
    Ok(2)
}
