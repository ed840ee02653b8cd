//! Claims that hold for every input, put so that a fuzzer can try to break them.
//!
//! A property takes bytes and returns what it found to be untrue. The fuzz target of the same name
//! feeds it from libFuzzer; `cargo test` feeds it the kept inputs in `corpus/fuzz/<name>/`.

use std::fmt;

use edgecase_core::profile::Edition;
use edgecase_core::{Event, Exchange, Profile, Stage, Verdict, Violation, explain, validate};

use crate::oracle::{Accepted, EventError, Finding, Judgement, Kind, Question, judge};
use crate::testee::normalised;
use crate::vector::ResultKind;

/// What a property found to be untrue.
#[derive(Clone, Debug, PartialEq)]
pub struct Disagreement {
    /// Where the function ran.
    pub stage: Stage,
    /// The edition of the rules.
    pub edition: Edition,
    /// What is untrue.
    pub broken: Broken,
}

/// A claim that does not hold, with both sides of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Broken {
    /// The oracle cannot read the minimal event.
    Event(EventError),
    /// Reference and oracle do not say the same of the result.
    Oracle {
        /// What the reference says.
        reference: Box<Judgement>,
        /// What the oracle says; without notes where it refuses.
        oracle: Box<Judgement>,
    },
    /// An accepted result in its normalised form is refused, or becomes something else.
    Normalised {
        /// What the reference says to the result.
        once: Box<Judgement>,
        /// What it says to the normalised form of it.
        twice: Box<Judgement>,
    },
}

/// On any bytes, reference and oracle say the same at every stage, and what they accept is accepted
/// again, unchanged, in its normalised form.
///
/// The same means: the verdict; the set of rule, JSON pointer and missing member of what refuses
/// the result, or of the notes where it is accepted; the kind; the normalised result. The event is
/// the minimal one of the stage.
///
/// # Input
/// The first byte, modulo four, chooses the edition from [`Edition::ALL`], newest first: `0`, `4`
/// and so on (also as ASCII digits) are the default profile. The other bytes are the result.
///
/// # Errors
/// Returns the first disagreement in the order of the stages.
pub fn result_bytes(data: &[u8]) -> Result<(), Disagreement> {
    let (edition, result) = match data.split_first() {
        Some((choice, result)) => (edition(*choice), result),
        None => (Edition::Current, data),
    };
    let profile = Profile::of(edition);
    for stage in Stage::ALL {
        at_stage(stage, &profile, result).map_err(|broken| Disagreement {
            stage,
            edition,
            broken,
        })?;
    }
    Ok(())
}

fn edition(choice: u8) -> Edition {
    let mut editions = Edition::ALL.into_iter().cycle();
    editions.nth(usize::from(choice)).unwrap_or(Edition::Current)
}

/// The claims of [`result_bytes`] at one stage.
fn at_stage(stage: Stage, profile: &Profile, result: &[u8]) -> Result<(), Broken> {
    let event = Event::minimal(stage);
    let exchange = Exchange::new(stage, &event);
    let reference = reference(exchange, result, profile);
    let json = event.to_json();
    let question = Question { stage, event: json.as_bytes(), caches_on: None, result, profile };
    let mut oracle = judge(&question).map_err(Broken::Event)?;
    if oracle.accepted.is_none() {
        // The reference collects notes for accepted results only.
        oracle.notes.clear();
    }
    if reference != oracle {
        let (reference, oracle) = (Box::new(reference), Box::new(oracle));
        return Err(Broken::Oracle { reference, oracle });
    }
    normalised_twice(exchange, profile, reference)
}

/// Returns an error unless the normalised form of what is accepted is its own normalised form.
fn normalised_twice(
    exchange: Exchange<'_>,
    profile: &Profile,
    once: Judgement,
) -> Result<(), Broken> {
    let Some(accepted) = &once.accepted else {
        return Ok(());
    };
    let twice = reference(exchange, accepted.normalised.to_string().as_bytes(), profile);
    if twice.accepted == once.accepted {
        Ok(())
    } else {
        Err(Broken::Normalised { once: Box::new(once), twice: Box::new(twice) })
    }
}

