//! A JSON value that can be changed without losing members, their order, or how scalars are spelled.

use edgecase_core::limits;
use serde_json::value::RawValue;

use crate::splice::children;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tree {
    /// A string, number, boolean or null, as written.
    Scalar(String),
    /// A list.
    List(Vec<Self>),
    /// The members of an object, in order, repeated ones included.
    Object(Vec<(String, Self)>),
}

impl Tree {
    /// Reads bytes; `None` where they are no JSON, are nested too deep, or where a name may have no
    /// text because of a surrogate.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let value: &RawValue = serde_json::from_str(text).ok()?;
        let surrogates = text.contains("\\ud") || text.contains("\\uD");
        if surrogates { None } else { Self::of(value.get(), limits::DEPTH) }
    }

    fn of(raw: &str, depth: usize) -> Option<Self> {
        let of = |raw: &str| Self::of(raw, depth.checked_sub(1)?);
        match raw.as_bytes().first()? {
            b'[' => children(raw).into_iter().map(|child| of(child.raw)).collect::<Option<_>>(),
            b'{' => {
                let members = children(raw).into_iter();
                let member = |child: crate::splice::Child<'_>| Some((child.step, of(child.raw)?));
                return members.map(member).collect::<Option<_>>().map(Self::Object);
            }
            _ => return Some(Self::Scalar(raw.to_owned())),
        }
        .map(Self::List)
    }

    /// Makes a string.
    pub(super) fn text(text: &str) -> Self {
        Self::Scalar(serde_json::Value::from(text).to_string())
    }

    /// Returns what a string says.
    pub(super) fn as_text(&self) -> Option<String> {
        match self {
            Self::Scalar(raw) if raw.starts_with('"') => serde_json::from_str(raw).ok(),
            _ => None,
        }
    }

    /// Returns the members of an object.
    pub(super) fn members(&self) -> Option<&[(String, Self)]> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// Returns the members of an object, to be changed.
    pub(super) fn members_mut(&mut self) -> Option<&mut Vec<(String, Self)>> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// Returns the elements of a list.
    pub(super) fn elements(&self) -> Option<&[Self]> {
        match self {
            Self::List(elements) => Some(elements),
            _ => None,
        }
    }

    /// Returns the member that counts under a name: the last one.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.members()?.iter().rfind(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Returns what lies below, member by member.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |tree, name| tree.get(name))
    }

    /// Returns what lies below, to be changed.
    pub(super) fn at_mut(&mut self, path: &[&str]) -> Option<&mut Self> {
        path.iter().try_fold(self, |tree, name| {
            let mut members = tree.members_mut()?.iter_mut();
            members.rfind(|(known, _)| known == name).map(|(_, value)| value)
        })
    }

    /// Sets a member of an object.
    pub(super) fn set(&mut self, name: &str, value: Self) {
        if let Some(members) = self.members_mut() {
            match members.iter_mut().rfind(|(known, _)| known == name) {
                Some((_, known)) => *known = value,
                None => members.push((name.to_owned(), value)),
            }
        }
    }

    /// Returns the JSON, without white space.
    pub(super) fn to_json(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Scalar(raw) => text.push_str(raw),
            Self::List(elements) => {
                text.push('[');
                for (number, element) in elements.iter().enumerate() {
                    text.push_str(if number == 0 { "" } else { "," });
                    element.write(text);
                }
                text.push(']');
            }
            Self::Object(members) => {
                text.push('{');
                for (number, (name, value)) in members.iter().enumerate() {
                    text.push_str(if number == 0 { "" } else { "," });
                    text.push_str(&serde_json::Value::from(name.as_str()).to_string());
                    text.push(':');
                    value.write(text);
                }
                text.push('}');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_white_space_and_escapes_of_names_is_lost() {
        let text = r#"{ "a\u0062" : [ 1e400, "\u0041\n", null ], "a": {}, "a": -0 }"#;
        let mut tree = Tree::read(text.as_bytes()).expect("JSON");
        assert_eq!(tree.to_json(), r#"{"ab":[1e400,"\u0041\n",null],"a":{},"a":-0}"#);
        assert_eq!(tree.at(&["a"]), Some(&Tree::Scalar("-0".to_owned())));
        tree.set("a", Tree::text("é\n"));
        assert_eq!(tree.get("a").and_then(Tree::as_text).as_deref(), Some("é\n"));
    }

    #[test]
    fn what_has_no_plain_text_is_not_read() {
        for text in ["", "nope", "{", r#"{"\ud800":1}"#, "1 2"] {
            assert_eq!(Tree::read(text.as_bytes()), None, "{text}");
        }
        for depth in [200, 100_000] {
            assert_eq!(
                Tree::read(["[".repeat(depth), "]".repeat(depth)].concat().as_bytes()),
                None
            );
        }
    }
}
