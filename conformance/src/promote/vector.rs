//! Vectors from results.

use std::collections::BTreeMap;

use edgecase_core::profile::Edition;
use edgecase_core::{Effect, Event, Exchange, Level, RuleId, Verdict, validate};
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Draft, PromoteError, Promoted, level};
use crate::any_rule::AnyRule;
use crate::example::ResultExample;
use crate::layout::pretty;
use crate::oracle::{Question, judge};
use crate::printed::{MESSAGE_CHARS, shown};
use crate::splice::{children, locate};
use crate::testee::{Answer, Flawed, Reference, Testee as _};
use crate::tree::Tree;
use crate::vector::{CaseEvidence, CaseLevel, Polarity, ResultKind, Returned};

/// A text of one repeated character is described, not stored, from this length on.
const DESCRIBED: usize = 256;

/// A vector as its file has it, in the order of its members there.
#[derive(Serialize)]
struct Entry<'e> {
    id: &'e str,
    title: &'e str,
    rules: [&'e str; 1],
    polarity: Polarity,
    level: CaseLevel,
    stages: [&'e str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    profiles: Option<Vec<&'e str>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    set: &'e BTreeMap<String, String>,
    input: Input,
    expect: Expect,
    evidence: &'e [CaseEvidence],
}

#[derive(Serialize)]
struct Input {
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Box<RawValue>>,
    result: Returned,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    expand: Vec<Repeated>,
}

#[derive(Clone, PartialEq, Serialize)]
#[serde(tag = "outcome", rename_all = "lowercase")]
enum Expect {
    Accept {
        kind: ResultKind,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        notes: Vec<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        normalised: Option<Value>,
    },
    Reject {
        #[serde(rename = "rejectRules")]
        reject_rules: Vec<String>,
        status: u16,
    },
}

/// A text that is described: `unit`, `repeat` times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Repeated {
    at: String,
    unit: char,
    repeat: usize,
}

/// Makes a vector of a result.
pub(super) fn vector(example: &ResultExample, draft: &Draft) -> Result<Promoted, PromoteError> {
    let mut expect = expect(example, Flawed(None))?;
    let rule = rule(example, draft)?;
    let standing = standing(rule, example)?;
    let holds = |edition: &Edition| {
        let other = ResultExample { edition: *edition, ..example.clone() };
        *edition == example.edition
            || self::expect(&other, Flawed(None)).is_ok_and(|other| other == expect)
                && self::standing(rule, &other).is_ok_and(|other| other == standing)
    };
    let editions: Vec<Edition> = Edition::ALL.into_iter().filter(holds).collect();
    let (effect, is_broken) = standing;
    let found = if is_broken { Polarity::Outside } else { Polarity::Inside };
    let polarity = draft.polarity.unwrap_or(found);
    let levels = editions.iter().map(|edition| rule.rule().level_in(example.stage, *edition));
    let input = input(example);
    if let Expect::Accept { normalised, .. } = &mut expect {
        // It would hold the long texts; only what is ignored has to be shown by it.
        let needed = effect == Effect::Ignore && polarity == Polarity::Outside;
        normalised.take_if(|_| !input.expand.is_empty() && !needed);
    }
    let entry = Entry {
        id: &draft.id,
        title: &draft.title,
        rules: [rule.as_str()],
        polarity,
        level: level(draft, levels.max().unwrap_or(Level::Inferred)),
        stages: [example.stage.as_str()],
        profiles: (editions.len() < Edition::ALL.len())
            .then(|| editions.iter().map(|edition| edition.as_str()).collect()),
        set: &example.set,
        input,
        expect,
        evidence: &draft.evidence,
    };
    let text = serde_json::to_string(&entry).expect("a vector has text keys only");
    let text = pretty(&Tree::read(&text));
    let group = draft.id.split('/').next().unwrap_or_default().to_owned();
    Ok(Promoted::Vector { group, text })
}

/// Returns what both implementations say.
fn expect(example: &ResultExample, mut naive: Flawed) -> Result<Expect, PromoteError> {
    let question = example.question();
    let reference = said(Reference.validate(&question));
    let naive = said(naive.validate(&question));
    match (reference, naive) {
        (Ok(reference), Ok(naive)) if reference == naive => Ok(reference),
        (Ok(reference), Ok(naive)) => {
            let text = |expect: &Expect| {
                let text = serde_json::to_string(expect).unwrap_or_default();
                shown(&text, MESSAGE_CHARS)
            };
            let how = format!("`{}` and `{}`", text(&reference), text(&naive));
            Err(PromoteError::Disagreement(how))
        }
        (Err(answer), _) | (_, Err(answer)) => {
            Err(PromoteError::Draft(format!("the result cannot be judged: {answer:?}")))
        }
    }
}

fn said(answer: Answer) -> Result<Expect, Answer> {
    match answer {
        Answer::Accept { kind: Some(kind), normalised, notes } => {
            let mut notes: Vec<String> =
                notes.into_iter().flatten().map(|rule| rule.as_str().to_owned()).collect();
            notes.sort();
            notes.dedup();
            Ok(Expect::Accept { kind, notes, normalised })
        }
        Answer::Reject { status: Some(status), rules: Some(reject_rules), .. } => {
            Ok(Expect::Reject { reject_rules, status })
        }
        other => Err(other),
    }
}

