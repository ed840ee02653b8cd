//! Calls that end without a result, and what the viewer is told.

use crate::profile::{ExecutionErrorStatus, Profile, TimeoutClass};
use crate::rule::RuleId;

/// Why there is no response of the function's for the viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The result broke a rule.
    Invalid,
    /// The function threw, rejected, or called back with an error.
    Threw,
    /// The function ran into its timeout.
    TimedOut,
    /// The function was not called for lack of capacity.
    Throttled,
}

/// What the viewer gets in place of a function's response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The `X-Cache` header; compare ignoring ASCII case.
    pub x_cache: &'static str,
    /// The rule that says so.
    pub rule: RuleId,
}

impl Fault {
    /// Returns the rule that says what the viewer gets.
    #[must_use]
    pub const fn rule(self) -> RuleId {
        match self {
            Self::Invalid => RuleId::ErrorValidation,
            Self::Threw => RuleId::ErrorExecution,
            Self::TimedOut => RuleId::ErrorTimeout,
            Self::Throttled => RuleId::ErrorThrottle,
        }
    }

    /// Returns what the viewer gets under a profile.
    #[must_use]
    pub const fn answer(self, profile: &Profile) -> ErrorAnswer {
        const VALIDATION: &str = "LambdaValidationError from cloudfront";
        const EXECUTION: &str = "LambdaExecutionError from cloudfront";
        const LIMIT: &str = "LambdaLimitExceeded from cloudfront";
        let (status, x_cache) = match self {
            Self::Invalid => (502, VALIDATION),
            Self::Threw => match profile.execution_error_status {
                ExecutionErrorStatus::S503 => (503, EXECUTION),
                ExecutionErrorStatus::S500 => (500, EXECUTION),
            },
            Self::TimedOut => match profile.timeout_class {
                TimeoutClass::Limit => (503, LIMIT),
                TimeoutClass::Execution => (503, EXECUTION),
            },
            Self::Throttled => (503, LIMIT),
        };
        ErrorAnswer { status, x_cache, rule: self.rule() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Edition;

    #[test]
    fn statuses_follow_the_editions() {
        let threw = |edition| Fault::Threw.answer(&Profile::of(edition)).status;
        assert_eq!(Edition::ALL.map(threw), [503, 500, 500, 503]);
        for edition in Edition::ALL {
            let profile = Profile::of(edition);
            assert_eq!(Fault::Invalid.answer(&profile).status, 502);
            assert_eq!(Fault::TimedOut.answer(&profile).status, 503);
            assert_eq!(Fault::Throttled.answer(&profile).status, 503);
        }
    }
}
