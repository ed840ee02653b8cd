//! Accepted results in one spelling, as events and responses of their own.
//!
//! Runs after acceptance only, so whatever a rule refuses cannot turn up here.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::body::{Action, Encoding, RequestBody};
use crate::decode::{Body, Document, HeaderMap, Kind, Leaf, Object, Origin, OriginSide};
use crate::header::{Header, Headers, made_key};
use crate::limits::{self, Base64Limit};
use crate::origin::{CustomOrigin, Origin as EventOrigin, S3Origin};
use crate::outcome::Returned;
use crate::profile::{
    CompletionTimeout, MissingHeadersAtResponse, NullOptional, Profile, ReplacedBodyOverLimit,
    RequestBodyAccess, VsStatusChange,
};
use crate::request::Request;
use crate::response::Response;
use crate::stage::Stage;
use crate::validate::{SentName, lines_of, sent_name, status_number};

/// Returns a response as it takes effect.
pub(crate) fn response(returned: &Returned<'_>) -> Response {
    let of_event = returned.event().response.as_ref();
    let document = returned.read();
    let Some(object) = document.object() else {
        let response = of_event.cloned().unwrap_or_default();
        let headers = response.headers.map(|headers| kept(returned, &headers));
        return Response { headers, ..response };
    };
    let at_viewer_response = returned.exchange.stage == Stage::ViewerResponse;
    let (body, body_encoding) = match object.body.as_ref().map(|body| body.leaf) {
        Some(leaf) if leaf.kind() == Kind::Text && !at_viewer_response => {
            (returned.text(leaf), Some(object.response_encoding(returned.input)))
        }
        _ => (None, None),
    };
    Response {
        status: status(returned, object),
        status_description: object.status_description.and_then(|leaf| returned.text(leaf)),
        headers: response_headers(returned, &document, object),
        body,
        body_encoding,
    }
}

fn status(returned: &Returned<'_>, object: &Object) -> String {
    let of_event = returned.event().response.as_ref().map(|response| response.status.clone());
    let kept = returned.exchange.stage == Stage::ViewerResponse
        && returned.profile.vs_status_change == VsStatusChange::Ignore;
    let own = object
        .status
        .and_then(|leaf| status_number(leaf, returned.input, returned.profile))
        .map(|status| format!("{status:03}"));
    let own = if kept { of_event.clone() } else { own };
    own.or(of_event).unwrap_or_default()
}

fn response_headers(
    returned: &Returned<'_>,
    document: &Document,
    object: &Object,
) -> Option<Headers> {
    if let Some(map) = object.headers.as_ref().filter(|map| returned.is_present(map.leaf)) {
        return Some(headers(returned, &document.map(map)));
    }
    let inherits =
        returned.profile.missing_headers_at_response == MissingHeadersAtResponse::Inherit;
    let of_event = returned.event().response.as_ref();
    let of_event = of_event.filter(|_| inherits).and_then(|response| response.headers.as_ref());
    of_event.map(|headers| kept(returned, headers))
}

/// Returns a request as it takes effect.
pub(crate) fn request(returned: &Returned<'_>) -> Request {
    let of_event = &returned.event().request;
    let document = returned.read();
    let Some(object) = document.object() else {
        let origin = of_event.origin.clone().map(|origin| known(origin, returned.profile));
        let headers = kept(returned, &of_event.headers);
        return Request { body: None, origin, headers, ..of_event.clone() };
    };
    let text = |member: Option<Leaf>, kept: &String| {
        member.and_then(|leaf| returned.text(leaf)).unwrap_or_else(|| kept.clone())
    };
    let headers = match object.headers.as_ref().filter(|map| returned.is_present(map.leaf)) {
        Some(map) => headers(returned, &document.map(map)),
        None => kept(returned, &of_event.headers),
    };
    let origin = object.origin.as_ref().filter(|_| returned.exchange.stage == Stage::OriginRequest);
    Request {
        // Read-only: where a change is not refused, it has no effect.
        client_ip: of_event.client_ip.clone(),
        method: of_event.method.clone(),
        uri: text(object.uri, &of_event.uri),
        querystring: text(object.querystring, &of_event.querystring),
        headers,
        body: object.body.as_ref().and_then(|body| request_body(returned, body)),
        origin: origin.and_then(|origin| self::origin(returned, &document, origin)),
    }
}

