//! Origin objects that are accepted.

use edgecase_core::profile::{CompletionTimeout, MissingOriginField, OaiConditions};
use edgecase_core::{RuleId, limits, names};

use super::body;
use super::event::Kind;
use super::json::{Json, Members, Word};
use super::maker::Maker;
use super::request::usize_of;

const DOMAINS: &[&str] = &[
    "example.org",
    "a-b.Example.ORG.",
    "example.org.",
    "localhost",
    "_x.a_b.example",
    "1.2.3",
    "1.2.3.4.5",
    "256.1.1.1",
    "1.2.3.0004",
    "b.s3.amazonaws.com",
    "a--b.x1",
];
const BUCKETS: &[&str] = &[
    "b.s3.amazonaws.com",
    "a.b.s3.amazonaws.com",
    "1-b_c.s3.amazonaws.com",
    "s3.s3.amazonaws.com",
    "xs3-website.s3.amazonaws.com",
];
const REGIONAL: &[&str] = &[
    "b.s3.eu-west-1.amazonaws.com",
    "b.s3-eu-west-1.amazonaws.com",
    "b.s3.dualstack.us-east-1.amazonaws.com",
    "b.s3.cn-north-1.amazonaws.com.cn",
    "b.s3-x.y.amazonaws.com",
];
const PATHS: &[&str] = &["", "/a", "/a/b", "/%20%zz", "/a;b=c&d!$'()*+,:@~[]", "/.", "/a//b"];
const BUCKET_PATHS: &[&str] = &["/a b", "/\u{e9}", "/a?b#c", "/\"<>\\^`{|}", "/\n\u{7f}"];

/// The members that an origin of a kind must have.
pub(super) const fn required(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Custom => &[
            "domainName",
            "path",
            "port",
            "protocol",
            "readTimeout",
            "keepaliveTimeout",
            "sslProtocols",
        ],
        Kind::S3 => &["domainName", "path", "authMethod"],
    }
}

