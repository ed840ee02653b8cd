//! Scripted functions.

use std::collections::BTreeMap;

use edgecase_core::Stage;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

/// What a function does, one call after the other; the last one repeats.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "Fields", into = "Fields")]
pub struct Function(pub Vec<FunctionKind>);

/// What a function does in one call.
#[derive(Clone, Debug)]
pub enum FunctionKind {
    /// Hands back a value, spelled as in the file.
    Return(Box<RawValue>),
    /// Hands back a text as it is, which need not be JSON.
    Raw(String),
    /// Hands back the event's request or response with a merge patch (RFC 7396) applied.
    Patch(serde_json::Value),
    /// Throws.
    Throw(String),
    /// Runs into its timeout.
    Timeout,
    /// Is not called for lack of capacity.
    Throttle,
    /// Is a real function in a file beside the scenario.
    Handler(String),
}

impl FunctionKind {
    /// Returns a function that always does this.
    #[must_use]
    pub fn always(self) -> Function {
        Function(vec![self])
    }

    /// Returns a function's result as the file has it.
    ///
    /// # Panics
    /// When a JSON value cannot be written, which does not happen.
    #[must_use]
    pub fn returning(value: &serde_json::Value) -> Self {
        let raw = RawValue::from_string(value.to_string());
        Self::Return(raw.expect("a value is JSON"))
    }
}

/// The members of all kinds in one: an untagged enum could not say what is wrong.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Fields {
    #[serde(
        rename = "return",
        deserialize_with = "super::present",
        skip_serializing_if = "Option::is_none"
    )]
    value: Option<Box<RawValue>>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    patch: Option<serde_json::Value>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    throw: Option<String>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    timeout: Option<bool>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    throttle: Option<bool>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    handler: Option<String>,
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    sequence: Option<Vec<Once>>,
}

/// What a function does in one of the calls of a sequence.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Fields", into = "Fields")]
struct Once(FunctionKind);

const EXACTLY_ONE: &str = "a function is exactly one of `return`, `raw`, `patch`, `throw`, \
                           `\"timeout\": true`, `\"throttle\": true`, `handler` and a `sequence` \
                           of them";

impl Fields {
    /// Returns what the members say, but for `sequence`.
    fn kinds(self) -> Result<Vec<FunctionKind>, String> {
        let Self { value, raw, patch, throw, timeout, throttle, handler, sequence: _ } = self;
        for (name, on) in [("timeout", timeout), ("throttle", throttle)] {
            if on == Some(false) {
                return Err(format!("`{name}` is true, or not there"));
            }
        }
        let kinds = [
            value.map(FunctionKind::Return),
            raw.map(FunctionKind::Raw),
            patch.map(FunctionKind::Patch),
            throw.map(FunctionKind::Throw),
            timeout.map(|_| FunctionKind::Timeout),
            throttle.map(|_| FunctionKind::Throttle),
            handler.map(FunctionKind::Handler),
        ];
        Ok(kinds.into_iter().flatten().collect())
    }
}

impl TryFrom<Fields> for Once {
    type Error = String;

    fn try_from(fields: Fields) -> Result<Self, String> {
        if fields.sequence.is_some() {
            return Err("a `sequence` holds no other `sequence`".to_owned());
        }
        let [kind] = <[_; 1]>::try_from(fields.kinds()?).map_err(|_| EXACTLY_ONE.to_owned())?;
        Ok(Self(kind))
    }
}

impl TryFrom<Fields> for Function {
    type Error = String;

    fn try_from(mut fields: Fields) -> Result<Self, String> {
        let Some(list) = fields.sequence.take() else {
            return Once::try_from(fields).map(|Once(kind)| kind.always());
        };
        if !fields.kinds()?.is_empty() {
            return Err(EXACTLY_ONE.to_owned());
        }
        if list.is_empty() {
            return Err("an empty `sequence`".to_owned());
        }
        Ok(Self(list.into_iter().map(|Once(kind)| kind).collect()))
    }
}

impl From<Once> for Fields {
    fn from(Once(kind): Once) -> Self {
        let empty = Self::default();
        match kind {
            FunctionKind::Return(value) => Self { value: Some(value), ..empty },
            FunctionKind::Raw(text) => Self { raw: Some(text), ..empty },
            FunctionKind::Patch(patch) => Self { patch: Some(patch), ..empty },
            FunctionKind::Throw(message) => Self { throw: Some(message), ..empty },
            FunctionKind::Timeout => Self { timeout: Some(true), ..empty },
            FunctionKind::Throttle => Self { throttle: Some(true), ..empty },
            FunctionKind::Handler(file) => Self { handler: Some(file), ..empty },
        }
    }
}

impl From<Function> for Fields {
    fn from(function: Function) -> Self {
        match <[FunctionKind; 1]>::try_from(function.0) {
            Ok([kind]) => Once(kind).into(),
            Err(kinds) => {
                Self { sequence: Some(kinds.into_iter().map(Once).collect()), ..Self::default() }
            }
        }
    }
}

/// Members named by stages. A stage read as a map's key would be missing in the place of an error.
pub(super) struct ByStage<T>(pub(super) BTreeMap<Stage, T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ByStage<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let named = BTreeMap::<Name, T>::deserialize(deserializer)?;
        Ok(Self(named.into_iter().map(|(Name(stage), value)| (stage, value)).collect()))
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Name(Stage);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map(Self).map_err(serde::de::Error::custom)
    }
}

/// Reads functions by stage.
pub(super) fn by_stage<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<Stage, Function>, D::Error> {
    ByStage::deserialize(deserializer).map(|ByStage(functions)| functions)
}

/// Functions by stage, null to take one away.
pub(super) type Changes = BTreeMap<Stage, Option<Function>>;
