//! Strings with escapes, or with characters that are not ASCII.

use super::class::ESCAPED;
use super::cursor::{BLOCK_BYTES, Scan, shifted};
use super::lanes::Lanes;
use super::text::Text;
use crate::decode::{Broken, Kind, Leaf};

/// Bytes of `\u0000`.
const UNIT_BYTES: u32 = 6;

/// What there is to remember from one block of a string to the next.
#[derive(Default)]
struct Progress {
    /// 1 if the first byte of the next block is escaped.
    carry: u64,
    /// Bytes that escapes take more than what they stand for.
    surplus: u32,
    is_escaped: bool,
    is_odd: bool,
    /// Where the `u` of the second half of a surrogate pair has to be, if a first half was passed.
    partner: Option<u32>,
    has_lone: bool,
}

impl<L: Lanes> Scan<'_, '_, L> {
    /// Passes a string that starts at a quote, from a byte on that does not stand for itself.
    #[inline(always)]
    pub(super) fn rough_text(&mut self, start: u32, from: u32) -> Result<Text, Broken> {
        let lanes = self.lanes;
        lanes.apart(
            #[inline(always)]
            || self.rough(start, from),
        )
    }

    #[inline(always)]
    fn rough(&mut self, start: u32, from: u32) -> Result<Text, Broken> {
        let mut progress = Progress::default();
        let mut at = from;
        loop {
            let (block, before) = self.block(at);
            let (there, end) = self.rough_block(block, before, at, &mut progress)?;
            if let Some(end) = end {
                at = end;
                break;
            }
            if there < BLOCK_BYTES {
                return Err(Broken::Json);
            }
            at += there;
        }
        self.at = at + 1;
        if (progress.has_lone || progress.partner.is_some()) && self.document.surrogate.is_none() {
            self.document.surrogate = Some(start);
        }
        Ok(Text {
            leaf: Leaf::between(start, self.at, Kind::Text, progress.is_escaped),
            bytes: at - start - 1 - progress.surplus,
            is_odd: progress.is_odd,
        })
    }

    /// Reads a block of a string; returns how many bytes it has, and where the string ends if it does.
    #[inline(always)]
    fn rough_block(
        &mut self,
        block: L::Block,
        before: u32,
        at: u32,
        progress: &mut Progress,
    ) -> Result<(u32, Option<u32>), Broken> {
        let lanes = self.lanes;
        let there = BLOCK_BYTES.saturating_sub(before);
        let quotes = shifted(lanes.equal(block, b'"'), before);
        let backslashes = shifted(lanes.equal(block, b'\\'), before);
        let (escaped, carry) = escaped(backslashes, progress.carry);
        progress.carry = carry;
        let ends = quotes & !escaped;
        let inside = ends ^ ends.wrapping_sub(1);
        let inside = if ends == 0 { u64::MAX } else { inside >> 1 };
        if shifted(lanes.controls(block), before) & inside != 0 {
            return Err(Broken::Json);
        }
        if shifted(lanes.high(block), before) & inside != 0 {
            self.has_high = true;
            progress.is_odd = true;
        }
        progress.is_odd |= shifted(lanes.equal(block, 0x7f), before) & inside != 0;
        let escaped = escaped & inside;
        if escaped != 0 {
            progress.is_escaped = true;
            if shifted(lanes.outside(block, &ESCAPED), before) & escaped != 0 {
                return Err(Broken::Json);
            }
            progress.surplus += escaped.count_ones();
            let themselves = quotes | backslashes | shifted(lanes.equal(block, b'/'), before);
            progress.is_odd |= escaped & !themselves != 0;
            let mut units = escaped & shifted(lanes.equal(block, b'u'), before);
            while units != 0 {
                self.unit(at + units.trailing_zeros(), progress)?;
                units &= units - 1;
            }
        }
        let end = if ends == 0 { None } else { Some(at + ends.trailing_zeros()) };
        Ok((there, end))
    }

