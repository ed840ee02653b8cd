//! The reference plays a scenario.

use std::collections::BTreeMap;
use std::sync::Arc;

use edgecase_core::cache::Kind as CoreKind;
use edgecase_core::cache::{Entry, Key};
use edgecase_core::distribution as core;
use edgecase_core::pipeline::{
    Answer, CacheWord as CoreWord, Called as CoreCalled, Edge, Found as CoreFound,
    Moment as CoreMoment, OriginReply, OriginRequest, Silence, ViewerRequest,
};
use edgecase_core::{Event, Headers, Profile, Stage, Timestamp};
use serde_json::value::RawValue;

use super::answer::{
    Answered, Attempt, Background, Body, CacheWord, Caches, Call, Copy, CopyKind, Found, Log,
    Moment, StepAnswer,
};
use super::origin::Unreachable;
use super::step::{Request, Scheme};
use super::world::{Called, Replied, Sent, World};
use super::{Scenario, ScenarioError, Step, convert};

/// The reference, somewhere in a scenario.
#[derive(Debug)]
pub struct Player<'s> {
    scenario: &'s Scenario,
    distribution: core::Distribution,
    profile: Profile,
    caches: Vec<edgecase_core::cache::Cache>,
    world: World,
    now: Timestamp,
}

impl<'s> Player<'s> {
    /// Starts a scenario.
    ///
    /// # Errors
    /// When a switch does not exist.
    pub fn new(scenario: &'s Scenario) -> Result<Self, ScenarioError> {
        let profile = scenario.profile().map_err(|e| ScenarioError::new("/set", e.to_string()))?;
        let distribution = convert::distribution(scenario);
        let caches = Edge::new(&distribution, &profile).into_caches();
        let (world, now) = (World::new(scenario), Timestamp(scenario.start));
        Ok(Self { scenario, distribution, profile, caches, world, now })
    }

    /// Returns what the clock shows.
    #[must_use]
    pub const fn now(&self) -> u64 {
        self.now.0
    }

    /// Returns the distribution as the reference has it.
    #[must_use]
    pub const fn distribution(&self) -> &core::Distribution {
        &self.distribution
    }

    /// Takes a step; returns what it shows, if it is one of a viewer's.
    pub fn step(&mut self, step: &Step) -> Option<Answered> {
        let told = self.tell(step)?;
        let mut shown = told.iter().map(|told| self.show(told));
        Some(match step {
            Step::Batch { .. } => Answered::Many(shown.collect()),
            _ => Answered::One(Box::new(shown.next()?)),
        })
    }

    /// Returns an answer as the format has it.
    #[must_use]
    pub fn show(&self, told: &Answer) -> StepAnswer {
        show(told, &self.distribution, self.scenario.trace)
    }

    /// Takes a step; returns the answers with all that led to them, if it is one of a viewer's.
    pub fn tell(&mut self, step: &Step) -> Option<Vec<Answer>> {
        match step {
            Step::Advance(seconds) => self.now = self.now.after(*seconds),
            Step::Origins(_) | Step::Functions(_) => self.world.change(step, self.scenario),
            Step::Invalidate(path) => self.with_edge(|edge, _, _| edge.invalidate(path)),
            Step::Evict(evict) => {
                let layers = &self.distribution.layers;
                let layer = layers.iter().position(|name| *name == evict.layer)?;
                self.with_edge(|edge, _, _| edge.evict(layer, &evict.uri));
            }
            Step::Request(_) | Step::Batch { .. } => {
                let requests: Vec<ViewerRequest> =
                    step.requests().iter().map(|r| self.viewer_request(r)).collect();
                return Some(self.with_edge(|edge, world, now| edge.batch(now, &requests, world)));
            }
        }
        None
    }

    /// Lends the caches to an edge.
    fn with_edge<T>(
        &mut self,
        work: impl FnOnce(&mut Edge<'_>, &mut Outside<'_>, Timestamp) -> T,
    ) -> T {
        let caches = std::mem::take(&mut self.caches);
        let mut edge = Edge::with_caches(&self.distribution, &self.profile, caches);
        let mut outside = Outside { world: &mut self.world, distribution: &self.distribution };
        let done = work(&mut edge, &mut outside, self.now);
        self.caches = edge.into_caches();
        done
    }

