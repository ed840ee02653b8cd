//! Testees that do not look: what the suite says of them measures the suite.

use std::collections::BTreeMap;

use edgecase_core::Stage;

use super::{Answer, PlayScenario, StartError, Testee, Validate};
use crate::protocol::{Hello, PROTOCOL, TesteeName};
use crate::runner::{SCENARIO, matches};
use crate::scenario::{
    Answered, Background, Body, CacheWord, Log, Replied, Request, Response, Scenario, Sent, Step,
    StepAnswer, World,
};

/// A testee that does the same whatever it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Null {
    /// Accepts every result.
    AcceptAll,
    /// Refuses every result.
    RejectAll,
    /// Plays scenarios: the first answer for a URI is kept for good. What functions hand back counts
    /// for nothing.
    AlwaysCache,
    /// Plays scenarios: every request goes to the origin. What functions hand back counts for nothing.
    NeverCache,
}

impl Testee for Null {
    fn hello(&mut self) -> Result<Hello, StartError> {
        let (name, capability) = match self {
            Self::AcceptAll => ("accept-all", "validate"),
            Self::RejectAll => ("reject-all", "validate"),
            Self::AlwaysCache => ("always-cache", SCENARIO),
            Self::NeverCache => ("never-cache", SCENARIO),
        };
        Ok(Hello {
            protocol: PROTOCOL,
            testee: TesteeName { name: name.to_owned(), ..TesteeName::default() },
            stages: Vec::new(),
            capabilities: vec![capability.to_owned()],
            max_in_flight: 1,
        })
    }

    fn validate(&mut self, _: &Validate<'_>) -> Answer {
        match self {
            Self::AcceptAll => Answer::Accept { kind: None, normalised: None, notes: None },
            Self::RejectAll => Answer::Reject { status: Some(502), rules: None, message: None },
            Self::AlwaysCache | Self::NeverCache => {
                Answer::Skipped { reason: "unsupported".to_owned() }
            }
        }
    }

    fn scenario(&mut self, question: &PlayScenario<'_>) -> Answer {
        let scenario = question.scenario;
        let mut cache = NullCache {
            scenario,
            world: World::new(scenario),
            kept: (*self == Self::AlwaysCache).then(BTreeMap::new),
        };
        let shown = scenario.steps.iter().filter_map(|step| cache.step(step));
        let json = |answered| serde_json::to_value(answered).expect("an answer has text keys only");
        Answer::Played { steps: shown.map(json).collect() }
    }
}

/// A cache that keeps all or nothing.
struct NullCache<'s> {
    scenario: &'s Scenario,
    world: World,
    /// The responses by URI, if they are kept.
    kept: Option<BTreeMap<String, Response>>,
}

impl NullCache<'_> {
    fn step(&mut self, step: &Step) -> Option<Answered> {
        match step {
            Step::Request(step) => Some(Answered::One(Box::new(self.answer(&step.request)))),
            Step::Batch { requests, .. } => {
                Some(Answered::Many(requests.iter().map(|r| self.answer(r)).collect()))
            }
            other => {
                self.world.change(other, self.scenario);
                None
            }
        }
    }

    fn answer(&mut self, request: &Request) -> StepAnswer {
        let kept = self.kept.as_ref().and_then(|kept| kept.get(&request.uri)).cloned();
        let (response, cache) = match kept {
            Some(response) => (response, CacheWord::Hit),
            None => (self.fetch(request), CacheWord::Miss),
        };
        if let Some(kept) = &mut self.kept {
            kept.insert(request.uri.clone(), response.clone());
        }
        let is_hit = cache == CacheWord::Hit;
        let behavior = self.behavior(request);
        let runs = |stage: &Stage| {
            self.world.has_function(behavior, *stage) && (!stage.is_origin() || !is_hit)
        };
        let word = if is_hit { "Hit" } else { "Miss" };
        StepAnswer {
            status: response.status,
            headers: lines(response.headers),
            body: Body(response.body),
            invoked: Stage::ALL.into_iter().filter(runs).collect(),
            origin_requests: u32::from(!is_hit),
            cache,
            x_cache: format!("{word} from cloudfront"),
            log: Log { result: word.to_owned(), detailed: word.to_owned() },
            background: Background::default(),
            events: None,
            origin_saw: None,
            moments: Vec::new(),
            background_moments: Vec::new(),
        }
    }

    /// Asks the origin of the behaviour, the first of a group.
    fn fetch(&mut self, request: &Request) -> Response {
        let Scenario { distribution, origins, .. } = self.scenario;
        let behavior = distribution.behaviors.get(self.behavior(request));
        let targets = behavior.and_then(|behavior| distribution.target(behavior, origins));
        let origin = targets.and_then(|(names, _)| names.first().copied()).unwrap_or_default();
        let sent = Sent { method: &request.method, uri: request.path_and_query().0, headers: &[] };
        match self.world.send(origin, &sent) {
            Replied::Response(response) => response,
            Replied::Unreachable(_) => {
                Response { status: 502, headers: Vec::new(), body: Vec::new() }
            }
        }
    }

    /// Returns the first behaviour whose path fits.
    fn behavior(&self, request: &Request) -> usize {
        let path = request.path_and_query().0.trim_start_matches('/');
        let mut behaviors = self.scenario.distribution.behaviors.iter();
        let fits = behaviors.position(|b| matches(b.path.trim_start_matches('/'), path));
        fits.unwrap_or_default()
    }
}

/// Groups headers by their names in lower case.
fn lines(headers: Vec<(String, String)>) -> BTreeMap<String, Vec<String>> {
    let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in headers {
        lines.entry(name.to_ascii_lowercase()).or_default().push(value);
    }
    lines
}
