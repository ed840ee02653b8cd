//! Sources of choices.

use std::ops::RangeInclusive;

/// A source of choices; 0 is always the simplest one.
///
/// Generators are written once, against this trait: a function `(&mut dyn Draw) -> T`. A generator
/// that makes fewer and smaller choices makes a simpler value, and a source that is used up gives
/// zeros; so whoever drops and lowers choices shrinks the value, whatever it is.
///
/// # Examples
/// ```
/// use edgecase::strategy::{Choices, Draw};
///
/// fn path(d: &mut dyn Draw) -> String {
///     let mut path = String::from("/");
///     // "One more?" before each element, so that dropping choices drops an element.
///     while d.more(3) {
///         path.push(*d.pick(&['a', 'b', '%']));
///     }
///     path
/// }
///
/// assert_eq!(path(&mut Choices::new(&[])), "/");
/// assert_eq!(path(&mut Choices::new(&[1, 0, 2, 2])), "/a%");
/// ```
pub trait Draw {
    /// Returns a number in `0..bound`: 0 once the source is used up, and for bounds 0 and 1.
    fn below(&mut self, bound: u32) -> u32;
}

impl<D: Draw + ?Sized> Draw for &mut D {
    fn below(&mut self, bound: u32) -> u32 {
        (**self).below(bound)
    }
}

impl dyn Draw + '_ {
    /// Returns one of a list; the first is the simplest.
    ///
    /// # Panics
    /// When the list is empty.
    pub fn pick<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        list.get(self.index(list.len())).expect("a list to pick from is not empty")
    }

    /// Returns an index of a list of that length; 0 if it is empty.
    pub fn index(&mut self, length: usize) -> usize {
        let bound = u32::try_from(length).unwrap_or(u32::MAX);
        usize::try_from(self.below(bound)).unwrap_or_default()
    }

    /// Returns one of a list of weights and values; the first is the simplest.
    ///
    /// # Panics
    /// When the list is empty.
    pub fn weighted<'t, T>(&mut self, list: &'t [(u32, T)]) -> &'t T {
        self.weighted_of(list.iter().map(|(weight, value)| (*weight, value)))
            .expect("a list to pick from is not empty")
    }

    /// Returns one of some weights and values as [`weighted`](Self::weighted) does; `None`, without a
    /// choice, if there are none.
    pub(crate) fn weighted_of<T>(
        &mut self,
        entries: impl Iterator<Item = (u32, T)> + Clone,
    ) -> Option<T> {
        let (_, first) = entries.clone().next()?;
        let mut at = self.below(entries.clone().map(|(weight, _)| weight).sum());
        for (weight, value) in entries {
            if at < weight {
                return Some(value);
            }
            at -= weight;
        }
        Some(first)
    }

    /// Returns true in `part` of `of` cases; false is the simplest, so it comes at least once in `of`.
    pub fn chance(&mut self, part: u32, of: u32) -> bool {
        self.below(of) >= of.saturating_sub(part).max(1)
    }

    /// Tells whether to add one more element, `of - 1` in `of` times; no is the simplest.
    pub fn more(&mut self, of: u32) -> bool {
        self.below(of) != 0
    }

    /// Does something again and again: as often as the range starts with, then as long as there is
    /// one `more`, up to its end.
    ///
    /// Elements are best dropped in shrinking if no choice within one has the bound `of`.
    pub fn repeat(
        &mut self,
        times: RangeInclusive<usize>,
        of: u32,
        mut each: impl FnMut(&mut dyn Draw),
    ) {
        let (least, most) = times.into_inner();
        for _ in 0..least {
            each(self);
        }
        let mut left = most.saturating_sub(least);
        // The last question is in vain, but so one comes after each element, and any element can
        // be dropped together with its own.
        while most > least && self.more(of) && left > 0 {
            each(self);
            left -= 1;
        }
    }

    /// Returns a list of so many elements, drawn as `repeat` does.
    pub fn list<T>(
        &mut self,
        length: RangeInclusive<usize>,
        of: u32,
        mut element: impl FnMut(&mut dyn Draw) -> T,
    ) -> Vec<T> {
        let mut list = Vec::new();
        self.repeat(length, of, |d| list.push(element(d)));
        list
    }

    /// Returns a number of a range; its start is the simplest.
    pub fn within(&mut self, range: RangeInclusive<u32>) -> u32 {
        let (start, end) = range.into_inner();
        start.saturating_add(self.below(end.saturating_sub(start).saturating_add(1)))
    }
}

