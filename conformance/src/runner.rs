//! Putting cases to a testee, and saying what each answer amounts to.

use std::collections::BTreeMap;

use edgecase_core::Stage;

use crate::any_rule::AnyRule;
use crate::judge::judge;
use crate::known::{Known, Marking};
use crate::suite::{Case, CaseError};
use crate::testee::{Answer, Misbehaviour, PlayScenario, Testee, Validate};
use crate::vector::{CaseLevel, Returned};

/// What an answer amounts to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As expected.
    Pass,
    /// Not as expected.
    Fail(String),
    /// Refused as expected, for another reason.
    FailReason(String),
    /// An answer to a question: as the model has it.
    Yes,
    /// An answer to a question: not as the model has it.
    No(String),
    /// The testee passed the case over.
    Skipped(String),
    /// The testee was not asked: it does not announce what the case takes, which is named here.
    NotAsked(&'static str),
    /// The testee failed in itself.
    Errored(String),
    /// The testee gave no answer that counts.
    Misbehaved(Misbehaviour),
    /// Fails, and is known to.
    KnownFailure(String),
    /// Is known to fail, and does not: the entry is stale.
    UnexpectedPass(String),
    /// The case itself is broken: our fault.
    Harness(String),
}

impl Outcome {
    /// All names, in the order of reports.
    pub const NAMES: [&'static str; 16] = [
        "pass",
        "fail",
        "fail-reason",
        "yes",
        "no",
        "skipped",
        "errored",
        "crash",
        "exit",
        "timeout",
        "garbage",
        "flood",
        "abandoned",
        "known",
        "xpass",
        "harness",
    ];

    /// Returns the name used in reports.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail(_) => "fail",
            Self::FailReason(_) => "fail-reason",
            Self::Yes => "yes",
            Self::No(_) => "no",
            Self::Skipped(_) | Self::NotAsked(_) => "skipped",
            Self::Errored(_) => "errored",
            Self::Misbehaved(how) => how.as_str(),
            Self::KnownFailure(_) => "known",
            Self::UnexpectedPass(_) => "xpass",
            Self::Harness(_) => "harness",
        }
    }

    /// Returns what there is to say beside the name.
    #[must_use]
    pub fn detail(&self) -> String {
        match self {
            Self::Pass | Self::Yes => String::new(),
            Self::Fail(text)
            | Self::FailReason(text)
            | Self::No(text)
            | Self::Skipped(text)
            | Self::Errored(text)
            | Self::KnownFailure(text)
            | Self::UnexpectedPass(text)
            | Self::Harness(text) => text.clone(),
            Self::Misbehaved(how) => how.to_string(),
            Self::NotAsked(capability) => format!("the testee does not announce `{capability}`"),
        }
    }

    /// Tells whether the testee answered other than expected, or not at all.
    #[must_use]
    pub const fn differs(&self) -> bool {
        matches!(self, Self::Fail(_) | Self::FailReason(_) | Self::Errored(_) | Self::Misbehaved(_))
    }
}

/// A case with what its answer amounts to.
#[derive(Clone, Debug)]
pub struct CaseResult<'s> {
    /// The case.
    pub case: Case<'s>,
    /// The outcome.
    pub outcome: Outcome,
}

impl CaseResult<'_> {
    /// Tells whether the case makes the run fail.
    ///
    /// A difference counts where the case is a `must`; a testee that does not answer counts always.
    #[must_use]
    pub fn is_finding(&self) -> bool {
        match self.outcome {
            Outcome::Misbehaved(_) | Outcome::Errored(_) | Outcome::Harness(_) => true,
            Outcome::Fail(_) | Outcome::FailReason(_) => {
                matches!(self.case.level(), CaseLevel::Must)
            }
            _ => false,
        }
    }
}

