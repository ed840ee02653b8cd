//! What the reference says to a result.

use crate::outcome::Outcome;
use crate::place::Place;
use crate::rule::RuleId;

/// One rule broken at one place. Texts come from the rule table and from [`crate::explain`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule.
    pub rule: RuleId,
    /// Where.
    pub at: Place,
}

/// Violations that refuse a result; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Returns the violations, or `None` when there are none.
    pub(crate) fn new(all: Vec<Violation>) -> Option<Self> {
        if all.is_empty() { None } else { Some(Self(all)) }
    }

    /// Returns the violations in the order of their places.
    #[must_use]
    pub fn as_slice(&self) -> &[Violation] {
        &self.0
    }

    /// Returns the violations in the order of their places.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What CloudFront is held to do with a result.
#[derive(Debug)]
pub enum Verdict<'a> {
    /// The result takes effect.
    Accept {
        /// What it amounts to.
        outcome: Outcome<'a>,
        /// What its author should know, in the order of the places.
        notes: Vec<Violation>,
    },
    /// The viewer gets an error.
    Reject(Violations),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Event, Exchange, Profile, Stage, validate};

    #[test]
    fn violations_are_gone_through_in_either_way() {
        let (event, profile) = (Event::minimal(Stage::OriginResponse), Profile::default());
        let exchange = Exchange::new(Stage::OriginResponse, &event);
        let Verdict::Reject(all) = validate(exchange, br#"{"status":"1000"}"#, &profile) else {
            panic!("no such status")
        };
        assert!(!all.as_slice().is_empty());
        assert!((&all).into_iter().eq(all.as_slice()) && all.iter().eq(all.as_slice()));
    }
}
