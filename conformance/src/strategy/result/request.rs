//! Requests that are accepted: the event's, changed.

use edgecase_core::Stage;
use edgecase_core::limits::{self, Base64Limit};
use edgecase_core::profile::{
    MissingRequestField, ReadonlyFieldChange, RequestBodyAccess, UriQsJoiner,
};

use super::body;
use super::event::{CLIENT_IP, Kind};
use super::json::{Json, Members, Unit, Word};
use super::maker::Maker;

const URIS: &[&str] = &[
    "/",
    "/a",
    "/index.html",
    "//",
    "/\u{e9}\u{4e2d}\u{1f600}",
    "/\u{80}\u{a0}",
    "/%zz%2",
    "/\"<>\\^`{|}",
    "/a;b=c&d!$'()*+,:@~",
];
const QUERIES: &[&str] =
    &["", "a=1", "a=?&b", "a+b=%20", "%zz", "\u{e9}=\u{80}", "&&=", "a=\"<>\\^`{|}/", "=?"];

const UNKNOWN: &[&str] =
    &["foo", "", "Records", "cf", "request", "response", "inputTruncated", "\\u0000"];

impl Maker<'_> {
    /// Makes a returned request that no rule minds.
    pub(super) fn request(&mut self) -> Json {
        let mut request = Members::with_capacity(8);
        let free = self.reading.profile.readonly_field_change == ReadonlyFieldChange::Ignore;
        let other = free && self.d.chance(1, 3);
        let address = if other { "192.0.2.1" } else { CLIENT_IP };
        let method = if other { "PATCH" } else { self.event.method };
        let (uri, query) = self.uri_and_query();
        let headers = self.kept_headers();
        request.push((Word::Borrowed("clientIp"), Json::text(address)));
        request.push((Word::Borrowed("method"), Json::text(method)));
        request.push((Word::Borrowed("uri"), uri));
        request.push((Word::Borrowed("querystring"), query));
        request.push((Word::Borrowed("headers"), headers));
        if self.reading.profile.missing_request_field == MissingRequestField::Inherit
            && self.d.chance(1, 2)
        {
            request.remove(self.d.index(5));
        }
        if self.d.chance(1, 2) {
            let body = self.request_body();
            request.push((Word::Borrowed("body"), body));
        }
        self.origin_member(&mut request);
        self.unknown_members(&mut request, UNKNOWN);
        self.foreign_member(&mut request);
        let middle = self.d.index(request.len());
        request.rotate_left(middle);
        Json::Object(request)
    }

    /// Adds `statusCode`, which is a mark of API Gateway only beside others.
    fn foreign_member(&mut self, request: &mut Members) {
        let body = request.iter().find(|(name, _)| name == "body");
        let fits = body.is_none_or(|(_, body)| matches!(body, Json::Object(_)));
        if fits && self.d.chance(1, 16) {
            request.push((Word::Borrowed("statusCode"), Json::raw("200")));
        }
    }

    /// Draws `uri` and `querystring`, now and then as long as both together may be.
    fn uri_and_query(&mut self) -> (Json, Json) {
        if self.d.chance(1, 12) {
            let left = usize::from(self.d.chance(1, 3));
            let which = self.d.below(4);
            return self.long_uri(usize_of(limits::URI_QUERY_BYTES) - 1 - left, which);
        }
        match self.d.below(4) {
            0 => (Json::text(self.event.uri), Json::text(self.event.query)),
            _ => (Json::text(*self.d.pick(URIS)), Json::text(*self.d.pick(QUERIES))),
        }
    }

    /// Makes `uri` and `querystring` that are together that many bytes long: the one, both, or
    /// the other.
    pub(super) fn long_uri(&mut self, bytes: usize, which: u32) -> (Json, Json) {
        let unit = *self.d.pick(&[Unit::One("u"), Unit::Two("\u{e9}"), Unit::One("%")]);
        let joiner = match self.reading.profile.uri_qs_joiner {
            UriQsJoiner::Counted => 1,
            UriQsJoiner::NotCounted => 0,
        };
        let long = |head: &'static str, bytes: usize| Json::long(head, unit, bytes - head.len());
        match which {
            0 => (long("/", bytes), Json::text("")),
            1 => (long("/", bytes - joiner - 1), Json::text("q")),
            2 => (Json::text("/"), long("q=", bytes - joiner - 1)),
            _ => {
                let half = bytes / 2;
                (long("/", half), long("q=", bytes - joiner - half))
            }
        }
    }

    /// Draws the body of a returned request.
    fn request_body(&mut self) -> Json {
        if self.reading.profile.request_body == RequestBodyAccess::Off {
            return if self.d.chance(1, 3) { Json::object([]) } else { body::any_value(self.d) };
        }
        if self.null_is_absent() && self.d.chance(1, 8) {
            return Json::raw("null");
        }
        let mut members = Members::with_capacity(4);
        if self.d.chance(2, 3) {
            members.push((Word::Borrowed("action"), Json::text("replace")));
            self.replacement(&mut members);
        } else {
            match self.d.below(3) {
                0 => {}
                1 if self.null_is_absent() => {
                    members.push((Word::Borrowed("action"), Json::raw("null")));
                }
                _ => members.push((Word::Borrowed("action"), Json::text("read-only"))),
            }
            self.untouched(&mut members);
        }
        if self.d.chance(1, 3) {
            let value = *self.d.pick(&["false", "true", "null", "\"x\"", "[]"]);
            members.push((Word::Borrowed("inputTruncated"), Json::raw(value)));
        }
        if self.d.chance(1, 12) {
            members.push((Word::Borrowed("foo"), body::any_value(self.d)));
        }
        let middle = self.d.index(members.len());
        members.rotate_left(middle);
        Json::Object(members)
    }

    /// Adds what a read-only body may have: nothing reads it.
    fn untouched(&mut self, members: &mut Members) {
        let data = self.event.body.unwrap_or("QUJD");
        let values = [Json::text(data), Json::text("!"), Json::raw("1"), Json::raw("null")];
        if self.d.chance(1, 2) {
            members.push((Word::Borrowed("data"), self.d.pick(&values).clone()));
        }
        if self.d.chance(1, 2) {
            let values = [Json::text("base64"), Json::text("hex"), Json::raw("{}")];
            members.push((Word::Borrowed("encoding"), self.d.pick(&values).clone()));
        }
    }

    /// Adds data and encoding of a body that replaces, now and then as long as it may be.
    fn replacement(&mut self, members: &mut Members) {
        let (encoding, data) = (Word::Borrowed("encoding"), Word::Borrowed("data"));
        let text = self.d.chance(1, 2);
        let long = self.stage == Stage::ViewerRequest && self.d.chance(1, 6);
        if text {
            members.push((encoding, Json::text("text")));
            let limit = limits::request_body_bytes(self.stage, &self.reading.profile);
            let units = [Unit::One("x"), Unit::Two("\u{e9}"), Unit::One("\\n")];
            let value = if long {
                Json::long("", *self.d.pick(&units), usize_of(limit))
            } else {
                body::text(self.d)
            };
            members.push((data, value));
            return;
        }
        match self.d.below(4) {
            0 => {}
            1 if self.null_is_absent() => members.push((encoding, Json::raw("null"))),
            _ => members.push((encoding, Json::text("base64"))),
        }
        let bytes = match limits::request_body_base64(self.stage, &self.reading.profile) {
            Base64Limit::Decoded(bytes) => usize_of(bytes),
            Base64Limit::Text(characters) => usize_of(characters) / 4 * 3,
        };
        let value = if long {
            Json::long("", Unit::Base64, bytes)
        } else {
            body::base64(self.d, &self.reading.profile)
        };
        members.push((data, value));
    }

    fn origin_member(&mut self, request: &mut Members) {
        let name = Word::Borrowed("origin");
        if self.stage == Stage::OriginRequest && self.d.chance(2, 3) {
            let kind = *self.d.pick(&Kind::BOTH);
            let headers = request.iter().find(|(name, _)| name == "headers");
            let origin = self.origin(kind, headers.map(|(_, headers)| headers));
            request.push((name, origin));
        } else if self.null_is_absent() && self.d.chance(1, 4) {
            request.push((name, Json::raw("null")));
        }
    }
}

/// Returns a limit as a length.
pub(super) fn usize_of(limit: u64) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}
