//! Making recorded choices fewer and smaller.

/// The next thing to try, in passes over the choices; starts anew as long as a round got anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    /// Drop a run of choices of that length.
    Drop(usize),
    /// Set a run of choices of that length to 0.
    Zero(usize),
    /// Drop a choice and lower the one before it by one: one element less in a counted list.
    Fold,
    /// Lower one choice, by halving what is left between `low` and it.
    Lower { low: u32 },
    /// Swap two neighbours that are in the wrong order.
    Sort,
}

/// Proposes simpler choices, one candidate at a time, and is told which of them will do.
#[derive(Clone, Debug)]
pub(crate) struct Shrink {
    choices: Vec<u32>,
    candidate: Option<Vec<u32>>,
    pass: Pass,
    /// Where in the choices, counted from the end.
    at: usize,
    /// Whether this round got anywhere.
    better: bool,
}

const LONGEST: usize = 64;

impl Shrink {
    /// Starts with choices that fail.
    pub(crate) const fn new(choices: Vec<u32>) -> Self {
        Self { choices, candidate: None, pass: Pass::Drop(LONGEST), at: 0, better: false }
    }

    /// Returns the choices to look at now: the candidate, or the best ones known.
    pub(crate) fn current(&self) -> &[u32] {
        self.candidate.as_deref().unwrap_or(&self.choices)
    }

    /// Takes the candidate, as far as it was used, and proposes another; false if there is none.
    pub(crate) fn accept(&mut self, used: Vec<u32>) -> bool {
        if self.candidate.take().is_none() || order(&used) < order(&self.choices) {
            self.better |= self.choices != used;
            self.choices = used;
        } else {
            // A candidate that is used otherwise than proposed may have grown.
            self.step_on();
        }
        self.propose()
    }

    /// Gives the candidate up and proposes another; false if there is none.
    pub(crate) fn reject(&mut self) -> bool {
        if let Some(candidate) = self.candidate.take() {
            match self.pass {
                Pass::Lower { .. } => self.raise(&candidate),
                _ => self.step_on(),
            }
        }
        self.propose()
    }

    /// Looks between the value that was too low and the present one.
    fn raise(&mut self, candidate: &[u32]) {
        let tried = candidate.len().checked_sub(self.at + 1).and_then(|i| candidate.get(i));
        match tried {
            Some(tried) => self.pass = Pass::Lower { low: tried.saturating_add(1) },
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
            Pass::Drop(1) => Pass::Zero(LONGEST),
            Pass::Drop(length) => Pass::Drop(length / 2),
            Pass::Zero(1) => Pass::Fold,
            Pass::Zero(length) => Pass::Zero(length / 2),
            Pass::Fold => Pass::Lower { low: 0 },
            Pass::Lower { .. } => Pass::Sort,
            Pass::Sort if std::mem::take(&mut self.better) => Pass::Drop(LONGEST),
            Pass::Sort => return false,
        };
        !self.choices.is_empty()
    }

    /// Returns the candidate of the present pass and place; `None` if there is nothing to try.
    fn next(&self) -> Option<Vec<u32>> {
        let mut choices = self.choices.clone();
        let end = choices.len().checked_sub(self.at)?;
        match self.pass {
            Pass::Drop(length) => {
                choices.drain(end.checked_sub(length)?..end);
            }
            Pass::Zero(length) => {
                let run = choices.get_mut(end.checked_sub(length)?..end)?;
                if run.iter().all(|choice| *choice == 0) {
                    return None;
                }
                run.fill(0);
            }
            Pass::Fold => {
                let before = choices.get_mut(end.checked_sub(2)?)?;
                *before = before.checked_sub(1)?;
                choices.remove(end - 1);
            }
            Pass::Lower { low } => {
                let choice = choices.get_mut(end - 1)?;
                if low >= *choice {
                    return None;
                }
                *choice = low + (*choice - low) / 2 * u32::from(low > 0);
            }
            Pass::Sort => {
                let first = end.checked_sub(2)?;
                let pair = choices.get_mut(first..end)?;
                if pair.is_sorted() {
                    return None;
                }
                pair.reverse();
            }
        }
        Some(choices)
    }
}

/// Fewer choices come first, then smaller ones.
fn order(choices: &[u32]) -> (usize, &[u32]) {
    (choices.len(), choices)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn least(choices: Vec<u32>, mut fails: impl FnMut(&[u32]) -> bool) -> (Vec<u32>, u32) {
        let mut shrink = Shrink::new(choices);
        let mut tries = 0;
        let mut more = shrink.propose();
        while more {
            tries += 1;
            let candidate = shrink.current().to_vec();
            more = if fails(&candidate) { shrink.accept(candidate) } else { shrink.reject() };
        }
        (shrink.choices, tries)
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
