//! One JSON object a line: a header, every case, a footer with the counts.

use serde_json::json;

use super::Report;
use crate::runner::counts;

pub(super) fn write(report: &Report<'_>) -> String {
    let mut lines = vec![json!({
        "report": 1,
        "suite": env!("CARGO_PKG_VERSION"),
        "testee": report.testee,
        "seed": report.seed,
    })];
    lines.extend(report.results.iter().map(|result| {
        json!({
            "case": result.case.id(),
            "stage": result.case.stage(),
            "profile": result.case.edition().as_str(),
            "rule": result.case.rule().as_str(),
            "level": result.case.level(),
            "outcome": result.outcome.as_str(),
            "detail": result.outcome.detail(),
        })
    }));
    let (passed, all) = report.must_score();
    lines.push(json!({
        "cases": report.results.len(),
        "counts": counts(report.results.iter()),
        "must": {"passed": passed, "all": all},
        "findings": report.findings().count(),
        "stale": report.stale,
    }));
    lines.iter().map(|line| format!("{line}\n")).collect()
}
