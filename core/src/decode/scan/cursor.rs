//! Where the scanner is: white space, punctuation, numbers and words.

use std::hint::cold_path;

use super::class::WHITE;
use super::lanes::{BLOCK, Lanes};
use crate::decode::{Broken, Document, Kind, Leaf};
use crate::limits;

/// A scan under way.
pub(super) struct Scan<'a, 'd, L> {
    /// What is scanned, at least a block of it.
    pub(super) bytes: &'a [u8],
    /// The offset of what comes next.
    pub(super) at: u32,
    pub(super) lanes: L,
    pub(super) document: &'d mut Document,
    /// Whether anything that is not ASCII was passed in a string.
    pub(super) has_high: bool,
}

/// Widens an offset.
#[inline(always)]
pub(super) fn index(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// Returns how many bytes a part of the input has.
#[inline(always)]
pub(super) fn bytes_of(part: &[u8]) -> u32 {
    u32::try_from(part.len()).unwrap_or(u32::MAX)
}

/// Returns so many bytes from an offset on, unless the end is too near.
#[inline(always)]
pub(super) fn chunk<const N: usize>(bytes: &[u8], offset: u32) -> Option<&[u8; N]> {
    // No offset is so large that this runs over; so one comparison will do.
    let start = index(offset);
    bytes.get(start..start + N)?.first_chunk()
}

/// What is scanned, and how it is looked at.
#[derive(Clone, Copy)]
pub(super) struct View<'a, L> {
    pub(super) bytes: &'a [u8],
    pub(super) lanes: L,
}

impl<'a, L: Lanes> View<'a, L> {
    /// Returns the byte at an offset; 0, which is nowhere in JSON, behind the end.
    #[inline(always)]
    pub(super) fn byte_at(self, offset: u32) -> u8 {
        self.bytes.get(index(offset)).copied().unwrap_or_default()
    }

    /// As [`chunk()`].
    #[inline(always)]
    pub(super) fn chunk<const N: usize>(self, offset: u32) -> Option<&'a [u8; N]> {
        chunk(self.bytes, offset)
    }

    /// Takes up the block at an offset. Near the end it is the last one, and a number says how many
    /// of its bytes come before the offset: masks are to be shifted by that.
    #[inline(always)]
    pub(super) fn block(self, offset: u32) -> (L::Block, u32) {
        if let Some(bytes) = self.chunk(offset) {
            return (self.lanes.block(bytes), 0);
        }
        let before = index(offset) + BLOCK - self.bytes.len();
        let bytes = self.bytes.last_chunk::<BLOCK>().unwrap_or(&[0; BLOCK]);
        (self.lanes.block(bytes), u32::try_from(before).unwrap_or(u32::MAX))
    }

    /// Takes up half a block, unless the end is too near.
    #[inline(always)]
    pub(super) fn half(self, offset: u32) -> Option<L::Half> {
        self.chunk(offset).map(|bytes| self.lanes.half(bytes))
    }
}

impl<'a, 'd, L: Lanes> Scan<'a, 'd, L> {
    #[inline(always)]
    pub(super) const fn new(bytes: &'a [u8], lanes: L, document: &'d mut Document) -> Self {
        Self { bytes, at: 0, lanes, document, has_high: false }
    }

