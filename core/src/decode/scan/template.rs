//! Headers as serialisers spell them, `"name":[{"key":"Name","value":"…"}]`, with white space or
//! without: as one before in the same map, or in one of two usual ways.

use super::class::{PLAIN_NAME, WHITE};
use super::cursor::{HALF_BYTES, Scan, bytes_of, chunk, index};
use super::headers::Sum;
use super::lanes::Lanes;
use super::name::Print;
use crate::decode::shape::{Entries, Range};
use crate::decode::{Broken, Entry, HeaderName, Kind, Leaf, Oddities};

/// What stands between name, key and value of a header and behind them.
#[derive(Clone, Copy)]
pub(super) struct Spelling<'a> {
    /// From the quote behind the name to the one before the key.
    to_key: &'a [u8],
    /// From the quote behind the key to the one before the value.
    to_value: &'a [u8],
    /// What follows the value.
    to_end: &'a [u8],
    /// Where in `to_key` the list starts, and the entry.
    list: u32,
    entry: u32,
    /// How far into `to_end` the entry reaches.
    entry_end: u32,
}

impl<'a> Spelling<'a> {
    /// Returns how far the key is behind the quote that ends the name.
    #[inline(always)]
    pub(super) fn key_offset(&self) -> u32 {
        bytes_of(self.to_key)
    }

    /// Returns one of the usual ways.
    #[inline(always)]
    pub(super) const fn usual(is_spaced: bool) -> &'static Spelling<'static> {
        if is_spaced { &SPACED } else { &CLOSE }
    }
}

/// As `JSON.stringify` has it.
const CLOSE: Spelling<'static> = Spelling {
    to_key: b"\":[{\"key\":\"",
    to_value: b"\",\"value\":\"",
    to_end: b"}]",
    list: 2,
    entry: 3,
    entry_end: 1,
};

/// As Python's `json.dumps` has it.
const SPACED: Spelling<'static> = Spelling {
    to_key: b"\": [{\"key\": \"",
    to_value: b"\", \"value\": \"",
    to_end: b"}]",
    list: 3,
    entry: 4,
    entry_end: 1,
};

