//! Headers whose names have escapes.

use super::class::PLAIN_NAME;
use super::cursor::{Scan, index};
use super::headers::Sum;
use super::lanes::{HALF, Lanes};
use super::template::{Spelling, print_of};
use crate::decode::{Broken, Leaf};
use crate::text::unit_of;

/// A short name that was read without its escapes.
struct Short {
    /// What it spells, and zeros.
    text: [u8; HALF],
    length: u32,
    /// Bytes of it as it is written.
    written: u32,
}

impl Short {
    /// Reads a name up to its quote; `None` if it is longer than half a block, or has an escape without
    /// digits, or one of what is beyond a byte.
    #[inline(always)]
    fn read(input: &[u8]) -> Option<Self> {
        let (mut text, mut length) = ([0; HALF], 0);
        let mut rest = input;
        loop {
            let byte = match rest {
                [b'"', ..] => break,
                [b'\\', b'u', after @ ..] => {
                    let (digits, after) = after.split_first_chunk()?;
                    rest = after;
                    u8::try_from(unit_of(digits)?).ok()?
                }
                [b'\\', ..] | [] => return None,
                [byte, after @ ..] => {
                    rest = after;
                    *byte
                }
            };
            *text.get_mut(index(length))? = byte;
            length += 1;
        }
        let written = u32::try_from(input.len() - rest.len()).ok()?;
        Some(Self { text, length, written })
    }
}

impl<'a, L: Lanes> Scan<'a, '_, L> {
    /// Reads a header whose name has escapes but spells one in lower case, if it is spelled in a way that is
    /// known and the key is written as the name is; returns false for any other.
    #[inline(always)]
    pub(super) fn escaped(&mut self, sum: &mut Sum<'a>) -> Result<bool, Broken> {
        let start = self.at;
        let Some(half) = self.half(start + 1) else {
            return Ok(false);
        };
        let outside = self.lanes.outside_half(half, &PLAIN_NAME);
        if self.byte() != b'"' || self.byte_at(start + 1 + outside.trailing_zeros()) != b'\\' {
            return Ok(false);
        }
        let Some(Short { text, length, written }) = Short::read(self.rest(start + 1)) else {
            return Ok(false);
        };
        // That is a token, so what is written is ASCII without control characters, too.
        let outside = self.lanes.outside_half(self.lanes.half(&text), &PLAIN_NAME);
        if length == 0 || outside.trailing_zeros() < length {
            return Ok(false);
        }
        let name_end = start + 1 + written;
        let learned = sum.learned;
        let usual = Spelling::usual(self.is_spaced(name_end));
        let spelling = learned.as_ref().unwrap_or(usual);
        let name = Leaf::of_text(start, name_end + 1, true, true);
        let key = name.once_more(name_end + spelling.key_offset() - 1);
        if key.token(self.bytes) != name.token(self.bytes) {
            return Ok(false);
        }
        self.around(spelling, (name, length), key, print_of(&text, 0, length), sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_read_without_their_escapes() {
        let read = |input: &str| {
            let name = Short::read(input.as_bytes())?;
            let text = name.text.get(..index(name.length))?;
            Some((String::from_utf8_lossy(text).into_owned(), name.written))
        };
        let found = |text: &str, written| Some((text.to_owned(), written));
        assert_eq!(read(r#"\u0078-a":"#), found("x-a", 8));
        assert_eq!(read(r#"a\u0041\u007f":"#), found("aA\u{7f}", 13));
        let long = "a".repeat(HALF - 1);
        assert_eq!(read(&format!("{long}\\u0062\"")), found(&format!("{long}b"), 37));
        for input in [
            r"\u0078-a",
            r#"\u0100":"#,
            r#"\n\u0078":"#,
            r#"\u00g8":"#,
            r"\u00",
            "",
            &format!("a{long}\\u0062\""),
        ] {
            assert_eq!(read(input), None, "{input}");
        }
    }
}
