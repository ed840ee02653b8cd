//! Headers as events and normalised results carry them: ordered, repeated names stay repeated.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::object::Object;

/// One header line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The name in lower case, as the map of an event spells it.
    pub name: String,
    /// The name as it is sent.
    pub key: String,
    /// The value.
    pub value: String,
}

impl Header {
    /// Tells whether the line has this name, ignoring ASCII case.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name) || self.key.eq_ignore_ascii_case(name)
    }
}

/// Header lines in order of appearance.
///
/// In JSON they are a map from lower-case name to a list of `{key, value}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<Header>);

impl Headers {
    /// Returns an empty list.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a line at the end, after those that have the same name already.
    pub fn append(&mut self, key: impl Into<String>, value: impl Into<String>) {
        let key = key.into();
        self.0.push(Header { name: key.to_ascii_lowercase(), key, value: value.into() });
    }

    /// Returns the lines in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Header> {
        self.0.iter()
    }

    /// Puts one line in the place of all that have the name.
    pub fn set(&mut self, key: impl Into<String>, value: impl Into<String>) {
        let key = key.into();
        self.remove(&key);
        self.append(key, value);
    }

    /// Takes away the lines of a header, ignoring ASCII case.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|line| !line.is_named(name));
    }

    /// Keeps the lines that fit.
    pub fn retain(&mut self, fits: impl FnMut(&Header) -> bool) {
        self.0.retain(fits);
    }

    /// Keeps the lines that fit, which may be changed on the way.
    pub fn retain_mut(&mut self, fits: impl FnMut(&mut Header) -> bool) {
        self.0.retain_mut(fits);
    }

    /// Tells whether there is a line of a header, ignoring ASCII case.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.lines(name).next().is_some()
    }

    /// Returns the value of the first line of a header, ignoring ASCII case.
    #[must_use]
    pub fn first<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.values(name).next()
    }

    /// Returns the lines of a header, ignoring ASCII case.
    pub fn lines<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Header> {
        self.0.iter().filter(move |line| line.is_named(name))
    }

    /// Returns the values of a header in order, ignoring the ASCII case of its name.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.lines(name).map(|line| line.value.as_str())
    }
}

impl<'a> IntoIterator for &'a Headers {
    type Item = &'a Header;
    type IntoIter = std::slice::Iter<'a, Header>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Makes a `key` from a map name: every part between hyphens starts with a capital.
///
/// # Source
/// `lambda-generating-http-responses`, Response object (read 2026-04-13); that the rest of a part
/// turns to lower case is inferred.
///
/// # Examples
/// ```
/// assert_eq!(edgecase_core::made_key("content-TYPE"), "Content-Type");
/// ```
#[must_use]
pub fn made_key(map_name: &str) -> String {
    let mut key = String::with_capacity(map_name.len());
    let mut at_start = true;
    for c in map_name.chars() {
        key.push(if at_start { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() });
        at_start = c == '-';
    }
    key
}

/// An entry as the JSON of an event spells it.
#[derive(Serialize, Deserialize)]
struct Entry<K, V> {
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    key: Option<K>,
    value: V,
}

impl Serialize for Headers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut groups: Vec<(&str, Vec<Entry<&str, &str>>)> = Vec::new();
        for line in &self.0 {
            let place = *places.entry(&line.name).or_insert_with(|| {
                groups.push((&line.name, Vec::new()));
                groups.len() - 1
            });
            if let Some((_, entries)) = groups.get_mut(place) {
                entries.push(Entry { key: Some(&line.key), value: &line.value });
            }
        }
        let mut map = serializer.serialize_map(Some(groups.len()))?;
        for (name, entries) in groups {
            map.serialize_entry(name, &entries)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Headers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        type Entries = Vec<Object<Entry<String, String>>>;

        struct Map;

        impl<'de> Visitor<'de> for Map {
            type Value = Headers;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map from header name to a list of {key, value}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Headers, A::Error> {
                // Of members with the same name the last one counts, as everywhere in JSON.
                let mut places: BTreeMap<String, usize> = BTreeMap::new();
                let mut members: Vec<Option<(String, Entries)>> = Vec::new();
                while let Some((name, entries)) = map.next_entry::<String, Entries>()? {
                    let earlier = places.insert(name.clone(), members.len());
                    if let Some(member) = earlier.and_then(|place| members.get_mut(place)) {
                        *member = None;
                    }
                    members.push(Some((name, entries)));
                }
                let mut headers = Headers::new();
                for (name, entries) in members.into_iter().flatten() {
                    for Object(entry) in entries {
                        headers.0.push(Header {
                            name: name.to_ascii_lowercase(),
                            key: entry.key.unwrap_or_else(|| made_key(&name)),
                            value: entry.value,
                        });
                    }
                }
                Ok(headers)
            }
        }

        deserializer.deserialize_map(Map)
    }
}

impl Headers {
    /// Tells whether there is no line.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a line under a map name of its own.
    pub(crate) fn push(&mut self, line: Header) {
        self.0.push(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_part_by_part() {
        for (name, key) in [
            ("content-type", "Content-Type"),
            ("etag", "Etag"),
            ("x-xss-protection", "X-Xss-Protection"),
            ("CONTENT-TYPE", "Content-Type"),
            ("a--b", "A--B"),
            ("x_y-1z", "X_y-1z"),
            ("", ""),
        ] {
            assert_eq!(made_key(name), key, "{name}");
        }
    }

    #[test]
    fn lines_of_one_name_are_written_together_and_keep_their_order() {
        let mut headers = Headers::new();
        headers.append("Set-Cookie", "a=1");
        headers.append("Via", "x");
        headers.append("Set-Cookie", "b=2");
        let text = serde_json::to_string(&headers).expect("headers are JSON");
        assert_eq!(
            text,
            r#"{"set-cookie":[{"key":"Set-Cookie","value":"a=1"},{"key":"Set-Cookie","value":"b=2"}],"via":[{"key":"Via","value":"x"}]}"#
        );
        let back: Headers = serde_json::from_str(&text).expect("its own output");
        assert!(back.values("SET-COOKIE").eq(["a=1", "b=2"]));
    }

    #[test]
    fn a_line_goes_by_its_name_and_by_its_key() {
        let headers: Headers = serde_json::from_str(r#"{"x-a":[{"key":"X-B","value":"1"}]}"#)
            .expect("an entry with a key of its own");
        let line = headers.iter().next().expect("one line");
        assert!(line.is_named("X-a") && line.is_named("x-b") && !line.is_named("x-c"));
    }

    #[test]
    fn of_two_members_with_the_same_name_the_last_one_counts() {
        let text = r#"{"a":[{"value":"1"}],"b":[],"a":[{"value":"2"}],"A":[{"value":"3"}]}"#;
        let headers: Headers = serde_json::from_str(text).expect("headers");
        assert!(headers.values("a").eq(["2", "3"]));
    }

    #[test]
    fn what_is_no_map_of_lists_is_named() {
        let error = serde_json::from_str::<Headers>("[]").expect_err("a list");
        assert!(error.to_string().contains("sequence, expected a map"), "{error}");
    }

    #[test]
    fn a_missing_key_is_made() {
        let headers: Headers =
            serde_json::from_str(r#"{"x-a":[{"value":"1"}]}"#).expect("an entry without key");
        assert_eq!(headers.iter().next().map(|line| line.key.as_str()), Some("X-A"));
    }
}
