//! Strings with escapes, or with characters that are not ASCII.

use super::class::{BASE64_DIGIT, ESCAPED, HEX, LOW_HALF, OCTAL};
use super::cursor::{BLOCK_BYTES, Scan, View, shifted};
use super::lanes::Lanes;
use super::text::Text;
use crate::decode::{Broken, Leaf};
use crate::text::unit_of;

/// Bytes of `\u0000`.
const UNIT_BYTES: u32 = 6;

/// What is known of a string so far. Masks of all blocks are put into one: whether there is anything.
#[derive(Default)]
struct Progress {
    /// 1 if the first byte of the next block is escaped.
    carry: u64,
    /// Bytes that escapes take more than what they stand for.
    surplus: u32,
    /// What is escaped.
    escaped: u64,
    /// Escapes, quotes and backslashes aside; control characters, and what is not ASCII.
    odd: u64,
    /// What shows that it is base64 in no mode.
    foreign: u64,
    /// What is not ASCII.
    high: u64,
}

/// A string, and what is to be noted of it.
struct Rough {
    text: Text,
    /// Whether there is anything but ASCII.
    has_high: bool,
    /// Whether there is half of a surrogate pair without the other half.
    has_lone: bool,
}

/// How far a string was read.
enum Step {
    /// To the end of the block.
    On,
    /// To its own end.
    Closed(u32),
    /// Not beyond the last block, as this one has escapes with digits.
    Units,
}

/// What is known of a string's escapes with digits so far.
///
/// Of the last block there is what reaches into the next one, at the bits where it gets there.
#[derive(Default)]
struct Units {
    count: u32,
    /// How many stand for one byte.
    short: u32,
    /// Where there have to be digits.
    digits: u64,
    first: u64,
    /// First digits that are zero, and second ones that are, too.
    zeros: [u64; 2],
    /// Behind a first digit that is a `d`.
    half: u64,
    /// Second digits of second halves, where they have to be.
    partner: u64,
    /// Halves without the other half.
    lone: u64,
    /// Whether one that stands for a byte, or what was read before, shows that the string is base64 in no
    /// mode.
    is_foreign: bool,
}

/// Moves a mask on by some places; `carry` is what was moved out of the last block, and then of this one.
#[inline(always)]
const fn moved(mask: u64, by: u32, carry: &mut u64) -> u64 {
    let before = std::mem::replace(carry, mask >> (u64::BITS - by));
    mask << by | before
}

impl<L: Lanes> Scan<'_, '_, L> {
    /// Passes a string that starts at a quote, from a byte on that does not stand for itself.
    #[inline(always)]
    pub(super) fn rough_text(&mut self, start: u32, from: u32) -> Result<Text, Broken> {
        let view = self.view();
        let rough = self.lanes.apart(
            #[inline(always)]
            move || view.rough(start, from),
        )?;
        self.at = rough.text.leaf.end();
        self.has_high |= rough.has_high;
        if rough.has_lone && self.document.surrogate.is_none() {
            self.document.surrogate = Some(start);
        }
        Ok(rough.text)
    }
}

