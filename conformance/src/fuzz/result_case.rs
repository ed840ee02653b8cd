//! A result in its surroundings, as files have it.

use super::{Broken, Reach, claims};
use crate::example::{Example, ResultExample};
use crate::testee::Flawed;

/// The input is an example in the format of `corpus/README.md`, which `edgecase replay` reads too.
pub(super) fn result_case(data: &[u8], twin: Flawed) -> Result<Reach, Broken> {
    match ResultExample::unchecked(data) {
        Some(example) => claims::on_result(&example, twin),
        None => Ok(Reach::Door),
    }
}

pub(super) fn example(data: &[u8]) -> Option<Example> {
    serde_json::from_slice(data).ok().map(Example::Result)
}
