//! Vector files, as the corpus holds them. `corpus/README.md` describes the format.

use std::collections::BTreeMap;
use std::fmt;

use edgecase_core::profile::{Edition, ProfileError};
use edgecase_core::{Profile, RuleId, Stage};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

/// One file of vectors.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VectorFile {
    /// Where the schema lies; for editors.
    #[serde(default, rename = "$schema")]
    pub schema: Option<String>,
    /// The version of the format: 1.
    pub format: u32,
    /// The group, which is the file's name too.
    pub group: String,
    /// What the group is about.
    pub description: String,
    /// The vectors.
    pub cases: Vec<Vector>,
}

/// One result, and what is expected to become of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// `group/slug`; never changed, never reused.
    pub id: String,
    /// One line on what is sent and what happens.
    pub title: String,
    /// What else a reader should know.
    #[serde(default)]
    pub comment: Option<String>,
    /// The rule under test, then others that matter.
    #[serde(deserialize_with = "rules")]
    pub rules: Vec<RuleId>,
    /// On which side of the first rule's boundary the input lies.
    pub polarity: Polarity,
    /// What a difference means.
    pub level: CaseLevel,
    /// One case a stage.
    pub stages: Vec<Stage>,
    /// Where the expectation holds; absent means everywhere.
    #[serde(default, deserialize_with = "editions")]
    pub profiles: Option<Vec<Edition>>,
    /// Switches that differ from the profile.
    #[serde(default)]
    pub set: BTreeMap<String, String>,
    /// Free words for finding the case.
    #[serde(default)]
    pub tags: Vec<String>,
    /// What the function is given and returns.
    pub input: Input,
    /// What is expected.
    pub expect: Expect,
    /// How that is known.
    pub evidence: Vec<CaseEvidence>,
}

/// A side of a rule's boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// The rule holds.
    Inside,
    /// The rule is broken, whatever that leads to.
    Outside,
}

/// What a difference from the expectation means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CaseLevel {
    /// A failure.
    Must,
    /// A failure that is counted apart.
    Should,
    /// An answer to a question, neither right nor wrong.
    Observe,
}

impl CaseLevel {
    /// Returns the name used in files and reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::Observe => "observe",
        }
    }
}

impl fmt::Display for CaseLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What the function is given and returns.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The whole event; absent means the minimal event of the stage.
    #[serde(default)]
    pub event: Option<Box<RawValue>>,
    /// What comes back.
    pub result: Returned,
    /// Long texts to put in.
    #[serde(default)]
    pub expand: Vec<Expand>,
}

/// What a function hands back. Values keep their exact text.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", try_from = "ReturnedFields")]
pub enum Returned {
    /// A JSON value.
    Return {
        /// The value, spelled as in the file.
        value: Box<RawValue>,
    },
    /// Bytes, which need not be JSON.
    Raw {
        /// The bytes in base64.
        base64: String,
    },
    /// An exception.
    Throw {
        /// Its message.
        message: String,
    },
    /// Nothing in time.
    Timeout,
}

/// The members of [`Returned`], all in one: a tagged enum would lose the exact text of `value`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReturnedFields {
    kind: String,
    #[serde(default, deserialize_with = "some_value")]
    value: Option<Box<RawValue>>,
    base64: Option<String>,
    message: Option<String>,
}

/// Reads a member that is there, null included.
fn some_value<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Box<RawValue>>, D::Error> {
    Box::<RawValue>::deserialize(d).map(Some)
}

impl TryFrom<ReturnedFields> for Returned {
    type Error = String;

    fn try_from(fields: ReturnedFields) -> Result<Self, String> {
        let ReturnedFields { kind, value, base64, message } = fields;
        match (kind.as_str(), value, base64, message) {
            ("return", Some(value), None, None) => Ok(Self::Return { value }),
            ("raw", None, Some(base64), None) => Ok(Self::Raw { base64 }),
            ("throw", None, None, Some(message)) => Ok(Self::Throw { message }),
            ("timeout", None, None, None) => Ok(Self::Timeout),
            _ => Err(format!(
                "a result of kind `{kind}`, want return with value, raw with base64, throw with message, or timeout"
            )),
        }
    }
}

