//! Between the last cache and the origin: origin-request, the origin, origin-response, failover.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Edge;
use super::arrival::filter;
use super::call::Handed;
use super::event::{self, Outgoing};
use super::forward::outgoing;
use super::message::{Message, decoded};
use super::trace::Moment;
use super::visit::Incoming;
use super::world::{OriginReply, OriginRequest, Silence, World};
use crate::cache::{Provenance, Validators, forwards_cookies};
use crate::clock::Timestamp;
use crate::distribution::{
    Behavior, BehaviorId, Method, OriginId, OriginKind, OriginSettings, Target,
};
use crate::fault::Fault;
use crate::origin::Origin;
use crate::profile::{
    FoDecideOn, FoOnGenerated, FoOrsOnPrimary, FoTransport, GenSetCookie, HeadOnMiss, OrsOnDead,
    StaleOnGenerated5xx,
};
use crate::request::Request;
use crate::stage::Stage;

/// What came from the origin side.
#[derive(Clone, Debug)]
pub(super) enum Side {
    Response(Fresh),
    Fault { fault: Fault, from_s3: bool },
}

/// A response that no cache has seen yet.
#[derive(Clone, Debug)]
pub(super) struct Fresh {
    pub(super) message: Message,
    /// The status before origin-response.
    pub(super) origin_status: u16,
    pub(super) provenance: Provenance,
    /// Whether a stale copy may stand in: the origin itself failed, and origin-response let it be.
    pub(super) failed: bool,
    /// Whether the origin gave no answer.
    pub(super) dead: bool,
    /// Whether the body is not as long as it should be.
    pub(super) cut: bool,
    pub(super) from_s3: bool,
    /// The `Age` that the origin sent.
    pub(super) origin_age: Option<u64>,
    /// Whether `Set-Cookie` is for this viewer only.
    pub(super) cookies_once: bool,
}

impl Fresh {
    /// Returns a whole response that nothing stands in for.
    pub(super) fn new(message: Message, provenance: Provenance, from_s3: bool) -> Self {
        Self {
            origin_status: message.status,
            message,
            provenance,
            failed: false,
            dead: false,
            cut: false,
            from_s3,
            origin_age: None,
            cookies_once: false,
        }
    }
}

/// What is asked of the origin side.
pub(super) struct Ask<'r> {
    pub(super) behavior: BehaviorId,
    pub(super) request: &'r Incoming,
    pub(super) validators: Validators,
    /// Whether the caches were asked before.
    pub(super) is_cached: bool,
    pub(super) now: Timestamp,
}

/// How an attempt ended.
enum Attempt {
    Done(Side),
    /// The next origin of the group is tried.
    Next,
}

