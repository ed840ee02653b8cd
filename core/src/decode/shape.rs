//! The members that the rules ask about, each with its span.

use super::Leaf;
use crate::base64::Base64Facts;
use crate::body::Encoding;

/// The members of a result; the last one of a name counts.
#[derive(Debug)]
pub(crate) struct Object {
    pub(crate) leaf: Leaf,
    pub(crate) status: Option<Leaf>,
    pub(crate) status_description: Option<Leaf>,
    pub(crate) headers: Option<HeaderMap>,
    pub(crate) body: Option<Body>,
    pub(crate) body_encoding: Option<Leaf>,
    pub(crate) client_ip: Option<Leaf>,
    pub(crate) method: Option<Leaf>,
    pub(crate) uri: Option<Leaf>,
    pub(crate) querystring: Option<Leaf>,
    pub(crate) origin: Option<Origin>,
    /// Whether there is a `statusCode`.
    pub(crate) status_code: bool,
    /// Whether `Records`, `cf`, `request` or `response` holds an object or list.
    pub(crate) wraps: bool,
    /// Members whose name is a known one in other letter case.
    pub(crate) miscased: Vec<Leaf>,
    /// Members that a later one of the same name overrides.
    pub(crate) duplicates: Vec<Duplicate>,
}

/// A member that a later one of the same name overrides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Duplicate {
    pub(crate) value: Leaf,
    pub(crate) owner: Owner,
}

/// The part of a result that an object belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// The result itself, or its headers.
    Result,
    /// The `body` object.
    Body,
    /// The `origin` object, down to its custom headers.
    Origin,
}

/// What stands under `headers` or `customHeaders`.
#[derive(Debug)]
pub(crate) struct HeaderMap {
    /// The whole value, whatever its type.
    pub(crate) leaf: Leaf,
    pub(crate) names: Vec<HeaderName>,
    /// The entries of all names, those of one name together.
    pub(crate) entries: Vec<Entry>,
    /// The elements of all values that are lists, those of one value together.
    pub(crate) elements: Vec<Leaf>,
}

/// A member of a headers map.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeaderName {
    pub(crate) name: Leaf,
    /// What stands under the name, whatever its type.
    pub(crate) list: Leaf,
    first: u32,
    count: u32,
}

/// An element of the list under a header name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// The whole element, whatever its type.
    pub(crate) leaf: Leaf,
    pub(crate) key: Option<Leaf>,
    pub(crate) value: Option<Leaf>,
    first_element: u32,
    element_count: u32,
}

/// A `body`: a text in a response, an object in a request.
#[derive(Debug)]
pub(crate) struct Body {
    /// The whole value, whatever its type.
    pub(crate) leaf: Leaf,
    /// Facts of the text, if it is one.
    pub(crate) facts: TextFacts,
    pub(crate) action: Option<Leaf>,
    pub(crate) encoding: Option<Leaf>,
    pub(crate) data: Option<Leaf>,
    /// Facts of `data`, if it is a text.
    pub(crate) data_facts: TextFacts,
}

/// What the rules ask of a long text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TextFacts {
    /// Bytes of its UTF-8 form, escapes resolved.
    pub(crate) bytes: u64,
    /// Its characters, escapes resolved.
    pub(crate) chars: u64,
    pub(crate) base64: Base64Facts,
}

/// An `origin`.
#[derive(Debug)]
pub(crate) struct Origin {
    /// The whole value, whatever its type.
    pub(crate) leaf: Leaf,
    pub(crate) custom: Option<OriginSide>,
    pub(crate) s3: Option<OriginSide>,
}

/// What stands under `custom` or `s3`.
#[derive(Debug)]
pub(crate) struct OriginSide {
    /// The whole value, whatever its type.
    pub(crate) leaf: Leaf,
    pub(crate) auth_method: Option<Leaf>,
    pub(crate) custom_headers: Option<HeaderMap>,
    pub(crate) domain_name: Option<Leaf>,
    pub(crate) keepalive_timeout: Option<Leaf>,
    pub(crate) path: Option<Leaf>,
    pub(crate) port: Option<Leaf>,
    pub(crate) protocol: Option<Leaf>,
    pub(crate) read_timeout: Option<Leaf>,
    pub(crate) region: Option<Leaf>,
    pub(crate) response_completion_timeout: Option<Leaf>,
    pub(crate) ssl_protocols: Option<Leaf>,
    pub(crate) ssl_protocol_elements: Vec<Leaf>,
}

fn range<T>(all: &[T], first: u32, count: u32) -> &[T] {
    let first = usize::try_from(first).unwrap_or(usize::MAX);
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    all.get(first..first.saturating_add(count)).unwrap_or_default()
}

fn count<T>(all: &[T]) -> u32 {
    u32::try_from(all.len()).unwrap_or(u32::MAX)
}

impl Object {
    /// Returns the encoding of a response body; anything that is not base64 counts as text.
    pub(crate) fn response_encoding(&self, input: &str) -> Encoding {
        let named = self.body_encoding.and_then(|leaf| Encoding::parse(&leaf.text(input)));
        named.unwrap_or(Encoding::Text)
    }
}

impl HeaderMap {
    pub(crate) const fn new(leaf: Leaf) -> Self {
        Self { leaf, names: Vec::new(), entries: Vec::new(), elements: Vec::new() }
    }

    /// Starts a name; entries and elements that are pushed next belong to it.
    pub(crate) fn push_name(&mut self, name: Leaf, list: Leaf) {
        let first = count(&self.entries);
        self.names.push(HeaderName { name, list, first, count: 0 });
    }

    /// Adds an entry to the last name.
    pub(crate) fn push_entry(&mut self, leaf: Leaf, key: Option<Leaf>, value: Option<Leaf>) {
        let first_element = count(&self.elements);
        self.entries.push(Entry { leaf, key, value, first_element, element_count: 0 });
        if let Some(name) = self.names.last_mut() {
            name.count += 1;
        }
    }

    /// Adds an element to the list that is the last entry's value.
    pub(crate) fn push_element(&mut self, element: Leaf) {
        self.elements.push(element);
        if let Some(entry) = self.entries.last_mut() {
            entry.element_count += 1;
        }
    }

    /// Returns the entries of a name.
    pub(crate) fn entries_of(&self, name: &HeaderName) -> &[Entry] {
        range(&self.entries, name.first, name.count)
    }

    /// Returns the elements of an entry's value, if it is a list.
    pub(crate) fn elements_of(&self, entry: &Entry) -> &[Leaf] {
        range(&self.elements, entry.first_element, entry.element_count)
    }
}