/// Which cases of the suite are run.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Names, with `*` for any run of characters; none means all.
    pub filters: Vec<String>,
    /// Rules under test; none means all.
    pub rules: Vec<AnyRule>,
    /// The stage of a vector; none means all, and scenarios too.
    pub stage: Option<Stage>,
    /// The level; none means all.
    pub level: Option<CaseLevel>,
    /// One part of several, counted from 1.
    pub shard: Option<(u32, u32)>,
}

impl Selection {
    /// Tells whether a case is run.
    #[must_use]
    pub fn contains(&self, case: &Case<'_>) -> bool {
        let name = case.name();
        let wanted = |filter: &String| matches(filter, &name) || matches(filter, case.id());
        (self.filters.is_empty() || self.filters.iter().any(wanted))
            && (self.rules.is_empty() || self.rules.contains(&case.rule()))
            && self.stage.is_none_or(|stage| case.stage() == Some(stage))
            && self.level.is_none_or(|level| level == case.level())
            && self.shard.is_none_or(|(part, of)| hash(name.as_bytes()) % of.max(1) + 1 == part)
    }
}

/// Tells whether a name fits a pattern in which `*` stands for any run of characters.
#[must_use]
pub fn matches(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let (middle, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    // What lies between the fixed start and end holds the other parts, each as early as it can be.
    let between = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
    let mut parts = middle.split('*').filter(|part| !part.is_empty());
    between.is_some_and(|between| {
        parts
            .try_fold(between, |rest, part| rest.split_once(part).map(|(_, after)| after))
            .is_some()
    })
}

/// FNV-1a: the same on every machine and in every version, so that shards stay what they are.
pub(crate) fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, b| (hash ^ u32::from(*b)).wrapping_mul(0x0100_0193))
}

/// The capability of those that play scenarios.
pub const SCENARIO: &str = "scenario";

/// Runs cases in order; `seen` is called after each.
///
/// What a testee announced in `capabilities` it may not pass over. Scenarios are put to those only
/// that announce them.
pub fn run<'s>(
    cases: &[Case<'s>],
    testee: &mut impl Testee,
    capabilities: &[String],
    known: &Known,
    mut seen: impl FnMut(&CaseResult<'s>),
) -> Vec<CaseResult<'s>> {
    let mut results = Vec::with_capacity(cases.len());
    for case in cases {
        let outcome = match ask(case, testee, capabilities) {
            Ok(Some(answer)) => hold_to(capabilities, case, judge(case, answer)),
            Ok(None) => Outcome::NotAsked(SCENARIO),
            Err(error) => Outcome::Harness(error.to_string()),
        };
        let outcome = mark(known, &case.name(), outcome);
        let result = CaseResult { case: *case, outcome };
        seen(&result);
        results.push(result);
    }
    results
}

/// Puts a case to a testee, without its id and what is expected; `None` if it cannot be asked.
fn ask(
    case: &Case<'_>,
    testee: &mut impl Testee,
    capabilities: &[String],
) -> Result<Option<Answer>, CaseError> {
    match case {
        Case::Vector(case) => Ok(Some(testee.validate(&Validate::of(case)?))),
        Case::Scenario(_) if !announced(capabilities, SCENARIO) => Ok(None),
        Case::Scenario(file) => {
            let blind = file.scenario.blind();
            Ok(Some(testee.scenario(&PlayScenario { scenario: &blind })))
        }
    }
}

fn announced(capabilities: &[String], name: &str) -> bool {
    capabilities.iter().any(|capability| capability == name)
}

/// Turns a skip into a failure where the testee announced all that the case takes.
fn hold_to(capabilities: &[String], case: &Case<'_>, outcome: Outcome) -> Outcome {
    let announced = |name: &str| announced(capabilities, name);
    let able = match case {
        Case::Vector(case) => {
            let raw = matches!(case.vector.input.result, Returned::Raw { .. });
            announced("validate") && (!raw || announced("raw-bytes"))
        }
        Case::Scenario(_) => announced(SCENARIO),
    };
    match outcome {
        Outcome::Skipped(reason) if able && (case.set().is_empty() || announced("set")) => {
            Outcome::Fail(format!("skipped, though it announced what it takes: {reason}"))
        }
        other => other,
    }
}