/// Choices read from bytes: those of a fuzzer, or of a kept file.
///
/// A choice takes one byte for bounds up to 256, two up to 65,536, else four, least first, modulo
/// the bound.
#[derive(Clone, Debug)]
pub struct Choices<'b> {
    bytes: &'b [u8],
}

impl<'b> Choices<'b> {
    /// Reads choices from bytes.
    #[must_use]
    pub const fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    /// Tells whether all bytes are used up.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

impl Draw for Choices<'_> {
    fn below(&mut self, bound: u32) -> u32 {
        if bound <= 1 {
            return 0;
        }
        let (taken, rest) = self.bytes.split_at(width(bound).min(self.bytes.len()));
        self.bytes = rest;
        taken.iter().rev().fold(0_u32, |number, byte| (number << 8) | u32::from(*byte)) % bound
    }
}

/// Returns how many bytes a choice below a bound takes.
const fn width(bound: u32) -> usize {
    match bound {
        0 | 1 => 0,
        2..=0x100 => 1,
        0x101..=0x1_0000 => 2,
        _ => 4,
    }
}

/// Draws a value, and returns its choices as bytes, from which [`Choices`] draws the same value.
///
/// # Examples
/// ```
/// use edgecase::strategy::{Choices, Random, choices_of, result};
///
/// let bytes = choices_of(&mut Random::new(7), result);
/// assert_eq!(result(&mut Choices::new(&bytes)), result(&mut Random::new(7)));
/// ```
pub fn choices_of<T>(source: &mut dyn Draw, draw: impl FnOnce(&mut dyn Draw) -> T) -> Vec<u8> {
    let mut recorder = Recorder::new(source);
    draw(&mut recorder);
    let bytes = |choice: &Choice| choice.value.to_le_bytes().into_iter().take(width(choice.bound));
    recorder.choices.iter().flat_map(bytes).collect()
}

/// Pseudo-random choices: the same for a seed on every machine.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Starts the choices of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl Draw for Random {
    fn below(&mut self, bound: u32) -> u32 {
        let number = self.next() % u64::from(bound.max(1));
        u32::try_from(number).unwrap_or_default()
    }
}

/// Bytes as [`arbitrary`] hands them to a fuzz target.
impl Draw for arbitrary::Unstructured<'_> {
    fn below(&mut self, bound: u32) -> u32 {
        self.int_in_range(0..=bound.saturating_sub(1)).unwrap_or_default()
    }
}

/// A choice that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Choice {
    pub(crate) value: u32,
    /// What the value had to stay below: more than 1, or there was nothing to choose.
    pub(crate) bound: u32,
}

/// Writes down every choice of another source.
pub(crate) struct Recorder<'d> {
    source: &'d mut dyn Draw,
    pub(crate) choices: Vec<Choice>,
}

impl<'d> Recorder<'d> {
    pub(crate) const fn new(source: &'d mut dyn Draw) -> Self {
        Self { source, choices: Vec::new() }
    }
}

impl Draw for Recorder<'_> {
    fn below(&mut self, bound: u32) -> u32 {
        let value = self.source.below(bound);
        if bound > 1 {
            self.choices.push(Choice { value, bound });
        }
        value
    }
}

/// Choices that were written down, or changed since.
#[derive(Clone, Debug)]
pub(crate) struct Replay<'c> {
    choices: &'c [Choice],
    fit: Fit,
}

