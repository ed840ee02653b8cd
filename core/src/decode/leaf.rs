//! A value of the input: where it is and what type it has.

use std::borrow::Cow;

use crate::text::unescape;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Leaf {
    pub(crate) start: u32,
    len: u32,
    pub(crate) kind: Kind,
    /// Whether a text has an escape in it.
    pub(super) escaped: bool,
    /// Whether a text may have a control character, or one that is not ASCII.
    odd: bool,
}

impl Leaf {
    /// Makes a leaf of a token that is a part of `input`; `None` beyond 4 GiB.
    pub(crate) fn of(input: &[u8], token: &str) -> Option<Self> {
        let start = token.as_ptr().addr().checked_sub(input.as_ptr().addr())?;
        let kind = match token.as_bytes().first()? {
            b'n' => Kind::Null,
            b't' | b'f' => Kind::Bool,
            b'"' => Kind::Text,
            b'[' => Kind::List,
            b'{' => Kind::Object,
            _ => Kind::Number,
        };
        Some(Self {
            start: u32::try_from(start).ok()?,
            len: u32::try_from(token.len()).ok()?,
            kind,
            escaped: kind == Kind::Text && token.contains('\\'),
            odd: true,
        })
    }

    /// Makes a leaf of the bytes from `start` up to `end`.
    #[inline]
    pub(super) const fn between(start: u32, end: u32, kind: Kind) -> Self {
        Self { start, len: end - start, kind, escaped: false, odd: true }
    }

    /// Makes a leaf of a text, quotes included.
    #[inline]
    pub(super) const fn of_text(start: u32, end: u32, escaped: bool, odd: bool) -> Self {
        Self { start, len: end - start, kind: Kind::Text, escaped, odd }
    }

    /// Tells whether a text may have a control character, or one that is not ASCII.
    pub(crate) const fn may_be_odd(self) -> bool {
        self.odd
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
        if self.kind != Kind::Text || self.escaped {
            return None;
        }
        // Between the quotes.
        let (start, end) = self.ends();
        input.get(start + 1..end - 1)
    }

    /// Returns a text with its escapes resolved; empty for other types.
    pub(crate) fn text(self, input: &[u8]) -> Cow<'_, str> {
        if self.kind != Kind::Text {
            return Cow::Borrowed("");
        }
        let raw = self.raw(input);
        let inside = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
        if self.escaped { unescape(inside) } else { Cow::Borrowed(inside) }
    }

    /// Returns the bytes of a text with its escapes resolved; empty for other types.
    #[inline]
    pub(crate) fn text_bytes(self, input: &[u8]) -> Cow<'_, [u8]> {
        match self.plain(input) {
            Some(inside) => Cow::Borrowed(inside),
            None => Cow::Owned(self.text(input).into_owned().into_bytes()),
        }
    }

    /// Returns the value of a number written with digits alone; too large counts as the largest.
    pub(crate) fn digits(self, input: &[u8]) -> Option<u64> {
        let raw = self.raw(input);
        let plain = self.kind == Kind::Number && raw.bytes().all(|b| b.is_ascii_digit());
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
