//! Protocol 1: one JSON object a line, from the suite to a testee and back.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::vector::{ResultKind, Returned};

/// The version of the protocol.
pub const PROTOCOL: u32 = 1;

/// Longest line in either direction, in bytes without the line break.
pub const LINE_BYTES: usize = 64 << 20;

/// Reads a line, which has to be an object: as a list, members would go by their place.
pub(crate) fn read<T: DeserializeOwned>(line: &[u8]) -> Result<T, String> {
    if line.trim_ascii_start().first() == Some(&b'{') {
        serde_json::from_slice(line).map_err(|error| error.to_string())
    } else {
        Err("not a JSON object".to_owned())
    }
}

/// What the suite says.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Command {
    /// `hello`, `run` or `stop`.
    pub cmd: String,
    /// The version of the protocol, in `hello`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protocol: Option<u32>,
    /// The version of the suite, in `hello`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suite: Option<String>,
    /// The profile to judge by; in `run` it defaults to that of `hello`. A scenario has its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Switches that differ from the profile.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, String>,
    /// What the answer repeats, in `run`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
    /// `validate` or `scenario`, in `run`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub op: Option<String>,
    /// The stage, in `validate`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// The whole event, or null for the minimal event of the stage, in `validate`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Box<RawValue>>,
    /// What the function returned, in `validate`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Returned>,
    /// The scenario, without its case and what is expected, in `scenario`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<Box<RawValue>>,
}

impl Command {
    /// Returns a command without arguments.
    #[must_use]
    pub fn new(cmd: &str) -> Self {
        Self {
            cmd: cmd.to_owned(),
            protocol: None,
            suite: None,
            profile: None,
            set: BTreeMap::new(),
            seq: None,
            op: None,
            stage: None,
            event: None,
            result: None,
            scenario: None,
        }
    }
}

/// The answer to `hello`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hello {
    /// The version of the protocol that the testee speaks.
    pub protocol: u32,
    /// Who answers.
    pub testee: TesteeName,
    /// The stages that it knows.
    #[serde(default)]
    pub stages: Vec<String>,
    /// What it can do; what is not here may be answered by `skipped`.
    #[serde(default)]
    pub capabilities: Vec<String>,
    /// How many runs it takes before it answers the first.
    #[serde(default = "one")]
    pub max_in_flight: u32,
}

impl Hello {
    /// Says hello for who can do some things, and takes one question after the other.
    #[must_use]
    pub fn announcing(name: &str, capabilities: &[&str]) -> Self {
        Self {
            protocol: PROTOCOL,
            testee: TesteeName { name: name.to_owned(), ..TesteeName::default() },
            stages: Vec::new(),
            capabilities: capabilities.iter().map(|name| (*name).to_owned()).collect(),
            max_in_flight: 1,
        }
    }
}

const fn one() -> u32 {
    1
}

impl Hello {
    /// Tells whether a capability is announced.
    #[must_use]
    pub fn announces(&self, capability: &str) -> bool {
        self.capabilities.iter().any(|announced| announced == capability)
    }
}

/// Who a testee is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TesteeName {
    /// The name.
    pub name: String,
    /// The version.
    pub version: String,
    /// The language that it is written in.
    pub language: String,
}

/// The answer to `run`, as its members; [`crate::testee::Answer`] is its meaning.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Reply {
    /// What `run` had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
    /// `accept`, `reject` or `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// What an accepted result is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<ResultKind>,
    /// The normalised result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub normalised: Option<serde_json::Value>,
    /// The status that the viewer gets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The rules that refuse, if the testee knows them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<Vec<String>>,
    /// What the steps of requests show, in the answer to `scenario`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps: Option<Vec<serde_json::Value>>,
    /// What the testee has to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Whether the case was passed over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skipped: Option<bool>,
    /// Why it was passed over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether the testee failed in itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errored: Option<bool>,
}
