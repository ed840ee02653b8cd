//! Generated requests.

use crate::scenario::{Blocked, Lines, Request, Scheme};
use crate::strategy::Draw;

const URIS: [(u32, &str); 14] = [
    (117, "/a"),
    (4, "/b"),
    (4, "/"),
    (4, "/a?x=1"),
    (4, "/a?x=1&y=2"),
    (4, "/a?y=2&x=1"),
    (4, "/a?x=&z&x=2&x=1"),
    (4, "/a?x=1&Expires=9&Signature=s"),
    (4, "/img/x.png"),
    (4, "/404.html"),
    (4, "/A"),
    (4, "/%61"),
    (4, "/img/../a"),
    (4, "/%c3%a9"),
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

const DETAILS: [(u32, Detail); 6] = [
    (14, Detail::Header),
    (12, Detail::Method),
    (8, Detail::Pop),
    (5, Detail::Viewer),
    (3, Detail::Odd),
    (1, Detail::Body),
];

const METHODS: [(u32, &str); 6] =
    [(9, "HEAD"), (6, "OPTIONS"), (3, "POST"), (1, "PUT"), (1, "DELETE"), (1, "PATCH")];

const HEADERS: [(&str, &[&str]); 23] = [
    ("X-A", &["1"]),
    ("X-A", &["2"]),
    ("x-a", &["1"]),
    ("X-A", &["1", "2"]),
    ("X-B", &["1"]),
    ("Accept-Encoding", &["gzip, br"]),
    ("Accept-Encoding", &["gzip"]),
    ("Accept-Encoding", &["br;q=0, gzip;q=0.5"]),
    ("Accept-Encoding", &["deflate"]),
    ("If-None-Match", &["\"v1\""]),
    ("If-None-Match", &["\"v9\", W/\"v2\""]),
    ("If-None-Match", &["*"]),
    ("If-Modified-Since", &["Tue, 14 Nov 2023 22:13:20 GMT"]),
    ("Cookie", &["a=1"]),
    ("Cookie", &["a=1; b=2"]),
    ("Cookie", &["b=2;a=1; c=3"]),
    ("Host", &["www.example.net"]),
    ("Cache-Control", &["no-cache"]),
    ("Accept-Language", &["de"]),
    ("Accept-Language", &["DE"]),
    ("User-Agent", &["t"]),
    ("CloudFront-Viewer-Country", &["XX"]),
    ("Connection", &["keep-alive"]),
];

const VIEWERS: [(&str, &str); 3] =
    [("viewer-country", "DE"), ("viewer-country", "FR"), ("is-mobile-viewer", "true")];

/// Makes a request at one of some points of presence.
pub(super) fn request(d: &mut dyn Draw, pops: &[&str]) -> Request {
    let uri = *d.weighted(&URIS);
    let mut request = Request::get(uri);
    // A detail that comes again takes the place of the former.
    d.repeat(0..=2, 3, |d| add_detail(d, &mut request, pops));
    if !["GET", "HEAD", "OPTIONS"].contains(&request.method.as_str()) {
        request.body = Some("sent".to_owned());
    }
    request
}

fn add_detail(d: &mut dyn Draw, request: &mut Request, pops: &[&str]) {
    match *d.weighted(&DETAILS) {
        Detail::Header => {
            let (name, values) = *d.pick(&HEADERS);
            let lines = match values {
                [value] => Lines::from(*value),
                values => Lines::Many(values.iter().copied().map(str::to_owned).collect()),
            };
            request.headers.insert(name.to_owned(), lines);
        }
        Detail::Method => request.method = (*d.weighted(&METHODS)).to_owned(),
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
