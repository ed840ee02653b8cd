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

/// Times everything, in the order in which it is to be read; `say` hears of each section.
pub fn measure(plan: &Plan, mut say: impl FnMut(&str)) -> Vec<Section> {
    let parts: [Part; 6] = [
        ("Documents that are not hot", Form::Columns, not_hot),
        ("One document over and over", Form::Columns, hot),
        ("Refused", Form::Columns, refused),
        ("Returned requests", Form::Columns, returned_requests),
        ("Base64 alone", Form::Columns, base64),
        ("Adversarial families", Form::Lines, families),
    ];
    let mut section = |(title, form, columns): Part| {
        say(title);
        Section { title, form, columns: columns(plan) }
    };
    parts.into_iter().map(&mut section).collect()
}

fn not_hot(plan: &Plan) -> Vec<Column> {
    let mut columns = vec![Column::many("mixed", &mixed::mixed(), Field::All, plan)];
    let inputs = accepted::accepted();
    let cold = inputs.iter().filter(|input| COLD.contains(&input.name));
    columns.extend(cold.map(|input| Column::cold(input, plan)));
    columns
}

fn hot(plan: &Plan) -> Vec<Column> {
    columns(&accepted::accepted(), Field::All, plan)
}

fn refused(plan: &Plan) -> Vec<Column> {
    let inputs: Vec<Input> = rejected().into_iter().map(|row| row.input).collect();
    let mut all = vec![Column::many("each rule", &inputs, Field::Nested, plan)];
    all.extend(columns(&nested::nested(DEPTH), Field::Nested, plan));
    all
}

fn returned_requests(plan: &Plan) -> Vec<Column> {
    columns(&requests::requests(), Field::Ruleless, plan)
}

fn base64(plan: &Plan) -> Vec<Column> {
    let inputs = accepted::accepted();
    let input = inputs.iter().find(|input| input.name == "e").expect("the input of base64");
    vec![Column::base64(&accepted::base64_text(), input, plan)]
}

fn families(plan: &Plan) -> Vec<Column> {
    let inputs: Vec<Input> = FAMILIES.iter().map(|f| f.input(plan.family_bytes)).collect();
    columns(&inputs, Field::Decoders, plan)
}

fn columns(inputs: &[Input], field: Field, plan: &Plan) -> Vec<Column> {
    inputs.iter().map(|input| Column::hot(input, field, plan)).collect()
}
