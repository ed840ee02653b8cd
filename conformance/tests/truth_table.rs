//! The truth table of the pipeline: every combination of what can happen to one request, played by
//! the reference and by the model.

#[path = "truth_table/combination.rs"]
mod combination;
#[path = "truth_table/judge.rs"]
mod judge;
#[path = "truth_table/rows.rs"]
mod rows;
#[path = "truth_table/scene.rs"]
mod scene;

use std::collections::BTreeMap;

use combination::Combination;
use edgecase::scenario::{Answered, Caches, Player, Scenario, Step};
use judge::{Played, differences};
use rows::{ROWS, Row};

/// How many combinations there are, once those are left out that cannot be.
const COMBINATIONS: usize = 6656;

/// Who plays a scenario.
trait Witness<'s>: Sized {
    fn start(scenario: &'s Scenario) -> Self;
    fn step(&mut self, step: &Step) -> Option<Answered>;
    fn caches(&self) -> Caches;
}

impl<'s> Witness<'s> for Player<'s> {
    fn start(scenario: &'s Scenario) -> Self {
        Self::new(scenario).expect("a sound scenario")
    }

    fn step(&mut self, step: &Step) -> Option<Answered> {
        Player::step(self, step)
    }

    fn caches(&self) -> Caches {
        Player::caches(self)
    }
}

/// Plays a scenario; its last step is the one that counts.
fn play<'s, W: Witness<'s>>(scenario: &'s Scenario) -> Option<Played> {
    let mut witness = W::start(scenario);
    let (last, earlier) = scenario.steps.split_last()?;
    for step in earlier {
        witness.step(step);
    }
    let before = witness.caches();
    let answer = witness.step(last)?.answers().first()?.clone();
    let after = witness.caches();
    Some(Played { answer, before, after })
}

fn row_of(it: &Combination) -> &'static Row {
    let mut fitting = ROWS.iter().filter(|row| row.fits(it));
    match (fitting.next(), fitting.next()) {
        (Some(row), None) => row,
        (None, _) => panic!("no row for {it:?}"),
        (Some(one), Some(other)) => panic!("{} and {} for {it:?}", one.id, other.id),
    }
}

#[test]
fn every_combination_has_exactly_one_row() {
    let all = Combination::all();
    assert_eq!(all.len(), COMBINATIONS);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for it in &all {
        *counts.entry(row_of(it).name(it)).or_default() += 1;
    }
    assert_eq!(counts.len(), ROWS.iter().map(Row::rows).sum::<usize>(), "{counts:?}");
}

/// Plays every combination, and says which differ from the table.
macro_rules! agrees {
    ($witness:ty, $name:literal) => {{
        let all = Combination::all();
        let mut wrong = Vec::new();
        for it in &all {
            let (row, scenario) = (row_of(it), it.scenario());
            let found = match play::<$witness>(&scenario) {
                Some(played) => differences(row, it, &played),
                None => vec!["the request was not answered".to_owned()],
            };
            if !found.is_empty() {
                wrong.push(format!("{} {it:?}\n  {}", row.name(it), found.join("\n  ")));
            }
        }
        println!("{}: {} of {}", $name, all.len() - wrong.len(), all.len());
        let shown: Vec<&str> = wrong.iter().take(10).map(String::as_str).collect();
        assert!(wrong.is_empty(), "{} differ from the table:\n{}", wrong.len(), shown.join("\n"));
    }};
}

#[test]
fn the_reference_does_what_the_table_says() {
    agrees!(Player<'_>, "reference");
}
