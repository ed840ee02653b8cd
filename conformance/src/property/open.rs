//! Open questions: what the rules settle by inference or by a switch.

use edgecase_core::profile::{Edition, Part, SWITCHES};
use edgecase_core::rule::{Effect, Level};
use edgecase_core::{Profile, RuleId};

use super::plain::agree;
use super::question;
use crate::example::ResultExample;
use crate::oracle::breaches;
use crate::testee::{Answer, Reference, Testee as _};

/// Tells whether nothing but open questions stands between an answer and the reference's.
///
/// So it is where the reference refuses by inferred rules alone, where it lets pass what an inferred
/// rule is about, and where another answer to one open question gives the testee's verdict. A switch
/// that differs between editions is settled by the texts; and who is told of the switches is held to
/// them.
pub(super) fn hinges_on_open_question(
    example: &ResultExample,
    answer: &Answer,
    is_told_switches: bool,
) -> bool {
    let Ok(profile) = example.profile() else { return true };
    let reference = Reference.validate(&example.question());
    let is_inferred =
        |rule: RuleId| rule.rule().level_in(example.stage, example.edition) == Level::Inferred;
    let by_inference = match &reference {
        Answer::Reject { rules, .. } => {
            let mut rules = rules.iter().flatten().filter_map(|name| name.parse().ok());
            rules.all(is_inferred)
        }
        _ => {
            let passes = |rule: &&RuleId| {
                rule.rule().effect(&profile, example.stage) != Effect::Refuse && is_inferred(**rule)
            };
            let question = question(example, &profile);
            let broken = |rule: &RuleId| breaches(*rule, &question).is_ok_and(|at| !at.is_empty());
            RuleId::ALL.iter().filter(passes).any(broken)
        }
    };
    by_inference || !is_told_switches && others(example).any(|other| agree(&other, answer))
}

/// Returns what the reference says with each open question answered otherwise, one at a time.
fn others(example: &ResultExample) -> impl Iterator<Item = Answer> {
    let switches = SWITCHES.iter().filter(|switch| switch.part == Part::Results);
    let open = switches.filter(|switch| {
        let mut defaults = Edition::ALL.into_iter().map(|e| Profile::of(e).get(switch.name));
        let first = defaults.next();
        defaults.all(|default| Some(default) == first)
    });
    open.flat_map(|switch| switch.values.iter().map(move |value| (switch.name, *value))).map(
        |(switch, value)| {
            let mut other = example.clone();
            other.set.insert(switch.to_owned(), value.to_owned());
            Reference.validate(&other.question())
        },
    )
}
