//! Failures that are kept: an input, and the claim that it once showed to be untrue.
//!
//! `corpus/README.md` describes the files. A file without a property is an example: it is put to
//! every claim.

use std::collections::BTreeMap;

use edgecase_core::profile::{Edition, ProfileError};
use edgecase_core::{Event, EventError, Profile, Stage};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::example::{Example, ResultExample};
use crate::known::is_day;
use crate::layout;
use crate::property::{Check, Property};
use crate::scenario::{Scenario, escaped, pointer, present, without_position};
use crate::signature::Signature;
use crate::splice::locate;
use crate::suite::SuiteError;
use crate::tree::Tree;
use crate::vector::Returned;

/// What a file of kept inputs holds.
#[derive(Clone, Debug)]
pub enum Kept {
    /// An input that once showed a claim to be untrue.
    Regression(Box<Regression>),
    /// An input alone.
    Example(Example),
}

/// An input that once showed a claim to be untrue.
#[derive(Clone, Debug)]
pub struct Regression {
    /// The claim.
    pub property: &'static Property,
    /// What found it: a command, a test, a person.
    pub origin: String,
    /// The seed of what drew it.
    pub seed: Option<u64>,
    /// The day, as `2027-01-31`.
    pub found: String,
    /// What made it this failure.
    pub signature: Signature,
    /// The input.
    pub example: Example,
}

/// Reads the regressions that are built in, with their paths below `regressions/`.
///
/// # Errors
/// When a file is not of the format.
pub fn embedded() -> Result<Vec<(&'static str, Regression)>, SuiteError> {
    let read = |(path, text): &(&'static str, &str)| {
        Regression::read(&format!("regressions/{path}"), text).map(|regression| (*path, regression))
    };
    edgecase_corpus::REGRESSIONS.iter().map(read).collect()
}

impl Regression {
    /// Reads a regression; `file` is what errors call it.
    ///
    /// # Errors
    /// When the text is not of the format, or has no property.
    pub fn read(file: &str, text: &str) -> Result<Self, SuiteError> {
        match Kept::read(file, text)? {
            Kept::Regression(regression) => Ok(*regression),
            Kept::Example(_) => {
                Err(Reader { file, text }.fail("", "a regression needs a `property`"))
            }
        }
    }

    /// Returns the regression as its file has it.
    ///
    /// # Panics
    /// When the event of a result is no JSON; no property draws such.
    #[must_use]
    pub fn to_json(&self) -> String {
        let Self { property, origin, seed, found, signature, example } = self;
        let head = Head { format: 1, property: property.id, origin, seed: *seed, found, signature };
        let text = |value: Result<String, serde_json::Error>| value.expect("an event is JSON");
        let mut members = Tree::read(&text(serde_json::to_string(&head))).into_members();
        match example {
            Example::Result(example) => {
                let text = text(serde_json::to_string(example));
                let tree = Tree::read(&text);
                // The bytes that came back stay what they are, white space included.
                let result = locate(&text, "/result").and_then(|range| text.get(range));
                for (name, value) in tree.into_members() {
                    let raw = result.filter(|_| name == "\"result\"");
                    members.push((name, raw.map_or(value, |raw| Tree::Leaf(raw.to_owned()))));
                }
            }
            Example::Scenario(scenario) => {
                members.push(("\"scenario\"".to_owned(), layout::scenario(scenario)));
            }
        }
        format!("{}\n", layout::pretty(&Tree::Object(members)))
    }
}

#[derive(Serialize)]
struct Head<'r> {
    format: u32,
    property: &'r str,
    origin: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    found: &'r str,
    signature: &'r Signature,
}

/// The members of a file, regression or example.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields<'t> {
    #[serde(default, rename = "$schema", deserialize_with = "present")]
    schema: Option<String>,
    #[serde(default, deserialize_with = "present")]
    format: Option<u32>,
    #[serde(default, deserialize_with = "present")]
    property: Option<String>,
    #[serde(default, deserialize_with = "present")]
    origin: Option<String>,
    #[serde(default, deserialize_with = "present")]
    seed: Option<u64>,
    #[serde(default, deserialize_with = "present")]
    found: Option<String>,
    #[serde(borrow, default, deserialize_with = "present")]
    signature: Option<&'t RawValue>,
    #[serde(default, deserialize_with = "present")]
    stage: Option<Stage>,
    #[serde(default, deserialize_with = "present")]
    profile: Option<String>,
    #[serde(default, deserialize_with = "present")]
    set: Option<BTreeMap<String, String>>,
    #[serde(borrow, default, deserialize_with = "present")]
    event: Option<&'t RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    result: Option<&'t RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    scenario: Option<&'t RawValue>,
}

