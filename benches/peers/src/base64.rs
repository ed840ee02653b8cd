//! Checks of base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Returns how many bytes a text stands for, by the fastest check there is; `None` if it is none.
#[must_use]
pub fn decoded_len(text: &str) -> Option<u64> {
    base64_simd::STANDARD.check(text.as_bytes()).ok()?;
    let pads = text.bytes().rev().take(2).filter(|byte| *byte == b'=').count();
    u64::try_from(text.len() / 4 * 3 - pads).ok()
}

/// Tells what `base64_simd` says to a text.
#[must_use]
pub fn simd_check(text: &[u8]) -> bool {
    base64_simd::STANDARD.check(text).is_ok()
}

/// Decodes a text with the `base64` crate into a buffer that is large enough.
#[must_use]
pub fn decode(text: &[u8], buffer: &mut [u8]) -> bool {
    STANDARD.decode_slice(text, buffer).is_ok()
}
