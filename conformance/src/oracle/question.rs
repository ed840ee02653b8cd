//! What the oracle is asked, and what it answers.

use std::fmt;

use edgecase_core::Stage;
use edgecase_core::profile::Profile;
use edgecase_core::rule::RuleId;

use crate::flaw::ResultFlaw;

/// Asks what becomes of a result.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The stage at which the function ran.
    pub stage: Stage,
    /// The JSON of the whole event that the function was given.
    pub event: &'a [u8],
    /// The headers that the behaviour caches on, if that is known.
    pub caches_on: Option<&'a [String]>,
    /// The bytes that the function handed back.
    pub result: &'a [u8],
    /// The reading of the rules.
    pub profile: &'a Profile,
    /// What to get wrong, if anything.
    pub flaw: Option<ResultFlaw>,
}

impl<'a> Question<'a> {
    /// Asks about a result without knowing what the behaviour caches on.
    #[must_use]
    pub const fn new(stage: Stage, event: &'a str, result: &'a [u8], profile: &'a Profile) -> Self {
        let event = event.as_bytes();
        Self { stage, event, caches_on: None, result, profile, flaw: None }
    }
}

/// Tells what the oracle says to one result.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The breaches for which the result is refused, sorted.
    pub refusals: Vec<Finding>,
    /// The breaches that its author should know of, sorted.
    pub notes: Vec<Finding>,
    /// What the service goes on with, if nothing is refused.
    pub accepted: Option<Accepted>,
}

/// Names a rule that is broken, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// The JSON pointer of the place, spelled as in the result.
    pub at: String,
    /// The member that is missing there.
    pub missing: Option<String>,
}

/// Tells which of the two messages a result is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A request to go on with.
    Request,
    /// A response.
    Response,
}

/// Holds what the service goes on with.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted {
    /// The kind of message.
    pub kind: Kind,
    /// The message in normalised form.
    pub normalised: serde_json::Value,
}

/// Holds what a size or length rule measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The quantity on this result.
    pub measured: u64,
    /// The largest value that is allowed.
    pub limit: u64,
}

/// Tells why an event cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventError {
    /// The bytes are not JSON.
    NotJson,
    /// Lists and objects are nested too deep.
    TooDeep,
    /// There is no object at `/Records/0/cf`.
    NoRecord,
    /// The result is null and the event has no message to go on with.
    NoMessage,
}

impl fmt::Display for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotJson => "the event is not JSON",
            Self::TooDeep => "the event is nested too deep",
            Self::NoRecord => "the event has no object at /Records/0/cf",
            Self::NoMessage => "the event has no request or response to go on with",
        })
    }
}

impl std::error::Error for EventError {}
