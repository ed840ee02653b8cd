//! The rule table: what the service demands, how we know, and what it does on a breach.
//!
//! `table.rs` holds one row for each rule on a result, `pipeline.rs` one for each rule on what runs
//! and what is cached; they are meant to be read as the specification. Everything that names a rule
//! is made from them: `edgecase rules`, `RULES.md`, the coverage of vectors and scenarios.

mod evidence;
mod macros;
mod pipeline;
mod table;

use std::fmt;
use std::str::FromStr;

pub use evidence::Evidence;
pub use pipeline::PipelineRuleId;
pub use table::RuleId;

use crate::profile::{Edition, Profile, SWITCHES, Switch};
use crate::stage::{Stage, StageSet};

/// What becomes of a result that breaks a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// The profile does not have the rule.
    Off,
    /// The viewer gets an error instead of the result.
    Refuse,
    /// The result is accepted, with a note for its author.
    Note,
    /// The result is accepted; the offending part has no effect, or the service mends it.
    Ignore,
}

impl Effect {
    /// Returns the name used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Refuse => "refuse",
            Self::Note => "note",
            Self::Ignore => "ignore",
        }
    }
}

/// How a rule is known, from the surest to the least sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Measured against the real service.
    Measured,
    /// Stated in the developer guide.
    Documented,
    /// Seen in a real deployment and reported in public.
    Observed,
    /// A reading of ours; a difference is not an error.
    Inferred,
}

impl Level {
    /// Returns the name used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Documented => "documented",
            Self::Observed => "observed",
            Self::Inferred => "inferred",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The level of a rule at each of its stages, in flow order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levels([Level; 4]);

impl Levels {
    pub(crate) const fn same(level: Level) -> Self {
        Self([level; 4])
    }

    pub(crate) const fn by_stage(levels: [Level; 4]) -> Self {
        Self(levels)
    }

    const fn at(self, stage: Stage) -> Level {
        let [viewer_request, origin_request, origin_response, viewer_response] = self.0;
        match stage {
            Stage::ViewerRequest => viewer_request,
            Stage::OriginRequest => origin_request,
            Stage::OriginResponse => origin_response,
            Stage::ViewerResponse => viewer_response,
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy)]
pub struct Rule {
    /// The id.
    pub id: RuleId,
    /// What is demanded, in one sentence; a second one settles a doubtful case.
    pub text: &'static str,
    /// What is wrong when the rule is broken; `{…}` stands for facts of the case.
    pub breach: &'static str,
    /// How to mend it.
    pub fix: &'static str,
    /// The stages at which the rule can apply under some profile.
    pub stages: StageSet,
    /// How we know.
    pub evidence: &'static [Evidence],
    /// The rows of the project's rulebook, the research behind the table, that the rule stands for.
    pub rows: &'static [&'static str],
    levels: Levels,
    since: Edition,
    effect: fn(&Profile, Stage) -> Effect,
}

impl Rule {
    /// Returns what a breach leads to under `profile` at `stage`.
    #[must_use]
    pub fn effect(&self, profile: &Profile, stage: Stage) -> Effect {
        if self.stages.contains(stage) { (self.effect)(profile, stage) } else { Effect::Off }
    }

    /// Returns how the rule is known at `stage` in the editions that state it.
    #[must_use]
    pub const fn level(&self, stage: Stage) -> Level {
        self.levels.at(stage)
    }

    /// Returns how the rule is known at `stage` under an edition: inferred in those that do not
    /// state it yet.
    #[must_use]
    pub fn level_in(&self, stage: Stage, edition: Edition) -> Level {
        if edition < self.since { Level::Inferred } else { self.level(stage) }
    }

    /// Returns the first edition that states the rule, where not all do.
    #[must_use]
    pub fn since(&self) -> Option<Edition> {
        Some(self.since).filter(|since| *since != Edition::E2018_01)
    }

    /// Returns the texts that CloudFront is known to show or log when the rule is broken.
    pub fn messages(&self) -> impl Iterator<Item = &'static str> {
        self.evidence.iter().filter_map(Evidence::message)
    }

    /// Returns the part of the id before the slash.
    #[must_use]
    pub fn group(&self) -> &'static str {
        self.id.as_str().split_once('/').map_or("", |(group, _)| group)
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule").field("id", &self.id).finish_non_exhaustive()
    }
}

impl RuleId {
    /// Returns the row of the rule.
    #[must_use]
    pub fn rule(self) -> &'static Rule {
        table::row(self)
    }
}

/// Returns all rows in the order of the table.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RuleId::ALL.iter().map(|id| id.rule())
}

/// One row of the table of pipeline rules: what happens, where a [`Rule`] is a demand.
#[derive(Clone, Copy, Debug)]
pub struct PipelineRule {
    /// The id.
    pub id: PipelineRuleId,
    /// What happens, in one sentence; a second one settles a doubtful case.
    pub text: &'static str,
    /// How we know, in the editions that state it.
    pub level: Level,
    /// How we know.
    pub evidence: &'static [Evidence],
    /// The rows of the project's rulebook, the research behind the table, that the rule stands for.
    pub rows: &'static [&'static str],
    since: Edition,
}

impl PipelineRule {
    /// Returns how the rule is known under an edition: inferred in those that do not state it yet.
    #[must_use]
    pub fn level_in(&self, edition: Edition) -> Level {
        if edition < self.since { Level::Inferred } else { self.level }
    }

    /// Returns the first edition that states the rule, where not all do.
    #[must_use]
    pub fn since(&self) -> Option<Edition> {
        Some(self.since).filter(|since| *since != Edition::E2018_01)
    }

    /// Returns the part of the id before the slash.
    #[must_use]
    pub fn group(&self) -> &'static str {
        self.id.as_str().split_once('/').map_or("", |(group, _)| group)
    }

    /// Returns the switches that the text names, in its order.
    pub fn switches(&self) -> impl Iterator<Item = &'static Switch> {
        let code = self.text.split('`').skip(1).step_by(2);
        code.filter_map(|name| SWITCHES.iter().find(|switch| switch.name == name))
    }
}

/// Returns all pipeline rules in the order of their table.
pub fn pipeline_rules() -> impl Iterator<Item = &'static PipelineRule> {
    PipelineRuleId::ALL.iter().map(|id| id.rule())
}

impl fmt::Display for PipelineRuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for PipelineRuleId {
    type Err = UnknownRule;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|id| id.as_str() == text)
            .ok_or_else(|| UnknownRule(text.to_owned()))
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A text that names no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule(pub String);

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown rule `{}`", self.0)
    }
}

impl std::error::Error for UnknownRule {}

impl FromStr for RuleId {
    type Err = UnknownRule;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|id| id.as_str() == text)
            .ok_or_else(|| UnknownRule(text.to_owned()))
    }
}

#[cfg(test)]
mod tests;
