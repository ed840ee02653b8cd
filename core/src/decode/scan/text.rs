//! Strings: where they end, how long they are, and what is in them.

use super::cursor::{BLOCK_BYTES, HALF_BYTES, Scan, shifted};
use super::lanes::Lanes;
use crate::decode::{Broken, Leaf};

/// Bytes of the quotes around a string.
pub(super) const QUOTES: u32 = 2;

/// A string that was passed.
#[derive(Clone, Copy)]
pub(super) struct Text {
    pub(super) leaf: Leaf,
    /// Bytes of its UTF-8 form, escapes resolved.
    pub(super) bytes: u32,
    /// Whether an escape or a byte shows that it is base64 in no mode.
    pub(super) is_foreign: bool,
    /// Whether it has escapes with digits.
    pub(super) has_units: bool,
}

impl<L: Lanes> Scan<'_, '_, L> {
    /// Passes the string that comes next.
    #[inline(always)]
    pub(super) fn text(&mut self) -> Result<Text, Broken> {
        let start = self.at;
        self.text_from(start, start + 1)
    }

    /// Passes the string that comes next, of which only the place matters.
    #[inline(always)]
    pub(super) fn text_leaf(&mut self) -> Result<Leaf, Broken> {
        match self.short_text() {
            Some(leaf) => Ok(leaf),
            None => Ok(self.text()?.leaf),
        }
    }

    /// Passes the string that comes next if it is short and stands for itself, as most do.
    #[inline(always)]
    pub(super) fn short_text(&mut self) -> Option<Leaf> {
        let start = self.at;
        let half = self.half(start + 1)?;
        let end = start + 1 + self.lanes.stops_half(half).trailing_zeros();
        if self.byte_at(end) != b'"' {
            return None;
        }
        self.at = end + 1;
        Some(Leaf::of_text(start, self.at, false, false))
    }

    /// Passes the string that starts at a quote, of which the part up to an offset stands for itself.
    #[inline(always)]
    pub(super) fn text_from(&mut self, start: u32, clean: u32) -> Result<Text, Broken> {
        let mut at = clean;
        // Most strings are short.
        if let Some(half) = self.half(at) {
            let stops = self.lanes.stops_half(half);
            if stops != 0 {
                at += stops.trailing_zeros();
                return self.text_to(start, at);
            }
            at += HALF_BYTES;
        }
        loop {
            let (block, before) = self.block(at);
            let stops = shifted(self.lanes.stops(block), before);
            if stops != 0 {
                at += stops.trailing_zeros();
                break;
            }
            if before > 0 {
                return Err(Broken::Json);
            }
            at += BLOCK_BYTES;
        }
        self.text_to(start, at)
    }

    /// Passes the string that starts at a quote and stands for itself up to an offset.
    #[inline(always)]
    fn text_to(&mut self, start: u32, at: u32) -> Result<Text, Broken> {
        if self.byte_at(at) != b'"' {
            return self.rough_text(start, at);
        }
        self.at = at + 1;
        let leaf = Leaf::of_text(start, self.at, false, false);
        Ok(Text { leaf, bytes: at - start - 1, is_foreign: false, has_units: false })
    }
}
