//! Variants of a scenario, and how answers are compared.

use edgecase_core::Stage;
use serde_json::{Value, json};

use super::{Frame, Subject};
use crate::scenario::{
    Expect, Function, FunctionKind, Moment, Request, RequestStep, Scenario, Step, StepAnswer,
};

/// Returns the step of one request.
pub(crate) fn ask(request: &Request) -> Step {
    let request = request.clone();
    Step::Request(Box::new(RequestStep { request, expect: Expect::default() }))
}

/// Returns a function that always patches what it is given.
pub(crate) fn patch(patch: Value) -> Function {
    FunctionKind::Patch(patch).always()
}

/// Changes every function: those of behaviours, none included, and those that steps set or take away.
pub(super) fn change_functions(
    scenario: &mut Scenario,
    mut change: impl FnMut(Stage, &mut Option<Function>),
) {
    for behavior in &mut scenario.distribution.behaviors {
        for stage in Stage::ALL {
            let mut function = behavior.functions.remove(&stage);
            change(stage, &mut function);
            behavior.functions.extend(function.map(|function| (stage, function)));
        }
    }
    for step in &mut scenario.steps {
        if let Step::Functions(behaviors) = step {
            for (stage, function) in behaviors.values_mut().flatten() {
                change(*stage, function);
            }
        }
    }
}

/// Changes every request, those of batches included; the number is that of the step.
pub(super) fn change_requests(
    scenario: &mut Scenario,
    mut change: impl FnMut(usize, &mut Request),
) {
    for (number, step) in scenario.steps.iter_mut().enumerate() {
        match step {
            Step::Request(step) => change(number, &mut step.request),
            Step::Batch { requests, .. } => requests.iter_mut().for_each(|r| change(number, r)),
            _ => {}
        }
    }
}

/// Gives every response that functions of a stage generate a header.
pub(super) fn tag(scenario: &mut Scenario, at: Stage, header: &str) {
    change_functions(scenario, |stage, function| {
        let kinds = function.iter_mut().flat_map(|function| &mut function.0);
        for kind in kinds.filter(|_| stage == at) {
            let FunctionKind::Return(raw) = kind else { continue };
            let Ok(mut value) = serde_json::from_str::<Value>(raw.get()) else { continue };
            let Some(headers) = value.get_mut("headers").and_then(Value::as_object_mut) else {
                continue;
            };
            headers.insert(header.to_owned(), json!([{"key": header, "value": "1"}]));
            *kind = FunctionKind::returning(&value);
        }
    });
}

impl Subject<'_> {
    /// Plays a variant.
    pub(super) fn run(&self, variant: &Scenario) -> Result<Vec<Frame>, String> {
        (self.play)(variant).map_err(|error| error.to_string())
    }

    /// Plays a variant and returns all answers in order.
    pub(crate) fn ask_all(&self, variant: &Scenario) -> Result<Vec<StepAnswer>, String> {
        Ok(self.run(variant)?.into_iter().flat_map(|frame| frame.answers).collect())
    }

    /// Plays the scenario up to a step, goes on with others, and returns the answers to those.
    pub(super) fn go_on(
        &self,
        number: usize,
        more: impl IntoIterator<Item = Step>,
    ) -> Result<Vec<StepAnswer>, String> {
        let mut variant = self.scenario.clone();
        variant.steps.truncate(number + 1);
        variant.steps.extend(more);
        let frames = self.run(&variant)?;
        Ok(frames.into_iter().skip(number + 1).flat_map(|frame| frame.answers).collect())
    }
}

/// Returns an answer without what tells of functions.
pub(super) fn without_calls(answer: &StepAnswer) -> StepAnswer {
    let mut bare = answer.clone();
    bare.invoked.clear();
    bare.background.invoked.clear();
    bare.events = None;
    let no_call = |moment: &Moment| !matches!(moment, Moment::Function(_));
    bare.moments.retain(no_call);
    bare.background_moments.retain(no_call);
    bare
}

/// Fails where two runs differ in a step's caches or in what is left of its answers.
pub(super) fn alike<T: PartialEq + std::fmt::Debug>(
    what: &str,
    one: &[Frame],
    other: &[Frame],
    left: impl Fn(&StepAnswer) -> T,
) -> Result<(), String> {
    for (number, (one, other)) in one.iter().zip(other).enumerate() {
        let (a, b): (Vec<T>, Vec<T>) =
            (one.answers.iter().map(&left).collect(), other.answers.iter().map(&left).collect());
        if a != b {
            return Err(format!("{what}: step {number} differs\none:   {a:#?}\nother: {b:#?}"));
        }
        same_caches(what, number, one, other)?;
    }
    Ok(())
}

/// Fails where two runs differ in what the caches hold after a step.
pub(super) fn same_caches(
    what: &str,
    number: usize,
    one: &Frame,
    other: &Frame,
) -> Result<(), String> {
    if one.after == other.after {
        return Ok(());
    }
    Err(format!(
        "{what}: the caches differ after step {number}\none:   {:#?}\nother: {:#?}",
        one.after, other.after
    ))
}