    /// Reads the escape whose `u` is at an offset.
    #[inline(always)]
    fn unit(&self, at: u32, progress: &mut Progress) -> Result<(), Broken> {
        let digits = self.rest(at + 1).first_chunk::<4>().ok_or(Broken::Json)?;
        let partner = progress.partner.take();
        // A backslash was counted already.
        progress.surplus += match unit_of(digits).ok_or(Broken::Json)? {
            0..0x80 => 4,
            0x80..0x800 => 3,
            // A pair is four bytes long, and what stands for a lone half is three.
            0xdc00..0xe000 if partner == Some(at) => {
                progress.surplus += 4;
                return Ok(());
            }
            0xd800..0xdc00 => {
                progress.partner = Some(at + UNIT_BYTES);
                2
            }
            0xdc00..0xe000 => {
                progress.has_lone = true;
                2
            }
            _ => 2,
        };
        progress.has_lone |= partner.is_some();
        Ok(())
    }
}

/// Finds the bytes that a backslash escapes, and whether the first byte of the next block is one.
///
/// Of a run of backslashes every second one is escaped. Taking the run from a mask of the odd places
/// leaves a borrow where it ends, so that all runs are told apart by one subtraction.
#[inline(always)]
const fn escaped(backslashes: u64, carry: u64) -> (u64, u64) {
    const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;
    if backslashes == 0 {
        return (carry, 0);
    }
    let starts = backslashes & !carry;
    let ends = ((starts << 1 | ODD).wrapping_sub(starts)) ^ ODD;
    (ends ^ (backslashes | carry), (ends & backslashes) >> 63)
}

/// Returns the number that four hexadecimal digits stand for.
#[inline(always)]
fn unit_of(digits: &[u8; 4]) -> Option<u32> {
    let mut unit = 0;
    for digit in digits {
        unit = unit << 4 | HEX.get(usize::from(*digit)).copied().unwrap_or(NO_DIGIT);
    }
    if unit < NO_DIGIT { Some(unit) } else { None }
}

/// What stands for a byte that is no hexadecimal digit: above every unit, however it is shifted.
const NO_DIGIT: u32 = 1 << 16;

/// What each byte stands for as a hexadecimal digit.
const HEX: [u32; 256] = hex();

#[expect(clippy::indexing_slicing, reason = "a byte is below 256")]
#[expect(clippy::as_conversions, reason = "`From` cannot be called in a constant")]
const fn hex() -> [u32; 256] {
    let mut digits = [NO_DIGIT; 256];
    let mut value = 0;
    let mut spelled: &[u8; 16] = b"0123456789abcdef";
    while value < 32 {
        digits[spelled[value % 16] as usize] = (value % 16) as u32;
        value += 1;
        if value == 16 {
            spelled = b"0123456789ABCDEF";
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_second_backslash_of_a_run_is_escaped() {
        let naive = |backslashes: u64, carry: u64| {
            let (mut found, mut next) = (0, carry == 1);
            for bit in 0..64 {
                let is_escaped = std::mem::take(&mut next);
                found |= u64::from(is_escaped) << bit;
                next = !is_escaped && backslashes >> bit & 1 == 1;
            }
            (found, u64::from(next))
        };
        let mut mask = 0x0123_4567_89ab_cdef_u64;
        for round in 0..10_000 {
            mask = mask.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            for backslashes in [mask, mask & mask.rotate_left(9), mask | mask.rotate_left(17)] {
                let carry = round % 2;
                assert_eq!(
                    escaped(backslashes, carry),
                    naive(backslashes, carry),
                    "{backslashes:b}"
                );
            }
        }
        assert_eq!(escaped(u64::MAX, 0), naive(u64::MAX, 0));
        assert_eq!(escaped(u64::MAX, 1), naive(u64::MAX, 1));
    }

    #[test]
    fn units_are_four_hexadecimal_digits() {
        assert_eq!(unit_of(b"00e9"), Some(0xe9));
        assert_eq!(unit_of(b"FfFf"), Some(0xffff));
        for digits in [b"00g0", b"g000", b"000\"", b"+123"] {
            assert_eq!(unit_of(digits), None, "{digits:?}");
        }
    }
}
