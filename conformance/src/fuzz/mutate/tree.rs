//! Changes of a JSON tree, whatever it stands for.

use std::sync::LazyLock;

use crate::fuzz::dictionary;
use crate::strategy::Draw;
use crate::tree::Tree;

/// Values that are of the wrong type in most places.
const ODD: [&str; 9] = ["null", "true", "false", "0", "-1", "1.5", "\"\"", "[]", "{}"];

/// How far a number is moved.
const STEPS: [i64; 8] = [1, -1, 2, 10, -10, 100, 1_000, -1_000];

/// Lengths that a text is brought to: about limits, as far as an input may be so long. Long ones are
/// rare, since an input keeps them, and is slow from then on.
const LENGTHS: [(u32, usize); 10] = [
    (16, 1),
    (16, 64),
    (16, 128),
    (16, 253),
    (16, 255),
    (16, 256),
    (2, 1_783),
    (1, 4_000),
    (1, 8_192),
    (1, 10_240),
];

static WORDS: LazyLock<Vec<String>> = LazyLock::new(dictionary);

/// What is done to a node.
#[derive(Clone, Copy)]
enum Change {
    Leaf,
    Drop,
    Double,
    Rename,
    Swap,
    Odd,
    Wrap,
}

const CHANGES: [(u32, Change); 7] = [
    (8, Change::Leaf),
    (4, Change::Drop),
    (3, Change::Double),
    (3, Change::Rename),
    (2, Change::Swap),
    (2, Change::Odd),
    (1, Change::Wrap),
];

/// Changes a tree in one place.
pub(super) fn change(tree: &mut Tree, d: &mut dyn Draw) {
    let kind = *d.weighted(&CHANGES);
    match kind {
        Change::Leaf => {
            let leaves = count(tree, &|tree| matches!(tree, Tree::Leaf(_)));
            if let Some(Tree::Leaf(raw)) =
                nth(tree, d.index(leaves), &|tree| matches!(tree, Tree::Leaf(_)))
            {
                *raw = leaf(raw, d);
            }
        }
        Change::Odd | Change::Wrap => {
            let all = count(tree, &|_| true);
            if let Some(node) = nth(tree, d.index(all), &|_| true) {
                *node = match kind {
                    Change::Wrap => Tree::List(vec![node.clone()]),
                    _ => Tree::Leaf((*d.pick(&ODD)).to_owned()),
                };
            }
        }
        Change::Drop | Change::Double | Change::Rename | Change::Swap => {
            let parents = count(tree, &|tree| tree.len() > 0);
            if let Some(parent) = nth(tree, d.index(parents), &|tree| tree.len() > 0) {
                children(parent, kind, d);
            }
        }
    }
}

/// Changes the children of a node that has some.
fn children(parent: &mut Tree, change: Change, d: &mut dyn Draw) {
    match parent {
        Tree::Object(members) => {
            let (at, other) = (d.index(members.len()), d.index(members.len()));
            match change {
                Change::Drop => drop(members.remove(at)),
                Change::Double => members.extend(members.get(at).cloned()),
                Change::Swap => members.swap(at, other),
                _ => {
                    if let Some((name, _)) = members.get_mut(at) {
                        *name = Tree::string(word(d)).text();
                    }
                }
            }
        }
        Tree::List(elements) => {
            let (at, other) = (d.index(elements.len()), d.index(elements.len()));
            match change {
                Change::Drop => drop(elements.remove(at)),
                Change::Swap => elements.swap(at, other),
                _ => elements.extend(elements.get(at).cloned()),
            }
        }
        Tree::Leaf(_) => {}
    }
}

/// Makes another leaf of one.
fn leaf(raw: &str, d: &mut dyn Draw) -> String {
    if let Ok(number) = raw.parse::<i64>() {
        return number.saturating_add(*d.pick(&STEPS)).to_string();
    }
    let Ok(mut text) = serde_json::from_str::<String>(raw) else {
        return Tree::string(word(d)).text();
    };
    match d.below(6) {
        0 => word(d).clone_into(&mut text),
        1 => match text.parse::<i64>() {
            Ok(number) => text = number.saturating_add(*d.pick(&STEPS)).to_string(),
            Err(_) => text.push_str(word(d)),
        },
        2 => text = text.to_ascii_uppercase(),
        3 => {
            let at = text.char_indices().nth(d.index(text.chars().count()));
            text.truncate(at.map_or(0, |(at, _)| at));
        }
        4 => {
            let last = text.chars().next_back().unwrap_or('a');
            let length = d.weighted(&LENGTHS).saturating_add_signed(*d.pick(&[0, 1, -1]));
            text.extend(std::iter::repeat_n(last, length.saturating_sub(text.len())));
        }
        _ => {
            let at = text.char_indices().nth(d.index(text.chars().count() + 1));
            let odd = *d.pick(&[' ', '\t', '\u{7f}', '\u{e9}', '%', ':', ',', ';', '=', '"', '*']);
            text.insert(at.map_or(text.len(), |(at, _)| at), odd);
        }
    }
    Tree::string(&text).text()
}

/// Returns a word that some rule or format knows.
pub(super) fn word(d: &mut dyn Draw) -> &'static str {
    d.pick::<String>(&WORDS)
}

/// Returns how many nodes there are of a kind.
fn count(tree: &Tree, is: &dyn Fn(&Tree) -> bool) -> usize {
    let below: usize = match tree {
        Tree::Object(members) => members.iter().map(|(_, value)| count(value, is)).sum(),
        Tree::List(elements) => elements.iter().map(|value| count(value, is)).sum(),
        Tree::Leaf(_) => 0,
    };
    below + usize::from(is(tree))
}

/// Returns the node of a number among those of a kind, outer ones first.
fn nth<'t>(tree: &'t mut Tree, number: usize, is: &dyn Fn(&Tree) -> bool) -> Option<&'t mut Tree> {
    let mut left = number;
    walk(tree, &mut left, is)
}

fn walk<'t>(
    tree: &'t mut Tree,
    left: &mut usize,
    is: &dyn Fn(&Tree) -> bool,
) -> Option<&'t mut Tree> {
    if is(tree) {
        if *left == 0 {
            return Some(tree);
        }
        *left -= 1;
    }
    match tree {
        Tree::Object(members) => members.iter_mut().find_map(|(_, value)| walk(value, left, is)),
        Tree::List(elements) => elements.iter_mut().find_map(|value| walk(value, left, is)),
        Tree::Leaf(_) => None,
    }
}
