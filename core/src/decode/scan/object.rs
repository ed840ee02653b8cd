//! Members that the rules ask about.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::cursor::Scan;
use super::lanes::Lanes;
use crate::decode::repeated::is_miscased;
use crate::decode::shape::Range;
use crate::decode::{Body, Broken, Kind, Leaf, Object, Origin, OriginSide, Owner, Root, TextFacts};

/// Levels that are open inside the result.
const IN_RESULT: u32 = 1;
/// Levels that are open inside the body, and inside the origin.
const IN_MEMBER: u32 = 2;
/// Levels that are open inside one side of the origin.
const IN_SIDE: u32 = 3;

/// Members that no rule knows, with their values.
pub(super) type Others = SmallVec<[(Leaf, Leaf); 4]>;

impl<'a, L: Lanes> Scan<'a, '_, L> {
    /// Reads the object that is the result.
    #[inline(always)]
    pub(super) fn result(&mut self) -> Result<Leaf, Broken> {
        let start = self.at;
        let mut object = Object::new(Leaf::between(start, start, Kind::Object, false));
        let mut others = Others::new();
        self.at += 1;
        let mut is_first = true;
        while let Some(name) = self.member(&mut is_first)? {
            let slot = match &*self.spelled(name) {
                b"status" => &mut object.status,
                b"statusDescription" => &mut object.status_description,
                b"bodyEncoding" => &mut object.body_encoding,
                b"clientIp" => &mut object.client_ip,
                b"method" => &mut object.method,
                b"uri" => &mut object.uri,
                b"querystring" => &mut object.querystring,
                b"headers" => {
                    let span = self.headers(Owner::Result, IN_RESULT)?;
                    let old = object.headers.replace(span);
                    self.overrides(old.map(|span| span.leaf), Owner::Result);
                    continue;
                }
                b"body" => {
                    let body = self.body()?;
                    let old = object.body.replace(body);
                    self.overrides(old.map(|body| body.leaf), Owner::Result);
                    continue;
                }
                b"origin" => {
                    let origin = self.origin()?;
                    let old = object.origin.replace(origin);
                    self.overrides(old.map(|origin| origin.leaf), Owner::Result);
                    continue;
                }
                _ => {
                    others.push((name, self.skip(IN_RESULT)?));
                    continue;
                }
            };
            let value = self.skip(IN_RESULT)?;
            let old = slot.replace(value);
            self.overrides(old, Owner::Result);
        }
        object.leaf = Leaf::between(start, self.at, Kind::Object, false);
        if !others.is_empty() {
            self.look_into(&mut object, others);
        }
        self.document.root = Root::Object(object);
        Ok(object.leaf)
    }

    /// Looks for what hints that somebody meant something else.
    #[cold]
    fn look_into(&mut self, object: &mut Object, mut others: Others) {
        self.settle(&mut others, Owner::Result);
        for (name, value) in others {
            match &*name.text(self.bytes) {
                "statusCode" => object.status_code = true,
                "Records" | "cf" | "request" | "response" => {
                    object.wraps |= matches!(value.kind, Kind::Object | Kind::List);
                }
                other if is_miscased(other) => self.document.miscased.push(value),
                _ => {}
            }
        }
    }

    /// Goes to the value of the next member of an object that was opened; returns the member's name.
    #[inline(always)]
    pub(super) fn member(&mut self, is_first: &mut bool) -> Result<Option<Leaf>, Broken> {
        self.white();
        match (self.byte(), std::mem::take(is_first)) {
            (b'}', _) => {
                self.at += 1;
                return Ok(None);
            }
            (b',', false) => {
                self.at += 1;
                self.white();
            }
            (_, true) => {}
            (_, false) => return Err(Broken::Json),
        }
        self.name().map(Some)
    }

    /// Returns what a name spells, its escapes resolved.
    #[inline(always)]
    pub(super) fn spelled(&self, name: Leaf) -> Cow<'a, [u8]> {
        match name.plain(self.bytes) {
            Some(plain) => Cow::Borrowed(plain),
            None => Cow::Owned(name.text(self.bytes).into_owned().into_bytes()),
        }
    }

    /// Reads a body: a text, or the object of a request's.
    #[inline(always)]
    fn body(&mut self) -> Result<Body, Broken> {
        match self.byte() {
            b'"' => self.base64_text().map(|(leaf, facts)| Body::new(leaf, facts)),
            b'{' => self.request_body(),
            _ => Ok(Body::new(self.skip(IN_RESULT)?, TextFacts::default())),
        }
    }

    #[inline(never)]
    fn request_body(&mut self) -> Result<Body, Broken> {
        let start = self.at;
        let mut body =
            Body::new(Leaf::between(start, start, Kind::Object, false), TextFacts::default());
        let mut others = Others::new();
        self.at += 1;
        let mut is_first = true;
        while let Some(name) = self.apart_member(&mut is_first)? {
            let (value, facts) = self.maybe_data()?;
            let slot = match &*self.spelled(name) {
                b"action" => &mut body.action,
                b"encoding" => &mut body.encoding,
                b"data" => {
                    body.data_facts = facts;
                    &mut body.data
                }
                _ => {
                    others.push((name, value));
                    continue;
                }
            };
            let old = slot.replace(value);
            self.overrides(old, Owner::Body);
        }
        self.settle(&mut others, Owner::Body);
        body.leaf = Leaf::between(start, self.at, Kind::Object, false);
        Ok(body)
    }

    /// Passes a value; a text is looked at as the data of a body.
    fn maybe_data(&mut self) -> Result<(Leaf, TextFacts), Broken> {
        match self.byte() {
            b'"' => self.base64_text(),
            _ => Ok((self.apart_skip(IN_MEMBER)?, TextFacts::default())),
        }
    }

    #[inline(never)]
    fn origin(&mut self) -> Result<Origin, Broken> {
        if self.byte() != b'{' {
            return Ok(Origin { leaf: self.apart_skip(IN_RESULT)?, custom: None, s3: None });
        }
        let start = self.at;
        let leaf = Leaf::between(start, start, Kind::Object, false);
        let mut origin = Origin { leaf, custom: None, s3: None };
        let mut others = Others::new();
        self.at += 1;
        let mut is_first = true;
        while let Some(name) = self.apart_member(&mut is_first)? {
            let slot = match &*self.spelled(name) {
                b"custom" => &mut origin.custom,
                b"s3" => &mut origin.s3,
                _ => {
                    others.push((name, self.apart_skip(IN_MEMBER)?));
                    continue;
                }
            };
            let side = self.side()?;
            let old = slot.replace(side);
            self.overrides(old.map(|side| side.leaf), Owner::Origin);
        }
        self.settle(&mut others, Owner::Origin);
        origin.leaf = Leaf::between(start, self.at, Kind::Object, false);
        Ok(origin)
    }

    fn side(&mut self) -> Result<OriginSide, Broken> {
        if self.byte() != b'{' {
            return Ok(OriginSide::new(self.apart_skip(IN_MEMBER)?));
        }
        let start = self.at;
        let mut side = OriginSide::new(Leaf::between(start, start, Kind::Object, false));
        let mut others = Others::new();
        self.at += 1;
        let mut is_first = true;
        while let Some(name) = self.apart_member(&mut is_first)? {
            let slot = match &*self.spelled(name) {
                b"authMethod" => &mut side.auth_method,
                b"domainName" => &mut side.domain_name,
                b"keepaliveTimeout" => &mut side.keepalive_timeout,
                b"path" => &mut side.path,
                b"port" => &mut side.port,
                b"protocol" => &mut side.protocol,
                b"readTimeout" => &mut side.read_timeout,
                b"region" => &mut side.region,
                b"responseCompletionTimeout" => &mut side.response_completion_timeout,
                b"customHeaders" => {
                    let span = self.headers(Owner::Origin, IN_SIDE)?;
                    let old = side.custom_headers.replace(span);
                    self.overrides(old.map(|span| span.leaf), Owner::Origin);
                    continue;
                }
                b"sslProtocols" => {
                    let (list, elements) = self.elements(IN_SIDE)?;
                    side.ssl_protocol_elements = elements;
                    let old = side.ssl_protocols.replace(list);
                    self.overrides(old, Owner::Origin);
                    continue;
                }
                _ => {
                    others.push((name, self.apart_skip(IN_SIDE)?));
                    continue;
                }
            };
            let value = self.apart_skip(IN_SIDE)?;
            let old = slot.replace(value);
            self.overrides(old, Owner::Origin);
        }
        self.settle(&mut others, Owner::Origin);
        side.leaf = Leaf::between(start, self.at, Kind::Object, false);
        Ok(side)
    }

    /// Passes a value that stands within so many levels, and keeps its elements if it is a list.
    #[inline(never)]
    pub(super) fn elements(&mut self, levels: u32) -> Result<(Leaf, Range), Broken> {
        if self.byte() != b'[' {
            return Ok((self.apart_skip(levels)?, Range::default()));
        }
        let (start, first) = (self.at, self.document.elements.len());
        self.at += 1;
        self.white();
        if self.byte() == b']' {
            self.at += 1;
        } else {
            loop {
                let element = self.apart_skip(levels + 1)?;
                self.document.elements.push(element);
                self.white();
                match self.byte() {
                    b',' => {
                        self.at += 1;
                        self.white();
                    }
                    b']' => {
                        self.at += 1;
                        break;
                    }
                    _ => return Err(Broken::Json),
                }
            }
        }
        let list = Leaf::between(start, self.at, Kind::List, false);
        Ok((list, Range::since(first, &self.document.elements)))
    }

    /// As [`Scan::member`], for what is rarely there.
    #[inline(never)]
    fn apart_member(&mut self, is_first: &mut bool) -> Result<Option<Leaf>, Broken> {
        let lanes = self.lanes;
        lanes.apart(
            #[inline(always)]
            || self.member(is_first),
        )
    }

    /// As [`Scan::skip`], for what is rarely there.
    #[inline(never)]
    fn apart_skip(&mut self, levels: u32) -> Result<Leaf, Broken> {
        let lanes = self.lanes;
        lanes.apart(
            #[inline(always)]
            || self.skip(levels),
        )
    }
}
