//! M1 and M2: what counts as spelling, not as content.

use edgecase_core::profile::MapNameCase;

use super::{Checked, Never, Original, Variant};
use crate::example::ResultExample;
use crate::property::tree::Tree;
use crate::testee::Testee;

/// Spells a name another way.
type Spell = fn(&str) -> String;

/// Puts the members of an object in another order.
type Reorder = fn(&mut Vec<(String, Tree)>);

/// M1. Rests on `headers/name-case`, which lets a name in the map have any letters (only keys vary
/// under the switch by which it does not), and on `headers/key-mismatch`, `…/disallowed` and
/// `…/read-only-added`, which compare names ignoring case. Lists of one name in several spellings
/// merge (`headers/name-merge`), so a map that has such names is left alone.
pub(in crate::property) fn letter_case(
    example: &ResultExample,
    testee: &mut dyn Testee,
) -> Checked {
    let (Some(original), Ok(profile)) = (Original::read(example), example.profile()) else {
        return Ok(0);
    };
    let names = profile.map_name_case == MapNameCase::Accept;
    let spellings: [(&str, Spell); 3] = [
        ("header names in upper case", |name| name.to_ascii_uppercase()),
        ("header names in lower case", |name| name.to_ascii_lowercase()),
        ("header names in mixed case", alternating),
    ];
    let variants = spellings.map(|(what, spell)| respelled(&original, what, spell, names));
    original.compare(Never::Changes, variants, testee)
}

fn alternating(name: &str) -> String {
    let spell = |(place, character): (usize, char)| match place % 2 {
        0 => character.to_ascii_lowercase(),
        _ => character.to_ascii_uppercase(),
    };
    name.chars().enumerate().map(spell).collect()
}

fn respelled(original: &Original<'_>, what: &str, spell: Spell, names: bool) -> Variant {
    let mut result = original.result.clone();
    for path in original.header_maps() {
        let Some(map) = result.at_mut(path).and_then(Tree::members_mut) else { continue };
        let names = names && !has_spellings(map);
        for (name, list) in map {
            if names {
                *name = spell(name);
            }
            let Tree::List(entries) = list else { continue };
            for entry in entries {
                if let Some(key) = entry.get("key").and_then(Tree::as_text) {
                    entry.set("key", Tree::text(&spell(&key)));
                }
            }
        }
    }
    original.with(what, &result)
}

/// Tells whether a name is in a map in several spellings.
fn has_spellings(map: &[(String, Tree)]) -> bool {
    let mut names: Vec<&str> = map.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let count = names.len();
    let mut folded: Vec<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    folded.sort_unstable();
    folded.dedup();
    folded.len() < count
}

/// M2. Rests on JSON, whose members have no order, and on the lack of any rule that gives one to
/// headers. Where a name is repeated the last member counts (`result/duplicate-member`), lists that
/// merge do so in order (`headers/name-merge`), and the values of a read-only header are compared in
/// order, wherever they stand (`headers/read-only-changed`): such results are left alone.
pub(in crate::property) fn order(example: &ResultExample, testee: &mut dyn Testee) -> Checked {
    let Some(original) = Original::read(example).filter(|original| has_no_order(original)) else {
        return Ok(0);
    };
    let orders: [(&str, Reorder); 2] = [
        ("all members in reverse", |members| members.reverse()),
        ("the first member of each object last", |members| {
            let by = 1.min(members.len());
            members.rotate_left(by);
        }),
    ];
    let variants = orders.map(|(what, change)| {
        let mut result = original.result.clone();
        reorder(&mut result, change);
        original.with(what, &result)
    });
    original.compare(Never::Changes, variants, testee)
}

fn reorder(tree: &mut Tree, change: Reorder) {
    match tree {
        Tree::Scalar(_) => {}
        Tree::List(elements) => elements.iter_mut().for_each(|element| reorder(element, change)),
        Tree::Object(members) => {
            change(members);
            members.iter_mut().for_each(|(_, value)| reorder(value, change));
        }
    }
}

fn has_no_order(original: &Original<'_>) -> bool {
    let one_list_a_name = |path: &[&str]| {
        let map = original.result.at(path).and_then(Tree::members).unwrap_or_default();
        let own_key = |name: &str, entry: &Tree| {
            let key = entry.get("key").and_then(Tree::as_text).unwrap_or_default();
            key.is_empty() || key.eq_ignore_ascii_case(name)
        };
        !has_spellings(map)
            && map.iter().all(|(name, list)| {
                list.elements().unwrap_or_default().iter().all(|entry| own_key(name, entry))
            })
    };
    !repeats_a_name(&original.result) && original.header_maps().all(one_list_a_name)
}

fn repeats_a_name(tree: &Tree) -> bool {
    match tree {
        Tree::Scalar(_) => false,
        Tree::List(elements) => elements.iter().any(repeats_a_name),
        Tree::Object(members) => {
            let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            names.len() < members.len() || members.iter().any(|(_, value)| repeats_a_name(value))
        }
    }
}
