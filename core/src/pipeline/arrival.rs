//! What happens to a request before the caches are asked: checks, viewer-request, the key.

use std::sync::Arc;

use super::answer::Answer;
use super::call::Handed;
use super::deliver::refused;
use super::event;
use super::message::{Message, decoded};
use super::trace::{Moment, NotCached, Refusal};
use super::visit::{Incoming, Progress, Trip, Visit};
use super::world::{ViewerRequest, World};
use super::{Edge, walk};
use crate::cache::{Key, KeyInput, Slot, make_key, without_signature};
use crate::clock::Timestamp;
use crate::distribution::{
    Behavior, BehaviorId, LayerId, Method, OriginKind, Select, ViewerProtocol,
};
use crate::event::DISTRIBUTION_DOMAIN;
use crate::header::Headers;
use crate::names::starts_with_ignore_case;
use crate::profile::{HeadOnMiss, LayerOptions, Profile, RootApply};
use crate::request::Request;
use crate::stage::Stage;
use crate::validate::disallowed;

impl Edge<'_> {
    /// Takes a request up to the look-up, or refuses it.
    pub(super) fn arrive(
        &self,
        now: Timestamp,
        viewer: &ViewerRequest,
        world: &mut impl World,
    ) -> Result<Visit, Box<Answer>> {
        let behavior = self.distribution.behavior_for(&viewer.path);
        let request = incoming(viewer, self.profile);
        let arrived = request.headers.clone();
        let progress = Progress::Direct;
        let mut visit = Visit { behavior, request, arrived, progress, trace: Vec::new() };
        if let Some(refusal) = refusal(viewer, self.behavior(behavior)) {
            visit.trace.push(Moment::Refused(refusal));
            return Err(Box::new(refused(visit, refusal)));
        }
        if self.profile.root_apply == RootApply::BeforeVrq {
            visit.request.path = self.object(&visit.request.path);
        }
        if let Some(progress) = self.viewer_request(&mut visit, world) {
            visit.progress = progress;
            return Ok(visit);
        }
        visit.request.object = match self.profile.root_apply {
            RootApply::AfterVrq => self.object(&visit.request.path),
            RootApply::BeforeVrq => visit.request.path.clone(),
        };
        self.add_cloudfront_headers(&mut visit);
        self.look_up(&mut visit, now, None);
        Ok(visit)
    }

    pub(super) fn behavior(&self, behavior: BehaviorId) -> &Behavior {
        self.distribution.behaviors.get(behavior).expect("a behaviour of the distribution")
    }

    /// `flow/root-object`
    pub(super) fn object(&self, path: &str) -> String {
        match &self.distribution.root_object {
            Some(root) if path == "/" => format!("/{root}"),
            _ => path.to_owned(),
        }
    }

    /// Calls viewer-request; returns how the request ends if it does not go on.
    fn viewer_request(&self, visit: &mut Visit, world: &mut impl World) -> Option<Progress> {
        let stage = Stage::ViewerRequest;
        if !world.has_function(visit.behavior, stage) {
            return None;
        }
        let event = event::viewer_request(&visit.request, self.profile);
        match self.call(visit.behavior, stage, event, &mut visit.trace, world) {
            Handed::Request(request) => {
                take_over(&mut visit.request, *request);
                None
            }
            Handed::Response(response) => {
                Some(Progress::Generated(Message::returned(*response, Arc::default())))
            }
            Handed::Fault(fault) => Some(Progress::Failed(fault)),
        }
    }

    /// `flow/cloudfront-headers`
    pub(super) fn add_cloudfront_headers(&self, visit: &mut Visit) {
        let request = &mut visit.request;
        for name in &self.behavior(visit.behavior).cloudfront_headers {
            request.headers.remove(name);
            // One that is listed twice is added once.
            request.added.remove(name);
            let lower = name.to_ascii_lowercase();
            let known = lower.strip_prefix("cloudfront-").unwrap_or(&lower);
            let scheme = if request.is_https { "https" } else { "http" };
            let value = match (request.cloudfront.get(known), known) {
                (Some(value), _) => value.clone(),
                (None, "forwarded-proto") => scheme.to_owned(),
                (None, _) => continue,
            };
            request.added.append(name.clone(), value);
        }
    }

    /// Makes the key and asks the caches, or notes why they are not asked.
    pub(super) fn look_up(&self, visit: &mut Visit, now: Timestamp, page_lifetime: Option<u64>) {
        let behavior = self.behavior(visit.behavior);
        if let Some(why) = not_cached(visit.request.method, behavior) {
            visit.trace.push(Moment::NotCached(why));
            visit.progress = Progress::Direct;
            return;
        }
        let key = Arc::new(self.key(&visit.request, behavior));
        visit.trace.push(Moment::Keyed(Box::new((*key).clone())));
        let chain = self.chain(&visit.request, behavior);
        let walk = walk::walk(self, &key, &chain, now, behavior.lifetimes, &mut visit.trace);
        visit.progress = Progress::Walked(Trip { key, chain, walk, page_lifetime });
    }

    /// Returns the key, in the slot that answers are stored in.
    pub(super) fn key(&self, request: &Incoming, behavior: &Behavior) -> Key {
        let query = sent_query(request, behavior);
        let headers = request.all_headers();
        let input = KeyInput {
            method: request.method,
            path: &request.object,
            query: &query,
            headers: &headers,
        };
        let key = make_key(&input, behavior, self.profile);
        match self.profile.head_on_miss {
            HeadOnMiss::UpgradeToGet if key.slot == Slot::Head => key.with_slot(Slot::Get),
            _ => key,
        }
    }

    /// Returns the caches that a cacheable request passes: the rule group `layer`.
    fn chain(&self, request: &Incoming, behavior: &Behavior) -> Vec<LayerId> {
        let pop = self.distribution.pops.get(request.pop).expect("a point of presence");
        let options = request.method == Method::Options;
        if (options && self.profile.layer_options == LayerOptions::Bypass)
            || self.is_near_bucket(behavior, pop.regional)
        {
            return vec![pop.own];
        }
        [Some(pop.own), Some(pop.regional), pop.shield].into_iter().flatten().collect()
    }

    /// `layer/s3-region`
    fn is_near_bucket(&self, behavior: &Behavior, regional: LayerId) -> bool {
        let origin = self.distribution.origins.get(behavior.target.primary());
        let region = match origin.map(|origin| &origin.kind) {
            Some(OriginKind::S3 { region }) => region.as_ref(),
            _ => None,
        };
        region.is_some() && region == self.distribution.layers.get(regional)
    }
}

