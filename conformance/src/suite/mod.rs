//! The suite: every vector at every stage of its, and every scenario, ready to be put to a testee.

mod case;

use std::fmt;

use edgecase_core::PipelineRuleId;
use edgecase_core::profile::Edition;

pub use case::{Case, CaseError, Prepared, VectorCase};

use crate::printed::on_one_line;
use crate::scenario::{Scenario, ScenarioCase};
use crate::vector::{Vector, VectorFile};

/// All vectors and scenarios.
#[derive(Clone, Debug)]
pub struct Suite {
    /// The files of vectors, in the order of their names.
    pub files: Vec<VectorFile>,
    /// The scenarios, in the order of their paths.
    pub scenarios: Vec<ScenarioFile>,
}

/// A scenario of the suite.
#[derive(Clone, Debug)]
pub struct ScenarioFile {
    /// Where it lies below `scenarios/`: `group/slug.json`.
    pub path: String,
    /// What it holds; its `case` is there.
    pub scenario: Scenario,
}

/// A file of the suite that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuiteError {
    /// The file.
    pub file: String,
    /// JSON pointer to the place; empty where it is not known.
    pub at: String,
    /// Line and column, where the reader knows them.
    pub position: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for SuiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some((line, column)) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        f.write_str(": ")?;
        if !self.at.is_empty() {
            write!(f, "`{}`: ", on_one_line(&self.at))?;
        }
        f.write_str(&on_one_line(&self.message))
    }
}

impl std::error::Error for SuiteError {}

impl Suite {
    /// Reads the vectors and scenarios that are built in.
    ///
    /// # Errors
    /// When a file is not of the format.
    pub fn embedded() -> Result<Self, SuiteError> {
        Self::read(edgecase_corpus::VECTORS, edgecase_corpus::SCENARIOS)
    }

    /// Reads files of vectors and of scenarios, given as path and text.
    ///
    /// # Errors
    /// When a file is not of the format.
    pub fn read(vectors: &[(&str, &str)], scenarios: &[(&str, &str)]) -> Result<Self, SuiteError> {
        let files = vectors.iter().map(|(name, text)| read_vectors(name, text));
        let scenarios = scenarios.iter().map(|(path, text)| read_scenario(path, text));
        Ok(Self {
            files: files.collect::<Result<_, _>>()?,
            scenarios: scenarios.collect::<Result<_, _>>()?,
        })
    }

    /// Returns all vectors.
    pub fn vectors(&self) -> impl Iterator<Item = &Vector> {
        self.files.iter().flat_map(|file| &file.cases)
    }

    /// Returns every case: the vectors', then the scenarios. Under the given edition those that hold
    /// in it; else every vector in one edition, and every scenario in its own.
    pub fn cases(&self, edition: Option<Edition>) -> impl Iterator<Item = Case<'_>> {
        let wanted = move |file: &&ScenarioFile| {
            edition.is_none_or(|wanted| wanted == file.scenario.profile)
        };
        let scenarios = self.scenarios.iter().filter(wanted).map(Case::Scenario);
        self.vector_cases(edition).map(Case::Vector).chain(scenarios)
    }

    /// Returns every vector once a stage: under the given edition those that hold in it, else
    /// under `current` or, where they do not hold there, the newest edition in which they do.
    pub fn vector_cases(&self, edition: Option<Edition>) -> impl Iterator<Item = VectorCase<'_>> {
        self.vectors().flat_map(move |vector| {
            let edition = match edition {
                Some(wanted) => vector.editions().contains(&wanted).then_some(wanted),
                None => vector.editions().iter().copied().max(),
            };
            edition.into_iter().flat_map(move |edition| {
                vector.stages.iter().map(move |stage| VectorCase { vector, stage: *stage, edition })
            })
        })
    }

    /// Returns every vector at every stage under every edition in which it holds.
    pub fn all_vector_cases(&self) -> impl Iterator<Item = VectorCase<'_>> {
        Edition::ALL.into_iter().flat_map(|edition| self.vector_cases(Some(edition)))
    }
}

impl ScenarioFile {
    /// Returns what the scenario is in the suite.
    #[must_use]
    pub fn case(&self) -> &ScenarioCase {
        self.scenario.case.as_ref().expect("the loader refuses a scenario without a case")
    }

    /// Returns the rule under test.
    #[must_use]
    pub fn rule(&self) -> PipelineRuleId {
        self.case().rules.first().copied().expect("the reader refuses a case without rules")
    }
}

fn read_vectors(name: &str, text: &str) -> Result<VectorFile, SuiteError> {
    let fail = |position, message| SuiteError {
        file: name.to_owned(),
        at: String::new(),
        position,
        message,
    };
    let file: VectorFile = serde_json::from_str(text)
        .map_err(|error| fail(Some((error.line(), error.column())), error.to_string()))?;
    if file.format != 1 {
        return Err(fail(None, format!("format {} is unknown, want 1", file.format)));
    }
    for vector in &file.cases {
        if vector.rules.is_empty() || vector.stages.is_empty() || vector.evidence.is_empty() {
            let message = format!("case `{}` needs rules, stages and evidence", vector.id);
            return Err(fail(None, message));
        }
    }
    Ok(file)
}

fn read_scenario(path: &str, text: &str) -> Result<ScenarioFile, SuiteError> {
    let file = || format!("scenarios/{path}");
    let scenario = Scenario::read(text).map_err(|error| SuiteError {
        file: file(),
        at: error.at,
        position: error.position,
        message: error.message,
    })?;
    if scenario.case.is_none() {
        let message = "a scenario of the suite needs a `case`".to_owned();
        return Err(SuiteError { file: file(), at: String::new(), position: None, message });
    }
    Ok(ScenarioFile { path: path.to_owned(), scenario })
}
