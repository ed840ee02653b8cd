//! Reports on properties.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::{Format, Style};
use crate::example::Example;
use crate::printed::shown;
use crate::property::{Failure, Outcome, Row, Signature, Tested};
use crate::protocol::TesteeName;

/// How much of an example or a message is shown to a person, in characters.
const SHOWN: usize = 4_000;

/// A run of properties with what came of it.
#[derive(Debug)]
pub struct PropertyReport<'r> {
    /// Who was tested.
    pub testee: &'r TesteeName,
    /// The arguments that run it again, after those on properties and seed.
    pub again: &'r str,
    /// What came of it.
    pub tested: &'r Tested,
}

impl PropertyReport<'_> {
    /// Returns the formats that [`PropertyReport::write`] has.
    #[must_use]
    pub const fn has(format: Format) -> bool {
        !matches!(format, Format::Html | Format::Badge)
    }

    /// Writes the report in a format; `None` in those that it does not have.
    #[must_use]
    pub fn write(&self, format: Format) -> Option<String> {
        match format {
            Format::Json => Some(self.json()),
            #[cfg(feature = "cli")]
            Format::Junit => Some(super::junit::properties(self)),
            Format::Tap => Some(self.tap()),
            Format::Markdown => Some(self.markdown()),
            Format::Html | Format::Badge => None,
        }
    }

    /// Returns the command that runs it again.
    #[must_use]
    pub fn reproduce(&self) -> String {
        let plan = self.tested.plan;
        format!("edgecase run --properties {} --seed {}{}", plan.cases, plan.seed, self.again)
    }

    /// Writes the report for a person.
    #[must_use]
    pub fn human(&self, style: &Style) -> String {
        let Style { bold, dim, bad, good, warn, reset } = style;
        let mut text = format!("{bold}property   tested  outcome    claim{reset}\n");
        for Row { property, tested, outcome } in &self.tested.rows {
            let (colour, word) = match outcome {
                Outcome::Holds => (good, "pass"),
                Outcome::Fails(_) => (bad, "FAIL"),
                Outcome::Untested => (warn, "untested"),
                Outcome::NotAsked(_) => (dim, "not asked"),
            };
            let (id, claim) = (property.id, property.claim);
            let tested = if *tested == 0 { "·".to_owned() } else { tested.to_string() };
            _ = write!(text, "{id:<8} {tested:>8}  {colour}{word:<9}{reset}  {claim}");
            let reason = reason(outcome);
            let reason =
                if reason.is_empty() { reason } else { format!(" {dim}({reason}){reset}") };
            _ = writeln!(text, "{reason}");
        }
        for failure in self.tested.failures() {
            self.tell(&mut text, failure, style);
        }
        self.sum_up(&mut text, style);
        text
    }

    fn tell(&self, text: &mut String, failure: &Failure, style: &Style) {
        let Style { dim, bad, reset, .. } = style;
        let Failure { property, example, message, signature } = failure;
        let message = shown(message, SHOWN).replace('\n', "\n    ");
        let example = shown(&example_json(example), SHOWN);
        _ = writeln!(text, "\n  {bad}{}{reset}  {}", property.id, property.claim);
        _ = writeln!(text, "    {message}");
        _ = writeln!(text, "    example: {example}");
        _ = writeln!(text, "    {dim}signature: {signature}{reset}");
        _ = writeln!(text, "    {dim}reproduce: {}{reset}", self.reproduce());
    }

    fn sum_up(&self, text: &mut String, style: &Style) {
        let Style { bad, good, reset, .. } = style;
        if self.tested.abandoned {
            _ = writeln!(text, "\n{CUT_SHORT}");
        }
        let plan = self.tested.plan;
        let clean = self.tested.failures().next().is_none();
        let (colour, word) = if clean { (good, "clean") } else { (bad, "not clean") };
        let name = if self.testee.name.is_empty() { "the testee" } else { &self.testee.name };
        let name = format!("{name} {}", self.testee.version);
        let counts = self.counts().map(|(name, count)| format!("{count} {name}")).join(", ");
        _ = writeln!(
            text,
            "\n{colour}{word}{reset}: {}, {} examples, seed {}, properties: {counts}",
            name.trim_end(),
            plan.cases,
            plan.seed
        );
    }

    /// Returns how many properties came to each outcome, by name.
    fn counts(&self) -> [(&'static str, usize); 4] {
        ["holds", "fails", "untested", "not-asked"].map(|name| {
            let rows = self.tested.rows.iter();
            (name, rows.filter(|row| row.outcome.as_str() == name).count())
        })
    }

    fn json(&self) -> String {
        let plan = self.tested.plan;
        let header = json!({
            "report": 1,
            "kind": "properties",
            "suite": env!("CARGO_PKG_VERSION"),
            "testee": self.testee,
            "seed": plan.seed,
            "cases": plan.cases,
        });
        let mut text = format!("{header}\n");
        for row in &self.tested.rows {
            let line = serde_json::to_string(&Line::of(row)).expect("a line has text keys only");
            _ = writeln!(text, "{line}");
        }
        let counts: serde_json::Map<String, Value> =
            self.counts().into_iter().map(|(name, n)| (name.to_owned(), n.into())).collect();
        let footer = json!({
            "properties": self.tested.rows.len(),
            "counts": counts,
            "findings": self.tested.failures().count(),
            "abandoned": self.tested.abandoned,
        });
        _ = writeln!(text, "{footer}");
        text
    }

    fn tap(&self) -> String {
        let mut text = format!("TAP version 14\n1..{}\n", self.tested.rows.len());
        for (number, row) in (1..).zip(&self.tested.rows) {
            let failed = matches!(row.outcome, Outcome::Fails(_));
            let word = if failed { "not ok" } else { "ok" };
            _ = write!(text, "{word} {number} - {}", row.property.id);
            let reason = reason(&row.outcome);
            if !reason.is_empty() {
                _ = write!(text, " # SKIP {reason}");
            }
            text.push('\n');
            if let Outcome::Fails(failure) = &row.outcome {
                let (message, example) =
                    (Value::from(failure.message.as_str()), example_json(&failure.example));
                let example = Value::from(example);
                _ = writeln!(text, "  ---\n  message: {message}\n  example: {example}\n  ...");
            }
        }
        text
    }

    fn markdown(&self) -> String {
        let name = if self.testee.name.is_empty() { "testee" } else { &self.testee.name };
        let plan = self.tested.plan;
        let mut text = format!(
            "## edgecase: {name}\n\n{} examples, seed {}.\n\n| property | tested | outcome | claim |\n\
             | --- | ---: | --- | --- |\n",
            plan.cases, plan.seed
        );
        for Row { property, tested, outcome } in &self.tested.rows {
            let word = outcome.as_str();
            _ = writeln!(text, "| {} | {tested} | {word} | {} |", property.id, property.claim);
        }
        if self.tested.abandoned {
            _ = writeln!(text, "\n{CUT_SHORT}");
        }
        for failure in self.tested.failures() {
            let message = shown(&failure.message, SHOWN).replace("```", "` ` `");
            let example = shown(&example_json(&failure.example), SHOWN).replace("```", "` ` `");
            let (id, again) = (failure.property.id, self.reproduce());
            _ = writeln!(text, "\n### {id}\n\n`{again}`\n\n```text\n{message}\n```\n");
            _ = writeln!(text, "```json\n{example}\n```");
        }
        text
    }
}

