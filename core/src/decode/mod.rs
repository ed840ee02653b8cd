//! What a function returned, as the rules look at it: spans of the input, sorted by meaning.
//!
//! A decoder turns bytes into a [`Document`] and knows no rule; the rules judge the document and
//! know no JSON. Whatever the types of the members are, nothing is refused here but text that is
//! not JSON or is nested too deep.

mod leaf;
mod members;
mod odd;
mod repeated;
mod scan;
mod serde;
mod shape;

pub(crate) use leaf::{Kind, Leaf, Spelled};
pub(crate) use members::{elements, members};
pub(crate) use odd::Oddities;
pub(crate) use scan::base64_facts;
pub(crate) use shape::{
    Body, Document, Duplicate, Entry, HeaderMap, HeaderName, HeaderSpan, Object, Origin,
    OriginSide, Owner, Root, TextFacts,
};

/// A text that cannot be read as a whole.
///
/// As wide as an offset, so that a span or an error is handed over without taking bytes apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Broken {
    /// Not JSON, or not UTF-8.
    Json,
    /// Lists and objects within each other beyond the limit.
    Depth,
}

/// Which of the decoders reads a result. All lead to the same verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decoder {
    /// The fast one: one pass, with the widest vectors of the processor.
    #[default]
    Scan,
    /// The fast one, with vectors of 32 bytes at most where it can choose.
    ScanAvx2,
    /// The fast one without vectors, as on processors that it knows none of.
    ScanPlain,
    /// The reference: `serde_json`, several passes.
    Reference,
}

impl Decoder {
    /// All decoders.
    pub const ALL: [Self; 4] = [Self::Scan, Self::ScanAvx2, Self::ScanPlain, Self::Reference];

    /// Reads what a function returned.
    ///
    /// # Errors
    /// When it cannot be read as a whole; the document is empty then.
    #[inline]
    pub(crate) fn decode(self, bytes: &[u8], document: &mut Document) -> Result<(), Broken> {
        document.clear();
        let read = match self {
            Self::Scan => scan::decode(bytes, scan::Width::Widest, document),
            #[cfg(target_arch = "x86_64")]
            Self::ScanAvx2 => scan::decode(bytes, scan::Width::Avx2, document),
            #[cfg(not(target_arch = "x86_64"))]
            Self::ScanAvx2 => scan::decode(bytes, scan::Width::Widest, document),
            Self::ScanPlain => scan::decode(bytes, scan::Width::ByByte, document),
            Self::Reference => serde::decode(bytes, document),
        };
        if read.is_err() {
            document.clear();
        }
        read
    }
}

/// Reads what a function returned with the fast decoder.
pub(crate) fn decode(bytes: &[u8], document: &mut Document) -> Result<(), Broken> {
    Decoder::Scan.decode(bytes, document)
}
