//! Figures beside goals and beside what was kept.

use std::collections::BTreeMap;

use super::figure::Figure;
use super::workload::growing;
use crate::goals::Instructions;

/// A figure beside its limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The workload.
    pub name: String,
    /// What the figure says.
    pub what: &'static str,
    /// The figure.
    pub figure: f64,
    /// What is wanted of it.
    pub limit: String,
    /// Whether it is held.
    pub is_held: bool,
}

/// Returns what is to be said about figures; with `kept`, also whether they grew.
#[must_use]
pub fn judged(
    figures: &[Figure],
    goals: &Instructions,
    kept: Option<&BTreeMap<String, f64>>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for figure in figures {
        let name = figure.workload.name();
        let most = |limits: &BTreeMap<String, f64>, what, value: Option<f64>| {
            let (limit, value) = (limits.get(&name)?, value?);
            Some(at_most(&name, what, value, *limit))
        };
        let calls = Some(figure.instructions);
        findings.extend(most(&goals.call_at_most, "instructions a call", calls));
        findings.extend(most(
            &goals.byte_at_most,
            "instructions a byte",
            share(figure, figure.bytes),
        ));
        let headers = share(figure, HEADERS);
        findings.extend(most(&goals.header_at_most, "instructions a header", headers));
    }
    findings.extend(growing().filter_map(|(input, n)| growth(figures, input, n, goals)));
    if let Some(kept) = kept {
        findings.extend(figures.iter().map(|figure| change(figure, kept, goals)));
    }
    findings
}

/// Headers of the input `g`.
const HEADERS: usize = 10_000;

fn share(figure: &Figure, of: usize) -> Option<f64> {
    u32::try_from(of).ok().map(|of| figure.instructions / f64::from(of))
}

fn at_most(name: &str, what: &'static str, figure: f64, limit: f64) -> Finding {
    let is_held = figure <= limit;
    Finding { name: name.to_owned(), what, figure, limit: format!("at most {limit}"), is_held }
}

/// Divides the step from 2n to 4n by the step from n to 2n; `None` if one of them was not counted.
fn growth(figures: &[Figure], input: &str, n: usize, goals: &Instructions) -> Option<Finding> {
    let at = |size| {
        let is_meant = |f: &&Figure| f.workload.input == input && f.workload.size == Some(size);
        figures.iter().find(is_meant).map(|figure| figure.instructions)
    };
    let (first, second, third) = (at(n)?, at(2 * n)?, at(4 * n)?);
    let figure = (third - second) / (second - first);
    let goal = goals.growth;
    Some(Finding {
        name: input.to_owned(),
        what: "growth from n over 2n to 4n",
        figure,
        limit: format!("{} ± {}", goal.want, goal.within),
        is_held: (figure - goal.want).abs() <= goal.within,
    })
}

/// Compares with what was kept; a workload that was not kept is not held.
fn change(figure: &Figure, kept: &BTreeMap<String, f64>, goals: &Instructions) -> Finding {
    const WHAT: &str = "percent more than kept";
    let name = figure.workload.name();
    let most = goals.more_than_kept_at_most * 100.0;
    match kept.get(&name) {
        Some(before) => at_most(&name, WHAT, (figure.instructions / before - 1.0) * 100.0, most),
        None => at_most(&name, WHAT, f64::INFINITY, most),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::goals::Goals;
    use crate::instructions::Workload;

    fn figure(input: &str, size: Option<usize>, instructions: f64) -> Figure {
        let workload = Workload { input: input.to_owned(), size };
        Figure { workload, bytes: 1_000, instructions }
    }

    fn held(figures: &[Figure], kept: Option<&BTreeMap<String, f64>>) -> Vec<(String, bool)> {
        let findings = judged(figures, &Goals::read().instructions, kept);
        findings.into_iter().map(|f| (format!("{}: {}", f.name, f.what), f.is_held)).collect()
    }

    #[test]
    fn a_per_cent_more_than_kept_is_told_and_less_is_fine() {
        let kept = BTreeMap::from([("x".to_owned(), 1_000.0)]);
        for (now, is_held) in [(1_011.0, false), (1_009.0, true), (900.0, true)] {
            let findings = held(&[figure("x", None, now)], Some(&kept));
            assert_eq!(findings, [("x: percent more than kept".to_owned(), is_held)], "{now}");
        }
        assert!(!held(&[figure("new", None, 1.0)], Some(&kept)).iter().any(|(_, held)| *held));
    }

    #[test]
    fn growth_that_is_not_linear_is_told() {
        let figures = |third| {
            [(1_000, 10.0), (2_000, 20.0), (4_000, third)].map(|(n, i)| figure("g", Some(n), i))
        };
        let name = "g: growth from n over 2n to 4n".to_owned();
        assert_eq!(held(&figures(40.0), None), [(name.clone(), true)]);
        assert_eq!(held(&figures(42.0), None), [(name, false)]);
    }

    #[test]
    fn goals_are_for_calls_bytes_and_headers() {
        let figures = [figure("a", None, 1e9), figure("d", None, 1.0), figure("g", None, 1e9)];
        let told = held(&figures, None);
        let want = [
            ("a: instructions a call", false),
            ("d: instructions a byte", true),
            ("g: instructions a header", false),
        ];
        assert_eq!(told, want.map(|(name, is_held)| (name.to_owned(), is_held)));
    }
}
