//! Finding and replacing parts of a JSON text without losing how the rest is spelled.

use std::fmt;
use std::ops::Range;

use serde::Deserializer as _;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// A member of an object, or an element of a list, as written.
pub struct Child<'a> {
    /// The member's name with its escapes resolved, or the element's index.
    pub step: String,
    /// The member's name as written, quotes included; empty for an element.
    pub name: &'a str,
    /// The value.
    pub raw: &'a str,
}

/// Returns the children of a JSON value, in order; a scalar has none, and so has what is not JSON.
#[must_use]
pub fn children(raw: &str) -> Vec<Child<'_>> {
    struct Walk;

    impl<'de> Visitor<'de> for Walk {
        type Value = Vec<Child<'de>>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object or a list")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut children = Vec::new();
            while let Some((name, value)) = map.next_entry::<&'de RawValue, &'de RawValue>()? {
                // A lone surrogate has no text; such a member is found by its spelling.
                let step = serde_json::from_str(name.get()).unwrap_or_else(|_| name.to_string());
                children.push(Child { step, name: name.get(), raw: value.get() });
            }
            Ok(children)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut children = Vec::new();
            while let Some(element) = list.next_element::<&'de RawValue>()? {
                let step = children.len().to_string();
                children.push(Child { step, name: "", raw: element.get() });
            }
            Ok(children)
        }
    }

    let mut reader = serde_json::Deserializer::from_str(raw);
    let read = match raw.trim_start().as_bytes().first() {
        Some(b'{') => reader.deserialize_map(Walk),
        Some(b'[') => reader.deserialize_seq(Walk),
        _ => return Vec::new(),
    };
    read.unwrap_or_default()
}

/// Returns the steps of a JSON pointer.
#[must_use]
pub fn steps(pointer: &str) -> Vec<String> {
    let unescape = |step: &str| step.replace("~1", "/").replace("~0", "~");
    pointer.split('/').skip(1).map(unescape).collect()
}

/// Finds what a JSON pointer names, as a range of bytes; of repeated members the last.
#[must_use]
pub fn locate(text: &str, pointer: &str) -> Option<Range<usize>> {
    let mut raw = text.trim_ascii();
    for step in steps(pointer) {
        raw = children(raw).into_iter().rfind(|child| child.step == step)?.raw;
    }
    let start = raw.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    Some(start..start + raw.len())
}

/// Replaces what a JSON pointer names; `None` if there is no such place.
#[must_use]
pub fn replace(text: &str, pointer: &str, value: &str) -> Option<String> {
    let range = locate(text, pointer)?;
    let (before, after) = (text.get(..range.start)?, text.get(range.end..)?);
    Some([before, value, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_named_value_changes() {
        let text = r#"{ "a/b": [1, {"c": "x"}], "n": 1e400, "n": 2 }"#;
        assert_eq!(
            replace(text, "/a~1b/1/c", "\"y\"").as_deref(),
            Some(r#"{ "a/b": [1, {"c": "y"}], "n": 1e400, "n": 2 }"#)
        );
        assert_eq!(locate(text, "/n").and_then(|range| text.get(range)), Some("2"));
        assert_eq!(replace(text, "/a~1b/2", "0"), None);
        assert_eq!(locate(text, ""), Some(0..text.len()));
    }
}
