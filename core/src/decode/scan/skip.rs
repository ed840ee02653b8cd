//! Values that nobody asks about: checked, and passed.

use super::cursor::{BLOCK_BYTES, DEPTH, Scan, index, shifted};
use super::lanes::Lanes;
use crate::decode::{Broken, Kind, Leaf};
use crate::limits;

/// The lists and objects that are open.
struct Open {
    /// Of each, the outermost first, whether what it was opened in is an object.
    are_objects: [bool; MOST],
    count: u32,
    /// Whether the innermost is an object.
    is_object: bool,
}

/// A power of two above the depth of any value.
const MOST: usize = limits::DEPTH.next_power_of_two();

impl Open {
    #[inline(always)]
    const fn new() -> Self {
        Self { are_objects: [false; MOST], count: 0, is_object: false }
    }

    #[inline(always)]
    fn push(&mut self, is_object: bool) {
        if let Some(outer) = self.are_objects.get_mut(index(self.count) % MOST) {
            *outer = self.is_object;
        }
        self.is_object = is_object;
        self.count += 1;
    }

    /// Opens some lists, each in the one before; that none too many are open was checked.
    #[inline(always)]
    fn push_lists(&mut self, count: u32) {
        if count > 0 {
            self.push(false);
            let (inner, end) = (index(self.count), index(self.count + count - 1));
            if let Some(inner) = self.are_objects.get_mut(inner..end) {
                inner.fill(false);
            }
            self.count += count - 1;
        }
    }

    #[inline(always)]
    fn pop(&mut self) {
        self.count -= 1;
        self.is_object =
            self.are_objects.get(index(self.count) % MOST).copied().unwrap_or_default();
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
                    || self.container_apart(levels),
                )
            }
            byte => self.scalar(byte),
        }
    }

    /// Passes a list or an object with a scan of its own, which nothing else refers to: so where it is
    /// need not be kept in memory.
    #[inline(always)]
    fn container_apart(&mut self, levels: u32) -> Result<Leaf, Broken> {
        let mut own = Scan {
            bytes: self.bytes,
            at: self.at,
            lanes: self.lanes,
            document: &mut *self.document,
            has_high: self.has_high,
        };
        let passed = own.container(levels);
        (self.at, self.has_high) = (own.at, own.has_high);
        passed
    }

    #[inline(always)]
    fn container(&mut self, levels: u32) -> Result<Leaf, Broken> {
        let start = self.at;
        let mut open = Open::new();
        let first = self.byte();
        let mut byte = first;
        loop {
            let next = self.byte_at(self.at + 1);
            // Comparisons one by one: a `match` becomes a table of jumps, which costs more here.
            if byte.is_ascii_digit() && matches!(next, b',' | b']' | b'}') {
                self.at += 1;
            } else if byte == b'"' {
                if next == b'"' {
                    self.at += 2;
                } else {
                    self.text_leaf()?;
                }
            } else if byte == b'{' || byte == b'[' {
                if self.open((byte, next), &mut open, levels)? {
                    byte = self.byte();
                    continue;
                }
            } else {
                self.scalar(byte)?;
            }
            match self.closes(&mut open)? {
                Some(next) => byte = next,
                None => break,
            }
        }
        let kind = if first == b'{' { Kind::Object } else { Kind::List };
        Ok(Leaf::between(start, self.at, kind))
    }

    /// Opens a list or an object, of which the first two bytes are known, and goes to its first value;
    /// returns false if it is empty, and passed.
    #[inline(always)]
    fn open(
        &mut self,
        (byte, next): (u8, u8),
        open: &mut Open,
        levels: u32,
    ) -> Result<bool, Broken> {
        let is_object = byte == b'{';
        if (byte, next) == (b'[', b'[') {
            self.open_lists(open, levels)?;
        }
        self.check_depth(levels + open.count)?;
        self.at += 1;
        let inner = self.token();
        if inner == if is_object { b'}' } else { b']' } {
            self.at += 1;
            return Ok(false);
        }
        open.push(is_object);
        if is_object {
            self.name_from(inner)?;
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
        open.push_lists(run);
        Ok(())
    }

    /// Goes from the end of a value to the next one; returns its first byte, or `None` if there is no
    /// next one.
    #[inline(always)]
    fn closes(&mut self, open: &mut Open) -> Result<Option<u8>, Broken> {
        while open.count > 0 {
            let byte = self.token();
            self.at += 1;
            if byte == b',' {
                let next = self.token();
                if open.is_object {
                    self.name_from(next)?;
                    return Ok(Some(self.byte()));
                }
                return Ok(Some(next));
            }
            if byte != if open.is_object { b'}' } else { b']' } {
                return Err(Broken::Json);
            }
            open.pop();
        }
        Ok(None)
    }

    /// Passes a member's name and the colon; returns the name.
    #[inline(always)]
    pub(super) fn name(&mut self) -> Result<Leaf, Broken> {
        self.name_from(self.byte())
    }

    /// As [`Scan::name`], where the first byte is known.
    #[inline(always)]
    fn name_from(&mut self, first: u8) -> Result<Leaf, Broken> {
        if first != b'"' {
            return Err(Broken::Json);
        }
        let name = self.text_leaf()?;
        match self.chunk(self.at) {
            Some([b':', next]) if *next > b' ' => self.at += 1,
            _ => {
                self.white();
                self.expect(b':')?;
                self.white();
            }
        }
        Ok(name)
    }
}
