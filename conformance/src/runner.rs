//! Putting cases to a testee, and saying what each answer amounts to.

use std::collections::BTreeMap;

use edgecase_core::{RuleId, Stage};

use crate::known::{Known, Marking};
use crate::suite::Case;
use crate::testee::{Answer, Misbehaviour, Testee, Validate};
use crate::vector::{CaseLevel, Expect, Returned};

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
            Self::Skipped(_) => "skipped",
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
    pub const fn is_finding(&self) -> bool {
        match self.outcome {
            Outcome::Misbehaved(_) | Outcome::Errored(_) | Outcome::Harness(_) => true,
            Outcome::Fail(_) | Outcome::FailReason(_) => {
                matches!(self.case.vector.level, CaseLevel::Must)
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
    pub rules: Vec<RuleId>,
    /// The stage; none means all.
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
        let wanted = |filter: &String| matches(filter, &name) || matches(filter, &case.vector.id);
        (self.filters.is_empty() || self.filters.iter().any(wanted))
            && (self.rules.is_empty() || self.rules.contains(&case.rule()))
            && self.stage.is_none_or(|stage| stage == case.stage)
            && self.level.is_none_or(|level| level == case.level())
            && self.shard.is_none_or(|(part, of)| hash(&name) % of.max(1) + 1 == part)
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
fn hash(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, b| (hash ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

/// Runs cases in order; `seen` is called after each.
///
/// What a testee announced in `capabilities` it may not pass over.
pub fn run<'s>(
    cases: &[Case<'s>],
    testee: &mut impl Testee,
    capabilities: &[String],
    known: &Known,
    mut seen: impl FnMut(&CaseResult<'s>),
) -> Vec<CaseResult<'s>> {
    let mut results = Vec::with_capacity(cases.len());
    for case in cases {
        let outcome = match Validate::of(case) {
            Ok(question) => hold_to(capabilities, case, judge(case, testee.validate(&question))),
            Err(error) => Outcome::Harness(error.to_string()),
        };
        let outcome = mark(known, &case.name(), outcome);
        let result = CaseResult { case: *case, outcome };
        seen(&result);
        results.push(result);
    }
    results
}

/// Turns a skip into a failure where the testee announced all that the case takes.
fn hold_to(capabilities: &[String], case: &Case<'_>, outcome: Outcome) -> Outcome {
    let announced = |name: &str| capabilities.iter().any(|capability| capability == name);
    let raw = matches!(case.vector.input.result, Returned::Raw { .. });
    let able = announced("validate")
        && (!raw || announced("raw-bytes"))
        && (case.vector.set.is_empty() || announced("set"));
    match outcome {
        Outcome::Skipped(reason) if able => {
            Outcome::Fail(format!("skipped, though it announced what it takes: {reason}"))
        }
        other => other,
    }
}

/// Compares an answer with what the case expects.
#[must_use]
pub fn judge(case: &Case<'_>, answer: Answer) -> Outcome {
    let difference = match answer {
        Answer::Skipped { reason } => return Outcome::Skipped(reason),
        Answer::Errored { message } => return Outcome::Errored(message),
        Answer::Misbehaved(how) => return Outcome::Misbehaved(how),
        answer => difference(&case.vector.expect, &answer),
    };
    match (case.level(), difference) {
        (CaseLevel::Observe, None) => Outcome::Yes,
        (CaseLevel::Observe, Some(Difference::Verdict(text) | Difference::Reason(text))) => {
            Outcome::No(text)
        }
        (_, None) => Outcome::Pass,
        (_, Some(Difference::Verdict(text))) => Outcome::Fail(text),
        (_, Some(Difference::Reason(text))) => Outcome::FailReason(text),
    }
}

/// How an answer differs from what was expected.
enum Difference {
    Verdict(String),
    Reason(String),
}

fn difference(expect: &Expect, answer: &Answer) -> Option<Difference> {
    match (expect, answer) {
        (
            Expect::Accept { kind, normalised, .. },
            Answer::Accept { kind: got, normalised: form, .. },
        ) => {
            let other_kind = got.is_some_and(|got| got != *kind);
            let other_form = matches!((normalised, form), (Some(want), Some(got)) if want != got);
            if other_kind {
                return Some(Difference::Verdict(format!(
                    "want accepted as {kind:?}, got {got:?}"
                )));
            }
            other_form.then(|| {
                let text = |value: &Option<serde_json::Value>| {
                    value.as_ref().map(ToString::to_string).unwrap_or_default()
                };
                let (want, got) = (text(normalised), text(form));
                Difference::Verdict(format!("want normalised {want}, got {got}"))
            })
        }
        (Expect::Reject { reject_rules, status }, Answer::Reject { status: got, rules, .. }) => {
            if let Some(got) = got.filter(|got| got != status) {
                return Some(Difference::Verdict(format!("want status {status}, got {got}")));
            }
            let rules = rules.as_deref().unwrap_or_default();
            let right = rules.iter().any(|rule| reject_rules.iter().any(|r| r.as_str() == rule));
            (!rules.is_empty() && !right).then(|| {
                let want = names(reject_rules);
                Difference::Reason(format!("want one of {want}, got {}", rules.join(", ")))
            })
        }
        (Expect::Error { status }, Answer::Error { status: got }) => got
            .filter(|got| got != status)
            .map(|got| Difference::Verdict(format!("want status {status}, got {got}"))),
        (expect, answer) => {
            Some(Difference::Verdict(format!("want {}, got {}", wanted(expect), given(answer))))
        }
    }
}

fn names(rules: &[RuleId]) -> String {
    rules.iter().map(|rule| rule.as_str()).collect::<Vec<_>>().join(", ")
}

fn wanted(expect: &Expect) -> String {
    match expect {
        Expect::Accept { .. } => "accept".to_owned(),
        Expect::Reject { reject_rules, .. } => format!("reject ({})", names(reject_rules)),
        Expect::Error { status } => format!("error {status}"),
    }
}

fn given(answer: &Answer) -> String {
    match answer {
        Answer::Accept { .. } => "accept".to_owned(),
        Answer::Reject { rules, message, .. } => {
            let rules = rules.as_deref().unwrap_or_default().join(", ");
            let message = message.as_deref().unwrap_or_default();
            match (rules.is_empty(), message.is_empty()) {
                (true, true) => "reject".to_owned(),
                (true, false) => format!("reject ({message})"),
                (false, _) => format!("reject ({rules})"),
            }
        }
        Answer::Error { status } => {
            format!("error {}", status.map_or_else(String::new, |status| status.to_string()))
        }
        Answer::Skipped { .. } | Answer::Errored { .. } | Answer::Misbehaved(_) => {
            "no answer".to_owned()
        }
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
            Outcome::Skipped(reason) => {
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
            suite.cases(None).find(|case| {
                let is_raw = matches!(case.vector.input.result, Returned::Raw { .. });
                is_raw == raw && case.vector.set.is_empty() != set
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