impl Kept {
    /// Reads a regression, an example, or a scenario file; `file` is what errors call it.
    ///
    /// # Errors
    /// Names the place and what is wrong there.
    pub fn read(file: &str, text: &str) -> Result<Self, SuiteError> {
        let reader = Reader { file, text };
        if is_scenario_file(text) {
            let scenario = reader.scenario(text, "")?;
            return Ok(Self::Example(Example::Scenario(Box::new(scenario))));
        }
        let fields = reader.fields()?;
        let has_property = fields.property.is_some();
        match fields.format {
            Some(1) => {}
            Some(other) => {
                return Err(reader.fail("/format", &format!("format {other} is unknown, want 1")));
            }
            None if has_property => return Err(reader.fail("", "`format` is missing, want 1")),
            // As `ResultExample` is written by itself.
            None => {}
        }
        if has_property {
            reader.regression(&fields).map(|regression| Self::Regression(Box::new(regression)))
        } else {
            let alone = [
                ("/origin", fields.origin.is_none()),
                ("/seed", fields.seed.is_none()),
                ("/found", fields.found.is_none()),
                ("/signature", fields.signature.is_none()),
            ];
            match alone.iter().find(|(_, absent)| !absent) {
                Some((at, _)) => Err(reader.fail(at, "is there with a `property` only")),
                None => reader.example(&fields).map(Self::Example),
            }
        }
    }

    /// Returns the input.
    #[must_use]
    pub const fn example(&self) -> &Example {
        match self {
            Self::Regression(regression) => &regression.example,
            Self::Example(example) => example,
        }
    }
}

/// Tells whether a text is a scenario by itself: what regressions hold below `scenario`.
fn is_scenario_file(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Peek<'t> {
        #[serde(borrow)]
        distribution: Option<&'t RawValue>,
    }
    text.trim_ascii_start().starts_with('{')
        && serde_json::from_str(text).is_ok_and(|peek: Peek<'_>| peek.distribution.is_some())
}

/// Reads a text and says where something is wrong.
#[derive(Clone, Copy)]
struct Reader<'t> {
    file: &'t str,
    text: &'t str,
}

impl<'t> Reader<'t> {
    fn fail(self, at: &str, message: &str) -> SuiteError {
        self.fail_at(at, None, message)
    }

    fn fail_at(self, at: &str, position: Option<(usize, usize)>, message: &str) -> SuiteError {
        SuiteError {
            file: self.file.to_owned(),
            at: at.to_owned(),
            position,
            message: message.to_owned(),
        }
    }

    /// Returns where in the whole text a line and column of a part of it are.
    fn position(self, part: &str, line: usize, column: usize) -> Option<(usize, usize)> {
        let start = part.as_ptr().addr().checked_sub(self.text.as_ptr().addr())?;
        let before = self.text.get(..start)?;
        let lines = before.matches('\n').count();
        let last = before.rsplit('\n').next().unwrap_or_default();
        Some((lines + line, if line == 1 { last.len() + column } else { column }))
    }

