//! P1 to P4: claims about single answers.

use edgecase_core::RuleId;

use super::open::hinges_on_open_question;
use super::{Checked, differences, question};
use crate::example::{Example, ResultExample};
use crate::judge::{given, played_difference};
use crate::oracle::breaches;
use crate::runner::SCENARIO;
use crate::scenario::Scenario;
use crate::testee::{Answer, PlayScenario, Reference, Testee};
use crate::vector::Returned;

/// P1. What was announced cannot be passed over.
pub(super) fn total(example: &Example, testee: &mut dyn Testee) -> Checked {
    let answer = ask(example, testee);
    let problem = match (&answer, example) {
        (Answer::Skipped { .. }, _) if !is_able(example, testee) => return Ok(0),
        (Answer::Played { steps }, Example::Scenario(scenario)) => {
            played_difference(&scenario.blind(), steps)
        }
        (
            Answer::Accept { .. } | Answer::Reject { .. } | Answer::Error { .. },
            Example::Result(_),
        ) => None,
        (answer, _) => Some(given(answer)),
    };
    problem.map_or(Ok(1), Err)
}

/// Puts an example to a testee.
pub(super) fn ask(example: &Example, testee: &mut dyn Testee) -> Answer {
    match example {
        Example::Result(example) => testee.validate(&example.question()),
        Example::Scenario(scenario) => play(scenario, testee),
    }
}

/// Has a testee play a scenario, without what is expected.
pub(super) fn play(scenario: &Scenario, testee: &mut dyn Testee) -> Answer {
    testee.scenario(&PlayScenario { scenario: &scenario.blind() })
}

/// Tells whether a testee announced all that an example takes.
fn is_able(example: &Example, testee: &mut dyn Testee) -> bool {
    let hello = testee.hello();
    let announces = |name: &str| hello.as_ref().is_ok_and(|hello| hello.announces(name));
    let (able, set) = match example {
        Example::Result(example) => {
            let raw = matches!(example.question().exchange.result, Returned::Raw { .. });
            (announces("validate") && (!raw || announces("raw-bytes")), &example.set)
        }
        Example::Scenario(scenario) => (announces(SCENARIO), &scenario.set),
    };
    able && (set.is_empty() || announces("set"))
}

/// P2. A testee that names no rules of the table is not asked, but one that announces `rule-ids` names
/// none else.
pub(super) fn named_rule_is_broken(example: &ResultExample, testee: &mut dyn Testee) -> Checked {
    let name = match testee.validate(&example.question()) {
        Answer::Reject { rules: Some(rules), .. } => rules.into_iter().next(),
        Answer::Accept { notes: Some(notes), .. } => notes.first().map(ToString::to_string),
        _ => None,
    };
    let Some(name) = name else { return Ok(0) };
    let Ok(rule) = name.parse::<RuleId>() else {
        let announced = testee.hello().is_ok_and(|hello| hello.announces("rule-ids"));
        return if announced { Err(format!("no rule is called `{name}`")) } else { Ok(0) };
    };
    let Ok(profile) = example.profile() else { return Ok(0) };
    match breaches(rule, &question(example, &profile)) {
        Err(_) => Ok(0),
        Ok(places) if places.is_empty() => Err(format!("{rule} is named and not broken")),
        Ok(_) => Ok(1),
    }
}

/// P3. A testee that announces `rule-ids` and `set` knows the rules as they are, so all that it says is
/// compared. Of another only verdict, kind and status are, and a difference that hinges on an open
/// question is none.
pub(super) fn as_the_reference(example: &ResultExample, testee: &mut dyn Testee) -> Checked {
    let answer = testee.validate(&example.question());
    if matches!(answer, Answer::Skipped { .. } | Answer::Errored { .. } | Answer::Misbehaved(_)) {
        return Ok(0);
    }
    let reference = Reference.validate(&example.question());
    if matches!(reference, Answer::Errored { .. }) {
        return Ok(0);
    }
    let Some(difference) = unlike(&reference, &answer) else { return Ok(1) };
    let hello = testee.hello();
    let announces = |name: &str| hello.as_ref().is_ok_and(|hello| hello.announces(name));
    let knows_all = announces("rule-ids") && announces("set");
    if !knows_all && agree(&reference, &answer) {
        return Ok(1);
    }
    if !knows_all && hinges_on_open_question(example, &answer, announces("set")) {
        return Ok(0);
    }
    Err(difference)
}

