//! Columns that belong together.

use serde::Serialize;

use super::column::{Column, Field};
use super::plan::Plan;
use crate::input::adversarial::FAMILIES;
use crate::input::rejected::rejected;
use crate::input::{Input, accepted, mixed, nested, requests};

/// Columns that belong together.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// What it is about.
    pub title: &'static str,
    /// How it is best printed.
    #[serde(skip)]
    pub form: Form,
    /// The figures.
    pub columns: Vec<Column>,
}

/// How a section is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A column for each input.
    Columns,
    /// A line for each input, in nanoseconds a byte.
    Lines,
}

/// The inputs that are timed cold, too.
const COLD: [&str; 4] = ["a", "b", "d", "e"];

/// Levels of the nested inputs.
const DEPTH: usize = 100_000;

/// Title, form, and what measures the columns.
type Part = (&'static str, Form, fn(&Plan) -> Vec<Column>);

/// What is timed, in the order in which it is to be read.
const PARTS: [Part; 6] = [
    ("Documents that are not hot", Form::Columns, not_hot),
    ("One document over and over", Form::Columns, hot),
    ("Refused", Form::Columns, refused),
    ("Returned requests", Form::Columns, returned_requests),
    ("Base64 alone", Form::Columns, base64),
    ("Adversarial families", Form::Lines, families),
];

/// Times everything; `say` hears of each section, in each pass.
pub fn measure(plan: &Plan, mut say: impl FnMut(&str)) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for pass in 1..=plan.passes {
        let later = PARTS.map(|(title, form, columns)| {
            say(&format!("{title}, {pass} of {}", plan.passes));
            Section { title, form, columns: columns(plan) }
        });
        if pass == 1 {
            sections = later.into();
        } else {
            sections.iter_mut().zip(later).for_each(|(section, later)| section.join(later));
        }
    }
    sections.retain(|section| !section.columns.is_empty());
    sections
}

impl Section {
    /// Adds the figures of another pass.
    fn join(&mut self, other: Self) {
        assert_eq!((self.title, self.columns.len()), (other.title, other.columns.len()));
        for (column, other) in self.columns.iter_mut().zip(other.columns) {
            column.join(other);
        }
    }
}

fn not_hot(plan: &Plan) -> Vec<Column> {
    let mut columns = several("mixed", Field::All, plan, mixed::mixed);
    let inputs = accepted::accepted();
    let cold = inputs.iter().filter(|input| COLD.contains(&input.name));
    columns.extend(cold.filter(|input| plan.wants(input.name)).map(|i| Column::cold(i, plan)));
    columns
}

fn hot(plan: &Plan) -> Vec<Column> {
    each(&accepted::accepted(), Field::All, plan)
}

fn refused(plan: &Plan) -> Vec<Column> {
    let inputs = || rejected().into_iter().map(|row| row.input).collect();
    let mut columns = several("each rule", Field::Nested, plan, inputs);
    columns.extend(each(&nested::nested(DEPTH), Field::Nested, plan));
    columns
}

fn returned_requests(plan: &Plan) -> Vec<Column> {
    each(&requests::requests(), Field::Ruleless, plan)
}

fn base64(plan: &Plan) -> Vec<Column> {
    const NAME: &str = "base64";
    let inputs = accepted::accepted();
    let of_base64 = inputs.iter().filter(|input| input.name == "e" && plan.wants(NAME));
    of_base64.map(|i| Column::base64(NAME, &accepted::base64_text(), i, plan)).collect()
}

fn families(plan: &Plan) -> Vec<Column> {
    let inputs: Vec<Input> = FAMILIES.iter().map(|f| f.input(plan.family_bytes)).collect();
    each(&inputs, Field::Decoders, plan)
}

/// Times each of some inputs on its own.
fn each(inputs: &[Input], field: Field, plan: &Plan) -> Vec<Column> {
    let wanted = inputs.iter().filter(|input| plan.wants(input.name));
    wanted.map(|input| Column::hot(input, field, plan)).collect()
}

/// Times some inputs as one.
fn several(
    name: &str,
    field: Field,
    plan: &Plan,
    inputs: impl FnOnce() -> Vec<Input>,
) -> Vec<Column> {
    let wanted = plan.wants(name).then(inputs);
    wanted.map(|inputs| Column::many(name, &inputs, field, plan)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn every_pass_counts() {
        let plan = Plan {
            passes: 3,
            rounds: 2,
            turn: Duration::from_micros(1),
            cold_bytes: 10_000,
            only: ["a", "h", "white space"].map(str::to_owned).into(),
            ..Plan::QUICK
        };
        let mut said = Vec::new();
        let sections = measure(&plan, |title| said.push(title.to_owned()));
        assert_eq!(said.len(), 3 * PARTS.len());
        let columns: Vec<&Column> = sections.iter().flat_map(|section| &section.columns).collect();
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["a cold", "a", "h", "white space"]);
        for row in columns.iter().flat_map(|column| &column.rows) {
            assert_eq!(row.timing.turns.len(), 6, "{}", row.operation);
        }
    }
}
