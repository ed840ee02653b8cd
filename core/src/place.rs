//! Where in a result a rule is broken.

use std::collections::BTreeMap;

use crate::decode::{Document, Leaf, Root, elements, members};

/// A place in the bytes of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The result as a whole.
    Whole,
    /// The JSON value that starts at this byte.
    At(u32),
    /// A member that the object starting at this byte lacks.
    Missing {
        /// Where the object starts.
        parent: u32,
        /// The member.
        name: &'static str,
    },
    /// A header that `headers` lacks.
    MissingHeader(&'static str),
}

/// A place as reports spell it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pointer {
    /// A JSON pointer, spelled as in the result.
    pub at: String,
    /// The member that is missing from what the pointer names.
    pub missing: Option<&'static str>,
}

impl Place {
    /// Returns the byte at which the value of the place, or what lacks it, starts.
    const fn offset(self) -> Option<u32> {
        match self {
            Self::At(offset) | Self::Missing { parent: offset, .. } => Some(offset),
            Self::Whole | Self::MissingHeader(_) => None,
        }
    }
}

/// The ways from the outermost value of a result to the values at some places.
///
/// All are found in one walk, so that many violations cost no more than few.
#[derive(Debug, Default)]
pub(crate) struct Paths(BTreeMap<u32, Path>);

/// The way from the outermost value of a result to one inside it.
#[derive(Debug)]
pub(crate) struct Path {
    /// Member names and indexes, outermost first.
    pub(crate) steps: Vec<String>,
    /// The value at the end.
    pub(crate) leaf: Leaf,
}

impl Paths {
    /// Finds the values at all places of a document.
    pub(crate) fn find(
        bytes: &[u8],
        document: &Document,
        places: impl Iterator<Item = Place>,
    ) -> Self {
        let mut paths = Self::default();
        let mut wanted: Vec<u32> = places.filter_map(Place::offset).collect();
        wanted.sort_unstable();
        wanted.dedup();
        if let Root::Object(object) = &document.root {
            paths.walk(bytes, object.leaf, &mut Vec::new(), &wanted);
        }
        paths
    }

    /// Descends into the children that hold a wanted offset; the depth was checked before.
    fn walk(&mut self, input: &[u8], leaf: Leaf, steps: &mut Vec<String>, wanted: &[u32]) {
        if wanted.binary_search(&leaf.start).is_ok() {
            self.0.insert(leaf.start, Path { steps: steps.clone(), leaf });
        }
        let mut children = Vec::new();
        let mut index = 0_usize;
        elements(input, leaf, |element| {
            if !within(wanted, element).is_empty() {
                children.push((index.to_string(), element));
            }
            index += 1;
        });
        members(input, leaf, |name, value| {
            if !within(wanted, name).is_empty() {
                // A place at a member's name stands for the member.
                let mut steps = steps.clone();
                steps.push(name.text(input).into_owned());
                self.0.insert(name.start, Path { steps, leaf: name });
            }
            if !within(wanted, value).is_empty() {
                children.push((name.text(input).into_owned(), value));
            }
        });
        for (step, child) in children {
            steps.push(step);
            self.walk(input, child, steps, within(wanted, child));
            steps.pop();
        }
    }

    /// Returns the way to a place, or to what lacks it.
    pub(crate) fn to(&self, place: Place) -> Option<&Path> {
        self.0.get(&place.offset()?)
    }

    /// Returns the place as reports spell it.
    pub(crate) fn pointer(&self, place: Place) -> Pointer {
        let at = self.to(place).map_or_else(String::new, Path::pointer);
        match place {
            Place::Whole | Place::At(_) => Pointer { at, missing: None },
            Place::Missing { name, .. } => Pointer { at, missing: Some(name) },
            Place::MissingHeader(name) => {
                Pointer { at: "/headers".to_owned(), missing: Some(name) }
            }
        }
    }
}

/// Returns the offsets, of sorted ones, that a value spans.
fn within(wanted: &[u32], leaf: Leaf) -> &[u32] {
    let first = wanted.partition_point(|offset| *offset < leaf.start);
    let end = wanted.partition_point(|offset| *offset < leaf.end());
    wanted.get(first..end).unwrap_or_default()
}

impl Path {
    fn pointer(&self) -> String {
        let escaped = |step: &String| step.replace('~', "~0").replace('/', "~1");
        self.steps.iter().map(|step| format!("/{}", escaped(step))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::decode;

    fn found(bytes: &[u8], places: impl Iterator<Item = Place>) -> Paths {
        let mut document = Document::default();
        _ = decode(bytes, &mut document);
        Paths::find(bytes, &document, places)
    }

    #[test]
    fn pointers_are_spelled_as_in_the_result() {
        let text = r#" {"a/b":[1,{"~":2}],"c":{"d":null},"c":3} "#;
        let rows =
            [("{", ""), ("[1", "/a~1b"), ("2}", "/a~1b/1/~0"), ("null", "/c/d"), ("3}", "/c")];
        let place = |needle: &str| {
            Place::At(u32::try_from(text.find(needle).expect("in the text")).expect("short"))
        };
        let paths = found(text.as_bytes(), rows.iter().map(|(needle, _)| place(needle)));
        for (needle, pointer) in rows {
            assert_eq!(paths.pointer(place(needle)).at, pointer, "{needle}");
        }
    }

    #[test]
    fn what_is_not_json_has_only_the_whole() {
        let paths = found(b"nope", [Place::At(0)].into_iter());
        assert_eq!(paths.pointer(Place::Whole).at, "");
    }

    #[test]
    fn a_value_spans_its_first_offset_and_not_that_behind_it() {
        let text = r#"{"a":[1,2]}"#;
        let list = Leaf::of(text.as_bytes(), text.get(5..10).expect("the list")).expect("a leaf");
        assert_eq!(within(&[0, 5, 6, 9, 10], list), [5, 6, 9]);
    }
}