    fn viewer_request(&self, request: &Request) -> ViewerRequest {
        let pops = &self.scenario.distribution.topology.pops;
        let pop = request.pop.as_ref().and_then(|name| pops.keys().position(|pop| pop == name));
        let (path, query) = request.path_and_query();
        ViewerRequest {
            // Checked when the file was read.
            method: core::Method::parse(&request.method).unwrap_or(core::Method::Get),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: convert::headers(&request.headers),
            body: request.bytes().map(Arc::from),
            is_https: request.scheme == Scheme::Https,
            is_before_http_1_1: request.is_before_http_1_1(),
            pop: pop.unwrap_or_default(),
            client_ip: request.client_ip.clone(),
            cloudfront: lower_case(&request.cloudfront),
            is_blocked: request.blocked.is_some(),
        }
    }

    /// Returns what the caches hold.
    #[must_use]
    pub fn caches(&self) -> Caches {
        let names = self.distribution.layers.iter();
        let copies = |cache: &edgecase_core::cache::Cache| {
            let mut copies: Vec<Copy> = cache.iter().map(|(key, entry)| copy(key, entry)).collect();
            copies.sort();
            copies
        };
        names.cloned().zip(self.caches.iter().map(copies)).collect()
    }
}

fn lower_case(map: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    map.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.clone())).collect()
}

/// The scripts of a scenario, as the reference asks for them.
struct Outside<'w> {
    world: &'w mut World,
    distribution: &'w core::Distribution,
}

impl Outside<'_> {
    fn name(&self, origin: core::OriginId) -> &str {
        self.distribution.origins.get(origin).map_or("", |settings| &settings.name)
    }
}

impl edgecase_core::pipeline::World for Outside<'_> {
    fn has_function(&self, behavior: core::BehaviorId, stage: Stage) -> bool {
        self.world.has_function(behavior, stage)
    }

    fn call(&mut self, behavior: core::BehaviorId, stage: Stage, event: &Event) -> CoreCalled {
        match self.world.call(behavior, stage, || event.to_json()) {
            Some(Called::Result(bytes)) => CoreCalled::Result(bytes),
            Some(Called::Fault(fault)) => CoreCalled::Fault(fault),
            None => CoreCalled::Result(Vec::new()),
        }
    }

    fn resolves(&self, origin: core::OriginId) -> bool {
        self.world.resolves(self.name(origin))
    }

    fn send(&mut self, origin: core::OriginId, request: &OriginRequest) -> OriginReply {
        let name = self.name(origin).to_owned();
        let headers: Vec<(String, String)> =
            request.headers.iter().map(|line| (line.key.clone(), line.value.clone())).collect();
        let method = request.method.as_str();
        let sent = Sent { method, uri: &request.uri, headers: &headers };
        match self.world.send(&name, &sent) {
            Replied::Response(response) => {
                let mut headers = Headers::new();
                for (name, value) in response.headers {
                    headers.append(name, value);
                }
                OriginReply::Response {
                    status: response.status,
                    headers,
                    body: response.body.into(),
                }
            }
            Replied::Unreachable(how) => OriginReply::Silence(match how {
                Unreachable::Connect => Silence::Connect,
                Unreachable::Timeout => Silence::Timeout,
                Unreachable::Dns => Silence::Dns,
            }),
        }
    }
}

