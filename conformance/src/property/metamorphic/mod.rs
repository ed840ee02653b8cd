//! Claims that compare answers to variants of one result, so nothing need be known of the right one.
//!
//! Variants are made from the example alone, so an example that is kept fails again. Each claim rests
//! on rows of the rule table, which its function names, and is not put to the test where a row, under
//! some switch, says otherwise. Original and variants are written without white space.

mod length;
mod more;
mod read_only;
mod spelling;

pub(super) use length::{longer_is_no_better, text_is_base64};
pub(super) use more::{allowed_header, no_body, unknown_member};
pub(super) use read_only::untouched;
pub(super) use spelling::{letter_case, order};

use edgecase_core::{RuleId, limits};

use super::Checked;
use super::tree::Tree;
use crate::example::ResultExample;
use crate::judge::given;
use crate::oracle::measure;
use crate::printed::shown;
use crate::testee::{Answer, Misbehaviour, Testee};

/// How much of a variant a message repeats, in characters.
const SHOWN: usize = 600;

/// An example with its result as a tree.
struct Original<'e> {
    example: &'e ResultExample,
    result: Tree,
}

/// A variant, and what was done to the original.
struct Variant {
    what: String,
    example: ResultExample,
}

/// What may not happen between an original and its variants.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Never {
    /// Any other verdict.
    Changes,
    /// A refusal of a variant of what is accepted.
    TurnsToReject,
}

impl<'e> Original<'e> {
    /// Reads the result, if it is an object.
    fn read(example: &'e ResultExample) -> Option<Self> {
        let result = Tree::read(&example.result)?;
        result.members()?;
        Some(Self { example, result })
    }

    /// Returns the example with another result.
    fn with(&self, what: impl Into<String>, result: &Tree) -> Variant {
        let result = result.to_json().into_bytes();
        let what = what.into();
        Variant { what, example: ResultExample { result, ..self.example.clone() } }
    }

    /// Tells whether the result is a response that a function made at a request stage, or might be
    /// read as one.
    fn is_generated(&self) -> bool {
        self.example.stage.is_request() && self.result.get("status").is_some()
    }

    /// Returns where the header maps of the result are: `headers`, and those of its origin.
    fn header_maps(&self) -> impl Iterator<Item = &'static [&'static str]> + use<'_> {
        const MAPS: [&[&str]; 3] = [
            &["headers"],
            &["origin", "custom", "customHeaders"],
            &["origin", "s3", "customHeaders"],
        ];
        MAPS.into_iter().filter(|path| self.result.at(path).is_some())
    }

    /// Tells whether a header map has a name, or an entry a key, ignoring case.
    fn names(&self, wanted: &str) -> bool {
        self.header_maps().any(|path| {
            let map = self.result.at(path).and_then(Tree::members).unwrap_or_default();
            map.iter().any(|(name, list)| {
                let mut keys = list.elements().unwrap_or_default().iter();
                name.eq_ignore_ascii_case(wanted) || keys.any(|entry| is_key(entry, wanted))
            })
        })
    }

    /// Puts variants to the testee after the original; returns how many were judged.
    fn compare(
        &self,
        never: Never,
        variants: impl IntoIterator<Item = Variant>,
        testee: &mut dyn Testee,
    ) -> Checked {
        let original = self.with("", &self.result).example;
        let before = testee.validate(&original.question());
        let judged = match never {
            Never::Changes => word(&before).is_some(),
            Never::TurnsToReject => matches!(before, Answer::Accept { .. }),
        };
        let mut checked = 0;
        for variant in variants.into_iter().filter(|_| judged) {
            let after = testee.validate(&variant.example.question());
            if passes(&after) || variant.example == original {
                continue;
            }
            if word(&before) != word(&after) || other_kind(&before, &after) {
                let result = String::from_utf8_lossy(&variant.example.result);
                let (before, after, result) =
                    (given(&before), given(&after), shown(&result, SHOWN));
                return Err(format!("{}: {before} becomes {after} of {result}", variant.what));
            }
            checked += 1;
        }
        Ok(checked)
    }
}

/// Tells whether an entry has a key, ignoring case.
fn is_key(entry: &Tree, wanted: &str) -> bool {
    let key = entry.get("key").and_then(Tree::as_text);
    key.is_some_and(|key| key.eq_ignore_ascii_case(wanted))
}

/// What an answer says of a result; `None` if nothing.
fn word(answer: &Answer) -> Option<&'static str> {
    match answer {
        Answer::Accept { .. } => Some("accept"),
        Answer::Reject { .. } => Some("reject"),
        Answer::Error { .. } => Some("error"),
        _ => None,
    }
}

/// Tells whether an answer says nothing, and is not wrong for that.
fn passes(answer: &Answer) -> bool {
    matches!(answer, Answer::Skipped { .. } | Answer::Misbehaved(Misbehaviour::Abandoned { .. }))
}

/// Tells whether two results are accepted as different things, as far as is said.
fn other_kind(one: &Answer, other: &Answer) -> bool {
    matches!(
        (one, other),
        (Answer::Accept { kind: Some(one), .. }, Answer::Accept { kind: Some(other), .. }) if one != other
    )
}

/// Tells whether no size rule refuses the response under the example's profile, and none could under
/// another: the whole result, as written, has no more bytes than the least limit.
fn fits(example: &ResultExample) -> bool {
    // However often a name counts, what is this short is within every limit.
    if example.result.len() <= 600 {
        return true;
    }
    let rules = [RuleId::SizeGenerated, RuleId::SizeReplaced, RuleId::SizeViewerResponse];
    let within = |profile: &edgecase_core::Profile| {
        let question = super::question(example, profile);
        let measured = rules.into_iter().filter_map(|rule| measure(rule, &question));
        measured.into_iter().all(|measured| measured.measured <= measured.limit)
    };
    example.result.len() <= surely_small(example) && example.profile().is_ok_and(|p| within(&p))
}

/// Returns the bytes of a result, as written, that are too many for no stage and reading.
fn surely_small(example: &ResultExample) -> usize {
    let viewer = 40_000;
    let bytes = if example.stage.is_origin() { limits::ORIGIN_BYTES } else { viewer };
    usize::try_from(bytes).unwrap_or(usize::MAX)
}
