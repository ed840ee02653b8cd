//! Making inputs of inputs, for a fuzzer whose own changes would end at the first bracket.

mod result;
mod scenario;
mod tree;

use std::fmt;

use crate::strategy::{Draw, Random};

/// How often another change is tried where one gives no input.
const TRIES: usize = 8;

/// Changes and crosses the inputs of a target; what it makes the target reads.
#[derive(Clone, Copy)]
pub struct Mutator {
    /// Makes another input of one, or any if there is none to read.
    change: Change,
    /// Makes one input of two.
    cross: Cross,
}

type Change = fn(&[u8], &mut dyn Draw) -> Option<Vec<u8>>;
type Cross = fn(&[u8], &[u8], &mut dyn Draw) -> Option<Vec<u8>>;

/// Changes examples of results.
pub(super) const RESULT: Mutator = Mutator { change: result::change, cross: result::cross };

/// Changes scenarios.
pub(super) const SCENARIO: Mutator = Mutator { change: scenario::change, cross: scenario::cross };

impl fmt::Debug for Mutator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mutator")
    }
}

impl Mutator {
    /// Makes another input of at most so many bytes; `None` if no change gives one.
    ///
    /// The same input and seed give the same.
    #[must_use]
    pub fn mutate(&self, data: &[u8], most: usize, seed: u32) -> Option<Vec<u8>> {
        first(most, seed, |d| (self.change)(data, d).filter(|made| made != data))
    }

    /// Makes one input of two, of at most so many bytes; `None` if they do not fit together.
    #[must_use]
    pub fn cross(&self, one: &[u8], other: &[u8], most: usize, seed: u32) -> Option<Vec<u8>> {
        first(most, seed, |d| (self.cross)(one, other, d))
    }
}

/// Returns the first input that is made and not too long.
fn first(
    most: usize,
    seed: u32,
    mut make: impl FnMut(&mut dyn Draw) -> Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let mut random = Random::new(u64::from(seed));
    (0..TRIES).find_map(|_| make(&mut random).filter(|made| made.len() <= most))
}
