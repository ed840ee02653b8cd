//! Members of one object: those that count, and those that a later one of the same name overrides.

use super::{Leaf, Spelled};
use crate::names::RESULT_MEMBERS;

/// Returns the indexes of members that a later one of the same name overrides, in order.
///
/// Few are compared, many are sorted: no hashing, so no randomness.
pub(super) fn overridden<T>(
    input: &[u8],
    members: &[T],
    name_of: impl Fn(&T) -> Leaf,
) -> Vec<usize> {
    const FEW: usize = 8;
    // Each is resolved once, however often it is compared.
    let names: Vec<Spelled<'_>> = members.iter().map(|m| name_of(m).spelled(input)).collect();
    let name = |index: usize| names.get(index).map(|name| &**name);
    if members.len() <= FEW {
        let repeats = |i: &usize| (i + 1..names.len()).any(|later| name(later) == name(*i));
        return (0..names.len()).filter(repeats).collect();
    }
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by(|a, b| name(*a).cmp(&name(*b)).then(a.cmp(b)));
    let pairs = order.iter().zip(order.iter().skip(1));
    let mut found: Vec<usize> = pairs
        .filter(|(earlier, later)| name(**earlier) == name(**later))
        .map(|(e, _)| *e)
        .collect();
    found.sort_unstable();
    found
}

/// Tells whether a name is that of a known member, letter case aside.
pub(super) fn is_miscased(name: &[u8]) -> bool {
    RESULT_MEMBERS.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(name))
}