/// Sets an outcome against the list of known divergences.
fn mark(known: &Known, name: &str, outcome: Outcome) -> Outcome {
    match known.marking(name) {
        None => outcome,
        // Nobody can know of what is our fault.
        Some(_) if matches!(outcome, Outcome::Harness(_)) => outcome,
        Some(Marking::Fails { message }) => match outcome {
            Outcome::Pass | Outcome::Yes => {
                Outcome::UnexpectedPass("listed as failing, but passes".to_owned())
            }
            Outcome::Skipped(_) | Outcome::NotAsked(_) => {
                let reason = outcome.detail();
                Outcome::UnexpectedPass(format!("listed as failing, but skipped: {reason}"))
            }
            other if other.detail().starts_with(message) => Outcome::KnownFailure(other.detail()),
            other => other,
        },
        Some(Marking::Flaky) => match outcome {
            Outcome::Pass | Outcome::Yes => outcome,
            other => Outcome::KnownFailure(other.detail()),
        },
    }
}

/// How many cases came to each outcome, by name.
#[must_use]
pub fn counts<'r>(
    results: impl Iterator<Item = &'r CaseResult<'r>>,
) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for result in results {
        *counts.entry(result.outcome.as_str()).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suite::Suite;

    #[test]
    fn patterns_match_whole_names() {
        for (pattern, name, want) in [
            ("a/b", "a/b", true),
            ("a/b", "a/bc", false),
            ("a/*", "a/b@x", true),
            ("*", "", true),
            ("*b", "abab", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c", false),
            ("*aa", "aaa", true),
            ("aa*aa", "aaa", false),
            ("status/range*00", "status/range-000", true),
            ("*@origin-*", "x/y@origin-request", true),
        ] {
            assert_eq!(matches(pattern, name), want, "{pattern} on {name}");
        }
    }

    #[test]
    fn a_broken_case_is_never_a_known_divergence() {
        for kind in ["fails", "flaky"] {
            let entry = format!(r#"{{"match":"*","kind":"{kind}","reason":"r"}}"#);
            let list = format!(r#"{{"format":1,"entries":[{entry}]}}"#);
            let known = Known::read(&list).expect("a list");
            let broken = Outcome::Harness("no place".to_owned());
            assert_eq!(mark(&known, "a/b", broken.clone()), broken);
        }
    }

    #[test]
    fn what_was_announced_cannot_be_skipped() {
        let suite = Suite::embedded().expect("the embedded suite");
        let find = |raw: bool, set: bool| {
            suite.vector_cases(None).map(Case::Vector).find(|case| match case {
                Case::Vector(case) => {
                    let is_raw = matches!(case.vector.input.result, Returned::Raw { .. });
                    is_raw == raw && case.vector.set.is_empty() != set
                }
                Case::Scenario(_) => false,
            })
        };
        let skipped = || Outcome::Skipped("no time".to_owned());
        let announced = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        for (raw, set, names, may_skip) in [
            (false, false, &["rule-ids"][..], true),
            (false, false, &["validate"], false),
            (true, false, &["validate"], true),
            (true, false, &["validate", "raw-bytes"], false),
            (false, true, &["validate"], true),
            (false, true, &["validate", "set"], false),
        ] {
            let case = find(raw, set).expect("a case of each kind");
            let held = hold_to(&announced(names), &case, skipped());
            assert_eq!(matches!(held, Outcome::Skipped(_)), may_skip, "{names:?} {raw} {set}");
        }
    }

    #[test]
    fn shards_split_the_suite() {
        let suite = Suite::embedded().expect("the embedded suite");
        let all = suite.cases(None).count();
        let parts = (1..=3).map(|part| {
            let selection = Selection { shard: Some((part, 3)), ..Selection::default() };
            suite.cases(None).filter(|case| selection.contains(case)).count()
        });
        assert_eq!(parts.sum::<usize>(), all);
    }
}
