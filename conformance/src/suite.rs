//! The suite: every vector at every stage of its, ready to be put to a testee.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edgecase_core::profile::Edition;
use edgecase_core::{Event, Profile, RuleId, Stage};
use serde_json::value::RawValue;

use crate::expand::{ExpandError, expand};
use crate::vector::{CaseLevel, Returned, Vector, VectorFile};

/// All vectors.
#[derive(Clone, Debug)]
pub struct Suite {
    /// The files, in the order of their names.
    pub files: Vec<VectorFile>,
}

/// One vector at one stage under one edition.
#[derive(Clone, Copy, Debug)]
pub struct Case<'s> {
    /// The vector.
    pub vector: &'s Vector,
    /// The stage.
    pub stage: Stage,
    /// The edition of the rules.
    pub edition: Edition,
}

/// A case with its long texts put in.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The event as given; `None` means the minimal event of the stage.
    pub event: Option<String>,
    /// What the function returned.
    pub result: Returned,
}

/// A vector file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuiteError {
    /// The file.
    pub file: String,
    /// Line and column, where the text is not even read.
    pub position: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for SuiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some((line, column)) => {
                write!(f, "{}:{line}:{column}: {}", self.file, self.message)
            }
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for SuiteError {}

/// A case that cannot be put to a testee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseError {
    /// A long text cannot be put in.
    Expand(ExpandError),
    /// Raw bytes that are not base64.
    Base64(String),
    /// A switch that does not exist.
    Profile(edgecase_core::profile::ProfileError),
    /// An event that is none.
    Event(edgecase_core::EventError),
}

impl fmt::Display for CaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expand(error) => error.fmt(f),
            Self::Base64(error) => write!(f, "`/input/result/base64` is not base64: {error}"),
            Self::Profile(error) => error.fmt(f),
            Self::Event(error) => write!(f, "`/input/event`: {error}"),
        }
    }
}

impl std::error::Error for CaseError {}

impl Suite {
    /// Reads the vectors that are built in.
    ///
    /// # Errors
    /// When a file is not of the format.
    pub fn embedded() -> Result<Self, SuiteError> {
        Self::read(edgecase_corpus::VECTORS.iter().copied())
    }

    /// Reads vector files, given as name and text.
    ///
    /// # Errors
    /// When a file is not of the format.
    pub fn read<'t>(files: impl Iterator<Item = (&'t str, &'t str)>) -> Result<Self, SuiteError> {
        let files = files.map(|(name, text)| read_file(name, text)).collect::<Result<_, _>>()?;
        Ok(Self { files })
    }

    /// Returns all vectors.
    pub fn vectors(&self) -> impl Iterator<Item = &Vector> {
        self.files.iter().flat_map(|file| &file.cases)
    }

    /// Returns every vector once a stage: under the given edition those that hold in it, else
    /// under `current` or, where they do not hold there, the newest edition in which they do.
    pub fn cases(&self, edition: Option<Edition>) -> impl Iterator<Item = Case<'_>> {
        self.vectors().flat_map(move |vector| {
            let edition = match edition {
                Some(wanted) => vector.editions().contains(&wanted).then_some(wanted),
                None => vector.editions().iter().copied().max(),
            };
            edition.into_iter().flat_map(move |edition| {
                vector.stages.iter().map(move |stage| Case { vector, stage: *stage, edition })
            })
        })
    }

    /// Returns every vector at every stage under every edition in which it holds.
    pub fn all_cases(&self) -> impl Iterator<Item = Case<'_>> {
        Edition::ALL.into_iter().flat_map(|edition| self.cases(Some(edition)))
    }
}

fn read_file(name: &str, text: &str) -> Result<VectorFile, SuiteError> {
    let fail = |position, message| SuiteError { file: name.to_owned(), position, message };
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

impl<'s> Case<'s> {
    /// Returns the name that reports use: `id@stage`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}@{}", self.vector.id, self.stage)
    }

    /// Returns the rule under test.
    #[must_use]
    pub fn rule(&self) -> RuleId {
        self.vector.rule()
    }

    /// Returns what a difference means.
    #[must_use]
    pub const fn level(&self) -> CaseLevel {
        self.vector.level
    }

    /// Returns the profile to judge by.
    ///
    /// # Errors
    /// When a switch of the vector does not exist.
    pub fn profile(&self) -> Result<Profile, CaseError> {
        self.vector.profile(self.edition).map_err(CaseError::Profile)
    }

    /// Puts long texts in.
    ///
    /// # Errors
    /// When a text has no place, or a limit cannot be met exactly.
    pub fn prepare(&self) -> Result<Prepared, CaseError> {
        let plain = Prepared {
            event: self.vector.input.event.as_ref().map(|event| event.get().to_owned()),
            result: self.vector.input.result.clone(),
        };
        expand(plain, &self.vector.input.expand, self.stage, &self.profile()?)
            .map_err(CaseError::Expand)
    }
}

impl Prepared {
    /// Returns the event, typed.
    ///
    /// # Errors
    /// When it is none.
    pub fn event(&self, stage: Stage) -> Result<Event, CaseError> {
        match &self.event {
            None => Ok(Event::minimal(stage)),
            Some(text) => Event::from_json(text.as_bytes()).map_err(CaseError::Event),
        }
    }
}

impl Returned {
    /// Returns the same result with its JSON on one line, as the protocol sends it.
    pub(crate) fn on_one_line(self) -> Self {
        match self {
            Self::Return { value } if value.get().contains(['\n', '\r']) => {
                let text = crate::testee::process::one_line(value.get());
                Self::Return { value: RawValue::from_string(text).unwrap_or(value) }
            }
            other => other,
        }
    }

    /// Returns the bytes that came back; `None` if the function gave none.
    ///
    /// # Errors
    /// When raw bytes are not base64.
    pub fn bytes(&self) -> Result<Option<Vec<u8>>, CaseError> {
        match self {
            Self::Return { value } => Ok(Some(value.get().as_bytes().to_vec())),
            Self::Raw { base64 } => match STANDARD.decode(base64) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(error) => Err(CaseError::Base64(error.to_string())),
            },
            Self::Throw { .. } | Self::Timeout => Ok(None),
        }
    }
}
