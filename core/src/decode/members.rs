//! Walking one level of a JSON text: the members of an object, the elements of a list.

use std::fmt;

use serde::Deserializer as _;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{Kind, Leaf};

/// Calls `each` with name and value of every member of an object, in order, duplicates included.
///
/// The text was checked as a whole before, so nothing here fails; a value that is no object has no
/// members.
pub(crate) fn members<'a>(input: &'a [u8], object: Leaf, mut each: impl FnMut(Leaf, Leaf)) {
    struct Walk<F>(F);

    impl<'de, F: FnMut(&'de str, &'de str)> Visitor<'de> for Walk<F> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
            while let Some((name, value)) = map.next_entry::<&'de RawValue, &'de RawValue>()? {
                (self.0)(name.get(), value.get());
            }
            Ok(())
        }
    }

    if object.kind() != Kind::Object {
        return;
    }
    let walk = Walk(|name: &'a str, value: &'a str| {
        if let (Some(name), Some(value)) = (Leaf::of(input, name), Leaf::of(input, value)) {
            each(name, value);
        }
    });
    let mut reader = serde_json::Deserializer::from_str(object.raw(input));
    reader.deserialize_map(walk).expect("the text was checked as a whole");
}

/// Calls `each` with every element of a list, in order; a value that is no list has none.
pub(crate) fn elements<'a>(input: &'a [u8], list: Leaf, mut each: impl FnMut(Leaf)) {
    struct Walk<F>(F);

    impl<'de, F: FnMut(&'de str)> Visitor<'de> for Walk<F> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }

        fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
            while let Some(element) = list.next_element::<&'de RawValue>()? {
                (self.0)(element.get());
            }
            Ok(())
        }
    }

    if list.kind() != Kind::List {
        return;
    }
    let walk = Walk(|element: &'a str| {
        if let Some(element) = Leaf::of(input, element) {
            each(element);
        }
    });
    let mut reader = serde_json::Deserializer::from_str(list.raw(input));
    reader.deserialize_seq(walk).expect("the text was checked as a whole");
}
