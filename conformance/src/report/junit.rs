//! JUnit XML, as Jenkins and its kind read it.

use quick_junit::{NonSuccessKind, Report as Xml, TestCase, TestCaseStatus, TestSuite};

use super::properties::{example_json, reason};
use super::{PropertyReport, Report};
use crate::property::Outcome as PropertyOutcome;
use crate::runner::{CaseResult, Outcome};

pub(super) fn write(report: &Report<'_>) -> String {
    let mut xml = Xml::new("edgecase");
    for (group, results) in report.groups() {
        let mut suite = TestSuite::new(group);
        suite.add_test_cases(results.into_iter().map(test_case));
        xml.add_test_suite(suite);
    }
    xml.to_string().expect("quick-junit drops what XML cannot hold")
}

/// Writes what came of properties: a test case each, in one suite.
pub(super) fn properties(report: &PropertyReport<'_>) -> String {
    let mut suite = TestSuite::new("properties");
    suite.add_test_cases(report.tested.rows.iter().map(|row| {
        let status = match &row.outcome {
            PropertyOutcome::Holds => TestCaseStatus::success(),
            PropertyOutcome::Fails(failure) => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                let text = format!("{}\n{}", example_json(&failure.example), report.reproduce());
                status.set_type("fails").set_message(&failure.message).set_description(text);
                status
            }
            skipped => {
                let mut status = TestCaseStatus::skipped();
                status.set_message(reason(skipped));
                status
            }
        };
        let mut case = TestCase::new(row.property.id, status);
        case.set_classname("properties");
        case
    }));
    let mut xml = Xml::new("edgecase");
    xml.add_test_suite(suite);
    xml.to_string().expect("quick-junit drops what XML cannot hold")
}

fn test_case(result: &CaseResult<'_>) -> TestCase {
    let detail = result.outcome.detail();
    let status = if result.is_finding() {
        let kind = match result.outcome {
            Outcome::Fail(_) | Outcome::FailReason(_) => NonSuccessKind::Failure,
            _ => NonSuccessKind::Error,
        };
        let mut status = TestCaseStatus::non_success(kind);
        status.set_type(result.outcome.as_str()).set_message(detail);
        status
    } else if matches!(result.outcome, Outcome::Skipped(_) | Outcome::NotAsked(_)) {
        let mut status = TestCaseStatus::skipped();
        status.set_message(detail);
        status
    } else {
        TestCaseStatus::success()
    };
    let mut case = TestCase::new(result.case.name(), status);
    case.set_classname(result.case.rule().as_str());
    case
}
