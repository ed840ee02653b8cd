//! Generated steps.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use edgecase_core::Stage;

use super::ends::Ends;
use super::function::function;
use super::origin::{ORIGINS, answers};
use super::request::{pop, request};
use crate::scenario::{Distribution, Evict, Expect, Origin, Request, RequestStep, Settings, Step};
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

const KINDS: [(u32, Kind); 9] = [
    (40, Kind::Request),
    (5, Kind::Advance),
    (10, Kind::AdvanceToEnd),
    (1, Kind::AdvanceFar),
    (4, Kind::Batch),
    (2, Kind::Invalidate),
    (2, Kind::Evict),
    (2, Kind::Origin),
    (2, Kind::Function),
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
}

/// Makes steps for a distribution and its origins.
pub(super) fn steps(
    d: &mut dyn Draw,
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
    };
    // With this chance of one more, lengths are in the middle of the range on average.
    let span = length.end().saturating_sub(*length.start());
    let of = u32::try_from(span.saturating_mul(2) / 3).unwrap_or(u32::MAX).max(2);
    d.list(length, of, |d| known.step(d))
}

impl Known<'_> {
    fn step(&mut self, d: &mut dyn Draw) -> Step {
        match *d.weighted(&KINDS) {
            Kind::Request => {
                let (request, expect) = (request(d, &self.pops), Expect::default());
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
                let origin = Origin { settings: Settings::default(), paths: answers(d) };
                self.ends.add_origin(&origin);
                Step::Origins(BTreeMap::from([(name, origin)]))
            }
            Kind::Function => {
                let path = (*d.pick(&self.paths)).to_owned();
                let stage = *d.pick(&Stage::ALL);
                let function = d.chance(7, 10).then(|| function(d, stage));
                function.iter().for_each(|function| self.ends.add_function(function));
                Step::Functions(BTreeMap::from([(path, BTreeMap::from([(stage, function)]))]))
            }
        }
    }

    /// Makes simultaneous requests: most for the same as the first one.
    fn batch(&self, d: &mut dyn Draw) -> Vec<Request> {
        let first = request(d, &self.pops);
        let others = d.list(1..=3, 3, |d| {
            if d.chance(1, 4) {
                return request(d, &self.pops);
            }
            Request { pop: pop(d, &self.pops), ..first.clone() }
        });
        std::iter::once(first).chain(others).collect()
    }
}
