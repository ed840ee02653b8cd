//! The members that the rules ask about, each with its span.

use std::slice;

use smallvec::SmallVec;

use super::scan::Print;
use super::{Kind, Leaf, Oddities};
use crate::base64::Base64Facts;
use crate::body::Encoding;

/// Headers of a result that need no memory from the heap.
pub(super) const FEW_HEADERS: usize = 32;

/// What a function returned, as the rules look at it; reused, it keeps its memory.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// What it is.
    pub(crate) root: Root,
    /// Its members, if it is an object.
    pub(super) members: Object,
    /// Where the first string with a lone surrogate starts.
    pub(crate) surrogate: Option<u32>,
    /// Members whose name is a known one in other letter case.
    pub(crate) miscased: Vec<Leaf>,
    /// Members that a later one of the same name overrides.
    pub(crate) duplicates: Vec<Duplicate>,
    /// Where the one that starts last of them starts.
    pub(super) latest_duplicate: u32,
    /// Values that are overridden as a whole, so that what repeats inside them does not count.
    pub(super) buried: Vec<Leaf>,
    /// Places of prints, of which some are taken.
    pub(super) filter: Vec<u64>,
    /// Prints that may repeat, to be sorted.
    pub(super) prints: Vec<Print>,
    /// The names of all header maps, those of one map together.
    pub(super) names: SmallVec<[HeaderName; FEW_HEADERS]>,
    /// The entries of names that do not have one, those of one name together.
    pub(super) entries: SmallVec<[Entry; 4]>,
    /// The elements of all values that are lists, and of `sslProtocols`, those of one list together.
    pub(super) elements: SmallVec<[Leaf; 8]>,
}

/// The outermost value.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Root {
    /// Null.
    #[default]
    Null,
    /// A list, text, number or boolean.
    Other(Leaf),
    /// An object: [`Document::object`] has its members.
    Object,
}

/// The members of a result; the last one of a name counts.
#[derive(Clone, Debug)]
pub(crate) struct Object {
    pub(crate) leaf: Leaf,
    pub(crate) status: Option<Leaf>,
    pub(crate) status_description: Option<Leaf>,
    pub(crate) headers: Option<HeaderSpan>,
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

/// Which part of a document a headers map is; [`Document::map`] opens it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeaderSpan {
    /// The whole value, whatever its type.
    pub(crate) leaf: Leaf,
    /// What any of its headers may have about it, and whether names may repeat.
    pub(super) odd: Oddities,
    pub(super) names: Range,
    pub(super) lines: Lines,
}

/// How many header lines there are, and how long.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lines {
    pub(crate) count: u32,
    /// The bytes of all names and values, escapes resolved, a name once for each of its values.
    pub(crate) bytes: u32,
}

/// What stands under `headers` or `customHeaders`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeaderMap<'d> {
    span: &'d HeaderSpan,
    document: &'d Document,
}

/// A member of a headers map.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeaderName {
    pub(crate) name: Leaf,
    /// What stands under the name, whatever its type.
    pub(crate) list: Leaf,
    pub(super) entries: Entries,
    pub(super) odd: Oddities,
    pub(super) print: Print,
}

/// The entries of a header.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entries {
    /// One, as nearly always.
    One(Entry),
    /// None, or more than one: a run of the document's.
    Run(Range),
}

/// An element of the list under a header name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// The whole element, whatever its type.
    pub(crate) leaf: Leaf,
    pub(crate) key: Option<Leaf>,
    pub(crate) value: Option<Leaf>,
    /// The elements of the value, if it is a list.
    pub(super) elements: Range,
}

/// A `body`: a text in a response, an object in a request.
#[derive(Clone, Copy, Debug)]
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
    pub(crate) base64: Base64Facts,
}

/// An `origin`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    /// The whole value, whatever its type.
    pub(crate) leaf: Leaf,
    pub(crate) custom: Option<OriginSide>,
    pub(crate) s3: Option<OriginSide>,
}

/// What stands under `custom` or `s3`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OriginSide {
    /// The whole value, whatever its type.
    pub(crate) leaf: Leaf,
    pub(crate) auth_method: Option<Leaf>,
    pub(crate) custom_headers: Option<HeaderSpan>,
    pub(crate) domain_name: Option<Leaf>,
    pub(crate) keepalive_timeout: Option<Leaf>,
    pub(crate) path: Option<Leaf>,
    pub(crate) port: Option<Leaf>,
    pub(crate) protocol: Option<Leaf>,
    pub(crate) read_timeout: Option<Leaf>,
    pub(crate) region: Option<Leaf>,
    pub(crate) response_completion_timeout: Option<Leaf>,
    pub(crate) ssl_protocols: Option<Leaf>,
    pub(super) ssl_protocol_elements: Range,
}

/// A run of one of the document's lists.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Range {
    first: u32,
    count: u32,
}

