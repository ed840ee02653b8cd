//! Bringing an event to the minimal one of its stage, as near as it gets.

use std::collections::BTreeSet;

use edgecase_core::Event;

use super::drop::runs;
use super::part::Part;
use super::{Example, Search};
use crate::tree::Tree;

impl Search<'_> {
    /// Puts what the minimal event has in place of what is there, outer nodes first.
    pub(super) fn event(&mut self) {
        let Some(minimal) = minimal(&self.best) else {
            return;
        };
        if self.offer_tree(Part::Event, Some(minimal.clone())) {
            return;
        }
        let Some(mut tree) = Part::Event.tree(&self.best) else {
            return;
        };
        for depth in 0.. {
            let paths = tree.level(depth);
            if paths.is_empty() {
                return;
            }
            for path in paths {
                tree = self.reset_children(tree, &minimal, &path);
            }
        }
    }

    fn reset_children(&mut self, mut tree: Tree, minimal: &Tree, path: &[usize]) -> Tree {
        let wanted = counterpart(minimal, &tree, path).cloned();
        let differing = |tree: &Tree| {
            tree.at(path).map(|node| differing(node, wanted.as_ref())).unwrap_or_default()
        };
        for run in runs(differing(&tree).len()) {
            let mut end = differing(&tree).len();
            while let Some(start) = end.checked_sub(run) {
                let names: Vec<String> =
                    differing(&tree).into_iter().skip(start).take(run).collect();
                let node = tree.at(path).map(|node| reset(node, wanted.as_ref(), &names));
                let candidate = node.and_then(|node| tree.with(path, node));
                if self.offer_tree(Part::Event, candidate) {
                    tree = Part::Event.tree(&self.best).unwrap_or(tree);
                    end = start.min(differing(&tree).len());
                } else {
                    end = start;
                }
            }
        }
        tree
    }
}

/// Returns the minimal event of an example's stage.
pub(super) fn minimal(example: &Example) -> Option<Tree> {
    match example {
        Example::Result(example) => Some(Tree::read(&Event::minimal(example.stage).to_json())),
        Example::Scenario(_) => None,
    }
}

/// Returns the node of the minimal event that stands where another event has the one at a path.
pub(super) fn counterpart<'m>(minimal: &'m Tree, tree: &Tree, path: &[usize]) -> Option<&'m Tree> {
    let mut node = minimal;
    for depth in 1..=path.len() {
        let way = path.get(..depth)?;
        let step = tree.name(way).or_else(|| way.last().map(ToString::to_string))?;
        node = child(node, &step)?;
    }
    Some(node)
}

/// Returns the names of an object's members, or the numbers of a list's elements.
fn names(tree: &Tree) -> Vec<String> {
    let name = |number: usize| tree.name(&[number]).unwrap_or_else(|| number.to_string());
    (0..tree.len()).map(name).collect()
}

fn child<'t>(tree: &'t Tree, step: &str) -> Option<&'t Tree> {
    let number = names(tree).iter().rposition(|name| name == step)?;
    tree.at(&[number])
}

fn is_same(one: &Tree, other: &Tree) -> bool {
    let value = |tree: &Tree| serde_json::from_str::<serde_json::Value>(&tree.text()).ok();
    one == other || value(one).is_some_and(|one| Some(one) == value(other))
}

/// Returns the names of the children that are not as they should be, missing ones last.
fn differing(node: &Tree, wanted: Option<&Tree>) -> Vec<String> {
    if matches!(node, Tree::Leaf(_)) {
        return Vec::new();
    }
    let here = names(node);
    let differs = |step: &String| match (child(node, step), wanted.and_then(|w| child(w, step))) {
        (Some(one), Some(other)) => !is_same(one, other),
        _ => true,
    };
    let missing = wanted.map(names).unwrap_or_default().into_iter().filter(|n| !here.contains(n));
    here.iter().filter(|step| differs(step)).cloned().chain(missing).collect()
}

/// Returns a node with some of its children as they should be.
fn reset(node: &Tree, wanted: Option<&Tree>, steps: &[String]) -> Tree {
    let steps: BTreeSet<&String> = steps.iter().collect();
    let here = names(node);
    let want = |step: &String| wanted.and_then(|wanted| child(wanted, step)).cloned();
    let now = |(number, step): (usize, &String)| match steps.contains(step) {
        true => want(step),
        false => node.at(&[number]).cloned(),
    };
    let missing = steps.iter().filter(|step| !here.contains(step));
    let added = missing.filter_map(|step| want(step).map(|tree| ((*step).clone(), tree)));
    let kept = here
        .iter()
        .enumerate()
        .filter_map(|(number, step)| now((number, step)).map(|tree| (step.clone(), tree)));
    let children = kept.chain(added);
    match node {
        Tree::List(_) => Tree::List(children.map(|(_, tree)| tree).collect()),
        Tree::Object(_) => Tree::Object(
            children
                .map(|(step, tree)| (serde_json::Value::from(step).to_string(), tree))
                .collect(),
        ),
        Tree::Leaf(_) => node.clone(),
    }
}
