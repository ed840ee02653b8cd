//! What of a request goes to an origin: `key/forwarded`, `key/identity`.

use super::arrival::sent_query;
use super::event::{Outgoing, origin_in_event};
use super::visit::Incoming;
use crate::cache::{AcceptEncoding, Validators, chosen_cookies, chosen_query, compresses};
use crate::distribution::{Behavior, Method, OriginSettings};
use crate::header::Headers;

/// Headers that are sent in a way of their own, or never.
const APART: [&str; 4] = ["host", "cookie", "if-none-match", "if-modified-since"];

/// Returns the request for an origin, before origin-request.
pub(super) fn outgoing(
    request: &Incoming,
    method: Method,
    behavior: &Behavior,
    origin: &OriginSettings,
    validators: &Validators,
) -> Outgoing {
    let query = sent_query(request, behavior);
    let chosen = [&behavior.key.query, &behavior.origin_request.query];
    let mut headers = headers(request, behavior, origin);
    validators.add_to(&mut headers);
    Outgoing {
        method,
        client_ip: request.client_ip.clone(),
        uri: request.object.clone(),
        querystring: chosen_query(&query, &chosen).into_owned(),
        headers,
        body: request.body.clone(),
        origin: origin_in_event(origin),
    }
}

/// Tells whether a header of the viewer's goes to the origin.
pub(super) fn forwards_header(behavior: &Behavior, name: &str) -> bool {
    behavior.key.headers.contains_header(name)
        || behavior.origin_request.headers.contains_header(name)
}

fn headers(request: &Incoming, behavior: &Behavior, origin: &OriginSettings) -> Headers {
    let mut headers = Headers::new();
    let viewer_host = request.headers.first("host").filter(|_| forwards_header(behavior, "host"));
    headers.append("Host", viewer_host.unwrap_or(&origin.domain));
    let compressed = compresses(behavior);
    for line in &request.headers {
        let apart = APART.iter().any(|name| line.is_named(name))
            || (compressed && line.is_named("accept-encoding"));
        if !apart && forwards_header(behavior, &line.name) {
            headers.append(line.key.clone(), line.value.clone());
        }
    }
    for line in &request.added {
        headers.append(line.key.clone(), line.value.clone());
    }
    let cookies = chosen_cookies(&request.headers, |name| {
        behavior.key.cookies.contains(name) || behavior.origin_request.cookies.contains(name)
    });
    if !cookies.is_empty() {
        headers.append("Cookie", cookies.join("; "));
    }
    if compressed && request.headers.contains("accept-encoding") {
        let value = match AcceptEncoding::of(&request.headers, &behavior.key) {
            AcceptEncoding::Nothing => "identity",
            accepted => accepted.as_str(),
        };
        headers.append("Accept-Encoding", value);
    }
    headers
}
