//! Generated steps.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use edgecase_core::Stage;

use super::ends::Ends;
use super::focus::{Entry, Focus, Subject};
use super::function::function;
use super::origin::{ORIGINS, answers};
use super::request::{pop, request, with_details};
use crate::scenario::{
    Distribution, Evict, Expect, Origin, Request, RequestStep, Scheme, Settings, Step,
};
use crate::strategy::Draw;

/// What happens.
#[derive(Clone, Copy)]
enum Kind {
    Request,
    Advance,
    /// To the end of a lifetime, or beside it.
    AdvanceToEnd,
    AdvanceFar,
    Batch,
    Invalidate,
    Evict,
    Origin,
    Function,
}

const KINDS: [Entry<Kind>; 10] = [
    (40, &[], Kind::Request),
    (5, &[], Kind::Advance),
    (7, &[], Kind::AdvanceToEnd),
    (
        3,
        &[Subject::Lifetime, Subject::Error, Subject::Stale, Subject::Condition],
        Kind::AdvanceToEnd,
    ),
    (1, &[], Kind::AdvanceFar),
    (5, &[], Kind::Batch),
    (2, &[Subject::Key], Kind::Invalidate),
    (2, &[], Kind::Evict),
    (2, &[], Kind::Origin),
    (2, &[], Kind::Function),
];

const INVALIDATED: [&str; 8] = ["/a", "/a*", "/*", "*", "/b", "/a?x=1", "/A", "/img/*"];

const EVICTED: [&str; 4] = ["/a", "/b", "/a?x=1", "/404.html"];

/// What steps may name.
struct Known<'s> {
    /// Paths of behaviours.
    paths: Vec<&'s str>,
    pops: Vec<&'s str>,
    layers: Vec<&'s str>,
    origins: Vec<&'static str>,
    ends: Ends,
    focus: Focus,
    /// The last request that was not like one before, if caches have to do with it.
    last: Option<Request>,
}

/// Makes steps for a distribution and its origins.
pub(super) fn steps(
    d: &mut dyn Draw,
    focus: Focus,
    distribution: &Distribution,
    origins: &BTreeMap<String, Origin>,
    length: RangeInclusive<usize>,
) -> Vec<Step> {
    let topology = &distribution.topology;
    let mut known = Known {
        paths: distribution.behaviors.iter().map(|behavior| behavior.path.as_str()).collect(),
        pops: topology.pops.keys().map(String::as_str).collect(),
        layers: topology.layers().collect(),
        origins: ORIGINS.into_iter().filter(|name| origins.contains_key(*name)).collect(),
        ends: Ends::of(distribution, origins),
        focus,
        last: None,
    };
    // With this chance of one more, four fifths of the range are used on average: caches are about
    // what happens again.
    let span = length.end().saturating_sub(*length.start());
    let of = u32::try_from(span.saturating_mul(2)).unwrap_or(u32::MAX).max(2);
    d.list(length, of, |d| known.step(d))
}

impl Known<'_> {
    fn step(&mut self, d: &mut dyn Draw) -> Step {
        match *self.focus.of(d, &KINDS) {
            Kind::Request => {
                let (request, expect) = (self.request(d), Expect::default());
                Step::Request(Box::new(RequestStep { request, expect }))
            }
            Kind::Advance => Step::Advance(u64::from(d.within(1..=12))),
            Kind::AdvanceToEnd => {
                let end = self.ends.pick(d);
                Step::Advance(end.saturating_add_signed(*d.pick(&[0, -1, 1])))
            }
            Kind::AdvanceFar => Step::Advance(*d.pick(&[301, 4_000, 100_000])),
            Kind::Batch => Step::Batch { requests: self.batch(d), expect: Vec::new() },
            Kind::Invalidate => Step::Invalidate((*d.pick(&INVALIDATED)).to_owned()),
            Kind::Evict => {
                let layer = (*d.pick(&self.layers)).to_owned();
                Step::Evict(Evict { layer, uri: (*d.pick(&EVICTED)).to_owned() })
            }
            Kind::Origin => {
                let name = (*d.pick(&self.origins)).to_owned();
                let origin =
                    Origin { settings: Settings::default(), paths: answers(d, self.focus) };
                self.ends.add_origin(&origin);
                Step::Origins(BTreeMap::from([(name, origin)]))
            }
            Kind::Function => {
                let path = (*d.pick(&self.paths)).to_owned();
                let stage = *d.pick(&Stage::ALL);
                let function = d.chance(7, 10).then(|| function(d, self.focus, stage));
                function.iter().for_each(|function| self.ends.add_function(function));
                Step::Functions(BTreeMap::from([(path, BTreeMap::from([(stage, function)]))]))
            }
        }
    }

    /// Makes a request: mostly the last one once more, or with something else about it.
    fn request(&mut self, d: &mut dyn Draw) -> Request {
        let on_time = self.focus.is_on_time();
        let again = if on_time { 5 } else { 4 };
        if let Some(last) = self.last.clone().filter(|_| d.chance(again, 6)) {
            let part = if on_time { 1 } else { 2 };
            return match d.chance(part, 4) {
                true => with_details(d, self.focus, &self.pops, last),
                false => last,
            };
        }
        let request = request(d, self.focus, &self.pops);
        self.last = Some(request.clone()).filter(is_plain);
        request
    }

    /// Makes simultaneous requests: most for the same as the first one.
    fn batch(&mut self, d: &mut dyn Draw) -> Vec<Request> {
        let first = self.request(d);
        let others = d.list(1..=3, 3, |d| {
            if d.chance(1, 4) {
                return request(d, self.focus, &self.pops);
            }
            Request { pop: pop(d, &self.pops), ..first.clone() }
        });
        std::iter::once(first).chain(others).collect()
    }
}

/// Tells whether nothing keeps a request from the caches, whatever the distribution is.
fn is_plain(request: &Request) -> bool {
    request.method == "GET"
        && request.scheme == Scheme::Https
        && request.blocked.is_none()
        && request.body.is_none()
}
