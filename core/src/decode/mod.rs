//! What a function returned, as the rules look at it: spans of the input, sorted by meaning.
//!
//! A decoder turns bytes into a [`Document`] and knows no rule; the rules judge the document and
//! know no JSON. Whatever the types of the members are, nothing is refused here but text that is
//! not JSON or is nested too deep.

mod leaf;
mod members;
mod serde;
mod shape;

pub(crate) use self::serde::decode;
pub(crate) use leaf::{Kind, Leaf};
pub(crate) use members::{elements, members};
pub(crate) use shape::{
    Body, Duplicate, Entry, HeaderMap, HeaderName, Object, Origin, OriginSide, Owner, TextFacts,
};

/// A text that cannot be read as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Broken {
    /// Not JSON, or not UTF-8.
    Json,
    /// Lists and objects within each other beyond the limit.
    Depth,
}

/// A JSON text that was read as a whole.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    /// The text.
    pub(crate) input: &'a str,
    /// Where the first string with a lone surrogate starts.
    pub(crate) surrogate: Option<u32>,
    /// What it is.
    pub(crate) root: Root,
}

/// The outermost value.
#[derive(Debug)]
pub(crate) enum Root {
    /// Null.
    Null,
    /// A list, text, number or boolean.
    Other(Leaf),
    /// An object.
    Object(Box<Object>),
}
