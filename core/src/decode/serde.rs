//! The reference decoder: short and plain, on top of `serde_json`.
//!
//! Each level is read by its own pass over its own text, so the cost is at most six readings of
//! the input. Nothing recurses: `serde_json` skips values with a loop.

use serde_json::value::RawValue;

use super::{
    Body, Broken, Document, Duplicate, HeaderMap, Kind, Leaf, Object, Origin, OriginSide, Owner,
    Root, TextFacts, elements, members,
};
use crate::base64::Base64Facts;
use crate::limits;
use crate::names::RESULT_MEMBERS;
use crate::text::{chars, lone_surrogate};

/// Members of one object, the last of a name only.
type Members = Vec<(Leaf, Leaf)>;

/// Reads what a function returned.
pub(crate) fn decode(bytes: &[u8]) -> Result<Document<'_>, Broken> {
    if let Some(end) = first_too_deep(bytes) {
        let prefix = bytes.get(..=end).unwrap_or_default();
        return Err(if is_open_json(prefix) { Broken::Depth } else { Broken::Json });
    }
    let input = std::str::from_utf8(bytes).map_err(|_| Broken::Json)?;
    let whole: &RawValue = serde_json::from_str(input).map_err(|_| Broken::Json)?;
    // Spans are 32 bits wide; CloudFront gets nowhere near 4 GiB from a function.
    let leaf = Leaf::of(input, whole.get()).ok_or(Broken::Json)?;
    let root = match leaf.kind {
        Kind::Null => Root::Null,
        Kind::Object => {
            Root::Object(Box::new(Reader { input, duplicates: Vec::new() }.object(leaf)))
        }
        Kind::Bool | Kind::Number | Kind::Text | Kind::List => Root::Other(leaf),
    };
    let surrogate = lone_surrogate(input).and_then(|offset| u32::try_from(offset).ok());
    Ok(Document { input, surrogate, root })
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

struct Reader<'a> {
    input: &'a str,
    duplicates: Vec<Duplicate>,
}

impl Reader<'_> {
    fn object(mut self, leaf: Leaf) -> Object {
        let mut object = Object {
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
            miscased: Vec::new(),
            duplicates: Vec::new(),
        };
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
                    object.wraps |= matches!(value.kind, Kind::Object | Kind::List);
                }
                other if is_miscased(other) => object.miscased.push(value),
                _ => {}
            }
        }
        object.duplicates = self.duplicates;
        object
    }

    /// Returns the members of an object, keeping the last of each name and noting the others.
    fn last_members(&mut self, object: Leaf, owner: Owner) -> Members {
        let mut all = Vec::new();
        members(self.input, object, |name, value| all.push((name, value)));
        let overridden = overridden(self.input, &all);
        if overridden.is_empty() {
            return all;
        }
        let mut kept = Vec::with_capacity(all.len());
        for (index, (name, value)) in all.into_iter().enumerate() {
            if overridden.binary_search(&index).is_ok() {
                self.duplicates.push(Duplicate { value, owner });
            } else {
                kept.push((name, value));
            }
        }
        kept
    }

    fn headers(&mut self, leaf: Leaf, owner: Owner) -> HeaderMap {
        let mut map = HeaderMap::new(leaf);
        for (name, list) in self.last_members(leaf, owner) {
            map.push_name(name, list);
            elements(self.input, list, |entry| {
                let (mut key, mut value) = (None, None);
                for (name, member) in self.last_members(entry, owner) {
                    match &*name.text(self.input) {
                        "key" => key = Some(member),
                        "value" => value = Some(member),
                        _ => {}
                    }
                }
                map.push_entry(entry, key, value);
                if let Some(value) = value {
                    elements(self.input, value, |element| map.push_element(element));
                }
            });
        }
        map
    }

    fn body(&mut self, leaf: Leaf) -> Body {
        let mut body = Body {
            leaf,
            facts: self.facts(leaf),
            action: None,
            encoding: None,
            data: None,
            data_facts: TextFacts::default(),
        };
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
            chars: chars(&text),
            base64: Base64Facts::of(&text),
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
        let mut side = OriginSide {
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
            ssl_protocol_elements: Vec::new(),
        };
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
                    let list = &mut side.ssl_protocol_elements;
                    elements(self.input, value, |element| list.push(element));
                }
                _ => {}
            }
        }
        side
    }
}

/// Returns the indexes of members that a later one of the same name overrides, in order.
///
/// Few are compared, many are sorted: no hashing, so no randomness.
fn overridden(input: &str, members: &[(Leaf, Leaf)]) -> Vec<usize> {
    const FEW: usize = 8;
    let name = |index: usize| members.get(index).map(|(name, _)| name.text(input));
    if members.len() <= FEW {
        let repeats = |i: &usize| (i + 1..members.len()).any(|later| name(later) == name(*i));
        return (0..members.len()).filter(repeats).collect();
    }
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by(|a, b| name(*a).cmp(&name(*b)).then(a.cmp(b)));
    let pairs = order.iter().zip(order.iter().skip(1));
    let mut found: Vec<usize> = pairs
        .filter(|(earlier, later)| name(**earlier) == name(**later))
        .map(|(e, _)| *e)
        .collect();
    found.sort_unstable();
    found
}

fn is_miscased(name: &str) -> bool {
    RESULT_MEMBERS.iter().any(|known| known.eq_ignore_ascii_case(name))
}
