//! Reports on a run: each format is a consumer of the same [`Report`].

mod badge;
mod html;
mod human;
mod json;
#[cfg(feature = "cli")]
mod junit;
mod markdown;
mod properties;
mod tap;

use std::collections::BTreeMap;

use crate::protocol::TesteeName;
use crate::runner::{CaseResult, Outcome, counts};

pub use human::{Style, human};
pub use properties::PropertyReport;

/// A run with its results.
#[derive(Debug)]
pub struct Report<'r> {
    /// Who was tested.
    pub testee: &'r TesteeName,
    /// The arguments that run it again, after `edgecase run`.
    pub again: &'r str,
    /// The seed that the run was given.
    pub seed: Option<u64>,
    /// The results, in the order of the suite.
    pub results: &'r [CaseResult<'r>],
    /// What is stale in the list of known divergences.
    pub stale: &'r [String],
}

/// A file format of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line: header, cases, footer.
    Json,
    /// JUnit XML.
    #[cfg(feature = "cli")]
    Junit,
    /// The Test Anything Protocol, version 14.
    Tap,
    /// Markdown, for the summary of a CI step.
    Markdown,
    /// One HTML page without anything from elsewhere.
    Html,
    /// An SVG badge.
    Badge,
}

impl Format {
    /// Reads the name that `--report` takes.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "json" => Self::Json,
            #[cfg(feature = "cli")]
            "junit" => Self::Junit,
            "tap" => Self::Tap,
            "md" => Self::Markdown,
            "html" => Self::Html,
            "badge" => Self::Badge,
            _ => return None,
        })
    }
}

impl<'r> Report<'r> {
    /// Writes the report in a format.
    #[must_use]
    pub fn write(&self, format: Format) -> String {
        match format {
            Format::Json => json::write(self),
            #[cfg(feature = "cli")]
            Format::Junit => junit::write(self),
            Format::Tap => tap::write(self),
            Format::Markdown => markdown::write(self),
            Format::Html => html::write(self),
            Format::Badge => badge::write(self),
        }
    }

    /// Returns the results of every group of rules, in the order of the tables of rules.
    #[must_use]
    pub fn groups(&self) -> Vec<(&'static str, Vec<&'r CaseResult<'r>>)> {
        grouped(self.results.iter())
    }

    /// Returns the same without what the testee was not asked: the rows of tables. What it does not
    /// claim to do is told in one line, see [`Report::not_asked`].
    #[must_use]
    pub fn asked_groups(&self) -> Vec<(&'static str, Vec<&'r CaseResult<'r>>)> {
        grouped(self.asked())
    }

    /// Returns the results of what the testee was asked.
    pub fn asked(&self) -> impl Iterator<Item = &'r CaseResult<'r>> {
        self.results.iter().filter(|result| !matches!(result.outcome, Outcome::NotAsked(_)))
    }

    /// Returns one line on what the testee was not asked, if there was such.
    #[must_use]
    pub fn not_asked(&self) -> Option<String> {
        let mut results = self.results.iter();
        let first = results.find(|result| matches!(result.outcome, Outcome::NotAsked(_)))?;
        let count = self.results.len() - self.asked().count();
        let plural = if count == 1 { "" } else { "s" };
        Some(format!("{count} scenario{plural} skipped: {}", first.outcome.detail()))
    }

    /// Returns the names of the outcomes that occur in what the testee was asked, in the order of
    /// reports: the columns of tables.
    #[must_use]
    pub fn columns(&self) -> Vec<&'static str> {
        let total = counts(self.asked());
        Outcome::NAMES.into_iter().filter(|name| total.contains_key(name)).collect()
    }

    /// Returns the results that make the run fail.
    pub fn findings(&self) -> impl Iterator<Item = &'r CaseResult<'r>> {
        self.results.iter().filter(|result| result.is_finding())
    }

    /// Returns the differences that do not make the run fail: cases that are not a `must`.
    pub fn differences(&self) -> impl Iterator<Item = &'r CaseResult<'r>> {
        self.results.iter().filter(|result| {
            !result.is_finding()
                && (result.outcome.differs() || matches!(result.outcome, Outcome::No(_)))
        })
    }

    /// Returns how many `must` cases passed, of how many that the testee was asked.
    #[must_use]
    pub fn must_score(&self) -> (usize, usize) {
        let must = self.asked().filter(|r| r.case.level() == crate::vector::CaseLevel::Must);
        let (mut passed, mut all) = (0, 0);
        for result in must {
            all += 1;
            passed += usize::from(result.outcome == Outcome::Pass);
        }
        (passed, all)
    }
}

fn grouped<'r>(
    results: impl Iterator<Item = &'r CaseResult<'r>>,
) -> Vec<(&'static str, Vec<&'r CaseResult<'r>>)> {
    let mut groups: Vec<(&str, Vec<&CaseResult<'_>>)> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut sorted: Vec<&CaseResult<'_>> = results.collect();
    sorted.sort_by_key(|result| result.case.rule());
    for result in sorted {
        let group = result.case.rule().group();
        let place = *places.entry(group).or_insert_with(|| {
            groups.push((group, Vec::new()));
            groups.len() - 1
        });
        if let Some((_, members)) = groups.get_mut(place) {
            members.push(result);
        }
    }
    groups
}
