//! Strings with escapes, or with characters that are not ASCII.

use super::class::{BASE64_DIGIT, ESCAPED, HEX, LOW_HALF, OCTAL};
use super::cursor::{BLOCK_BYTES, Scan, shifted};
use super::lanes::Lanes;
use super::text::Text;
use crate::decode::{Broken, Leaf};
use crate::text::unit_of;

/// Up to so many escapes with digits are read one by one.
const FEW_UNITS: u32 = 2;

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
    is_foreign: bool,
    has_units: bool,
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
            let end = if before == 0 {
                self.rough_block(block, 0, at, &mut progress)?
            } else {
                self.rough_block(block, before, at, &mut progress)?
            };
            if let Some(end) = end {
                at = end;
                break;
            }
            if before > 0 {
                return Err(Broken::Json);
            }
            at += BLOCK_BYTES;
        }
        self.at = at + 1;
        if (progress.has_lone || progress.partner.is_some()) && self.document.surrogate.is_none() {
            self.document.surrogate = Some(start);
        }
        Ok(Text {
            leaf: Leaf::of_text(start, self.at, progress.is_escaped, progress.is_odd),
            bytes: at - start - 1 - progress.surplus,
            is_foreign: progress.is_foreign,
            has_units: progress.has_units,
        })
    }

    /// Reads a block of a string, of which the first bytes may come before the string; returns where
    /// the string ends, if it does.
    #[inline(always)]
    fn rough_block(
        &mut self,
        block: L::Block,
        before: u32,
        at: u32,
        progress: &mut Progress,
    ) -> Result<Option<u32>, Broken> {
        let lanes = self.lanes;
        let quotes = shifted(lanes.equal(block, b'"'), before);
        let backslashes = shifted(lanes.equal(block, b'\\'), before);
        let (escaped, carry) = escaped(backslashes, progress.carry);
        progress.carry = carry;
        let ends = quotes & !escaped;
        // All bits below the lowest one, or all if there is none.
        let inside = ends.wrapping_sub(1) & !ends;
        if shifted(lanes.rare(block), before) & inside != 0 {
            if shifted(lanes.controls(block), before) & inside != 0 {
                return Err(Broken::Json);
            }
            progress.is_odd = true;
            progress.is_foreign = true;
            self.has_high |= shifted(lanes.high(block), before) & inside != 0;
        }
        let escaped = escaped & inside;
        if escaped != 0 {
            progress.is_escaped = true;
            progress.surplus += escaped.count_ones();
            let others = escaped & !(quotes | backslashes);
            progress.is_foreign |= others != escaped;
            if others != 0 {
                if shifted(lanes.outside(block, &ESCAPED), before) & others != 0 {
                    return Err(Broken::Json);
                }
                progress.is_odd = true;
                let units = others & shifted(lanes.equal(block, b'u'), before);
                if units != 0 {
                    self.units(block, before, at, units, progress)?;
                }
            }
        }
        Ok(if ends == 0 { None } else { Some(at + ends.trailing_zeros()) })
    }

    /// Reads the escapes of a block whose `u` are at some places.
    #[inline(always)]
    fn units(
        &mut self,
        block: L::Block,
        before: u32,
        at: u32,
        units: u64,
        progress: &mut Progress,
    ) -> Result<(), Broken> {
        progress.has_units = true;
        let mut left = units;
        if units.count_ones() > FEW_UNITS && before == 0 && progress.partner.is_none() {
            left = self.all_units(block, units, progress)?;
        }
        while left != 0 {
            self.unit(at + left.trailing_zeros(), progress)?;
            left &= left - 1;
        }
        Ok(())
    }

    /// Reads the escapes of a block all at once, but for those whose digits are in the next block;
    /// returns the places of those that are left to be read one by one. That is all of them where a
    /// surrogate has no partner in the block.
    #[inline(always)]
    fn all_units(
        &self,
        block: L::Block,
        units: u64,
        progress: &mut Progress,
    ) -> Result<u64, Broken> {
        let lanes = self.lanes;
        let whole = units & (u64::MAX >> 4);
        let hex = !lanes.outside(block, &HEX);
        if whole & !(hex >> 1 & hex >> 2 & hex >> 3 & hex >> 4) != 0 {
            return Err(Broken::Json);
        }
        let (zero, octal) = (lanes.equal(block, b'0'), !lanes.outside(block, &OCTAL));
        // What takes two bytes at most, and what takes one.
        let two = whole & zero >> 1 & octal >> 2;
        let one = two & zero >> 2 & octal >> 3;
        let d = lanes.equal(block, b'd') | lanes.equal(block, b'D');
        let surrogates = whole & d >> 1 & !(octal >> 2);
        if surrogates != 0 {
            let low = surrogates & !lanes.outside(block, &LOW_HALF) >> 2;
            let high = surrogates & !low;
            if high << UNIT_BYTES != low || high >> (BLOCK_BYTES - UNIT_BYTES) != 0 {
                return Ok(units);
            }
            progress.surplus += 2 * low.count_ones();
        }
        progress.surplus += 2 * whole.count_ones() + two.count_ones() + one.count_ones();
        progress.is_foreign |= one != whole;
        Ok(units & !whole)
    }

    /// Reads the escape whose `u` is at an offset.
    #[inline(always)]
    fn unit(&self, at: u32, progress: &mut Progress) -> Result<(), Broken> {
        let digits = self.chunk(at + 1).ok_or(Broken::Json)?;
        let partner = progress.partner.take();
        let unit = unit_of(digits).ok_or(Broken::Json)?;
        progress.is_foreign = progress.is_foreign || !is_base64(unit);
        // A backslash was counted already.
        progress.surplus += match unit {
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
pub(super) const fn escaped(backslashes: u64, carry: u64) -> (u64, u64) {
    const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;
    if backslashes == 0 {
        return (carry, 0);
    }
    let starts = backslashes & !carry;
    let ends = ((starts << 1 | ODD).wrapping_sub(starts)) ^ ODD;
    (ends ^ (backslashes | carry), (ends & backslashes) >> 63)
}

/// Tells whether base64 in any mode has a character.
fn is_base64(unit: u32) -> bool {
    let byte = u8::try_from(unit).unwrap_or(u8::MAX);
    BASE64_DIGIT.has(byte) || matches!(byte, b'=' | b'-' | b'_' | b' ' | b'\t' | b'\r' | b'\n')
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
}
