//! All properties hold for the reference and for the naive twins, and each can fail.

use std::collections::{BTreeMap, BTreeSet};

use edgecase::example::{Example, ResultExample};
use edgecase::property::{ALL, Check, Outcome, Plan, Property, Signature, Tested, run};
use edgecase::protocol::Hello;
use edgecase::scenario::Scenario;
use edgecase::suite::Suite;
use edgecase::testee::{
    Answer, Flawed, Greeted, Misbehaviour, PlayScenario, Reference, StartError, Testee, Validate,
};
use edgecase_core::profile::{Edition, Part, SWITCHES};
use edgecase_core::{Event, Profile};
use serde_json::{Value, json};

/// Examples; a build without optimisation does what fits into the time of `cargo test`.
const CASES: u32 = if cfg!(debug_assertions) { 480 } else { 4_000 };

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
    let rare = tested.rows.iter().filter(|row| {
        let invariant = matches!(row.property.check, Check::Invariant(_));
        let least = if invariant { LEAST_INVARIANTS } else { LEAST };
        !holds(&row.outcome) || row.tested < least
    });
    let rare: Vec<_> = rare.map(|row| (row.property.id, row.tested)).collect();
    assert!(rare.is_empty(), "rarely put to the test by {who}: {rare:?}");
}

/// A testee that answers in its own way where it has one, else as the reference.
struct Wrong {
    capabilities: &'static [&'static str],
    judge: fn(&Validate<'_>, u32) -> Option<Answer>,
    play: fn(&mut Vec<Value>, &Scenario, u32),
    asked: u32,
}

impl Wrong {
    fn judging(judge: fn(&Validate<'_>, u32) -> Option<Answer>) -> Self {
        Self { capabilities: &["validate", "raw-bytes"], judge, play: |_, _, _| {}, asked: 0 }
    }

    fn playing(play: fn(&mut Vec<Value>, &Scenario, u32)) -> Self {
        Self { capabilities: &["scenario"], judge: |_, _| None, play, asked: 0 }
    }

    fn knowing_rules(self) -> Self {
        Self { capabilities: &["validate", "raw-bytes", "scenario", "rule-ids", "set"], ..self }
    }
}

impl Testee for Wrong {
    fn hello(&mut self) -> Result<Hello, StartError> {
        let capabilities = self.capabilities.iter().map(|name| (*name).to_owned()).collect();
        Reference.hello().map(|hello| Hello { capabilities, ..hello })
    }

    fn validate(&mut self, question: &Validate<'_>) -> Answer {
        self.asked += 1;
        (self.judge)(question, self.asked).unwrap_or_else(|| Reference.validate(question))
    }

