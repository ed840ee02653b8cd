//! Claims that hold for every input, by name.
//!
//! A [`Property`] is put to a testee on an [`Example`]. Those on results and the C-properties on
//! scenarios ask only what every testee answers. The invariants of the pipeline look into the caches
//! too, so they are put to those that show them, and a few, by answers alone, to every testee that
//! plays scenarios. A check tells how often its claim was really put to the test, because a claim whose
//! condition is never met cannot fail.
//!
//! [`run`] draws examples and puts all that apply to a testee. Claims on plain bytes, for a fuzzer, are
//! in [`fuzz`](crate::fuzz).
//!
//! # Examples
//! ```
//! use edgecase::property::{Outcome, Plan, run};
//! use edgecase::testee::{Greeted, Null};
//!
//! // Accepts whatever it is given, so it does not say what the reference says.
//! let mut testee = Null::AcceptAll;
//! let mut testee = Greeted::new(&mut testee).expect("a null testee starts");
//! let tested = run(&Plan { cases: 20, ..Plan::default() }, &mut testee, |_| {});
//! let failed = tested.failures().next().expect("a difference");
//! assert_eq!(failed.property.id, "P3");
//! ```

mod cache;
mod differences;
mod metamorphic;
mod open;
mod plain;
mod run;
mod signature;
mod source;
mod tested;
mod tree;

pub use run::{not_asked, run, run_one};
pub use signature::Signature;
pub use tested::{Outcome, Plan, Row, Tested};

use std::cell::{Cell, RefCell};
use std::sync::LazyLock;

use edgecase_core::Profile;

use crate::example::{Example, ResultExample};
use crate::invariant::{self, Invariant};
use crate::oracle::Question;
use crate::runner::SCENARIO;
use crate::scenario::{Scenario, ScenarioError};
use crate::testee::Testee;
use signature::Heard;

/// All properties: those on results, those on scenarios, and the invariants.
pub static ALL: LazyLock<Vec<Property>> = LazyLock::new(|| {
    let of = |invariant: &'static Invariant| Property {
        id: invariant.id,
        claim: invariant.claim,
        check: Check::Invariant(invariant),
    };
    OWN.iter().copied().chain(invariant::ALL.iter().map(of)).collect()
});

/// How often a claim was put to the test, or what is untrue about it.
pub type Checked = Result<u32, String>;

/// A claim that holds for every input.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// `P1`, `M3`, `C2` or `INV-07`.
    pub id: &'static str,
    /// The claim, in one sentence.
    pub claim: &'static str,
    /// Puts the claim to the test.
    pub check: Check,
}

/// Puts a claim to the test on an input.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// On a result.
    Result(fn(&ResultExample, &mut dyn Testee) -> Checked),
    /// On a scenario, by its answers.
    Scenario(fn(&Scenario, &mut dyn Testee) -> Checked),
    /// On either.
    Either(fn(&Example, &mut dyn Testee) -> Checked),
    /// On a scenario, by its answers and caches.
    Invariant(&'static Invariant),
}

macro_rules! properties {
    ($($id:literal $kind:ident $check:path: $claim:literal;)+) => {
        /// All but the invariants, in the order of reports.
        const OWN: &[Property] =
            &[$(Property { id: $id, claim: $claim, check: Check::$kind($check) }),+];
    };
}

properties! {
    "P1" Either plain::total:
        "Every question gets an answer: no crash, no silence, no garbage and no error, whatever is asked.";
    "P2" Result plain::named_rule_is_broken:
        "The rule that an answer names first is broken by the result.";
    "P3" Result plain::as_the_reference:
        "A result gets the verdict that the reference gives, and all else that is said of it agrees too if the testee knows the rules by name.";
    "P4" Either plain::survives_a_file:
        "A question that was written to a case file and read back is the same, and gets the same answer.";
    "M1" Result metamorphic::letter_case:
        "The letter case of header names, in the map and in `key`, does not change the verdict.";
    "M2" Result metamorphic::order:
        "The order of headers and of JSON members does not change the verdict.";
    "M3" Result metamorphic::allowed_header:
        "An accepted result is accepted with one more header that no rule is about, unless it gets too large.";
    "M4" Result metamorphic::no_body:
        "An accepted result is accepted without its body.";
    "M5" Result metamorphic::longer_is_no_better:
        "Of results that differ in the length of one text only, no longer one is accepted where a shorter one is refused.";
    "M6" Result metamorphic::untouched:
        "An accepted result is accepted when event and result are given the same read-only headers.";
    "M7" Result metamorphic::text_is_base64:
        "A body is judged alike as text and in base64 where the size rules cannot tell the two apart.";
    "M8" Result metamorphic::unknown_member:
        "A member of the result that CloudFront does not know never changes the verdict.";
    "C1" Scenario cache::viewer_request_is_not_stored:
        "A response generated at viewer-request is never served to a later request.";
    "C2" Scenario cache::origin_request_is_reused:
        "A response generated at origin-request is served without a call until its lifetime ends, and then the function is called again.";
    "C3" Scenario cache::viewer_response_runs:
        "Viewer-response runs on misses and hits, but neither on an error of the origin nor on what viewer-request generated.";
    "C4" Scenario cache::playing_again_is_the_same:
        "A scenario that is played again gets the same answers.";
    "C5" Scenario cache::as_the_reference:
        "Every step gets the answer that the reference gives, and leaves in the caches what the reference does.";
}

