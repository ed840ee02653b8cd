//! All properties hold for the reference and for the naive twins, and each can fail.

use edgecase::property::{Outcome, Plan, Tested, run};
use edgecase::testee::{Flawed, Greeted, Reference, Testee};

/// Examples; a build without optimisation does what fits into the time of `cargo test`.
const CASES: u32 = if cfg!(debug_assertions) { 400 } else { 20_000 };

/// How often every property has to be put to the test.
const LEAST: u32 = if cfg!(debug_assertions) { 3 } else { 100 };

fn tested(plan: &Plan, testee: &mut dyn Testee) -> Tested {
    let mut testee = Greeted::new(testee).expect("a testee in this process starts");
    run(plan, &mut testee, |_| {})
}

#[test]
fn all_properties_hold_for_the_reference() {
    hold("reference", &mut Reference);
}

#[test]
fn all_properties_hold_for_the_naive_twins() {
    hold("naive", &mut Flawed(None));
}

fn hold(who: &str, testee: &mut dyn Testee) {
    let tested = tested(&Plan { cases: CASES, ..Plan::default() }, testee);
    println!("property  put to the test by {who}");
    for row in &tested.rows {
        println!("{:<9} {}", row.property.id, row.tested);
    }
    let failures: Vec<String> = tested
        .failures()
        .map(|f| format!("{}: {}\n{}\n{:?}", f.signature, f.property.claim, f.message, f.example))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    let holds = |outcome: &Outcome| matches!(outcome, Outcome::Holds);
    let rare = tested.rows.iter().filter(|row| !holds(&row.outcome) || row.tested < LEAST);
    let rare: Vec<&str> = rare.map(|row| row.property.id).collect();
    assert!(rare.is_empty(), "put to the test by {who} less than {LEAST} times: {rare:?}");
}
