//! The parts of an example that are JSON.

use std::collections::BTreeSet;

use edgecase_core::Event;
use serde_json::value::RawValue;

use super::event::{counterpart, minimal};
use crate::example::{Example, ResultExample};
use crate::layout::defaults;
use crate::scenario::Scenario;
use crate::tree::{Path, Tree};

/// A part of an example that is JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What came back, if it is JSON.
    Result,
    /// What the function was given.
    Event,
    /// A whole scenario.
    Scenario,
}

impl Part {
    /// Returns the parts of an example.
    pub(super) const fn of(example: &Example) -> &'static [Self] {
        match example {
            Example::Result(_) => &[Self::Result, Self::Event],
            Example::Scenario(_) => &[Self::Scenario],
        }
    }

    /// Takes a part out of an example; `None` if it is not JSON.
    pub(super) fn tree(self, example: &Example) -> Option<Tree> {
        match (self, example) {
            (Self::Result, Example::Result(example)) => {
                let text = std::str::from_utf8(&example.result).ok()?.trim_ascii();
                serde_json::from_str::<&RawValue>(text).ok()?;
                Some(Tree::read(text))
            }
            (Self::Event, Example::Result(example)) => Some(Tree::read(&example.event)),
            (Self::Scenario, Example::Scenario(scenario)) => Some(Tree::read(&scenario.to_json())),
            _ => None,
        }
    }

    /// Puts a part into an example; `None` if that could not be read from a file.
    pub(super) fn put(self, example: &Example, tree: &Tree) -> Option<Example> {
        let text = tree.text();
        let changed = match (self, example) {
            (Self::Result, Example::Result(example)) => {
                Example::Result(ResultExample { result: text.into_bytes(), ..example.clone() })
            }
            (Self::Event, Example::Result(example)) => {
                Example::Result(ResultExample { event: text, ..example.clone() })
            }
            (Self::Scenario, Example::Scenario(_)) => {
                Example::Scenario(Box::new(Scenario::read(&text).ok()?))
            }
            _ => return None,
        };
        (self != Self::Event || is_sound(&changed)).then_some(changed)
    }

    /// Returns the ways to the nodes in which there is nothing to make simpler: what a reader would put
    /// there by itself, and what the minimal event has.
    pub(super) fn plain(self, example: &Example, tree: &Tree) -> BTreeSet<Path> {
        let minimal = minimal(example).filter(|_| self == Self::Event);
        let found = match self {
            Self::Scenario => defaults(tree),
            Self::Result | Self::Event => BTreeSet::new(),
        };
        let mut plain = BTreeSet::new();
        for path in tree.paths() {
            let is_inside = path.split_last().is_some_and(|(_, parent)| plain.contains(parent));
            let is_minimal = || {
                let there = minimal.as_ref().and_then(|m| counterpart(m, tree, &path));
                there.is_some_and(|node| Some(node) == tree.at(&path))
            };
            if is_inside || found.contains(&path) || is_minimal() {
                plain.insert(path);
            }
        }
        plain
    }
}

/// Tells whether an example could be read from a file.
pub(super) fn is_sound(example: &Example) -> bool {
    match example {
        Example::Result(example) => {
            let fits = |event: Event| example.stage.is_request() || event.response.is_some();
            example.profile().is_ok() && example.typed_event().is_ok_and(fits)
        }
        Example::Scenario(scenario) => scenario.check().is_ok(),
    }
}
