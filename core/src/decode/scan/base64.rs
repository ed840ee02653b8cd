//! Strings that may be base64: checked as they are passed, without decoding.

use super::class::{BASE64_DIGIT, BASE64_MAYBE};
use super::cursor::{BLOCK_BYTES, Scan, shifted};
use super::lanes::Lanes;
use crate::base64::Base64Facts;
use crate::decode::{Broken, Leaf, TextFacts};

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
            _ if self.is_foreign(foreign, self.at - 1) => Base64Facts::FOREIGN,
            _ => Base64Facts::of(&text.leaf.text(self.bytes)),
        };
        Ok((text.leaf, TextFacts { bytes: u64::from(text.bytes), base64 }))
    }

    /// Returns the offset of the first byte that is no digit of standard base64.
    #[inline(always)]
    fn digits_end(&self, from: u32) -> Result<u32, Broken> {
        let mut at = from;
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

    /// Tells whether a part of a string has a byte that base64 has in no mode, however escaped.
    #[inline(always)]
    fn is_foreign(&self, from: u32, end: u32) -> bool {
        let mut at = from;
        while at < end {
            let (block, before) = self.block(at);
            let foreign = shifted(self.lanes.outside(block, &BASE64_MAYBE), before);
            if foreign != 0 {
                return at + foreign.trailing_zeros() < end;
            }
            at += BLOCK_BYTES;
        }
        false
    }
}
