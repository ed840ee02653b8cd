//! Writing files that people read: nothing that goes without saying, and short things on one line.

use std::collections::BTreeSet;

use crate::scenario::Scenario;
use crate::tree::{Path, Tree};

/// How long a line may be.
const WIDTH: usize = 120;

/// Returns a scenario without the members that a reader would put there by itself.
pub(crate) fn scenario(scenario: &Scenario) -> Tree {
    let whole = Tree::read(&scenario.to_json());
    let mut spare = whole.clone();
    // From the end on, so that the ways to those before stay what they are.
    for path in defaults(&whole).iter().rev() {
        if let Some((last, parent)) = path.split_last() {
            spare = spare.without(parent, *last, 1).unwrap_or(spare);
        }
    }
    let is_same = Scenario::read(&spare.text()).is_ok_and(|s| Tree::read(&s.to_json()) == whole);
    if is_same { spare } else { whole }
}

/// Returns the ways to the members of a scenario that a reader would put there by itself, but not to
/// what is in them.
pub(crate) fn defaults(whole: &Tree) -> BTreeSet<Path> {
    let is_default = |path: &Path| {
        let without = path.split_last().and_then(|(last, parent)| {
            whole.name(path).and_then(|_| whole.without(parent, *last, 1))
        });
        let read = without.and_then(|without| Scenario::read(&without.text()).ok());
        read.is_some_and(|scenario| Tree::read(&scenario.to_json()) == *whole)
    };
    let mut found: BTreeSet<Path> = BTreeSet::new();
    for path in whole.paths() {
        let is_inside =
            (0..path.len()).any(|end| path.get(..end).is_some_and(|p| found.contains(p)));
        if !is_inside && is_default(&path) {
            found.insert(path);
        }
    }
    found
}

/// Writes a value over as few lines as fit.
pub(crate) fn pretty(tree: &Tree) -> String {
    let mut text = String::new();
    write(tree, 0, 0, &mut text);
    text
}

/// Writes a value that starts at a column, in lines that start at an indent.
fn write(tree: &Tree, indent: usize, column: usize, text: &mut String) {
    let line = one_line(tree);
    if column + line.chars().count() <= WIDTH {
        text.push_str(&line);
        return;
    }
    let deeper = indent + 2;
    let new_line = |text: &mut String, indent| {
        text.push('\n');
        text.extend(std::iter::repeat_n(' ', indent));
    };
    match tree {
        Tree::Object(members) => {
            text.push('{');
            for (number, (name, value)) in members.iter().enumerate() {
                text.push_str(if number > 0 { "," } else { "" });
                new_line(text, deeper);
                text.push_str(&format!("{name}: "));
                write(value, deeper, deeper + name.chars().count() + 3, text);
            }
            new_line(text, indent);
            text.push('}');
        }
        Tree::List(elements) => {
            text.push('[');
            for (number, value) in elements.iter().enumerate() {
                text.push_str(if number > 0 { "," } else { "" });
                new_line(text, deeper);
                write(value, deeper, deeper + 1, text);
            }
            new_line(text, indent);
            text.push(']');
        }
        Tree::Leaf(raw) => text.push_str(raw),
    }
}

fn one_line(tree: &Tree) -> String {
    let list = |parts: Vec<String>| parts.join(", ");
    match tree {
        Tree::Object(members) => {
            let member = |(name, value): &(String, Tree)| format!("{name}: {}", one_line(value));
            format!("{{{}}}", list(members.iter().map(member).collect()))
        }
        Tree::List(elements) => format!("[{}]", list(elements.iter().map(one_line).collect())),
        Tree::Leaf(raw) => raw.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_go_without_saying() {
        let text = r#"{"format":1,"distribution":{"behaviors":[{"functions":{"viewer-request":{"patch":{}}}}]},"origins":{"main":{}},"steps":[{"request":{"pop":"pop"}},{"advance":0}]}"#;
        let read = Scenario::read(text).expect("a scenario");
        assert_eq!(scenario(&read).text(), text);
    }

    #[test]
    fn short_things_stay_on_one_line() {
        let long = "a".repeat(WIDTH);
        let tree = Tree::read(&format!(r#"{{"short":[1,{{"a":2}}],"long":["{long}",3]}}"#));
        let want = format!(
            "{{\n  \"short\": [1, {{\"a\": 2}}],\n  \"long\": [\n    \"{long}\",\n    3\n  ]\n}}"
        );
        assert_eq!(pretty(&tree), want);
        assert_eq!(Tree::read(&pretty(&tree)), tree);
    }
}
