//! Generated scenarios: proptest strategies that yield a whole [`Scenario`].
//!
//! Everything is drawn from small sets of names, paths and lifetimes, so that requests meet copies of
//! each other, and clocks stop at the second where something ends. What shrinks first stands first.

mod distribution;
mod draw;
mod drawn;
mod function;
mod origin;
mod reply;
mod result;
mod shrink;
mod step;

pub use draw::{Choices, Draw, Random};
pub use drawn::{Drawn, DrawnTree, drawn, smallest};
pub use result::{ResultOptions, cells, event, neighbour, result, result_at, turn, valid, wild};

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use edgecase_core::profile::{Edition, Part, SWITCHES};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;

use crate::scenario::{Origin, Scenario, Select, Step};
use distribution::Drafted;
use step::StepDraft;

/// What the clock of every generated scenario shows at the start; dates are near it.
pub const START: u64 = 1_700_000_000;

/// What kind of scenarios to generate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether editions and switches of the pipeline vary.
    pub switches: bool,
    /// Whether every event and what the origins saw is shown.
    pub trace: bool,
    /// How many steps.
    pub steps: RangeInclusive<usize>,
}

impl Default for Options {
    fn default() -> Self {
        Self { switches: false, trace: true, steps: 1..=30 }
    }
}

/// Returns the strategy for scenarios; all that it yields can be read back.
pub fn scenario(options: Options) -> BoxedStrategy<Scenario> {
    let Options { switches, trace, steps } = options;
    let readings = if switches { 0..=4 } else { 0..=0 };
    let editions = if switches { Edition::ALL.to_vec() } else { vec![Edition::Current] };
    let edition = prop_oneof![3 => Just(Edition::Current), 1 => select(editions)];
    let set = btree_map(pipeline_switch(), 0..8_usize, readings);
    (distribution::drafted(), origin::origins(), vec(step::step(), steps), edition, set)
        .prop_map(move |(drafted, origins, steps, edition, set)| {
            let set = set.into_iter().map(|(switch, value)| chosen(switch, value)).collect();
            assemble(drafted, origins, steps, Scenario { trace, set, ..empty(edition) })
        })
        .boxed()
}

fn pipeline_switch() -> BoxedStrategy<&'static str> {
    let switches = SWITCHES.iter().filter(|switch| switch.part == Part::Pipeline);
    select(switches.map(|switch| switch.name).collect::<Vec<_>>()).boxed()
}

fn chosen(switch: &'static str, value: usize) -> (String, String) {
    let row = SWITCHES.iter().find(|row| row.name == switch);
    let values = row.map_or(&[][..], |row| row.values);
    let value = match switch {
        // A set: one source, or two of them.
        "cer.applies_to" if value >= 4 => "origin+lambda",
        _ => values.iter().cycle().nth(value).copied().unwrap_or_default(),
    };
    (switch.to_owned(), value.to_owned())
}

fn empty(profile: Edition) -> Scenario {
    Scenario {
        schema: None,
        format: 1,
        case: None,
        profile,
        set: BTreeMap::new(),
        start: START,
        trace: false,
        distribution: crate::scenario::Distribution {
            default_root_object: None,
            behaviors: Vec::new(),
            error_responses: Vec::new(),
            origin_groups: BTreeMap::new(),
            topology: crate::scenario::Topology::default(),
        },
        origins: BTreeMap::new(),
        steps: Vec::new(),
    }
}

/// Puts the parts together, so that every name that is used exists, and nothing else.
fn assemble(
    drafted: Drafted,
    mut origins: BTreeMap<String, Origin>,
    steps: Vec<StepDraft>,
    mut scenario: Scenario,
) -> Scenario {
    drafted.put_into(&mut scenario);
    let lifetimes = lifetimes(&scenario, &origins, &steps);
    let steps = steps.into_iter().filter_map(|step| step.resolve(&scenario, &lifetimes));
    scenario.steps = steps.collect();
    let used = used_origins(&scenario);
    origins.retain(|name, _| used.contains(name.as_str()));
    scenario.origins = origins;
    if scenario.origins.values().any(Origin::is_bucket) {
        keep_host_from_keys(&mut scenario);
    }
    let known: BTreeSet<String> = scenario.origins.keys().cloned().collect();
    for step in &mut scenario.steps {
        if let Step::Origins(changes) = step {
            changes.retain(|name, _| known.contains(name));
        }
    }
    scenario.steps.retain(|step| !matches!(step, Step::Origins(changes) if changes.is_empty()));
    scenario
}

/// Takes `Host` out of every key: where an origin is a bucket it cannot be in one.
fn keep_host_from_keys(scenario: &mut Scenario) {
    for behavior in &mut scenario.distribution.behaviors {
        if let Some(key) = &mut behavior.key
            && let Select::List(names) = &mut key.headers
        {
            names.retain(|name| !name.eq_ignore_ascii_case("host"));
            if names.is_empty() {
                key.headers = Select::None;
            }
        }
        if behavior.cache_policy.as_deref().is_some_and(|name| name.starts_with("UseOrigin")) {
            behavior.cache_policy = None;
        }
    }
}

/// Returns the origins that a behaviour names or a function sends requests to.
fn used_origins(scenario: &Scenario) -> BTreeSet<&'static str> {
    let groups = &scenario.distribution.origin_groups;
    let named = |name: &str| {
        scenario.distribution.behaviors.iter().filter_map(|b| b.origin.as_deref()).any(|origin| {
            origin == name
                || groups.get(origin).is_some_and(|g| g.members.0 == name || g.members.1 == name)
        })
    };
    let text = scenario.to_json();
    let mut used: BTreeSet<&'static str> = origin::NAMES
        .into_iter()
        .filter(|name| named(name) || text.contains(&format!("{name}.example.org")))
        .collect();
    if used.is_empty() {
        used.insert("main");
    }
    used
}

/// Returns the lifetimes at whose ends a clock may stop.
fn lifetimes(
    scenario: &Scenario,
    origins: &BTreeMap<String, Origin>,
    steps: &[StepDraft],
) -> Vec<u64> {
    let mut found = BTreeSet::from([1, 10]);
    for behavior in &scenario.distribution.behaviors {
        let ttl = behavior.lifetimes();
        found.extend([ttl.min, ttl.default, ttl.max]);
    }
    found.extend(scenario.distribution.error_responses.iter().filter_map(|e| e.caching_min_ttl));
    let texts = [format!("{:?}", scenario.distribution), format!("{origins:?}{steps:?}")];
    for after in texts.iter().flat_map(|text| text.split('=').skip(1)) {
        let digits = after.trim_start_matches(['\\', '"']);
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        found.extend(digits.get(..end).and_then(|digits| digits.parse::<u64>().ok()));
    }
    found.into_iter().filter(|seconds| *seconds > 0).collect()
}

#[cfg(test)]
mod tests;
