//! A request on its way through the stages.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::message::Message;
use super::trace::Moment;
use super::walk::Walk;
use crate::cache::{Key, Provenance};
use crate::distribution::{BehaviorId, LayerId, Method};
use crate::fault::Fault;
use crate::header::Headers;

/// A request as CloudFront has it.
#[derive(Clone, Debug)]
pub(super) struct Incoming {
    pub(super) method: Method,
    /// The path after viewer-request.
    pub(super) path: String,
    /// The path of the object: the same, or the default root object.
    pub(super) object: String,
    pub(super) query: String,
    /// The viewer's headers, changed by viewer-request or not.
    pub(super) headers: Headers,
    /// The headers that CloudFront added after viewer-request.
    pub(super) added: Headers,
    pub(super) body: Option<Arc<[u8]>>,
    pub(super) client_ip: String,
    pub(super) is_https: bool,
    pub(super) pop: usize,
    pub(super) cloudfront: BTreeMap<String, String>,
    /// The path as the viewer asked for it.
    pub(super) asked: String,
}

impl Incoming {
    /// Returns the viewer's headers and those that CloudFront added.
    pub(super) fn all_headers(&self) -> Headers {
        let mut all = self.headers.clone();
        for line in &self.added {
            all.append(line.key.clone(), line.value.clone());
        }
        all
    }
}

/// A request with what is known of it so far.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    pub(super) behavior: BehaviorId,
    pub(super) request: Incoming,
    /// The viewer's headers as they arrived.
    pub(super) arrived: Headers,
    pub(super) progress: Progress,
    pub(super) trace: Vec<Moment>,
}

/// How far a request has come.
#[derive(Clone, Debug)]
pub(super) enum Progress {
    /// Answered at viewer-request.
    Generated(Message),
    /// The function at viewer-request failed.
    Failed(Fault),
    /// It goes to the origin without a look-up.
    Direct,
    /// It has looked into the caches.
    Walked(Trip),
}

/// The way of a cacheable request through the caches.
#[derive(Clone, Debug)]
pub(super) struct Trip {
    /// The key, in the slot that answers are stored in.
    pub(super) key: Arc<Key>,
    pub(super) chain: Vec<LayerId>,
    pub(super) walk: Walk,
    /// The lifetime of an error page, by switch.
    pub(super) page_lifetime: Option<u64>,
}

impl Trip {
    /// Returns the last cache before the origin.
    pub(super) fn last(&self) -> Option<LayerId> {
        self.chain.last().copied()
    }
}

/// The page that takes an error's place.
#[derive(Clone, Debug)]
pub(super) struct Paged {
    pub(super) message: Message,
    /// The age of the page's copy, if it is one.
    pub(super) age: Option<u64>,
    /// The behaviour that served the page.
    pub(super) behavior: BehaviorId,
}

/// What became of a request between key and viewer-response.
#[derive(Clone, Debug)]
pub(super) enum Fetched {
    Response(Delivered),
    Fault(Fault),
}

/// A response with where it comes from.
#[derive(Clone, Debug)]
pub(super) struct Delivered {
    pub(super) message: Message,
    /// The status before origin-response.
    pub(super) origin_status: u16,
    pub(super) provenance: Provenance,
    pub(super) source: Source,
    /// The age of the copy, where one was served that was not just fetched or validated.
    pub(super) age: Option<u64>,
}

/// Where a response comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A fresh copy of this cache.
    Fresh(LayerId),
    /// A held copy.
    Held,
    /// A copy in its stale-while-revalidate window.
    Revalidating,
    /// A stale copy in place of an error just now.
    StoodIn,
    /// The origin side.
    Fetched,
    /// A copy that a 304 validated just now.
    Refreshed,
    /// Another request for the same, which was on its way.
    Followed {
        /// Whether that one got a stale copy in place of an error.
        stood_in: bool,
    },
}
