//! Base64, checked without decoding it.

use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use edgecase_core::base64::decoded_len;
use edgecase_core::profile::Base64Mode;

use super::{Broken, Reach};
use crate::testee::Flawed;

/// Up to this length a text is changed and cut at every position, a longer one at the first, the
/// middle and the last.
const SHORT: usize = 48;

/// What a byte is changed to: another digit, one of the other alphabet, padding, white space, and what
/// is never base64.
const CHANGED: [char; 6] = ['/', '_', '=', '\n', '*', '\u{e9}'];

/// The flaws of the twin are none of base64 alone, so it has no part in this.
pub(super) fn base64_body(data: &[u8], _: Flawed) -> Result<Reach, Broken> {
    let text = String::from_utf8_lossy(data);
    for bits in 0..MODES {
        agree(&text, bits)?;
    }
    let count = text.chars().count();
    let looked_at = |at: usize| count <= SHORT || [0, count / 2, count - 1].contains(&at);
    for (at, (place, old)) in text.char_indices().enumerate().filter(|(at, _)| looked_at(*at)) {
        let (before, from) = text.split_at(place);
        let after = from.get(old.len_utf8()..).unwrap_or_default();
        let change = CHANGED.iter().cycle().nth(at).copied().unwrap_or('*');
        agree(before, at)?;
        agree(&format!("{before}{change}{after}"), at / CHANGED.len())?;
    }
    Ok(Reach::Oracle)
}

/// How many modes there are: each of three things is accepted or not.
const MODES: usize = 8;

/// Holds the check to the decoder in the mode of a number.
fn agree(text: &str, number: usize) -> Result<(), Broken> {
    let mode = Base64Mode {
        unpadded_ok: number & 1 != 0,
        url_safe_ok: number & 2 != 0,
        whitespace_ok: number & 4 != 0,
    };
    let (said, decoded) = (decoded_len(text, mode), decode(text, mode));
    if said == decoded {
        return Ok(());
    }
    Err(Broken::new(format!(
        "under {mode:?} the check says {said:?} bytes, the decoder {decoded:?}, of {text:?}"
    )))
}

/// Decodes a text with the `base64` crate, in which a mode is spelled out; returns how many bytes.
fn decode(text: &str, mode: Base64Mode) -> Option<u64> {
    let is_white = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
    let plain = |c: char| match c {
        '-' if mode.url_safe_ok => '+',
        '_' if mode.url_safe_ok => '/',
        other => other,
    };
    let kept = text.chars().filter(|c| !(mode.whitespace_ok && is_white(*c)));
    let text: String = kept.map(plain).collect();
    let padding = match mode.unpadded_ok {
        true => DecodePaddingMode::Indifferent,
        false => DecodePaddingMode::RequireCanonical,
    };
    let config = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(padding);
    let decoded = GeneralPurpose::new(&base64::alphabet::STANDARD, config).decode(text).ok()?;
    u64::try_from(decoded.len()).ok()
}