impl Edge<'_> {
    /// Tries the origins of a behaviour.
    pub(super) fn origin_side(
        &self,
        ask: &Ask<'_>,
        trace: &mut Vec<Moment>,
        world: &mut impl World,
    ) -> Side {
        let behavior = self.behavior(ask.behavior);
        let (first, second) = targets(behavior, ask.request.method);
        if let Some((secondary, codes)) = second {
            match self.attempt(ask, first, Some(codes), trace, world) {
                Attempt::Done(side) => return side,
                Attempt::Next => trace.push(Moment::FailedOver),
            }
            return self.last_attempt(ask, secondary, trace, world);
        }
        self.last_attempt(ask, first, trace, world)
    }

    fn last_attempt(
        &self,
        ask: &Ask<'_>,
        origin: OriginId,
        trace: &mut Vec<Moment>,
        world: &mut impl World,
    ) -> Side {
        match self.attempt(ask, origin, None, trace, world) {
            Attempt::Done(side) => side,
            Attempt::Next => unreachable!("only a listed status leads to the next origin"),
        }
    }

    /// Tries one origin; `codes` are there while another one could stand in.
    fn attempt(
        &self,
        ask: &Ask<'_>,
        origin: OriginId,
        codes: Option<&BTreeSet<u16>>,
        trace: &mut Vec<Moment>,
        world: &mut impl World,
    ) -> Attempt {
        let settings = self.origin(origin);
        let from_s3 = is_s3(settings);
        let upgrade = ask.is_cached
            && self.profile.head_on_miss == HeadOnMiss::UpgradeToGet
            && ask.request.method == Method::Head;
        let method = if upgrade { Method::Get } else { ask.request.method };
        let behavior = self.behavior(ask.behavior);
        let mut out = outgoing(ask.request, method, behavior, settings, &ask.validators);
        if !world.resolves(origin) {
            let uri = out.uri.clone();
            trace.push(unresolved(Some(origin), uri));
            return self.silent(ask, &out, Silence::Dns, from_s3, codes, trace, world);
        }
        if world.has_function(ask.behavior, Stage::OriginRequest) {
            let event = event::origin_request(&out, self.profile);
            match self.call(ask.behavior, Stage::OriginRequest, event, trace, world) {
                Handed::Request(request) => take_over(&mut out, *request),
                Handed::Response(response) => {
                    let mut message = Message::returned(*response, Arc::default());
                    without_body_of_head(&mut message, method);
                    return self.generated(message, behavior, from_s3, codes);
                }
                Handed::Fault(fault) => return Attempt::Done(Side::Fault { fault, from_s3 }),
            }
        }
        self.send(ask, origin, out, codes, trace, world)
    }

    pub(super) fn origin(&self, origin: OriginId) -> &OriginSettings {
        self.distribution.origins.get(origin).expect("an origin of the distribution")
    }

    /// `flow/generated`, `failover/generated`
    fn generated(
        &self,
        mut message: Message,
        behavior: &Behavior,
        from_s3: bool,
        codes: Option<&BTreeSet<u16>>,
    ) -> Attempt {
        let by_code = self.profile.fo_on_generated == FoOnGenerated::ByCode;
        if by_code && codes.is_some_and(|codes| codes.contains(&message.status)) {
            return Attempt::Next;
        }
        message.headers.remove("age");
        let once = self.profile.gen_set_cookie == GenSetCookie::Deliver;
        if !once && !forwards_cookies(behavior) {
            message.headers.remove("set-cookie");
        }
        let counts = self.profile.stale_on_generated_5xx == StaleOnGenerated5xx::Yes;
        Attempt::Done(Side::Response(Fresh {
            failed: counts && message.status >= 500,
            cookies_once: once,
            ..Fresh::new(message, Provenance::OriginRequest, from_s3)
        }))
    }

    /// Sends the request to the origin that it names.
    fn send(
        &self,
        ask: &Ask<'_>,
        configured: OriginId,
        out: Outgoing,
        codes: Option<&BTreeSet<u16>>,
        trace: &mut Vec<Moment>,
        world: &mut impl World,
    ) -> Attempt {
        let own = self.origin(configured);
        let named = domain(&out.origin);
        let origin = match named {
            Some(domain) if domain != own.domain => self.distribution.origin_at(domain),
            _ => Some(configured),
        };
        let from_s3 = is_s3(origin.map_or(own, |origin| self.origin(origin)));
        let Some(origin) = origin.filter(|origin| world.resolves(*origin)) else {
            trace.push(unresolved(origin, out.uri.clone()));
            return self.silent(ask, &out, Silence::Dns, from_s3, codes, trace, world);
        };
        let sent = sent(&out);
        let reply = world.send(origin, &sent);
        let answer = match &reply {
            OriginReply::Response { status, .. } => Ok(*status),
            OriginReply::Silence(silence) => Err(*silence),
        };
        let uri = sent.uri.clone();
        trace.push(Moment::Origin {
            origin: Some(origin),
            uri,
            sent: Some(Box::new(sent)),
            answer,
        });
        match reply {
            OriginReply::Silence(silence) => {
                self.silent(ask, &out, silence, from_s3, codes, trace, world)
            }
            OriginReply::Response { status, headers, body } => {
                let message = Message { status, headers, body };
                let received = self.received(message, out.method, from_s3, ask.now);
                self.answered(ask, &out, received, codes, trace, world)
            }
        }
    }

    /// Takes an answer in: what is missing is added, what may not be there is taken off.
    fn received(
        &self,
        mut message: Message,
        method: Method,
        from_s3: bool,
        now: Timestamp,
    ) -> Fresh {
        filter(&mut message.headers, self.profile);
        let origin_age = message.headers.first("age").and_then(|age| age.trim().parse().ok());
        message.headers.remove("age");
        if !message.headers.contains("date") {
            message.headers.append("Date", now.http_date());
        }
        let length = message.headers.first("content-length").map(|text| text.trim().parse());
        let cut = method == Method::Get
            && message.status != 304
            && length.is_some_and(|length| length != Ok(message.body.len()));
        Fresh {
            failed: message.status >= 500,
            cut,
            origin_age,
            ..Fresh::new(message, Provenance::Origin, from_s3)
        }
    }

    /// Decides on failover, and calls origin-response.
    fn answered(
        &self,
        ask: &Ask<'_>,
        out: &Outgoing,
        received: Fresh,
        codes: Option<&BTreeSet<u16>>,
        trace: &mut Vec<Moment>,
        world: &mut impl World,
    ) -> Attempt {
        let fails = |status: u16| codes.is_some_and(|codes| codes.contains(&status));
        let status = received.message.status;
        if self.profile.fo_decide_on == FoDecideOn::Raw && fails(status) {
            if self.profile.fo_ors_on_primary == FoOrsOnPrimary::Run {
                // Its result is dropped, whatever it is: `failover/origin-response`.
                _ = self.origin_response(ask, out, received, trace, world);
            }
            return Attempt::Next;
        }
        let side = self.origin_response(ask, out, received, trace, world);
        match &side {
            Side::Response(fresh)
                if self.profile.fo_decide_on == FoDecideOn::AfterOrs
                    && fails(fresh.message.status) =>
            {
                Attempt::Next
            }
            _ => Attempt::Done(side),
        }
    }

    /// Calls origin-response, if there is one.
    fn origin_response(
        &self,
        ask: &Ask<'_>,
        out: &Outgoing,
        mut fresh: Fresh,
        trace: &mut Vec<Moment>,
        world: &mut impl World,
    ) -> Side {
        if world.has_function(ask.behavior, Stage::OriginResponse) {
            let event = event::origin_response(out, &fresh.message);
            match self.call(ask.behavior, Stage::OriginResponse, event, trace, world) {
                Handed::Response(response) => {
                    let body = Arc::clone(&fresh.message.body);
                    fresh.message = Message::returned(*response, body);
                    fresh.message.headers.remove("age");
                }
                Handed::Fault(fault) => return Side::Fault { fault, from_s3: fresh.from_s3 },
                // At a response stage no request is handed back.
                Handed::Request(_) => {}
            }
        }
        without_body_of_head(&mut fresh.message, out.method);
        let untouched = fresh.message.status == fresh.origin_status;
        fresh.failed &= untouched;
        fresh.dead &= untouched;
        if !forwards_cookies(self.behavior(ask.behavior)) {
            fresh.message.headers.remove("set-cookie");
        }
        Side::Response(fresh)
    }

    /// An origin gave no answer: `flow/origin-dead`, `failover/transport`.
    #[expect(clippy::too_many_arguments, reason = "the state of one attempt")]
    fn silent(
        &self,
        ask: &Ask<'_>,
        out: &Outgoing,
        silence: Silence,
        from_s3: bool,
        codes: Option<&BTreeSet<u16>>,
        trace: &mut Vec<Moment>,
        world: &mut impl World,
    ) -> Attempt {
        let message = Message::bare(silence.status());
        let fresh =
            Fresh { failed: true, dead: true, ..Fresh::new(message, Provenance::Origin, from_s3) };
        let always = self.profile.fo_transport == FoTransport::Always;
        let fails_over =
            codes.is_some_and(|codes| always || codes.contains(&silence.failover_code()));
        let runs = self.profile.ors_on_dead == OrsOnDead::Run
            && (!fails_over || self.profile.fo_ors_on_primary == FoOrsOnPrimary::Run);
        let side = match runs {
            true => self.origin_response(ask, out, fresh, trace, world),
            false => Side::Response(fresh),
        };
        if fails_over { Attempt::Next } else { Attempt::Done(side) }
    }
}

