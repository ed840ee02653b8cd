//! Strings: where they end, how long they are, and what is in them.

use super::cursor::{BLOCK_BYTES, Scan, shifted};
use super::lanes::Lanes;
use crate::decode::{Broken, Kind, Leaf};

/// A string that was passed.
#[derive(Clone, Copy)]
pub(super) struct Text {
    pub(super) leaf: Leaf,
    /// Bytes of its UTF-8 form, escapes resolved.
    pub(super) bytes: u32,
    /// Whether it may have a control character, or one that is not ASCII.
    pub(super) is_odd: bool,
}

impl<L: Lanes> Scan<'_, '_, L> {
    /// Passes the string that comes next.
    #[inline(always)]
    pub(super) fn text(&mut self) -> Result<Text, Broken> {
        let start = self.at;
        self.text_from(start, start + 1)
    }

    /// Passes the string that starts at a quote, of which the part up to an offset stands for itself.
    #[inline(always)]
    pub(super) fn text_from(&mut self, start: u32, clean: u32) -> Result<Text, Broken> {
        let mut at = clean;
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
        if self.byte_at(at) != b'"' {
            return self.rough_text(start, at);
        }
        self.at = at + 1;
        let leaf = Leaf::between(start, self.at, Kind::Text, false);
        Ok(Text { leaf, bytes: at - start - 1, is_odd: false })
    }
}
