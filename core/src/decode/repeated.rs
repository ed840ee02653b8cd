//! Members of one object: those that count, and those that a later one of the same name overrides.

use super::Leaf;
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
    let name = |index: usize| members.get(index).map(|member| name_of(member).spelled(input));
    if members.len() <= FEW {
        let repeats = |i: &usize| {
            (i + 1..members.len()).any(|later| name(later).as_deref() == name(*i).as_deref())
        };
        return (0..members.len()).filter(repeats).collect();
    }
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by(|a, b| name(*a).as_deref().cmp(&name(*b).as_deref()).then(a.cmp(b)));
    let pairs = order.iter().zip(order.iter().skip(1));
    let mut found: Vec<usize> = pairs
        .filter(|(earlier, later)| name(**earlier).as_deref() == name(**later).as_deref())
        .map(|(e, _)| *e)
        .collect();
    found.sort_unstable();
    found
}

/// Tells whether a name is that of a known member, letter case aside.
pub(super) fn is_miscased(name: &[u8]) -> bool {
    RESULT_MEMBERS.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(name))
}
