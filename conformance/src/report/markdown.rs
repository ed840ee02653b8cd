//! Markdown, for the summary of a CI step.

use std::fmt::Write as _;

use super::Report;
use crate::runner::{CaseResult, counts};

pub(super) fn write(report: &Report<'_>) -> String {
    let (passed, all) = report.must_score();
    let mut text = format!(
        "## edgecase: {}\n\n{passed} of {all} `must` cases pass.\n\n",
        if report.testee.name.is_empty() { "testee" } else { &report.testee.name }
    );
    let columns = report.columns();
    _ = writeln!(text, "| rules | {} |", columns.join(" | "));
    _ = writeln!(text, "| --- |{}", " ---: |".repeat(columns.len()));
    for (group, results) in report.asked_groups() {
        let counts = counts(results.iter().copied());
        let cells: Vec<String> = columns
            .iter()
            .map(|name| counts.get(name).map_or_else(String::new, ToString::to_string))
            .collect();
        _ = writeln!(text, "| {group} | {} |", cells.join(" | "));
    }
    if let Some(line) = report.not_asked() {
        _ = writeln!(text, "\n{line}");
    }
    list(&mut text, "Findings", report.findings());
    list(&mut text, "Differs from the model", report.differences());
    if !report.stale.is_empty() {
        text.push_str("\n### Stale entries\n\n");
        for line in report.stale {
            _ = writeln!(text, "- {line}");
        }
    }
    text
}

fn list<'r>(text: &mut String, title: &str, results: impl Iterator<Item = &'r CaseResult<'r>>) {
    let mut results = results.peekable();
    if results.peek().is_none() {
        return;
    }
    _ = writeln!(text, "\n### {title}\n");
    for result in results {
        let (name, outcome) = (result.case.name(), result.outcome.as_str());
        let detail = result.outcome.detail().replace(['\n', '\r'], " ");
        _ = writeln!(text, "- `{name}` {outcome}: {detail}");
    }
}
