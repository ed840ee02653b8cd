//! Testees that do not look: what the suite says of them measures the suite.

use super::{Answer, StartError, Testee, Validate};
use crate::protocol::{Hello, PROTOCOL, TesteeName};

/// A testee that says the same to everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Null {
    /// Accepts every result.
    AcceptAll,
    /// Refuses every result.
    RejectAll,
}

impl Testee for Null {
    fn hello(&mut self) -> Result<Hello, StartError> {
        let name = match self {
            Self::AcceptAll => "accept-all",
            Self::RejectAll => "reject-all",
        };
        Ok(Hello {
            protocol: PROTOCOL,
            testee: TesteeName { name: name.to_owned(), ..TesteeName::default() },
            stages: Vec::new(),
            capabilities: vec!["validate".to_owned()],
            max_in_flight: 1,
        })
    }

    fn validate(&mut self, _: &Validate<'_>) -> Answer {
        match self {
            Self::AcceptAll => Answer::Accept { kind: None, normalised: None, notes: None },
            Self::RejectAll => Answer::Reject { status: Some(502), rules: None, message: None },
        }
    }
}
