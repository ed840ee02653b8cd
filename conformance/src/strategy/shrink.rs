//! Making recorded choices fewer and smaller.

use std::ops::Range;

use super::draw::{Choice, Fit, Replay};

/// The next thing to try, in passes over the choices.
///
/// A round goes up to [`Sort`](Self::Sort), and starts anew as long as it got anywhere; what takes
/// two changes at once comes after that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    /// Drop a run of choices of that length.
    Drop(usize),
    /// Drop from a choice to before one of the next with the same bound, that many on: an element
    /// of a list begins where "one more?" is asked, and ends where it is asked again.
    Element(usize),
    /// Set a run of choices of that length to 0.
    Zero(usize),
    /// Drop a choice and lower the one before it by one: one element less in a counted list.
    Fold,
    /// Lower one choice, by halving what is left between `low` and it.
    Lower { low: u32 },
    /// Swap two neighbours of the same bound that are in the wrong order.
    Sort,
    /// Set two choices that are the same to 0.
    Twins,
    /// Drop two elements: one, and the one that many on.
    Pair(usize),
}

/// Proposes simpler choices, one candidate at a time, and is told which of them will do.
#[derive(Clone, Debug)]
pub(crate) struct Shrink {
    choices: Vec<Choice>,
    candidate: Option<Vec<Choice>>,
    /// How the candidate is read: first aligned, then as it is.
    fit: Fit,
    pass: Pass,
    /// Where in the choices, counted from the end.
    at: usize,
    /// Whether this round got anywhere.
    better: bool,
}

/// The longest run.
const LONGEST: usize = 64;

/// Over how many questions of the same bound an element is tried to extend.
const QUESTIONS: usize = 3;

/// How many elements on the other one of a pair may be.
const FARTHEST: usize = 12;

impl Shrink {
    /// Starts with choices that fail.
    pub(crate) const fn new(choices: Vec<Choice>) -> Self {
        Self {
            choices,
            candidate: None,
            fit: Fit::AsIs,
            pass: Pass::Drop(LONGEST),
            at: 0,
            better: false,
        }
    }

    /// Returns the choices to look at now: the candidate, or the best ones known.
    pub(crate) fn current(&self) -> &[Choice] {
        self.candidate.as_deref().unwrap_or(&self.choices)
    }

