//! All properties hold for the reference and for the naive twins, and each can fail.

mod kept;
mod wrong;

use std::collections::{BTreeMap, BTreeSet};

use edgecase::example::{Example, ResultExample};
use edgecase::property::{ALL, Check, Plan, Property, Signature, Tested, run};
use edgecase::protocol::Hello;
use edgecase::suite::Suite;
use edgecase::testee::{Answer, Flawed, Greeted, Null, Reference, StartError, Testee, Validate};
use edgecase_core::profile::{Edition, Part, SWITCHES};
use edgecase_core::{Event, Profile};

/// Examples; a build without optimisation does what fits into the time of `cargo test`.
const CASES: u32 = if cfg!(debug_assertions) { 360 } else { 4_000 };

/// How often every property has to be put to the test. Invariants have a test of their own, with more
/// scenarios.
const LEAST: u32 = if cfg!(debug_assertions) { 5 } else { 100 };
const LEAST_INVARIANTS: u32 = if cfg!(debug_assertions) { 1 } else { 5 };

fn tested(plan: &Plan, testee: &mut dyn Testee) -> Tested {
    let mut testee = Greeted::new(testee).expect("a testee in this process starts");
    run(plan, &mut testee, |_| {})
}

#[test]
fn all_properties_hold_for_the_reference() {
    hold("reference", &mut Reference, CASES, LEAST_INVARIANTS);
}

#[test]
fn all_properties_hold_for_the_naive_twins() {
    // The model takes longer, and has a test of its own for the invariants.
    hold("naive", &mut Flawed(None), CASES / 2, 0);
}

