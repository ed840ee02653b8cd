//! Exit codes, the same for every command.

use std::process::{ExitCode, Termination};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing to report.
    Clean,
    /// A result was refused, a case failed, or a testee crashed.
    Finding,
    /// The arguments or an input file cannot be used.
    Usage,
    /// Nothing but stale entries in the list of known divergences.
    Stale,
    /// The selection is empty.
    Nothing,
    /// The testee did not start or did not say hello.
    NotStarted,
    /// A bug of ours.
    Internal,
}

impl Exit {
    /// Returns the code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Finding => 1,
            Self::Usage => 2,
            Self::Stale => 3,
            Self::Nothing => 4,
            Self::NotStarted => 5,
            Self::Internal => 70,
        }
    }
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(self.code())
    }
}
