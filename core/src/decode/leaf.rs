//! A value of the input: where it is and what type it has.

use std::borrow::Cow;
use std::ops::Deref;

use crate::text::{Resolved, unescape};

/// The type of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Bool,
    Number,
    Text,
    List,
    Object,
}

/// A value of the input, as a span of its bytes. A text's span includes the quotes.
///
/// Three numbers of the same width: of parts of other widths, copies are put together byte by byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Leaf {
    pub(crate) start: u32,
    len: u32,
    mark: Mark,
}

/// The type of a value, and what else there is to know about a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
enum Mark {
    Null,
    Bool,
    Number,
    List,
    Object,
    /// A text that stands for itself, of ASCII without control characters.
    Text,
    /// The same with escapes in it.
    Escaped,
    /// A text that may have a control character, or one that is not ASCII.
    Odd,
    /// The same with escapes in it.
    EscapedOdd,
}

/// The bytes of what a text spells.
#[derive(Clone, Debug)]
pub(crate) enum Spelled<'a> {
    /// As it is written.
    Plain(&'a [u8]),
    /// Without its escapes.
    Resolved(Resolved),
}

impl Deref for Spelled<'_> {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match self {
            Self::Plain(plain) => plain,
            Self::Resolved(text) => text,
        }
    }
}

impl Leaf {
    /// Makes a leaf of a token that is a part of `input`; `None` beyond 4 GiB.
    pub(crate) fn of(input: &[u8], token: &str) -> Option<Self> {
        let start = token.as_ptr().addr().checked_sub(input.as_ptr().addr())?;
        let start = u32::try_from(start).ok()?;
        let end = start.checked_add(u32::try_from(token.len()).ok()?)?;
        Some(match token.as_bytes().first()? {
            b'n' => Self::between(start, end, Kind::Null),
            b't' | b'f' => Self::between(start, end, Kind::Bool),
            b'"' => Self::of_text(start, end, token.contains('\\'), true),
            b'[' => Self::between(start, end, Kind::List),
            b'{' => Self::between(start, end, Kind::Object),
            _ => Self::between(start, end, Kind::Number),
        })
    }

    /// Makes a leaf of the bytes from `start` up to `end`; of a text it is not known what is in it.
    #[inline]
    pub(super) const fn between(start: u32, end: u32, kind: Kind) -> Self {
        let mark = match kind {
            Kind::Null => Mark::Null,
            Kind::Bool => Mark::Bool,
            Kind::Number => Mark::Number,
            Kind::Text => Mark::EscapedOdd,
            Kind::List => Mark::List,
            Kind::Object => Mark::Object,
        };
        Self { start, len: end - start, mark }
    }

    /// Makes a leaf of a text, quotes included.
    #[inline]
    pub(super) const fn of_text(start: u32, end: u32, escaped: bool, odd: bool) -> Self {
        let mark = match (escaped, odd) {
            (false, false) => Mark::Text,
            (true, false) => Mark::Escaped,
            (false, true) => Mark::Odd,
            (true, true) => Mark::EscapedOdd,
        };
        Self { start, len: end - start, mark }
    }

    /// Returns a leaf of the same token where it stands once more.
    #[inline]
    pub(super) const fn once_more(self, start: u32) -> Self {
        Self { start, ..self }
    }

    /// Returns the type.
    #[inline]
    pub(crate) const fn kind(self) -> Kind {
        match self.mark {
            Mark::Null => Kind::Null,
            Mark::Bool => Kind::Bool,
            Mark::Number => Kind::Number,
            Mark::List => Kind::List,
            Mark::Object => Kind::Object,
            Mark::Text | Mark::Escaped | Mark::Odd | Mark::EscapedOdd => Kind::Text,
        }
    }

    /// Tells whether this is a list or an object.
    #[inline]
    pub(super) const fn is_container(self) -> bool {
        matches!(self.mark, Mark::List | Mark::Object)
    }

