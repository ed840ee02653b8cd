//! What there is to know about a header name without comparing texts.

use super::class::PLAIN_NAME;
use crate::names::{WATCHED, WATCHED_PREFIXES};

/// What a name comes to in 64 bits: its first sixteen and last eight bytes, and its length.
///
/// Equal names have equal prints; names with equal prints may differ. Prints of headers are of names in
/// lower case, those of members are of names as they are; the two have nothing to do with each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::decode) struct Print(u64);

/// Names that rules ask about, each in the place that its print says.
#[expect(clippy::indexing_slicing, reason = "a place is below the number of places")]
const WATCHED_PRINTS: [u64; PLACES] = {
    let mut prints = [0; PLACES];
    let mut lists = WATCHED;
    while let [list, more @ ..] = lists {
        let mut names = *list;
        while let [name, rest @ ..] = names {
            let print = Print::of_name(name.as_bytes());
            let there = prints[print.place()];
            assert!(there == 0 || there == print.0, "two watched names share a place");
            prints[print.place()] = print.0;
            names = rest;
        }
        lists = more;
    }
    prints
};
const PLACES: usize = 256;
const PLACE_SHIFT: u32 = u64::BITS - PLACES.ilog2();

/// Spreads what differs in a print over its upper bits; found by trying, so that no two watched names
/// share a place.
const SPREAD: u64 = 0x8087_7b6f_71e1_f6d3;

impl Print {
    /// Makes the print of a name from its first eight bytes, the next eight where it has more than
    /// sixteen, and its last eight, zeros where it has fewer; and its length.
    #[inline]
    pub(super) const fn of(first: u64, next: u64, last: u64, length: u64) -> Self {
        let mixed = first ^ next.rotate_left(41) ^ last.rotate_left(23) ^ length << 56;
        let mixed = (mixed ^ mixed >> 32).wrapping_mul(SPREAD);
        Self(mixed ^ mixed >> 29)
    }

    /// Makes the print of a name in any letter case.
    pub(super) const fn of_name(name: &[u8]) -> Self {
        let (first, next, last) = words(name);
        Self::of(lower_case(first), lower_case(next), lower_case(last), length(name))
    }

    /// Makes the print of a name whose letter case matters.
    pub(super) const fn as_written(name: &[u8]) -> Self {
        let (first, next, last) = words(name);
        Self::of(first, next, last, length(name))
    }

    /// As [`Print::as_written`], of a name of up to eight bytes, and what comes behind it.
    #[inline(always)]
    pub(super) fn of_short(name: [u8; 8], length: u32) -> Self {
        let end = 1_u64.checked_shl(u8::BITS * length).unwrap_or_default();
        let word = u64::from_le_bytes(name) & end.wrapping_sub(1);
        Self::of(word, 0, word, u64::from(length))
    }

    /// Tells whether a rule may ask about a name of which this is the print.
    pub(super) fn watches(self, name: &[u8]) -> bool {
        self.is_watched(first_word(name))
    }

    /// Tells whether a rule may ask about the name; `first` is what the print was made of.
    #[inline]
    pub(super) fn is_watched(self, first: u64) -> bool {
        WATCHED_PRINTS.get(self.place()) == Some(&self.0)
            || WATCHED_STARTS.iter().any(|(start, mask)| first & mask == *start)
    }

    /// Returns one of so many words, a power of two, and one of its bits.
    #[inline(always)]
    #[expect(clippy::as_conversions, reason = "`TryFrom` cannot be called in a constant")]
    pub(super) const fn spot(self, words: usize) -> (usize, u64) {
        ((self.0 >> 32) as usize & (words - 1), 1 << (self.0 >> 58))
    }

    #[expect(clippy::as_conversions, reason = "`TryFrom` cannot be called in a constant")]
    const fn place(self) -> usize {
        (self.0 >> PLACE_SHIFT) as usize
    }
}

#[expect(clippy::as_conversions, reason = "`TryFrom` cannot be called in a constant")]
const fn length(name: &[u8]) -> u64 {
    name.len() as u64
}

/// Returns the words of a name that prints are made of.
const fn words(name: &[u8]) -> (u64, u64, u64) {
    let first = word(name);
    let Some((_, next @ [_, ..])) = name.split_at_checked(8) else {
        return (first, 0, first);
    };
    let (_, last) = name.split_at(name.len() - 8);
    (first, if name.len() > 16 { word(next) } else { 0 }, word(last))
}

/// Returns up to eight bytes as a number, the first one lowest, in lower case.
pub(super) const fn first_word(name: &[u8]) -> u64 {
    lower_case(word(name))
}

