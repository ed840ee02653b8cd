//! `ids.lock`: every rule and case id there has ever been.

use std::collections::BTreeMap;
use std::fmt;

use crate::any_rule::AnyRule;
use crate::suite::Suite;

/// The file: one id a line, `rule ID` or `case ID`, with `retired` behind those that are gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock(BTreeMap<String, bool>);

/// A line that is not of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockError {
    /// The line, from 1.
    pub line: usize,
    /// What stands there.
    pub text: String,
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "ids.lock:{}: want `rule ID` or `case ID`, with or without ` retired`, got `{}`",
            self.line, self.text
        )
    }
}

impl std::error::Error for LockError {}

impl Lock {
    /// Reads the file.
    ///
    /// # Errors
    /// When a line is not of the form.
    pub fn read(text: &str) -> Result<Self, LockError> {
        let mut ids = BTreeMap::new();
        for (index, line) in text.lines().enumerate() {
            let (id, retired) = match line.strip_suffix(" retired") {
                Some(id) => (id, true),
                None => (line, false),
            };
            let well_formed = id.split_once(' ').is_some_and(|(kind, name)| {
                matches!(kind, "rule" | "case") && name.contains('/') && !name.contains(' ')
            });
            if !well_formed {
                return Err(LockError { line: index + 1, text: line.to_owned() });
            }
            ids.insert(id.to_owned(), retired);
        }
        Ok(Self(ids))
    }

    /// Returns the ids that there are now, none retired.
    #[must_use]
    pub fn of(suite: &Suite) -> Self {
        let rules = AnyRule::all().map(|rule| format!("rule {rule}"));
        let vectors = suite.vectors().map(|vector| &vector.id);
        let scenarios = suite.scenarios.iter().map(|file| &file.case().id);
        let cases = vectors.chain(scenarios).map(|id| format!("case {id}"));
        Self(rules.chain(cases).map(|id| (id, false)).collect())
    }

    /// Returns what does not fit between the file and the ids that there are now.
    #[must_use]
    pub fn problems(&self, now: &Self) -> Vec<String> {
        let mut problems = Vec::new();
        for id in now.0.keys() {
            match self.0.get(id) {
                None => problems.push(format!("{id} is not in ids.lock; `just bless` adds it")),
                Some(true) => problems.push(format!("{id} was retired, and ids are never reused")),
                Some(false) => {}
            }
        }
        for (id, retired) in &self.0 {
            if !retired && !now.0.contains_key(id) {
                problems.push(format!(
                    "{id} is gone; put it back, or write ` retired` behind it in ids.lock"
                ));
            }
        }
        problems
    }

    /// Returns the file with the ids added that there are now; none is taken away.
    #[must_use]
    pub fn blessed(&self, now: &Self) -> String {
        let mut all = now.0.clone();
        all.extend(self.0.clone());
        let line = |(id, retired): (&String, &bool)| {
            format!("{id}{}\n", if *retired { " retired" } else { "" })
        };
        all.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_neither_dropped_nor_reused_nor_forgotten() {
        let lock = Lock::read("case a/b\ncase a/c retired\nrule x/y\n").expect("well formed");
        let now = Lock::read("case a/c\ncase a/d\nrule x/y\n").expect("well formed");
        let problems = lock.problems(&now).join("\n");
        assert!(problems.contains("case a/b is gone"), "{problems}");
        assert!(problems.contains("case a/c was retired"), "{problems}");
        assert!(problems.contains("case a/d is not in ids.lock"), "{problems}");
        assert_eq!(lock.problems(&now).len(), 3);
        assert_eq!(lock.blessed(&now), "case a/b\ncase a/c retired\ncase a/d\nrule x/y\n");
        assert!(Lock::read("thing a/b").is_err());
    }
}
