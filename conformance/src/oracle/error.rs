//! The rules `error/…`: what the viewer gets instead of the result.

use edgecase_core::profile::{ExecutionErrorStatus, Profile, TimeoutClass};

use super::case::Case;
use super::place::Place;

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

/// Returns the status and the `X-Cache` text that the viewer gets.
#[must_use]
pub fn fault(kind: Fault, profile: &Profile) -> (u16, &'static str) {
    match kind {
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
        assert_eq!(fault(Fault::Validation, &profile), (502, VALIDATION));
        assert_eq!(fault(Fault::Threw, &profile), (503, EXECUTION));
        assert_eq!(fault(Fault::TimedOut, &profile), (503, LIMIT));
        assert_eq!(fault(Fault::Throttled, &profile), (503, LIMIT));
        profile.timeout_class = TimeoutClass::Execution;
        assert_eq!(fault(Fault::TimedOut, &profile), (503, EXECUTION));
        assert_eq!(fault(Fault::Threw, &Profile::of(Edition::E2020_09)), (500, EXECUTION));
    }
}
