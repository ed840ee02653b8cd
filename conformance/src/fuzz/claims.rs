//! Claims of the registry, put to the test by a fuzzer.

use super::{Broken, Reach};
use crate::agreement::compare;
use crate::example::{Example, ResultExample};
use crate::invariant::ALL as INVARIANTS;
use crate::oracle::Question;
use crate::property::Property;
use crate::runner::hash;
use crate::testee::{Flawed, Reference};

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
    if let Some(id) = ON_RESULTS.get(turn(result, ON_RESULTS.len() * SHARE)) {
        claim(id).judge(&Example::Result(example.clone()), &mut Reference)?;
    }
    Ok(Reach::Oracle)
}

/// Has reference and model play a scenario.
pub(super) fn on_scenario(example: &Example, mut twin: Flawed) -> Result<Reach, Broken> {
    match claim("C5").judge(example, &mut twin)? {
        0 => Ok(Reach::Door),
        _ => Ok(Reach::Oracle),
    }
}

/// Puts one scenario in some to one of the invariants; most play other scenarios made of this one.
pub(super) fn on_invariant(example: &Example, data: &[u8]) -> Result<(), Broken> {
    if let Some(invariant) = INVARIANTS.get(turn(data, INVARIANTS.len() * SHARE)) {
        claim(invariant.id).judge(example, &mut Reference)?;
    }
    Ok(())
}

fn claim(id: &str) -> &'static Property {
    Property::find(id).expect("a claim of the registry")
}

/// Returns a number below `of` that is the same for the same bytes.
fn turn(bytes: &[u8], of: usize) -> usize {
    usize::try_from(hash(bytes)).unwrap_or_default() % of.max(1)
}
