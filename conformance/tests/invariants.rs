//! The forty invariants hold for whoever plays, on generated scenarios.

mod kept;
mod length;

use edgecase::example::Example;
use edgecase::invariant::{ALL, Invariant, Play, Subject, model, reference};
use edgecase::property::Property;
use edgecase::scenario::Scenario;
use edgecase::strategy::{Draw, Options, Random, scenario, smallest_within};
use edgecase::testee::{Flawed, Reference, Testee};

/// Tries of shrinking one scenario; each plays a few scenarios.
const SHRINKS: u32 = 20_000;

#[test]
fn the_invariants_are_numbered_without_gaps() {
    for (number, invariant) in ALL.iter().enumerate() {
        assert_eq!(invariant.id, format!("INV-{:02}", number + 1));
        assert!(invariant.claim.ends_with('.'), "{}", invariant.claim);
    }
    assert_eq!(ALL.len(), 40);
}

#[test]
fn every_invariant_holds_for_the_reference() {
    hold(&reference, "reference", &mut Reference);
}

#[test]
fn every_invariant_holds_for_the_model() {
    hold(&model, "model", &mut Flawed(None));
}

fn draw(d: &mut dyn Draw) -> Scenario {
    scenario(d, &Options::default())
}

/// Puts every invariant to the test, and writes the smallest scenario for each that does not hold.
fn hold(play: Play<'_>, who: &str, testee: &mut dyn Testee) {
    // How many scenarios, a seed each, and how often every invariant has to be put to the test.
    let (scenarios, least) = length::of((100, 5), (1_000, 100));
    let mut checked = vec![0_u32; ALL.len()];
    let mut broken: Vec<Option<String>> = vec![None; ALL.len()];
    for seed in 0..scenarios {
        let scenario = draw(&mut Random::new(seed));
        let frames = play(&scenario).unwrap_or_else(|error| panic!("{error}"));
        let subject = Subject { scenario: &scenario, frames: &frames, play };
        for ((invariant, checked), broken) in ALL.iter().zip(&mut checked).zip(&mut broken) {
            if broken.is_some() {
                continue;
            }
            match (invariant.check)(&subject) {
                Ok(times) => *checked += times,
                Err(_) => *broken = Some(smallest(seed, invariant, play, who, testee)),
            }
        }
    }
    println!("invariant  put to the test by {who}");
    for (invariant, checked) in ALL.iter().zip(&checked) {
        println!("{}     {checked}", invariant.id);
    }
    let failures: Vec<String> = broken.iter().flatten().cloned().collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    let rare = ALL.iter().zip(&checked).filter(|(_, checked)| **checked < least);
    let rare: Vec<&str> = rare.map(|(invariant, _)| invariant.id).collect();
    assert!(rare.is_empty(), "put to the test less than {least} times: {rare:?}");
}

/// Shrinks a scenario for which an invariant does not hold, writes it to a file, and says so.
fn smallest(
    seed: u64,
    invariant: &Invariant,
    play: Play<'_>,
    who: &str,
    testee: &mut dyn Testee,
) -> String {
    let fails = |scenario: &Scenario| invariant.holds(scenario, play).is_err();
    let least = smallest_within(SHRINKS, &mut Random::new(seed), draw, fails);
    let property = Property::find(invariant.id).expect("a property");
    let failure = property.judge(&Example::Scenario(Box::new(least)), testee);
    let failure = *failure.expect_err("it does not hold for the smallest");
    let (claim, untrue) = (invariant.claim, failure.message.clone());
    let again = kept::keep(failure, seed, "invariants");
    format!("{} does not hold for the {who}: {claim}\n{untrue}\n{again}", invariant.id)
}
