//! Any bytes as a result.

use edgecase_core::profile::Edition;
use edgecase_core::{Event, Profile, RuleId, Stage};
use serde::de::IgnoredAny;

use super::{Broken, Reach};
use crate::agreement::{Said, compare};
use crate::oracle::Question;
use crate::testee::Flawed;

/// The first byte, modulo four, chooses the edition from [`Edition::ALL`], newest first: `0`, `4` and
/// so on (also as ASCII digits) are the default profile. The other bytes are the result, and the event
/// is the minimal one of each stage.
///
/// A result with a `key` that is not its map name is accepted with a note and sent under the key,
/// while the rules look at both names; so its normalised form, which has the key only, may break a
/// rule, and is not judged again.
pub(super) fn result_bytes(data: &[u8], twin: Flawed) -> Result<Reach, Broken> {
    let (edition, result) = match data.split_first() {
        Some((choice, result)) => (edition(*choice), result),
        None => (Edition::Current, data),
    };
    let profile = Profile::of(edition);
    let is_json = is_json(result);
    let mut reach = Reach::Door;
    for stage in Stage::ALL {
        let event = Event::minimal(stage).to_json();
        let compared = |result: &[u8]| {
            let flaw = twin.of_oracle();
            compare(&Question { flaw, ..Question::new(stage, &event, result, &profile) })
        };
        let once = compared(result)?;
        if fits(is_json, &once)? {
            reach = Reach::Oracle;
        }
        let Some((_, form)) = &once.accepted else {
            continue;
        };
        if once.notes.iter().any(|note| note.rule == RuleId::HeadersKeyMismatch) {
            continue;
        }
        let twice = compared(form.to_string().as_bytes())?;
        if twice.accepted != once.accepted {
            return Err(Broken::new(format!(
                "normalising twice changes something at {stage} under {edition}\nonce:  {once}\ntwice: {twice}"
            )));
        }
    }
    Ok(reach)
}

/// Tells whether `serde_json` reads the bytes, however deep they are nested.
pub(super) fn is_json(result: &[u8]) -> bool {
    // What it skips it does not look at as text.
    std::str::from_utf8(result).is_ok() && serde_json::from_slice::<IgnoredAny>(result).is_ok()
}

/// Tells whether a result is JSON that was judged; what is said of it has to fit.
fn fits(is_json: bool, said: &Said) -> Result<bool, Broken> {
    let breaks = |rule: RuleId| said.refusals.iter().any(|finding| finding.rule == rule);
    // How deep JSON may be is for each reader to say.
    if breaks(RuleId::ResultDepth) {
        return Ok(false);
    }
    if is_json == breaks(RuleId::ResultJson) {
        let what = if is_json { "JSON" } else { "not JSON" };
        return Err(Broken::new(format!("serde_json calls it {what}, but it is {said}")));
    }
    Ok(is_json)
}

/// Returns one of the editions, newest first.
pub(super) fn edition(choice: u8) -> Edition {
    let mut editions = Edition::ALL.into_iter().cycle();
    editions.nth(usize::from(choice)).unwrap_or(Edition::Current)
}
