//! Implementations under test.

mod flawed;
mod greeted;
mod null;
mod play;
mod process;
mod reference;
mod script;
mod serve;
pub(crate) mod talk;

use std::fmt;
use std::time::Duration;

use edgecase_core::profile::{Edition, ProfileError};
use edgecase_core::{Profile, RuleId, Stage};

pub use flawed::Flawed;
pub use greeted::Greeted;
pub use null::Null;
pub use play::PlayScenario;
pub use process::Process;
pub use reference::{Reference, normalised};
pub(crate) use script::script;
pub use serve::serve;
pub use talk::StartError;

use crate::invariant::Frame;
use crate::protocol::Hello;
use crate::scenario::Scenario;
use crate::suite::{CaseError, Prepared, VectorCase};
use crate::vector::{ResultKind, profile_with};

/// One question to a testee. It has neither the case's id nor what is expected.
#[derive(Clone, Debug)]
pub struct Validate<'a> {
    /// Where the function was called.
    pub stage: Stage,
    /// The edition of the rules.
    pub edition: Edition,
    /// Switches that differ from the edition.
    pub set: &'a std::collections::BTreeMap<String, String>,
    /// What went in and came out.
    pub exchange: Prepared,
}

impl<'a> Validate<'a> {
    /// Makes the question of a case.
    ///
    /// # Errors
    /// When the case cannot be put to a testee.
    pub fn of(case: &VectorCase<'a>) -> Result<Self, CaseError> {
        Ok(Self {
            stage: case.stage,
            edition: case.edition,
            set: &case.vector.set,
            exchange: case.prepare()?,
        })
    }

    /// Returns the profile.
    ///
    /// # Errors
    /// When a switch or value does not exist.
    pub fn profile(&self) -> Result<Profile, ProfileError> {
        profile_with(self.edition, self.set)
    }
}

/// What a testee says to one question.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The result takes effect.
    Accept {
        /// As what, if it says so.
        kind: Option<ResultKind>,
        /// The normalised result, if it gives one.
        normalised: Option<serde_json::Value>,
        /// The rules that leave a note, known of the reference only.
        notes: Option<Vec<RuleId>>,
    },
    /// The result is refused.
    Reject {
        /// The status that the viewer gets, if it says so.
        status: Option<u16>,
        /// The rules that refuse, if it knows them.
        rules: Option<Vec<String>>,
        /// What it has to say.
        message: Option<String>,
    },
    /// The function gave no result.
    Error {
        /// The status that the viewer gets, if it says so.
        status: Option<u16>,
    },
    /// The scenario was played.
    Played {
        /// An element for each step of requests, in the shape of `corpus/SCENARIOS.md`.
        steps: Vec<serde_json::Value>,
    },
    /// The testee passed the question over.
    Skipped {
        /// Why.
        reason: String,
    },
    /// The testee failed in itself.
    Errored {
        /// How.
        message: String,
    },
    /// The testee gave no answer that counts.
    Misbehaved(Misbehaviour),
}

/// How a testee can fail to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misbehaviour {
    /// It ended with an error, or by a signal.
    Crash {
        /// How it ended.
        status: String,
    },
    /// It ended as if all were well, before it was told to.
    Exit,
    /// It did not answer in time.
    Timeout(Duration),
    /// It said something that is no answer to the question.
    Garbage {
        /// The start of what it said.
        line: String,
        /// What is wrong with that.
        problem: String,
    },
    /// It said more than a line may hold, or spoke without being asked.
    Flood {
        /// What there was too much of.
        problem: String,
    },
    /// It misbehaved so often that it was not started again.
    Abandoned {
        /// How often it was started anew.
        after: u32,
    },
}

impl Misbehaviour {
    /// Returns the name used in reports.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Crash { .. } => "crash",
            Self::Exit => "exit",
            Self::Timeout(_) => "timeout",
            Self::Garbage { .. } => "garbage",
            Self::Flood { .. } => "flood",
            Self::Abandoned { .. } => "abandoned",
        }
    }
}

impl fmt::Display for Misbehaviour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Crash { status } => write!(f, "crash: the testee ended with {status}"),
            Self::Exit => write!(f, "exit: the testee ended before it was told to"),
            Self::Timeout(after) => write!(f, "timeout: no answer within {} ms", after.as_millis()),
            Self::Garbage { line, problem } => write!(f, "garbage: {problem}, got `{line}`"),
            Self::Flood { problem } => write!(f, "flood: {problem}"),
            Self::Abandoned { after } => {
                write!(f, "abandoned: the testee was started anew {after} times already")
            }
        }
    }
}

/// An implementation under test.
///
/// # Examples
/// ```
/// use edgecase::testee::{Answer, Testee, Validate};
///
/// /// Takes everything.
/// struct Mine;
///
/// impl Testee for Mine {
///     fn validate(&mut self, question: &Validate<'_>) -> Answer {
///         println!("{} {:?}", question.stage, question.exchange.result);
///         Answer::Accept { kind: None, normalised: None, notes: None }
///     }
/// }
///
/// assert_eq!(Mine.hello().expect("a name").testee.name, "Mine");
/// ```
pub trait Testee {
    /// Says who it is and what it can do: by default, that it is called as its type and judges results
    /// in JSON without switches.
    ///
    /// # Errors
    /// When the testee cannot be started or does not speak the protocol.
    fn hello(&mut self) -> Result<Hello, StartError> {
        let name = std::any::type_name::<Self>();
        Ok(Hello::announcing(name.rsplit("::").next().unwrap_or(name), &["validate"]))
    }

    /// Judges one result.
    fn validate(&mut self, question: &Validate<'_>) -> Answer;

    /// Plays a scenario. Only those that announce `scenario` are asked.
    fn scenario(&mut self, _question: &PlayScenario<'_>) -> Answer {
        Answer::Skipped { reason: "unsupported".to_owned() }
    }

    /// Plays a scenario and shows what the caches hold after each step; `None` if it cannot show them.
    fn frames(&mut self, _scenario: &Scenario) -> Option<Vec<Frame>> {
        None
    }
}
