//! Changes of a scenario.

use super::tree;
use crate::scenario::{Scenario, Step};
use crate::strategy::{Draw, Options, scenario as draw_scenario};
use crate::tree::Tree;

/// How many steps a scenario may get: a long one says little that two short ones do not.
const STEPS: usize = 12;

/// How many steps are drawn at once.
const DRAWN: usize = 6;

/// What is changed.
#[derive(Clone, Copy)]
enum Change {
    /// Anything, in one place of the file.
    Tree,
    Drop,
    Repeat,
    Swap,
    Advance,
    /// Steps that are drawn are put in.
    Steps,
    Distribution,
    Origins,
    /// Everything: another scenario is drawn.
    All,
}

const CHANGES: [(u32, Change); 9] = [
    (10, Change::Tree),
    (4, Change::Drop),
    (6, Change::Repeat),
    (2, Change::Swap),
    (4, Change::Advance),
    (6, Change::Steps),
    (2, Change::Distribution),
    (3, Change::Origins),
    (2, Change::All),
];

/// Makes another scenario; an input that is none is replaced by a drawn one.
pub(super) fn change(data: &[u8], d: &mut dyn Draw) -> Option<Vec<u8>> {
    let Some(mut scenario) = read(data) else { return write(drawn(d)) };
    let length = scenario.steps.len();
    match *d.weighted(&CHANGES) {
        Change::Tree => {
            let mut tree = Tree::read(&serde_json::to_string(&scenario).ok()?);
            tree::change(&mut tree, d);
            scenario = read(tree.text().as_bytes())?;
        }
        Change::Drop if length > 0 => {
            let start = d.index(length);
            let end = start.saturating_add(1 + d.index(4)).min(length);
            drop(scenario.steps.drain(start..end));
        }
        Change::Repeat if length > 0 => {
            let step = scenario.steps.get(d.index(length))?.clone();
            scenario.steps.insert(d.index(length + 1), step);
        }
        Change::Swap if length > 0 => scenario.steps.swap(d.index(length), d.index(length)),
        Change::Advance => {
            let seconds = *d.pick(&[1, 0, 9, 10, 11, 59, 60, 61, 300, 86_400, 31_536_000]);
            scenario.steps.insert(d.index(length + 1), Step::Advance(seconds));
        }
        Change::Distribution => scenario.distribution = drawn(d).distribution,
        Change::Origins => scenario.origins.extend(drawn(d).origins),
        Change::All => scenario = drawn(d),
        Change::Steps | Change::Drop | Change::Repeat | Change::Swap => {
            let at = d.index(length + 1);
            scenario.steps.splice(at..at, drawn(d).steps);
        }
    }
    write(scenario)
}

/// Takes steps, origins or the distribution of another scenario.
pub(super) fn cross(one: &[u8], other: &[u8], d: &mut dyn Draw) -> Option<Vec<u8>> {
    let (mut scenario, other) = (read(one)?, read(other)?);
    match d.below(3) {
        0 => {
            let (at, from) = (d.index(scenario.steps.len() + 1), d.index(other.steps.len()));
            let some = other.steps.into_iter().skip(from).take(DRAWN);
            scenario.steps.splice(at..at, some);
        }
        1 => scenario.origins.extend(other.origins),
        _ => scenario.distribution = other.distribution,
    }
    write(scenario)
}

/// Draws a short scenario with everything shown; rarely one under switches.
fn drawn(d: &mut dyn Draw) -> Scenario {
    let switches = d.chance(1, 6);
    draw_scenario(d, &Options { switches, trace: true, steps: 1..=DRAWN })
}

/// Reads a scenario as its types have it; what they cannot say is looked at when it is written.
fn read(data: &[u8]) -> Option<Scenario> {
    serde_json::from_slice(data).ok()
}

/// Writes a scenario; one that cannot be played, or that runs programs, has no file.
fn write(scenario: Scenario) -> Option<Vec<u8>> {
    let mut scenario = scenario.blinded();
    scenario.steps.truncate(STEPS);
    let is_sound = scenario.check().is_ok() && !scenario.has_handlers();
    is_sound.then(|| serde_json::to_vec(&scenario).ok())?
}
