//! The report for a person: a table of groups, then what differs, then the score.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Report;
use crate::runner::{CaseResult, counts};

/// How many cases of one rule are listed before the rest is counted.
const LISTED: usize = 5;

/// Escape sequences around the parts of a text; empty where colours are off.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// Before something wrong.
    pub bad: String,
    /// Before something right.
    pub good: String,
    /// Before something to look at.
    pub warn: String,
    /// Before something less important.
    pub dim: String,
    /// Before a heading.
    pub bold: String,
    /// After any of them.
    pub reset: String,
}

/// Writes the report.
#[must_use]
pub fn human(report: &Report<'_>, style: &Style) -> String {
    let mut text = table(report, style);
    let findings: Vec<_> = report.findings().collect();
    let differences: Vec<_> = report.differences().collect();
    section(&mut text, report, style, "Findings", &style.bad, &findings);
    section(&mut text, report, style, "Differs from the model", &style.warn, &differences);
    if !report.stale.is_empty() {
        _ = writeln!(text, "\n{}Stale entries{}", style.bold, style.reset);
        for line in report.stale {
            _ = writeln!(text, "  {line}");
        }
    }
    score(&mut text, report, style, findings.len());
    text
}

fn table(report: &Report<'_>, style: &Style) -> String {
    let columns = report.columns();
    let mut text = format!("{}{:<14}", style.bold, "rules");
    for column in &columns {
        _ = write!(text, " {column:>11}");
    }
    _ = writeln!(text, "{}", style.reset);
    let mut row = |name: &str, counts: &BTreeMap<&str, usize>| {
        _ = write!(text, "{name:<14}");
        for column in &columns {
            let count = counts.get(column).copied().unwrap_or_default();
            let cell = if count == 0 { "·".to_owned() } else { count.to_string() };
            _ = write!(text, " {cell:>11}");
        }
        text.push('\n');
    };
    for (group, results) in report.asked_groups() {
        row(group, &counts(results.into_iter()));
    }
    row("all", &counts(report.asked()));
    if let Some(line) = report.not_asked() {
        _ = writeln!(text, "{}{line}{}", style.dim, style.reset);
    }
    text
}

fn section(
    text: &mut String,
    report: &Report<'_>,
    style: &Style,
    title: &str,
    colour: &str,
    results: &[&CaseResult<'_>],
) {
    if results.is_empty() {
        return;
    }
    _ = writeln!(text, "\n{}{title}{}", style.bold, style.reset);
    let mut by_rule: BTreeMap<_, Vec<&CaseResult<'_>>> = BTreeMap::new();
    for result in results {
        by_rule.entry(result.case.rule()).or_default().push(result);
    }
    for (rule, results) in by_rule {
        let reset = &style.reset;
        _ = writeln!(text, "\n  {colour}{rule}{reset}  {}{}{reset}", style.dim, rule.text());
        for result in results.iter().take(LISTED) {
            let (outcome, detail) = (result.outcome.as_str(), result.outcome.detail());
            let (name, title) = (result.case.name(), result.case.title());
            _ = writeln!(text, "    {outcome}: {name}\n      {title}\n      {detail}");
            let again = format!("edgecase run --filter '{name}'{}", report.again);
            _ = writeln!(text, "      {}reproduce: {again}{reset}", style.dim);
        }
        if results.len() > LISTED {
            _ = writeln!(text, "    … and {} more of this rule", results.len() - LISTED);
        }
    }
}

fn score(text: &mut String, report: &Report<'_>, style: &Style, findings: usize) {
    let (passed, all) = report.must_score();
    let (colour, word) = if findings == 0 && report.stale.is_empty() {
        (&style.good, "clean")
    } else {
        (&style.bad, "not clean")
    };
    let testee = match (report.testee.name.as_str(), report.testee.version.as_str()) {
        ("", _) => "the testee".to_owned(),
        (name, version) => format!("{name} {version}").trim_end().to_owned(),
    };
    _ = writeln!(
        text,
        "\n{colour}{word}{}: {testee}, {} cases, {passed} of {all} must cases pass, {findings} findings",
        style.reset,
        report.asked().count()
    );
}
