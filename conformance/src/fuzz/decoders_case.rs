//! A result in its surroundings, for the decoders.

use edgecase_core::Exchange;

use super::{Broken, Reach};
use crate::decoders::agree;
use crate::example::ResultExample;
use crate::testee::Flawed;

/// The input is an example, as for the target `result_case`.
pub(super) fn decoders_case(data: &[u8], _: Flawed) -> Result<Reach, Broken> {
    let Some(example) = ResultExample::unchecked(data) else { return Ok(Reach::Door) };
    let (Ok(event), Ok(profile)) = (example.typed_event(), example.profile()) else {
        return Ok(Reach::Door);
    };
    agree(Exchange::new(example.stage, &event), &example.result, &profile)?;
    Ok(Reach::Oracle)
}
