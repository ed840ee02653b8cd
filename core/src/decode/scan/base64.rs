//! Strings that may be base64: checked as they are passed, without decoding.

use fearless_simd::{Level, dispatch};

use super::class::BASE64_DIGIT;
use super::cursor::{BLOCK_BYTES, Scan, shifted};
use super::escapes::escaped;
use super::lanes::{ByByte, Lanes, STRIDE, Wide};
use crate::base64::{Base64Facts, Loose};
use crate::decode::{Broken, Leaf, TextFacts};

/// Finds out what a text would be as base64.
pub(crate) fn base64_facts(text: &[u8]) -> Base64Facts {
    let level = Level::new();
    let digits = if level.is_fallback() {
        leading_digits(ByByte, text)
    } else {
        dispatch!(level, simd => leading_digits(Wide(simd), text))
    };
    let (digits, rest) = text.split_at_checked(digits).unwrap_or_default();
    Base64Facts::plain(digits.len().try_into().unwrap_or(u64::MAX), 0).followed_by(rest)
}

/// Tells whether a byte that is no digit of standard base64 may be in a text that is base64 in another
/// mode, or whose digits are escaped.
const fn is_loose(byte: u8) -> bool {
    matches!(byte, b'\\' | b'=' | b'-' | b'_' | b' ')
}

/// Returns how many bytes of whole strides at the start of a text are digits of standard base64.
#[inline(always)]
fn leading_digits<L: Lanes>(lanes: L, text: &[u8]) -> usize {
    let mut digits = 0;
    for bytes in text.as_chunks::<STRIDE>().0 {
        if !lanes.all(bytes, &BASE64_DIGIT) {
            break;
        }
        digits += STRIDE;
    }
    digits
}

impl<L: Lanes> Scan<'_, '_, L> {
    /// Passes the string that comes next, and finds out what it would be as base64.
    pub(super) fn base64_text(&mut self) -> Result<(Leaf, TextFacts), Broken> {
        let lanes = self.lanes;
        lanes.apart(
            #[inline(always)]
            || self.maybe_base64(),
        )
    }

    #[inline(always)]
    fn maybe_base64(&mut self) -> Result<(Leaf, TextFacts), Broken> {
        let start = self.at;
        let foreign = self.digits_end(start + 1)?;
        let digits = u64::from(foreign - start - 1);
        let text = self.text_from(start, foreign)?;
        let behind = u64::from(self.at - 1 - foreign);
        let base64 = match (self.byte_at(foreign), self.byte_at(foreign + 1), behind) {
            (b'"', _, _) => Base64Facts::plain(digits, 0),
            (b'=', _, 1) => Base64Facts::plain(digits, 1),
            (b'=', b'=', 2) => Base64Facts::plain(digits, 2),
            (first, _, _) if text.is_foreign || !is_loose(first) => Base64Facts::FOREIGN,
            _ if text.has_units => Base64Facts::of(&text.leaf.spelled(self.bytes)),
            _ => self.loose_base64(foreign, self.at - 1, digits),
        };
        Ok((text.leaf, TextFacts { bytes: u64::from(text.bytes), base64 }))
    }

    /// Returns the offset of the first byte that is no digit of standard base64.
    #[inline(always)]
    fn digits_end(&self, from: u32) -> Result<u32, Broken> {
        let digits = leading_digits(self.lanes, self.rest(from));
        let mut at = from + u32::try_from(digits).unwrap_or_default();
        loop {
            let (block, before) = self.block(at);
            let foreign = shifted(self.lanes.outside(block, &BASE64_DIGIT), before);
            if foreign != 0 {
                return Ok(at + foreign.trailing_zeros());
            }
            if before > 0 {
                return Err(Broken::Json);
            }
            at += BLOCK_BYTES;
        }
    }

    /// Reads the part of a string from the first byte on that is no digit of standard base64, in the
    /// loosest mode; the string has no escapes with digits.
    #[inline(always)]
    fn loose_base64(&self, from: u32, end: u32, digits: u64) -> Base64Facts {
        let lanes = self.lanes;
        let mut facts = Base64Facts::plain(digits, 0);
        let (mut at, mut carry) = (from, 0);
        while at < end {
            let (block, before) = self.block(at);
            let mask = |found: u64| shifted(found, before);
            let equal = |byte| mask(lanes.equal(block, byte));
            let there = match end - at {
                left @ ..BLOCK_BYTES => (1 << left) - 1,
                _ => u64::MAX,
            };
            let (escaped, next) = escaped(equal(b'\\'), carry);
            carry = next;
            let escaped = escaped & there;
            let white = escaped & (equal(b'n') | equal(b'r') | equal(b't'));
            let slashes = escaped & equal(b'/');
            let plain = there & !escaped & !equal(b'\\');
            let standard = plain & mask(!lanes.outside(block, &BASE64_DIGIT));
            let other = plain & (equal(b'-') | equal(b'_'));
            let pads = plain & equal(b'=');
            let blanks = plain & equal(b' ');
            if escaped & !(white | slashes) | plain & !(standard | other | pads | blanks) != 0 {
                return Base64Facts::FOREIGN;
            }
            let read = Loose { digits: standard | slashes, other, pads, white: white | blanks };
            if !facts.add(read) {
                return Base64Facts::FOREIGN;
            }
            at += BLOCK_BYTES;
        }
        facts
    }
}