/// Tells whether two answers agree in verdict, kind and status, as far as both say them.
pub(super) fn agree(one: &Answer, other: &Answer) -> bool {
    let same =
        |one: Option<u16>, other: Option<u16>| one.is_none() || other.is_none() || one == other;
    match (one, other) {
        (Answer::Accept { kind: one, .. }, Answer::Accept { kind: other, .. }) => {
            one.is_none() || other.is_none() || one == other
        }
        (Answer::Reject { status: one, .. }, Answer::Reject { status: other, .. })
        | (Answer::Error { status: one }, Answer::Error { status: other }) => same(*one, *other),
        _ => false,
    }
}

/// Returns in what an answer differs from the reference's, of what it says.
fn unlike(reference: &Answer, answer: &Answer) -> Option<String> {
    let mut differences = Vec::new();
    let mut differ = |what: &str, want: String, got: Option<String>| {
        if let Some(got) = got.filter(|got| *got != want) {
            differences.push(format!("want {what} {want}, got {got}"));
        }
    };
    match (reference, answer) {
        (
            Answer::Accept { kind, normalised, notes },
            Answer::Accept { kind: got_kind, normalised: got_form, notes: got_notes },
        ) => {
            let text = |form: &serde_json::Value| form.to_string();
            let names = |notes: &Vec<RuleId>| sorted(notes.iter().map(|rule| rule.as_str()));
            differ(
                "kind",
                format!("{:?}", kind.as_ref()),
                got_kind.map(|kind| format!("{:?}", Some(&kind))),
            );
            differ(
                "normalised",
                normalised.as_ref().map(text).unwrap_or_default(),
                got_form.as_ref().map(text),
            );
            differ(
                "notes",
                notes.as_ref().map(names).unwrap_or_default(),
                got_notes.as_ref().map(names),
            );
        }
        (
            Answer::Reject { status, rules, .. },
            Answer::Reject { status: got_status, rules: got_rules, .. },
        ) => {
            let names = |rules: &Vec<String>| sorted(rules.iter().map(String::as_str));
            differ(
                "status",
                status.map(|s| s.to_string()).unwrap_or_default(),
                got_status.map(|s| s.to_string()),
            );
            differ(
                "rules",
                rules.as_ref().map(names).unwrap_or_default(),
                got_rules.as_ref().map(names),
            );
        }
        (reference, answer) => {
            return Some(format!("want {}, got {}", given(reference), given(answer)));
        }
    }
    differences.into_iter().next()
}

fn sorted<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    format!("[{}]", names.join(", "))
}

/// P4. What cannot be written to a file has no way back.
pub(super) fn survives_a_file(example: &Example, testee: &mut dyn Testee) -> Checked {
    let (again, lost) = match example {
        Example::Result(example) => {
            let read = serde_json::to_string(example)
                .and_then(|text| serde_json::from_str::<ResultExample>(&text))
                .map_err(|error| error.to_string())?;
            let lost = read != *example;
            (Example::Result(read), lost)
        }
        Example::Scenario(scenario) => {
            let text = scenario.to_json();
            let read = Scenario::read(&text).map_err(|error| error.to_string())?;
            let lost = read.to_json() != text;
            (Example::Scenario(Box::new(read)), lost)
        }
    };
    if lost {
        return Err(format!("read back from its file it is {again:?}"));
    }
    let (one, other) = (ask(example, testee), ask(&again, testee));
    match (&one, &other) {
        (Answer::Played { steps: one }, Answer::Played { steps: other }) if one != other => {
            let difference = differences::first(one, other).unwrap_or_default();
            Err(format!("read back from its file it is answered otherwise: {difference}"))
        }
        (Answer::Skipped { .. } | Answer::Errored { .. } | Answer::Misbehaved(_), _) => Ok(0),
        _ if one != other => Err(format!(
            "read back from its file it is answered by {}, before by {}",
            given(&other),
            given(&one)
        )),
        _ => Ok(1),
    }
}