fn incoming(viewer: &ViewerRequest, profile: &Profile) -> Incoming {
    let mut headers = viewer.headers.clone();
    filter(&mut headers, profile);
    if !headers.contains("host") {
        headers.append("Host", DISTRIBUTION_DOMAIN);
    }
    Incoming {
        method: viewer.method,
        path: viewer.path.clone(),
        object: viewer.path.clone(),
        query: viewer.query.clone(),
        headers,
        added: Headers::new(),
        body: viewer.body.clone(),
        client_ip: viewer.client_ip.clone(),
        is_https: viewer.is_https,
        pop: viewer.pop,
        cloudfront: viewer.cloudfront.clone(),
        asked: viewer.path.clone(),
    }
}

/// Takes off the headers that functions may not touch.
pub(super) fn filter(headers: &mut Headers, profile: &Profile) {
    use crate::rule::Effect;
    headers.retain(|line| {
        !disallowed(&line.name)
            .any(|rule| rule.rule().effect(profile, Stage::ViewerRequest) != Effect::Off)
    });
}

/// `flow/blocked`, `redirect-to-https`, `https-only`, `method`, `get-body`
fn refusal(viewer: &ViewerRequest, behavior: &Behavior) -> Option<Refusal> {
    let plain = !viewer.is_https;
    if viewer.is_blocked {
        Some(Refusal::Blocked)
    } else if plain && behavior.viewer_protocol == ViewerProtocol::HttpsOnly {
        Some(Refusal::NotHttps)
    } else if plain && behavior.viewer_protocol == ViewerProtocol::RedirectToHttps {
        let old = viewer.is_before_http_1_1 && !viewer.method.is_get_or_head();
        Some(if old { Refusal::NotHttps } else { Refusal::Redirected })
    } else if !behavior.allowed.contains(&viewer.method) {
        Some(Refusal::Method)
    } else if viewer.method == Method::Get && viewer.body.is_some() {
        Some(Refusal::GetBody)
    } else {
        None
    }
}

/// `flow/request-replaced`: method and client stay.
fn take_over(request: &mut Incoming, returned: Request) {
    request.path = returned.uri;
    request.query = returned.querystring;
    request.headers = returned.headers;
    if let Some(body) = returned.body {
        request.body = Some(decoded(&body.data, body.encoding).into());
    }
}

/// `store/methods`, `ttl/disabled`, `key/all-headers`
fn not_cached(method: Method, behavior: &Behavior) -> Option<NotCached> {
    let cached = method.is_get_or_head() || (method == Method::Options && behavior.options_cached);
    if !cached {
        Some(NotCached::Method)
    } else if behavior.lifetimes.are_zero() {
        Some(NotCached::Disabled)
    } else if behavior.key.headers == Select::All {
        Some(NotCached::AllHeaders)
    } else {
        None
    }
}

/// Returns the query string without what a signed URL has in it.
pub(super) fn sent_query(request: &Incoming, behavior: &Behavior) -> String {
    if behavior.signed_urls { without_signature(&request.query) } else { request.query.clone() }
}

/// Tells whether a header says what device the viewer has.
pub(super) fn is_device_header(name: &str) -> bool {
    starts_with_ignore_case(name, "cloudfront-is-")
        && name.to_ascii_lowercase().ends_with("-viewer")
}