impl Range {
    /// Returns the run from an index to the end of a list.
    pub(super) fn since<T>(first: usize, all: &[T]) -> Self {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { first: number(first), count: number(all.len().saturating_sub(first)) }
    }

    fn of<T>(self, all: &[T]) -> &[T] {
        let index = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        let first = index(self.first);
        all.get(first..first.saturating_add(index(self.count))).unwrap_or_default()
    }
}

impl Lines {
    /// Adds a line.
    #[inline]
    pub(super) const fn add(&mut self, name: u32, value: u32) {
        // The name stands in the result once more as the key, so the sum is below its length.
        self.count += 1;
        self.bytes += name + value;
    }
}

impl Document {
    /// Forgets what was read, and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.root = Root::Null;
        self.surrogate = None;
        self.miscased.clear();
        self.duplicates.clear();
        self.latest_duplicate = 0;
        self.buried.clear();
        self.names.clear();
        self.entries.clear();
        self.elements.clear();
    }

    /// Returns the members of the result, if it is an object.
    #[inline]
    pub(crate) const fn object(&self) -> Option<&Object> {
        match self.root {
            Root::Object => Some(&self.members),
            Root::Null | Root::Other(_) => None,
        }
    }

    /// Opens a headers map.
    pub(crate) const fn map<'d>(&'d self, span: &'d HeaderSpan) -> HeaderMap<'d> {
        HeaderMap { span, document: self }
    }

    /// Returns the elements of `sslProtocols`, if that is a list.
    pub(crate) fn ssl_protocols(&self, side: &OriginSide) -> &[Leaf] {
        side.ssl_protocol_elements.of(&self.elements)
    }
}

impl Default for Object {
    fn default() -> Self {
        Self::new(Leaf::between(0, 0, Kind::Object))
    }
}

impl Object {
    /// Makes an object without members.
    pub(super) const fn new(leaf: Leaf) -> Self {
        Self {
            leaf,
            status: None,
            status_description: None,
            headers: None,
            body: None,
            body_encoding: None,
            client_ip: None,
            method: None,
            uri: None,
            querystring: None,
            origin: None,
            status_code: false,
            wraps: false,
        }
    }

    /// Returns the encoding of a response body; anything that is not base64 counts as text.
    pub(crate) fn response_encoding(&self, input: &[u8]) -> Encoding {
        let named = self.body_encoding.and_then(|leaf| Encoding::parse(&leaf.text(input)));
        named.unwrap_or(Encoding::Text)
    }
}

impl Body {
    /// Makes a body without members.
    pub(super) const fn new(leaf: Leaf, facts: TextFacts) -> Self {
        let data_facts = TextFacts { bytes: 0, base64: Base64Facts::NONE };
        Self { leaf, facts, action: None, encoding: None, data: None, data_facts }
    }
}

impl OriginSide {
    /// Makes a side without members.
    pub(super) const fn new(leaf: Leaf) -> Self {
        Self {
            leaf,
            auth_method: None,
            custom_headers: None,
            domain_name: None,
            keepalive_timeout: None,
            path: None,
            port: None,
            protocol: None,
            read_timeout: None,
            region: None,
            response_completion_timeout: None,
            ssl_protocols: None,
            ssl_protocol_elements: Range { first: 0, count: 0 },
        }
    }
}

impl<'d> HeaderMap<'d> {
    /// Returns the whole value, whatever its type.
    pub(crate) const fn leaf(&self) -> Leaf {
        self.span.leaf
    }

    /// Returns the names of all headers.
    pub(crate) fn names(&self) -> &'d [HeaderName] {
        self.span.names.of(&self.document.names)
    }

    /// Returns the entries of a name.
    pub(crate) fn entries_of<'n>(&self, name: &'n HeaderName) -> &'n [Entry]
    where
        'd: 'n,
    {
        match &name.entries {
            Entries::One(entry) => slice::from_ref(entry),
            Entries::Run(range) => range.of(&self.document.entries),
        }
    }

    /// Returns the elements of an entry's value, if it is a list.
    pub(crate) fn elements_of(&self, entry: &Entry) -> &'d [Leaf] {
        entry.elements.of(&self.document.elements)
    }

    /// Tells whether a header of the map may be odd in one of some ways.
    pub(crate) const fn may_be(&self, ways: Oddities) -> bool {
        self.span.odd.any(ways)
    }

    /// Returns the names of the headers that may be odd in one of some ways.
    pub(crate) fn odd(&self, ways: Oddities) -> impl Iterator<Item = &'d HeaderName> + use<'d> {
        let names = if self.may_be(ways) { self.names() } else { &[] };
        names.iter().filter(move |header| header.odd.any(ways))
    }

    /// Returns count and length of the header lines, where none is odd in shape or name.
    pub(crate) fn lines(&self) -> Option<Lines> {
        let odd = self.may_be(Oddities::SHAPE.or(Oddities::NAME));
        if odd { None } else { Some(self.span.lines) }
    }
}
