//! Scenario files: a distribution, scripted functions and origins, and requests over time.
//!
//! `corpus/SCENARIOS.md` describes the format and how the rules are read in it. The types here are
//! the file, nothing more; [`World`] plays its scripts, for the reference and for the model alike.

mod answer;
mod convert;
mod distribution;
mod expect;
mod function;
mod headers;
mod origin;
mod play;
mod shape;
mod step;
mod world;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use edgecase_core::profile::{Edition, ProfileError};
use edgecase_core::{PipelineRuleId, Profile};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use answer::{
    Answered, Attempt, Background, Body, CacheWord, Caches, Call, Copy, CopyKind, Found, Log,
    Moment, StepAnswer,
};
pub use distribution::{
    Behavior, Distribution, ErrorResponse, FAILOVER_CODES, Group, KeyPolicy, Pop, REPLACEABLE,
    Select, Selects, Topology, Ttl, ViewerProtocol,
};
pub use expect::{Expect, Expectation, difference};
pub use function::{Function, FunctionKind};
pub(crate) use headers::is_value_char;
pub use origin::{Kind, Origin, Reply, Script, Settings, Unreachable};
pub use play::Player;
pub use step::{Blocked, Evict, Lines, Request, RequestStep, Scheme, Step};
pub use world::{Called, Replied, Response, Sent, World};

use crate::printed::on_one_line;
use crate::vector::{CaseEvidence, CaseLevel};

/// A scenario file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Where the schema lies; for editors.
    #[serde(
        default,
        rename = "$schema",
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub schema: Option<String>,
    /// The version of the format: 1.
    pub format: u32,
    /// What the file is in the suite, if it belongs to it.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub case: Option<ScenarioCase>,
    /// The edition of the rules.
    #[serde(
        default = "current",
        deserialize_with = "read_edition",
        serialize_with = "write_edition"
    )]
    pub profile: Edition,
    /// Switches that differ from the profile.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, String>,
    /// What the clock shows at the start, in seconds since 1970.
    #[serde(default, skip_serializing_if = "is_default")]
    pub start: u64,
    /// Whether the output has every event and what the origins saw.
    #[serde(default, skip_serializing_if = "is_default")]
    pub trace: bool,
    /// The distribution.
    pub distribution: Distribution,
    /// The origins, by name.
    pub origins: BTreeMap<String, Origin>,
    /// What happens.
    pub steps: Vec<Step>,
}

/// What a scenario is in the suite.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioCase {
    /// `group/slug`, the file's path; never changed, never reused.
    pub id: String,
    /// One line on what happens.
    pub title: String,
    /// What else a reader should know.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The rule under test, then others that matter.
    #[serde(deserialize_with = "read_rules", serialize_with = "write_rules")]
    pub rules: Vec<PipelineRuleId>,
    /// What a difference means.
    pub level: CaseLevel,
    /// Free words for finding the case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// How the expectations are known.
    pub evidence: Vec<CaseEvidence>,
}

/// A text that is no usable scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError {
    /// JSON pointer to the place; empty where the text is not even read.
    pub at: String,
    /// Line and column, where the reader knows them.
    pub position: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
}

impl ScenarioError {
    pub(crate) fn new(at: impl Into<String>, message: impl Into<String>) -> Self {
        Self { at: at.into(), position: None, message: message.into() }
    }

    /// Puts the place below another.
    fn below(self, place: &str) -> Self {
        Self { at: format!("{place}{}", self.at), ..self }
    }
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((line, column)) = self.position {
            write!(f, "line {line}, column {column}: ")?;
        }
        if !self.at.is_empty() {
            write!(f, "`{}`: ", on_one_line(&self.at))?;
        }
        f.write_str(&on_one_line(&self.message))
    }
}

impl std::error::Error for ScenarioError {}

impl Scenario {
    /// Reads a scenario file, and checks what its types cannot say.
    ///
    /// # Errors
    /// Names the place and what is wrong there.
    pub fn read(text: &str) -> Result<Self, ScenarioError> {
        let scenario = match serde_json::from_str(text) {
            Ok(scenario) => scenario,
            Err(_) => Self::read_to_the_place(text)?,
        };
        shape::check(text)?;
        scenario.check()?;
        Ok(scenario)
    }

