//! The events that functions are given.

use super::message::{Message, encoded};
use super::visit::Incoming;
use crate::body::{Action, Encoding, RequestBody};
use crate::distribution::{Method, OriginKind, OriginSettings};
use crate::event::Event;
use crate::header::Headers;
use crate::limits;
use crate::origin::{CustomOrigin, Origin, S3Origin};
use crate::profile::{CfHeadersAtVs, Profile, RequestBodyAccess};
use crate::request::Request;
use crate::stage::Stage;

/// Returns an event of a stage without request and response.
fn empty(stage: Stage) -> Event {
    Event { config: Event::minimal(stage).config, ..Event::default() }
}

pub(super) fn viewer_request(request: &Incoming, profile: &Profile) -> Event {
    Event {
        request: Request {
            body: stage_body(request.body.as_deref(), Stage::ViewerRequest, profile),
            ..as_seen(request, request.headers.clone())
        },
        ..empty(Stage::ViewerRequest)
    }
}

pub(super) fn viewer_response(request: &Incoming, response: &Message, profile: &Profile) -> Event {
    let headers = match profile.cf_headers_at_vs {
        CfHeadersAtVs::On => request.all_headers(),
        CfHeadersAtVs::Off => request.headers.clone(),
    };
    Event {
        request: as_seen(request, headers),
        response: Some(response.in_event()),
        ..empty(Stage::ViewerResponse)
    }
}

fn as_seen(request: &Incoming, headers: Headers) -> Request {
    Request {
        client_ip: request.client_ip.clone(),
        method: request.method.as_str().to_owned(),
        uri: request.path.clone(),
        querystring: request.query.clone(),
        headers,
        body: None,
        origin: None,
    }
}

/// A request on its way to an origin.
#[derive(Clone, Debug)]
pub(super) struct Outgoing {
    pub(super) method: Method,
    pub(super) client_ip: String,
    pub(super) uri: String,
    pub(super) querystring: String,
    pub(super) headers: Headers,
    pub(super) body: Option<std::sync::Arc<[u8]>>,
    pub(super) origin: Origin,
}

impl Outgoing {
    fn in_event(&self) -> Request {
        Request {
            client_ip: self.client_ip.clone(),
            method: self.method.as_str().to_owned(),
            uri: self.uri.clone(),
            querystring: self.querystring.clone(),
            headers: self.headers.clone(),
            body: None,
            origin: Some(self.origin.clone()),
        }
    }
}

pub(super) fn origin_request(outgoing: &Outgoing, profile: &Profile) -> Event {
    Event {
        request: Request {
            body: stage_body(outgoing.body.as_deref(), Stage::OriginRequest, profile),
            ..outgoing.in_event()
        },
        ..empty(Stage::OriginRequest)
    }
}

pub(super) fn origin_response(outgoing: &Outgoing, response: &Message) -> Event {
    Event {
        request: outgoing.in_event(),
        response: Some(response.in_event()),
        ..empty(Stage::OriginResponse)
    }
}

/// Returns a request body as an event shows it.
pub(super) fn stage_body(
    body: Option<&[u8]>,
    stage: Stage,
    profile: &Profile,
) -> Option<RequestBody> {
    let body = body.filter(|_| profile.request_body == RequestBodyAccess::On)?;
    let limit = usize::try_from(limits::request_body_bytes(stage, profile)).unwrap_or(usize::MAX);
    let shown = body.get(..limit).unwrap_or(body);
    Some(RequestBody {
        action: Action::ReadOnly,
        encoding: Encoding::Base64,
        data: encoded(shown),
        input_truncated: Some(shown.len() < body.len()),
    })
}

/// Returns an origin as events show it: its own values, and else those of the minimal event.
pub(super) fn origin_in_event(settings: &OriginSettings) -> Origin {
    let example = Event::minimal(Stage::OriginRequest).request.origin;
    match (&settings.kind, example) {
        (OriginKind::Custom, Some(Origin::Custom(example))) => Origin::Custom(CustomOrigin {
            domain_name: Some(settings.domain.clone()),
            path: Some(settings.path.clone()),
            ..example
        }),
        (OriginKind::S3 { region }, _) => Origin::S3(S3Origin {
            auth_method: Some("none".to_owned()),
            custom_headers: Some(Headers::new()),
            domain_name: Some(settings.domain.clone()),
            path: Some(settings.path.clone()),
            read_timeout: Some(30),
            region: region.clone(),
            response_completion_timeout: Some(30),
        }),
        (OriginKind::Custom, _) => Origin::Custom(CustomOrigin::default()),
    }
}
