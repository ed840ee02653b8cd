//! The stopwatch: every operation has its turn in every round, so that all share the machine's
//! good and bad moments.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::operation::Operation;
use super::plan::Plan;

/// How long a call took.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Timing {
    /// Nanoseconds of a call in the best round.
    pub minimum: f64,
    /// Nanoseconds of a call in the round in the middle.
    pub median: f64,
    /// Nanoseconds of a call in each round, the best first.
    #[serde(skip)]
    pub(super) turns: Vec<f64>,
}

impl Timing {
    /// Makes the timing of some turns.
    pub(super) fn of(mut turns: Vec<f64>) -> Self {
        turns.sort_by(f64::total_cmp);
        let at = |index: usize| turns.get(index).copied().unwrap_or(f64::NAN);
        Self { minimum: at(0), median: at(turns.len() / 2), turns }
    }

    /// Adds the turns of another pass.
    pub(super) fn join(&mut self, other: Self) {
        let mut turns = std::mem::take(&mut self.turns);
        turns.extend(other.turns);
        *self = Self::of(turns);
    }
}

/// Times operations on `documents` documents; with `whole`, a turn goes through all of them.
pub(super) fn race(
    operations: &mut [Operation<'_>],
    plan: &Plan,
    documents: u32,
    whole: bool,
) -> Vec<Timing> {
    let calls: Vec<u32> = operations
        .iter_mut()
        .map(|operation| if whole { documents } else { calibrated(operation, plan.turn) })
        .collect();
    let mut turns = vec![Vec::new(); operations.len()];
    for _ in 0..plan.rounds {
        for ((operation, calls), turns) in operations.iter_mut().zip(&calls).zip(&mut turns) {
            turns.push(nanoseconds(time(operation, *calls)) / f64::from(*calls));
        }
    }
    turns.into_iter().map(Timing::of).collect()
}

/// Returns how many calls fill a turn; warms the operation up on the way.
///
/// Of several trials the one with the most calls counts: an interruption makes calls look long, and
/// too few of them would be timed in every round.
fn calibrated(operation: &mut Operation<'_>, turn: Duration) -> u32 {
    const TRIALS: u32 = 3;
    (0..TRIALS).map(|_| filling(operation, turn)).max().unwrap_or(1)
}

fn filling(operation: &mut Operation<'_>, turn: Duration) -> u32 {
    let mut calls = 1_u32;
    loop {
        let taken = time(operation, calls);
        if taken >= turn / 8 || calls > u32::MAX / 16 {
            return scaled(calls, nanoseconds(turn) / nanoseconds(taken).max(1.0));
        }
        calls *= 2;
    }
}

/// Multiplies calls by a factor of at most 16, with 1 as the least result.
fn scaled(calls: u32, factor: f64) -> u32 {
    let sixteenths = (1..=128_u32).take_while(|n| f64::from(*n) <= factor * 16.0).count();
    let sixteenths = u64::try_from(sixteenths).unwrap_or(16);
    u32::try_from((u64::from(calls) * sixteenths / 16).max(1)).unwrap_or(u32::MAX)
}

fn time(operation: &mut Operation<'_>, calls: u32) -> Duration {
    let start = Instant::now();
    (operation.run)(calls);
    start.elapsed()
}

fn nanoseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minimum_and_median_are_those_of_the_turns() {
        let timing = Timing::of(vec![3.0, 1.0, 2.0, 9.0, 8.0]);
        assert_eq!((timing.minimum, timing.median), (1.0, 3.0));
    }

    #[test]
    fn passes_come_to_the_minimum_and_median_of_all_their_turns() {
        let mut timing = Timing::of(vec![9.0, 8.0, 7.0]);
        timing.join(Timing::of(vec![1.0, 2.0]));
        assert_eq!(timing, Timing::of(vec![1.0, 2.0, 7.0, 8.0, 9.0]));
    }

    #[test]
    fn calls_are_scaled_and_never_none() {
        assert_eq!(scaled(100, 2.5), 250);
        assert_eq!(scaled(100, 0.25), 25);
        assert_eq!(scaled(1, 0.01), 1);
    }
}
