//! Members that the rules ask about.

use smallvec::SmallVec;

use super::cursor::Scan;
use super::lanes::Lanes;
use super::text::QUOTES;
use crate::decode::repeated::is_miscased;
use crate::decode::shape::Range;
use crate::decode::{
    Body, Broken, Kind, Leaf, Object, Origin, OriginSide, Owner, Root, Spelled, TextFacts,
};
use crate::names::RESULT_MEMBERS;

/// Levels that are open inside the result.
const IN_RESULT: u32 = 1;
/// Levels that are open inside the body, and inside the origin.
const IN_MEMBER: u32 = 2;
/// Levels that are open inside one side of the origin.
const IN_SIDE: u32 = 3;

/// A member of a result that the rules ask about.
#[derive(Clone, Copy)]
enum Member {
    Headers,
    Body,
    Origin,
    Plain(Plain),
}

/// A member that is looked at as a whole.
#[derive(Clone, Copy)]
enum Plain {
    Status,
    StatusDescription,
    BodyEncoding,
    ClientIp,
    Method,
    Uri,
    Querystring,
}

impl Member {
    /// Returns the member of a name.
    fn find(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"headers" => Self::Headers,
            b"body" => Self::Body,
            b"origin" => Self::Origin,
            b"status" => Self::Plain(Plain::Status),
            b"statusDescription" => Self::Plain(Plain::StatusDescription),
            b"bodyEncoding" => Self::Plain(Plain::BodyEncoding),
            b"clientIp" => Self::Plain(Plain::ClientIp),
            b"method" => Self::Plain(Plain::Method),
            b"uri" => Self::Plain(Plain::Uri),
            b"querystring" => Self::Plain(Plain::Querystring),
            _ => return None,
        })
    }
}

impl Object {
    #[inline(always)]
    const fn slot(&mut self, member: Plain) -> &mut Option<Leaf> {
        match member {
            Plain::Status => &mut self.status,
            Plain::StatusDescription => &mut self.status_description,
            Plain::BodyEncoding => &mut self.body_encoding,
            Plain::ClientIp => &mut self.client_ip,
            Plain::Method => &mut self.method,
            Plain::Uri => &mut self.uri,
            Plain::Querystring => &mut self.querystring,
        }
    }
}

/// Names that hint at something, beside those of members in another letter case.
const HINTS: &[&str] = &["statusCode", "Records", "cf", "request", "response"];

/// For each first letter of names of members and of hints, a bit for each length.
#[expect(clippy::indexing_slicing, reason = "five bits are below 32, and no name is empty")]
const LENGTHS: [u32; 32] = {
    let (mut lengths, mut lists) = ([0; 32], [RESULT_MEMBERS, HINTS].as_slice());
    while let [list, more @ ..] = lists {
        let mut names = *list;
        while let [name, rest @ ..] = names {
            lengths[letter(name.as_bytes()[0])] |= 1 << name.len();
            names = rest;
        }
        lists = more;
    }
    lengths
};

/// Returns the number of a letter, of either case.
#[inline(always)]
#[expect(clippy::as_conversions, reason = "`From` cannot be called in a constant")]
const fn letter(byte: u8) -> usize {
    (byte & 0x1f) as usize
}

/// Tells whether a name may be that of a member or hint at one, by its first byte and its length.
#[inline(always)]
fn may_matter(first: u8, length: u32) -> bool {
    let lengths = LENGTHS.get(letter(first)).copied().unwrap_or_default();
    length < u32::BITS && lengths >> length & 1 == 1
}

/// Members that no rule knows, with their values.
pub(super) type Others = SmallVec<[(Leaf, Leaf); 4]>;