    fn scenario(&mut self, question: &PlayScenario<'_>) -> Answer {
        self.asked += 1;
        match Reference.scenario(question) {
            Answer::Played { mut steps } => {
                (self.play)(&mut steps, question.scenario, self.asked);
                Answer::Played { steps }
            }
            other => other,
        }
    }
}

fn text(question: &Validate<'_>) -> String {
    let bytes = question.exchange.result.bytes().ok().flatten().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn accept() -> Option<Answer> {
    Some(Answer::Accept { kind: None, normalised: None, notes: None })
}

fn reject() -> Option<Answer> {
    Some(Answer::Reject { status: Some(502), rules: None, message: None })
}

fn reject_if(wrong: bool) -> Option<Answer> {
    if wrong { reject() } else { None }
}

/// Changes the answer to each request, of batches too.
fn each(steps: &mut [Value], change: impl Fn(&mut Value)) {
    for step in steps {
        match step {
            Value::Array(answers) => answers.iter_mut().for_each(&change),
            answer => change(answer),
        }
    }
}

fn is_hit(answer: &Value) -> bool {
    answer["cache"] == "hit"
}

/// For each property a testee that breaks it, with what it gets wrong.
fn wrong_testees() -> Vec<(&'static str, &'static str, Wrong)> {
    vec![
        (
            "P1",
            "ends when bytes are no UTF-8",
            Wrong::judging(|question, _| {
                let bad = text(question).contains('\u{fffd}');
                bad.then_some(Answer::Misbehaved(Misbehaviour::Exit))
            }),
        ),
        (
            "P2",
            "names the same rule always",
            Wrong::judging(|question, _| {
                let rules = Some(vec!["result/depth".to_owned()]);
                match Reference.validate(question) {
                    Answer::Reject { status, message, .. } => {
                        Some(Answer::Reject { status, rules, message })
                    }
                    _ => None,
                }
            }),
        ),
        (
            "P3",
            "takes every status",
            Wrong::judging(
                |question, _| {
                    if text(question).contains("\"600\"") { accept() } else { None }
                },
            ),
        ),
        (
            "P3",
            "forgets its notes",
            Wrong::judging(|question, _| match Reference.validate(question) {
                Answer::Accept { kind, normalised, notes: Some(_) } => {
                    Some(Answer::Accept { kind, normalised, notes: Some(Vec::new()) })
                }
                _ => None,
            })
            .knowing_rules(),
        ),
        ("P4", "tires", Wrong::judging(|_, asked| reject_if(asked % 7 == 0))),
        (
            "M1",
            "looks for lower case only",
            Wrong::judging(|question, _| {
                if text(question).contains("\"connection\"") { reject() } else { accept() }
            }),
        ),
        (
            "M2",
            "wants the status first",
            Wrong::judging(|question, _| {
                if text(question).starts_with("{\"status\"") { accept() } else { reject() }
            }),
        ),
        (
            "M3",
            "refuses cookies",
            Wrong::judging(|question, _| reject_if(text(question).contains("set-cookie"))),
        ),
        (
            "M4",
            "wants a body",
            Wrong::judging(|question, _| reject_if(!text(question).contains("\"body\""))),
        ),
        (
            "M5",
            "counts in 16 bits",
            Wrong::judging(|question, _| {
                let length = text(question).len() % 65_536;
                if length > 40_960 { reject() } else { accept() }
            }),
        ),
        (
            "M6",
            "refuses all read-only headers",
            Wrong::judging(|question, _| reject_if(text(question).contains("\"via\""))),
        ),
        (
            "M7",
            "knows no base64",
            Wrong::judging(|question, _| reject_if(text(question).contains("base64"))),
        ),
        (
            "M8",
            "refuses what it does not know",
            Wrong::judging(|question, _| reject_if(text(question).contains("unknown"))),
        ),
        (
            "C1",
            "stores what viewer-request made",
            Wrong::playing(|steps, _, _| {
                let made =
                    |answer: &&Value| answer["xCache"] == "LambdaGeneratedResponse from cloudfront";
                let Some(mut stored) = steps.iter().find(made).cloned() else { return };
                stored["cache"] = json!("hit");
                steps.iter_mut().skip(1).for_each(|step| *step = stored.clone());
            }),
        ),
        (
            "C2",
            "calls origin-request on hits",
            Wrong::playing(|steps, _, _| {
                each(steps, |answer| {
                    if is_hit(answer) {
                        answer["invoked"] = json!(["origin-request"]);
                    }
                });
            }),
        ),
        (
            "C3",
            "skips viewer-response on hits",
            Wrong::playing(|steps, _, _| {
                each(steps, |answer| {
                    if is_hit(answer) {
                        answer["invoked"] = json!([]);
                    }
                });
            }),
        ),
        (
            "C4",
            "counts its plays",
            Wrong::playing(|steps, _, asked| {
                each(steps, |answer| answer["headers"]["x-count"] = json!([asked.to_string()]));
            }),
        ),
        (
            "C5",
            "gives no age",
            Wrong::playing(|steps, _, _| {
                each(steps, |answer| {
                    answer["headers"].as_object_mut().expect("headers").remove("age");
                });
            })
            .knowing_rules(),
        ),
    ]
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
    for (id, what, mut wrong) in wrong_testees() {
        let property = Property::find(id).expect(id);
        let mut testee = Greeted::new(&mut wrong).expect("a testee in this process starts");
        let judged = examples.iter().find_map(|example| property.judge(example, &mut testee).err());
        let failure = judged.unwrap_or_else(|| panic!("{id} holds for one that {what}"));
        assert_eq!((failure.property.id, failure.signature.property.as_str()), (id, id));
        broken.insert(id);
    }
    for property in ALL.iter().filter(|property| !matches!(property.check, Check::Invariant(_))) {
        assert!(broken.contains(property.id), "no testee breaks {}", property.id);
    }
}

#[test]
fn a_signature_reads_back_as_it_was() {
    let mut signature = Signature {
        property: "P3".to_owned(),
        testee: "accept".to_owned(),
        reference: "reject".to_owned(),
        rule: Some("status/range".to_owned()),
        field: None,
    };
    assert_eq!(signature.to_string(), "P3: testee accept, reference reject (status/range)");
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