impl<L: Lanes> View<'_, L> {
    #[inline(always)]
    fn rough(self, start: u32, from: u32) -> Result<Rough, Broken> {
        let (mut progress, mut units) = (Progress::default(), Units::default());
        let mut at = from;
        // Where the first escape has digits, as in a name that is spelled so, no block is read twice.
        let mut end = match self.chunk(from) {
            Some(b"\\u") => None,
            _ => self.blocks::<false>(&mut at, &mut progress, &mut units)?,
        };
        let has_units = end.is_none();
        if has_units {
            end = self.blocks::<true>(&mut at, &mut progress, &mut units)?;
        }
        let end = end.ok_or(Broken::Json)?;
        Ok(Rough {
            text: Text {
                leaf: Leaf::of_text(start, end + 1, progress.escaped != 0, progress.odd != 0),
                bytes: end - start - 1 - progress.surplus,
                is_foreign: progress.foreign != 0 || units.short != units.count || units.is_foreign,
                has_units,
            },
            has_high: progress.high != 0,
            has_lone: units.lone | units.partner != 0,
        })
    }

    /// Reads the blocks of a string up to its end, and returns that. Unless `UNITS`, stops before the first
    /// block that has an escape with digits. From there on all are read as if they had some, as that costs
    /// less than to guess.
    #[inline(always)]
    fn blocks<const UNITS: bool>(
        self,
        at: &mut u32,
        progress: &mut Progress,
        units: &mut Units,
    ) -> Result<Option<u32>, Broken> {
        loop {
            let (block, before) = self.block(*at);
            let step = match before {
                0 => self.rough_block::<UNITS>(block, 0, *at, progress, units)?,
                _ => self.rough_block::<UNITS>(block, before, *at, progress, units)?,
            };
            match step {
                Step::Closed(end) => return Ok(Some(end)),
                Step::Units => return Ok(None),
                Step::On if before > 0 => return Err(Broken::Json),
                Step::On => *at += BLOCK_BYTES,
            }
        }
    }

    /// Reads a block of a string, of which the first bytes may come before the string.
    #[inline(always)]
    fn rough_block<const UNITS: bool>(
        self,
        block: L::Block,
        before: u32,
        at: u32,
        progress: &mut Progress,
        units: &mut Units,
    ) -> Result<Step, Broken> {
        let lanes = self.lanes;
        let quotes = shifted(lanes.equal(block, b'"'), before);
        let backslashes = shifted(lanes.equal(block, b'\\'), before);
        let (escaped, carry) = escaped(backslashes, progress.carry);
        let ends = quotes & !escaped;
        // All bits below the lowest one, or all if there is none.
        let inside = ends.wrapping_sub(1) & !ends;
        let escaped = escaped & inside;
        let others = escaped & !(quotes | backslashes);
        if UNITS || others != 0 {
            if shifted(lanes.outside(block, &ESCAPED), before) & others != 0 {
                return Err(Broken::Json);
            }
            let letters = others & shifted(lanes.equal(block, b'u'), before);
            if UNITS {
                units.is_foreign |= progress.foreign != 0;
                progress.surplus += self.units(block, before, at, letters, units)?;
            } else if letters != 0 {
                return Ok(Step::Units);
            }
        }
        progress.carry = carry;
        progress.surplus += escaped.count_ones();
        progress.escaped |= escaped;
        progress.odd |= others;
        progress.foreign |= others ^ escaped;
        let rare = shifted(lanes.rare(block), before) & inside;
        if rare != 0 {
            if shifted(lanes.controls(block), before) & inside != 0 {
                return Err(Broken::Json);
            }
            progress.odd |= rare;
            progress.foreign |= rare;
            progress.high |= shifted(lanes.high(block), before) & inside;
        }
        Ok(if ends == 0 { Step::On } else { Step::Closed(at + ends.trailing_zeros()) })
    }

    /// Reads the escapes with digits of a block, where the `u` are at some places, and the rest of those
    /// that began in the block before; returns how many bytes more they take than what they stand for, the
    /// backslashes aside.
    #[inline(always)]
    fn units(
        self,
        block: L::Block,
        before: u32,
        at: u32,
        letters: u64,
        units: &mut Units,
    ) -> Result<u32, Broken> {
        let lanes = self.lanes;
        let within = |class| !shifted(lanes.outside(block, class), before);
        let equal = |byte| shifted(lanes.equal(block, byte), before);
        // The four places behind each. Where they overlap, the backslash of the latter is at one of the
        // former's, below all of its own, and no digit.
        let (places, carry) = letters.carrying_mul(0b1_1110, units.digits);
        units.digits = carry;
        if places & !within(&HEX) != 0 {
            return Err(Broken::Json);
        }
        let (zero, octal) = (equal(b'0'), within(&OCTAL));
        let first = moved(letters, 1, &mut units.first);
        let [zero_first, zero_second] = &mut units.zeros;
        // What takes two bytes at most, and what takes one.
        let two = moved(first & zero, 1, zero_first) & octal;
        let one = moved(two & zero, 1, zero_second) & octal;
        let d = equal(b'd') | equal(b'D');
        let half = moved(first & d, 1, &mut units.half) & !octal;
        let second_half = half & within(&LOW_HALF);
        let partner = moved(half & !second_half, UNIT_BYTES, &mut units.partner);
        units.lone |= partner ^ second_half;
        units.count += letters.count_ones();
        units.short += one.count_ones();
        if !units.is_foreign && one != 0 {
            let digits = self.chunk(at + one.trailing_zeros() - 2).and_then(unit_of);
            units.is_foreign = !digits.is_some_and(is_base64);
        }
        // What stands for a lone half is three bytes long, and a pair is four.
        let pairs = (partner & second_half).count_ones();
        Ok(2 * (letters.count_ones() + pairs) + two.count_ones() + one.count_ones())
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
    use fearless_simd::{Level, dispatch};

    use super::super::lanes::{ByByte, Wide};
    use super::*;
    use crate::decode::Document;
    use crate::text::{lone_surrogate, unescape};

    /// What a text comes to: bytes of its UTF-8 form, and where one with a lone surrogate starts.
    type Facts = Result<(u32, Option<u32>), Broken>;

    fn facts<L: Lanes>(bytes: &[u8], at: u32, lanes: L) -> Facts {
        let mut document = Document::default();
        let mut scan = Scan::new(bytes, lanes, &mut document);
        scan.at = at;
        let text = scan.text()?;
        Ok((text.bytes, document.surrogate.map(|start| start - at)))
    }

    /// Checks a text that a reader without blocks has read, too: with blanks behind it, so that all blocks
    /// are whole, and at the end.
    fn check(inside: &str, wanted: Facts) {
        let blanks = " ".repeat(64);
        for (text, at) in
            [(format!("\"{inside}\"{blanks}"), 0), (format!("{blanks}\"{inside}\""), 64)]
        {
            let bytes = text.as_bytes();
            assert_eq!(facts(bytes, at, ByByte), wanted, "{text}");
            let wide = dispatch!(Level::new(), simd => facts(bytes, at, Wide(simd)));
            assert_eq!(wide, wanted, "{text}");
        }
    }

    #[test]
    fn texts_of_escapes_are_as_long_as_what_they_spell() {
        const PARTS: [&str; 16] = [
            "a",
            "\u{e9}",
            "\u{4e2d}",
            "\\n",
            "\\\\",
            "\\\"",
            "\\u0000",
            "\\u007f",
            "\\u0080",
            "\\u07ff",
            "\\u0800",
            "\\uD7fF",
            "\\ud83d\\ude00",
            "\\uDBFF\\udfff",
            "\\ud800",
            "\\udC00",
        ];
        let mut draw = 1_u64;
        for round in 0..20_000 {
            let mut inside = "-".repeat(round % 70);
            for _ in 0..1 + round % 23 {
                draw = draw.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
                let part = usize::try_from(draw >> 60).unwrap_or_default();
                inside.push_str(PARTS.get(part).copied().unwrap_or_default());
            }
            let length = u32::try_from(unescape(inside.as_bytes()).len()).unwrap_or_default();
            let lone = lone_surrogate(&format!("\"{inside}\"")).map(|_| 0);
            check(&inside, Ok((length, lone)));
        }
    }

    #[test]
    fn escapes_that_are_broken_are_found_at_every_place() {
        const BROKEN: [&str; 10] = [
            "\\u",
            "\\u1",
            "\\u12",
            "\\u123",
            "\\u123g",
            "\\ug123",
            "\\u12\\u1234",
            "\\u\\u1234",
            "\\x",
            "\\U0041",
        ];
        for before in 0..140 {
            for broken in BROKEN {
                for start in ["", "\\u0041"] {
                    let inside = format!("{start}{}{broken}", "-".repeat(before));
                    check(&inside, Err(Broken::Json));
                    check(&format!("{inside}{}", "-".repeat(70)), Err(Broken::Json));
                }
            }
        }
    }

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
