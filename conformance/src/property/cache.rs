//! C1 to C5: claims about scenarios that are judged by answers, so on any testee that plays them.
//!
//! C1 to C3 make small scenarios of their own from the behaviours of the example, without switches and
//! by the current texts, which state the rules that they rest on.

use std::cell::{Cell, RefCell};

use edgecase_core::Stage;
use edgecase_core::profile::Edition;
use serde_json::{Value, json};

use super::plain::play;
use super::{Checked, differences};
use crate::invariant::plain::{Plain, reply};
use crate::invariant::variant::{ask, patch};
use crate::invariant::{self, Invariant, Play, Subject, frames_of};
use crate::judge::given;
use crate::scenario::{
    CacheWord, Function, FunctionKind, Request, Scenario, ScenarioError, Step, StepAnswer,
};
use crate::testee::{Answer, Misbehaviour, Testee};

/// Marks what a function made.
const TAG: &str = "x-made";

/// Tells whether a scenario has no switches and follows the current texts.
pub(super) fn is_current(scenario: &Scenario) -> bool {
    scenario.set.is_empty() && scenario.profile == Edition::Current
}

/// Lets a claim be judged by answers alone; 0 where they show too little.
pub(super) fn by_answers(
    testee: &mut dyn Testee,
    check: impl FnOnce(Play<'_>) -> Checked,
) -> Checked {
    let testee = RefCell::new(testee);
    let shows_too_little = Cell::new(false);
    let play = |scenario: &Scenario| {
        let frames = match play(scenario, *testee.borrow_mut()) {
            Answer::Played { steps } => frames_of(scenario, &steps),
            Answer::Skipped { .. } | Answer::Misbehaved(Misbehaviour::Abandoned { .. }) => None,
            other => return Err(ScenarioError::new("", given(&other))),
        };
        frames.ok_or_else(|| {
            shows_too_little.set(true);
            ScenarioError::new("", "the answers show too little".to_owned())
        })
    };
    match check(&play) {
        Err(_) if shows_too_little.get() => Ok(0),
        checked => checked,
    }
}

/// Lets an invariant be judged by answers alone.
pub(super) fn invariant_by_answers(
    invariant: &Invariant,
    scenario: &Scenario,
    testee: &mut dyn Testee,
) -> Checked {
    by_answers(testee, |play| invariant.holds(scenario, play))
}

/// Puts a claim to the test on every behaviour of a scenario, without the functions that it has.
fn each_behavior(
    scenario: &Scenario,
    testee: &mut dyn Testee,
    check: impl Fn(&Subject<'_>, Plain) -> Checked,
) -> Checked {
    if !is_current(scenario) {
        return Ok(0);
    }
    by_answers(testee, |play| {
        let subject = Subject { scenario, frames: &[], play };
        let plain = scenario.distribution.behaviors.iter().map(Plain::of);
        plain.map(|plain| check(&subject, plain)).sum()
    })
}

/// Makes a function that generates a response.
fn generating(control: &str) -> FunctionKind {
    let header = |name: &str, value: &str| json!([{"key": name, "value": value}]);
    FunctionKind::returning(&json!({
        "status": "200",
        "headers": {TAG: header(TAG, "1"), "cache-control": header("cache-control", control)},
        "body": "made",
    }))
}

fn gets(uris: &[&str]) -> Vec<Step> {
    uris.iter().map(|uri| ask(&Request::get(uri))).collect()
}

fn is_tagged(answer: &StepAnswer) -> bool {
    answer.headers.contains_key(TAG)
}

/// Fails with a sentence, the answers, and the scenario that they are to.
fn untrue<T>(what: &str, answers: &[StepAnswer], scenario: &Scenario) -> Result<T, String> {
    Err(format!("{what}: {answers:#?}\nof\n{}", scenario.to_json()))
}

/// C1. Rests on `generated/viewer-request` and `flow/viewer-generated`.
pub(super) fn viewer_request_is_not_stored(
    scenario: &Scenario,
    testee: &mut dyn Testee,
) -> Checked {
    each_behavior(scenario, testee, |subject, mut plain| {
        let kinds = vec![generating("max-age=100"), FunctionKind::Patch(json!({}))];
        plain.behavior.functions.insert(Stage::ViewerRequest, Function(kinds));
        let scenario = plain.scenario(subject.scenario, gets(&["/p", "/p"]));
        let answers = subject.ask_all(&scenario)?;
        let [made, fetched] = answers.as_slice() else {
            return untrue("want two answers", &answers, &scenario);
        };
        if !is_tagged(made) || made.origin_requests != 0 || made.cache != CacheWord::None {
            return untrue("the first is not what viewer-request made", &answers, &scenario);
        }
        let stored = is_tagged(fetched) || fetched.origin_requests != 1;
        if stored || matches!(fetched.cache, CacheWord::Hit | CacheWord::Stale) {
            return untrue("the second is not fetched", &answers, &scenario);
        }
        Ok(1)
    })
}

/// C2. Rests on `generated/stored` and `flow/fresh`; the lifetime is the default TTL, which the
/// response also names, so that no reading of `generated/lifetime` makes a difference.
pub(super) fn origin_request_is_reused(scenario: &Scenario, testee: &mut dyn Testee) -> Checked {
    each_behavior(scenario, testee, |subject, mut plain| {
        let ttl = plain.behavior.lifetimes();
        if !plain.caches() || ttl.default == 0 || !(ttl.min..=ttl.max).contains(&ttl.default) {
            return Ok(0);
        }
        let function = generating(&format!("max-age={}", ttl.default)).always();
        plain.behavior.functions.insert(Stage::OriginRequest, function);
        let get = || ask(&Request::get("/p"));
        let steps = vec![get(), Step::Advance(ttl.default - 1), get(), Step::Advance(1), get()];
        let scenario = plain.scenario(subject.scenario, steps);
        let answers = subject.ask_all(&scenario)?;
        let calls: Vec<bool> =
            answers.iter().map(|a| a.invoked.contains(&Stage::OriginRequest)).collect();
        if calls != [true, false, true] {
            return untrue("want a call, none, and a call", &answers, &scenario);
        }
        let sound = |answer: &StepAnswer| is_tagged(answer) && answer.origin_requests == 0;
        if !answers.iter().all(sound) || answers.get(1).is_none_or(|a| a.cache != CacheWord::Hit) {
            return untrue(
                "want what origin-request made, from the cache at last",
                &answers,
                &scenario,
            );
        }
        Ok(1)
    })
}

/// C3. Rests on `flow/viewer-response`, `…-error` and `flow/viewer-generated`.
pub(super) fn viewer_response_runs(scenario: &Scenario, testee: &mut dyn Testee) -> Checked {
    each_behavior(scenario, testee, |subject, mut plain| {
        let viewer_response = patch(json!({"headers": {TAG: [{"key": TAG, "value": "1"}]}}));
        plain.behavior.functions.insert(Stage::ViewerResponse, viewer_response);
        // Where nothing is cached the second request is one more for the origin.
        let found = reply(200, &[("cache-control", "max-age=1000")]);
        plain.replies = vec![found; if plain.caches() { 1 } else { 2 }];
        plain.replies.push(reply(404, &[]));
        let scenario = plain.scenario(subject.scenario, gets(&["/p", "/p", "/q"]));
        let answers = subject.ask_all(&scenario)?;
        let ran: Vec<usize> = answers.iter().map(runs).collect();
        if ran != [1, 1, 0] {
            return untrue("want viewer-response twice, not at the error", &answers, &scenario);
        }
        let function = generating("max-age=100").always();
        plain.behavior.functions.insert(Stage::ViewerRequest, function);
        let scenario = plain.scenario(subject.scenario, gets(&["/p"]));
        let answers = subject.ask_all(&scenario)?;
        if answers.iter().map(runs).sum::<usize>() != 0 {
            return untrue("want no viewer-response", &answers, &scenario);
        }
        Ok(1)
    })
}

/// Counts the calls of viewer-response.
fn runs(answer: &StepAnswer) -> usize {
    answer.invoked.iter().filter(|stage| **stage == Stage::ViewerResponse).count()
}

/// C4. Between the two plays comes another, which may leave nothing behind.
pub(super) fn playing_again_is_the_same(scenario: &Scenario, testee: &mut dyn Testee) -> Checked {
    let Answer::Played { steps: one } = play(scenario, testee) else { return Ok(0) };
    let mut half = scenario.clone();
    half.steps.truncate(scenario.steps.len().div_ceil(2));
    _ = play(&half, testee);
    match play(scenario, testee) {
        Answer::Played { steps: other } if one == other => Ok(u32::from(!one.is_empty())),
        Answer::Played { steps: other } => {
            let difference = differences::first(&one, &other);
            Err(format!("played again: {}", difference.unwrap_or_else(|| text(&other))))
        }
        other => Err(format!("played again: {}", given(&other))),
    }
}

fn text(answers: &[Value]) -> String {
    Value::from(answers).to_string()
}

/// C5. Many of the readings that decide an answer are inferred, so only a testee is held to them that
/// announces `rule-ids` and `set`: it knows the rules as they are. Where it shows its caches and what
/// led to its answers, those are compared too.
pub(super) fn as_the_reference(scenario: &Scenario, testee: &mut dyn Testee) -> Checked {
    let hello = testee.hello();
    let announces = |name: &str| hello.as_ref().is_ok_and(|hello| hello.announces(name));
    if !announces("rule-ids") || !announces("set") {
        return Ok(0);
    }
    if let Some(frames) = testee.frames(scenario) {
        let reference = invariant::reference(scenario).map_err(|error| error.to_string())?;
        invariant::same(&reference, &frames)?;
        return Ok(1);
    }
    let Answer::Played { steps } = play(scenario, testee) else { return Ok(0) };
    let Answer::Played { steps: reference } = play(scenario, &mut crate::testee::Reference) else {
        return Ok(0);
    };
    differences::first(&reference, &steps).map_or(Ok(1), Err)
}
