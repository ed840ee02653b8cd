//! Small scenarios made from one behaviour of a larger one.

use std::collections::BTreeMap;
use std::time::{Duration, UNIX_EPOCH};

use super::Subject;
use super::variant::ask;
use crate::scenario::{
    Behavior, Copy, Distribution, Lines, Origin, Reply, Request, Scenario, Select, Settings, Step,
    Ttl, ViewerProtocol,
};

/// A behaviour for all paths without functions, in front of one server; nothing else.
pub(crate) struct Plain {
    pub(crate) behavior: Behavior,
    pub(crate) replies: Vec<Reply>,
}

impl Plain {
    /// Makes one of a behaviour; the server answers 200 for 100 seconds.
    pub(crate) fn of(behavior: &Behavior) -> Self {
        let usual = Behavior::default();
        let behavior = Behavior {
            path: "*".to_owned(),
            origin: None,
            functions: BTreeMap::new(),
            viewer_protocol: ViewerProtocol::AllowAll,
            allowed_methods: usual.allowed_methods,
            cache_policy: None,
            ttl: Some(behavior.lifetimes()),
            key: Some(behavior.key_policy()),
            ..behavior.clone()
        };
        Self { behavior, replies: vec![reply(200, &[("cache-control", "max-age=100")])] }
    }

    pub(crate) fn scenario(&self, base: &Scenario, steps: Vec<Step>) -> Scenario {
        let settings = Settings::default();
        let paths = BTreeMap::from([("*".to_owned(), self.replies.clone())]);
        Scenario {
            schema: None,
            case: None,
            distribution: Distribution {
                default_root_object: None,
                behaviors: vec![self.behavior.clone()],
                error_responses: base.distribution.error_responses.clone(),
                origin_groups: BTreeMap::new(),
                topology: base.distribution.topology.clone(),
            },
            origins: BTreeMap::from([("main".to_owned(), Origin { settings, paths })]),
            steps,
            ..base.clone()
        }
    }

    /// Tells whether anything can be stored for longer than no time.
    pub(crate) fn caches(&self) -> bool {
        self.behavior.lifetimes().max > 0 && self.behavior.key_policy().headers != Select::All
    }
}

/// Returns a reply with a body.
pub(crate) fn reply(status: u16, headers: &[(&str, &str)]) -> Reply {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), Lines::from(*value)));
    Reply {
        status,
        headers: headers.collect(),
        body: (status != 204).then(|| "object".to_owned()),
        ..Reply::default()
    }
}

/// Returns a date some seconds after the start of a scenario.
pub(super) fn date(scenario: &Scenario, seconds: u64) -> String {
    let at = Duration::from_secs(scenario.start.saturating_add(seconds));
    httpdate::fmt_http_date(UNIX_EPOCH + at)
}

impl Subject<'_> {
    /// Returns plain forms of the scenario's behaviours that cache something.
    pub(super) fn caching(&self) -> Vec<Plain> {
        let behaviors = self.scenario.distribution.behaviors.iter();
        behaviors.map(Plain::of).filter(Plain::caches).collect()
    }

    /// Returns for how long the answer to one request is stored; `None` if it is not.
    pub(super) fn lifetime(&self, plain: &Plain) -> Result<Option<u64>, String> {
        let copy = self.stored(plain)?;
        Ok(copy.map(|copy| copy.expires_at.saturating_sub(self.scenario.start)))
    }

    /// Returns the copy that the first point of presence has after one request.
    pub(super) fn stored(&self, plain: &Plain) -> Result<Option<Copy>, String> {
        let scenario = plain.scenario(self.scenario, vec![ask(&Request::get("/object"))]);
        let frames = self.run(&scenario)?;
        let layer = scenario.distribution.topology.pops.keys().next();
        let copies = frames.last().zip(layer).and_then(|(frame, layer)| frame.after.get(layer));
        Ok(copies.and_then(|copies| copies.iter().find(|copy| copy.path == "/object")).cloned())
    }

    /// Returns the lifetime under other TTLs and with other headers.
    pub(super) fn lifetime_with(
        &self,
        plain: &Plain,
        ttl: Ttl,
        reply: Reply,
    ) -> Result<Option<u64>, String> {
        let behavior = Behavior { ttl: Some(ttl), ..plain.behavior.clone() };
        self.lifetime(&Plain { behavior, replies: vec![reply] })
    }

    /// Returns the first of the scenario's plain caching behaviours; later scenarios have others.
    pub(super) fn first_caching(&self) -> Option<(Plain, Ttl)> {
        let first = self.caching().into_iter().next();
        first.map(|plain| {
            let ttl = plain.behavior.lifetimes();
            (plain, ttl)
        })
    }

    /// Returns the error-caching minimum of a status.
    pub(super) fn error_minimum(&self, status: u16) -> u64 {
        let edition = self.scenario.profile;
        let usual = if edition == edgecase_core::profile::Edition::E2018_01 { 300 } else { 10 };
        let mut errors = self.scenario.distribution.error_responses.iter();
        let own = errors.find(|error| error.status == status);
        own.and_then(|error| error.caching_min_ttl).unwrap_or(usual)
    }
}