/// Returns up to eight bytes as a number, the first one lowest.
#[expect(clippy::as_conversions, reason = "`From` cannot be called in a constant")]
const fn word(name: &[u8]) -> u64 {
    if let Some((first, _)) = name.split_first_chunk::<8>() {
        return u64::from_le_bytes(*first);
    }
    if let (Some(first), Some(last)) = (name.first_chunk::<4>(), name.last_chunk::<4>()) {
        // They overlap where there are fewer than eight bytes, and are the same there.
        let shift = u8::BITS * (name.len() as u32 - 4);
        let (first, last) = (u32::from_le_bytes(*first) as u64, u32::from_le_bytes(*last) as u64);
        return first | last << shift;
    }
    match name {
        [] => 0,
        [a] => *a as u64,
        [a, b] => *a as u64 | (*b as u64) << 8,
        [a, b, c, ..] => *a as u64 | (*b as u64) << 8 | (*c as u64) << 16,
    }
}

/// Puts the letters among eight ASCII bytes in lower case; other bytes come to anything.
const fn lower_case(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    // The upper bit of a byte tells whether its lower bits are at least those of a letter.
    let low = word & (0x7f * EACH);
    let from_a = low + (0x80 - 0x41) * EACH;
    let above_z = low + (0x80 - 0x5b) * EACH;
    let upper = from_a & !above_z & !word & (0x80 * EACH);
    word | upper >> 2
}

/// Tells whether a name is a token in lower case.
pub(super) fn is_plain(name: &[u8]) -> bool {
    !name.is_empty() && name.iter().all(|byte| PLAIN_NAME.has(*byte))
}

/// How many watched prefixes there are.
const STARTS: usize = {
    let (mut count, mut lists) = (0, WATCHED_PREFIXES);
    while let [list, rest @ ..] = lists {
        count += list.len();
        lists = rest;
    }
    count
};

/// The first eight bytes of the watched prefixes, each with a mask of those that it has.
#[expect(clippy::indexing_slicing, reason = "the prefixes were counted")]
const WATCHED_STARTS: [(u64, u64); STARTS] = {
    let mut starts = [(0, 0); STARTS];
    let (mut at, mut lists) = (0, WATCHED_PREFIXES);
    while let [list, more @ ..] = lists {
        let mut prefixes = *list;
        while let [prefix, rest @ ..] = prefixes {
            let mask = if prefix.len() < 8 { (1 << (8 * prefix.len())) - 1 } else { u64::MAX };
            starts[at] = (first_word(prefix.as_bytes()), mask);
            at += 1;
            prefixes = rest;
        }
        lists = more;
    }
    starts
};

#[cfg(test)]
mod tests {
    use super::*;

    fn is_ordinary(name: &[u8]) -> bool {
        is_plain(name) && !Print::of_name(name).watches(name)
    }

    #[test]
    fn words_are_put_in_lower_case() {
        for first in 0..=255_u8 {
            let name = [first, b'A', b'z', b'Z', b'[', b'@', b'0', first.wrapping_add(1)];
            let lower = name.map(|byte| byte.to_ascii_lowercase());
            assert_eq!(first_word(&name), u64::from_le_bytes(lower), "{name:?}");
        }
    }

    #[test]
    fn words_of_short_names_end_in_zeros() {
        for length in 0..8 {
            let name = b"Xy-Z[aB".get(..length).expect("a part");
            let mut padded = [0; 8];
            for (byte, of_name) in padded.iter_mut().zip(name) {
                *byte = of_name.to_ascii_lowercase();
            }
            assert_eq!(first_word(name), u64::from_le_bytes(padded), "{name:?}");
        }
    }

    #[test]
    fn short_names_have_the_prints_of_any_whatever_comes_behind() {
        let name = *b"a\0\xc3\xa9\"\\ z";
        for (length, shown) in (0..=8).zip(0_usize..) {
            let written = Print::as_written(&name[..shown]);
            assert_eq!(Print::of_short(name, length), written, "{length}");
        }
    }

    #[test]
    fn names_that_rules_ask_about_are_not_ordinary() {
        for name in WATCHED.iter().copied().flatten() {
            assert!(!is_ordinary(name.as_bytes()), "{name}");
            assert_eq!(
                Print::of_name(name.as_bytes()),
                Print::of_name(name.to_uppercase().as_bytes())
            );
        }
        for name in ["x-edge-a", "x-amz-cf-pop", "x-amzn-trace-id", "", "X-A", "a b", "a\u{e9}"] {
            assert!(!is_ordinary(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn names_that_no_rule_asks_about_are_ordinary() {
        for name in ["location", "set-cookie", "x-amz-meta-a", "x", "content-security-policy"] {
            assert!(is_ordinary(name.as_bytes()), "{name}");
        }
    }
}
