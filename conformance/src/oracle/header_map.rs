//! A map of headers: `headers`, or the `customHeaders` of an origin.

use super::place::{Place, at, below, element};
use super::tree::{Node, Value};
use crate::flaw::ResultFlaw;

/// The value under one name of the map.
pub(super) struct List<'a> {
    /// The name in the map.
    pub(super) name: &'a str,
    /// What stands there, a list or not.
    pub(super) node: &'a Node,
}

/// An entry of a list that is an object.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    /// The name of its list in the map.
    pub(super) list: &'a str,
    /// Its index in the list.
    pub(super) index: usize,
    /// The object.
    pub(super) node: &'a Node,
}

/// A text value of an entry, or a text element of its list of values.
pub(super) struct Line<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// The index in the list of values.
    pub(super) element: Option<usize>,
}

/// A name that the rules on names look at: a map name, or a `key` that differs from it.
#[derive(Clone, Copy)]
pub(super) struct Name<'a> {
    /// The name.
    pub(super) text: &'a str,
    /// The name of the list in the map.
    pub(super) list: &'a str,
    /// The index of the entry that has the key; none for a map name.
    pub(super) entry: Option<usize>,
}

/// A map of headers, with the lists that count.
pub(super) struct HeaderMap<'a> {
    /// The pointer to the map.
    pub(super) at: String,
    /// What stands there.
    pub(super) node: Option<&'a Node>,
    /// Its lists, if it is an object: the last one of each name, in order.
    pub(super) lists: Vec<List<'a>>,
    /// What to get wrong.
    pub(super) flaw: Option<ResultFlaw>,
}

impl<'a> Entry<'a> {
    /// Returns `key` if it is a string that is not empty.
    pub(super) fn key(&self) -> Option<&'a str> {
        self.node.get("key").and_then(Node::text).filter(|key| !key.is_empty())
    }

    /// Returns `key` if it names another header than the map does.
    pub(super) fn other_key(&self) -> Option<&'a str> {
        self.key().filter(|key| !key.eq_ignore_ascii_case(self.list))
    }

    /// Returns the texts of `value`.
    pub(super) fn lines(&self) -> Vec<Line<'a>> {
        match self.node.get("value").map(|node| &node.value) {
            Some(Value::Text(text)) => vec![Line { text: &text.text, element: None }],
            Some(Value::List(elements)) => elements
                .iter()
                .enumerate()
                .filter_map(|(index, node)| {
                    node.text().map(|text| Line { text, element: Some(index) })
                })
                .collect(),
            _ => Vec::new(),
        }
    }
}

impl<'a> HeaderMap<'a> {
    /// Returns a map that is not there.
    pub(super) fn absent() -> Self {
        Self { at: String::new(), node: None, lists: Vec::new(), flaw: None }
    }

    /// Reads a map; anything but an object has no lists.
    pub(super) fn of(
        at: impl Into<String>,
        node: Option<&'a Node>,
        flaw: Option<ResultFlaw>,
    ) -> Self {
        let members = node.map(Node::counting).unwrap_or_default();
        let lists = members
            .into_iter()
            .map(|member| List { name: &member.name.text, node: &member.node })
            .collect();
        Self { at: at.into(), node, lists, flaw }
    }

    /// Tells whether to get something wrong.
    pub(super) fn has(&self, flaw: ResultFlaw) -> bool {
        self.flaw == Some(flaw)
    }

    /// Returns the entries that are objects, in order of appearance.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry<'a>> {
        self.lists.iter().flat_map(List::entries)
    }

    /// Returns the names that are judged, in order of appearance.
    pub(super) fn names(&self) -> impl Iterator<Item = Name<'a>> {
        self.lists.iter().flat_map(|list| {
            let counts = match self.flaw {
                Some(ResultFlaw::EmptyListCounts) => list.node.elements().is_some(),
                Some(ResultFlaw::DisallowedByKey) => list.entries().any(|e| e.key().is_some()),
                _ => list.has_entry(),
            };
            let map_name = counts.then_some(Name { text: list.name, list: list.name, entry: None });
            let keys = list.entries().filter_map(|entry| {
                let text =
                    entry.other_key().filter(|_| !self.has(ResultFlaw::OtherKeyUnchecked))?;
                Some(Name { text, list: entry.list, entry: Some(entry.index) })
            });
            map_name.into_iter().chain(keys)
        })
    }

    /// Returns the places of the names of which `broken` holds.
    pub(super) fn names_where(&self, broken: impl Fn(&str) -> bool) -> Vec<Place> {
        self.names().filter(|name| broken(name.text)).map(|name| self.at_name(name)).collect()
    }

    /// Returns the places of the text values of which `broken` holds.
    pub(super) fn lines_where(&self, broken: impl Fn(&str) -> bool) -> Vec<Place> {
        let mut places = Vec::new();
        let is_seen =
            |entry: &Entry<'_>| entry.index == 0 || !self.has(ResultFlaw::LaterEntriesUnchecked);
        for entry in self.entries().filter(is_seen) {
            for line in entry.lines().into_iter().filter(|line| broken(line.text)) {
                let value = self.at_member(entry, "value");
                places.push(at(match line.element {
                    Some(index) => element(&value, index),
                    None => value,
                }));
            }
        }
        places
    }

    /// Returns the place of a name: the list of a map name, the key itself.
    pub(super) fn at_name(&self, name: Name<'_>) -> Place {
        let list = below(&self.at, name.list);
        at(match name.entry {
            Some(index) => below(&element(&list, index), "key"),
            None => list,
        })
    }

    /// Returns the pointer to a list.
    pub(super) fn at_list(&self, name: &str) -> String {
        below(&self.at, name)
    }

    /// Returns the pointer to an entry.
    pub(super) fn at_entry(&self, entry: Entry<'_>) -> String {
        element(&self.at_list(entry.list), entry.index)
    }

    /// Returns the pointer to a member of an entry.
    pub(super) fn at_member(&self, entry: Entry<'_>, name: &str) -> String {
        below(&self.at_entry(entry), name)
    }
}

impl<'a> List<'a> {
    /// Returns the entries that are objects.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        let list = self.name;
        let nodes = self.node.elements().unwrap_or_default();
        nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| node.is_object())
            .map(move |(index, node)| Entry { list, index, node })
    }

    /// Tells whether an entry is an object.
    pub(super) fn has_entry(&self) -> bool {
        self.entries().next().is_some()
    }
}
