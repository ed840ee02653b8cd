//! Giving names that are used in several places one simple name.

use std::collections::BTreeMap;

use super::Search;
use super::event::minimal;
use super::part::Part;
use crate::tree::Tree;

/// A scenario whose names are as plain as they get.
const PLAIN: &str = r#"{"distribution":{"behaviors":[{"path":"*","origin":"main","allowedMethods":
["DELETE","GET","HEAD","OPTIONS","PATCH","POST","PUT"]}]},"origins":{"main":{"headers":{},"status":200}}}"#;

impl Search<'_> {
    /// Renames members, and whatever is spelled the same in several places.
    pub(super) fn rename(&mut self) {
        for part in Part::of(&self.best) {
            if *part != Part::Event {
                self.rename_members(*part);
            }
        }
        let plain = minimal(&self.best).unwrap_or_else(|| Tree::read(PLAIN));
        let taken = words(&plain);
        let mut counts = BTreeMap::new();
        for tree in Part::of(&self.best).iter().filter_map(|part| part.tree(&self.best)) {
            for (word, count) in words(&tree) {
                *counts.entry(word).or_insert(0) += count;
            }
        }
        let names = counts.iter().filter(|(word, count)| {
            **count > 1 && word.trim_start_matches('/').len() > 1 && !taken.contains_key(*word)
        });
        let names: Vec<String> = names.map(|(word, _)| word.clone()).collect();
        for name in names {
            let slash = if name.starts_with('/') { "/" } else { "" };
            let letters = 'a'..='z';
            let mut free = letters.map(|letter| format!("{slash}{letter}"));
            if let Some(free) = free.find(|free| !counts.contains_key(free))
                && self.rename_word(&name, &free)
            {
                counts.insert(free, 1);
            }
        }
    }

    fn rename_members(&mut self, part: Part) {
        let Some(mut tree) = part.tree(&self.best) else {
            return;
        };
        for path in tree.paths() {
            let Some(name) = tree.name(&path).filter(|name| name.len() > 1) else {
                continue;
            };
            let parent = path.split_last().map(|(_, parent)| parent).unwrap_or_default();
            let count = tree.at(parent).map_or(0, Tree::len);
            let sibling = |number| tree.name(&[parent, &[number]].concat());
            let siblings: Vec<String> = (0..count).filter_map(sibling).collect();
            let plain: &[&str] = match (part, tree.name(parent).as_deref()) {
                (Part::Scenario, Some("paths")) => &["*", "/a", "/b"],
                (Part::Scenario, Some("origins")) => &["main"],
                (Part::Result, _) | (Part::Scenario, Some("headers")) => &["a", "b", "c"],
                (Part::Event | Part::Scenario, _) => continue,
            };
            let known = plain.iter().position(|plain| *plain == name);
            let plainer = plain.iter().take(known.unwrap_or(plain.len()));
            let mut free = plainer.filter(|free| !siblings.iter().any(|s| s == **free));
            let renamed = free.any(|free| self.offer_tree(part, tree.renamed(&path, free)));
            if renamed {
                tree = part.tree(&self.best).unwrap_or(tree);
            }
        }
    }

    fn rename_word(&mut self, from: &str, to: &str) -> bool {
        let mut example = self.best.clone();
        for part in Part::of(&self.best) {
            let tree = part.tree(&example).map(|tree| tree.replaced(from, to));
            match tree.map(|tree| part.put(&example, &tree)) {
                Some(Some(renamed)) => example = renamed,
                Some(None) => return false,
                // Not JSON: it has no names.
                None => {}
            }
        }
        self.offer(example)
    }
}

/// Counts the names and texts of a tree, in lower case.
fn words(tree: &Tree) -> BTreeMap<String, u32> {
    let mut words = BTreeMap::new();
    for path in tree.paths() {
        let text = tree.at(&path).and_then(Tree::as_str);
        for word in text.into_iter().chain(tree.name(&path)) {
            *words.entry(word.to_ascii_lowercase()).or_default() += 1;
        }
    }
    words
}