impl<'a, L: Lanes> Scan<'a, '_, L> {
    /// Reads the object that is the result.
    #[inline(always)]
    pub(super) fn result(&mut self) -> Result<Leaf, Broken> {
        let start = self.at;
        self.document.members = Object::new(Leaf::between(start, start, Kind::Object));
        let (mut others, mut has_hints, mut later) = (Others::new(), false, None);
        self.at += 1;
        let mut is_first = true;
        while self.has_member(&mut is_first)? {
            let (name, member) = match self.usual_member() {
                Some(member) => {
                    self.white();
                    (None, Some(member))
                }
                None => {
                    let name = self.name()?;
                    let (member, may_hint) = self.find(name);
                    has_hints |= may_hint;
                    (Some(name), member)
                }
            };
            let old = match member {
                Some(Member::Headers) if self.document.members.headers.is_none() => {
                    let span = self.headers(Owner::Result, IN_RESULT)?;
                    self.document.members.headers = Some(span);
                    continue;
                }
                Some(Member::Body) => {
                    let body = self.body()?;
                    // Only the old span is copied out, not all that goes with it.
                    let slot = &mut self.document.members.body;
                    let old = slot.as_ref().map(|body| body.leaf);
                    *slot = Some(body);
                    old
                }
                Some(Member::Origin) => {
                    let origin = self.origin()?;
                    self.document.members.origin.replace(origin).map(|origin| origin.leaf)
                }
                Some(Member::Plain(member)) => {
                    self.plain_member(member)?;
                    continue;
                }
                Some(Member::Headers) => {
                    later = Some(self.later_headers(later)?);
                    continue;
                }
                None => {
                    let value = self.skip(IN_RESULT)?;
                    if let Some(name) = name {
                        others.push((name, value));
                    }
                    continue;
                }
            };
            self.replaced(old, Owner::Result);
        }
        let leaf = Leaf::between(start, self.at, Kind::Object);
        self.document.members.leaf = leaf;
        self.document.root = Root::Object;
        self.settle(&mut others, Owner::Result);
        if has_hints {
            self.look_into(others);
        }
        if let Some(later) = later {
            self.last_headers(later)?;
        }
        Ok(leaf)
    }

    /// Passes headers that are not the first ones, of which only the last are to be read; the last before
    /// these were at some place, if they were not the first.
    #[cold]
    fn later_headers(&mut self, old: Option<Leaf>) -> Result<Leaf, Broken> {
        let first = self.document.members.headers.as_ref();
        if let Some(old) = old.or(first.map(|span| span.leaf)) {
            self.note_replaced(old, Owner::Result);
        }
        match self.byte() {
            // Without the detour, which takes longer than a short map.
            b'{' => self.container_apart(IN_RESULT),
            _ => self.apart_skip(IN_RESULT),
        }
    }

    /// Reads the last headers of several.
    #[cold]
    fn last_headers(&mut self, last: Leaf) -> Result<(), Broken> {
        let end = std::mem::replace(&mut self.at, last.start);
        self.document.members.headers = Some(self.headers(Owner::Result, IN_RESULT)?);
        self.at = end;
        Ok(())
    }

    /// Reads a member that is looked at as a whole.
    #[inline(always)]
    fn plain_member(&mut self, member: Plain) -> Result<(), Broken> {
        let is_text = self.byte() == b'"';
        let value = match if is_text { self.short_text() } else { None } {
            Some(value) => value,
            None => self.apart_skip(IN_RESULT)?,
        };
        let old = *self.document.members.slot(member);
        if old.is_some() {
            self.replaced(old, Owner::Result);
        }
        *self.document.members.slot(member) = Some(value);
        Ok(())
    }

    /// Passes the name of a member that responses usually have, and the colon, if nothing is between
    /// them.
    #[inline(always)]
    fn usual_member(&mut self) -> Option<Member> {
        match self.byte_at(self.at + 1) {
            b's' if self.takes(b"\"status\":") => Some(Member::Plain(Plain::Status)),
            b's' if self.takes(b"\"statusDescription\":") => {
                Some(Member::Plain(Plain::StatusDescription))
            }
            b'h' if self.takes(b"\"headers\":") => Some(Member::Headers),
            b'b' if self.takes(b"\"body\":") => Some(Member::Body),
            b'b' if self.takes(b"\"bodyEncoding\":") => Some(Member::Plain(Plain::BodyEncoding)),
            _ => None,
        }
    }

    /// Returns the member of a name, and whether it may be a hint if it is none.
    #[inline(always)]
    fn find(&self, name: Leaf) -> (Option<Member>, bool) {
        if !self.may_matter(name) {
            return (None, false);
        }
        (Member::find(&self.spelled(name)), true)
    }

    /// As [`may_matter()`], of a name that may have escapes.
    #[inline(always)]
    fn may_matter(&self, name: Leaf) -> bool {
        name.has_escape() || may_matter(self.byte_at(name.start + 1), name.bytes() - QUOTES)
    }

    /// Looks for what hints that somebody meant something else.
    #[cold]
    fn look_into(&mut self, others: Others) {
        for (name, value) in others {
            if self.may_matter(name) {
                self.look_at(&self.spelled(name), value);
            }
        }
    }

    #[inline(never)]
    fn look_at(&mut self, name: &[u8], value: Leaf) {
        let object = &mut self.document.members;
        match name {
            b"statusCode" => object.status_code = true,
            b"Records" | b"cf" | b"request" | b"response" => {
                object.wraps |= value.is_container();
            }
            other if is_miscased(other) => self.document.miscased.push(value),
            _ => {}
        }
    }

    /// Goes to the next member of an object that was opened, or behind the object; tells which.
    #[inline(always)]
    pub(super) fn has_member(&mut self, is_first: &mut bool) -> Result<bool, Broken> {
        if !std::mem::take(is_first) {
            return self.goes_on(b'}');
        }
        self.white();
        if self.byte() == b'}' {
            self.at += 1;
            return Ok(false);
        }
        Ok(true)
    }

    /// Goes to the value of the next member of an object that was opened; returns the member's name.
    #[inline(always)]
    pub(super) fn member(&mut self, is_first: &mut bool) -> Result<Option<Leaf>, Broken> {
        if self.has_member(is_first)? { self.name().map(Some) } else { Ok(None) }
    }

    /// Returns what a name spells, its escapes resolved.
    #[inline(always)]
    pub(super) fn spelled(&self, name: Leaf) -> Spelled<'a> {
        name.spelled(self.bytes)
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
        let mut body = Body::new(Leaf::between(start, start, Kind::Object), TextFacts::default());
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
            self.replaced(old, Owner::Body);
        }
        self.settle(&mut others, Owner::Body);
        body.leaf = Leaf::between(start, self.at, Kind::Object);
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
        let leaf = Leaf::between(start, start, Kind::Object);
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
            self.replaced(old.map(|side| side.leaf), Owner::Origin);
        }
        self.settle(&mut others, Owner::Origin);
        origin.leaf = Leaf::between(start, self.at, Kind::Object);
        Ok(origin)
    }

    fn side(&mut self) -> Result<OriginSide, Broken> {
        if self.byte() != b'{' {
            return Ok(OriginSide::new(self.apart_skip(IN_MEMBER)?));
        }
        let start = self.at;
        let mut side = OriginSide::new(Leaf::between(start, start, Kind::Object));
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
                    self.replaced(old.map(|span| span.leaf), Owner::Origin);
                    continue;
                }
                b"sslProtocols" => {
                    let (list, elements) = self.elements(IN_SIDE)?;
                    side.ssl_protocol_elements = elements;
                    let old = side.ssl_protocols.replace(list);
                    self.replaced(old, Owner::Origin);
                    continue;
                }
                _ => {
                    others.push((name, self.apart_skip(IN_SIDE)?));
                    continue;
                }
            };
            let value = self.apart_skip(IN_SIDE)?;
            let old = slot.replace(value);
            self.replaced(old, Owner::Origin);
        }
        self.settle(&mut others, Owner::Origin);
        side.leaf = Leaf::between(start, self.at, Kind::Object);
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
                if !self.goes_on(b']')? {
                    break;
                }
            }
        }
        let list = Leaf::between(start, self.at, Kind::List);
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

    /// As [`Scan::skip`], for what is rarely there or rarely so long.
    #[inline(never)]
    fn apart_skip(&mut self, levels: u32) -> Result<Leaf, Broken> {
        let lanes = self.lanes;
        lanes.apart(
            #[inline(always)]
            || self.skip(levels),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matters(name: &str) -> bool {
        let first = name.bytes().next().unwrap_or(b'"');
        may_matter(first, u32::try_from(name.len()).unwrap_or(u32::MAX))
    }

    #[test]
    fn no_name_of_a_member_is_passed_over() {
        for name in RESULT_MEMBERS {
            assert!(matters(name) && Member::find(name.as_bytes()).is_some(), "{name}");
            assert!(matters(&name.to_uppercase()), "{name}");
        }
        for name in HINTS {
            assert!(matters(name), "{name}");
        }
        for name in ["", "x", "statuses", "a-name-of-more-than-thirty-two-bytes"] {
            assert!(!matters(name), "{name}");
        }
    }
}
