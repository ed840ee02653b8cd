//! What no verdict can be faster than: reading or copying the input.

/// Reads every byte: sums words in sixteen lanes, so that the compiler makes vectors of them.
#[must_use]
pub fn sum(input: &[u8]) -> u64 {
    let (blocks, rest) = input.as_chunks::<128>();
    let mut lanes = [0_u64; 16];
    for block in blocks {
        let (words, _) = block.as_chunks::<8>();
        for (lane, word) in lanes.iter_mut().zip(words) {
            *lane = lane.wrapping_add(u64::from_le_bytes(*word));
        }
    }
    let rest = rest.iter().fold(0, |sum: u64, byte| sum.wrapping_add(u64::from(*byte)));
    lanes.iter().fold(rest, |sum, lane| sum.wrapping_add(*lane))
}

/// Copies the input to a buffer that is warm.
pub fn copy(input: &[u8], buffer: &mut Vec<u8>) {
    buffer.clear();
    buffer.extend_from_slice(input);
}

/// Tells whether the input is UTF-8.
#[must_use]
pub fn utf8(input: &[u8]) -> bool {
    simdutf8::basic::from_utf8(input).is_ok()
}

/// Looks for a byte that no JSON text has.
#[must_use]
pub fn memchr(input: &[u8]) -> bool {
    memchr::memchr(0, input).is_some()
}
