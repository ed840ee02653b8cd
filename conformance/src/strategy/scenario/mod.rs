//! Generated scenarios.

mod behavior;
mod distribution;
mod ends;
mod focus;
mod function;
mod origin;
mod reply;
mod request;
mod step;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use edgecase_core::profile::{Edition, Part, SWITCHES};

pub use distribution::distribution;
pub use origin::{ORIGINS, origins};

use self::focus::Focus;
use super::draw::Draw;
use crate::scenario::Scenario;

/// What the clock of every generated scenario shows at the start; dates are near it.
pub const START: u64 = 1_700_000_000;

/// What kind of scenarios to generate: by default with everything shown, without switches, and of up
/// to 60 steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether editions and switches of the pipeline vary.
    pub switches: bool,
    /// Whether every event and what the origins saw is shown.
    pub trace: bool,
    /// How many steps; four fifths of the range on average.
    pub steps: RangeInclusive<usize>,
}

impl Default for Options {
    fn default() -> Self {
        Self { switches: false, trace: true, steps: 1..=60 }
    }
}

/// Makes a scenario; it can always be read back and played.
pub fn scenario(d: &mut dyn Draw, options: &Options) -> Scenario {
    let (mut profile, mut set) = (Edition::Current, BTreeMap::new());
    if options.switches {
        if d.chance(1, 4) {
            profile = *d.pick(&Edition::ALL);
        }
        set.extend(d.list(0..=4, 4, switch));
    }
    let focus = Focus::draw(d);
    let distribution = distribution::about(d, focus, profile);
    let origins = origin::about(d, focus, &distribution);
    let steps = step::steps(d, focus, &distribution, &origins, options.steps.clone());
    Scenario {
        schema: None,
        format: 1,
        case: None,
        profile,
        set,
        start: START,
        trace: options.trace,
        distribution,
        origins,
        steps,
    }
}

/// Returns a switch of the pipeline and a value of it.
fn switch(d: &mut dyn Draw) -> (String, String) {
    let switches = || SWITCHES.iter().filter(|switch| switch.part == Part::Pipeline);
    let Some(switch) = switches().nth(d.index(switches().count())) else {
        return Default::default();
    };
    let value = match switch.name {
        // A set: one source, or two of them.
        "cer.applies_to" if d.chance(1, 2) => "origin+lambda",
        _ => d.pick(switch.values),
    };
    (switch.name.to_owned(), value.to_owned())
}
