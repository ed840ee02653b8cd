//! A bank of seeded bugs, which measures the suite.
//!
//! A flaw is a value that is given to the naive oracle or to the naive model; each then gets one
//! small thing wrong, and serves as a testee ([`crate::testee::Flawed`]). The reference has no trace
//! of them. A suite that does not notice a flaw has a hole.

pub mod kill;
mod pipeline;
mod result;

use std::fmt;

pub use pipeline::PipelineFlaw;
pub use result::ResultFlaw;

use crate::any_rule::AnyRule;

/// A seeded bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// One of the oracle.
    Result(ResultFlaw),
    /// One of the model.
    Pipeline(PipelineFlaw),
}

impl Flaw {
    /// Returns all flaws: those on results first.
    pub fn all() -> impl Iterator<Item = Self> {
        let results = ResultFlaw::ALL.iter().copied().map(Self::Result);
        results.chain(PipelineFlaw::ALL.iter().copied().map(Self::Pipeline))
    }

    /// Returns the flaw of a name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::all().find(|flaw| flaw.name() == name)
    }

    /// Returns the name: words with hyphens.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Result(flaw) => flaw.name(),
            Self::Pipeline(flaw) => flaw.name(),
        }
    }

    /// Says in one sentence what is done wrong.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Result(flaw) => flaw.text(),
            Self::Pipeline(flaw) => flaw.text(),
        }
    }

    /// Returns the rule that the flaw breaks.
    #[must_use]
    pub fn rule(self) -> AnyRule {
        match self {
            Self::Result(flaw) => flaw.rule().into(),
            Self::Pipeline(flaw) => flaw.rule().into(),
        }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Declares the flaws of one kind: an enum, and a row each.
macro_rules! flaws {
    ($(#[$meta:meta])* $name:ident of $rules:ty { $($flaw:ident $slug:literal $rule:ident: $text:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $(#[doc = $text] $flaw,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$flaw),+];

            /// Returns the name: words with hyphens.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$flaw => $slug,)+ }
            }

            /// Says in one sentence what is done wrong.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$flaw => $text,)+ }
            }

            /// Returns the rule that the flaw breaks.
            #[must_use]
            pub const fn rule(self) -> $rules {
                match self { $(Self::$flaw => <$rules>::$rule,)+ }
            }
        }
    };
}
use flaws;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use edgecase_core::profile::{Edition, Profile};
    use edgecase_core::rule::Effect;
    use edgecase_core::{Stage, rules};

    use super::*;

    #[test]
    fn names_are_unique_words_with_hyphens() {
        let mut seen = BTreeSet::new();
        for flaw in Flaw::all() {
            let fits = |word: &str| {
                !word.is_empty()
                    && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            };
            assert!(flaw.name().split('-').all(fits), "{flaw}");
            assert!(seen.insert(flaw.name()), "{flaw} is there twice");
        }
    }

    #[test]
    fn texts_are_unique_sentences_in_the_third_person() {
        let mut seen = BTreeSet::new();
        for flaw in Flaw::all() {
            let text = flaw.text();
            let verb = text.split(' ').next().unwrap_or_default();
            assert!(verb.ends_with('s') && verb.starts_with(|c: char| c.is_uppercase()), "{text}");
            assert!(text.ends_with('.') && !text.contains(". "), "{text}");
            assert!(seen.insert(text), "{flaw} says what another says");
        }
    }

    #[test]
    fn every_group_of_rules_that_can_refuse_a_result_has_a_flaw() {
        let refuses = |id: edgecase_core::RuleId| {
            Edition::ALL.into_iter().any(|edition| {
                let profile = Profile::of(edition);
                Stage::ALL.into_iter().any(|s| id.rule().effect(&profile, s) == Effect::Refuse)
            })
        };
        let wanted: BTreeSet<&str> =
            rules().filter(|rule| refuses(rule.id)).map(|rule| rule.group()).collect();
        let flaws = ResultFlaw::ALL.iter().map(|flaw| flaw.rule().rule().group());
        let missing: Vec<_> = wanted.difference(&flaws.collect()).copied().collect();
        assert_eq!(missing, Vec::<&str>::new());
    }
}
