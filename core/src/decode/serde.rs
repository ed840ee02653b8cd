//! The reference decoder: short and plain, on top of `serde_json`.
//!
//! Each level is read by its own pass over its own text, so the cost is a few readings of
//! the input. Nothing recurses: `serde_json` skips values with a loop.

use serde_json::value::RawValue;

use super::repeated::{is_miscased, overridden};
use super::scan::Print;
use super::shape::{Entries, Lines, Range};
use super::{
    Body, Broken, Document, Duplicate, Entry, HeaderName, HeaderSpan, Kind, Leaf, Object, Oddities,
    Origin, OriginSide, Owner, Root, TextFacts, elements, members,
};
use crate::base64::Base64Facts;
use crate::limits;
use crate::text::lone_surrogate;

/// Members of one object, the last of a name only.
type Members = Vec<(Leaf, Leaf)>;

/// Reads what a function returned.
pub(super) fn decode(bytes: &[u8], document: &mut Document) -> Result<(), Broken> {
    if let Some(end) = first_too_deep(bytes) {
        let prefix = bytes.get(..=end).unwrap_or_default();
        return Err(if is_open_json(prefix) { Broken::Depth } else { Broken::Json });
    }
    let input = str::from_utf8(bytes).map_err(|_| Broken::Json)?;
    let whole: &RawValue = serde_json::from_str(input).map_err(|_| Broken::Json)?;
    // Spans are 32 bits wide; CloudFront gets nowhere near 4 GiB from a function.
    let leaf = Leaf::of(bytes, whole.get()).ok_or(Broken::Json)?;
    document.root = match leaf.kind() {
        Kind::Null => Root::Null,
        Kind::Object => {
            document.members = Reader { input: bytes, document }.object(leaf);
            Root::Object
        }
        Kind::Bool | Kind::Number | Kind::Text | Kind::List => Root::Other(leaf),
    };
    document.surrogate = lone_surrogate(input).and_then(|offset| u32::try_from(offset).ok());
    Ok(())
}

