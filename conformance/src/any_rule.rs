//! Rules of both tables under one name, for what does not care which table a rule is in.

use std::fmt;
use std::str::FromStr;

use edgecase_core::rule::UnknownRule;
use edgecase_core::{PipelineRuleId, RuleId};

/// A rule on a result, or one on what runs and what is cached. Those on results come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnyRule {
    /// A rule on a result.
    Result(RuleId),
    /// A rule of the pipeline.
    Pipeline(PipelineRuleId),
}

impl AnyRule {
    /// Returns every rule, in the order of the tables.
    pub fn all() -> impl Iterator<Item = Self> {
        let results = RuleId::ALL.iter().copied().map(Self::Result);
        results.chain(PipelineRuleId::ALL.iter().copied().map(Self::Pipeline))
    }

    /// Returns the slug.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Result(id) => id.as_str(),
            Self::Pipeline(id) => id.as_str(),
        }
    }

    /// Returns the part of the slug before the slash.
    #[must_use]
    pub fn group(self) -> &'static str {
        match self {
            Self::Result(id) => id.rule().group(),
            Self::Pipeline(id) => id.rule().group(),
        }
    }

    /// Returns what the rule says.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Result(id) => id.rule().text,
            Self::Pipeline(id) => id.rule().text,
        }
    }
}

impl From<RuleId> for AnyRule {
    fn from(id: RuleId) -> Self {
        Self::Result(id)
    }
}

impl From<PipelineRuleId> for AnyRule {
    fn from(id: PipelineRuleId) -> Self {
        Self::Pipeline(id)
    }
}

impl fmt::Display for AnyRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for AnyRule {
    type Err = UnknownRule;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self::Result).or_else(|_| text.parse().map(Self::Pipeline))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_slug_names_one_rule_and_a_group_lies_in_one_table() {
        for rule in AnyRule::all() {
            assert_eq!(rule.as_str().parse(), Ok(rule));
        }
        let group = |pipeline: bool| -> BTreeSet<&str> {
            let of_table = move |rule: &AnyRule| matches!(rule, AnyRule::Pipeline(_)) == pipeline;
            AnyRule::all().filter(of_table).map(AnyRule::group).collect()
        };
        assert_eq!(group(false).intersection(&group(true)).count(), 0);
    }
}
