//! M6: read-only headers that are left as they are.

use edgecase_core::{Stage, names};

use super::more::entries;
use super::{Checked, Never, Original, Variant, fits, is_key};
use crate::example::ResultExample;
use crate::property::tree::Tree;
use crate::testee::Testee;

/// M6. Rests on `headers/read-only-added`, `…-changed` and `…-deleted`, which compare the result with
/// the event: event and result are given the same read-only headers of the stage. A generated response
/// may not have them at all (`headers/generated-read-only`), so it is left alone; so are results where
/// `size/…` might then count too much, and headers that either has already: what the event has may be
/// changed or deleted in the result, which is no matter of this claim.
pub(in crate::property) fn untouched(example: &ResultExample, testee: &mut dyn Testee) -> Checked {
    let (Some(original), Ok(profile)) = (Original::read(example), example.profile()) else {
        return Ok(0);
    };
    let Some(event) = Tree::read(example.event.as_bytes()) else { return Ok(0) };
    let in_result = original.result.get("headers").and_then(Tree::members).is_some();
    let Some(known) = headers(&event, example.stage) else { return Ok(0) };
    if original.is_generated() || !in_result {
        return Ok(0);
    }
    let free: Vec<&str> = names::read_only(example.stage, &profile)
        .filter(|name| !original.names(name) && !has(known, name))
        .collect();
    let variants = [&["1"][..], &["b", "a"]].map(|values| {
        let (mut result, mut event) = (original.result.clone(), event.clone());
        for name in &free {
            let own = result.at_mut(&["headers"]);
            for map in [own, headers_mut(&mut event, example.stage)].into_iter().flatten() {
                map.set(name, entries(name, values));
            }
        }
        let what = format!("with {} in event and result", free.join(", "));
        let Variant { what, example } = original.with(what, &result);
        Variant { what, example: ResultExample { event: event.to_json(), ..example } }
    });
    let fitting: Vec<Variant> =
        variants.into_iter().filter(|variant| !free.is_empty() && fits(&variant.example)).collect();
    original.compare(Never::TurnsToReject, fitting, testee)
}

fn message(stage: Stage) -> [&'static str; 2] {
    ["cf", if stage.is_request() { "request" } else { "response" }]
}

fn headers(event: &Tree, stage: Stage) -> Option<&[(String, Tree)]> {
    let record = event.get("Records")?.elements()?.first()?;
    record.at(&message(stage))?.get("headers")?.members()
}

fn headers_mut(event: &mut Tree, stage: Stage) -> Option<&mut Tree> {
    let Tree::List(records) = event.at_mut(&["Records"])? else { return None };
    records.first_mut()?.at_mut(&message(stage))?.at_mut(&["headers"])
}

/// Tells whether a map of headers has a name, or an entry a key, ignoring case.
fn has(map: &[(String, Tree)], wanted: &str) -> bool {
    map.iter().any(|(name, list)| {
        let mut entries = list.elements().unwrap_or_default().iter();
        name.eq_ignore_ascii_case(wanted) || entries.any(|entry| is_key(entry, wanted))
    })
}