    /// Returns the choices of the present value.
    pub(crate) fn replay(&self) -> Replay<'_> {
        Replay::new(self.current(), self.fit)
    }

    /// Takes the candidate, as far as it was used, and proposes another; false if there is none.
    pub(crate) fn accept(&mut self, used: Vec<Choice>) -> bool {
        match self.candidate.take() {
            Some(_) if order(&used) < order(&self.choices) => {
                self.better = true;
                self.choices = used;
            }
            // A candidate that is used otherwise than proposed may have grown.
            Some(_) => self.step_on(),
            None => {}
        }
        self.propose()
    }

    /// Gives the candidate up and proposes another; false if there is none.
    pub(crate) fn reject(&mut self) -> bool {
        if self.candidate.is_some() && self.fit == Fit::Aligned {
            self.fit = Fit::AsIs;
            return true;
        }
        if let Some(candidate) = self.candidate.take() {
            match self.pass {
                Pass::Lower { .. } => self.raise(&candidate),
                _ => self.step_on(),
            }
        }
        self.propose()
    }

    /// Looks between the value that was too low and the present one.
    fn raise(&mut self, candidate: &[Choice]) {
        let tried = candidate.len().checked_sub(self.at + 1).and_then(|i| candidate.get(i));
        match tried {
            Some(tried) => self.pass = Pass::Lower { low: tried.value.saturating_add(1) },
            None => self.step_on(),
        }
    }

    fn step_on(&mut self) {
        self.at += 1;
        if let Pass::Lower { low } = &mut self.pass {
            *low = 0;
        }
    }

    fn propose(&mut self) -> bool {
        self.fit = Fit::AsIs;
        loop {
            if self.at >= self.choices.len() {
                if !self.next_pass() {
                    return false;
                }
                continue;
            }
            match self.next() {
                Some(candidate) => {
                    self.candidate = Some(candidate);
                    self.fit = Fit::Aligned;
                    return true;
                }
                None => self.step_on(),
            }
        }
    }

    /// Starts the next pass; false after a round that got nowhere.
    fn next_pass(&mut self) -> bool {
        self.at = 0;
        self.pass = match self.pass {
            Pass::Drop(8) => Pass::Element(1),
            Pass::Element(QUESTIONS) => Pass::Drop(4),
            Pass::Element(number) => Pass::Element(number + 1),
            Pass::Drop(1) => Pass::Zero(LONGEST),
            Pass::Drop(length) => Pass::Drop(length / 2),
            Pass::Zero(1) => Pass::Fold,
            Pass::Zero(length) => Pass::Zero(length / 2),
            Pass::Fold => Pass::Lower { low: 0 },
            Pass::Lower { .. } => Pass::Sort,
            Pass::Sort | Pass::Pair(FARTHEST) if std::mem::take(&mut self.better) => {
                Pass::Drop(LONGEST)
            }
            Pass::Sort => Pass::Twins,
            Pass::Twins => Pass::Pair(1),
            Pass::Pair(FARTHEST) => return false,
            Pass::Pair(number) => Pass::Pair(number + 1),
        };
        !self.choices.is_empty()
    }

    /// Returns the element that starts at a choice and extends over so many questions.
    fn element(&self, start: usize, questions: usize) -> Option<Range<usize>> {
        let asked = |choice: &&Choice| choice.value > 0 || questions == 1;
        let first = self.choices.get(start).filter(asked)?;
        let rest = self.choices.get(start + 1..)?;
        let mut same = rest.iter().enumerate().filter(|(_, next)| next.bound == first.bound);
        let (length, _) = same.nth(questions - 1)?;
        Some(start..start + 1 + length)
    }

    /// Returns the candidate of the present pass and place; `None` if there is nothing to try.
    fn next(&self) -> Option<Vec<Choice>> {
        let mut choices = self.choices.clone();
        let end = choices.len().checked_sub(self.at)?;
        match self.pass {
            Pass::Drop(length) => {
                choices.drain(end.checked_sub(length)?..end);
            }
            Pass::Element(number) => {
                choices.drain(self.element(end - 1, number)?);
            }
            Pass::Zero(length) => {
                let run = choices.get_mut(end.checked_sub(length)?..end)?;
                if run.iter().all(|choice| choice.value == 0) {
                    return None;
                }
                run.iter_mut().for_each(|choice| choice.value = 0);
            }
            Pass::Fold => {
                let before = choices.get_mut(end.checked_sub(2)?)?;
                before.value = before.value.checked_sub(1)?;
                choices.remove(end - 1);
            }
            Pass::Lower { low } => {
                let Choice { value, .. } = choices.get_mut(end - 1)?;
                if low >= *value {
                    return None;
                }
                *value = low + (*value - low) / 2 * u32::from(low > 0);
            }
            Pass::Sort => {
                let (first, second) = (end.checked_sub(2)?, end - 1);
                let [one, other] = [*choices.get(first)?, *choices.get(second)?];
                if one.bound != other.bound || one.value <= other.value {
                    return None;
                }
                choices.swap(first, second);
            }
            Pass::Twins => {
                let (one, rest) = choices.get_mut(end - 1..)?.split_first_mut()?;
                let other = rest.iter_mut().find(|choice| **choice == *one && one.value > 0)?;
                (one.value, other.value) = (0, 0);
            }
            Pass::Pair(number) => {
                let one = self.element(end - 1, 1)?;
                let mut others =
                    (one.end..choices.len()).filter_map(|start| self.element(start, 1));
                let other = others.nth(number - 1)?;
                choices.drain(other);
                choices.drain(one);
            }
        }
        Some(choices)
    }
}

/// Fewer choices come first, then smaller ones.
fn order(choices: &[Choice]) -> (usize, impl Ord) {
    let values: Vec<u32> = choices.iter().map(|choice| choice.value).collect();
    (choices.len(), values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn least(choices: Vec<u32>, mut fails: impl FnMut(&[u32]) -> bool) -> (Vec<u32>, u32) {
        let values =
            |choices: &[Choice]| choices.iter().map(|choice| choice.value).collect::<Vec<u32>>();
        let choices = choices.into_iter().map(|value| Choice { value, bound: 1_000 });
        let mut shrink = Shrink::new(choices.collect());
        let mut tries = 0;
        let mut more = shrink.propose();
        while more {
            tries += 1;
            let candidate = shrink.current().to_vec();
            more =
                if fails(&values(&candidate)) { shrink.accept(candidate) } else { shrink.reject() };
        }
        (values(&shrink.choices), tries)
    }

    #[test]
    fn runs_are_dropped_and_values_lowered_to_the_least_that_fails() {
        let many: Vec<u32> = (0..300).map(|n| n * 7 % 101).collect();
        let (choices, tries) = least(many.clone(), |c| c.iter().any(|n| *n >= 60));
        assert_eq!(choices, [60]);
        assert!(tries < 1_000, "{tries}");
        let (choices, _) = least(many, |c| c.len() >= 3 && c.iter().sum::<u32>() >= 10);
        assert_eq!(choices.len(), 3);
        assert_eq!(choices.iter().sum::<u32>(), 10);
    }

    #[test]
    fn what_always_fails_becomes_nothing() {
        assert_eq!(least(vec![5; 100], |_| true).0, Vec::<u32>::new());
    }

    #[test]
    fn it_ends_whatever_is_said() {
        for seed in 0..50_u32 {
            let mut state = seed;
            let (_, tries) = least((0..40).map(|n| n * seed % 9).collect(), |_| {
                state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345);
                state & 0x1_0000 != 0
            });
            assert!(tries < 20_000, "{tries}");
        }
    }
}