    /// Returns what is scanned.
    #[inline(always)]
    pub(super) const fn view(&self) -> View<'a, L> {
        View { bytes: self.bytes, lanes: self.lanes }
    }

    /// As [`View::byte_at`].
    #[inline(always)]
    pub(super) fn byte_at(&self, offset: u32) -> u8 {
        self.view().byte_at(offset)
    }

    /// Returns the next byte.
    #[inline(always)]
    pub(super) fn byte(&self) -> u8 {
        self.byte_at(self.at)
    }

    /// Returns the bytes from an offset on.
    #[inline(always)]
    pub(super) fn rest(&self, offset: u32) -> &'a [u8] {
        self.bytes.get(index(offset)..).unwrap_or_default()
    }

    /// As [`View::chunk`].
    #[inline(always)]
    pub(super) fn chunk<const N: usize>(&self, offset: u32) -> Option<&'a [u8; N]> {
        self.view().chunk(offset)
    }

    /// As [`View::block`].
    #[inline(always)]
    pub(super) fn block(&self, offset: u32) -> (L::Block, u32) {
        self.view().block(offset)
    }

    /// As [`View::half`].
    #[inline(always)]
    pub(super) fn half(&self, offset: u32) -> Option<L::Half> {
        self.view().half(offset)
    }

    #[inline(always)]
    pub(super) fn is_at_end(&self) -> bool {
        index(self.at) >= self.bytes.len()
    }

    /// Passes white space; returns what comes then.
    #[inline(always)]
    pub(super) fn token(&mut self) -> u8 {
        let byte = self.byte();
        if byte > b' ' {
            return byte;
        }
        self.more_white();
        self.byte()
    }

    /// Passes white space.
    #[inline(always)]
    pub(super) fn white(&mut self) {
        if self.byte() <= b' ' {
            self.more_white();
        }
    }

    #[inline(always)]
    fn more_white(&mut self) {
        // A blank between two tokens is common, and so is a line end with what indents the next.
        if self.byte() == b' ' && self.byte_at(self.at + 1) > b' ' {
            self.at += 1;
            return;
        }
        if let Some(half) = self.half(self.at) {
            let outside = self.lanes.outside_half(half, &WHITE);
            if outside != 0 {
                self.at += outside.trailing_zeros();
                return;
            }
            self.at += HALF_BYTES;
        }
        while !self.is_at_end() {
            let (block, before) = self.block(self.at);
            let outside = shifted(self.lanes.outside(block, &WHITE), before);
            if outside != 0 {
                self.at += outside.trailing_zeros();
                return;
            }
            // Behind the end nothing is left to be passed either.
            self.at += BLOCK_BYTES;
        }
    }

    /// Passes one byte that has to be there.
    #[inline(always)]
    pub(super) fn expect(&mut self, byte: u8) -> Result<(), Broken> {
        if self.byte() != byte {
            cold_path();
            return Err(Broken::Json);
        }
        self.at += 1;
        Ok(())
    }

    /// Goes from the end of an element or member to the next one, or behind what closes them all; tells
    /// which.
    #[inline(always)]
    pub(super) fn goes_on(&mut self, close: u8) -> Result<bool, Broken> {
        self.white();
        let byte = self.byte();
        if byte == b',' {
            self.at += 1;
            self.white();
            return Ok(true);
        }
        self.expect(close)?;
        Ok(false)
    }

    /// Passes some bytes if they come next.
    #[inline(always)]
    pub(super) fn takes<const N: usize>(&mut self, bytes: &[u8; N]) -> bool {
        let there = self.chunk(self.at) == Some(bytes);
        if there {
            self.at += u32::try_from(N).unwrap_or_default();
        }
        there
    }

    /// Passes a number or a word that starts with a byte.
    #[inline(always)]
    pub(super) fn scalar(&mut self, first: u8) -> Result<Leaf, Broken> {
        let start = self.at;
        let kind = match first {
            b'-' | b'0'..=b'9' => {
                // Most are one digit, or many more.
                match self.chunk(self.at) {
                    Some([b'0'..=b'9', b',' | b']' | b'}']) => self.at += 1,
                    _ => self.number()?,
                }
                Kind::Number
            }
            b't' if self.takes(b"true") => Kind::Bool,
            b'f' if self.takes(b"false") => Kind::Bool,
            b'n' if self.takes(b"null") => Kind::Null,
            _ => return Err(Broken::Json),
        };
        Ok(Leaf::between(start, self.at, kind))
    }

    #[inline(always)]
    fn number(&mut self) -> Result<(), Broken> {
        if self.byte() == b'-' {
            self.at += 1;
        }
        match self.byte() {
            b'0' => self.at += 1,
            _ => self.digits()?,
        }
        if self.byte() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), b'e' | b'E') {
            self.at += 1;
            if matches!(self.byte(), b'+' | b'-') {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    #[inline(always)]
    fn digits(&mut self) -> Result<(), Broken> {
        let start = self.at;
        while self.byte().is_ascii_digit() {
            self.at += 1;
        }
        if self.at == start { Err(Broken::Json) } else { Ok(()) }
    }

    /// Checks that one more level may be opened within so many.
    #[inline(always)]
    pub(super) fn check_depth(&self, levels: u32) -> Result<(), Broken> {
        if levels < DEPTH {
            return Ok(());
        }
        cold_path();
        self.check_utf8(self.bytes.get(..index(self.at)).unwrap_or_default())?;
        Err(Broken::Depth)
    }

    /// Checks text that was passed, if there was anything but ASCII.
    #[inline(always)]
    pub(super) fn check_utf8(&self, passed: &[u8]) -> Result<(), Broken> {
        if self.has_high && simdutf8::basic::from_utf8(passed).is_err() {
            return Err(Broken::Json);
        }
        Ok(())
    }
}

/// Levels that may be open at once.
#[expect(clippy::as_conversions, reason = "`TryFrom` cannot be called in a constant")]
pub(super) const DEPTH: u32 = limits::DEPTH as u32;

/// Bytes of a block.
pub(super) const BLOCK_BYTES: u32 = u64::BITS;

/// Bytes of half a block.
pub(super) const HALF_BYTES: u32 = u32::BITS;

/// Drops what comes before an offset from a mask.
#[inline(always)]
pub(super) fn shifted(mask: u64, before: u32) -> u64 {
    mask.checked_shr(before).unwrap_or_default()
}
