//! Requests that functions hand on.

use edgecase_core::{Action, Encoding, Event, Headers, Origin, Request, RequestBody, Stage};

use super::Input;
use super::headers::PAGE;

/// Returns the requests, all of them accepted.
#[must_use]
pub fn requests() -> Vec<Input> {
    let (viewer, origin) = (Stage::ViewerRequest, Stage::OriginRequest);
    let input = |name, stage, request: &Request| {
        Input::new(name, stage, serde_json::to_vec(request).expect("a request is JSON"))
    };
    vec![
        input("as it came", viewer, &Event::minimal(viewer).request),
        input("rewritten", viewer, &rewritten(viewer)),
        input("other origin", origin, &other_origin(2)),
        input("20 custom", origin, &other_origin(20)),
        input("with a body", origin, &with_body()),
    ]
}

/// Returns a request with another path, a query and a dozen headers.
fn rewritten(stage: Stage) -> Request {
    let mut request = Event::minimal(stage).request;
    request.uri = "/shop/articles/1234/index.html".to_owned();
    request.querystring = "page=2&sort=price&colour=blue".to_owned();
    for (key, value) in PAGE.into_iter().chain(VIEWER) {
        request.headers.append(key, value);
    }
    request
}

/// Returns a request that goes elsewhere, with so many custom headers.
fn other_origin(count: usize) -> Request {
    let mut request = rewritten(Stage::OriginRequest);
    let mut headers = Headers::new();
    for number in 0..count {
        headers.append(format!("X-Origin-Secret-{number}"), "0123456789abcdef");
    }
    if let Some(Origin::Custom(origin)) = &mut request.origin {
        origin.domain_name = Some("blue.example.org".to_owned());
        origin.path = Some("/v2".to_owned());
        origin.custom_headers = Some(headers);
    }
    request.headers.set("Host", "blue.example.org");
    request
}

/// Returns a request whose body was replaced.
fn with_body() -> Request {
    let data = "name=value&".repeat(400);
    let body = RequestBody {
        action: Action::Replace,
        encoding: Encoding::Text,
        data,
        input_truncated: None,
    };
    Request { body: Some(body), ..rewritten(Stage::OriginRequest) }
}

/// What browsers send.
const VIEWER: [(&str, &str); 4] = [
    ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"),
    ("Accept-Language", "de-CH,de;q=0.8,en;q=0.5"),
    ("Cookie", "session=0123456789abcdef; theme=dark"),
    ("Referer", "https://www.example.com/shop/"),
];
