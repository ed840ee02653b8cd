//! The inputs are what they are said to be.

use edgecase_benches::input::adversarial::FAMILIES;
use edgecase_benches::input::rejected::{MANY, noted, rejected};
use edgecase_benches::input::{Input, accepted, mixed, nested, requests};
use edgecase_core::{Exchange, Outcome, Profile, RuleId, Verdict, validate};

/// Returns the rules that refuse an input, and those that are noted.
fn findings(input: &Input) -> (Vec<RuleId>, Vec<RuleId>) {
    let (event, profile) = (input.event(), Profile::default());
    match validate(Exchange::new(input.stage, &event), &input.result, &profile) {
        Verdict::Accept { notes, .. } => (vec![], notes.iter().map(|note| note.rule).collect()),
        Verdict::Reject(all) => (all.iter().map(|violation| violation.rule).collect(), vec![]),
    }
}

#[test]
fn accepted_inputs_have_no_note_and_the_size_of_the_table() {
    let sizes = [144, 2_409, 2_467, 2_883, 2_497, 41_672, 1_048_789, 1_048_937, 1_048_937, 440_028];
    for (input, size) in accepted::accepted().iter().zip(sizes) {
        println!("{}: {} bytes, {size} in the table", input.name, input.result.len());
        assert_eq!(findings(input), (vec![], vec![]), "{}", input.name);
        let off = input.result.len().abs_diff(size);
        assert!(
            off * 20 <= size,
            "{}: {} bytes, want {size} within 5 %",
            input.name,
            input.result.len()
        );
    }
}

#[test]
fn mixed_documents_are_accepted_and_differ() {
    let documents = mixed::mixed();
    let bytes: usize = documents.iter().map(|input| input.result.len()).sum();
    println!("{} documents, mean {} bytes", documents.len(), bytes / documents.len());
    assert!((2_200..2_500).contains(&(bytes / documents.len())));
    for input in &documents {
        assert_eq!(findings(input).0, [], "{}", String::from_utf8_lossy(&input.result));
    }
    let distinct: std::collections::BTreeSet<_> = documents.iter().map(|d| &d.result).collect();
    assert!(distinct.len() * 100 >= documents.len() * 99, "{} differ", distinct.len());
}

#[test]
fn nested_inputs_are_refused_for_their_depth() {
    for input in nested::nested(100_000) {
        assert_eq!(findings(&input).0, [RuleId::ResultDepth], "{}", input.name);
    }
}

#[test]
fn rejected_inputs_are_refused_for_their_rule() {
    for row in rejected() {
        let (refusals, _) = findings(&row.input);
        assert_eq!(refusals.first(), Some(&row.rule), "{}: {refusals:?}", row.input.name);
        if row.input.name == "many" {
            assert_eq!(refusals.len(), MANY, "{refusals:?}");
        }
    }
    for row in noted() {
        assert_eq!(findings(&row.input), (vec![], vec![row.rule]), "{}", row.input.name);
    }
}

#[test]
fn requests_go_on() {
    for input in requests::requests() {
        let (event, profile) = (input.event(), Profile::default());
        let verdict = validate(Exchange::new(input.stage, &event), &input.result, &profile);
        let goes_on = matches!(verdict, Verdict::Accept { outcome: Outcome::Continue(_), .. });
        assert!(goes_on, "{}: {:?}", input.name, findings(&input));
    }
}

#[test]
fn families_have_the_length_that_is_asked_for() {
    for family in FAMILIES {
        for bytes in [8_000, 64_000] {
            let length = family.input(bytes).result.len();
            assert!(length.abs_diff(bytes) * 10 <= bytes, "{}: {length} of {bytes}", family.name);
        }
    }
}
