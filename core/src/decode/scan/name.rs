//! What there is to know about a header name without comparing texts.

use super::class::PLAIN_NAME;
use crate::names::{WATCHED, WATCHED_PREFIXES};

/// What a name in lower case comes to in 64 bits: its first and last eight bytes, and its length.
///
/// Equal names have equal prints; names with equal prints may differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::decode) struct Print(u64);

/// Names that rules ask about, each in the place that its print says.
const WATCHED_PRINTS: [u64; PLACES] = watched_prints();
const PLACES: usize = 512;
const PLACE_SHIFT: u32 = u64::BITS - PLACES.ilog2();

/// Spreads what differs in a print over its upper bits; no two watched names share a place.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Print {
    /// Makes the print of a name from its first and last eight bytes, in lower case, zeros where it
    /// has fewer, and its length.
    #[inline]
    pub(super) const fn of(first: u64, last: u64, length: u64) -> Self {
        let mixed = first ^ last.rotate_left(23) ^ length << 56;
        Self(mixed.wrapping_mul(SPREAD) ^ mixed)
    }

    /// Makes the print of a name in any letter case.
    pub(super) const fn of_name(name: &[u8]) -> Self {
        let last = match name.split_at_checked(name.len().saturating_sub(8)) {
            Some((_, last)) => first_word(last),
            None => 0,
        };
        Self::of(first_word(name), last, length(name))
    }

    /// Tells whether a rule may ask about the name; `first` is what the print was made of.
    #[inline]
    pub(super) fn is_watched(self, first: u64) -> bool {
        WATCHED_PRINTS.get(self.place()) == Some(&self.0)
            || WATCHED_STARTS.iter().any(|(start, mask)| first & mask == *start)
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

/// Returns up to eight bytes as a number, the first one lowest, in lower case.
#[expect(clippy::as_conversions, reason = "`From` cannot be called in a constant")]
pub(super) const fn first_word(name: &[u8]) -> u64 {
    let (mut word, mut shift, mut rest) = (0, 0, name);
    while let ([byte, after @ ..], 0..u64::BITS) = (rest, shift) {
        word |= (byte.to_ascii_lowercase() as u64) << shift;
        shift += u8::BITS;
        rest = after;
    }
    word
}

/// Tells whether a name is a token in lower case that no rule asks about.
pub(super) fn is_ordinary(name: &[u8]) -> bool {
    let plain = !name.is_empty() && name.iter().all(|byte| PLAIN_NAME.has(*byte));
    plain && !Print::of_name(name).is_watched(first_word(name))
}

#[expect(clippy::indexing_slicing, reason = "a place is below the number of places")]
const fn watched_prints() -> [u64; PLACES] {
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
const WATCHED_STARTS: [(u64, u64); STARTS] = watched_starts();

#[expect(clippy::indexing_slicing, reason = "the prefixes were counted")]
const fn watched_starts() -> [(u64, u64); STARTS] {
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
}

#[cfg(test)]
mod tests {
    use super::*;

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