fn headers(returned: &Returned<'_>, map: &HeaderMap<'_>) -> Headers {
    let mut headers = Headers::new();
    for header in map.names() {
        let map_name = header.name.text(returned.input);
        for entry in map.entries_of(header) {
            let key = entry.key.and_then(|key| returned.text(key));
            for line in lines_of(map, entry) {
                let value = line.text(returned.input).into_owned();
                headers.push(sent(returned, &map_name, key.as_deref(), value));
            }
        }
    }
    headers
}

/// Returns headers of the event, which go on as those of a result do.
fn kept(returned: &Returned<'_>, of_event: &Headers) -> Headers {
    let mut headers = Headers::new();
    for line in of_event.iter() {
        headers.push(sent(returned, &line.name, Some(&line.key), line.value.clone()));
    }
    headers
}

/// Returns a line under the name that it is sent under.
fn sent(returned: &Returned<'_>, map_name: &str, key: Option<&str>, value: String) -> Header {
    let key = key.filter(|key| !key.is_empty());
    let key = match sent_name(returned.profile.key_mismatch, map_name, key) {
        SentName::Key(key) => key.to_owned(),
        SentName::Made(name) => made_key(name),
    };
    Header { name: key.to_ascii_lowercase(), key, value }
}

/// Returns a replaced body; a read-only one has no effect.
fn request_body(returned: &Returned<'_>, body: &Body) -> Option<RequestBody> {
    let action = body.action.and_then(|leaf| returned.text(leaf));
    let replaces = action.and_then(|text| Action::parse(&text)) == Some(Action::Replace);
    if !replaces || returned.profile.request_body == RequestBodyAccess::Off {
        return None;
    }
    let encoding = body.encoding.and_then(|leaf| returned.text(leaf));
    let encoding = encoding.and_then(|text| Encoding::parse(&text)).unwrap_or(Encoding::Base64);
    let mut data = returned.text(body.data?)?;
    if returned.profile.replaced_body_over_limit == ReplacedBodyOverLimit::Truncate {
        data = truncated(returned, encoding, data);
    }
    Some(RequestBody { action: Action::Replace, encoding, data, input_truncated: None })
}

fn truncated(returned: &Returned<'_>, encoding: Encoding, mut data: String) -> String {
    let stage = returned.exchange.stage;
    match encoding {
        Encoding::Text => {
            let limit = limits::request_body_bytes(stage, returned.profile);
            data.truncate(floor_char_boundary(&data, limit));
            data
        }
        Encoding::Base64 => match limits::request_body_base64(stage, returned.profile) {
            Base64Limit::Text(limit) => {
                if u64::try_from(data.len()).unwrap_or(u64::MAX) > limit {
                    data.truncate(floor_char_boundary(&data, limit / 4 * 4));
                }
                data
            }
            Base64Limit::Decoded(limit) => cut_base64(data, limit),
        },
    }
}

/// Cuts base64 text to `limit` decoded bytes; one that is short enough stays as it is.
fn cut_base64(data: String, limit: u64) -> String {
    let Ok(limit) = usize::try_from(limit) else {
        return data;
    };
    let digits: String = data
        .chars()
        .filter(|c| !c.is_ascii_whitespace() && *c != '=')
        .map(|c| match c {
            '-' => '+',
            '_' => '/',
            c => c,
        })
        .collect();
    if digits.len() * 3 / 4 <= limit {
        return data;
    }
    // Enough whole groups of four for the limit; the last one is cut after decoding.
    let groups = digits.get(..limit.div_ceil(3) * 4).unwrap_or(&digits);
    match LENIENT.decode(groups) {
        Ok(bytes) => LENIENT.encode(bytes.get(..limit).unwrap_or(&bytes)),
        Err(_) => data,
    }
}

