//! The Test Anything Protocol, version 14.

use std::fmt::Write as _;

use super::Report;
use crate::runner::Outcome;

pub(super) fn write(report: &Report<'_>) -> String {
    let mut text = format!("TAP version 14\n1..{}\n", report.results.len());
    for (index, result) in report.results.iter().enumerate() {
        let word = if result.is_finding() { "not ok" } else { "ok" };
        let name = result.case.name().replace('#', "\\#");
        _ = write!(text, "{word} {} - {name}", index + 1);
        let detail = result.outcome.detail().replace(['\n', '\r'], " ");
        match &result.outcome {
            Outcome::Skipped(_) | Outcome::NotAsked(_) => _ = write!(text, " # SKIP {detail}"),
            Outcome::No(_) | Outcome::KnownFailure(_) => _ = write!(text, " # TODO {detail}"),
            _ => {}
        }
        text.push('\n');
        if result.is_finding() {
            let detail = serde_json::Value::String(detail);
            let outcome = result.outcome.as_str();
            _ = writeln!(text, "  ---\n  outcome: {outcome}\n  detail: {detail}\n  ...");
        }
    }
    text
}
