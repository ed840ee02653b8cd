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

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the values of a document start and end.
    fn spans(document: &Document) -> Vec<Option<(u32, u32)>> {
        let object = &document.members;
        let root = match document.root {
            Root::Other(leaf) => Some(leaf),
            Root::Object => Some(object.leaf),
            Root::Null => None,
        };
        let leaves = [
            root,
            object.status,
            object.status_description,
            object.headers.as_ref().map(|span| span.leaf),
            object.body.as_ref().map(|body| body.leaf),
            object.body.as_ref().and_then(|body| body.data),
            object.uri,
            object.origin.as_ref().map(|origin| origin.leaf),
            object.origin.as_ref().and_then(|origin| origin.s3).map(|side| side.leaf),
        ];
        let repeated = document.duplicates.iter().map(|duplicate| Some(duplicate.value));
        let all = leaves.into_iter().chain(repeated);
        all.map(|leaf| leaf.map(|leaf| (leaf.start, leaf.end()))).collect()
    }

    #[test]
    fn values_end_where_they_do_whatever_comes_behind() {
        let values =
            ["[]", "{}", "[ ]", "{ }", "[[]]", "[1]", "{\"a\":[]}", "\"\"", "\"a\"", "1", "null"];
        let blanks = "\n\t ".repeat(30);
        for value in values {
            for behind in ["", " ", &blanks] {
                let members =
                    ["status", "statusDescription", "headers", "body", "uri", "origin", "x"];
                let mut inputs = vec![
                    format!("{value}{behind}"),
                    format!(r#"{{"body":{{"data":{value}{behind}}}{behind}}}"#),
                    format!(r#"{{"origin":{{"s3":{value}{behind}}}{behind}}}"#),
                ];
                for name in members {
                    let member = format!(r#""{name}":{value}{behind}"#);
                    inputs.push(format!("{{{member}}}"));
                    inputs.push(format!("{{{member},{member},{member}}}{behind}"));
                }
                for input in inputs {
                    let mut expected = Document::default();
                    Decoder::Reference.decode(input.as_bytes(), &mut expected).expect("JSON");
                    for decoder in Decoder::ALL {
                        let mut document = Document::default();
                        decoder.decode(input.as_bytes(), &mut document).expect("JSON");
                        assert_eq!(spans(&document), spans(&expected), "{decoder:?}: {input}");
                    }
                }
            }
        }
    }
}
