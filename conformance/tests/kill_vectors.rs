//! Hand-written vectors notice every flaw of the oracle.

use std::collections::BTreeSet;

use edgecase::flaw::kill::{Killers, READINGS, Range, is_reading};
use edgecase::flaw::{Flaw, ResultFlaw};
use edgecase::suite::Suite;

fn suite() -> Suite {
    Suite::embedded().unwrap_or_else(|error| panic!("{error}"))
}

fn range(suite: &Suite) -> Range<'_> {
    Range::new(suite).unwrap_or_else(|error| panic!("{error}"))
}

/// Returns the ids of the vectors behind names of cases.
fn vectors(cases: &[String]) -> BTreeSet<&str> {
    cases.iter().filter_map(|name| name.split('@').next()).collect()
}

#[test]
fn the_naive_implementations_pass_every_case() {
    let suite = suite();
    assert_eq!(range(&suite).missed(), Vec::<String>::new());
}

#[test]
fn every_flaw_of_the_oracle_is_killed_by_two_vectors() {
    let suite = suite();
    let range = range(&suite);
    let flaws: Vec<Flaw> = ResultFlaw::ALL.iter().copied().map(Flaw::Result).collect();
    let mut weak = Vec::new();
    for (flaw, killers) in range.matrix(&flaws) {
        let Killers { failed, answered } = &killers;
        let kind = if is_reading(flaw) { "reading" } else { "rule" };
        let (fails, differs) = (vectors(failed).len(), vectors(answered).len());
        println!("{flaw:<28} {kind:<7} {:<32} {fails:>3} {differs:>3}", flaw.rule());
        let is_listed = READINGS.iter().any(|reading| Flaw::Result(*reading) == flaw);
        if is_listed && fails >= 2 {
            weak.push(format!("{flaw} is no reading"));
        }
        let counting = killers.counting(flaw);
        if vectors(&counting).len() < 2 {
            weak.push(format!("{flaw} is killed by {counting:?} only"));
        }
    }
    assert_eq!(weak, Vec::<String>::new());
}
