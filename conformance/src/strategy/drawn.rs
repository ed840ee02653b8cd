//! Generators as proptest strategies.

use std::collections::HashSet;
use std::fmt;

use proptest::num;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::draw::{Choice, Draw, Random, Recorder};
use super::shrink::Shrink;

/// A generator as a proptest [`Strategy`]; see [`drawn`].
#[derive(Clone)]
pub struct Drawn<F>(F);

impl<F> fmt::Debug for Drawn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Drawn")
    }
}

/// Makes a proptest strategy of a generator.
///
/// It shrinks by dropping runs of choices and lowering the rest, so a value stays one that the
/// generator can make.
///
/// # Examples
/// ```
/// use edgecase::strategy::drawn;
/// use proptest::strategy::Strategy as _;
///
/// let even = drawn(|d| d.below(50) * 2).prop_filter("not zero", |n| *n != 0);
/// # let _ = even;
/// ```
pub const fn drawn<T: fmt::Debug, F: Fn(&mut dyn Draw) -> T + Clone>(draw: F) -> Drawn<F> {
    Drawn(draw)
}

impl<T: fmt::Debug, F: Fn(&mut dyn Draw) -> T + Clone> Strategy for Drawn<F> {
    type Tree = DrawnTree<F>;
    type Value = T;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let mut random = Random::new(num::u64::ANY.new_tree(runner)?.current());
        let mut recorder = Recorder::new(&mut random);
        (self.0)(&mut recorder);
        Ok(DrawnTree::new(self.0.clone(), recorder.choices))
    }
}

/// The choices behind a value, and how far they are shrunk.
#[derive(Clone)]
pub struct DrawnTree<F> {
    draw: F,
    shrink: Shrink,
    /// The choices that the present value really took.
    used: Vec<Choice>,
    /// Those of all values so far; what was looked at once need not be looked at again.
    seen: HashSet<Vec<Choice>>,
}

impl<F> fmt::Debug for DrawnTree<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DrawnTree").field(&self.shrink.current()).finish()
    }
}

impl<T: fmt::Debug, F: Fn(&mut dyn Draw) -> T> DrawnTree<F> {
    fn new(draw: F, choices: Vec<Choice>) -> Self {
        let seen = HashSet::from([choices.clone()]);
        Self { draw, shrink: Shrink::new(choices.clone()), used: choices, seen }
    }

    /// Goes on to a value that was not there before.
    fn settle(&mut self, mut more: bool) -> bool {
        while more {
            let mut replay = self.shrink.replay();
            let mut recorder = Recorder::new(&mut replay);
            (self.draw)(&mut recorder);
            self.used = recorder.choices;
            if self.seen.insert(self.used.clone()) {
                return true;
            }
            more = self.shrink.reject();
        }
        false
    }
}

impl<T: fmt::Debug, F: Fn(&mut dyn Draw) -> T> ValueTree for DrawnTree<F> {
    type Value = T;

    fn current(&self) -> T {
        (self.draw)(&mut self.shrink.replay())
    }

    fn simplify(&mut self) -> bool {
        let more = self.shrink.accept(std::mem::take(&mut self.used));
        self.settle(more)
    }

    fn complicate(&mut self) -> bool {
        let more = self.shrink.reject();
        self.settle(more)
    }
}

/// Makes a value of choices as few and small as possible, such that it still fails.
///
/// Returns the value that `source` gives at first if that does not fail.
pub fn smallest<T: fmt::Debug>(
    source: &mut dyn Draw,
    draw: impl Fn(&mut dyn Draw) -> T,
    fails: impl FnMut(&T) -> bool,
) -> T {
    smallest_within(u32::MAX, source, draw, fails)
}

/// Makes a value as [`smallest`] does, of so many that are tried at most.
pub fn smallest_within<T: fmt::Debug>(
    tries: u32,
    source: &mut dyn Draw,
    draw: impl Fn(&mut dyn Draw) -> T,
    mut fails: impl FnMut(&T) -> bool,
) -> T {
    let mut left = tries;
    smallest_while(source, draw, |value| {
        left = left.checked_sub(1)?;
        Some(fails(value))
    })
}

/// The same, until it is not told any more whether a value fails.
pub(crate) fn smallest_while<T: fmt::Debug>(
    source: &mut dyn Draw,
    draw: impl Fn(&mut dyn Draw) -> T,
    mut fails: impl FnMut(&T) -> Option<bool>,
) -> T {
    let mut recorder = Recorder::new(source);
    draw(&mut recorder);
    let mut tree = DrawnTree::new(draw, recorder.choices);
    let mut best = tree.current();
    let mut more = fails(&best) == Some(true) && tree.simplify();
    while more {
        let value = tree.current();
        more = match fails(&value) {
            Some(true) => {
                best = value;
                tree.simplify()
            }
            Some(false) => tree.complicate(),
            None => false,
        };
    }
    best
}

#[cfg(test)]
mod tests {
    use proptest::test_runner::{Config, TestError};

    use super::*;

    fn numbers(d: &mut dyn Draw) -> Vec<u32> {
        let mut numbers = Vec::new();
        while d.more(12) {
            numbers.push(d.below(1_000));
        }
        numbers
    }

    #[test]
    fn proptest_shrinks_to_the_least_value() {
        let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
        let failed = runner.run(&drawn(numbers), |numbers| {
            let least = numbers.iter().all(|n| *n < 700);
            least.then_some(()).ok_or_else(|| proptest::test_runner::TestCaseError::fail("big"))
        });
        assert!(matches!(failed, Err(TestError::Fail(_, ref n)) if *n == [700]), "{failed:?}");
    }

    #[test]
    fn elements_are_dropped_whole_however_long_they_are() {
        let lists = |d: &mut dyn Draw| {
            d.list(0..=20, 9, |d| (d.below(5), d.list(0..=5, 4, |d| d.below(100))))
        };
        let big = |(first, rest): &(u32, Vec<u32>)| {
            *first > 0 && rest.iter().filter(|number| **number >= 60).count() >= 2
        };
        let fails = |lists: &Vec<(u32, Vec<u32>)>| lists.iter().any(big);
        for seed in 0..40 {
            let least = smallest(&mut Random::new(seed), lists, fails);
            assert!(!fails(&least) || least == [(1, vec![60, 60])], "{least:?}");
        }
    }

    #[test]
    fn what_comes_after_something_dropped_keeps_its_place() {
        let optional = |d: &mut dyn Draw| {
            let some = d.chance(1, 2).then(|| (d.below(7), d.below(9)));
            (some, d.below(1_000))
        };
        for seed in 0..40 {
            let least = smallest(&mut Random::new(seed), optional, |(_, number)| *number >= 300);
            assert!(least.1 < 300 || least == (None, 300), "{least:?}");
        }
    }

    #[test]
    fn no_more_values_are_tried_than_allowed() {
        for most in [1, 2, 10] {
            let mut tries = 0;
            let fails = |_: &Vec<u32>| {
                tries += 1;
                true
            };
            smallest_within(
                most,
                &mut Random::new(3),
                |d| d.list(50..=50, 2, |d| d.below(9)),
                fails,
            );
            assert_eq!(tries, most);
        }
    }

    #[test]
    fn the_smallest_failing_value_is_found_from_any_source() {
        let sums = |numbers: &Vec<u32>| numbers.len() >= 2 && numbers.iter().sum::<u32>() > 100;
        for seed in 0..40 {
            let least = smallest(&mut Random::new(seed), numbers, sums);
            assert!(!sums(&least) || least.len() == 2, "{least:?}");
        }
    }
}