/// Returns the rule under test.
fn rule(example: &ResultExample, draft: &Draft) -> Result<RuleId, PromoteError> {
    match draft.rule {
        Some(AnyRule::Result(rule)) => Ok(rule),
        Some(AnyRule::Pipeline(rule)) => Err(PromoteError::Draft(format!(
            "`{rule}` is a rule of the pipeline, want one on results"
        ))),
        None => first_rule(example).and_then(|rule| rule.parse().ok()).ok_or_else(|| {
            PromoteError::Draft("no rule is broken: name the one under test".to_owned())
        }),
    }
}

/// Returns what a breach of the rule leads to, and whether the oracle finds one.
fn standing(rule: RuleId, example: &ResultExample) -> Result<(Effect, bool), PromoteError> {
    let unusable = |error: &dyn std::fmt::Display| PromoteError::Draft(error.to_string());
    let profile = example.profile().map_err(|error| unusable(&error))?;
    let question = Question::new(example.stage, &example.event, &example.result, &profile);
    let judgement = judge(&question).map_err(|error| unusable(&error))?;
    let is_broken = match rule {
        // Broken by whatever is refused.
        RuleId::ErrorValidation => !judgement.refusals.is_empty(),
        _ => judgement.refusals.iter().chain(&judgement.notes).any(|found| found.rule == rule),
    };
    Ok((rule.rule().effect(&profile, example.stage), is_broken))
}

/// Leaves out the minimal event, and describes long texts.
fn input(example: &ResultExample) -> Input {
    let value = |text: &str| serde_json::from_str::<Value>(text).ok();
    let minimal = Event::minimal(example.stage).to_json();
    let mut expand = Vec::new();
    let event = (value(&example.event) != value(&minimal)).then(|| {
        let text = described(&example.event, "/event", &mut expand);
        RawValue::from_string(text).expect("an example's event is JSON")
    });
    let result = match example.question().exchange.result {
        Returned::Return { value } => {
            let text = described(value.get(), "/result/value", &mut expand);
            Returned::Return { value: RawValue::from_string(text).unwrap_or(value) }
        }
        other => other,
    };
    Input { event, result, expand }
}

/// Takes long texts of one repeated character out of a value; returns it as it is if there are none.
fn described(raw: &str, at: &str, expand: &mut Vec<Repeated>) -> String {
    let mut tree = Tree::read(raw);
    let before = expand.len();
    for path in tree.paths() {
        let Some(text) = tree.at(&path).and_then(Tree::as_str) else {
            continue;
        };
        let mut characters = text.chars();
        let Some(unit) = characters.next() else {
            continue;
        };
        let repeat = text.chars().count();
        if repeat >= DESCRIBED
            && characters.all(|character| character == unit)
            && let (Some(pointer), Some(without)) =
                (tree.pointer(&path), tree.with(&path, Tree::string("")))
        {
            expand.push(Repeated { at: format!("{at}{pointer}"), unit, repeat });
            tree = without;
        }
    }
    if expand.len() > before { tree.text() } else { raw.to_owned() }
}

/// Returns a file of vectors with one vector in it.
pub(super) fn file(group: &str, text: &str) -> String {
    format!(r#"{{"format":1,"group":"{group}","description":"promoted","cases":[{text}]}}"#)
}

/// Puts a vector behind the last of a file.
pub(super) fn insert(text: &str, file: &str) -> Option<String> {
    let cases = file.get(locate(file, "/cases")?)?;
    let last = children(cases).pop()?.raw;
    let end = last.as_ptr().addr().checked_sub(file.as_ptr().addr())? + last.len();
    let indented = text.replace('\n', "\n    ");
    Some(format!("{},\n    {indented}{}", file.get(..end)?, file.get(end..)?))
}

/// Returns the rule that the reference names first.
fn first_rule(example: &ResultExample) -> Option<String> {
    let (profile, event) = (example.profile().ok()?, example.typed_event().ok()?);
    let exchange = Exchange::new(example.stage, &event);
    let verdict = validate(exchange, &example.result, &profile);
    let first = match &verdict {
        Verdict::Accept { notes, .. } => notes.first(),
        Verdict::Reject(violations) => violations.as_slice().first(),
    };
    first.map(|violation| violation.rule.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use edgecase_core::Stage;

    use super::*;
    use crate::flaw::{Flaw, ResultFlaw};

    #[test]
    fn where_the_two_differ_a_person_decides() {
        let event = Event::minimal(Stage::ViewerRequest).to_json();
        let example = ResultExample::new(Stage::ViewerRequest, event, r#"{"status":"600"}"#);
        let flawed = Flawed(Some(Flaw::Result(ResultFlaw::StatusRangeEnd)));
        let error = expect(&example, flawed).err().expect("a disagreement");
        assert!(matches!(error, PromoteError::Disagreement(_)));
        let text = error.to_string();
        assert!(text.starts_with("reference and naive twin differ, so a person has to"), "{text}");
    }
}