    fn fields(self) -> Result<Fields<'t>, SuiteError> {
        let mut reader = serde_json::Deserializer::from_str(self.text);
        let broken = |at: &str, error: &serde_json::Error| {
            let position = Some((error.line(), error.column()));
            self.fail_at(at, position, &without_position(error))
        };
        // As a list, members would go by their place.
        if self.text.trim_ascii_start().starts_with('[') {
            return Err(self.fail("", "want an object, got a list"));
        }
        let fields: Fields<'t> = serde_path_to_error::deserialize(&mut reader)
            .map_err(|error| broken(&pointer(error.path()), error.inner()))?;
        reader.end().map_err(|error| broken("", &error))?;
        _ = &fields.schema;
        Ok(fields)
    }

    fn regression(self, fields: &Fields<'t>) -> Result<Regression, SuiteError> {
        let missing = |member: &str| self.fail("", &format!("`{member}` is missing"));
        let id = fields.property.as_deref().ok_or_else(|| missing("property"))?;
        let property = Property::find(id)
            .ok_or_else(|| self.fail("/property", &format!("unknown property `{id}`")))?;
        let origin = fields.origin.clone().ok_or_else(|| missing("origin"))?;
        let found = fields.found.clone().ok_or_else(|| missing("found"))?;
        if !is_day(&found) {
            let message = format!("want a day such as `2027-01-31`, got `{found}`");
            return Err(self.fail("/found", &message));
        }
        let signature = fields.signature.ok_or_else(|| missing("signature"))?;
        let signature: Signature = self.object(signature, "/signature")?;
        if signature.property != id {
            let message = format!("want `{id}` as in `property`, got `{}`", signature.property);
            return Err(self.fail("/signature/property", &message));
        }
        let example = self.example(fields)?;
        match (property.check, &example) {
            (Check::Result(_), Example::Result(_))
            | (Check::Scenario(_) | Check::Invariant(_), Example::Scenario(_)) => {}
            (Check::Result(_), Example::Scenario(_)) => {
                return Err(self.fail("/scenario", &format!("{id} is put to results")));
            }
            (Check::Scenario(_) | Check::Invariant(_), Example::Result(_)) => {
                return Err(self.fail("/result", &format!("{id} is put to scenarios")));
            }
        }
        Ok(Regression { property, origin, seed: fields.seed, found, signature, example })
    }

    fn example(self, fields: &Fields<'t>) -> Result<Example, SuiteError> {
        let Fields { stage, profile, set, event, result, .. } = fields;
        let on_results = [
            ("/stage", stage.is_some()),
            ("/profile", profile.is_some()),
            ("/set", set.is_some()),
            ("/event", event.is_some()),
            ("/result", result.is_some()),
        ];
        let Some(scenario) = fields.scenario else {
            return self.result_example(fields).map(Example::Result);
        };
        match on_results.iter().find(|(_, there)| *there) {
            Some((at, _)) => Err(self.fail(at, "either this or a `scenario`, not both")),
            None => {
                let scenario = self.scenario(scenario.get(), "/scenario")?;
                Ok(Example::Scenario(Box::new(scenario)))
            }
        }
    }

    fn scenario(self, text: &str, at: &str) -> Result<Scenario, SuiteError> {
        let scenario = Scenario::read(text).map_err(|error| {
            let position = error.position.and_then(|(l, c)| self.position(text, l, c));
            self.fail_at(&format!("{at}{}", error.at), position, &error.message)
        })?;
        let handler = scenario.handlers().next().map(str::to_owned);
        match handler {
            // A kept failure must not name programs to run.
            Some(file) => Err(self.fail(at, &format!("a function is the `handler` `{file}`"))),
            None => Ok(scenario),
        }
    }

    fn result_example(self, fields: &Fields<'t>) -> Result<ResultExample, SuiteError> {
        let missing = |member: &str| {
            let message = format!(
                "`{member}` is missing; an example has `stage`, `profile`, `event` and `result`, or `scenario`"
            );
            self.fail("", &message)
        };
        let stage = fields.stage.ok_or_else(|| missing("stage"))?;
        let profile = fields.profile.as_deref().ok_or_else(|| missing("profile"))?;
        let edition: Edition = profile
            .parse()
            .map_err(|error: ProfileError| self.fail("/profile", &error.to_string()))?;
        let set = fields.set.clone().unwrap_or_default();
        let mut profile = Profile::of(edition);
        for (switch, value) in &set {
            profile.set(switch, value).map_err(|error| {
                self.fail(&format!("/set/{}", escaped(switch)), &error.to_string())
            })?;
        }
        let event = fields.event.ok_or_else(|| missing("event"))?.get();
        self.event(event, stage)?;
        let result = fields.result.ok_or_else(|| missing("result"))?;
        let returned: Returned = self.object(result, "/result")?;
        let bytes = returned.bytes().map_err(|error| self.fail("/result", &error.to_string()))?;
        let result = bytes.ok_or_else(|| {
            self.fail("/result/kind", "want `return` or `raw`: a claim is about what came back")
        })?;
        Ok(ResultExample { stage, edition, set, event: event.to_owned(), result })
    }

    fn event(self, text: &str, stage: Stage) -> Result<(), SuiteError> {
        let event = Event::from_json(text.as_bytes()).map_err(|error| match &error {
            EventError::Json { message, line, column } => {
                let message = format!("not a CloudFront event: {message}");
                self.fail_at("/event", self.position(text, *line, *column), &message)
            }
            EventError::Records(_) | EventError::NoResponse(_) => {
                self.fail("/event", &error.to_string())
            }
        })?;
        if !stage.is_request() && event.response.is_none() {
            return Err(self.fail("/event", &EventError::NoResponse(stage).to_string()));
        }
        Ok(())
    }

    /// Reads an object; as a list, its members would go by their place.
    fn object<T: DeserializeOwned>(self, raw: &RawValue, at: &str) -> Result<T, SuiteError> {
        if !raw.get().starts_with('{') {
            return Err(self.fail(at, "want an object"));
        }
        serde_json::from_str(raw.get()).map_err(|error| {
            let position = self.position(raw.get(), error.line(), error.column());
            self.fail_at(at, position, &without_position(&error))
        })
    }
}
