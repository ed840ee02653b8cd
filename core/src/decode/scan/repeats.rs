//! Members and headers of equal names.

use super::cursor::{Scan, chunk};
use super::lanes::Lanes;
use super::name::Print;
use super::object::Others;
use super::text::QUOTES;
use crate::decode::repeated::overridden;
use crate::decode::shape::FEW_HEADERS;
use crate::decode::{Document, Duplicate, Leaf, Owner};

/// Up to so many names are compared with each other at once.
const FEW: usize = 8;

/// Bytes of a name that fits a word, quotes included.
const SHORT: u32 = QUOTES + 8;

impl<L: Lanes> Scan<'_, '_, L> {
    /// Notes that a later member of the same name overrides a value.
    #[inline(always)]
    pub(super) fn replaced(&mut self, old: Option<Leaf>, owner: Owner) {
        if let Some(value) = old {
            self.rarely_replaced(value, owner);
        }
    }

    #[cold]
    #[inline(never)]
    fn rarely_replaced(&mut self, value: Leaf, owner: Owner) {
        self.note_replaced(value, owner);
    }

    /// Notes that a later member of the same name overrides this value.
    #[inline(always)]
    pub(super) fn note_replaced(&mut self, value: Leaf, owner: Owner) {
        let Document { duplicates, latest_duplicate, buried, .. } = &mut *self.document;
        // What begins behind all duplicates has none inside.
        if value.is_container() && value.start < *latest_duplicate {
            buried.push(value);
        }
        *latest_duplicate = (*latest_duplicate).max(value.start);
        duplicates.push(Duplicate { value, owner });
    }

    /// Drops the members of one object that later ones of the same name override.
    #[inline(always)]
    pub(super) fn settle(&mut self, others: &mut Others, owner: Owner) {
        if others.len() > 1 {
            self.drop_overridden(others, owner);
        }
    }

    #[cold]
    fn drop_overridden(&mut self, others: &mut Others, owner: Owner) {
        if others.len() > FEW {
            let Document { filter, prints, .. } = &mut *self.document;
            prints.clear();
            prints.extend(others.iter().map(|(name, _)| print_of_member(self.bytes, *name)));
            if !any_equal(prints, filter) {
                return;
            }
        }
        let dropped = overridden(self.bytes, others, |(name, _)| *name);
        let mut index = 0;
        others.retain(|(_, value)| {
            let is_dropped = dropped.binary_search(&index).is_ok();
            index += 1;
            if is_dropped {
                self.note_replaced(*value, owner);
            }
            !is_dropped
        });
    }

    /// Tells whether two names of a map, which begin at an index, may be equal, letter case aside.
    #[inline(never)]
    pub(super) fn any_repeat(&mut self, first: usize) -> bool {
        let Document { names, filter, prints, .. } = &mut *self.document;
        let names = names.get(first..).unwrap_or_default();
        if names.len() > FEW_HEADERS {
            prints.clear();
            prints.extend(names.iter().map(|header| header.print));
            return any_equal(prints, filter);
        }
        let mut rest = names;
        while let [header, others @ ..] = rest {
            if others.iter().any(|other| other.print == header.print) {
                return true;
            }
            rest = others;
        }
        false
    }

    /// Drops the headers of a map, which begin at an index, that later ones of the same name override.
    #[cold]
    pub(super) fn drop_headers(&mut self, first: usize, owner: Owner) {
        let names = self.document.names.get(first..).unwrap_or_default();
        let mut order: Vec<(Print, usize)> = names.iter().map(|name| name.print).zip(0..).collect();
        order.sort_unstable();
        let mut dropped = Vec::new();
        for alike in order.chunk_by(|one, other| one.0 == other.0) {
            self.overridden_of(alike, first, &mut dropped);
        }
        dropped.sort_unstable();
        let (mut next, mut index) = (dropped.iter().peekable(), 0);
        let mut kept = first;
        while let Some(header) = self.document.names.get(first + index) {
            let list = header.list;
            if next.next_if_eq(&&index).is_some() {
                self.note_replaced(list, owner);
            } else {
                self.document.names.swap(kept, first + index);
                kept += 1;
            }
            index += 1;
        }
        self.document.names.truncate(kept);
    }