/// Returns what the reference says, in the oracle's terms.
fn reference(exchange: Exchange<'_>, result: &[u8], profile: &Profile) -> Judgement {
    let findings = |violations: &[Violation]| {
        let explained = explain(exchange, result, profile, violations).into_iter();
        let mut findings: Vec<Finding> = explained
            .map(|explanation| Finding {
                rule: explanation.rule,
                at: explanation.place.at,
                missing: explanation.place.missing.map(str::to_owned),
            })
            .collect();
        findings.sort();
        findings.dedup();
        findings
    };
    match validate(exchange, result, profile) {
        Verdict::Accept { outcome, notes } => {
            let (kind, normalised) = normalised(&outcome);
            let kind = match kind {
                ResultKind::Request => Kind::Request,
                ResultKind::Response => Kind::Response,
            };
            let accepted = Some(Accepted { kind, normalised });
            Judgement { refusals: Vec::new(), notes: findings(&notes), accepted }
        }
        Verdict::Reject(violations) => Judgement {
            refusals: findings(violations.as_slice()),
            notes: Vec::new(),
            accepted: None,
        },
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { stage, edition, broken } = self;
        write!(f, "at {stage}, profile {edition}: ")?;
        match broken {
            Broken::Event(error) => write!(f, "the oracle cannot read the minimal event: {error}"),
            Broken::Oracle { reference, oracle } => {
                f.write_str("reference and oracle disagree")?;
                side(f, "reference", reference)?;
                side(f, "oracle", oracle)
            }
            Broken::Normalised { once, twice } => {
                f.write_str("normalising twice is not normalising once")?;
                side(f, "once", once)?;
                side(f, "twice", twice)
            }
        }
    }
}

impl std::error::Error for Disagreement {}

/// Writes one side of a disagreement, a line a fact.
fn side(f: &mut fmt::Formatter<'_>, name: &str, judgement: &Judgement) -> fmt::Result {
    let verdict = match &judgement.accepted {
        Some(Accepted { kind: Kind::Request, .. }) => "accepted as a request",
        Some(Accepted { kind: Kind::Response, .. }) => "accepted as a response",
        None => "refused",
    };
    write!(f, "\n  {name}: {verdict}")?;
    for Finding { rule, at, missing } in judgement.refusals.iter().chain(&judgement.notes) {
        write!(f, "\n    {rule} at `{at}`")?;
        if let Some(missing) = missing {
            write!(f, ", missing `{missing}`")?;
        }
    }
    match &judgement.accepted {
        Some(accepted) => write!(f, "\n    {}", accepted.normalised),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_chooses_the_edition() {
        for (choice, name) in [
            (0, "current"),
            (b'0', "current"),
            (b'1', "2023-05"),
            (b'2', "2020-09"),
            (255, "2018-01"),
        ] {
            assert_eq!(edition(choice).as_str(), name);
        }
    }

    #[test]
    fn nothing_at_all_is_agreed_on() {
        assert_eq!(result_bytes(b""), Ok(()));
        assert_eq!(result_bytes(b"0"), Ok(()));
    }

    #[test]
    fn a_disagreement_shows_both_sides() {
        let event = Event::minimal(Stage::ViewerRequest);
        let exchange = Exchange::new(Stage::ViewerRequest, &event);
        let profile = Profile::default();
        let disagreement = Disagreement {
            stage: Stage::ViewerRequest,
            edition: Edition::Current,
            broken: Broken::Oracle {
                reference: Box::new(reference(exchange, br#"{"status":"600"}"#, &profile)),
                oracle: Box::new(reference(exchange, br#"{"status":"200"}"#, &profile)),
            },
        };
        let text = [
            "at viewer-request, profile current: reference and oracle disagree",
            "  reference: refused",
            "    status/range at `/status`",
            "  oracle: accepted as a response",
            r#"    {"status":"200"}"#,
        ];
        assert_eq!(disagreement.to_string(), text.join("\n"));
    }
}
