//! Invariants that can be judged by answers alone, so on any testee that plays scenarios.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edgecase_core::Stage;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Frame, Invariant};
use crate::scenario::{Background, Body, CacheWord, Caches, Call, Log, Scenario, Step, StepAnswer};

/// The invariants whose checks read neither caches nor moments, or lose nothing where both are empty.
const BY_ANSWERS: [&str; 11] = [
    "INV-02", "INV-09", "INV-11", "INV-13", "INV-14", "INV-15", "INV-16", "INV-17", "INV-20",
    "INV-23", "INV-39",
];

impl Invariant {
    /// Tells whether the claim can be put to the test by answers alone.
    #[must_use]
    pub fn is_shown_by_answers(&self) -> bool {
        BY_ANSWERS.contains(&self.id)
    }
}

/// Makes frames of what a testee answered to the steps of requests, with empty caches and without
/// moments. `None` where an answer lacks one of `status`, `headers`, `body` or `bodyBase64`,
/// `invoked`, `originRequests`, `cache` and `xCache`, or where there are more or fewer.
#[must_use]
pub fn frames_of(scenario: &Scenario, answers: &[Value]) -> Option<Vec<Frame>> {
    let mut now = scenario.start;
    let mut answers = answers.iter();
    let nothing = Arc::new(Caches::new());
    let mut frames = Vec::with_capacity(scenario.steps.len());
    for step in &scenario.steps {
        let shown = match step {
            Step::Advance(seconds) => {
                now = now.saturating_add(*seconds);
                Vec::new()
            }
            Step::Request(_) => vec![answer_of(answers.next()?)?],
            Step::Batch { .. } => {
                let list = answers.next()?.as_array()?.iter();
                list.map(answer_of).collect::<Option<Vec<StepAnswer>>>()?
            }
            _ => Vec::new(),
        };
        let asked = step.requests().len();
        let (before, after) = (Arc::clone(&nothing), Arc::clone(&nothing));
        frames.push(Frame { now, answers: shown, before, after });
        if frames.last().is_some_and(|frame| frame.answers.len() != asked) {
            return None;
        }
    }
    answers.next().is_none().then_some(frames)
}

fn answer_of(answer: &Value) -> Option<StepAnswer> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let log = |name: &str| answer.pointer(&format!("/log/{name}")).and_then(text);
    let background = answer.get("background");
    Some(StepAnswer {
        status: u16::try_from(answer.get("status")?.as_u64()?).ok()?,
        headers: headers(answer.get("headers")?)?,
        body: body(answer)?,
        invoked: stages(answer.get("invoked")?)?,
        origin_requests: count(answer.get("originRequests")?)?,
        cache: {
            let word = answer.get("cache")?.as_str()?;
            CacheWord::ALL.into_iter().find(|known| known.as_str() == word)?
        },
        x_cache: text(answer.get("xCache")?)?,
        log: Log {
            result: log("result").unwrap_or_default(),
            detailed: log("detailed").unwrap_or_default(),
        },
        background: Background {
            invoked: background.and_then(|b| stages(b.get("invoked")?)).unwrap_or_default(),
            origin_requests: background
                .and_then(|b| count(b.get("originRequests")?))
                .unwrap_or_default(),
        },
        events: answer.get("events").and_then(calls),
        origin_saw: None,
        moments: Vec::new(),
        background_moments: Vec::new(),
    })
}

fn headers(headers: &Value) -> Option<BTreeMap<String, Vec<String>>> {
    let line = |value: &Value| value.as_str().map(str::to_owned);
    let lines = |value: &Value| value.as_array()?.iter().map(line).collect::<Option<Vec<_>>>();
    let header = |(name, value): (&String, &Value)| Some((name.clone(), lines(value)?));
    headers.as_object()?.iter().map(header).collect()
}

fn body(answer: &Value) -> Option<Body> {
    if let Some(text) = answer.get("body") {
        return Some(Body(text.as_str()?.as_bytes().to_vec()));
    }
    STANDARD.decode(answer.get("bodyBase64")?.as_str()?).ok().map(Body)
}

fn stages(list: &Value) -> Option<Vec<Stage>> {
    list.as_array()?.iter().map(|name| name.as_str()?.parse().ok()).collect()
}

fn count(value: &Value) -> Option<u32> {
    u32::try_from(value.as_u64()?).ok()
}

fn calls(list: &Value) -> Option<Vec<Call>> {
    let call = |value: &Value| {
        let event = RawValue::from_string(value.get("event")?.to_string()).ok()?;
        Some(Call { stage: value.get("stage")?.as_str()?.parse().ok()?, event })
    };
    list.as_array()?.iter().map(call).collect()
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::invariant::{ALL, reference};
    use crate::scenario::ScenarioError;
    use crate::strategy::{Options, Random, scenario};
    use crate::testee::{Answer, PlayScenario, Reference, Testee as _};

    fn by_answers(scenario: &Scenario) -> Result<Vec<Frame>, ScenarioError> {
        match Reference.scenario(&PlayScenario { scenario }) {
            Answer::Played { steps } => Ok(frames_of(scenario, &steps).expect("all members")),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_judged_by_answers_is_judged_the_same_without_caches() {
        let flagged: Vec<_> = ALL.iter().filter(|i| i.is_shown_by_answers()).collect();
        assert_eq!(flagged.len(), BY_ANSWERS.len());
        let mut checked = vec![0; flagged.len()];
        for seed in 0..40 {
            let scenario = scenario(&mut Random::new(seed), &Options::default());
            for (invariant, checked) in flagged.iter().zip(&mut checked) {
                let whole = invariant.holds(&scenario, &reference);
                let blanked = invariant.holds(&scenario, &by_answers);
                assert_eq!(blanked, whole, "{}", invariant.id);
                *checked += whole.expect("the reference holds to it");
            }
        }
        assert!(checked.iter().all(|times| *times > 0), "{checked:?}");
    }

    #[test]
    fn answers_that_show_too_little_make_no_frames() {
        let scenario = Scenario::read(
            r#"{"format":1,"distribution":{"behaviors":[{}]},"origins":{"main":{"body":"hello"}},
                "steps":[{"request":{"uri":"/a"}},{"advance":5},{"batch":[{"uri":"/a"}]}]}"#,
        )
        .expect("a scenario");
        let answers = match Reference.scenario(&PlayScenario { scenario: &scenario }) {
            Answer::Played { steps } => steps,
            other => panic!("{other:?}"),
        };
        let frames = frames_of(&scenario, &answers).expect("all members");
        let shown: Vec<usize> = frames.iter().map(|frame| frame.answers.len()).collect();
        assert_eq!(shown, [1, 0, 1]);
        for member in ["status", "headers", "body", "invoked", "originRequests", "cache", "xCache"]
        {
            let mut fewer = answers.clone();
            let first = fewer.first_mut().and_then(Value::as_object_mut).expect("an answer");
            first.remove(member).expect(member);
            assert_eq!(frames_of(&scenario, &fewer), None, "without {member}");
        }
        let one = answers.get(..1).expect("two");
        assert_eq!(frames_of(&scenario, one), None);
        assert_eq!(frames_of(&scenario, &[answers.as_slice(), one].concat()), None);
    }
}
