//! JSON strings: resolving escapes, and finding those that stand for no character.

use smallvec::SmallVec;

/// One step of reading a raw JSON string.
enum Piece {
    /// An escaped character.
    Char(char),
    /// A surrogate without its partner.
    Lone,
}

/// The bytes of a text with its escapes resolved; names need no memory from the heap.
pub(crate) type Resolved = SmallVec<[u8; 64]>;

/// Returns how many characters a text has.
pub(crate) fn chars(text: &str) -> u64 {
    u64::try_from(text.chars().count()).unwrap_or(u64::MAX)
}

/// Resolves the escapes of the raw inside of a JSON string.
///
/// A lone surrogate reads as U+FFFD.
pub(crate) fn unescape(raw: &[u8]) -> Resolved {
    let mut text = Resolved::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((first, after)) = rest.split_first() {
        if *first != b'\\' {
            let plain = rest.iter().position(|byte| *byte == b'\\').unwrap_or(rest.len());
            let (plain, escape) = rest.split_at(plain);
            text.extend_from_slice(plain);
            rest = escape;
            continue;
        }
        let (piece, after) = read_escape(after);
        let c = match piece {
            Piece::Char(c) => c,
            Piece::Lone => char::REPLACEMENT_CHARACTER,
        };
        match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => text.push(byte),
            _ => text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
        rest = after;
    }
    text
}

/// Returns the offset of the first string of a well-formed JSON text that has a lone surrogate.
pub(crate) fn lone_surrogate(json: &str) -> Option<usize> {
    let mut opening = None;
    let mut rest = json;
    while let Some(at) = rest.find(['"', '\\']) {
        let offset = json.len() - rest.len() + at;
        let (_, found) = rest.split_at(at);
        let mut chars = found.chars();
        if chars.next() == Some('"') {
            opening = if opening.is_none() { Some(offset) } else { None };
            rest = chars.as_str();
            continue;
        }
        let (piece, after) = read_escape(chars.as_str().as_bytes());
        if matches!(piece, Piece::Lone) {
            return opening;
        }
        rest = rest.get(rest.len() - after.len()..).unwrap_or_default();
    }
    None
}

/// Reads the escape whose backslash was just passed; returns it and what follows.
fn read_escape(escape: &[u8]) -> (Piece, &[u8]) {
    let Some((letter, after)) = escape.split_first() else {
        return (Piece::Char(char::REPLACEMENT_CHARACTER), escape);
    };
    let c = match letter {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return read_unicode(after),
        letter => char::from(*letter),
    };
    (Piece::Char(c), after)
}

fn read_unicode(digits: &[u8]) -> (Piece, &[u8]) {
    let Some((unit, after)) = read_unit(digits) else {
        return (Piece::Lone, digits);
    };
    if let Some(c) = char::from_u32(unit) {
        return (Piece::Char(c), after);
    }
    let partner = after.strip_prefix(b"\\u").and_then(read_unit);
    if let (0xd800..=0xdbff, Some((low @ 0xdc00..=0xdfff, after))) = (unit, partner) {
        let code = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        return (char::from_u32(code).map_or(Piece::Lone, Piece::Char), after);
    }
    (Piece::Lone, after)
}

fn read_unit(digits: &[u8]) -> Option<(u32, &[u8])> {
    let (unit, after) = digits.split_first_chunk()?;
    Some((unit_of(unit)?, after))
}

/// Returns the number that four hexadecimal digits stand for.
#[inline(always)]
pub(crate) fn unit_of(digits: &[u8; 4]) -> Option<u32> {
    let mut unit = 0;
    for digit in digits {
        unit = unit << 4 | VALUES.get(usize::from(*digit)).copied().unwrap_or(NO_DIGIT);
    }
    if unit < NO_DIGIT { Some(unit) } else { None }
}

/// What stands for a byte that is no hexadecimal digit: above every unit, however it is shifted.
const NO_DIGIT: u32 = 1 << 16;

/// What each byte stands for as a hexadecimal digit.
#[expect(clippy::indexing_slicing, reason = "a byte is below 256")]
#[expect(clippy::as_conversions, reason = "`From` cannot be called in a constant")]
const VALUES: [u32; 256] = {
    let mut values = [NO_DIGIT; 256];
    let mut value = 0;
    while value < 16 {
        values[b"0123456789abcdef"[value] as usize] = value as u32;
        values[b"0123456789ABCDEF"[value] as usize] = value as u32;
        value += 1;
    }
    values
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved() {
        for (raw, text) in [
            ("plain", "plain"),
            (r#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{c}\n\r\t"),
            (r"\u0041\u00e9\u4e2d", "A\u{e9}\u{4e2d}"),
            (r"\ud83d\ude00!", "\u{1f600}!"),
            (r"a\ud83db", "a\u{fffd}b"),
            (r"\ude00", "\u{fffd}"),
            (r"\ud83d\ud83d\ude00", "\u{fffd}\u{1f600}"),
        ] {
            assert_eq!(*unescape(raw.as_bytes()), *text.as_bytes(), "{raw}");
        }
    }

    #[test]
    fn lone_surrogates_are_found_where_their_string_starts() {
        assert_eq!(lone_surrogate(r#"{"a":"\ud83d\ude00"}"#), None);
        assert_eq!(lone_surrogate(r#"{"a":"x\ud83d"}"#), Some(5));
        assert_eq!(lone_surrogate(r#"{"\udc00":"x"}"#), Some(1));
        assert_eq!(lone_surrogate(r#"{"a\"":"\\ud83d"}"#), None);
    }

    #[test]
    fn units_are_four_hexadecimal_digits() {
        assert_eq!(unit_of(b"00e9"), Some(0xe9));
        assert_eq!(unit_of(b"FfFf"), Some(0xffff));
        for digits in [b"00g0", b"g000", b"000\"", b"+123"] {
            assert_eq!(unit_of(digits), None, "{digits:?}");
        }
    }
}