    /// Reads a text that is known to be wrong, and keeps track of where: that takes twice as long.
    fn read_to_the_place(text: &str) -> Result<Self, ScenarioError> {
        let mut reader = serde_json::Deserializer::from_str(text);
        let scenario = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let at = pointer(error.path());
            let error = error.into_inner();
            let message = without_position(&error);
            ScenarioError { at, position: Some((error.line(), error.column())), message }
        })?;
        reader.end().map_err(|error| ScenarioError {
            at: String::new(),
            position: Some((error.line(), error.column())),
            message: without_position(&error),
        })?;
        Ok(scenario)
    }

    /// Returns the profile with the scenario's switches set.
    ///
    /// # Errors
    /// When a switch or value does not exist.
    pub fn profile(&self) -> Result<Profile, ProfileError> {
        let mut profile = Profile::of(self.profile);
        for (switch, value) in &self.set {
            profile.set(switch, value)?;
        }
        Ok(profile)
    }

    /// Returns the scenario as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a scenario has text keys only")
    }

    /// Returns the scenario as a testee may see it: without its case and without expectations.
    #[must_use]
    pub fn blind(&self) -> Self {
        self.clone().blinded()
    }

    /// Takes the case and the expectations off.
    pub(crate) fn blinded(mut self) -> Self {
        self.schema = None;
        self.case = None;
        self.steps.iter_mut().for_each(Step::forget);
        self
    }

    /// Returns the files of the real functions, in no particular order.
    pub fn handlers(&self) -> impl Iterator<Item = &str> {
        let fixed = self.distribution.behaviors.iter().flat_map(|b| b.functions.values());
        let changed = self.steps.iter().flat_map(|step| match step {
            Step::Functions(changes) => {
                changes.values().flat_map(BTreeMap::values).collect::<Vec<_>>()
            }
            _ => Vec::new(),
        });
        let kinds = fixed.chain(changed.flatten()).flat_map(|Function(kinds)| kinds);
        kinds.filter_map(|kind| match kind {
            FunctionKind::Handler(file) => Some(file.as_str()),
            _ => None,
        })
    }

    /// Tells whether a function is a real one, which a testee cannot be asked to call.
    #[must_use]
    pub fn has_handlers(&self) -> bool {
        self.handlers().next().is_some()
    }

    /// Takes the paths of real functions from a folder on: that of the scenario's file.
    pub fn resolve_handlers(&mut self, folder: &Path) {
        let fixed = self.distribution.behaviors.iter_mut().flat_map(|b| b.functions.values_mut());
        let changed = self.steps.iter_mut().flat_map(|step| match step {
            Step::Functions(changes) => {
                changes.values_mut().flat_map(BTreeMap::values_mut).collect::<Vec<_>>()
            }
            _ => Vec::new(),
        });
        for kind in fixed.chain(changed.flatten()).flat_map(|Function(kinds)| kinds) {
            if let FunctionKind::Handler(file) = kind {
                *file = folder.join(&*file).to_string_lossy().into_owned();
            }
        }
    }

    /// Checks what the types cannot say.
    pub(crate) fn check(&self) -> Result<(), ScenarioError> {
        if self.format != 1 {
            let message = format!("format {} is unknown, want 1", self.format);
            return Err(ScenarioError::new("/format", message));
        }
        let mut profile = Profile::of(self.profile);
        for (switch, value) in &self.set {
            profile.set(switch, value).map_err(|error| {
                ScenarioError::new(format!("/set/{}", escaped(switch)), error.to_string())
            })?;
        }
        if let Some(case) = &self.case {
            for (member, is_empty) in
                [("rules", case.rules.is_empty()), ("evidence", case.evidence.is_empty())]
            {
                if is_empty {
                    let message = "a case needs at least one";
                    return Err(ScenarioError::new(format!("/case/{member}"), message));
                }
            }
        }
        origin::check(&self.origins)?;
        self.distribution.check(&self.origins, self.profile)?;
        for (number, step) in self.steps.iter().enumerate() {
            step.check(self).map_err(|error| error.below(&format!("/steps/{number}")))?;
        }
        Ok(())
    }
}

pub(crate) fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let part = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", escaped(key)),
        Segment::Enum { variant } => format!("/{variant}"),
        Segment::Unknown => String::new(),
    };
    path.iter().map(part).collect()
}

/// Returns a name as it is spelled in a JSON pointer.
pub(crate) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

pub(crate) fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text).to_owned()
}

/// Reads a member that is there: null is a value like any other, not the member's absence.
pub(crate) fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

const fn current() -> Edition {
    Edition::Current
}

pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn read_edition<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Edition, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn write_edition<S: Serializer>(edition: &Edition, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(edition.as_str())
}

fn read_rules<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PipelineRuleId>, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    names.iter().map(|name| name.parse().map_err(serde::de::Error::custom)).collect()
}

fn write_rules<S: Serializer>(rules: &[PipelineRuleId], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(rules.iter().map(|rule| rule.as_str()))
}
