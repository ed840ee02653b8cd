use std::collections::BTreeSet;

use super::*;
use crate::flaw::Flaw;
use crate::strategy::{Draw, Random};

#[test]
fn every_target_has_seeds_that_hold_and_get_where_they_should() {
    for target in TARGETS {
        let seeds = target.seeds();
        let mut reached = 0;
        for seed in &seeds {
            let reach = target.run(&seed.data, Flawed(None));
            let reach =
                reach.unwrap_or_else(|broken| panic!("{} {}: {broken}", target.name, seed.name));
            reached += u32::from(reach == Reach::Oracle);
        }
        println!("{}: {} seeds, {reached} get to the oracle", target.name, seeds.len());
        assert!(seeds.len() >= 5, "{} has {} seeds", target.name, seeds.len());
        let count = u32::try_from(seeds.len()).expect("few seeds");
        // A seed of bytes gets there more often than what becomes of it.
        let wanted = target.input.floor().max(500);
        assert!(reached * 1_000 >= count * wanted, "{}: {reached} of {count}", target.name);
    }
}

#[test]
fn seeds_have_names_of_their_own() {
    for target in TARGETS {
        let seeds = target.seeds();
        let names: BTreeSet<&str> = seeds.iter().map(|seed| seed.name.as_str()).collect();
        assert_eq!(names.len(), seeds.len(), "{}", target.name);
        assert!(names.iter().all(|name| !name.contains(['/', '\\', ':', '@'])), "{}", target.name);
    }
}

#[test]
fn targets_have_names_of_their_own_and_claim_one_sentence() {
    let names: BTreeSet<&str> = TARGETS.iter().map(|target| target.name).collect();
    assert_eq!(names.len(), TARGETS.len());
    for Target { name, claim, .. } in TARGETS {
        assert!(
            claim.ends_with('.') && !claim.trim_end_matches('.').contains(". "),
            "{name}: {claim}"
        );
    }
}

#[test]
fn what_a_mutator_makes_its_target_reads() {
    const MOST: usize = 4_096;
    for target in TARGETS {
        let Some(mutator) = target.mutator else { continue };
        let seeds = target.seeds();
        let mut random = Random::new(1);
        let (mut changed, mut crossed) = (0, 0);
        for number in 0..300 {
            let d: &mut dyn Draw = &mut random;
            let (one, other) = (d.pick(&seeds), d.pick(&seeds));
            let made = [
                mutator.mutate(&one.data, MOST, number),
                mutator.cross(&one.data, &other.data, MOST, number),
            ];
            changed += u32::from(made[0].is_some());
            crossed += u32::from(made[1].is_some());
            assert_eq!(made[0], mutator.mutate(&one.data, MOST, number));
            for made in made.iter().flatten() {
                assert!(made.len() <= MOST && target.example(made).is_some(), "{}", target.name);
            }
        }
        println!("{}: {changed} of 300 changed, {crossed} crossed", target.name);
        assert!(changed >= 290 && crossed >= 150, "{}: {changed}, {crossed}", target.name);
    }
}

#[test]
fn a_mutator_makes_something_of_nothing() {
    for target in TARGETS {
        let Some(mutator) = target.mutator else { continue };
        for data in [&b""[..], b"\n", b"{\"stage\":7}", b"\xff"] {
            let made = mutator.mutate(data, 1 << 16, 3).expect("an input");
            assert!(target.example(&made).is_some(), "{}", target.name);
        }
    }
}

/// A fuzzer without feedback, as it were: what is changed is changed again now and then.
#[test]
fn a_seeded_bug_is_found_by_changing_seeds() {
    let canaries = [("result_case", "status-range-end"), ("scenario", "viewer-request-stored")];
    for (name, flaw) in canaries {
        let target = Target::find(name).expect("a target");
        let flaw = Flaw::find(flaw).expect("a flaw");
        let mutator = target.mutator.expect("a mutator");
        let seeds = target.seeds();
        let mut random = Random::new(2);
        let found = (0..20_000).find(|number| {
            let d: &mut dyn Draw = &mut random;
            let mut data = d.pick(&seeds).data.clone();
            for _ in 0..3 {
                data = mutator.mutate(&data, 4_096, d.below(u32::MAX)).unwrap_or(data);
                if target.run(&data, Flawed(Some(flaw))).is_err() {
                    println!("{name} finds {flaw} at {number}");
                    return true;
                }
            }
            false
        });
        assert!(found.is_some(), "{name} does not find {flaw}");
    }
}

#[test]
fn words_are_sorted_and_each_is_there_once() {
    let words = dictionary();
    assert!(words.is_sorted_by(|one, other| one < other));
    for word in ["x-edge-", "transfer-encoding", "1048577", "8191", "headers/list", "base64_mode"] {
        assert!(words.iter().any(|known| known == word), "{word}");
    }
}
