//! Generators as proptest strategies.

use std::cell::RefCell;
use std::fmt;

use proptest::num;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::draw::{Draw, Random, Recorder, Replay};
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
        let shrink = Shrink::new(recorder.choices);
        Ok(DrawnTree { draw: self.0.clone(), shrink, used: RefCell::default() })
    }
}

/// The choices behind a value, and how far they are shrunk.
#[derive(Clone)]
pub struct DrawnTree<F> {
    draw: F,
    shrink: Shrink,
    /// The choices that the present value really took.
    used: RefCell<Option<Vec<u32>>>,
}

impl<F> fmt::Debug for DrawnTree<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DrawnTree").field(&self.shrink.current()).finish()
    }
}

impl<T: fmt::Debug, F: Fn(&mut dyn Draw) -> T> DrawnTree<F> {
    fn draw(&self) -> (T, Vec<u32>) {
        let mut replay = Replay::new(self.shrink.current());
        let mut recorder = Recorder::new(&mut replay);
        let value = (self.draw)(&mut recorder);
        (value, recorder.choices)
    }
}

impl<T: fmt::Debug, F: Fn(&mut dyn Draw) -> T> ValueTree for DrawnTree<F> {
    type Value = T;

    fn current(&self) -> T {
        let (value, used) = self.draw();
        self.used.replace(Some(used));
        value
    }

    fn simplify(&mut self) -> bool {
        let used = self.used.take().unwrap_or_else(|| self.draw().1);
        self.shrink.accept(used)
    }

    fn complicate(&mut self) -> bool {
        self.used.take();
        self.shrink.reject()
    }
}

/// Makes a value of choices as few and small as possible, such that it still fails.
///
/// Returns the value that `source` gives at first if that does not fail.
pub fn smallest<T: fmt::Debug>(
    source: &mut dyn Draw,
    draw: impl Fn(&mut dyn Draw) -> T,
    mut fails: impl FnMut(&T) -> bool,
) -> T {
    smallest_while(source, draw, |value| Some(fails(value)))
}

/// The same, until it is not told any more whether a value fails.
pub(crate) fn smallest_while<T: fmt::Debug>(
    source: &mut dyn Draw,
    draw: impl Fn(&mut dyn Draw) -> T,
    mut fails: impl FnMut(&T) -> Option<bool>,
) -> T {
    let mut recorder = Recorder::new(source);
    draw(&mut recorder);
    let shrink = Shrink::new(recorder.choices);
    let mut tree = DrawnTree { draw, shrink, used: RefCell::default() };
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
    fn the_smallest_failing_value_is_found_from_any_source() {
        let sums = |numbers: &Vec<u32>| numbers.len() >= 2 && numbers.iter().sum::<u32>() > 100;
        for seed in 0..40 {
            let least = smallest(&mut Random::new(seed), numbers, sums);
            assert!(!sums(&least) || least.len() == 2, "{least:?}");
        }
    }
}
