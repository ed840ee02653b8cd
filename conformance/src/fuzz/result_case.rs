//! A result in its surroundings, as files have it.

use super::{Broken, Reach, claims};
use crate::example::{Example, ResultExample};
use crate::testee::Flawed;

/// The input is an example in the format of `corpus/README.md`, which `edgecase replay` reads too.
pub(super) fn result_case(data: &[u8], twin: Flawed) -> Result<Reach, Broken> {
    match read(data) {
        Some(example) => claims::on_result(&example, twin),
        None => Ok(Reach::Door),
    }
}

pub(super) fn example(data: &[u8]) -> Option<Example> {
    read(data).map(Example::Result)
}

/// Reads an example.
pub(super) fn read(data: &[u8]) -> Option<ResultExample> {
    serde_json::from_slice(data).ok()
}
