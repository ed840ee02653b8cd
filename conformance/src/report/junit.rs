//! JUnit XML, as Jenkins and its kind read it.

use quick_junit::{NonSuccessKind, Report as Xml, TestCase, TestCaseStatus, TestSuite};

use super::Report;
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