impl Property {
    /// Returns the property of an id.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        ALL.iter().find(|property| property.id == id)
    }

    /// Tells whether the claim can be put to the test on an example of this kind.
    #[must_use]
    pub const fn fits(&self, example: &Example) -> bool {
        matches!(
            (self.check, example),
            (Check::Result(_), Example::Result(_))
                | (Check::Scenario(_) | Check::Invariant(_), Example::Scenario(_))
                | (Check::Either(_), _)
        )
    }

    /// Returns the capabilities that a testee has to announce for the claim to be put to it. Results are
    /// put to every testee but those that announce scenarios alone.
    #[must_use]
    pub fn needs(&self) -> &'static [&'static str] {
        match self.check {
            Check::Result(_) | Check::Either(_) => &[],
            Check::Scenario(_) if self.id == "C5" => &[SCENARIO, "rule-ids", "set"],
            Check::Scenario(_) | Check::Invariant(_) => &[SCENARIO],
        }
    }

    /// Puts the claim to the test; 0 where it does not apply to the example or to the testee.
    ///
    /// A testee may be asked for its hello, which starts a program anew: [`Greeted`] keeps it.
    ///
    /// [`Greeted`]: crate::testee::Greeted
    ///
    /// # Errors
    /// Tells what is untrue.
    pub fn holds(&self, example: &Example, testee: &mut dyn Testee) -> Checked {
        match (self.check, example) {
            (Check::Result(check), Example::Result(example)) => check(example, testee),
            (Check::Scenario(check), Example::Scenario(scenario)) => check(scenario, testee),
            (Check::Either(check), example) => check(example, testee),
            (Check::Invariant(invariant), Example::Scenario(scenario)) => {
                holds_always(invariant, scenario, testee)
            }
            _ => Ok(0),
        }
    }

    /// Puts the claim to the test like [`Property::holds`], and tells a failure whole.
    ///
    /// # Errors
    /// Tells what is untrue, with the signature, for which the testee is put one more question.
    pub fn judge(
        &'static self,
        example: &Example,
        testee: &mut dyn Testee,
    ) -> Result<u32, Box<Failure>> {
        let mut testee = Heard::new(testee);
        self.holds(example, &mut testee).map_err(|message| {
            let signature = testee.signature(example);
            Box::new(Failure { property: self, example: example.clone(), message, signature })
        })
    }
}

/// Puts an invariant to the test, by caches where the testee shows them, else by answers if that does.
///
/// The invariants are about scenarios without switches.
fn holds_always(invariant: &Invariant, scenario: &Scenario, testee: &mut dyn Testee) -> Checked {
    if !cache::is_current(scenario) {
        return Ok(0);
    }
    let shows_nothing = Cell::new(false);
    let checked = {
        let testee = RefCell::new(&mut *testee);
        let play = |scenario: &Scenario| {
            testee.borrow_mut().frames(scenario).ok_or_else(|| {
                shows_nothing.set(true);
                ScenarioError::new("", "the testee does not show its caches".to_owned())
            })
        };
        invariant.holds(scenario, &play)
    };
    match checked {
        Err(_) if shows_nothing.get() && invariant.is_shown_by_answers() => {
            cache::invariant_by_answers(invariant, scenario, testee)
        }
        Err(_) if shows_nothing.get() => Ok(0),
        checked => checked,
    }
}

/// A claim that does not hold.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The claim.
    pub property: &'static Property,
    /// The input on which it does not hold.
    pub example: Example,
    /// What is untrue.
    pub message: String,
    /// What tells it from other failures.
    pub signature: Signature,
}

/// Asks the oracle about an example.
fn question<'e>(example: &'e ResultExample, profile: &'e Profile) -> Question<'e> {
    let ResultExample { stage, event, result, .. } = example;
    Question::new(*stage, event, result, profile)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_name_of_its_own_and_claims_one_sentence() {
        let mut ids: Vec<&str> = ALL.iter().map(|property| property.id).collect();
        let families = [("P", 4), ("M", 8), ("C", 5), ("INV-", 40)];
        for (family, count) in families {
            let own = ids
                .iter()
                .filter(|id| id.strip_prefix(family).is_some_and(|n| n.parse::<u8>().is_ok()));
            assert_eq!(own.count(), count, "{family}");
        }
        assert!(ids.iter().all(|id| Property::find(id).is_some()));
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), ALL.len());
        for Property { id, claim, .. } in ALL.iter() {
            let inner = claim.strip_suffix('.').unwrap_or_default();
            assert!(!inner.is_empty() && !inner.contains(". "), "{id}: {claim}");
        }
    }
}
