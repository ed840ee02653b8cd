//! Claims of the registry, put to the test by a fuzzer.

use super::{Broken, Reach};
use crate::agreement::compare_with;
use crate::example::{Example, ResultExample};
use crate::invariant::ALL as INVARIANTS;
use crate::oracle::Question;
use crate::property::Property;
use crate::runner::hash;
use crate::testee::{Flawed, Reference};

/// The claims on results beside agreement, each with how many inputs go by for one that is put to it.
/// They take many times as long as agreement does, and a fuzzer comes by often. M5 is the dearest by
/// far: it makes texts as long as the limits are.
const ON_RESULTS: [(&str, usize); 10] = [
    ("P2", 500),
    ("P4", 500),
    ("M1", 500),
    ("M2", 500),
    ("M3", 500),
    ("M4", 500),
    ("M5", 10_000),
    ("M6", 500),
    ("M7", 500),
    ("M8", 500),
];

/// One scenario in so many is put to an invariant, for the same reason.
const ON_SCENARIOS: usize = 50;

/// Puts a result to the two witnesses, and rarely to one more claim.
pub(super) fn on_result(example: &ResultExample, twin: Flawed) -> Result<Reach, Broken> {
    let (Ok(profile), Ok(typed)) = (example.profile(), example.typed_event()) else {
        return Ok(Reach::Door);
    };
    let ResultExample { stage, event, result, .. } = example;
    if !stage.is_request() && typed.response.is_none() {
        return Ok(Reach::Door);
    }
    let flaw = twin.of_oracle();
    compare_with(&Question { flaw, ..Question::new(*stage, event, result, &profile) }, &typed)?;
    let turn = turn(result);
    for (number, (id, every)) in ON_RESULTS.iter().enumerate() {
        if turn % every == number {
            claim(id).judge(&Example::Result(example.clone()), &mut Reference)?;
        }
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
    if let Some(invariant) = INVARIANTS.get(turn(data) % (INVARIANTS.len() * ON_SCENARIOS)) {
        claim(invariant.id).judge(example, &mut Reference)?;
    }
    Ok(())
}

fn claim(id: &str) -> &'static Property {
    Property::find(id).expect("a claim of the registry")
}

/// Returns a number that is the same for the same bytes, and decides whose turn it is.
fn turn(bytes: &[u8]) -> usize {
    usize::try_from(hash(bytes)).unwrap_or_default()
}
