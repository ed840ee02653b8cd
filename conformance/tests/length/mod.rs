//! How long the tests on generated inputs take.

use std::env;

/// Returns how much is done: all of it in an optimised build and where `EDGECASE_FULL` is set, else
/// what fits into the time of `cargo test`.
pub(crate) fn of<T>(short: T, full: T) -> T {
    if cfg!(debug_assertions) && env::var_os("EDGECASE_FULL").is_none() { short } else { full }
}
