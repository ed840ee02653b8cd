//! Members and headers of equal names.

use smallvec::SmallVec;

use super::cursor::Scan;
use super::lanes::Lanes;
use super::name::Print;
use super::object::Others;
use crate::decode::repeated::overridden;
use crate::decode::{Document, Duplicate, Kind, Leaf, Owner};

/// Up to so many prints are compared with each other; more are sorted.
const FEW: usize = 32;

impl<L: Lanes> Scan<'_, '_, L> {
    /// Notes that a later member of the same name overrides a value.
    #[inline(always)]
    pub(super) fn overrides(&mut self, old: Option<Leaf>, owner: Owner) {
        if let Some(value) = old {
            self.overridden(value, owner);
        }
    }

    #[cold]
    fn overridden(&mut self, value: Leaf, owner: Owner) {
        self.document.duplicates.push(Duplicate { value, owner });
        if matches!(value.kind, Kind::Object | Kind::List) {
            self.document.buried.push(value);
        }
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
        let dropped = overridden(self.bytes, others);
        let mut index = 0;
        others.retain(|(_, value)| {
            let is_dropped = dropped.binary_search(&index).is_ok();
            index += 1;
            if is_dropped {
                self.overridden(*value, owner);
            }
            !is_dropped
        });
    }

    /// Drops the headers of a map, which begin at an index, that later ones of the same name override.
    #[cold]
    pub(super) fn drop_headers(&mut self, first: usize, owner: Owner) {
        let names = self.document.names.get(first..).unwrap_or_default();
        let members: Vec<(Leaf, Leaf)> =
            names.iter().map(|header| (header.name, header.list)).collect();
        let dropped = overridden(self.bytes, &members);
        let mut dropped = dropped.into_iter().peekable();
        let mut index = 0;
        let mut lists = Vec::new();
        self.document.names.retain(|header| {
            let is_dropped = index >= first && dropped.next_if_eq(&(index - first)).is_some();
            index += 1;
            if is_dropped {
                lists.push(header.list);
            }
            !is_dropped
        });
        for list in lists {
            self.overridden(list, owner);
        }
    }
}

/// Tells whether two prints are equal; leaves them in any order.
#[inline(always)]
pub(super) fn any_equal(prints: &mut SmallVec<[Print; FEW]>) -> bool {
    if prints.len() > FEW {
        prints.sort_unstable();
        return prints.windows(2).any(|pair| matches!(pair, [one, other] if one == other));
    }
    let mut rest = prints.as_slice();
    while let [first, others @ ..] = rest {
        if others.iter().fold(false, |found, other| found | (other == first)) {
            return true;
        }
        rest = others;
    }
    false
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
    duplicates.sort_unstable_by_key(|duplicate| duplicate.value.start);
    let mut buried = buried.iter().peekable();
    let mut end = 0;
    duplicates.retain(|duplicate| {
        let start = duplicate.value.start;
        // Of those that begin before a value, none that ends before another does matters.
        while let Some(value) = buried.next_if(|value| value.start < start) {
            end = end.max(value.end());
        }
        start >= end
    });
}
