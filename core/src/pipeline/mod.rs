//! The state machine: which function runs, what is cached, for how long.
//!
//! # Flow
//! ```text
//! arrival ── viewer-request ── key ── walk (look-ups) ── origin side ── settle (stores) ── deliver ── viewer-response
//! ```
//! An [`Edge`] holds the caches of one distribution. Functions and origins come in through [`World`],
//! the time with every call. Everything a function returns goes through [`crate::validate`]. Each
//! [`Answer`] has the [`Moment`]s that led to it.

mod answer;
mod arrival;
mod batch;
mod call;
mod deliver;
mod error_page;
mod event;
mod forward;
mod message;
mod origin_side;
mod reason;
mod settle;
mod trace;
mod visit;
mod walk;
mod world;

use crate::cache::Cache;
use crate::distribution::{Distribution, LayerId};
use crate::profile::Profile;

pub use answer::{Answer, CacheWord, Log};
pub use reason::reason_phrase;
pub use trace::{CallEnd, Found, Moment, NotCached, Refusal, Skipped};
pub use world::{Called, OriginReply, OriginRequest, Silence, ViewerRequest, World};

/// The caches of a distribution, and what is done with requests.
///
/// # Examples
/// A function at viewer-request that hands the request on, and an origin whose answers live for a
/// minute:
/// ```
/// use edgecase_core::distribution::{Behavior, Distribution, OriginSettings, Target};
/// use edgecase_core::pipeline::{
///     Answer, CacheWord, Called, Edge, OriginReply, OriginRequest, ViewerRequest, World,
/// };
/// use edgecase_core::{Event, Headers, Profile, Stage, Timestamp};
///
/// struct Hello;
///
/// impl World for Hello {
///     fn has_function(&self, _: usize, stage: Stage) -> bool {
///         stage == Stage::ViewerRequest
///     }
///     fn call(&mut self, _: usize, _: Stage, event: &Event) -> Called {
///         // What `return event.Records[0].cf.request` hands back.
///         Called::Result(serde_json::to_vec(&event.request).expect("a request is JSON"))
///     }
///     fn resolves(&self, _: usize) -> bool {
///         true
///     }
///     fn send(&mut self, _: usize, _: &OriginRequest) -> OriginReply {
///         let mut headers = Headers::new();
///         headers.append("Cache-Control", "max-age=60");
///         OriginReply::Response { status: 200, headers, body: (*b"hello").into() }
///     }
/// }
///
/// let behaviors = vec![Behavior::new("*", Target::Origin(0))];
/// let origins = vec![OriginSettings::custom("main", "example.org")];
/// let (distribution, profile) = (Distribution::new(behaviors, origins), Profile::default());
/// let mut edge = Edge::new(&distribution, &profile);
/// let request = ViewerRequest::get("/a");
///
/// let first = edge.request(Timestamp(0), &request, &mut Hello);
/// assert_eq!((first.status, first.cache), (200, CacheWord::Miss));
/// let second = edge.request(Timestamp(59), &request, &mut Hello);
/// assert_eq!((second.cache, second.headers.first("age")), (CacheWord::Hit, Some("59")));
/// // viewer-request runs for a hit too; the origin is not asked.
/// assert!(Answer::invoked(&second.trace).eq([Stage::ViewerRequest]));
/// assert_eq!(edge.request(Timestamp(60), &request, &mut Hello).cache, CacheWord::Miss);
/// ```
#[derive(Clone, Debug)]
pub struct Edge<'d> {
    distribution: &'d Distribution,
    profile: &'d Profile,
    caches: Vec<Cache>,
}

impl<'d> Edge<'d> {
    /// Returns an edge with empty caches.
    #[must_use]
    pub fn new(distribution: &'d Distribution, profile: &'d Profile) -> Self {
        let caches = vec![Cache::new(); distribution.layers.len()];
        Self { distribution, profile, caches }
    }

    /// Returns an edge with caches that [`Edge::into_caches`] gave.
    ///
    /// # Panics
    /// When they are not as many as the distribution has.
    #[must_use]
    pub fn with_caches(
        distribution: &'d Distribution,
        profile: &'d Profile,
        caches: Vec<Cache>,
    ) -> Self {
        assert_eq!(caches.len(), distribution.layers.len(), "one cache a layer");
        Self { distribution, profile, caches }
    }

    /// Returns the caches, in the order of the distribution's layers.
    #[must_use]
    pub fn into_caches(self) -> Vec<Cache> {
        self.caches
    }

    /// Returns the distribution.
    #[must_use]
    pub const fn distribution(&self) -> &'d Distribution {
        self.distribution
    }

    /// Returns what a cache holds.
    ///
    /// # Panics
    /// When the distribution has no such cache.
    #[must_use]
    pub fn cache(&self, layer: LayerId) -> &Cache {
        self.caches.get(layer).expect("a cache of the distribution")
    }

    fn cache_mut(&mut self, layer: LayerId) -> &mut Cache {
        self.caches.get_mut(layer).expect("a cache of the distribution")
    }

    /// Drops from every cache what a path matches; a trailing `*` stands for any rest.
    pub fn invalidate(&mut self, path: &str) {
        for cache in &mut self.caches {
            cache.invalidate(path, self.profile);
        }
    }

    /// Drops from one cache what it has of a path.
    ///
    /// # Panics
    /// When the distribution has no such cache.
    pub fn evict(&mut self, layer: LayerId, uri: &str) {
        self.cache_mut(layer).evict(uri);
    }
}