/// Reads what counts as valid: trailing bits do not matter, and the padding was taken off.
pub(crate) const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Returns the largest offset up to `limit` at which `text` can be cut.
fn floor_char_boundary(text: &str, limit: u64) -> usize {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX).min(text.len());
    (0..=limit).rev().find(|offset| text.is_char_boundary(*offset)).unwrap_or(0)
}

/// Drops the members of an event's origin that the profile does not know.
fn known(mut origin: EventOrigin, profile: &Profile) -> EventOrigin {
    if profile.completion_timeout == CompletionTimeout::Unknown {
        match &mut origin {
            EventOrigin::Custom(custom) => custom.response_completion_timeout = None,
            EventOrigin::S3(s3) => {
                s3.response_completion_timeout = None;
                s3.read_timeout = None;
            }
        }
    }
    origin
}

fn origin(returned: &Returned<'_>, document: &Document, origin: &Origin) -> Option<EventOrigin> {
    let of_event = returned.event().request.origin.as_ref();
    if let Some(side) = &origin.custom {
        let kept = match of_event {
            Some(EventOrigin::Custom(custom)) => custom.clone(),
            _ => CustomOrigin::default(),
        };
        return Some(EventOrigin::Custom(custom(returned, document, side, kept)));
    }
    let side = origin.s3.as_ref()?;
    let kept = match of_event {
        Some(EventOrigin::S3(s3)) => s3.clone(),
        _ => S3Origin::default(),
    };
    Some(EventOrigin::S3(s3(returned, document, side, kept)))
}

/// Reads a custom origin; a required member that is missing keeps the event's value.
fn custom(
    returned: &Returned<'_>,
    document: &Document,
    side: &OriginSide,
    kept: CustomOrigin,
) -> CustomOrigin {
    let elements = document.ssl_protocols(side);
    let versions = || elements.iter().filter_map(|leaf| returned.text(*leaf)).collect();
    CustomOrigin {
        custom_headers: returned.custom_headers(document, side),
        domain_name: returned.member(side.domain_name).or(kept.domain_name),
        keepalive_timeout: returned.number(side.keepalive_timeout).or(kept.keepalive_timeout),
        path: returned.member(side.path).or(kept.path),
        port: returned.number(side.port).or(kept.port),
        protocol: returned.member(side.protocol).or(kept.protocol),
        read_timeout: returned.number(side.read_timeout).or(kept.read_timeout),
        response_completion_timeout: returned.late_number(side.response_completion_timeout),
        ssl_protocols: side.ssl_protocols.map(|_| versions()).or(kept.ssl_protocols),
    }
}

/// Reads an S3 origin; a required member that is missing keeps the event's value.
fn s3(returned: &Returned<'_>, document: &Document, side: &OriginSide, kept: S3Origin) -> S3Origin {
    S3Origin {
        auth_method: returned.member(side.auth_method).or(kept.auth_method),
        custom_headers: returned.custom_headers(document, side),
        domain_name: returned.member(side.domain_name).or(kept.domain_name),
        path: returned.member(side.path).or(kept.path),
        read_timeout: returned.late_number(side.read_timeout),
        region: returned.member(side.region),
        response_completion_timeout: returned.late_number(side.response_completion_timeout),
    }
}

