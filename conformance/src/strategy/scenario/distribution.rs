//! Generated distributions.

use std::collections::{BTreeMap, BTreeSet};

use edgecase_core::profile::Edition;

use super::behavior::behavior;
use super::focus::{Entry, Focus, Subject};
use crate::scenario::{Behavior, Distribution, ErrorResponse, FAILOVER_CODES, Group, Topology};
use crate::strategy::Draw;

/// The origin group that behaviours name.
const PAIR: &str = "pair";

const PATHS: [&str; 4] = ["/a*", "/img/*", "*.html", "/?"];

const ROOTS: [Entry<Option<&str>>; 3] =
    [(4, &[], None), (1, &[Subject::Entry], Some("a")), (1, &[Subject::Entry], Some("index.html"))];

/// Points of presence with their regional caches, and the shield behind those.
type Layers = (&'static [(&'static str, &'static str)], Option<&'static str>);

const LAYERS: [Layers; 6] = [
    (&[("pop", "regional")], None),
    (&[("A", "eu"), ("B", "eu")], None),
    (&[("A", "eu"), ("B", "us")], None),
    (&[("A", "eu"), ("B", "eu"), ("C", "us")], None),
    (&[("A", "eu"), ("B", "us")], Some("shield")),
    (&[("A", "eu"), ("B", "eu"), ("C", "us")], Some("shield")),
];

/// Makes a distribution that is valid in an edition, and names no origins but
/// [`ORIGINS`](super::ORIGINS).
pub fn distribution(d: &mut dyn Draw, edition: Edition) -> Distribution {
    let focus = Focus::draw(d);
    about(d, focus, edition)
}

/// Makes a distribution for a scenario about something.
pub(super) fn about(d: &mut dyn Draw, focus: Focus, edition: Edition) -> Distribution {
    let topology = topology(d);
    let default_root_object = focus.of(d, &ROOTS).map(str::to_owned);
    let error_responses = error_responses(d, focus);
    let behaviors = behaviors(d, focus);
    let mut origin_groups = BTreeMap::new();
    if behaviors.iter().any(|behavior| behavior.origin.as_deref() == Some(PAIR)) {
        origin_groups.insert(PAIR.to_owned(), group(d, edition));
    }
    Distribution { default_root_object, behaviors, error_responses, origin_groups, topology }
}

fn topology(d: &mut dyn Draw) -> Topology {
    let (pops, shield) = *d.pick(&LAYERS);
    let owned = |(pop, regional): &(&str, &str)| ((*pop).to_owned(), (*regional).to_owned());
    Topology { pops: pops.iter().map(owned).collect(), shield: shield.map(str::to_owned) }
}

/// Returns behaviours with different paths; that of the last is `*`.
fn behaviors(d: &mut dyn Draw, focus: Focus) -> Vec<Behavior> {
    let last = behavior(d, focus);
    let most = if focus.is_on_time() { 0 } else { 2 };
    let others = d.list(0..=most, 3, |d| {
        let path = (*d.pick(&PATHS)).to_owned();
        Behavior { path, ..behavior(d, focus) }
    });
    let mut seen = BTreeSet::new();
    let others = others.into_iter().filter(|behavior| seen.insert(behavior.path.clone()));
    others.chain([last]).collect()
}

fn error_responses(d: &mut dyn Draw, focus: Focus) -> Vec<ErrorResponse> {
    let least = usize::from(focus.has_any(&[Subject::Page, Subject::Stale]));
    let all = d.list(least..=3, 3, |d| error_response(d, focus));
    let mut seen = BTreeSet::new();
    all.into_iter().filter(|error| seen.insert(error.status)).collect()
}

/// Statuses that an error response can be for.
const REPLACED: [Entry<u16>; 11] = [
    (25, &[Subject::Page], 404),
    (25, &[Subject::Page, Subject::Stale], 503),
    (25, &[Subject::Page, Subject::Stale], 502),
    (3, &[], 400),
    (3, &[], 403),
    (3, &[], 405),
    (3, &[], 414),
    (3, &[], 416),
    (3, &[], 500),
    (3, &[], 501),
    (9, &[Subject::Page, Subject::Stale], 504),
];

const PAGES: [Entry<Option<&str>>; 3] = [
    (2, &[], None),
    (2, &[Subject::Page], Some("/a")),
    (2, &[Subject::Page, Subject::Stale], Some("/404.html")),
];

/// Statuses that an error page is delivered with.
const SHOWN: [Entry<Option<u16>>; 4] =
    [(2, &[], None), (2, &[Subject::Page], Some(200)), (2, &[], Some(404)), (2, &[], Some(503))];

fn error_response(d: &mut dyn Draw, focus: Focus) -> ErrorResponse {
    let status = *focus.of(d, &REPLACED);
    let caching_min_ttl = *d.pick(&[None, Some(0), Some(5), Some(30), Some(400)]);
    let page = focus.of(d, &PAGES).map(str::to_owned);
    let response_status = page.as_ref().and_then(|_| *focus.of(d, &SHOWN));
    ErrorResponse { status, caching_min_ttl, page, response_status }
}

fn group(d: &mut dyn Draw, edition: Edition) -> Group {
    let mut failover_on: BTreeSet<u16> =
        d.list(0..=12, 8, |d| *d.pick(&FAILOVER_CODES)).into_iter().collect();
    if edition != Edition::Current {
        failover_on.remove(&429);
    }
    Group { members: ("main".to_owned(), "backup".to_owned()), failover_on }
}
