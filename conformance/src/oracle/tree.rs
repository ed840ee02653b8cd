//! A small lossless JSON tree: members in order, duplicates kept, numbers as text.

use std::collections::BTreeMap;

/// A JSON string or member name, escapes resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    /// What it says; a lone surrogate reads as U+FFFD.
    pub(super) text: String,
    /// Tells whether it holds a lone surrogate.
    pub(super) lone_surrogate: bool,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// Its name.
    pub(super) name: Text,
    /// What it holds.
    pub(super) node: Node,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A string.
    Text(Text),
    /// A list.
    List(Vec<Node>),
    /// An object, in order and with its duplicates.
    Object(Vec<Member>),
}

/// A JSON value and how many bytes it takes as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// The value.
    pub(super) value: Value,
    /// Bytes from its first to its last character.
    pub(super) bytes: usize,
}

impl Node {
    /// Tells whether the node is null.
    pub(super) fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// Tells whether the node is an object.
    pub(super) fn is_object(&self) -> bool {
        matches!(self.value, Value::Object(_))
    }

    /// Returns the text of a string.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(&text.text),
            _ => None,
        }
    }

    /// Returns the elements of a list.
    pub(super) fn elements(&self) -> Option<&[Self]> {
        match &self.value {
            Value::List(elements) => Some(elements),
            _ => None,
        }
    }

    /// Returns all members of an object, duplicates included; none of anything else.
    pub(super) fn members(&self) -> &[Member] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// Returns the member that counts under a name: the last one.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.members().iter().rev().find(|member| member.name.text == name).map(|m| &m.node)
    }

    /// Returns the last member whose name is this one but for letter case.
    pub(super) fn get_in_any_case(&self, name: &str) -> Option<&Self> {
        let is_meant = |member: &&Member| member.name.text.eq_ignore_ascii_case(name);
        self.members().iter().rev().find(is_meant).map(|member| &member.node)
    }

    /// Tells whether an object has a member of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Returns the members that count, that is the last one of each name, in order.
    pub(super) fn counting(&self) -> Vec<&Member> {
        let last = self.last_places();
        let is_last =
            |place: usize, member: &Member| last.get(member.name.text.as_str()) == Some(&place);
        self.members()
            .iter()
            .enumerate()
            .filter(|(place, member)| is_last(*place, member))
            .map(|(_, member)| member)
            .collect()
    }

    /// Returns the names that occur again later in the same object.
    pub(super) fn repeated(&self) -> Vec<&str> {
        let last = self.last_places();
        self.members()
            .iter()
            .enumerate()
            .map(|(place, member)| (place, member.name.text.as_str()))
            .filter(|(place, name)| last.get(name) != Some(place))
            .map(|(_, name)| name)
            .collect()
    }

    fn last_places(&self) -> BTreeMap<&str, usize> {
        let places = self.members().iter().enumerate();
        places.map(|(place, member)| (member.name.text.as_str(), place)).collect()
    }

    /// Returns a number that is written with digits alone; one too large to hold is the largest.
    pub(super) fn whole(&self) -> Option<u64> {
        match &self.value {
            Value::Number(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                Some(text.parse().unwrap_or(u64::MAX))
            }
            _ => None,
        }
    }
}
