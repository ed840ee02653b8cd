//! A request that has passed viewer-request.

use edgecase_core::profile::{HeadOnMiss, LayerOptions, RootApply};

use super::ask::Ask;
use super::fields::Fields;
use super::key::Key;
use super::store::{Looked, Slot};
use super::{Model, policy, query};
use crate::flaw::PipelineFlaw;
use crate::scenario::{Behavior, Kind, Pop, Request, Scheme, Ttl};

/// A request on its way to the caches and the origin.
#[derive(Clone, Debug)]
pub(super) struct Going {
    /// The number of its behaviour.
    pub(super) behavior: usize,
    /// The request after viewer-request, with the headers that CloudFront adds.
    pub(super) ask: Ask,
    /// The method that the origin gets.
    pub(super) method: String,
    /// The key.
    pub(super) key: Key,
    /// The slot that counts for it.
    pub(super) slot: Slot,
    /// Whether it looks into the caches.
    pub(super) eligible: bool,
    /// The caches on its way, the point of presence first.
    pub(super) chain: Vec<String>,
    /// The point of presence; by default the first.
    pub(super) pop: Option<String>,
    /// The path as the viewer asked.
    pub(super) viewer_path: String,
    /// Whether the page that it fetches is kept as long as an error, and how long that is.
    pub(super) page_life: Option<u64>,
    /// What the lookup found.
    pub(super) looked: Looked,
}

impl Model<'_> {
    /// Returns the number of the first behaviour that fits a path.
    pub(super) fn behavior_for(&self, path: &str) -> usize {
        let behaviors = &self.scenario.distribution.behaviors;
        let fits = |behavior: &Behavior| policy::fits(&behavior.path, path);
        behaviors.iter().position(fits).unwrap_or_default()
    }

    /// Returns a behaviour.
    pub(super) fn behavior(&self, number: usize) -> &Behavior {
        let behaviors = &self.scenario.distribution.behaviors;
        behaviors.get(number).expect("the number of a behaviour of this scenario")
    }

    /// Returns the lifetimes that hold for a request.
    pub(super) fn lifetimes(&self, going: &Going) -> Ttl {
        self.behavior(going.behavior).lifetimes()
    }

    /// Makes a request ready for the caches.
    pub(super) fn set_off(&self, number: usize, mut ask: Ask, request: &Request) -> Going {
        let behavior = self.behavior(number);
        if self.reading.root_apply == RootApply::AfterVrq {
            self.apply_root(&mut ask);
        }
        let late = self.has(PipelineFlaw::CloudfrontHeadersAfterKey);
        let early = late.then(|| Key::of(&ask, behavior, &self.reading));
        self.add_cloudfront_headers(&mut ask.headers, behavior, request);
        if behavior.signed_urls && !self.has(PipelineFlaw::KeySignature) {
            ask.query = query::without_signature(&ask.query);
        }
        let mut key = Key::of(&ask, behavior, &self.reading);
        if let Some(early) = early {
            key.headers = early.headers;
        }
        if self.has(PipelineFlaw::KeyScheme) && request.scheme == Scheme::Http {
            key.headers.push(("scheme".to_owned(), "http".to_owned()));
        }
        let eligible = policy::is_eligible(behavior, &ask.method, &self.reading);
        let upgrade = eligible
            && ask.method == "HEAD"
            && self.reading.head_on_miss == HeadOnMiss::UpgradeToGet;
        let method = if upgrade { "GET".to_owned() } else { ask.method.clone() };
        Going {
            behavior: number,
            key,
            slot: Slot::of(&method, &self.reading),
            eligible,
            chain: if eligible {
                self.chain(behavior, &ask.method, request.pop.as_deref())
            } else {
                Vec::new()
            },
            viewer_path: request.path_and_query().0.to_owned(),
            pop: request.pop.clone(),
            page_life: None,
            looked: Looked::default(),
            method,
            ask,
        }
    }

    /// Puts the default root object in the place of `/`.
    pub(super) fn apply_root(&self, ask: &mut Ask) {
        if let Some(root) = &self.scenario.distribution.default_root_object
            && (ask.path == "/"
                || (ask.path.ends_with('/') && self.has(PipelineFlaw::RootObjectInFolders)))
        {
            ask.path.push_str(root);
        }
    }

    /// Returns the caches that a request of a method passes.
    pub(super) fn chain(
        &self,
        behavior: &Behavior,
        method: &str,
        pop: Option<&str>,
    ) -> Vec<String> {
        let Some(pop) = self.scenario.distribution.topology.pop(pop) else { return Vec::new() };
        let bypasses = method == "OPTIONS" && self.reading.layer_options == LayerOptions::Bypass;
        if bypasses
            || self.is_bucket_beside(behavior, pop)
            || self.has(PipelineFlaw::NoRegionalCaches)
        {
            return vec![pop.pop.to_owned()];
        }
        let mut chain = vec![pop.pop.to_owned(), pop.regional.to_owned()];
        chain.extend(pop.shield.map(str::to_owned));
        chain
    }

    /// Tells whether the first origin is a bucket in the Region of the regional cache.
    fn is_bucket_beside(&self, behavior: &Behavior, pop: Pop<'_>) -> bool {
        let origins = &self.scenario.origins;
        let target = self.scenario.distribution.target(behavior, origins);
        let first = target.and_then(|(names, _)| names.first().copied());
        first.and_then(|name| origins.get(name)).is_some_and(|origin| {
            let settings = &origin.settings;
            settings.kind == Kind::S3
                && settings.region.as_deref() == Some(pop.regional)
                && !self.has(PipelineFlaw::BucketThroughRegional)
        })
    }

    /// Sets the headers that CloudFront adds for a behaviour.
    pub(super) fn add_cloudfront_headers(
        &self,
        headers: &mut Fields,
        behavior: &Behavior,
        request: &Request,
    ) {
        for name in &behavior.cloudfront_headers {
            if headers.has(name) && self.has(PipelineFlaw::ViewersCloudfrontHeaderStays) {
                continue;
            }
            headers.remove(name);
            if let Some(value) = known_value(name, request) {
                headers.add(name, &value);
            }
        }
    }
}

/// Returns the value that CloudFront has for a header.
fn known_value(name: &str, request: &Request) -> Option<String> {
    let name = name.to_ascii_lowercase();
    let short = name.strip_prefix("cloudfront-").unwrap_or(&name);
    let given = request.cloudfront.iter().find(|(known, _)| known.eq_ignore_ascii_case(short));
    match given {
        Some((_, value)) => Some(value.clone()),
        None if short == "forwarded-proto" => Some(
            match request.scheme {
                Scheme::Http => "http",
                Scheme::Https => "https",
            }
            .to_owned(),
        ),
        None => None,
    }
}