impl<'a, L: Lanes> Scan<'a, '_, L> {
    /// Reads a header with one entry whose key is the name but for letter case, spelled in a way that
    /// is known; returns false for any other.
    #[inline(always)]
    pub(super) fn templated(&mut self, sum: &mut Sum<'a>) -> Result<bool, Broken> {
        let start = self.at;
        let Some(name) = self.half(start + 1) else {
            return Ok(false);
        };
        let mut length = self.lanes.outside_half(name, &PLAIN_NAME).trailing_zeros();
        if length == HALF_BYTES {
            let more = self.half(start + 1 + HALF_BYTES);
            let ends = more.map_or(u32::MAX, |more| self.lanes.outside_half(more, &PLAIN_NAME));
            length = HALF_BYTES + ends.trailing_zeros();
        }
        if self.byte() != b'"' || !(1..2 * HALF_BYTES).contains(&length) {
            return Ok(false);
        }
        if sum.learned.is_some() {
            return self.spelled_in_any_way(length, sum);
        }
        self.spelled_as_usual(name, length, sum)
    }

    /// Reads a header spelled as one before, or in a usual way.
    #[inline(never)]
    fn spelled_in_any_way(&mut self, length: u32, sum: &mut Sum<'a>) -> Result<bool, Broken> {
        let lanes = self.lanes;
        lanes.apart(
            #[inline(always)]
            || {
                let known = self.half(self.at + 1).zip(sum.learned);
                known.map_or(Ok(false), |(name, learned)| {
                    Ok(self.spelled_as(&learned, name, length, sum)?
                        || self.spelled_as_usual(name, length, sum)?)
                })
            },
        )
    }

    #[inline(always)]
    fn spelled_as_usual(
        &mut self,
        name: L::Half,
        length: u32,
        sum: &mut Sum<'a>,
    ) -> Result<bool, Broken> {
        if self.is_spaced(self.at + 1 + length) {
            self.spelled_as(&SPACED, name, length, sum)
        } else {
            self.spelled_as(&CLOSE, name, length, sum)
        }
    }

    /// Tells in which of the usual ways a header is spelled, if in any, by the blank behind the colon; its
    /// name ends at a quote.
    #[inline(always)]
    pub(super) fn is_spaced(&self, name_end: u32) -> bool {
        self.byte_at(name_end + 2) == b' '
    }

    /// Remembers how a header is spelled, if it differs from the usual ways in white space alone.
    #[cold]
    pub(super) fn learn(&self, header: &HeaderName, sum: &mut Sum<'a>) {
        let Entries::One(entry) = header.entries else {
            return;
        };
        let (Some(key), Some(value)) = (entry.key, entry.value) else {
            return;
        };
        let all = self.bytes;
        if [header.name, key, value].iter().any(|text| text.plain(all).is_none()) {
            return;
        }
        let part = |from: u32, to: u32| all.get(index(from)..index(to)).unwrap_or_default();
        let to_key = part(header.name.end() - 1, key.start + 1);
        let to_value = part(key.end() - 1, value.start + 1);
        let to_end = part(value.end(), header.list.end());
        // What stands in quotes is the name of a member that was read, and has no white space in it.
        let is_usual =
            |part: &[u8], usual: &[u8]| part.iter().filter(|byte| !WHITE.has(**byte)).eq(usual);
        let is_known = [CLOSE, SPACED].iter().any(|known| {
            [known.to_key, known.to_value, known.to_end] == [to_key, to_value, to_end]
        });
        if !is_known
            && is_usual(to_key, CLOSE.to_key)
            && is_usual(to_value, CLOSE.to_value)
            && is_usual(to_end, CLOSE.to_end)
        {
            sum.learned = Some(Spelling {
                to_key,
                to_value,
                to_end,
                list: header.list.start - (header.name.end() - 1),
                entry: entry.leaf.start - (header.name.end() - 1),
                entry_end: entry.leaf.end() - value.end(),
            });
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

    /// Tells whether some bytes stand at an offset.
    #[inline(always)]
    fn has(&self, at: u32, bytes: &[u8]) -> bool {
        self.bytes.get(index(at)..index(at) + bytes.len()) == Some(bytes)
    }

    #[inline(always)]
    fn spelled_as(
        &mut self,
        spelling: &Spelling<'a>,
        name: L::Half,
        length: u32,
        sum: &mut Sum<'a>,
    ) -> Result<bool, Broken> {
        let start = self.at;
        let name_end = start + 1 + length;
        let key_start = name_end + bytes_of(spelling.to_key);
        let key_end = key_start + length;
        let Some(key) = self.half(key_start) else {
            return Ok(false);
        };
        let wanted = u32::MAX >> (HALF_BYTES - length.clamp(1, HALF_BYTES));
        let differs = !self.lanes.same_letters(name, key) & wanted;
        if length > HALF_BYTES && !self.same_end(start + 1, key_start, length) {
            return Ok(false);
        }
        if differs != 0 {
            return Ok(false);
        }
        let text = |start, end| Leaf::of_text(start, end, false, false);
        let name = text(start, name_end + 1);
        let key = text(key_start - 1, key_end + 1);
        let print = print_of(self.bytes, start + 1, length);
        self.around(spelling, (name, length), key, print, sum)
    }

    /// Reads what is around a key that was found to be the name of a header; returns false if it is
    /// spelled in another way. The name goes with how long it is without escapes, and the print with
    /// whether a rule may ask about it.
    #[inline(always)]
    pub(super) fn around(
        &mut self,
        spelling: &Spelling<'a>,
        (name, length): (Leaf, u32),
        key: Leaf,
        (print, is_watched): (Print, bool),
        sum: &mut Sum<'a>,
    ) -> Result<bool, Broken> {
        let (start, name_end, key_end) = (self.at, name.end() - 1, key.end() - 1);
        if !self.has(name_end, spelling.to_key) || !self.has(key_end, spelling.to_value) {
            return Ok(false);
        }
        let value_start = key_end + bytes_of(spelling.to_value);
        let value = self.text_from(value_start - 1, value_start)?;
        let value_end = self.at;
        if !self.has(value_end, spelling.to_end) {
            self.at = start;
            return Ok(false);
        }
        self.at += bytes_of(spelling.to_end);
        let odd = Oddities::NAME.when(is_watched).or(Oddities::VALUE.when(value.leaf.may_be_odd()));
        let entry_end = value_end + spelling.entry_end;
        let entry = Entry {
            leaf: Leaf::between(name_end + spelling.entry, entry_end, Kind::Object),
            key: Some(key),
            value: Some(value.leaf),
            elements: Range::default(),
        };
        let list = Leaf::between(name_end + spelling.list, self.at, Kind::List);
        let entries = Entries::One(entry);
        self.document.names.push(HeaderName { name, list, entries, odd, print });
        sum.add(odd, print);
        sum.lines.add(length, value.bytes);
        Ok(true)
    }
}

/// Returns the print of a name in lower case, which starts at an offset, and whether a rule may ask about
/// it.
#[inline(always)]
pub(super) fn print_of(bytes: &[u8], start: u32, length: u32) -> (Print, bool) {
    let word = |at| chunk(bytes, start + at).map_or(0, |bytes| u64::from_le_bytes(*bytes));
    let (first, last) = match length.checked_sub(WORD_BYTES) {
        Some(more) => (word(0), word(more)),
        None => {
            let first = word(0) & ((1 << (length * u8::BITS)) - 1);
            (first, first)
        }
    };
    let next = if length > 2 * WORD_BYTES { word(WORD_BYTES) } else { 0 };
    let print = Print::of(first, next, last, u64::from(length));
    (print, print.is_watched(first))
}

/// Bytes of a word.
const WORD_BYTES: u32 = u64::BITS / u8::BITS;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_of_names_are_the_same_wherever_they_stand() {
        let names = b"x-amz-cf-id-a-name-of-63-bytes-content-length-and-so-on-and-on0";
        for length in 1..=names.len() {
            let (name, _) = names.split_at(length);
            for tail in [&b"\""[..], b"\":[{\"key\":\"X\",\"value\":\"v\"}]"] {
                let bytes = [b"{\"", name, tail, &[b' '; 64]].concat();
                let (print, is_watched) = print_of(&bytes, 2, bytes_of(name));
                assert_eq!(print, Print::of_name(name), "{length}");
                assert_eq!(is_watched, print.watches(name), "{length}");
            }
        }
    }
}
