//! Known divergences of a testee: listed cases still run, and a list that no longer fits fails.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Deserialize;

use crate::printed::on_one_line;
use crate::runner::{CaseResult, Outcome, matches};

/// How many cases an entry covers at most, unless it says otherwise.
const MAX_MATCHES: usize = 20;

/// The list of one testee.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The version of the format: 1.
    pub format: u32,
    /// The testee that the list is about.
    #[serde(default)]
    pub testee: String,
    /// The version of the suite that it was written against.
    #[serde(default)]
    pub suite: String,
    /// The entries.
    pub entries: Vec<Entry>,
}

/// Cases that are known to differ, and why.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Entry {
    /// A name, with `*` for any run of characters.
    #[serde(rename = "match")]
    pub pattern: String,
    /// Whether the cases fail always or now and then.
    pub kind: Kind,
    /// How the detail of the failure starts.
    #[serde(default)]
    pub message: String,
    /// Where the testee's authors track it.
    #[serde(default)]
    pub issue: Option<String>,
    /// Why it fails.
    #[serde(default)]
    pub reason: Option<String>,
    /// The last day on which the entry holds, as `2027-01-31`.
    #[serde(default)]
    pub expires: Option<String>,
    /// How many cases it may cover.
    #[serde(default)]
    pub max_matches: Option<usize>,
}

/// How regularly a case fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Always.
    Fails,
    /// Now and then.
    Flaky,
}

/// What the list says of one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marking<'k> {
    /// It fails, and the detail starts so.
    Fails {
        /// The start.
        message: &'k str,
    },
    /// It may fail.
    Flaky,
}

/// A list that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownError(pub String);

impl fmt::Display for KnownError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&on_one_line(&self.0))
    }
}

impl std::error::Error for KnownError {}

impl Known {
    /// Reads a list.
    ///
    /// # Errors
    /// When it is not of the format, or an entry gives neither issue nor reason, or expires on what
    /// is no day.
    pub fn read(text: &str) -> Result<Self, KnownError> {
        let known: Self =
            serde_json::from_str(text).map_err(|error| KnownError(error.to_string()))?;
        if known.format != 1 {
            return Err(KnownError(format!("format {} is unknown, want 1", known.format)));
        }
        let day = |entry: &&Entry| entry.expires.as_deref().is_some_and(|day| !is_day(day));
        if let Some(entry) = known.entries.iter().find(day) {
            let message = "needs a day such as `2027-01-31` in `expires`";
            return Err(KnownError(format!("entry `{}` {message}", entry.pattern)));
        }
        match known.entries.iter().find(|e| e.issue.is_none() && e.reason.is_none()) {
            Some(entry) => {
                Err(KnownError(format!("entry `{}` needs an issue or a reason", entry.pattern)))
            }
            None => Ok(known),
        }
    }

    /// Returns what the list says of a case.
    #[must_use]
    pub fn marking(&self, name: &str) -> Option<Marking<'_>> {
        let entry = self.entries.iter().find(|entry| matches(&entry.pattern, name))?;
        Some(match entry.kind {
            Kind::Fails => Marking::Fails { message: &entry.message },
            Kind::Flaky => Marking::Flaky,
        })
    }

    /// Returns what is stale in the list after a run: nothing matched, too much matched, expired.
    #[must_use]
    pub fn stale(&self, results: &[CaseResult<'_>], today: &str) -> Vec<String> {
        let names: Vec<String> = results.iter().map(|result| result.case.name()).collect();
        let mut stale = self.unfit(&names, today);
        let passes = results.iter().filter_map(|result| match &result.outcome {
            Outcome::UnexpectedPass(why) => Some(format!("{}: {why}", result.case.name())),
            _ => None,
        });
        stale.extend(passes);
        stale
    }

    /// Returns the entries that do not fit the names of what is run, or that expired.
    #[must_use]
    pub fn unfit(&self, names: &[String], today: &str) -> Vec<String> {
        let mut unfit = Vec::new();
        for entry in &self.entries {
            let count = names.iter().filter(|name| matches(&entry.pattern, name)).count();
            let most = entry.max_matches.unwrap_or(MAX_MATCHES);
            if count == 0 {
                unfit.push(format!("`{}` matches no case of this run", entry.pattern));
            } else if count > most {
                unfit.push(format!("`{}` matches {count} cases, more than {most}", entry.pattern));
            }
            if let Some(day) = entry.expires.as_deref().filter(|day| *day < today) {
                unfit.push(format!("`{}` expired on {day}", entry.pattern));
            }
        }
        unfit
    }
}

/// Tells whether a text has the shape of a date; days are compared as texts.
pub(crate) fn is_day(text: &str) -> bool {
    let digit_or_dash = |(index, b): (usize, u8)| match index {
        4 | 7 => b == b'-',
        _ => b.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(digit_or_dash)
}

/// Returns today's date in UTC, as `2027-01-31`.
#[must_use]
pub fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    date(seconds / 86_400)
}

/// Turns days since 1970-01-01 into a date of the Gregorian calendar.
fn date(days: u64) -> String {
    let is_leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let (mut year, mut rest) = (1970, days);
    while rest >= 365 + u64::from(is_leap(year)) {
        rest -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if rest < length {
            break;
        }
        rest -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", rest + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_turn_into_dates() {
        for (days, want) in
            [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_777, "2026-11-20")]
        {
            assert_eq!(date(days), want);
        }
    }

    #[test]
    fn an_entry_needs_a_reason_and_no_more_than_the_format_knows() {
        let entry = r#"{"format":1,"entries":[{"match":"a/*","kind":"fails"}]}"#;
        assert!(Known::read(entry).is_err());
        let entry = r#"{"format":1,"entries":[{"match":"a/*","kind":"fails","reason":"r"}]}"#;
        assert!(Known::read(entry).is_ok());
        assert!(Known::read(r#"{"format":1,"entries":[],"more":1}"#).is_err());
        assert!(Known::read(r#"{"format":2,"entries":[]}"#).is_err());
    }
}
