//! What is printed.

use std::fmt::Write as _;

use serde_json::json;

use super::column::{Column, Row};
use super::goal::Judged;
use super::section::{Form, Section};

/// Returns everything as JSON.
#[must_use]
pub fn json(sections: &[Section], goals: &[Judged]) -> String {
    let goals: Vec<_> = goals
        .iter()
        .map(|goal| {
            let mut value = json!(goal);
            if let Some(value) = value.as_object_mut() {
                value.insert("met".to_owned(), json!(goal.is_met()));
            }
            value
        })
        .collect();
    format!("{:#}\n", json!({ "sections": sections, "goals": goals }))
}

/// Returns everything as text.
#[must_use]
pub fn text(sections: &[Section], goals: &[Judged]) -> String {
    let mut text = String::new();
    for section in sections {
        text.push_str(&match section.form {
            Form::Columns => columns(section),
            Form::Lines => lines(section),
        });
    }
    text + &goal_lines(goals)
}

/// What a cell shows.
type Figure = fn(&Column, &Row) -> Option<f64>;

const FIGURES: [(&str, Figure); 3] = [
    ("ns, minimum", |_, row| Some(row.timing.minimum)),
    ("ns, median", |_, row| Some(row.timing.median)),
    ("times the minimum of edgecase", |column, row| Some(row.timing.minimum / column.edgecase()?)),
];

fn columns(section: &Section) -> String {
    let mut text = format!("{}\n", section.title);
    let names = section.columns.iter().map(|column| column.name.clone());
    let bytes = section.columns.iter().map(|column| column.bytes.to_string());
    for (figure, cell) in FIGURES {
        _ = writeln!(text, "\n{}", line(figure, names.clone()));
        _ = writeln!(text, "{}", line("  bytes", bytes.clone()));
        for operation in operations(section) {
            let cells = section.columns.iter().map(|column| {
                let row = column.rows.iter().find(|row| row.operation == operation);
                row.and_then(|row| cell(column, row)).map_or("-".to_owned(), number)
            });
            _ = writeln!(text, "{}", line(operation, cells));
        }
    }
    text + "\n"
}

fn lines(section: &Section) -> String {
    let operations = operations(section);
    let mut text = format!("{}\n\n", section.title);
    let heads = operations.iter().map(|_| "ns/byte".to_owned()).chain(["bytes".to_owned()]);
    _ = writeln!(text, "{}   ({})", line("minimum", heads), operations.join(", "));
    for column in &section.columns {
        let cells = column
            .rows
            .iter()
            .map(|row| column.per_byte(Some(row.timing.minimum)).map_or("-".to_owned(), number));
        _ = writeln!(text, "{}", line(&column.name, cells.chain([column.bytes.to_string()])));
    }
    text + "\n"
}

/// Returns the operations of a section, in order.
fn operations(section: &Section) -> Vec<&'static str> {
    let mut operations = Vec::new();
    for row in section.columns.iter().flat_map(|column| &column.rows) {
        if !operations.contains(&row.operation) {
            operations.push(row.operation);
        }
    }
    operations
}

fn line(name: &str, cells: impl Iterator<Item = String>) -> String {
    let mut line = format!("{name:<30}");
    for cell in cells {
        _ = write!(line, " {cell:>11}");
    }
    line
}

/// Returns a number with about three digits.
fn number(value: f64) -> String {
    match value {
        v if v < 10.0 => format!("{v:.2}"),
        v if v < 100.0 => format!("{v:.1}"),
        v => format!("{v:.0}"),
    }
}

fn goal_lines(goals: &[Judged]) -> String {
    let mut text = "Goals\n".to_owned();
    let mut last = "";
    for goal in goals {
        if goal.goal != last {
            _ = writeln!(text, "\n  {}", goal.goal);
            last = &goal.goal;
        }
        let figure = goal.figure.map_or("not measured".to_owned(), |figure| format!("{figure:.2}"));
        let (bound, word) = (
            if goal.is_least { "at least" } else { "at most" },
            if goal.is_met() { "met" } else { "MISSED" },
        );
        _ = writeln!(
            text,
            "    {:<30} {figure:>12}   {bound} {:<6} {word}",
            goal.input, goal.limit
        );
    }
    let missed = goals.iter().filter(|goal| !goal.is_met()).count();
    _ = writeln!(text, "\n{} of {} goals met, {missed} missed", goals.len() - missed, goals.len());
    text
}
