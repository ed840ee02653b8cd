//! How edgecase judges: a row for each decoder.

use edgecase_core::{Decoder, Scratch};

/// A way to judge with edgecase.
#[derive(Clone, Copy, Debug)]
pub struct Judge {
    /// The name in reports.
    pub name: &'static str,
    /// What reads the result.
    pub decoder: Decoder,
    /// Whether memory is kept from one result to the next.
    pub keeps_memory: bool,
}

/// The way that goals are about.
pub const EDGECASE: Judge = Judge { name: "edgecase", decoder: Decoder::Scan, keeps_memory: true };

/// The same without memory from before, as `edgecase_core::validate` has it.
pub const ONCE: Judge =
    Judge { name: "edgecase once", decoder: Decoder::Scan, keeps_memory: false };

/// The same, held to vectors of 32 bytes.
pub const AVX2: Judge =
    Judge { name: "edgecase AVX2", decoder: Decoder::ScanAvx2, keeps_memory: true };

/// The same without vectors.
pub const PLAIN: Judge =
    Judge { name: "edgecase plain", decoder: Decoder::ScanPlain, keeps_memory: true };

/// The decoder that the others are held to.
pub const REFERENCE: Judge =
    Judge { name: "edgecase reference", decoder: Decoder::Reference, keeps_memory: true };

/// All ways.
pub const ALL: [Judge; 5] = [EDGECASE, ONCE, AVX2, PLAIN, REFERENCE];

impl Judge {
    /// Returns memory in which results are judged this way.
    #[must_use]
    pub fn scratch(&self) -> Scratch {
        Scratch::with(self.decoder)
    }
}
