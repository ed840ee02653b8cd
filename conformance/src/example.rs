//! What a property is put to: a result in its surroundings, or a scenario.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edgecase_core::profile::{Edition, ProfileError};
use edgecase_core::{Event, Profile, Stage};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::scenario::Scenario;
use crate::suite::{CaseError, Prepared};
use crate::testee::Validate;
use crate::vector::{Returned, profile_with};

/// An input, drawn or read from a file.
#[derive(Clone, Debug)]
pub enum Example {
    /// What a function returned for an event.
    Result(ResultExample),
    /// A distribution, and requests over time.
    Scenario(Box<Scenario>),
}

/// What a function returned for an event, and the reading of the rules.
#[derive(Clone, PartialEq, Eq)]
pub struct ResultExample {
    /// Where the function was called.
    pub stage: Stage,
    /// The edition of the rules.
    pub edition: Edition,
    /// Switches that differ from the edition.
    pub set: BTreeMap<String, String>,
    /// The event that the function was given, as JSON.
    pub event: String,
    /// The bytes that it returned.
    pub result: Vec<u8>,
}

impl ResultExample {
    /// Makes an example under the default profile.
    #[must_use]
    pub fn new(stage: Stage, event: impl Into<String>, result: impl Into<Vec<u8>>) -> Self {
        let (edition, set) = (Edition::Current, BTreeMap::new());
        Self { stage, edition, set, event: event.into(), result: result.into() }
    }

    /// Reads an example from a file, but for its event and its switches: they may be anything.
    pub(crate) fn unchecked(data: &[u8]) -> Option<Self> {
        serde_json::from_slice::<ResultFields>(data).ok()?.example().ok()
    }

    /// Returns the profile.
    ///
    /// # Errors
    /// When a switch or value does not exist.
    pub fn profile(&self) -> Result<Profile, ProfileError> {
        profile_with(self.edition, &self.set)
    }

    /// Returns the event, typed.
    ///
    /// # Errors
    /// When it is none.
    pub fn typed_event(&self) -> Result<Event, edgecase_core::EventError> {
        Event::from_json(self.event.as_bytes())
    }

    /// Returns the question to a testee.
    #[must_use]
    pub fn question(&self) -> Validate<'_> {
        Validate {
            stage: self.stage,
            edition: self.edition,
            set: &self.set,
            exchange: Prepared { event: Some(self.event.clone()), result: self.returned() },
        }
    }

    /// Returns the result as files have it: as a value where it is one that any JSON reader hands on as
    /// it is, else as bytes.
    fn returned(&self) -> Returned {
        let text = std::str::from_utf8(&self.result).ok();
        // A line of the protocol, and a file, put a few levels around it.
        let nested = |text: &str| ["[[[", text, "]]]"].concat();
        let plain = text.filter(|text| serde_json::from_str::<Plain>(&nested(text)).is_ok());
        match plain.and_then(|text| serde_json::from_str::<Box<RawValue>>(text).ok()) {
            // White space around the value would be lost.
            Some(value) if value.get().len() == self.result.len() => Returned::Return { value },
            _ => Returned::Raw { base64: STANDARD.encode(&self.result) },
        }
    }
}

/// A JSON value that readers do not change or choke on: no member twice, no lone surrogate, not very
/// deep, and of numbers only those that are the same as a double, in digits alone.
struct Plain;

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlainVisitor)
    }
}

struct PlainVisitor;

/// The whole numbers that a double holds end here.
const SAFE: u64 = 1 << 53;

impl<'de> Visitor<'de> for PlainVisitor {
    type Value = Plain;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a plain value")
    }

    fn visit_unit<E: Error>(self) -> Result<Plain, E> {
        Ok(Plain)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Plain, E> {
        Ok(Plain)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Plain, E> {
        if number < SAFE { Ok(Plain) } else { Err(E::custom("a large number")) }
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Plain, E> {
        Ok(Plain)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Plain, A::Error> {
        while list.next_element::<Plain>()?.is_some() {}
        Ok(Plain)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Plain, A::Error> {
        let mut names = BTreeSet::new();
        while let Some((name, Plain)) = map.next_entry::<String, Plain>()? {
            if !names.insert(name) {
                return Err(A::Error::custom("a member twice"));
            }
        }
        Ok(Plain)
    }
}

impl fmt::Debug for ResultExample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { stage, edition, set, event, result } = self;
        write!(f, "at {stage} under {edition}")?;
        for (switch, value) in set {
            write!(f, " {switch}={value}")?;
        }
        write!(f, "\n  event  {event}\n  result {}", String::from_utf8_lossy(result))
    }
}

/// The members of a [`ResultExample`] in a file, named as in vectors.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ResultFields {
    stage: Stage,
    profile: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    set: BTreeMap<String, String>,
    event: Box<RawValue>,
    result: Returned,
}

impl ResultFields {
    /// Returns the example. Nobody has looked at its event or its switches yet.
    fn example(self) -> Result<ResultExample, String> {
        let Self { stage, profile, set, event, result } = self;
        let bytes = result.bytes().map_err(|error: CaseError| error.to_string())?;
        let result = bytes.ok_or("a result of kind `throw` or `timeout`, want return or raw")?;
        let edition = profile.parse().map_err(|error: ProfileError| error.to_string())?;
        Ok(ResultExample { stage, edition, set, event: event.get().to_owned(), result })
    }
}

impl Serialize for ResultExample {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let event = RawValue::from_string(self.event.clone());
        ResultFields {
            stage: self.stage,
            profile: self.edition.to_string(),
            set: self.set.clone(),
            event: event.map_err(serde::ser::Error::custom)?,
            result: self.returned(),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ResultExample {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = ResultFields::deserialize(deserializer)?;
        let example = fields.example().map_err(Error::custom)?;
        example.profile().map_err(Error::custom)?;
        example.typed_event().map_err(Error::custom)?;
        Ok(example)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_reads_back_as_it_was() {
        let event = Event::minimal(Stage::OriginResponse).to_json();
        for result in [
            &b"{\"status\": \"200\", \"status\": 1e400}"[..],
            b" null",
            b"null",
            b"",
            b"\"\\ud800\"",
            b"\xff",
            b"{\"a\":1}\n",
            b"{\"a\":[true,9007199254740991]}",
        ] {
            let mut example = ResultExample::new(Stage::OriginResponse, event.clone(), result);
            example.edition = Edition::E2018_01;
            example.set.insert("kb".to_owned(), "1000".to_owned());
            let text = serde_json::to_string(&example).expect("JSON");
            let read: ResultExample = serde_json::from_str(&text).expect("the same");
            assert_eq!(read, example, "{text}");
        }
    }

    #[test]
    fn what_a_reader_would_change_goes_as_bytes() {
        let is_raw = |result: &str| {
            let example = ResultExample::new(Stage::OriginResponse, "{}", result);
            matches!(example.returned(), Returned::Raw { .. })
        };
        for result in ["{\"status\":200,\"body\":\"\\u0041\"}", "null", "[[]]", "0"] {
            assert!(!is_raw(result), "{result}");
        }
        let deep = ["[".repeat(126), "]".repeat(126)].concat();
        for result in [
            "200.0",
            "-1",
            "-0",
            "2e2",
            "1e400",
            "9007199254740992",
            "{\"a\":1,\"a\":1}",
            " 1",
            "\"\\ud800\"",
            "{\"\\ud800\":1}",
            "nope",
            &deep,
        ] {
            assert!(is_raw(result), "{result}");
        }
    }
}
