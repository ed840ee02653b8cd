//! Testees that get one thing wrong, and claims that show it.

use edgecase::example::ResultExample;
use edgecase::invariant::{Frame, reference};
use edgecase::property::{Check, Checked, Property};
use edgecase::protocol::Hello;
use edgecase::scenario::Scenario;
use edgecase::signature::{Failed, judge};
use edgecase::testee::{Answer, PlayScenario, Reference, StartError, Testee, Validate};
use edgecase::vector::Returned;
use edgecase_core::Stage;

/// The testee says what the reference says: accept or refuse.
pub(crate) static SAME_VERDICT: Property = Property {
    id: "T1",
    claim: "Testee and reference give the same verdict.",
    check: Check::Result(same_verdict),
};

fn same_verdict(example: &ResultExample, testee: &mut dyn Testee) -> Checked {
    let question = example.question();
    let accepted = |answer: &Answer| matches!(answer, Answer::Accept { .. });
    let (got, want) = (testee.validate(&question), Reference.validate(&question));
    if accepted(&got) == accepted(&want) {
        Ok(1)
    } else {
        Err(format!("want {want:?}, got {got:?}"))
    }
}

/// A planted bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Planted {
    /// Takes what is too large.
    NoSizes,
    /// Knows `via` in lower case only, and lets it be deleted in any other.
    CaseSensitiveVia,
    /// Takes a number for a status, though it may have to be a text.
    NumbersAsStatus,
    /// Takes bytes that are not UTF-8 for nothing.
    AnyBytes,
    /// Calls viewer-request behind the cache.
    ViewerRequestBehindCache,
}

impl Testee for Planted {
    fn hello(&mut self) -> Result<Hello, StartError> {
        Ok(Hello::announcing("planted", &["validate", "scenario"]))
    }

    fn validate(&mut self, question: &Validate<'_>) -> Answer {
        let answer = Reference.validate(question);
        let Answer::Reject { rules: Some(rules), .. } = &answer else {
            return answer;
        };
        let event = question.exchange.event.as_deref().unwrap_or_default();
        let bytes = question.exchange.result.bytes().ok().flatten().unwrap_or_default();
        let is_raw = matches!(question.exchange.result, Returned::Raw { .. });
        let takes = |rule: &String| match self {
            Self::NoSizes => rule.starts_with("size/"),
            Self::CaseSensitiveVia => {
                rule == "headers/read-only-deleted" && event.contains("\"Via\"")
            }
            Self::NumbersAsStatus => rule == "status/number",
            Self::AnyBytes => is_raw && bytes.contains(&0xff),
            Self::ViewerRequestBehindCache => false,
        };
        if rules.iter().all(takes) {
            return Answer::Accept { kind: None, normalised: None, notes: None };
        }
        answer
    }

    fn scenario(&mut self, question: &PlayScenario<'_>) -> Answer {
        let scenario = self.misread(question.scenario);
        Reference.scenario(&PlayScenario { scenario: &scenario })
    }

    fn frames(&mut self, scenario: &Scenario) -> Option<Vec<Frame>> {
        reference(&self.misread(scenario)).ok()
    }
}

impl Planted {
    fn misread(self, scenario: &Scenario) -> Scenario {
        let mut scenario = scenario.clone();
        if self == Self::ViewerRequestBehindCache {
            for behavior in &mut scenario.distribution.behaviors {
                if let Some(function) = behavior.functions.remove(&Stage::ViewerRequest) {
                    behavior.functions.insert(Stage::OriginRequest, function);
                }
            }
        }
        scenario
    }
}

/// Makes the question of a property; the failure if it does not hold.
pub(crate) fn failure(
    property: &Property,
    example: &edgecase::example::Example,
    testee: &mut dyn Testee,
) -> Option<Box<Failed>> {
    judge(property, example, testee).err()
}