    /// Finds which headers of equal prints are overridden; they are numbered from an index on.
    fn overridden_of(&self, alike: &[(Print, usize)], first: usize, dropped: &mut Vec<usize>) {
        let [earlier @ .., (_, last)] = alike else {
            return;
        };
        let name = |index: &usize| self.document.names.get(first + index).map(|header| header.name);
        let spelled = |index: &usize| name(index).map(|name| name.spelled(self.bytes));
        let wanted = spelled(last);
        let is_last = |index: &usize| spelled(index).as_deref() == wanted.as_deref();
        if earlier.iter().all(|(_, index)| is_last(index)) {
            dropped.extend(earlier.iter().map(|(_, index)| *index));
            return;
        }
        // Names whose prints are equal by chance or on purpose, or that differ in letter case.
        let names: Vec<Leaf> = alike.iter().filter_map(|(_, index)| name(index)).collect();
        let found = overridden(self.bytes, &names, |name| *name);
        dropped.extend(found.iter().filter_map(|at| alike.get(*at)).map(|(_, index)| *index));
    }
}

/// Makes the print of a member's name.
#[inline(always)]
fn print_of_member(bytes: &[u8], name: Leaf) -> Print {
    // Most names are short, and something comes behind them.
    let short = if name.has_escape() { None } else { chunk(bytes, name.start + 1) };
    match (short, name.bytes()) {
        (Some(eight), length @ ..=SHORT) => Print::of_short(*eight, length - QUOTES),
        _ => Print::as_written(&name.spelled(bytes)),
    }
}

/// Tells whether two prints are equal; leaves few of them.
///
/// A first round marks their places, and keeps what finds its place taken; only prints at such places are
/// sorted. Prints that clash on purpose cost no more than sorting all of them.
fn any_equal(prints: &mut Vec<Print>, filter: &mut Vec<u64>) -> bool {
    // Sixteen places a print.
    let words = (prints.len() / 4).next_power_of_two();
    filter.clear();
    filter.resize(2 * words, 0);
    let (taken, clashes) = filter.split_at_mut(words);
    for print in prints.iter() {
        let (word, bit) = print.spot(words);
        if let (Some(taken), Some(clashes)) = (taken.get_mut(word), clashes.get_mut(word)) {
            *clashes |= *taken & bit;
            *taken |= bit;
        }
    }
    prints.retain(|print| {
        let (word, bit) = print.spot(words);
        clashes.get(word).is_some_and(|clashes| clashes & bit != 0)
    });
    prints.sort_unstable();
    prints.windows(2).any(|pair| matches!(pair, [one, other] if one == other))
}

/// Words of the filter for one map.
const WORDS: usize = 16;

/// A filter that tells of names that they were not there before.
#[derive(Default)]
pub(super) struct Seen {
    places: [u64; WORDS],
    clash: bool,
}

impl Seen {
    /// Adds a name.
    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "a word's number is taken modulo their count")]
    pub(super) const fn add(&mut self, print: Print) {
        let (word, bit) = print.spot(WORDS);
        let place = &mut self.places[word];
        self.clash |= *place & bit != 0;
        *place |= bit;
    }

    /// Returns false if all names that were added differ.
    #[inline(always)]
    pub(super) const fn may_repeat(&self) -> bool {
        self.clash
    }
}

/// Forgets what is repeated inside of values that are overridden as a whole.
#[inline(always)]
pub(super) fn bury(document: &mut Document) {
    if !document.buried.is_empty() {
        bury_duplicates(document);
    }
}

#[cold]
fn bury_duplicates(document: &mut Document) {
    let Document { buried, duplicates, .. } = document;
    buried.sort_unstable_by_key(|value| value.start);
    // Of those within each other the outermost will do.
    buried.dedup_by(|later, earlier| later.start < earlier.end());
    duplicates.retain(|duplicate| {
        let start = duplicate.value.start;
        let before = buried.partition_point(|value| value.start < start);
        let last = before.checked_sub(1).and_then(|last| buried.get(last));
        last.is_none_or(|value| start >= value.end())
    });
}