impl Maker<'_> {
    /// Makes an `origin` of a kind; `headers` are those of the request around it.
    pub(super) fn origin(&mut self, kind: Kind, headers: Option<&Json>) -> Json {
        let side = self.side(kind, headers);
        let mut origin = vec![(Word::Borrowed(kind.as_str()), side)];
        if self.d.chance(1, 16) {
            let name = *self.d.pick(&["foo", "S3", "Custom", "domainName"]);
            let at = self.d.index(2);
            origin.insert(at, (Word::Borrowed(name), body::any_value(self.d)));
        }
        Json::Object(origin)
    }

    /// Makes what stands in `custom` or `s3`.
    pub(super) fn side(&mut self, kind: Kind, headers: Option<&Json>) -> Json {
        let mut side = Members::with_capacity(10);
        let known = self.reading.profile.completion_timeout == CompletionTimeout::Known;
        match kind {
            Kind::Custom => self.custom_members(&mut side),
            Kind::S3 => self.s3_members(&mut side),
        }
        let has_timeout = kind == Kind::Custom || known && self.d.chance(1, 2);
        let read = self.seconds(RuleId::OriginReadTimeout);
        if has_timeout {
            side.push((Word::Borrowed("readTimeout"), number(read)));
        }
        if known && self.d.chance(1, 3) {
            let seconds = match self.d.below(5) {
                0 => Json::raw("0"),
                1 | 2 => number(read),
                3 => number(read.saturating_add(1)),
                _ if has_timeout => Json::raw("99999999999999999999"),
                _ => Json::raw("1"),
            };
            side.push((Word::Borrowed("responseCompletionTimeout"), seconds));
        }
        if self.reading.profile.missing_origin_field == MissingOriginField::Inherit
            && self.d.chance(1, 2)
        {
            let name = *self.d.pick(required(kind));
            side.retain(|(known, _)| known != name);
        }
        if let Some(map) = self.custom_headers(headers) {
            side.push((Word::Borrowed("customHeaders"), map));
        }
        self.unknown_side_member(&mut side, kind, known);
        let middle = self.d.index(side.len());
        side.rotate_left(middle);
        Json::Object(side)
    }

    fn custom_members(&mut self, side: &mut Members) {
        let domain = match self.d.below(12) {
            0..=5 => Word::Borrowed("example.org"),
            6 => Word::Owned(domain(usize_of(limits::CUSTOM_DOMAIN_CHARS))),
            _ => Word::Borrowed(*self.d.pick(DOMAINS)),
        };
        side.push((Word::Borrowed("domainName"), Json::Text(domain)));
        let path = match self.d.below(12) {
            0..=5 => Word::Borrowed(""),
            6 => Word::Owned(path(usize_of(limits::CUSTOM_PATH_CHARS))),
            _ => Word::Borrowed(*self.d.pick(PATHS)),
        };
        side.push((Word::Borrowed("path"), Json::Text(path)));
        let port = *self.d.pick(&["80", "443", "1024", "65535", "8080"]);
        side.push((Word::Borrowed("port"), Json::raw(port)));
        let protocol = *self.d.pick(&["http", "https"]);
        side.push((Word::Borrowed("protocol"), Json::text(protocol)));
        let keep = self.seconds(RuleId::OriginKeepaliveTimeout);
        side.push((Word::Borrowed("keepaliveTimeout"), number(keep)));
        let protocols = self.protocols();
        side.push((Word::Borrowed("sslProtocols"), protocols));
    }

    fn protocols(&mut self) -> Json {
        let mut list = Vec::new();
        while list.len() < 5 && self.d.more(3) {
            let tls13 = !self.minds(RuleId::OriginTls13) && self.d.chance(1, 4);
            list.push(Json::text(if tls13 {
                names::TLS_1_3
            } else {
                *self.d.pick(names::SSL_PROTOCOLS)
            }));
        }
        Json::List(list)
    }

    /// Draws seconds that a timeout may have: an end of its range most often.
    pub(super) fn seconds(&mut self, timeout: RuleId) -> u64 {
        let range = match timeout {
            RuleId::OriginKeepaliveTimeout => limits::keepalive_timeout(&self.reading.profile),
            _ => limits::read_timeout(&self.reading.profile),
        };
        let (start, end) = range.into_inner();
        *self.d.pick(&[start, end, 30.clamp(start, end), start + 1, end - 1, 5.clamp(start, end)])
    }

    fn s3_members(&mut self, side: &mut Members) {
        let regional = !self.minds(RuleId::OriginS3Regional);
        let name = match self.d.below(12) {
            0..=5 => Word::Borrowed("b.s3.amazonaws.com"),
            6 => Word::Owned(bucket(usize_of(limits::S3_DOMAIN_CHARS))),
            7..=9 if regional => Word::Borrowed(*self.d.pick(REGIONAL)),
            _ => Word::Borrowed(*self.d.pick(BUCKETS)),
        };
        side.push((Word::Borrowed("domainName"), Json::Text(name)));
        let path = match self.d.below(12) {
            0..=5 => Word::Borrowed(""),
            6 => Word::Owned(path(usize_of(limits::CUSTOM_PATH_CHARS) + 45)),
            7..=9 => Word::Borrowed(*self.d.pick(BUCKET_PATHS)),
            _ => Word::Borrowed(*self.d.pick(PATHS)),
        };
        side.push((Word::Borrowed("path"), Json::Text(path)));
        self.identity(side);
    }

    /// Adds `authMethod` and `region`.
    fn identity(&mut self, side: &mut Members) {
        let lenient = self.reading.profile.oai_conditions == OaiConditions::Lenient;
        let may = lenient || self.event.origin != Some(Kind::Custom);
        let identity = may && self.d.chance(1, 2);
        let method = if identity { "origin-access-identity" } else { "none" };
        side.push((Word::Borrowed("authMethod"), Json::text(method)));
        let region = match self.d.below(4) {
            0 if !identity || lenient => return,
            1 if !identity || lenient => Json::text(""),
            2 if (!identity || lenient) && self.null_is_absent() => Json::raw("null"),
            _ => Json::text(*self.d.pick(&["us-east-1", " ", "x"])),
        };
        side.push((Word::Borrowed("region"), region));
    }

    fn unknown_side_member(&mut self, side: &mut Members, kind: Kind, known: bool) {
        if !self.d.chance(1, 8) {
            return;
        }
        let mut names = vec!["foo", "DomainName", "customheaders", "status"];
        match kind {
            Kind::Custom => names.extend(["region", "authMethod_"]),
            Kind::S3 => names.extend(["port", "protocol", "keepaliveTimeout", "sslProtocols"]),
        }
        if !known {
            names.push("responseCompletionTimeout");
        }
        if !known && kind == Kind::S3 {
            names.push("readTimeout");
        }
        let name = *self.d.pick(&names);
        let value = body::any_value(self.d);
        let at = self.d.index(side.len() + 1);
        side.insert(at, (Word::Borrowed(name), value));
    }
}

/// Writes a number.
pub(super) fn number(number: u64) -> Json {
    Json::Raw(Word::Owned(number.to_string()))
}

/// Makes a DNS name of that many characters, out of labels as long as they may be.
pub(super) fn domain(length: usize) -> String {
    let label = "a".repeat(63);
    let mut name = String::with_capacity(length);
    while name.len() < length {
        let left = length - name.len();
        // A dot at the end would be allowed, but is no label.
        let size = if left == 64 { 62 } else { left.min(63) };
        name.push_str(label.get(..size).unwrap_or_default());
        if name.len() < length {
            name.push('.');
        }
    }
    name
}

/// Makes the DNS name of a bucket of that many characters.
pub(super) fn bucket(length: usize) -> String {
    const END: &str = ".s3.amazonaws.com";
    format!("{}{END}", domain(length - END.len()))
}

/// Makes a path of that many characters.
pub(super) fn path(length: usize) -> String {
    format!("/{}", "p".repeat(length.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_long_as_they_say() {
        for length in 20..300 {
            for name in [domain(length), bucket(length), path(length)] {
                assert_eq!(name.len(), length);
                assert!(!name.ends_with('.') && !name.contains(".."));
                assert!(name.starts_with('/') || name.split('.').all(|label| label.len() <= 63));
            }
        }
    }
}