impl Returned<'_> {
    /// Reads the result once more; it was found readable when it was judged.
    fn read(&self) -> Document {
        let mut document = Document::default();
        _ = self.decoder.decode(self.input, &mut document);
        document
    }

    fn text(&self, leaf: Leaf) -> Option<String> {
        (leaf.kind() == Kind::Text).then(|| leaf.text(self.input).into_owned())
    }

    fn member(&self, member: Option<Leaf>) -> Option<String> {
        member.and_then(|leaf| self.text(leaf))
    }

    fn number(&self, member: Option<Leaf>) -> Option<u64> {
        member.and_then(|leaf| leaf.digits(self.input))
    }

    /// A number that exists since 2025-07-30.
    fn late_number(&self, member: Option<Leaf>) -> Option<u64> {
        let known = self.profile.completion_timeout == CompletionTimeout::Known;
        self.number(member).filter(|_| known)
    }

    fn custom_headers(&self, document: &Document, side: &OriginSide) -> Option<Headers> {
        let map = side.custom_headers.as_ref().filter(|map| self.is_present(map.leaf))?;
        Some(headers(self, &document.map(map)))
    }

    fn is_present(&self, leaf: Leaf) -> bool {
        !(leaf.kind() == Kind::Null && self.profile.null_optional == NullOptional::Absent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Event, Exchange, Outcome, Verdict, validate};

    /// Returns what a result at origin-request comes to under switches.
    fn taken(event: &Event, result: &str, set: &[(&str, &str)]) -> Request {
        let mut profile = Profile::default();
        for (name, value) in set {
            profile.set(name, value).expect("a switch and its value");
        }
        let verdict =
            validate(Exchange::new(Stage::OriginRequest, event), result.as_bytes(), &profile);
        let Verdict::Accept { outcome: Outcome::Continue(request), .. } = verdict else {
            panic!("not handed on: {verdict:?}")
        };
        request.normalise()
    }

    #[test]
    fn null_hands_the_request_on_without_its_body_and_with_its_origin() {
        let event = br#"{"Records":[{"cf":{"request":{"uri":"/","method":"POST",
            "body":{"action":"replace","encoding":"text","data":"sent","inputTruncated":false},
            "origin":{"s3":{"domainName":"b.s3.amazonaws.com","readTimeout":5}}}}}]}"#;
        let event = Event::from_json(event).expect("an event");
        let taken = |more: &[(&str, &str)]| {
            taken(&event, "null", &[&[("null_result", "passthrough")], more].concat())
        };
        let request = taken(&[]);
        assert_eq!((request.body, request.origin), (None, event.request.origin.clone()));
        // Where the time-outs of buckets are unknown they are not handed on.
        let Some(EventOrigin::S3(s3)) = taken(&[("completion_timeout", "unknown")]).origin else {
            panic!("a bucket")
        };
        assert_eq!(s3.read_timeout, None);
    }

    fn replaced(data: &str, limit: &str) -> usize {
        let mut event = Event::minimal(Stage::OriginRequest);
        event.request.method = "POST".to_owned();
        let ip = &event.request.client_ip;
        let result = format!(
            r#"{{"clientIp":"{ip}","uri":"/","querystring":"","method":"POST","headers":{{}},
            "body":{{"action":"replace","encoding":"base64","data":"{data}"}}}}"#
        );
        let set = [
            ("replaced_body_over_limit", "truncate"),
            ("base64_request_limit", limit),
            ("base64_mode", "unpadded_ok"),
        ];
        taken(&event, &result, &set).body.expect("a replaced body").data.len()
    }

    #[test]
    fn base64_that_is_measured_as_text_is_cut_to_whole_groups() {
        let text = |length: usize| "A".repeat(length);
        assert_eq!(replaced(&text(1_329_996), "literal_1000"), 1_329_996);
        assert_eq!(replaced(&text(1_330_000), "literal_1000"), 1_330_000);
        assert_eq!(replaced(&text(1_330_004), "literal_1000"), 1_330_000);
        assert_eq!(replaced(&text(1_394_606), "literal_1024"), 1_394_606);
        assert_eq!(replaced(&text(1_394_608), "literal_1024"), 1_394_604);
    }

    #[test]
    fn base64_that_is_measured_as_bytes_is_cut_to_those() {
        let cut = |data: &str, limit| cut_base64(data.to_owned(), limit);
        assert_eq!(cut("QUJDRA==", 4), "QUJDRA==");
        assert_eq!(cut("QUJDRA==", 3), "QUJD");
        assert_eq!(cut("QUJDRA==", 2), "QUI=");
        assert_eq!(cut("QU\nJD\nRA==", 3), "QUJD");
        // What is short enough stays as it is spelled, though it has more digits than bytes.
        assert_eq!(cut("QU\nJD\nRA", 4), "QU\nJD\nRA");
        assert_eq!(cut("-_-_", 3), "-_-_");
        assert_eq!(cut("-_-_-_-_", 3), "+/+/");
    }
}
