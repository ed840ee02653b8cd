//! Claims of the registry, put to the test by a fuzzer.

use super::{Broken, Reach};
use crate::agreement::compare;
use crate::example::{Example, ResultExample};
use crate::invariant::{ALL as INVARIANTS, agree, reference};
use crate::oracle::Question;
use crate::property::Property;
use crate::scenario::Scenario;
use crate::testee::{Flawed, Reference, Testee as _};

/// One input in so many is put to a claim beside agreement: those take several times as long, and a
/// fuzzer comes by often.
const SHARE: usize = 8;

/// The claims on results beside agreement, of which an input is put to one.
const ON_RESULTS: [&str; 10] = ["P2", "P4", "M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8"];

/// Puts a result to the two witnesses, and to one more claim.
pub(super) fn on_result(example: &ResultExample, twin: Flawed) -> Result<Reach, Broken> {
    let Ok(profile) = example.profile() else { return Ok(Reach::Door) };
    let ResultExample { stage, event, result, .. } = example;
    let flaw = twin.of_oracle();
    compare(&Question { flaw, ..Question::new(*stage, event, result, &profile) })?;
    let turn = turn(result, ON_RESULTS.len() * SHARE);
    if let Some(claim) = ON_RESULTS.get(turn).and_then(|id| Property::find(id)) {
        claim.judge(&Example::Result(example.clone()), &mut Reference)?;
    }
    Ok(Reach::Oracle)
}

/// Plays a scenario with reference and model.
pub(super) fn on_scenario(scenario: &Scenario, twin: Flawed) -> Result<Reach, Broken> {
    let mut twin = twin;
    let Some(other) = twin.frames(scenario) else { return Ok(Reach::Door) };
    let other = |_: &Scenario| Ok(other.clone());
    agree(scenario, &reference, &other).map_err(|message| {
        Broken::new(format!("reference and model differ: {message}\n{}", scenario.to_json()))
    })?;
    Ok(Reach::Oracle)
}

/// Puts one scenario in some to one of the invariants; most play other scenarios made of this one.
pub(super) fn on_invariant(scenario: &Scenario, data: &[u8]) -> Result<(), Broken> {
    let turn = turn(data, INVARIANTS.len() * SHARE);
    if let Some(property) = INVARIANTS.get(turn).and_then(|one| Property::find(one.id)) {
        property.judge(&Example::Scenario(Box::new(scenario.clone())), &mut Reference)?;
    }
    Ok(())
}

/// Returns a number below `of` that is the same for the same bytes.
fn turn(bytes: &[u8], of: usize) -> usize {
    let hash = bytes
        .iter()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    usize::try_from(hash).unwrap_or_default() % of.max(1)
}
