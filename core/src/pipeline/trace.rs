//! What happened while a request was served, in order, each with its reason.

use crate::cache::{Key, Lifetime, Why};
use crate::clock::Timestamp;
use crate::distribution::{LayerId, OriginId};
use crate::event::Event;
use crate::fault::Fault;
use crate::rule::RuleId;
use crate::stage::Stage;

use super::world::{OriginRequest, Silence};

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum Moment {
    /// The request was refused before any function ran.
    Refused(Refusal),
    /// A function was called.
    Called {
        /// Where.
        stage: Stage,
        /// What it was given.
        event: Box<Event>,
        /// How that ended.
        end: CallEnd,
    },
    /// The key was made.
    Keyed(Box<Key>),
    /// There was no look-up.
    NotCached(NotCached),
    /// A cache was asked.
    Lookup {
        /// The cache.
        layer: LayerId,
        /// What it had.
        found: Found,
    },
    /// The request waited for another one that fetches the same.
    Followed,
    /// An origin was tried.
    Origin {
        /// Which; `None` where no origin has the domain that a function set.
        origin: Option<OriginId>,
        /// The path.
        uri: String,
        /// What it was sent; `None` where its name does not resolve.
        sent: Option<Box<OriginRequest>>,
        /// The status of its answer, or why there is none.
        answer: Result<u16, Silence>,
    },
    /// The second origin of a group takes the place of the first.
    FailedOver,
    /// A copy was stored.
    Stored {
        /// The cache.
        layer: LayerId,
        /// Its lifetime from now on.
        lifetime: Lifetime,
    },
    /// A 304 renewed a copy.
    Refreshed {
        /// The cache.
        layer: LayerId,
        /// Its lifetime from now on.
        lifetime: Lifetime,
    },
    /// A stale copy stands in for an error.
    StoodIn {
        /// The cache.
        layer: LayerId,
        /// Until when the origin is left alone.
        until: Timestamp,
    },
    /// An answer was not stored.
    NotStored {
        /// The cache.
        layer: LayerId,
        /// Why.
        why: Why,
    },
    /// A copy was dropped, because what takes its place cannot be stored.
    Removed {
        /// The cache.
        layer: LayerId,
    },
    /// A custom error page is fetched.
    ErrorPage {
        /// The error's status.
        status: u16,
        /// The page's path.
        page: String,
    },
    /// viewer-response has a function that does not run.
    ViewerResponseSkipped(Skipped),
}

/// Why a request is refused before any function runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Firewall, geography or signature.
    Blocked,
    /// Plain HTTP, which is redirected.
    Redirected,
    /// Plain HTTP, which is not allowed.
    NotHttps,
    /// The method is not allowed.
    Method,
    /// A GET has a body.
    GetBody,
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallEnd {
    /// The function handed its object on, changed or not.
    Passed,
    /// The function answered with this status.
    Generated(u16),
    /// The function failed; where its result was refused, by these rules.
    Failed(Fault, Vec<RuleId>),
}

/// Why there is no look-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotCached {
    /// The method is not cached.
    Method,
    /// All TTLs are 0.
    Disabled,
    /// All headers are forwarded.
    AllHeaders,
}

/// Why viewer-response does not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skipped {
    /// An error.
    Error,
    /// A stale copy in place of an error, by switch.
    Stale,
    /// A status other than 200, by switch.
    Not200,
    /// A custom error page.
    ErrorPage,
}

/// What a cache had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A copy within its lifetime.
    Fresh {
        /// Its age in seconds.
        age: u64,
        /// Seconds until it expires.
        left: u64,
    },
    /// An error within its lifetime.
    Negative {
        /// Its status.
        status: u16,
        /// Seconds until it expires.
        left: u64,
    },
    /// An expired copy that is held.
    Held {
        /// Seconds until it is not.
        left: u64,
    },
    /// An expired copy in its stale-while-revalidate window.
    Revalidating {
        /// Seconds since it expired.
        ago: u64,
    },
    /// An expired copy or error.
    Expired {
        /// Seconds since it expired.
        ago: u64,
        /// Whether it is an error.
        negative: bool,
    },
    /// Nothing.
    Nothing,
}
