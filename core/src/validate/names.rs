//! Names and lines of a headers map, as the rules ask for them.

use std::borrow::Cow;

use crate::decode::{Entry, HeaderMap, HeaderName, Kind, Leaf, Oddities};
use crate::names::is_watched;

/// A name that a result sends: a map name, or a key that differs from it.
pub(super) struct Name<'a> {
    pub(super) text: Cow<'a, str>,
    /// The list under a map name, or the key.
    pub(super) at: Leaf,
    pub(super) is_map_name: bool,
}

/// Returns the key of an entry, if it is a text that is not empty.
pub(super) fn key_of<'a>(entry: &Entry, input: &'a [u8]) -> Option<Cow<'a, str>> {
    let key = entry.key.filter(|key| key.kind() == Kind::Text)?.text(input);
    if key.is_empty() { None } else { Some(key) }
}

/// Calls `each` with every name of a map that may be odd; those of custom headers all may.
pub(super) fn names<'a>(input: &'a [u8], map: &HeaderMap<'_>, mut each: impl FnMut(Name<'a>)) {
    for header in map.odd(Oddities::SHAPE.or(Oddities::NAME)) {
        if !has_entry(map, header) {
            continue;
        }
        let map_name = header.name.text(input);
        for entry in objects(map, header) {
            if let Some(text) = key_of(entry, input)
                && !text.eq_ignore_ascii_case(&map_name)
                && let Some(at) = entry.key
            {
                each(Name { text, at, is_map_name: false });
            }
        }
        each(Name { text: map_name, at: header.list, is_map_name: true });
    }
}

/// Tells whether a list has an entry that is an object.
pub(super) fn has_entry(map: &HeaderMap<'_>, header: &HeaderName) -> bool {
    objects(map, header).next().is_some()
}

fn objects<'n>(
    map: &HeaderMap<'n>,
    header: &'n HeaderName,
) -> impl Iterator<Item = &'n Entry> + use<'n> {
    map.entries_of(header).iter().filter(|entry| entry.leaf.kind() == Kind::Object)
}

/// Returns the text values of an entry: one, or the text elements of a list.
pub(crate) fn lines_of<'d>(
    map: &HeaderMap<'d>,
    entry: &Entry,
) -> impl Iterator<Item = Leaf> + use<'d> {
    let one = entry.value.filter(|value| value.kind() == Kind::Text);
    let many = map.elements_of(entry).iter().copied().filter(|leaf| leaf.kind() == Kind::Text);
    one.into_iter().chain(many)
}

/// The lines of one header in a result.
pub(super) struct Lines {
    /// The values, in order.
    pub(super) values: Vec<Leaf>,
    /// The list of the first entry that counts.
    pub(super) first_list: Option<Leaf>,
}

/// Collects the lines of a header that is one of [`crate::names::WATCHED`]; `None` if a part that
/// belongs to it has the wrong shape.
pub(super) fn lines(input: &[u8], map: &HeaderMap<'_>, wanted: &str) -> Option<Lines> {
    debug_assert!(is_watched(wanted), "decoders tell of watched names alone");
    let mut lines = Lines { values: Vec::new(), first_list: None };
    for header in map.odd(Oddities::SHAPE.or(Oddities::NAME)) {
        let is_wanted = header.name.text(input).eq_ignore_ascii_case(wanted);
        if is_wanted && header.list.kind() != Kind::List {
            return None;
        }
        for entry in map.entries_of(header) {
            if is_wanted && entry.leaf.kind() != Kind::Object {
                return None;
            }
            let by_key = || key_of(entry, input).is_some_and(|k| k.eq_ignore_ascii_case(wanted));
            if !is_wanted && !by_key() {
                continue;
            }
            if !has_values(map, entry) {
                return None;
            }
            lines.values.extend(lines_of(map, entry));
            lines.first_list = lines.first_list.or(Some(header.list));
        }
    }
    Some(lines)
}

/// Tells whether the value of an entry is a text or a list of texts.
fn has_values(map: &HeaderMap<'_>, entry: &Entry) -> bool {
    entry.value.is_some_and(|value| match value.kind() {
        Kind::Text => true,
        Kind::List => map.elements_of(entry).iter().all(|leaf| leaf.kind() == Kind::Text),
        _ => false,
    })
}

/// Tells whether a text is an HTTP token.
///
/// # Source
/// RFC 9110 section 5.6.2.
pub(super) fn is_token(name: &str) -> bool {
    let is_token_byte = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !name.is_empty() && name.bytes().all(is_token_byte)
}
