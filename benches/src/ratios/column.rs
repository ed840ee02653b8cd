//! The figures of one input.

use edgecase_core::Profile;
use serde::Serialize;

use super::operation::{self, Course, Kind, Operation};
use super::plan::Plan;
use super::race::{Timing, race};
use crate::input::Input;

/// What all operations took for an input.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// The name of the input.
    pub name: String,
    /// Bytes of a document, on average.
    pub bytes: usize,
    /// A row for each operation.
    pub rows: Vec<Row>,
}

/// What an operation took.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The name of the operation.
    pub operation: &'static str,
    /// What it is compared as.
    pub kind: Kind,
    /// The time.
    #[serde(flatten)]
    pub timing: Timing,
}

/// Which operations are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// All of them.
    All,
    /// All that survive nested brackets.
    Nested,
    /// Those without rules on responses.
    Ruleless,
    /// The decoders of edgecase.
    Decoders,
}

impl Column {
    /// Times one input in a hot loop.
    pub(super) fn hot(input: &Input, field: Field, plan: &Plan) -> Self {
        Self::of(input.name, input, &[&input.result], field, plan, false)
    }

    /// Times several inputs of one stage; every turn goes through all of them.
    pub(super) fn many(name: &str, inputs: &[Input], field: Field, plan: &Plan) -> Self {
        let documents: Vec<&[u8]> = inputs.iter().map(|input| input.result.as_slice()).collect();
        let first = inputs.first().expect("inputs");
        assert!(inputs.iter().all(|input| input.stage == first.stage), "{name}: one stage");
        Self::of(name, first, &documents, field, plan, true)
    }

    /// Times copies of one input, so many that none is in a cache when its turn comes.
    pub(super) fn cold(input: &Input, plan: &Plan) -> Self {
        let length = input.result.len();
        let copies = input.result.repeat(plan.cold_bytes / length);
        let documents: Vec<&[u8]> = copies.chunks_exact(length).collect();
        Self::of(&format!("{} cold", input.name), input, &documents, Field::All, plan, false)
    }

    /// Times checks of base64 alone, beside the verdict on an input with that body.
    pub(super) fn base64(name: &str, text: &str, input: &Input, plan: &Plan) -> Self {
        let (event, profile) = (input.event(), Profile::default());
        let (texts, documents) = ([text.as_bytes()], [input.result.as_slice()]);
        let (stage, documents) = (input.stage, documents.as_slice());
        let course = Course { stage, event: &event, profile: &profile, documents };
        let operations = operation::base64(text, &texts, course);
        Self::timed(name, &texts, operations, plan, false)
    }

    fn of(
        name: &str,
        input: &Input,
        documents: &[&[u8]],
        field: Field,
        plan: &Plan,
        whole: bool,
    ) -> Self {
        let (event, profile) = (input.event(), Profile::default());
        let course = Course { stage: input.stage, event: &event, profile: &profile, documents };
        let mut operations = operation::edgecase(course);
        if matches!(field, Field::All | Field::Nested) {
            operations.extend(operation::full(course, field == Field::Nested));
        }
        if field != Field::Decoders {
            operations.extend(operation::skip(course));
            operations.extend(operation::floors(course));
        }
        Self::timed(name, documents, operations, plan, whole)
    }

    fn timed(
        name: &str,
        documents: &[&[u8]],
        mut operations: Vec<Operation<'_>>,
        plan: &Plan,
        whole: bool,
    ) -> Self {
        let count = u32::try_from(documents.len()).unwrap_or(u32::MAX);
        let timings = race(&mut operations, plan, count, whole);
        let bytes: usize = documents.iter().map(|document| document.len()).sum();
        let row = |(operation, timing): (&Operation<'_>, Timing)| Row {
            operation: operation.name,
            kind: operation.kind,
            timing,
        };
        Self {
            name: name.to_owned(),
            bytes: bytes / documents.len().max(1),
            rows: operations.iter().zip(timings).map(row).collect(),
        }
    }

    /// Adds the figures of another pass over the same input.
    pub(super) fn join(&mut self, other: Self) {
        assert_eq!((&self.name, self.rows.len()), (&other.name, other.rows.len()));
        for (row, other) in self.rows.iter_mut().zip(other.rows) {
            row.timing.join(other.timing);
        }
    }

    /// Returns how many times longer than `of` another operation took.
    #[must_use]
    pub fn ratio(&self, of: &str, against: &str) -> Option<f64> {
        Some(self.fastest(against)? / self.fastest(of)?)
    }

    /// Returns the nanoseconds that edgecase took.
    #[must_use]
    pub fn edgecase(&self) -> Option<f64> {
        self.fastest(Kind::Edgecase.name())
    }

    /// Returns the nanoseconds of the fastest of some operations: those of a kind, or the one of that
    /// name.
    fn fastest(&self, wanted: &str) -> Option<f64> {
        let is_meant = |row: &&Row| row.operation == wanted || row.kind.name() == wanted;
        self.rows.iter().filter(is_meant).map(|row| row.timing.minimum).min_by(f64::total_cmp)
    }

    /// Returns nanoseconds for a byte.
    #[must_use]
    pub fn per_byte(&self, nanoseconds: Option<f64>) -> Option<f64> {
        let bytes = u32::try_from(self.bytes).ok()?;
        Some(nanoseconds? / f64::from(bytes))
    }
}
