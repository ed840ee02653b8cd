//! A case: a vector at a stage, or a scenario.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edgecase_core::profile::{Edition, ProfileError};
use edgecase_core::{Event, EventError, Profile, RuleId, Stage};
use serde_json::value::RawValue;

use super::ScenarioFile;
use crate::any_rule::AnyRule;
use crate::expand::{ExpandError, expand};
use crate::vector::{CaseLevel, Returned, Vector};

/// What is put to a testee, and judged, as one.
#[derive(Clone, Copy, Debug)]
pub enum Case<'s> {
    /// A vector at a stage.
    Vector(VectorCase<'s>),
    /// A scenario.
    Scenario(&'s ScenarioFile),
}

/// One vector at one stage under one edition.
#[derive(Clone, Copy, Debug)]
pub struct VectorCase<'s> {
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

/// A case that cannot be put to a testee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseError {
    /// A long text cannot be put in.
    Expand(ExpandError),
    /// Raw bytes that are not base64.
    Base64(String),
    /// A switch that does not exist.
    Profile(ProfileError),
    /// An event that is none.
    Event(EventError),
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

impl<'s> Case<'s> {
    /// Returns the name that reports use: `id@stage`, or the id of a scenario.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Vector(case) => case.name(),
            Self::Scenario(file) => file.case().id.clone(),
        }
    }

    /// Returns the id.
    #[must_use]
    pub fn id(&self) -> &'s str {
        match self {
            Self::Vector(case) => &case.vector.id,
            Self::Scenario(file) => &file.case().id,
        }
    }

    /// Returns one line on what happens.
    #[must_use]
    pub fn title(&self) -> &'s str {
        match self {
            Self::Vector(case) => &case.vector.title,
            Self::Scenario(file) => &file.case().title,
        }
    }

    /// Returns the rule under test.
    #[must_use]
    pub fn rule(&self) -> AnyRule {
        match self {
            Self::Vector(case) => case.rule().into(),
            Self::Scenario(file) => file.rule().into(),
        }
    }

    /// Returns what a difference means.
    #[must_use]
    pub fn level(&self) -> CaseLevel {
        match self {
            Self::Vector(case) => case.level(),
            Self::Scenario(file) => file.case().level,
        }
    }

    /// Returns the stage; a scenario goes through all.
    #[must_use]
    pub const fn stage(&self) -> Option<Stage> {
        match self {
            Self::Vector(case) => Some(case.stage),
            Self::Scenario(_) => None,
        }
    }

    /// Returns the edition to judge by.
    #[must_use]
    pub const fn edition(&self) -> Edition {
        match self {
            Self::Vector(case) => case.edition,
            Self::Scenario(file) => file.scenario.profile,
        }
    }

    /// Returns the switches that differ from the edition.
    #[must_use]
    pub const fn set(&self) -> &'s BTreeMap<String, String> {
        match self {
            Self::Vector(case) => &case.vector.set,
            Self::Scenario(file) => &file.scenario.set,
        }
    }
}

impl VectorCase<'_> {
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
                let text = crate::testee::talk::one_line(value.get());
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
