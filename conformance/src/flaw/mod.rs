//! A bank of seeded bugs, which measures the suite.
//!
//! A flaw is a value that is given to the naive oracle or to the naive model; each then gets one
//! small thing wrong, and serves as a testee ([`crate::testee::Flawed`]). The reference has no trace
//! of them. A suite that does not notice a flaw has a hole.

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
