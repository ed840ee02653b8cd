//! Generated requests.

use super::focus::{Entry, Focus, Subject};
use crate::scenario::{Blocked, Lines, Request, Scheme};
use crate::strategy::Draw;

const URIS: [Entry<&str>; 15] = [
    (117, &[], "/a"),
    (4, &[], "/b"),
    (4, &[Subject::Entry], "/"),
    (6, &[Subject::Key], "/a?x=1"),
    (4, &[], "/a?x=1&y=2"),
    (4, &[Subject::Key], "/a?y=2&x=1"),
    (4, &[], "/a?x=&z&x=2&x=1"),
    (4, &[Subject::Key], "/a?x=1&Expires=9&Signature=s"),
    (2, &[Subject::Entry], "/img/"),
    (4, &[], "/img/x.png"),
    (4, &[], "/404.html"),
    (4, &[Subject::Key], "/A"),
    (4, &[], "/%61"),
    (4, &[], "/img/../a"),
    (4, &[], "/%c3%a9"),
];

/// What a request may have that a GET without headers has not.
#[derive(Clone, Copy)]
enum Detail {
    Header,
    Method,
    Pop,
    Viewer,
    Odd,
    Body,
}

const DETAILS: [Entry<Detail>; 6] = [
    (14, &[Subject::Key, Subject::Condition], Detail::Header),
    (12, &[Subject::Entry], Detail::Method),
    (8, &[], Detail::Pop),
    (5, &[Subject::Key], Detail::Viewer),
    (5, &[Subject::Entry], Detail::Odd),
    (1, &[], Detail::Body),
];

const METHODS: [Entry<&str>; 6] = [
    (9, &[], "HEAD"),
    (6, &[], "OPTIONS"),
    (3, &[Subject::Entry], "POST"),
    (1, &[], "PUT"),
    (1, &[], "DELETE"),
    (1, &[], "PATCH"),
];

/// Header lines that come together: names and values.
type Together = &'static [(&'static str, &'static [&'static str])];

const HEADERS: [Entry<Together>; 25] = [
    (1, &[Subject::Key], &[("X-A", &["1"])]),
    (1, &[Subject::Key], &[("X-A", &["2"])]),
    (1, &[Subject::Key], &[("x-a", &["1"])]),
    (1, &[], &[("X-A", &["1", "2"])]),
    (1, &[], &[("X-B", &["1"])]),
    (1, &[], &[("Accept-Encoding", &["gzip, br"])]),
    (1, &[], &[("Accept-Encoding", &["gzip"])]),
    (1, &[], &[("Accept-Encoding", &["br;q=0, gzip;q=0.5"])]),
    (1, &[], &[("Accept-Encoding", &["deflate"])]),
    (1, &[Subject::Condition], &[("If-None-Match", &["\"v1\""])]),
    (1, &[], &[("If-None-Match", &["\"v9\", W/\"v2\""])]),
    (1, &[], &[("If-None-Match", &["*"])]),
    (1, &[], &[("If-Modified-Since", &[NOW])]),
    (2, &[Subject::Condition], &[("If-None-Match", &["\"v9\""]), ("If-Modified-Since", &[NOW])]),
    (1, &[], &[("If-None-Match", &["\"v1\""]), ("If-Modified-Since", &[EARLIER])]),
    (1, &[], &[("Cookie", &["a=1"])]),
    (1, &[Subject::Key], &[("Cookie", &["a=1; b=2"])]),
    (1, &[Subject::Key], &[("Cookie", &["b=2; a=1"])]),
    (1, &[], &[("Host", &["www.example.net"])]),
    (1, &[], &[("Cache-Control", &["no-cache"])]),
    (1, &[Subject::Key], &[("Accept-Language", &["de"])]),
    (1, &[Subject::Key], &[("Accept-Language", &["DE"])]),
    (1, &[], &[("User-Agent", &["t"])]),
    (1, &[Subject::Key], &[("CloudFront-Viewer-Country", &["XX"])]),
    (1, &[], &[("Connection", &["keep-alive"])]),
];

/// When the scenario starts.
pub(super) const NOW: &str = "Tue, 14 Nov 2023 22:13:20 GMT";

/// A day before that.
pub(super) const EARLIER: &str = "Mon, 13 Nov 2023 22:13:20 GMT";

const VIEWERS: [(&str, &str); 3] =
    [("viewer-country", "DE"), ("viewer-country", "FR"), ("is-mobile-viewer", "true")];

/// Makes a request at one of some points of presence.
pub(super) fn request(d: &mut dyn Draw, focus: Focus, pops: &[&str]) -> Request {
    let uri = *focus.of(d, &URIS);
    with_details(d, focus, pops, Request::get(uri))
}

/// Says more about a request, or something else.
pub(super) fn with_details(
    d: &mut dyn Draw,
    focus: Focus,
    pops: &[&str],
    mut request: Request,
) -> Request {
    // A detail that comes again takes the place of the former.
    d.repeat(0..=2, 3, |d| add_detail(d, focus, &mut request, pops));
    if !["GET", "HEAD", "OPTIONS"].contains(&request.method.as_str()) {
        request.body = Some("sent".to_owned());
    }
    request
}

fn add_detail(d: &mut dyn Draw, focus: Focus, request: &mut Request, pops: &[&str]) {
    match *focus.of(d, &DETAILS) {
        Detail::Header => {
            for (name, values) in *focus.of(d, &HEADERS) {
                let lines = match *values {
                    [value] => Lines::from(*value),
                    values => Lines::Many(values.iter().copied().map(str::to_owned).collect()),
                };
                request.headers.insert((*name).to_owned(), lines);
            }
        }
        Detail::Method => request.method = (*focus.of(d, &METHODS)).to_owned(),
        Detail::Pop => request.pop = pop(d, pops),
        Detail::Viewer => {
            let (name, value) = *d.pick(&VIEWERS);
            request.cloudfront.insert(name.to_owned(), value.to_owned());
        }
        Detail::Odd => match d.below(4) {
            0 | 1 => request.scheme = Scheme::Http,
            2 => {
                request.scheme = Scheme::Http;
                request.http_version = Some("1.0".to_owned());
            }
            _ => {
                let blocked = [Blocked::Waf, Blocked::Geo, Blocked::Signature];
                request.blocked = Some(*d.pick(&blocked));
            }
        },
        Detail::Body => request.body = Some("sent".to_owned()),
    }
}

/// Returns a point of presence; the first goes without saying.
pub(super) fn pop(d: &mut dyn Draw, pops: &[&str]) -> Option<String> {
    let number = d.index(pops.len());
    pops.get(number).filter(|_| number > 0).map(|pop| (*pop).to_owned())
}
