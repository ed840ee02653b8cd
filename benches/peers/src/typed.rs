//! Peers that read a whole [`Response`] and judge it then.

use edgecase_core::Stage;
use simd_json::Buffers;

use crate::full::Judge;
use crate::response::Response;
use crate::rules::Rules;

/// Returns `serde_json` with borrowed texts.
pub(crate) fn serde_json(stage: Stage) -> Judge {
    let mut rules = Rules::new(stage);
    Box::new(move |input| {
        serde_json::from_slice::<Response<'_>>(input).is_ok_and(|r| r.is_accepted(&mut rules))
    })
}

/// Returns `sonic-rs` with borrowed texts.
pub(crate) fn sonic_rs(stage: Stage) -> Judge {
    let mut rules = Rules::new(stage);
    Box::new(move |input| {
        sonic_rs::from_slice::<Response<'_>>(input).is_ok_and(|r| r.is_accepted(&mut rules))
    })
}

/// Returns `simd-json` with borrowed texts and reused buffers; it writes on a copy of its input.
pub(crate) fn simd_json(stage: Stage) -> Judge {
    let mut rules = Rules::new(stage);
    let (mut copy, mut buffers) = (Vec::new(), Buffers::default());
    Box::new(move |input| {
        copy.clear();
        copy.extend_from_slice(input);
        simd_json::serde::from_slice_with_buffers::<Response<'_>>(&mut copy, &mut buffers)
            .is_ok_and(|r| r.is_accepted(&mut rules))
    })
}