fn hold(who: &str, testee: &mut dyn Testee, cases: u32, least_invariants: u32) {
    let tested = tested(&Plan { cases, ..Plan::default() }, testee);
    println!("property  put to the test by {who}");
    for row in &tested.rows {
        println!("{:<9} {}", row.property.id, row.tested);
    }
    let failures: Vec<String> = tested
        .failures()
        .map(|f| {
            format!(
                "{}, {}: {}\n{}\n{}",
                f.property.id,
                f.signature,
                f.property.claim,
                f.message,
                kept::keep(f.clone(), tested.plan.seed, "properties")
            )
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    let rare = tested.rows.iter().filter(|row| {
        let invariant = matches!(row.property.check, Check::Invariant(_));
        row.tested < if invariant { least_invariants } else { LEAST }
    });
    let rare: Vec<_> = rare.map(|row| (row.property.id, row.tested)).collect();
    assert!(rare.is_empty(), "rarely put to the test by {who}: {rare:?}");
}

/// Returns all inputs of the suite as examples: scenarios last.
fn examples(suite: &Suite) -> Vec<Example> {
    let vectors = suite.vector_cases(None).filter_map(|case| {
        let prepared = case.prepare().expect("a sound case");
        let result = prepared.result.bytes().expect("base64 in the vectors")?;
        let event = prepared.event.unwrap_or_else(|| Event::minimal(case.stage).to_json());
        let mut example = ResultExample::new(case.stage, event, result);
        example.edition = case.edition;
        example.set = case.vector.set.clone();
        Some(Example::Result(example))
    });
    let scenarios = suite.scenarios.iter().map(|f| Example::Scenario(Box::new(f.scenario.clone())));
    vectors.chain(scenarios).collect()
}

#[test]
fn each_property_can_fail() {
    let suite = Suite::embedded().expect("the embedded suite");
    let examples = examples(&suite);
    let mut broken = BTreeSet::new();
    let testees = [wrong::plain(), wrong::metamorphic(), wrong::cache()];
    for (id, what, mut wrong) in testees.into_iter().flatten() {
        let property = Property::find(id).expect(id);
        let mut testee = Greeted::new(&mut wrong).expect("a testee in this process starts");
        let judged = examples.iter().find_map(|example| property.judge(example, &mut testee).err());
        let failure = judged.unwrap_or_else(|| panic!("{id} holds for one that {what}"));
        assert_eq!(failure.property.id, id);
        broken.insert(id);
    }
    for property in ALL.iter().filter(|property| !matches!(property.check, Check::Invariant(_))) {
        assert!(broken.contains(property.id), "no testee breaks {}", property.id);
    }
}

#[test]
fn a_smaller_example_fails_like_the_first() {
    let plan = Plan { cases: 60, ..Plan::default() };
    let tested = tested(&plan, &mut Null::AcceptAll);
    let failure = tested.failures().find(|f| f.property.id == "P3").expect("a difference");
    let again = failure.property.judge(&failure.example, &mut Null::AcceptAll);
    let again = again.expect_err("the example still fails");
    assert_eq!((&again.signature, &again.message), (&failure.signature, &failure.message));
    assert_eq!(failure.signature.testee, "accept");
    assert!(failure.signature.rule.is_some(), "{}", failure.signature);
}

#[test]
fn a_signature_reads_back_as_it_was() {
    let mut signature = Signature {
        testee: "accept".to_owned(),
        reference: "reject".to_owned(),
        rule: Some("status/range".to_owned()),
        field: None,
    };
    assert_eq!(signature.to_string(), "testee accept, reference reject (status/range)");
    for _ in 0..2 {
        let text = serde_json::to_string(&signature).expect("JSON");
        assert_eq!(serde_json::from_str::<Signature>(&text).expect("the same"), signature);
        (signature.rule, signature.field) = (None, Some("status of hit".to_owned()));
    }
}

/// A testee that knows no switches, and answers one open question otherwise than the reference.
struct Otherwise(&'static str, &'static str);

impl Testee for Otherwise {
    fn hello(&mut self) -> Result<Hello, StartError> {
        let capabilities = ["validate", "raw-bytes"].map(str::to_owned).to_vec();
        Reference.hello().map(|hello| Hello { capabilities, ..hello })
    }

    fn validate(&mut self, question: &Validate<'_>) -> Answer {
        let set = BTreeMap::from([(self.0.to_owned(), self.1.to_owned())]);
        match Reference.validate(&Validate { set: &set, ..question.clone() }) {
            Answer::Reject { status, message, .. } => {
                Answer::Reject { status, rules: None, message }
            }
            Answer::Accept { kind, .. } => Answer::Accept { kind, normalised: None, notes: None },
            other => other,
        }
    }
}

/// Returns the switches on results that no text settles, with each of their values.
fn open_questions() -> impl Iterator<Item = (&'static str, &'static str)> {
    let results = SWITCHES.iter().filter(|switch| switch.part == Part::Results);
    let open = results.filter(|switch| {
        let default = |edition: Edition| Profile::of(edition).get(switch.name);
        Edition::ALL.into_iter().all(|edition| default(edition) == default(Edition::Current))
    });
    open.flat_map(|switch| switch.values.iter().map(|value| (switch.name, *value)))
}

/// What a text settles, though there is a switch for it: `headers/name-case` is documented.
const SETTLED: [(&str, &str); 1] = [("M1", "map_name_case=reject")];

#[test]
fn no_claim_on_results_is_broken_by_another_answer_to_an_open_question() {
    let suite = Suite::embedded().expect("the embedded suite");
    let step = if cfg!(debug_assertions) { 67 } else { 3 };
    let examples: Vec<Example> = examples(&suite)
        .into_iter()
        .filter_map(|example| match example {
            // Long ones take long, and the length is no open question but for its limits.
            Example::Result(result)
                if result.edition == Edition::Current && result.result.len() < 3_000 =>
            {
                Some(Example::Result(ResultExample { set: BTreeMap::new(), ..result }))
            }
            _ => None,
        })
        .collect();
    let on_results = |p: &&Property| matches!(p.check, Check::Result(_) | Check::Either(_));
    let mut broken = BTreeSet::new();
    for (number, (switch, value)) in open_questions().enumerate() {
        let mut testee = Otherwise(switch, value);
        let mut testee = Greeted::new(&mut testee).expect("a testee in this process starts");
        for example in examples.iter().skip(number % step).step_by(step) {
            for property in ALL.iter().filter(on_results) {
                let setting = format!("{switch}={value}");
                if let Err(failure) = property.judge(example, &mut testee)
                    && !SETTLED.contains(&(property.id, setting.as_str()))
                {
                    broken.insert(format!("{} under {setting}: {}", property.id, failure.message));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}
