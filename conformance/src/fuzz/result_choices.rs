//! Bytes as the choices of the generator of results.

use edgecase_core::Stage;

use super::{Broken, Reach, claims};
use crate::example::{Example, ResultExample};
use crate::strategy::{Choices, Draw, ResultOptions, result_at};
use crate::testee::Flawed;

/// Every input is a result: a source of choices that is used up gives zeros.
pub(super) fn result_choices(data: &[u8], twin: Flawed) -> Result<Reach, Broken> {
    claims::on_result(&draw(&mut Choices::new(data)), twin)
}

pub(super) fn example(data: &[u8]) -> Option<Example> {
    Some(Example::Result(draw(&mut Choices::new(data))))
}

/// Draws a result, at any stage and by any reading.
pub(super) fn draw(d: &mut dyn Draw) -> ResultExample {
    let stage = *d.pick(&Stage::ALL);
    // A megabyte takes a fuzzer as long as a thousand other inputs.
    result_at(d, stage, ResultOptions { switches: true, short: true })
}
