//! Real functions, called in a process of their own.

use edgecase_core::Fault;

use crate::scenario::Called;

/// Calls the handler in a file with an event.
#[must_use]
pub fn call(_file: &str, _event: &str) -> Called {
    Called::Fault(Fault::Threw)
}
