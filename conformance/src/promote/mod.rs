//! Turning a kept failure into a case of the suite.
//!
//! The expectation is what the reference says, if the naive twin says the same. Where the two differ
//! no machine knows which is right, and a person has to read the rule.

mod scenario;
mod vector;

use std::fmt;

use edgecase_core::Level;

use crate::any_rule::AnyRule;
use crate::example::Example;
use crate::lint::{Problem, problems, strongest, untrue};
use crate::regression::Kept;
use crate::suite::{Suite, SuiteError};
use crate::vector::{CaseEvidence, CaseLevel, Polarity};

/// What a case is called, and what its author knows beyond the example.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// `group/slug`; never changed, never reused.
    pub id: String,
    /// One line on what is sent and what happens.
    pub title: String,
    /// The rule under test; by default the first that is broken.
    pub rule: Option<AnyRule>,
    /// On which side of the rule's boundary the result lies; by default what the oracle finds.
    pub polarity: Option<Polarity>,
    /// What a difference means; by default the most that the evidence allows.
    pub level: Option<CaseLevel>,
    /// How the expectation is known; by default a reading that says what it rests on.
    pub evidence: Vec<CaseEvidence>,
}

/// A case as its file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Promoted {
    /// An element of `cases` in a file of vectors.
    Vector {
        /// The group, which names the file.
        group: String,
        /// The element.
        text: String,
    },
    /// A whole scenario file.
    Scenario {
        /// Its path below `scenarios/`.
        path: String,
        /// The file.
        text: String,
    },
}

/// Why an example is not made a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PromoteError {
    /// Reference and naive twin do not say the same; how they differ.
    Disagreement(String),
    /// The draft does not do.
    Draft(String),
    /// The case would not pass the lint.
    Lint(Vec<Problem>),
    /// A file of the suite cannot be read.
    Suite(SuiteError),
}

impl fmt::Display for PromoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disagreement(how) => write!(
                f,
                "reference and naive twin differ, so a person has to read the rule and decide: {how}"
            ),
            Self::Draft(message) => f.write_str(message),
            Self::Lint(problems) => {
                let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
                f.write_str(&problems.join("; "))
            }
            Self::Suite(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PromoteError {}

/// Makes a case of a regression or an example.
///
/// The case passes the lint by itself; whether it goes with a suite tells [`check`].
///
/// # Errors
/// When reference and naive twin differ, or the draft does not do.
pub fn promote(kept: &Kept, draft: &Draft) -> Result<Promoted, PromoteError> {
    check_draft(draft)?;
    let draft = &Draft { evidence: evidence(kept, draft), ..draft.clone() };
    let promoted = match kept.example() {
        Example::Result(example) => vector::vector(example, draft)?,
        Example::Scenario(scenario) => scenario::scenario(scenario, draft, differs(kept))?,
    };
    check(&promoted, &[], &[])?;
    Ok(promoted)
}

/// Puts a case into the file that it belongs to; `file` is a file of vectors as it is now.
///
/// # Errors
/// When the file is none of vectors.
pub fn insert(promoted: &Promoted, file: &str) -> Result<String, PromoteError> {
    match promoted {
        Promoted::Vector { text, .. } => vector::insert(text, file)
            .ok_or_else(|| PromoteError::Draft("the file has no list of `cases`".to_owned())),
        Promoted::Scenario { text, .. } => Ok(text.clone()),
    }
}

/// Checks a case by itself, and beside the vectors and scenarios that are there.
///
/// # Errors
/// When the lint names something that it did not name without the case.
pub fn check(
    promoted: &Promoted,
    vectors: &[(&str, &str)],
    scenarios: &[(&str, &str)],
) -> Result<(), PromoteError> {
    let file;
    let (mut vectors, mut scenarios) = (vectors.to_vec(), scenarios.to_vec());
    let mut alone = (Vec::new(), Vec::new());
    match promoted {
        Promoted::Vector { group, text } => {
            file = vector::file(group, text);
            vectors.push((group, &file));
            alone.0.push((group.as_str(), file.as_str()));
        }
        Promoted::Scenario { path, text } => {
            scenarios.push((path, text));
            alone.1.push((path.as_str(), text.as_str()));
        }
    }
    let alone = Suite::read(&alone.0, &alone.1).map_err(PromoteError::Suite)?;
    let whole = Suite::read(&vectors, &scenarios).map_err(PromoteError::Suite)?;
    let found: Vec<Problem> = problems(&whole).into_iter().chain(untrue(&alone)).collect();
    if found.is_empty() { Ok(()) } else { Err(PromoteError::Lint(found)) }
}

fn check_draft(draft: &Draft) -> Result<(), PromoteError> {
    let is_slug = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.split('-').all(|word| {
                let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
                !word.is_empty() && word.chars().all(plain)
            })
    };
    let problem = match draft.id.split_once('/') {
        Some((group, slug)) if is_slug(group) && is_slug(slug) => match draft.title.trim() {
            "" => "the title is empty".to_owned(),
            title if title.chars().count() > 120 => "a title has at most 120 characters".to_owned(),
            _ => return Ok(()),
        },
        _ => format!("want an id such as `status/range-600`, got `{}`", draft.id),
    };
    Err(PromoteError::Draft(problem))
}

/// Returns the draft's evidence, or a reading that says what the expectation rests on.
fn evidence(kept: &Kept, draft: &Draft) -> Vec<CaseEvidence> {
    if !draft.evidence.is_empty() {
        return draft.evidence.clone();
    }
    let found = match kept {
        Kept::Regression(regression) => {
            format!(
                "found by {} ({}, {})",
                regression.property.id, regression.origin, regression.found
            )
        }
        Kept::Example(_) => "made from an example".to_owned(),
    };
    let reason = format!(
        "{found}; expected is what reference and naive twin say; a source is to take this reason's place"
    );
    vec![CaseEvidence::Inferred { reason }]
}

/// Returns the member of the answers in which the failure showed.
fn differs(kept: &Kept) -> Option<&str> {
    match kept {
        Kept::Regression(regression) => regression.signature.field.as_deref()?.split(' ').next(),
        Kept::Example(_) => None,
    }
}

/// Returns the draft's level, or the strongest that its evidence allows on a rule of a level.
fn level(draft: &Draft, rule: Level) -> CaseLevel {
    draft.level.unwrap_or_else(|| strongest(&draft.evidence, rule))
}
