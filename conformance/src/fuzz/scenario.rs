//! Sequences of steps.

use super::{Broken, Reach, claims};
use crate::example::Example;
use crate::scenario::Scenario;
use crate::testee::Flawed;

/// The input is a scenario file, which `edgecase simulate` and `edgecase replay` read too.
pub(super) fn scenario(data: &[u8], twin: Flawed) -> Result<Reach, Broken> {
    match example(data) {
        Some(example) => {
            claims::on_invariant(&example, data)?;
            claims::on_scenario(&example, twin)
        }
        None => Ok(Reach::Door),
    }
}

pub(super) fn example(data: &[u8]) -> Option<Example> {
    read(data).map(|scenario| Example::Scenario(Box::new(scenario)))
}

/// Reads a scenario that runs no program.
pub(super) fn read(data: &[u8]) -> Option<Scenario> {
    let scenario = Scenario::read(std::str::from_utf8(data).ok()?).ok()?;
    (!scenario.has_handlers()).then_some(scenario)
}