fn header_map(headers: &Headers) -> BTreeMap<String, Vec<String>> {
    let mut map: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in headers {
        map.entry(line.name.clone()).or_default().push(line.value.clone());
    }
    map
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Shows an answer as the format has it.
fn show(answer: &Answer, distribution: &core::Distribution, trace: bool) -> StepAnswer {
    let moments =
        |list: &[CoreMoment]| list.iter().filter_map(|m| moment(m, distribution)).collect();
    let all = || answer.trace.iter().chain(&answer.background);
    StepAnswer {
        status: answer.status,
        headers: header_map(&answer.headers),
        body: Body(answer.body.to_vec()),
        invoked: Answer::invoked(&answer.trace).collect(),
        origin_requests: count(Answer::origin_requests(&answer.trace)),
        cache: match answer.cache {
            CoreWord::Hit => CacheWord::Hit,
            CoreWord::Miss => CacheWord::Miss,
            CoreWord::Refresh => CacheWord::Refresh,
            CoreWord::Stale => CacheWord::Stale,
            CoreWord::None => CacheWord::None,
        },
        x_cache: answer.x_cache.clone(),
        log: Log { result: answer.log.result.clone(), detailed: answer.log.detailed.clone() },
        background: Background {
            invoked: Answer::invoked(&answer.background).collect(),
            origin_requests: count(Answer::origin_requests(&answer.background)),
        },
        events: trace.then(|| all().filter_map(call).collect()),
        origin_saw: trace.then(|| all().filter_map(|m| attempt(m, distribution)).collect()),
        moments: moments(&answer.trace),
        background_moments: moments(&answer.background),
    }
}

fn call(moment: &CoreMoment) -> Option<Call> {
    match moment {
        CoreMoment::Called { stage, event, .. } => {
            let event = RawValue::from_string(event.to_json());
            Some(Call { stage: *stage, event: event.expect("an event is JSON") })
        }
        _ => None,
    }
}

fn attempt(moment: &CoreMoment, distribution: &core::Distribution) -> Option<Attempt> {
    match moment {
        CoreMoment::Origin { origin: Some(origin), sent: Some(sent), .. } => Some(Attempt {
            origin: distribution.origins.get(*origin)?.name.clone(),
            method: sent.method.as_str().to_owned(),
            uri: sent.uri.clone(),
            querystring: sent.querystring.clone(),
            headers: header_map(&sent.headers),
        }),
        _ => None,
    }
}

/// Returns a moment as the format has it; `None` for those that are for people only.
fn moment(moment: &CoreMoment, distribution: &core::Distribution) -> Option<Moment> {
    let name = |layer: core::LayerId| distribution.layers.get(layer).cloned().unwrap_or_default();
    Some(match moment {
        CoreMoment::Called { stage, .. } => Moment::Function(*stage),
        CoreMoment::Lookup { layer, found } => {
            let found = match found {
                CoreFound::Fresh { .. } => Found::Fresh,
                CoreFound::Negative { .. } => Found::Negative,
                CoreFound::Held { .. } => Found::Held,
                CoreFound::Revalidating { .. } => Found::Revalidating,
                CoreFound::Expired { .. } => Found::Expired,
                CoreFound::Nothing => Found::Nothing,
            };
            Moment::Lookup { layer: name(*layer), found }
        }
        CoreMoment::Origin { origin, uri, .. } => {
            let origin = origin.and_then(|origin| distribution.origins.get(origin));
            Moment::Origin { origin: origin.map(|o| o.name.clone()), uri: uri.clone() }
        }
        CoreMoment::Stored { layer, lifetime } => {
            Moment::Store { layer: name(*layer), ttl: lifetime.seconds }
        }
        CoreMoment::Refreshed { layer, lifetime } => {
            Moment::Refresh { layer: name(*layer), ttl: lifetime.seconds }
        }
        CoreMoment::StoodIn { layer, until } => {
            Moment::Hold { layer: name(*layer), until: until.0 }
        }
        CoreMoment::Removed { layer } => Moment::Remove { layer: name(*layer) },
        CoreMoment::ErrorPage { status, .. } => Moment::ErrorPage { status: *status },
        CoreMoment::Refused(_)
        | CoreMoment::Keyed(_)
        | CoreMoment::NotCached(_)
        | CoreMoment::Followed
        | CoreMoment::FailedOver
        | CoreMoment::NotStored { .. }
        | CoreMoment::ViewerResponseSkipped(_) => return None,
    })
}

fn copy(key: &Key, entry: &Entry) -> Copy {
    let owned = |text: &str| text.to_owned();
    Copy {
        method: key.slot.as_str().to_owned(),
        path: owned(&key.path),
        query: owned(&key.query),
        key_headers: key.headers.iter().map(|(n, v)| (owned(n), owned(v))).collect(),
        key_cookies: key.cookies.iter().map(|cookie| owned(cookie)).collect(),
        accept_encoding: key.accept_encoding.as_str().to_owned(),
        kind: match entry.kind() {
            CoreKind::Success => CopyKind::Success,
            CoreKind::Negative => CopyKind::Negative,
        },
        status: entry.stored.status,
        headers: header_map(&entry.stored.headers),
        body: Body(entry.stored.body.to_vec()),
        validated_at: entry.validated_at.0,
        expires_at: entry.expires_at.0,
        hold_until: entry.hold_until.map_or(0, |until| until.0),
    }
}