/// Returns the offset of the first bracket that opens a level too many.
fn first_too_deep(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut in_text = false;
    let mut after_backslash = false;
    for (offset, byte) in bytes.iter().enumerate() {
        if in_text {
            in_text = after_backslash || *byte != b'"';
            after_backslash = !after_backslash && *byte == b'\\';
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'[' | b'{' => {
                depth += 1;
                if depth > limits::DEPTH {
                    return Some(offset);
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Tells whether a text is JSON so far.
fn is_open_json(prefix: &[u8]) -> bool {
    std::str::from_utf8(prefix)
        .is_ok_and(|text| serde_json::from_str::<&RawValue>(text).is_err_and(|e| e.is_eof()))
}

struct Reader<'a, 'd> {
    input: &'a [u8],
    document: &'d mut Document,
}

impl Reader<'_, '_> {
    fn object(mut self, leaf: Leaf) -> Object {
        let mut object = Object::new(leaf);
        for (name, value) in self.last_members(leaf, Owner::Result) {
            match &*name.text(self.input) {
                "status" => object.status = Some(value),
                "statusDescription" => object.status_description = Some(value),
                "headers" => object.headers = Some(self.headers(value, Owner::Result)),
                "body" => object.body = Some(self.body(value)),
                "bodyEncoding" => object.body_encoding = Some(value),
                "clientIp" => object.client_ip = Some(value),
                "method" => object.method = Some(value),
                "uri" => object.uri = Some(value),
                "querystring" => object.querystring = Some(value),
                "origin" => object.origin = Some(self.origin(value)),
                "statusCode" => object.status_code = true,
                "Records" | "cf" | "request" | "response" => {
                    object.wraps |= value.is_container();
                }
                other if is_miscased(other.as_bytes()) => self.document.miscased.push(value),
                _ => {}
            }
        }
        object
    }

    /// Returns the members of an object, keeping the last of each name and noting the others.
    fn last_members(&mut self, object: Leaf, owner: Owner) -> Members {
        let mut all = Vec::new();
        members(self.input, object, |name, value| all.push((name, value)));
        let overridden = overridden(self.input, &all, |(name, _)| *name);
        if overridden.is_empty() {
            return all;
        }
        let mut kept = Vec::with_capacity(all.len());
        for (index, (name, value)) in all.into_iter().enumerate() {
            if overridden.binary_search(&index).is_ok() {
                self.document.duplicates.push(Duplicate { value, owner });
            } else {
                kept.push((name, value));
            }
        }
        kept
    }

    /// Reads a headers map. The rules may look at all of it: nothing is promised.
    fn headers(&mut self, leaf: Leaf, owner: Owner) -> HeaderSpan {
        let mut names = Vec::new();
        for (name, list) in self.last_members(leaf, owner) {
            let first = self.document.entries.len();
            let mut entries = Vec::new();
            elements(self.input, list, |entry| entries.push(entry));
            for entry in entries {
                let entry = self.entry(entry, owner);
                self.document.entries.push(entry);
            }
            let entries = Entries::Run(Range::since(first, &self.document.entries));
            let (odd, print) = (Oddities::ALL, Print::default());
            names.push(HeaderName { name, list, entries, odd, print });
        }
        let first = self.document.names.len();
        self.document.names.extend(names);
        let names = Range::since(first, &self.document.names);
        HeaderSpan { leaf, odd: Oddities::ALL, names, lines: Lines::default() }
    }

    fn entry(&mut self, leaf: Leaf, owner: Owner) -> Entry {
        let (mut key, mut value) = (None, None);
        for (name, member) in self.last_members(leaf, owner) {
            match &*name.text(self.input) {
                "key" => key = Some(member),
                "value" => value = Some(member),
                _ => {}
            }
        }
        let elements = value.map_or_else(Range::default, |value| self.elements(value));
        Entry { leaf, key, value, elements }
    }

    /// Keeps the elements of a list.
    fn elements(&mut self, list: Leaf) -> Range {
        let first = self.document.elements.len();
        elements(self.input, list, |element| self.document.elements.push(element));
        Range::since(first, &self.document.elements)
    }

    fn body(&mut self, leaf: Leaf) -> Body {
        let mut body = Body::new(leaf, self.facts(leaf));
        for (name, value) in self.last_members(leaf, Owner::Body) {
            match &*name.text(self.input) {
                "action" => body.action = Some(value),
                "encoding" => body.encoding = Some(value),
                "data" => {
                    body.data = Some(value);
                    body.data_facts = self.facts(value);
                }
                _ => {}
            }
        }
        body
    }

    fn facts(&self, leaf: Leaf) -> TextFacts {
        let text = leaf.text(self.input);
        TextFacts {
            bytes: u64::try_from(text.len()).unwrap_or(u64::MAX),
            base64: Base64Facts::of(text.as_bytes()),
        }
    }

    fn origin(&mut self, leaf: Leaf) -> Origin {
        let mut origin = Origin { leaf, custom: None, s3: None };
        for (name, value) in self.last_members(leaf, Owner::Origin) {
            match &*name.text(self.input) {
                "custom" => origin.custom = Some(self.side(value)),
                "s3" => origin.s3 = Some(self.side(value)),
                _ => {}
            }
        }
        origin
    }

    fn side(&mut self, leaf: Leaf) -> OriginSide {
        let mut side = OriginSide::new(leaf);
        for (name, value) in self.last_members(leaf, Owner::Origin) {
            match &*name.text(self.input) {
                "authMethod" => side.auth_method = Some(value),
                "customHeaders" => side.custom_headers = Some(self.headers(value, Owner::Origin)),
                "domainName" => side.domain_name = Some(value),
                "keepaliveTimeout" => side.keepalive_timeout = Some(value),
                "path" => side.path = Some(value),
                "port" => side.port = Some(value),
                "protocol" => side.protocol = Some(value),
                "readTimeout" => side.read_timeout = Some(value),
                "region" => side.region = Some(value),
                "responseCompletionTimeout" => side.response_completion_timeout = Some(value),
                "sslProtocols" => {
                    side.ssl_protocols = Some(value);
                    side.ssl_protocol_elements = self.elements(value);
                }
                _ => {}
            }
        }
        side
    }
}