/// `failover/methods`: returns the first origin, and the second where it may stand in.
fn targets(behavior: &Behavior, method: Method) -> (OriginId, Option<(OriginId, &BTreeSet<u16>)>) {
    let may = method.is_get_or_head() || (method == Method::Options && behavior.options_cached);
    match &behavior.target {
        Target::Group { primary, secondary, failover_on } if may => {
            (*primary, Some((*secondary, failover_on)))
        }
        target => (target.primary(), None),
    }
}

const fn is_s3(settings: &OriginSettings) -> bool {
    matches!(settings.kind, OriginKind::S3 { .. })
}

fn unresolved(origin: Option<OriginId>, uri: String) -> Moment {
    Moment::Origin { origin, uri, sent: None, answer: Err(Silence::Dns) }
}

fn domain(origin: &Origin) -> Option<&str> {
    match origin {
        Origin::Custom(custom) => custom.domain_name.as_deref(),
        Origin::S3(s3) => s3.domain_name.as_deref(),
    }
}

/// An answer to HEAD has no body, whoever made it.
fn without_body_of_head(message: &mut Message, method: Method) {
    if method == Method::Head {
        message.body = Arc::default();
    }
}

/// What origin-request returned takes the place of what it was given.
fn take_over(out: &mut Outgoing, returned: Request) {
    out.uri = returned.uri;
    out.querystring = returned.querystring;
    out.headers = returned.headers;
    if let Some(body) = returned.body {
        out.body = Some(decoded(&body.data, body.encoding).into());
    }
    if let Some(origin) = returned.origin {
        out.origin = origin;
    }
}

/// Returns what goes over the wire: the custom headers of the origin are among the headers.
fn sent(out: &Outgoing) -> OriginRequest {
    let mut headers = out.headers.clone();
    let custom = match &out.origin {
        Origin::Custom(custom) => &custom.custom_headers,
        Origin::S3(s3) => &s3.custom_headers,
    };
    for line in custom.iter().flatten() {
        headers.append(line.key.clone(), line.value.clone());
    }
    OriginRequest {
        method: out.method,
        uri: out.uri.clone(),
        querystring: out.querystring.clone(),
        headers,
        body: out.body.clone(),
    }
}
