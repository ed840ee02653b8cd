//! Values that nobody asks about: checked, and passed.

use std::hint::cold_path;

use super::cursor::{BLOCK_BYTES, DEPTH, Scan, shifted};
use super::lanes::Lanes;
use crate::decode::{Broken, Kind, Leaf};

/// The lists and objects that are open.
#[derive(Default)]
struct Open {
    /// Of the innermost [`WORD`] a bit each, the innermost lowest: whether it is an object.
    are_objects: u64,
    /// The same of the outermost, once there are so many.
    outermost: u64,
    count: u32,
}

/// Lists and objects that a word has bits for.
const WORD: u32 = u64::BITS;

const _: () = assert!(DEPTH <= 2 * WORD, "two words have a bit for each that may be open");

impl Open {
    /// Tells whether the innermost is an object.
    #[inline(always)]
    const fn is_object(&self) -> bool {
        self.are_objects & 1 == 1
    }

    #[inline(always)]
    fn push(&mut self, is_object: bool) {
        self.are_objects = self.are_objects << 1 | u64::from(is_object);
        self.count += 1;
        if self.count == WORD {
            self.outermost = self.are_objects;
        }
    }

    /// Opens some lists, each in the one before; that none too many are open was checked.
    #[inline(always)]
    fn push_lists(&mut self, lists: u32) {
        let shifted = |by| self.are_objects.checked_shl(by).unwrap_or_default();
        if self.count < WORD && self.count + lists >= WORD {
            self.outermost = shifted(WORD - self.count);
        }
        self.are_objects = shifted(lists);
        self.count += lists;
    }

    #[inline(always)]
    const fn pop(&mut self) {
        self.count -= 1;
        self.are_objects = if self.count == WORD { self.outermost } else { self.are_objects >> 1 };
    }
}

impl<L: Lanes> Scan<'_, '_, L> {
    /// Passes a value of any kind that stands within so many levels.
    #[inline(always)]
    pub(super) fn skip(&mut self, levels: u32) -> Result<Leaf, Broken> {
        match self.byte() {
            b'"' => self.text_leaf(),
            b'{' | b'[' => self.container_apart(levels),
            byte => self.scalar(byte),
        }
    }

    /// Passes a list or an object.
    #[inline(always)]
    pub(super) fn container_apart(&mut self, levels: u32) -> Result<Leaf, Broken> {
        let lanes = self.lanes;
        lanes.apart(
            #[inline(always)]
            || self.own_container(levels),
        )
    }

    /// Passes a list or an object with a scan of its own, which nothing else refers to: so where it is
    /// need not be kept in memory.
    #[inline(always)]
    fn own_container(&mut self, levels: u32) -> Result<Leaf, Broken> {
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
        let mut open = Open::default();
        let first = self.byte();
        let mut byte = first;
        loop {
            let next = self.byte_at(self.at + 1);
            // Comparisons one by one: a `match` becomes a table of jumps, which costs more here.
            let behind = if byte.is_ascii_digit() && matches!(next, b',' | b']' | b'}') {
                self.at += 1;
                next
            } else {
                if byte == b'"' {
                    if next == b'"' {
                        self.at += 2;
                    } else {
                        self.text_leaf()?;
                    }
                } else if byte == b'{' || byte == b'[' {
                    if let Some(inner) = self.open((byte, next), &mut open, levels)? {
                        byte = inner;
                        continue;
                    }
                    // All of it was empty; what comes behind is none of its business.
                    if open.count == 0 {
                        break;
                    }
                } else {
                    self.scalar(byte)?;
                }
                self.token()
            };
            match self.closes(behind, &mut open)? {
                Some(next) => byte = next,
                None => break,
            }
        }
        let kind = if first == b'{' { Kind::Object } else { Kind::List };
        Ok(Leaf::between(start, self.at, kind))
    }

    /// Opens a list or an object, of which the first two bytes are known, and goes to its first value;
    /// returns the first byte of that, or `None` if there is none, and all is passed.
    #[inline(always)]
    fn open(
        &mut self,
        (byte, next): (u8, u8),
        open: &mut Open,
        levels: u32,
    ) -> Result<Option<u8>, Broken> {
        let is_object = byte == b'{';
        if (byte, next) == (b'[', b'[') {
            self.open_lists(open, levels)?;
        }
        self.check_depth(levels + open.count)?;
        self.at += 1;
        let inner = self.token();
        if inner == if is_object { b'}' } else { b']' } {
            self.at += 1;
            return Ok(None);
        }
        open.push(is_object);
        if is_object {
            self.pass_name(inner)?;
            return Ok(Some(self.byte()));
        }
        Ok(Some(inner))
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

    /// Goes from what comes behind a value, of which the first byte is known, to the next value; returns
    /// the first byte of that, or `None` if there is no next one.
    #[inline(always)]
    fn closes(&mut self, behind: u8, open: &mut Open) -> Result<Option<u8>, Broken> {
        let mut byte = behind;
        while open.count > 0 {
            self.at += 1;
            if byte == b',' {
                let next = self.token();
                if open.is_object() {
                    self.pass_name(next)?;
                    return Ok(Some(self.byte()));
                }
                return Ok(Some(next));
            }
            if byte != if open.is_object() { b'}' } else { b']' } {
                cold_path();
                return Err(Broken::Json);
            }
            open.pop();
            if open.count > 0 {
                byte = self.token();
            }
        }
        Ok(None)
    }

    /// Passes a member's name, of which the first byte is known, and the colon.
    #[inline(always)]
    fn pass_name(&mut self, first: u8) -> Result<(), Broken> {
        // Where a name of one letter or none ends is known without waiting for a search.
        match self.chunk(self.at) {
            Some([b'"', b'"', b':', next, _]) if *next > b' ' => self.at += 3,
            Some([b'"', letter, b'"', b':', next])
                if stands_for_itself(*letter) && *next > b' ' =>
            {
                self.at += 4;
            }
            _ => _ = self.name_from(first)?,
        }
        Ok(())
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
            cold_path();
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

/// Tells whether a byte of a string is ASCII and stands for itself.
const fn stands_for_itself(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\'
}
