//! Figures beside the goals.

use serde::Serialize;

use super::column::Column;
use super::cpu;
use super::operation::Kind;
use super::section::{Form, Section};
use crate::goals::{Goals, Ratio};

/// A goal beside its figure.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// What the figure says.
    pub goal: String,
    /// The input.
    pub input: String,
    /// What was measured; none when the input or the operation was not.
    pub figure: Option<f64>,
    /// The limit.
    pub limit: f64,
    /// Whether the limit is the least or the most.
    pub is_least: bool,
}

impl Judged {
    /// Tells whether the goal is met; what was not measured is not.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.figure.is_some_and(|figure| {
            if self.is_least { figure >= self.limit } else { figure <= self.limit }
        })
    }
}

/// Holds figures against the goals.
#[must_use]
pub fn judged(sections: &[Section], goals: &Goals) -> Vec<Judged> {
    let all = || sections.iter().flat_map(|section| &section.columns);
    let mut judged: Vec<Judged> =
        goals.ratios.iter().flat_map(|goal| ratios(all(), goal)).collect();
    let lines = sections.iter().filter(|section| section.form == Form::Lines);
    judged.extend(lines.flat_map(|section| &section.columns).flat_map(|c| family(c, goals)));
    // Stable: what is said in the same words stands together.
    let order: Vec<String> = judged.iter().map(|judged| judged.goal.clone()).collect();
    judged.sort_by_key(|judged| order.iter().position(|goal| *goal == judged.goal));
    judged
}

fn ratios<'c>(columns: impl Iterator<Item = &'c Column>, goal: &Ratio) -> Vec<Judged> {
    let weaker = goal.without_avx512.as_ref().filter(|_| !cpu::has_avx512());
    let columns: Vec<&Column> = columns.collect();
    let judged = |(input, limit): (&String, &f64)| Judged {
        goal: goal.name.clone(),
        input: input.clone(),
        figure: columns
            .iter()
            .find(|column| column.name == *input)
            .and_then(|column| column.ratio(&goal.of, &goal.against)),
        limit: *limit,
        is_least: true,
    };
    weaker.unwrap_or(&goal.at_least).iter().map(judged).collect()
}

fn family(column: &Column, goals: &Goals) -> [Judged; 2] {
    let goal = |name: &str, figure, limit, is_least| Judged {
        goal: name.to_owned(),
        input: column.name.clone(),
        figure,
        limit,
        is_least,
    };
    let ns_per_byte = column.per_byte(column.edgecase());
    [
        goal("ns a byte", ns_per_byte, goals.families.ns_per_byte_at_most, false),
        goal(
            "of the speed of the reference decoder",
            column.ratio(Kind::Edgecase.name(), Kind::Reference.name()),
            goals.families.of_the_reference_at_least,
            true,
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ratios::column::Row;
    use crate::ratios::race::Timing;

    fn column(name: &str, rows: &[(&'static str, Kind, f64)]) -> Column {
        let row = |(operation, kind, ns): &(&'static str, Kind, f64)| Row {
            operation,
            kind: *kind,
            timing: Timing::of(vec![*ns]),
        };
        Column { name: name.to_owned(), bytes: 100, rows: rows.iter().map(row).collect() }
    }

    #[test]
    fn the_best_of_a_kind_counts_and_what_is_not_measured_is_missed() {
        let goal: Ratio = serde_json::from_str(
            r#"{"name":"faster","against":"full","at_least":{"a":2.0,"b":2.5,"c":1.0}}"#,
        )
        .expect("a goal");
        let rows = [
            ("edgecase", Kind::Edgecase, 10.0),
            ("slow", Kind::Full, 90.0),
            ("fast", Kind::Full, 20.0),
        ];
        let columns = [column("a", &rows), column("b", &rows)];
        let judged = ratios(columns.iter(), &goal);
        let figures: Vec<_> = judged.iter().map(|j| (j.figure, j.is_met())).collect();
        assert_eq!(figures, [(Some(2.0), true), (Some(2.0), false), (None, false)]);
    }

    #[test]
    fn families_are_held_to_bytes_and_to_the_reference() {
        let rows = [("edgecase", Kind::Edgecase, 200.0), ("other", Kind::Reference, 100.0)];
        let [bytes, reference] = family(&column("x", &rows), &Goals::read());
        assert_eq!((bytes.figure, reference.figure), (Some(2.0), Some(0.5)));
        assert!(!bytes.is_met() && !reference.is_met());
        let rows = [("edgecase", Kind::Edgecase, 100.0), ("other", Kind::Reference, 100.0)];
        assert!(family(&column("x", &rows), &Goals::read()).iter().all(Judged::is_met));
    }
}
