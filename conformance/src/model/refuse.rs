//! The checks before any function runs.

use super::fields::Fields;
use super::label::Label;
use super::reading::Reading;
use super::visit::Final;
use crate::flaw::PipelineFlaw;
use crate::scenario::{Behavior, Request, Scheme, ViewerProtocol};

/// Returns the answer to a request that is refused or redirected.
pub(super) fn refusal(
    request: &Request,
    arrived: &Fields,
    behavior: &Behavior,
    reading: &Reading,
) -> Option<Final> {
    if request.blocked.is_some() {
        return Some(forbidden(Label::error()));
    }
    if request.scheme == Scheme::Http {
        match behavior.viewer_protocol {
            ViewerProtocol::AllowAll => {}
            ViewerProtocol::RedirectToHttps => return Some(redirect(request, arrived, reading)),
            ViewerProtocol::HttpsOnly => return Some(forbidden(Label::error())),
        }
    }
    if !behavior.allowed_methods.contains(&request.method) {
        return Some(forbidden(Label::refusal("InvalidRequestMethod")));
    }
    let has_body = request.method == "GET" && request.bytes().is_some();
    (has_body && !reading.has(PipelineFlaw::GetBodyPasses)).then(|| forbidden(Label::error()))
}

fn forbidden(label: Label) -> Final {
    Final { status: 403, headers: Fields::default(), body: Vec::new(), label }
}

fn redirect(request: &Request, arrived: &Fields, reading: &Reading) -> Final {
    let status = match request.method.as_str() {
        _ if reading.has(PipelineFlaw::PostRedirectedBy301) => 301,
        "GET" | "HEAD" => 301,
        _ if request.is_before_http_1_1() => return forbidden(Label::error()),
        _ => 307,
    };
    let host = arrived.first("host").unwrap_or_default();
    let mut headers = Fields::default();
    headers.add("Location", &format!("https://{host}{}", request.uri));
    Final { status, headers, body: Vec::new(), label: Label::redirect() }
}