const CUT_SHORT: &str =
    "The run was cut short: the testee misbehaved so often that it was not started again.";

/// Returns why a property was not put to the test; empty if it was.
pub(super) fn reason(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Holds | Outcome::Fails(_) => String::new(),
        Outcome::Untested => "no example met its condition".to_owned(),
        Outcome::NotAsked(reason) => reason.clone(),
    }
}

/// Returns an example as JSON: the members of a result, or a scenario file.
pub(super) fn example_json(example: &Example) -> String {
    let json = match example {
        Example::Result(example) => serde_json::to_string(example),
        Example::Scenario(scenario) => serde_json::to_string(scenario),
    };
    // An event that is no JSON cannot be in JSON.
    json.unwrap_or_else(|_| Value::from(format!("{example:?}")).to_string())
}

/// What the JSON report says of one property.
#[derive(Serialize)]
struct Line<'r> {
    property: &'static str,
    claim: &'static str,
    tested: u32,
    outcome: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signature: Option<&'r Signature>,
    /// As written: a result may have what no JSON value can hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<Box<RawValue>>,
}

impl<'r> Line<'r> {
    fn of(row: &'r Row) -> Self {
        let failure = match &row.outcome {
            Outcome::Fails(failure) => Some(failure),
            _ => None,
        };
        let example = failure.and_then(|failure| {
            RawValue::from_string(example_json(&failure.example).replace(['\n', '\r'], " ")).ok()
        });
        Self {
            property: row.property.id,
            claim: row.property.claim,
            tested: row.tested,
            outcome: row.outcome.as_str(),
            reason: reason(&row.outcome),
            message: failure.map(|failure| failure.message.as_str()),
            signature: failure.map(|failure| &failure.signature),
            example,
        }
    }
}