/// A text that is described instead of stored.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Expand {
    /// JSON pointer, from `input`, to the string that is replaced.
    pub at: String,
    /// What is repeated.
    pub unit: String,
    /// How often.
    #[serde(default)]
    pub repeat: Option<usize>,
    /// Or: until a rule measures its limit plus a delta.
    #[serde(default)]
    pub relative_to_limit: Option<RelativeToLimit>,
}

/// A length given by the limit of a rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelativeToLimit {
    /// The rule that measures.
    #[serde(deserialize_with = "rule")]
    pub rule: RuleId,
    /// What is added to the largest allowed value.
    pub delta: i64,
}

/// What is expected of an implementation.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "outcome", rename_all = "lowercase", deny_unknown_fields)]
pub enum Expect {
    /// The result takes effect.
    Accept {
        /// As what.
        kind: ResultKind,
        /// Rules that leave a note.
        #[serde(default, deserialize_with = "rules")]
        notes: Vec<RuleId>,
        /// The whole normalised result.
        #[serde(default)]
        normalised: Option<serde_json::Value>,
    },
    /// The viewer gets an error.
    Reject {
        /// Every rule that refuses.
        #[serde(rename = "rejectRules", deserialize_with = "rules")]
        reject_rules: Vec<RuleId>,
        /// The status that the viewer gets.
        status: u16,
    },
    /// The function gave no result.
    Error {
        /// The status that the viewer gets.
        status: u16,
    },
}

/// What an accepted result is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResultKind {
    /// The request goes on.
    Request,
    /// The response goes out.
    Response,
}

/// How the expectation of a case is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum CaseEvidence {
    /// A page of the guide.
    Documented {
        /// The address.
        #[serde(rename = "ref")]
        reference: String,
        /// The heading.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        section: Option<String>,
        /// The day on which it was read.
        read: String,
    },
    /// A real deployment.
    Observed {
        /// The address of the thread, or words where there is none.
        #[serde(rename = "ref")]
        reference: String,
        /// What CloudFront showed or logged.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<String>,
    },
    /// A run of the suite against CloudFront.
    Measured {
        /// Where the record lies.
        #[serde(rename = "ref")]
        reference: String,
        /// What CloudFront showed or logged.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<String>,
    },
    /// A reading of ours.
    Inferred {
        /// Why.
        reason: String,
    },
}

fn rule<'de, D: Deserializer<'de>>(deserializer: D) -> Result<RuleId, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

fn rules<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<RuleId>, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    names.iter().map(|name| name.parse().map_err(serde::de::Error::custom)).collect()
}

fn editions<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Edition>>, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    let parse = |name: &String| name.parse().map_err(serde::de::Error::custom);
    names.iter().map(parse).collect::<Result<_, _>>().map(Some)
}

impl Vector {
    /// Returns the rule under test.
    #[must_use]
    pub fn rule(&self) -> RuleId {
        self.rules.first().copied().expect("the loader refuses a case without rules")
    }

    /// Returns the editions in which the expectation holds.
    #[must_use]
    pub fn editions(&self) -> &[Edition] {
        self.profiles.as_deref().unwrap_or(&Edition::ALL)
    }

    /// Returns the profile of an edition with the case's switches set.
    ///
    /// # Errors
    /// When a switch or value does not exist.
    pub fn profile(&self, edition: Edition) -> Result<Profile, ProfileError> {
        profile_with(edition, &self.set)
    }
}

/// Returns the profile of an edition with switches set.
pub(crate) fn profile_with(
    edition: Edition,
    set: &BTreeMap<String, String>,
) -> Result<Profile, ProfileError> {
    let mut profile = Profile::of(edition);
    for (switch, value) in set {
        profile.set(switch, value)?;
    }
    Ok(profile)
}
