//! Headers as serialisers spell them: `"name":[{"key":"Name","value":"…"}]`, with or without blanks.

use super::cursor::{Scan, index};
use super::headers::Sum;
use super::lanes::Lanes;
use super::name::Print;
use crate::decode::shape::Range;
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
    /// Reads a header with one entry, spelled as above, whose name is a token of up to 31 bytes in
    /// lower case, and whose key is the same but for letter case; returns false for any other.
    #[inline(always)]
    pub(super) fn templated(&mut self, sum: &mut Sum) -> Result<bool, Broken> {
        let start = self.at;
        let Some(name) = self.half(start + 1) else {
            return Ok(false);
        };
        let length = self.lanes.ends_name(name).trailing_zeros();
        if self.byte() != b'"' || !(1..HALF_BYTES).contains(&length) {
            return Ok(false);
        }
        if self.byte_at(start + 1 + length + 2) == b' ' {
            self.spelled_as(&SPACED, name, length, sum)
        } else {
            self.spelled_as(&CLOSE, name, length, sum)
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
        let differs = !self.lanes.same_letters(name, key) & ((1 << length) - 1);
        if self.rest(name_end).first_chunk() != Some(spelling.to_key)
            || differs != 0
            || self.rest(key_end).first_chunk() != Some(spelling.to_value)
        {
            return Ok(false);
        }
        let value = self.text_from(key_end + gap - 1, key_end + gap)?;
        if !self.takes(b"}]") {
            self.at = start;
            return Ok(false);
        }
        let list = name_end + spelling.list;
        let text = |start, end| Leaf::between(start, end, Kind::Text, false);
        let odd = self.print_of(start + 1, length);
        let odd = odd.or(Oddities::VALUE.when(value.is_odd));
        let first = self.document.entries.len();
        self.document.entries.push(Entry {
            leaf: Leaf::between(list + 1, self.at - 1, Kind::Object, false),
            key: Some(text(key_start - 1, key_end + 1)),
            value: Some(value.leaf),
            elements: Range::default(),
        });
        self.document.names.push(HeaderName {
            name: text(start, name_end + 1),
            list: Leaf::between(list, self.at, Kind::List, false),
            entries: Range::one(first),
            odd,
        });
        sum.odd = sum.odd.or(odd);
        sum.lines.add(index(length), value.bytes);
        Ok(true)
    }

    /// Keeps the print of a name in lower case; returns whether a rule may ask about it.
    #[inline(always)]
    fn print_of(&mut self, start: u32, length: u32) -> Oddities {
        let word = |at| self.rest(at).first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
        let (first, last) = match length.checked_sub(u64::BITS / u8::BITS) {
            Some(more) => (word(start), word(start + more)),
            None => {
                let first = word(start) & ((1 << (length * u8::BITS)) - 1);
                (first, first)
            }
        };
        let print = Print::of(first, last, u64::from(length));
        self.document.prints.push(print);
        Oddities::NAME.when(print.is_watched(first))
    }
}

/// Bytes of half a block.
const HALF_BYTES: u32 = u32::BITS;
