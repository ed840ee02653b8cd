//! JSON as a tree whose names and leaves keep their spelling.

use crate::scenario::escaped;
use crate::splice::children;

/// How deep a text is taken apart; what lies deeper is a leaf, however long.
const DEPTH: usize = 64;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tree {
    /// Members: names as written, quotes included.
    Object(Vec<(String, Tree)>),
    /// Elements.
    List(Vec<Tree>),
    /// Anything else, as written.
    Leaf(String),
}

/// The way to a node: the place of a child in its parent, from the root on.
pub(crate) type Path = Vec<usize>;

impl Tree {
    /// Reads a text that is one JSON value.
    pub(crate) fn read(text: &str) -> Self {
        Self::read_at(text.trim_ascii(), DEPTH)
    }

    fn read_at(raw: &str, depth: usize) -> Self {
        let deeper = depth.checked_sub(1);
        match (raw.as_bytes().first(), deeper) {
            (Some(b'{'), Some(deeper)) => {
                let member = |child: crate::splice::Child<'_>| {
                    (child.name.to_owned(), Self::read_at(child.raw, deeper))
                };
                Self::Object(children(raw).into_iter().map(member).collect())
            }
            (Some(b'['), Some(deeper)) => {
                let element = |child: crate::splice::Child<'_>| Self::read_at(child.raw, deeper);
                Self::List(children(raw).into_iter().map(element).collect())
            }
            _ => Self::Leaf(raw.to_owned()),
        }
    }

    /// Makes a leaf of a text.
    pub(crate) fn string(text: &str) -> Self {
        Self::Leaf(quoted(text))
    }

    /// Writes the value without white space.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Object(members) => {
                text.push('{');
                for (number, (name, value)) in members.iter().enumerate() {
                    if number > 0 {
                        text.push(',');
                    }
                    text.push_str(name);
                    text.push(':');
                    value.write(text);
                }
                text.push('}');
            }
            Self::List(elements) => {
                text.push('[');
                for (number, value) in elements.iter().enumerate() {
                    if number > 0 {
                        text.push(',');
                    }
                    value.write(text);
                }
                text.push(']');
            }
            Self::Leaf(raw) => text.push_str(raw),
        }
    }

    /// Returns the decoded text of a leaf that is one.
    pub(crate) fn as_str(&self) -> Option<String> {
        match self {
            Self::Leaf(raw) if raw.starts_with('"') => serde_json::from_str(raw).ok(),
            _ => None,
        }
    }

    /// Returns the members of an object; none of anything else.
    pub(crate) fn into_members(self) -> Vec<(String, Self)> {
        match self {
            Self::Object(members) => members,
            Self::List(_) | Self::Leaf(_) => Vec::new(),
        }
    }

    /// Returns how many children there are.
    pub(crate) const fn len(&self) -> usize {
        match self {
            Self::Object(members) => members.len(),
            Self::List(elements) => elements.len(),
            Self::Leaf(_) => 0,
        }
    }

    fn child(&self, number: usize) -> Option<&Self> {
        match self {
            Self::Object(members) => members.get(number).map(|(_, value)| value),
            Self::List(elements) => elements.get(number),
            Self::Leaf(_) => None,
        }
    }

    fn child_mut(&mut self, number: usize) -> Option<&mut Self> {
        match self {
            Self::Object(members) => members.get_mut(number).map(|(_, value)| value),
            Self::List(elements) => elements.get_mut(number),
            Self::Leaf(_) => None,
        }
    }

    /// Returns the node at the end of a way.
    pub(crate) fn at(&self, path: &[usize]) -> Option<&Self> {
        path.iter().try_fold(self, |tree, number| tree.child(*number))
    }

    fn at_mut(&mut self, path: &[usize]) -> Option<&mut Self> {
        path.iter().try_fold(self, |tree, number| tree.child_mut(*number))
    }

    /// Returns the name of a member, decoded.
    pub(crate) fn name(&self, path: &[usize]) -> Option<String> {
        let (last, parent) = path.split_last()?;
        match self.at(parent)? {
            Self::Object(members) => serde_json::from_str(&members.get(*last)?.0).ok(),
            _ => None,
        }
    }

    /// Returns the JSON pointer to the node at the end of a way.
    pub(crate) fn pointer(&self, path: &[usize]) -> Option<String> {
        let mut pointer = String::new();
        for depth in 1..=path.len() {
            let way = path.get(..depth)?;
            match self.at(way.split_last()?.1)? {
                Self::Object(_) => pointer.push_str(&format!("/{}", escaped(&self.name(way)?))),
                _ => pointer.push_str(&format!("/{}", way.last()?)),
            }
        }
        Some(pointer)
    }

    /// Returns the tree with another node at the end of a way.
    pub(crate) fn with(&self, path: &[usize], node: Self) -> Option<Self> {
        let mut tree = self.clone();
        *tree.at_mut(path)? = node;
        Some(tree)
    }

    /// Returns the tree without a run of the children of a node.
    pub(crate) fn without(&self, path: &[usize], start: usize, run: usize) -> Option<Self> {
        let mut tree = self.clone();
        let node = tree.at_mut(path)?;
        let end = start.checked_add(run).filter(|end| *end <= node.len())?;
        match node {
            Self::Object(members) => drop(members.drain(start..end)),
            Self::List(elements) => drop(elements.drain(start..end)),
            Self::Leaf(_) => return None,
        }
        Some(tree)
    }

    /// Returns the tree with another name for a member.
    pub(crate) fn renamed(&self, path: &[usize], name: &str) -> Option<Self> {
        let (last, parent) = path.split_last()?;
        let mut tree = self.clone();
        match tree.at_mut(parent)? {
            Self::Object(members) => members.get_mut(*last)?.0 = quoted(name),
            _ => return None,
        }
        Some(tree)
    }

    /// Returns the ways to all nodes at a depth, in order.
    pub(crate) fn level(&self, depth: usize) -> Vec<Path> {
        let mut paths = vec![Vec::new()];
        for _ in 0..depth {
            let below = |path: &Path| {
                let count = self.at(path).map_or(0, Self::len);
                let child = |number| [path.as_slice(), &[number]].concat();
                (0..count).map(child).collect::<Vec<_>>()
            };
            paths = paths.iter().flat_map(below).collect();
        }
        paths
    }

    /// Returns the ways to all nodes, outer ones first.
    pub(crate) fn paths(&self) -> Vec<Path> {
        let levels = (0..=DEPTH).map(|depth| self.level(depth));
        levels.take_while(|paths| !paths.is_empty()).flatten().collect()
    }

    /// Returns the tree with another text wherever a name or text is the given one, in any case.
    pub(crate) fn replaced(&self, from: &str, to: &str) -> Self {
        let new = |raw: &str| {
            let decoded: Option<String> = serde_json::from_str(raw).ok();
            let is_it = decoded.is_some_and(|text| text.eq_ignore_ascii_case(from));
            if is_it { quoted(to) } else { raw.to_owned() }
        };
        match self {
            Self::Object(members) => Self::Object(
                members.iter().map(|(name, value)| (new(name), value.replaced(from, to))).collect(),
            ),
            Self::List(elements) => {
                Self::List(elements.iter().map(|value| value.replaced(from, to)).collect())
            }
            Self::Leaf(raw) if raw.starts_with('"') => Self::Leaf(new(raw)),
            Self::Leaf(raw) => Self::Leaf(raw.clone()),
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"a":[1,{"\u0062":"x"}],"n":1e400,"n":2}"#;

    #[test]
    fn a_tree_is_written_as_it_was_read() {
        for text in [TEXT, "null", "[]", "{}", r#""\ud800""#] {
            assert_eq!(Tree::read(text).text(), text);
        }
        assert_eq!(Tree::read(" { \"a\" : [ 1 ] } ").text(), r#"{"a":[1]}"#);
    }

    #[test]
    fn what_is_too_deep_is_a_leaf() {
        let text = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
        let tree = Tree::read(&text);
        assert_eq!(tree.text(), text);
        assert_eq!(tree.paths().len(), DEPTH + 1);
    }

    #[test]
    fn nodes_are_dropped_replaced_and_renamed() {
        let tree = Tree::read(TEXT);
        let text = |tree: Option<Tree>| tree.map(|tree| tree.text()).unwrap_or_default();
        assert_eq!(text(tree.without(&[0], 0, 1)), r#"{"a":[{"\u0062":"x"}],"n":1e400,"n":2}"#);
        assert_eq!(text(tree.without(&[], 1, 2)), r#"{"a":[1,{"\u0062":"x"}]}"#);
        assert_eq!(tree.without(&[], 1, 3), None);
        let leaf = Tree::string("y");
        assert_eq!(text(tree.with(&[0, 1, 0], leaf)), TEXT.replace("\"x\"", "\"y\""));
        assert_eq!(text(tree.renamed(&[2], "m")), TEXT.replace("\"n\":2", "\"m\":2"));
        assert_eq!(tree.replaced("B", "c").text(), TEXT.replace(r"\u0062", "c"));
        assert_eq!(tree.level(2), [vec![0, 0], vec![0, 1]]);
        assert_eq!(tree.pointer(&[0, 1, 0]).as_deref(), Some("/a/1/b"));
    }
}
