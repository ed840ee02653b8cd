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

use std::collections::{BTreeMap, BTreeSet};

use combination::{AtRequest, AtViewer, Combination, Early};
use edgecase::model::Model;
use edgecase::scenario::{Answered, Caches, Player, Scenario, Step};
use edgecase_core::Profile;
use edgecase_core::profile::{Part, SWITCHES};
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

impl<'s> Witness<'s> for Model<'s> {
    fn start(scenario: &'s Scenario) -> Self {
        Self::new(scenario).expect("a sound scenario")
    }

    fn step(&mut self, step: &Step) -> Option<Answered> {
        Model::step(self, step)
    }

    fn caches(&self) -> Caches {
        Model::caches(self)
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

/// Returns in what a witness differs from the table, as it plays one combination.
fn judged<'s, W: Witness<'s>>(it: &Combination, scenario: &'s Scenario) -> Option<String> {
    let row = row_of(it);
    let found = match play::<W>(scenario) {
        Some(played) => differences(row, it, &played),
        None => vec!["the request was not answered".to_owned()],
    };
    (!found.is_empty()).then(|| format!("{} {it:?}\n  {}", row.name(it), found.join("\n  ")))
}

fn agrees(name: &str, all: &[Combination], judged: impl Fn(&Combination) -> Option<String>) {
    let wrong: Vec<String> = all.iter().filter_map(judged).collect();
    println!("{name}: {} of {}", all.len() - wrong.len(), all.len());
    let shown = wrong.iter().take(10).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} differ from the table:\n{shown}", wrong.len());
}

fn both_agree(name: &str, all: &[Combination]) {
    agrees(&format!("reference, {name}"), all, |it| judged::<Player<'_>>(it, &it.scenario()));
    agrees(&format!("model, {name}"), all, |it| judged::<Model<'_>>(it, &it.scenario()));
}

#[test]
fn both_witnesses_do_what_the_table_says() {
    both_agree("GET", &Combination::all());
}

#[test]
fn other_cached_methods_are_treated_like_get() {
    let all = Combination::all();
    for method in ["HEAD", "OPTIONS"] {
        let all: Vec<Combination> = all.iter().map(|it| it.by(method)).collect();
        both_agree(method, &all);
    }
}

#[test]
fn a_function_that_passes_may_as_well_be_absent() {
    let all = Combination::all().into_iter().map(|it| it.without(it.number % 16));
    both_agree("some functions absent", &all.collect::<Vec<_>>());
}

/// Returns the rows that a setting changes, if it changes any.
fn changed<'s, W: Witness<'s>>(
    setting: &str,
    played: &'s [(Combination, Scenario)],
) -> Option<String> {
    let differing = played.iter().filter(|(it, scenario)| judged::<W>(it, scenario).is_some());
    let rows: BTreeSet<&str> = differing.map(|(it, _)| row_of(it).id).collect();
    let rows: Vec<&str> = rows.into_iter().collect();
    (!rows.is_empty()).then(|| format!("{setting}: {}", rows.join(" ")))
}

#[test]
fn the_table_holds_under_the_default_switches_only() {
    let plain = |it: &Combination| {
        it.early == Early::Pass
            && it.viewer_request == AtRequest::Pass
            && it.viewer_response == AtViewer::Pass
    };
    let plain: Vec<Combination> = Combination::all().into_iter().filter(plain).collect();
    let (profile, mut by_reference, mut by_model) = (Profile::default(), Vec::new(), Vec::new());
    for switch in SWITCHES.iter().filter(|switch| switch.part == Part::Pipeline) {
        let default = profile.get(switch.name);
        for value in switch.values.iter().filter(|value| default.as_deref() != Some(**value)) {
            let with = |it: &Combination| {
                let set = BTreeMap::from([(switch.name.to_owned(), (*value).to_owned())]);
                (*it, Scenario { set, ..it.scenario() })
            };
            let played: Vec<(Combination, Scenario)> = plain.iter().map(with).collect();
            let setting = format!("{}={value}", switch.name);
            by_reference.extend(changed::<Player<'_>>(&setting, &played));
            by_model.extend(changed::<Model<'_>>(&setting, &played));
        }
    }
    assert_eq!(by_reference, CHANGED, "the reference");
    assert_eq!(by_model, CHANGED, "the model");
}

/// The rows that other values of the switches change.
const CHANGED: [&str; 16] = [
    "vrs.skip_if=ne200: T08 T09 T13 T14 T16 T17",
    "vrs.status_basis=origin: T16 T17 T20 T21",
    "vrs.on_generated_error=run: T10 T11",
    "vrs.on_stale=skip: T24 T27",
    "vrs.on_negative_hit=run: T07",
    "ors.on_dead=run: T25 T26 T27 T38",
    "gen.ttl=never: T08 T29",
    "gen.errors=like_success: T10 T30",
    "gen.errors=never: T10 T30",
    "stale.directives=zero_only: T29 T30 T31 T32 T33 T34 T35 T36 T37 T38 T39",
    "stale.default_limit=none: T24 T27 T37 T38",
    "stale.hold=none: T24 T27 T37 T38",
    "stale.on_lambda_fault=yes: T12 T28 T31 T39",
    "stale.on_generated_5xx=yes: T10 T30",
    "xcache.orq_generated=LambdaGeneratedResponse: T08 T09",
    "xcache.swr=RefreshHit: T29 T30 T31 T32 T33 T34 T35 T36 T37 T38 T39",
];
