//! Any bytes as a result, for the decoders.

use edgecase_core::profile::Edition;
use edgecase_core::{Event, Exchange, Profile, Stage};

use super::{Broken, Reach, result_bytes};
use crate::decoders::agree;
use crate::testee::Flawed;

/// The first byte chooses the edition as for [`result_bytes`]; the other bytes are the result, and the
/// event is the minimal one of each stage.
pub(super) fn decoders_bytes(data: &[u8], _: Flawed) -> Result<Reach, Broken> {
    let (edition, result) = match data.split_first() {
        Some((choice, result)) => (result_bytes::edition(*choice), result),
        None => (Edition::Current, data),
    };
    let profile = Profile::of(edition);
    for stage in Stage::ALL {
        let event = Event::minimal(stage);
        agree(Exchange::new(stage, &event), result, &profile)?;
    }
    Ok(if result_bytes::is_json(result) { Reach::Oracle } else { Reach::Door })
}
