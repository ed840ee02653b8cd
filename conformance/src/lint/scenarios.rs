//! What a scenario must be like.

use super::{strongest, without_source};
use crate::scenario::{Expect, Step};
use crate::suite::ScenarioFile;

/// Returns what is wrong in a scenario by itself.
pub(super) fn problems(file: &ScenarioFile) -> Vec<String> {
    let (scenario, case) = (&file.scenario, file.case());
    let mut problems = Vec::new();
    if file.path != format!("{}.json", case.id) || case.id.split('/').count() != 2 {
        problems.push(format!("the id is not the path `scenarios/{}` without `.json`", file.path));
    }
    if case.title.trim().is_empty() {
        problems.push("the title is empty".to_owned());
    }
    let level = file.rule().rule().level_in(scenario.profile);
    let strongest = strongest(&case.evidence, level);
    if case.level < strongest {
        let (rule, edition) = (file.rule(), scenario.profile);
        problems.push(format!(
            "a {} case on {rule}, which is {level} in {edition}; with this evidence at most {strongest}",
            case.level
        ));
    }
    if case.evidence.iter().any(without_source) {
        problems.push("a piece of evidence has no source".to_owned());
    }
    if !scenario.steps.iter().flat_map(Step::expects).any(|expect| *expect != Expect::default()) {
        problems.push("nothing is expected".to_owned());
    }
    if scenario.has_handlers() {
        problems.push("a function is a `handler`, which testees do not run".to_owned());
    }
    problems
}

/// Returns what makes a scenario different from others: all but case, expectations and comments.
pub(super) fn content(file: &ScenarioFile) -> String {
    let text = file.scenario.blind().to_json();
    // Results of functions keep their spelling; white space in them makes no difference.
    serde_json::from_str::<serde_json::Value>(&text).map_or(text, |value| value.to_string())
}