    /// Tells whether this is a text with an escape in it.
    #[inline]
    pub(super) const fn has_escape(self) -> bool {
        matches!(self.mark, Mark::Escaped | Mark::EscapedOdd)
    }

    /// Tells whether a text may have a control character, or one that is not ASCII.
    #[inline]
    pub(crate) const fn may_be_odd(self) -> bool {
        !matches!(self.mark, Mark::Text | Mark::Escaped)
    }

    /// Returns the bytes of the token.
    #[inline]
    pub(super) fn token(self, input: &[u8]) -> &[u8] {
        let (start, end) = self.ends();
        input.get(start..end).unwrap_or_default()
    }

    /// Returns where the token starts and ends, as indexes.
    #[inline]
    fn ends(self) -> (usize, usize) {
        let index = |offset| usize::try_from(offset).unwrap_or(usize::MAX);
        (index(self.start), index(self.start).saturating_add(index(self.len)))
    }

    /// Returns the token as written.
    pub(crate) fn raw(self, input: &[u8]) -> &str {
        // The input was found to be UTF-8 as a whole, and tokens start and end at ASCII.
        str::from_utf8(self.token(input)).unwrap_or_default()
    }

    /// Returns the inside of a text as written, if it is one without escapes.
    #[inline]
    pub(super) fn plain(self, input: &[u8]) -> Option<&[u8]> {
        matches!(self.mark, Mark::Text | Mark::Odd).then(|| self.inside(input))
    }

    /// Returns what stands between the quotes of a text.
    #[inline]
    pub(super) fn inside(self, input: &[u8]) -> &[u8] {
        let (start, end) = self.ends();
        input.get(start + 1..end.saturating_sub(1)).unwrap_or_default()
    }

    /// Returns a text with its escapes resolved; empty for other types.
    pub(crate) fn text(self, input: &[u8]) -> Cow<'_, str> {
        if self.kind() != Kind::Text {
            return Cow::Borrowed("");
        }
        match self.spelled(input) {
            Spelled::Plain(plain) => String::from_utf8_lossy(plain),
            Spelled::Resolved(text) => {
                Cow::Owned(String::from_utf8(text.into_vec()).unwrap_or_default())
            }
        }
    }

    /// Returns what a text spells, its escapes resolved; nothing for other types.
    #[inline]
    pub(crate) fn spelled(self, input: &[u8]) -> Spelled<'_> {
        if self.kind() != Kind::Text {
            return Spelled::Plain(&[]);
        }
        let inside = self.inside(input);
        if self.has_escape() { Spelled::Resolved(unescape(inside)) } else { Spelled::Plain(inside) }
    }

    /// Returns the value of a number written with digits alone; too large counts as the largest.
    pub(crate) fn digits(self, input: &[u8]) -> Option<u64> {
        let raw = self.raw(input);
        let plain = self.kind() == Kind::Number && raw.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| raw.parse().unwrap_or(u64::MAX))
    }

    /// Returns the offset behind the token.
    pub(crate) const fn end(self) -> u32 {
        self.start.saturating_add(self.len)
    }

    /// Returns how many bytes the token has.
    pub(crate) const fn bytes(self) -> u32 {
        self.len
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_without_escapes_are_not_copied() {
        let input = r#"["plain","\u0070lain"]"#;
        let text = |token: &str| {
            let at = input.find(token).expect("a part of the input");
            Leaf::of(input.as_bytes(), &input[at..at + token.len()]).expect("a short input")
        };
        let plain = text(r#""plain""#);
        assert!(matches!(plain.spelled(input.as_bytes()), Spelled::Plain(b"plain")));
        assert!(matches!(plain.text(input.as_bytes()), Cow::Borrowed("plain")));
        let escaped = text(r#""\u0070lain""#).spelled(input.as_bytes());
        assert!(matches!(&escaped, Spelled::Resolved(text) if **text == *b"plain"));
    }
}
