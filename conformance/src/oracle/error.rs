//! The rules `error/…`: what the viewer gets instead of the result.

use edgecase_core::profile::{ExecutionErrorStatus, Profile, TimeoutClass};

use super::case::Case;
use super::place::Place;
use crate::flaw::ResultFlaw as Flaw;

const VALIDATION: &str = "LambdaValidationError from cloudfront";
const EXECUTION: &str = "LambdaExecutionError from cloudfront";
const LIMIT: &str = "LambdaLimitExceeded from cloudfront";

/// Names a way in which a function fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Its result breaks a rule.
    Validation,
    /// It throws, rejects, or calls back with an error.
    Threw,
    /// It runs into its timeout.
    TimedOut,
    /// It is throttled.
    Throttled,
}

/// Returns the status and the `X-Cache` text that the viewer gets, with something wrong if so told.
#[must_use]
pub fn fault(kind: Fault, profile: &Profile, flaw: Option<Flaw>) -> (u16, &'static str) {
    match kind {
        Fault::Validation if flaw == Some(Flaw::RefusalStatus) => (500, VALIDATION),
        Fault::Threw if flaw == Some(Flaw::ExceptionStatus) => (502, EXECUTION),
        Fault::TimedOut if flaw == Some(Flaw::TimeoutStatus) => (504, LIMIT),
        Fault::Validation => (502, VALIDATION),
        Fault::Threw => match profile.execution_error_status {
            ExecutionErrorStatus::S503 => (503, EXECUTION),
            ExecutionErrorStatus::S500 => (500, EXECUTION),
        },
        Fault::TimedOut => match profile.timeout_class {
            TimeoutClass::Limit => (503, LIMIT),
            TimeoutClass::Execution => (503, EXECUTION),
        },
        Fault::Throttled => (503, LIMIT),
    }
}

/// `error/validation`, `error/execution`, `error/timeout`, `error/throttle`: no result breaks
/// these; [`fault`] is their witness.
pub(super) fn never(_: &Case<'_>) -> Vec<Place> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use edgecase_core::profile::Edition;

    use super::*;

    #[test]
    fn every_fault_has_its_status_and_text() {
        let mut profile = Profile::default();
        assert_eq!(fault(Fault::Validation, &profile, None), (502, VALIDATION));
        assert_eq!(fault(Fault::Threw, &profile, None), (503, EXECUTION));
        assert_eq!(fault(Fault::TimedOut, &profile, None), (503, LIMIT));
        assert_eq!(fault(Fault::Throttled, &profile, None), (503, LIMIT));
        profile.timeout_class = TimeoutClass::Execution;
        assert_eq!(fault(Fault::TimedOut, &profile, None), (503, EXECUTION));
        assert_eq!(fault(Fault::Threw, &Profile::of(Edition::E2020_09), None), (500, EXECUTION));
    }
}
