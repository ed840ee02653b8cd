//! Values that nobody asks about: checked, and passed.

use super::cursor::{BLOCK_BYTES, DEPTH, Scan, shifted};
use super::lanes::Lanes;
use crate::decode::{Broken, Kind, Leaf};

/// The lists and objects that are open, the innermost in the lowest bit.
#[derive(Default)]
struct Open {
    /// A bit for each: whether it is an object.
    are_objects: u128,
    count: u32,
}

impl Open {
    #[inline(always)]
    const fn push(&mut self, is_object: bool) {
        self.are_objects = self.are_objects << 1 | if is_object { 1 } else { 0 };
        self.count += 1;
    }

    #[inline(always)]
    const fn pop(&mut self) {
        self.are_objects >>= 1;
        self.count -= 1;
    }

    #[inline(always)]
    const fn is_object(&self) -> bool {
        self.are_objects & 1 == 1
    }
}

impl<L: Lanes> Scan<'_, '_, L> {
    /// Passes a value of any kind that stands within so many levels.
    #[inline(always)]
    pub(super) fn skip(&mut self, levels: u32) -> Result<Leaf, Broken> {
        match self.byte() {
            b'"' => self.text_leaf(),
            b'{' | b'[' => {
                let lanes = self.lanes;
                lanes.apart(
                    #[inline(always)]
                    || self.container(levels),
                )
            }
            _ => self.scalar(),
        }
    }

    #[inline(always)]
    fn container(&mut self, levels: u32) -> Result<Leaf, Broken> {
        let start = self.at;
        let mut open = Open::default();
        loop {
            let is_whole = match self.byte() {
                b'{' | b'[' => !self.open(&mut open, levels)?,
                b'"' if self.byte_at(self.at + 1) == b'"' => {
                    self.at += 2;
                    true
                }
                b'"' => {
                    self.text_leaf()?;
                    true
                }
                _ => {
                    self.scalar()?;
                    true
                }
            };
            if is_whole && self.closes(&mut open)? {
                break;
            }
        }
        let kind = if self.byte_at(start) == b'{' { Kind::Object } else { Kind::List };
        Ok(Leaf::between(start, self.at, kind))
    }

    /// Opens a list or an object and goes to its first value; returns false if it is empty, and
    /// passed.
    #[inline(always)]
    fn open(&mut self, open: &mut Open, levels: u32) -> Result<bool, Broken> {
        let is_object = self.byte() == b'{';
        if !is_object && self.byte_at(self.at + 1) == b'[' {
            self.open_lists(open, levels)?;
        }
        self.check_depth(levels + open.count)?;
        self.at += 1;
        self.white();
        if self.byte() == if is_object { b'}' } else { b']' } {
            self.at += 1;
            return Ok(false);
        }
        open.push(is_object);
        if is_object {
            self.name()?;
        }
        Ok(true)
    }

    /// Opens a run of lists, all but the last that the next block has.
    #[inline(always)]
    fn open_lists(&mut self, open: &mut Open, levels: u32) -> Result<(), Broken> {
        let (block, before) = self.block(self.at);
        let others = shifted(!self.lanes.equal(block, b'['), before);
        let run = others.trailing_zeros().min(BLOCK_BYTES - before) - 1;
        let room = DEPTH.saturating_sub(levels + open.count);
        self.at += run.min(room);
        if run > room {
            return self.check_depth(DEPTH);
        }
        open.are_objects <<= run;
        open.count += run;
        Ok(())
    }

    /// Goes from the end of a value to the next one; returns true if there is none.
    #[inline(always)]
    fn closes(&mut self, open: &mut Open) -> Result<bool, Broken> {
        while open.count > 0 {
            self.white();
            match (self.byte(), open.is_object()) {
                (b',', is_object) => {
                    self.at += 1;
                    self.white();
                    if is_object {
                        self.name()?;
                    }
                    return Ok(false);
                }
                (b'}', true) | (b']', false) => {
                    self.at += 1;
                    open.pop();
                }
                _ => return Err(Broken::Json),
            }
        }
        Ok(true)
    }

    /// Passes a member's name and the colon; returns the name.
    #[inline(always)]
    pub(super) fn name(&mut self) -> Result<Leaf, Broken> {
        if self.byte() != b'"' {
            return Err(Broken::Json);
        }
        let name = self.text_leaf()?;
        self.white();
        self.expect(b':')?;
        self.white();
        Ok(name)
    }
}
