//! Headers as serialisers spell them: `"name":[{"key":"Name","value":"…"}]`, with or without blanks.

use super::class::PLAIN_NAME;
use super::cursor::{HALF_BYTES, Scan};
use super::headers::Sum;
use super::lanes::Lanes;
use super::name::Print;
use crate::decode::shape::{Entries, Range};
use crate::decode::{Broken, Entry, HeaderName, Kind, Leaf, Oddities};

/// What stands between name, key and value, quotes included.
struct Spelling<const N: usize> {
    /// From the end of the name to the start of the key.
    to_key: &'static [u8; N],
    /// From the end of the key to the start of the value.
    to_value: &'static [u8; N],
    /// Where in the former the list starts.
    list: u32,
}

/// As `JSON.stringify` has it.
const CLOSE: Spelling<11> =
    Spelling { to_key: b"\":[{\"key\":\"", to_value: b"\",\"value\":\"", list: 2 };

/// As Python's `json.dumps` has it.
const SPACED: Spelling<13> =
    Spelling { to_key: b"\": [{\"key\": \"", to_value: b"\", \"value\": \"", list: 3 };

impl<L: Lanes> Scan<'_, '_, L> {
    /// Reads a header with one entry, spelled as above, whose name is a token of up to 63 bytes in
    /// lower case, and whose key is the same but for letter case; returns false for any other.
    #[inline(always)]
    pub(super) fn templated(&mut self, sum: &mut Sum) -> Result<bool, Broken> {
        let start = self.at;
        let Some(name) = self.half(start + 1) else {
            return Ok(false);
        };
        let mut length = self.lanes.outside_half(name, &PLAIN_NAME).trailing_zeros();
        if length > HALF_BYTES {
            let more = self.half(start + 1 + HALF_BYTES);
            let ends = more.map_or(u64::MAX, |more| self.lanes.outside_half(more, &PLAIN_NAME));
            length = HALF_BYTES + ends.trailing_zeros();
        }
        if self.byte() != b'"' || !(1..2 * HALF_BYTES).contains(&length) {
            return Ok(false);
        }
        if self.byte_at(start + 1 + length + 2) == b' ' {
            self.spelled_as(&SPACED, name, length, sum)
        } else {
            self.spelled_as(&CLOSE, name, length, sum)
        }
    }

    /// Tells whether a key is a name in lower case but for the letter case, from the second half of a
    /// block on.
    #[inline(always)]
    fn same_end(&self, name: u32, key: u32, length: u32) -> bool {
        let half = |at| self.half(at + HALF_BYTES);
        match (half(name), half(key)) {
            (Some(name), Some(key)) => {
                let wanted = (1 << (length - HALF_BYTES)) - 1;
                !self.lanes.same_letters(name, key) & wanted == 0
            }
            _ => false,
        }
    }

    #[inline(always)]
    fn spelled_as<const N: usize>(
        &mut self,
        spelling: &Spelling<N>,
        name: L::Half,
        length: u32,
        sum: &mut Sum,
    ) -> Result<bool, Broken> {
        let gap = u32::try_from(N).unwrap_or_default();
        let start = self.at;
        let name_end = start + 1 + length;
        let key_start = name_end + gap;
        let key_end = key_start + length;
        let Some(key) = self.half(key_start) else {
            return Ok(false);
        };
        let wanted = (1 << length.min(HALF_BYTES)) - 1;
        let differs = !self.lanes.same_letters(name, key) & wanted;
        if length > HALF_BYTES && !self.same_end(start + 1, key_start, length) {
            return Ok(false);
        }
        if self.chunk(name_end) != Some(spelling.to_key)
            || differs != 0
            || self.chunk(key_end) != Some(spelling.to_value)
        {
            return Ok(false);
        }
        let value = self.text_from(key_end + gap - 1, key_end + gap)?;
        if !self.takes(b"}]") {
            self.at = start;
            return Ok(false);
        }
        let list = name_end + spelling.list;
        let text = |start, end| Leaf::of_text(start, end, false, false);
        let (print, is_watched) = self.print_of(start + 1, length);
        let odd = Oddities::NAME.when(is_watched).or(Oddities::VALUE.when(value.leaf.may_be_odd()));
        let entry = Entry {
            leaf: Leaf::between(list + 1, self.at - 1, Kind::Object),
            key: Some(text(key_start - 1, key_end + 1)),
            value: Some(value.leaf),
            elements: Range::default(),
        };
        self.document.names.push(HeaderName {
            name: text(start, name_end + 1),
            list: Leaf::between(list, self.at, Kind::List),
            entries: Entries::One(entry),
            odd,
            print,
        });
        sum.add(odd, print);
        sum.lines.add(length, value.bytes);
        Ok(true)
    }

    /// Returns the print of a name in lower case, and whether a rule may ask about it.
    #[inline(always)]
    fn print_of(&self, start: u32, length: u32) -> (Print, bool) {
        let word = |at| self.chunk(at).map_or(0, |bytes| u64::from_le_bytes(*bytes));
        let (first, last) = match length.checked_sub(WORD_BYTES) {
            Some(more) => (word(start), word(start + more)),
            None => {
                let first = word(start) & ((1 << (length * u8::BITS)) - 1);
                (first, first)
            }
        };
        let next = if length > 2 * WORD_BYTES { word(start + WORD_BYTES) } else { 0 };
        let print = Print::of(first, next, last, u64::from(length));
        (print, print.is_watched(first))
    }
}

/// Bytes of a word.
const WORD_BYTES: u32 = u64::BITS / u8::BITS;