/// What becomes of a choice that was made for another bound than that which is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// It is passed over with all that follow, up to one of the same bound. Where something was
    /// dropped, what comes after it keeps its place.
    Aligned,
    /// It is taken, modulo the bound.
    AsIs,
}

impl<'c> Replay<'c> {
    pub(crate) const fn new(choices: &'c [Choice], fit: Fit) -> Self {
        Self { choices, fit }
    }
}

impl Draw for Replay<'_> {
    fn below(&mut self, bound: u32) -> u32 {
        if bound <= 1 {
            return 0;
        }
        let next = match self.fit {
            Fit::Aligned => self.choices.iter().position(|choice| choice.bound == bound),
            Fit::AsIs => Some(0),
        };
        let rest = next.and_then(|next| self.choices.get(next..)).and_then(<[_]>::split_first);
        let Some((choice, rest)) = rest else {
            return 0;
        };
        self.choices = rest;
        choice.value % bound
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_that_is_used_up_gives_zeros() {
        let mut sources: [Box<dyn Draw>; 3] = [
            Box::new(Choices::new(&[])),
            Box::new(Replay::new(&[], Fit::Aligned)),
            Box::new(arbitrary::Unstructured::new(&[])),
        ];
        for source in &mut sources {
            for bound in [0, 1, 2, 3, 256, 257, 65_536, 65_537, u32::MAX] {
                assert_eq!(source.below(bound), 0);
            }
        }
    }

    #[test]
    fn choices_stay_below_their_bound_and_reach_it() {
        let mut random = Random::new(7);
        let bytes: Vec<u8> =
            (0..40_000).map(|_| u8::try_from(random.below(256)).expect("a byte")).collect();
        let mut sources: [Box<dyn Draw>; 3] = [
            Box::new(Random::new(3)),
            Box::new(Choices::new(&bytes)),
            Box::new(arbitrary::Unstructured::new(&bytes)),
        ];
        for source in &mut sources {
            for bound in [2, 3, 5, 256, 257] {
                let drawn: Vec<u32> = (0..3_000).map(|_| source.below(bound)).collect();
                assert_eq!(drawn.iter().max(), Some(&(bound - 1)));
                assert_eq!(drawn.iter().min(), Some(&0));
            }
        }
    }

    #[test]
    fn lists_have_the_lengths_that_were_asked_for() {
        let d: &mut dyn Draw = &mut Choices::new(&[]);
        assert_eq!(d.list(2..=4, 3, |d| d.below(9)), [0, 0]);
        let mut random = Random::new(1);
        let d: &mut dyn Draw = &mut random;
        let lengths: Vec<usize> = (0..100).map(|_| d.list(2..=4, 3, |_| ()).len()).collect();
        assert_eq!((lengths.iter().min(), lengths.iter().max()), (Some(&2), Some(&4)));
        let before = random.clone().below(u32::MAX);
        let d: &mut dyn Draw = &mut random;
        assert_eq!(d.list(3..=3, 2, |_| ()).len(), 3);
        assert_eq!(random.below(u32::MAX), before, "nothing is asked about a fixed length");
    }

    #[test]
    fn rare_things_are_not_the_simplest() {
        let d: &mut dyn Draw = &mut Choices::new(&[]);
        assert!(!d.chance(1, 2) && !d.chance(5, 5) && !d.more(4));
        assert_eq!((*d.weighted(&[(1, 'a'), (9, 'b')]), d.within(3..=9)), ('a', 3));
        let d: &mut dyn Draw = &mut Random::new(1);
        let rare = (0..10_000).filter(|_| d.chance(1, 10)).count();
        assert!((900..1_100).contains(&rare), "{rare}");
        let heavy = (0..10_000).filter(|_| *d.weighted(&[(1, 'a'), (9, 'b')]) == 'b').count();
        assert!((8_900..9_100).contains(&heavy), "{heavy}");
    }
}
