//! What the corpus must be like, beyond its format: checked by `cargo test`.

mod cells;
mod ids;
mod rows;
mod scenarios;
mod truth;

use std::collections::BTreeMap;
use std::fmt;

use edgecase_core::{Level, RuleId};

pub use cells::{
    Cell, Coverage, EXEMPT, EXEMPT_PIPELINE, Exemption, PipelineCoverage, coverage,
    pipeline_coverage,
};
pub use ids::{Lock, LockError};
pub use rows::{LEFT_OUT, LeftOut, RULEBOOK, RowGroup, all_rows, named_rows};
pub use truth::untrue;

use crate::suite::Suite;
use crate::vector::{CaseEvidence, CaseLevel, Vector, VectorFile};

/// Something that is wrong in the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, case or rule.
    pub place: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// Returns everything that is wrong in the files themselves: ids, sources, levels, duplicates, and
/// scenarios that expect nothing.
#[must_use]
pub fn problems(suite: &Suite) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut report = |place: &str, message: String| {
        problems.push(Problem { place: place.to_owned(), message });
    };
    let mut ids = BTreeMap::new();
    let mut inputs = BTreeMap::new();
    for file in &suite.files {
        for vector in &file.cases {
            for message in vector_problems(file, vector) {
                report(&vector.id, message);
            }
            if let Some(other) = ids.insert(vector.id.as_str(), file.group.as_str()) {
                report(&vector.id, format!("the id is taken, in {other}"));
            }
            for input in input_keys(vector) {
                if let Some(other) = inputs.insert(input, vector.id.as_str()) {
                    report(&vector.id, format!("the input is that of `{other}`"));
                }
            }
        }
    }
    let mut contents = BTreeMap::new();
    for file in &suite.scenarios {
        let id = file.case().id.as_str();
        for message in scenarios::problems(file) {
            report(id, message);
        }
        if let Some(other) = ids.insert(id, file.path.as_str()) {
            report(id, format!("the id is taken, in {other}"));
        }
        if let Some(other) = contents.insert(scenarios::content(file), id) {
            report(id, format!("the content is that of `{other}`"));
        }
    }
    problems
}

fn vector_problems(file: &VectorFile, vector: &Vector) -> Vec<String> {
    let mut problems = Vec::new();
    let slug = vector.id.strip_prefix(&format!("{}/", file.group));
    if slug.is_none_or(|slug| !slug.starts_with(|c: char| c.is_ascii_lowercase())) {
        problems.push(format!("the id is not `{}/` and a slug", file.group));
    }
    for stage in &vector.stages {
        if !vector.rule().rule().stages.contains(*stage) {
            problems.push(format!("rule {} does not exist at {stage}", vector.rule()));
        }
        let editions = vector.editions().iter();
        let level = editions.map(|edition| vector.rule().rule().level_in(*stage, *edition)).max();
        let level = level.unwrap_or(Level::Inferred);
        let strongest = strongest(&vector.evidence, level);
        if vector.level < strongest {
            problems.push(format!(
                "a {} case on a rule that is {level} at {stage}; with this evidence at most {strongest}",
                vector.level
            ));
        }
    }
    if vector.evidence.iter().any(without_source) {
        problems.push("a piece of evidence has no source".to_owned());
    }
    for edition in vector.editions() {
        if let Err(error) = vector.profile(*edition) {
            problems.push(error.to_string());
        }
    }
    problems
}

/// Returns the strongest level that a case on a rule of a level may have.
///
/// An observed rule needs CloudFront's literal message in the case's own evidence for a `must`.
pub(crate) fn strongest(evidence: &[CaseEvidence], level: Level) -> CaseLevel {
    let documented = |e: &CaseEvidence| matches!(e, CaseEvidence::Documented { .. });
    let quoted = |e: &CaseEvidence| {
        matches!(e, CaseEvidence::Observed { message: Some(_), .. } | CaseEvidence::Measured { .. })
    };
    let observed = |e: &CaseEvidence| matches!(e, CaseEvidence::Observed { .. });
    match level {
        Level::Inferred => CaseLevel::Observe,
        _ if evidence.iter().any(quoted) => CaseLevel::Must,
        Level::Documented | Level::Measured if evidence.iter().any(documented) => CaseLevel::Must,
        _ if evidence.iter().any(|e| observed(e) || documented(e)) => CaseLevel::Should,
        _ => CaseLevel::Observe,
    }
}

fn without_source(evidence: &CaseEvidence) -> bool {
    match evidence {
        CaseEvidence::Documented { reference, read, .. } => {
            !reference.starts_with("https://") || read.len() != "2026-04-13".len()
        }
        CaseEvidence::Observed { reference, .. } | CaseEvidence::Measured { reference, .. } => {
            reference.trim().is_empty()
        }
        CaseEvidence::Inferred { reason } => reason.trim().is_empty(),
    }
}

/// Returns what makes a vector's cases different from others: one key a stage and edition.
fn input_keys(vector: &Vector) -> Vec<String> {
    let input = &vector.input;
    let compact = |raw: &str| {
        // Spelling matters where a value cannot be read back without loss.
        serde_json::from_str::<serde_json::Value>(raw)
            .map_or_else(|_| raw.to_owned(), |value| value.to_string())
    };
    let event = input.event.as_ref().map(|event| compact(event.get()));
    let result = serde_json::to_string(&input.result).unwrap_or_default();
    let expand = format!("{:?}", input.expand);
    let mut keys = Vec::new();
    for stage in &vector.stages {
        for edition in vector.editions() {
            keys.push(format!("{stage} {edition} {:?} {event:?} {result} {expand}", vector.set));
        }
    }
    keys
}

/// Returns literal messages of the rule table that no vector quotes as its evidence.
#[must_use]
pub fn unquoted_messages(suite: &Suite) -> Vec<(RuleId, &'static str)> {
    let quotes = |vector: &Vector, wanted: &str| {
        vector.evidence.iter().any(|evidence| match evidence {
            CaseEvidence::Observed { message: Some(message), .. } => message.starts_with(wanted),
            _ => false,
        })
    };
    let mut unquoted = Vec::new();
    for rule in edgecase_core::rules() {
        for message in rule.messages() {
            if !suite.vectors().any(|vector| quotes(vector, message)) {
                unquoted.push((rule.id, message));
            }
        }
    }
    unquoted
}
