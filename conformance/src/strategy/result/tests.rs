use std::collections::{BTreeMap, BTreeSet};

use edgecase_core::Effect;

use super::super::draw::{Choices, Random};
use super::*;
use crate::agreement::{Said, compare};
use crate::oracle::{Question, measure};

/// Examples of each kind; a build without optimisation makes fewer.
const COUNT: u32 = if cfg!(debug_assertions) { 40 } else { 1_000 };

/// Returns what reference and oracle say to an example.
fn said(example: &ResultExample) -> Said {
    let profile = example.profile().expect("switches of the table");
    let ResultExample { stage, event, result, .. } = example;
    compare(&Question::new(*stage, event, result, &profile))
        .unwrap_or_else(|difference| panic!("{example:?}\n{difference}"))
}

/// Returns the rules that refuse an example, or that leave a note.
fn rules(said: &Said) -> BTreeSet<RuleId> {
    said.refusals.iter().chain(&said.notes).map(|finding| finding.rule).collect()
}

fn readings(random: &mut Random, count: u32) -> Vec<Reading> {
    (0..count).map(|_| Reading::draw(random)).collect()
}

#[test]
fn valid_results_are_accepted_without_a_note() {
    let mut random = Random::new(1);
    for stage in Stage::ALL {
        for _ in 0..20 * COUNT {
            let example = valid(&mut random, stage);
            let said = said(&example);
            assert!(said.accepted.is_some() && said.notes.is_empty(), "{example:?}\n{said}");
        }
    }
}

#[test]
fn valid_results_are_accepted_under_every_reading() {
    let mut random = Random::new(2);
    for reading in &readings(&mut Random::new(3), 10 * COUNT) {
        for stage in Stage::ALL {
            let example = valid_by(Maker::new(&mut random, stage, reading), None);
            let said = said(&example);
            assert!(said.accepted.is_some() && said.notes.is_empty(), "{example:?}\n{said}");
        }
    }
}

/// Asserts that an example breaks its rule and no other.
fn assert_breaks(rule: RuleId, example: &ResultExample, paired: &mut BTreeSet<(RuleId, RuleId)>) {
    let said = said(example);
    let mut broken = rules(&said);
    assert!(broken.remove(&rule), "{rule} is not broken: {example:?}\n{said}");
    for (one, other, _) in NOT_ALONE {
        if *one == rule && broken.remove(other) {
            paired.insert((*one, *other));
        }
    }
    assert!(broken.is_empty(), "{rule} is not alone: {example:?}\n{said}");
    let profile = example.profile().expect("switches of the table");
    let noted = rule.rule().effect(&profile, example.stage) == Effect::Note;
    assert_eq!(said.accepted.is_some(), noted, "{rule}: {example:?}");
}

#[test]
fn neighbours_break_exactly_their_rule() {
    let mut random = Random::new(4);
    let mut paired = BTreeSet::new();
    for (rule, stage) in cells() {
        let large = sizes::MEASURED.contains(rule);
        for _ in 0..if large { COUNT / 20 } else { COUNT } {
            let example = neighbour(&mut random, *stage, *rule).expect("a cell");
            assert_breaks(*rule, &example, &mut paired);
        }
    }
    assert!(paired.contains(&(RuleId::OriginDomainIp, RuleId::OriginDomainColon)));
}

#[test]
fn neighbours_break_exactly_their_rule_under_every_reading() {
    let mut random = Random::new(5);
    let mut paired = BTreeSet::new();
    let mut met = BTreeSet::new();
    for (number, reading) in readings(&mut Random::new(6), 10 * COUNT).iter().enumerate() {
        for stage in Stage::ALL {
            let can = |rule: &RuleId| can_break(*rule, stage, reading);
            let all = RuleId::ALL.iter().copied().filter(can);
            let rules: Vec<RuleId> = all.filter(|rule| !sizes::MEASURED.contains(rule)).collect();
            for rule in rules.iter().skip(number % 16).step_by(16) {
                let example = neighbour_by(&mut random, stage, *rule, reading, None);
                assert_breaks(*rule, &example.expect("it can be broken"), &mut paired);
                met.insert(*rule);
            }
        }
    }
    println!("{} rules broken by themselves under some reading", met.len());
}

#[test]
fn every_rule_that_somebody_minds_has_a_breach() {
    let reading = Reading::current();
    for rule in RuleId::ALL.iter().filter(|rule| rule.rule().group() != "error") {
        for stage in Stage::ALL {
            let minded = reading.minds(*rule, stage);
            assert_eq!(minded, cells().contains(&(*rule, stage)), "{rule} at {stage}");
            let example = neighbour(&mut Random::new(1), stage, *rule);
            assert_eq!(example.is_some(), minded, "{rule} at {stage}");
        }
    }
}

