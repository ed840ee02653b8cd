//! The seconds after which something ends in a scenario.

use std::collections::BTreeMap;

use crate::scenario::{Distribution, Function, FunctionKind, Lines, Origin};
use crate::strategy::{Draw, Random};

/// Lifetimes at whose ends a clock may stop.
#[derive(Clone, Debug)]
pub(super) struct Ends(pub(super) Vec<u64>);

impl Ends {
    /// Returns those of a distribution and its origins.
    pub(super) fn of(distribution: &Distribution, origins: &BTreeMap<String, Origin>) -> Self {
        let mut ends = Self(vec![1, 10]);
        for behavior in &distribution.behaviors {
            let ttl = behavior.lifetimes();
            [ttl.default, ttl.min, ttl.max].into_iter().for_each(|seconds| ends.add(seconds));
            behavior.functions.values().for_each(|function| ends.add_function(function));
        }
        let minima = distribution.error_responses.iter().filter_map(|error| error.caching_min_ttl);
        minima.for_each(|seconds| ends.add(seconds));
        origins.values().for_each(|origin| ends.add_origin(origin));
        ends
    }

    /// Picks one. What is picked depends on those beside it as little as can be: it stays the same
    /// when others go, so that they can be shrunk away.
    pub(super) fn pick(&self, d: &mut dyn Draw) -> u64 {
        let salt = u64::from(d.below(64));
        let rank = |seconds: &u64| Random::new(seconds.rotate_left(32) ^ salt).below(u32::MAX);
        self.0.iter().copied().max_by_key(rank).unwrap_or_default()
    }

    fn add(&mut self, seconds: u64) {
        if seconds > 0 && !self.0.contains(&seconds) {
            self.0.push(seconds);
        }
    }

    /// Adds the lifetimes that an origin's answers name.
    pub(super) fn add_origin(&mut self, origin: &Origin) {
        let replies = origin.paths.values().flatten();
        let controls = replies.filter_map(|reply| reply.headers.get("cache-control"));
        controls.flat_map(Lines::values).for_each(|text| self.add_text(text));
    }

    /// Adds the lifetimes that a function's responses name.
    pub(super) fn add_function(&mut self, Function(kinds): &Function) {
        for kind in kinds {
            let text = match kind {
                FunctionKind::Return(made) => Some(made.get()),
                FunctionKind::Patch(patch) => patch
                    .pointer("/headers/cache-control/0/value")
                    .and_then(serde_json::Value::as_str),
                _ => None,
            };
            text.into_iter().for_each(|text| self.add_text(text));
        }
    }

    /// Adds the numbers that come after an equals sign, and their sum.
    fn add_text(&mut self, text: &str) {
        let numbers = text.split('=').skip(1).filter_map(|after| {
            let digits = after.trim_start_matches(['\\', '"']);
            let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
            digits.get(..end)?.parse::<u64>().ok()
        });
        let numbers: Vec<u64> = numbers.collect();
        numbers.iter().for_each(|seconds| self.add(*seconds));
        // Where one is a lifetime and another what may follow it.
        self.add(numbers.iter().fold(0, |sum, seconds| sum.saturating_add(*seconds)));
    }
}