#[test]
fn examples_read_back_as_they_were() {
    let mut random = Random::new(7);
    let counted = (0..u64::from(COUNT)).map(|n| turn(&mut Random::new(n), n));
    let options = ResultOptions { switches: true, ..ResultOptions::default() };
    let drawn = (0..COUNT).map(|_| result_at(&mut random, Stage::OriginRequest, options));
    for example in counted.chain(drawn) {
        let text = serde_json::to_string(&example).expect("JSON");
        let read: ResultExample = serde_json::from_str(&text).expect("the same");
        assert_eq!(read, example);
    }
}

#[test]
fn each_rule_has_its_share_of_the_cases() {
    let cases: u64 = if cfg!(debug_assertions) { 1_500 } else { 10_000 };
    let (mut accepted, mut neighbours) = (0_u64, 0_u64);
    let mut shares: BTreeMap<RuleId, u64> = BTreeMap::new();
    for n in 0..cases {
        let said = said(&turn(&mut Random::new(n), n));
        accepted += u64::from(said.accepted.is_some());
        if preset(n).0 == Preset::Neighbour {
            neighbours += 1;
            let first = said.refusals.first().or(said.notes.first()).expect("a broken rule");
            *shares.entry(first.rule).or_default() += 1;
        }
    }
    println!("{accepted} of {cases} accepted, {} rules broken first", shares.len());
    assert!((cases * 25..=cases * 60).contains(&(accepted * 100)), "{accepted}");
    for broken in BROKEN.iter() {
        let share = shares.get(&broken.rule).copied().unwrap_or_default();
        assert!(share * 1_000 >= neighbours * 3, "{}: {share} of {neighbours}", broken.rule);
    }
}

/// Returns how far a result is above the limit of a rule.
fn above(rule: RuleId, example: &ResultExample) -> Option<i64> {
    let profile = example.profile().expect("switches of the table");
    let question = Question::new(example.stage, &example.event, &example.result, &profile);
    let measured = measure(rule, &question)?;
    Some(i64::try_from(measured.measured).ok()? - i64::try_from(measured.limit).ok()?)
}

#[test]
fn every_limit_is_met_and_passed_by_one() {
    const RULES: [RuleId; 12] = [
        RuleId::SizeGenerated,
        RuleId::SizeReplaced,
        RuleId::SizeViewerResponse,
        RuleId::SizeRequestText,
        RuleId::SizeRequestBase64,
        RuleId::SizeUriQuery,
        RuleId::OriginDomainLength,
        RuleId::OriginS3DomainLength,
        RuleId::OriginPathLength,
        RuleId::OriginCustomHeaderNameLength,
        RuleId::OriginCustomHeaderValueLength,
        RuleId::OriginCustomHeadersLength,
    ];
    let mut met: BTreeSet<(RuleId, Stage, i64)> = BTreeSet::new();
    for n in 0..1_024 {
        let example = turn(&mut Random::new(n), n);
        for rule in RULES {
            let near = above(rule, &example).filter(|above| (0..=1).contains(above));
            met.extend(near.map(|above| (rule, example.stage, above)));
        }
    }
    for (rule, stage) in cells().iter().filter(|(rule, _)| RULES.contains(rule)) {
        for above in [0, 1] {
            assert!(met.contains(&(*rule, *stage, above)), "{rule} at {stage}: {above}");
        }
    }
}

#[test]
fn without_choices_results_are_minimal() {
    let minimal = [
        (Stage::ViewerRequest, "{\"status\":\"200\"}"),
        (Stage::OriginRequest, "{\"status\":\"200\"}"),
        (Stage::OriginResponse, "{\"status\":\"200\",\"headers\":{}}"),
        (Stage::ViewerResponse, "{\"status\":\"200\",\"headers\":{}}"),
    ];
    for (stage, wanted) in minimal {
        let example = valid(&mut Choices::new(&[]), stage);
        assert_eq!(example.event, edgecase_core::Event::minimal(stage).to_json());
        assert_eq!(String::from_utf8_lossy(&example.result), wanted);
    }
    for (rule, stage) in cells() {
        let example = neighbour(&mut Choices::new(&[]), *stage, *rule).expect("a cell");
        assert_breaks(*rule, &example, &mut BTreeSet::new());
        let long = sizes::MEASURED.contains(rule) || rule.as_str().contains("length");
        let long = long || matches!(rule, RuleId::SizeUriQuery | RuleId::OriginCustomHeaderCount);
        assert!(long || example.result.len() < 400, "{example:?}");
    }
}

#[test]
fn wild_results_are_made_under_every_reading() {
    let options = ResultOptions { switches: true, ..ResultOptions::default() };
    let mut random = Random::new(8);
    for stage in Stage::ALL.into_iter().cycle().take(40 * usize::try_from(COUNT).unwrap()) {
        let reading = Reading::draw(&mut random);
        wild::wild(Maker::new(&mut random, stage, &reading), None);
        assert_eq!(result_at(&mut random, stage, options).stage, stage);
    }
}

#[test]
fn the_same_choices_give_the_same_example() {
    for n in 0..200 {
        assert_eq!(turn(&mut Random::new(n), n), turn(&mut Random::new(n), n));
    }
}
