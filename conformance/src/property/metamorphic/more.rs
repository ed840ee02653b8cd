//! M3, M4 and M8: what can be added or left out.

use edgecase_core::RuleId;
use edgecase_core::rule::Effect;

use super::{Checked, Never, Original, fits};
use crate::example::ResultExample;
use crate::property::tree::Tree;
use crate::testee::Testee;

/// Headers that no rule of any profile is about.
const ALLOWED: [(&str, &str); 3] =
    [("x-added", "1"), ("content-language", "de, en"), ("set-cookie", "a=1; Path=/")];

/// The members that make a result with `status` look like a request too.
const OF_REQUESTS: [&str; 5] = ["clientIp", "method", "uri", "querystring", "origin"];

/// M3. Rests on the rules that name what a result may not have: `headers/disallowed` and its kin,
/// `…/read-only-added`, `…/generated-…`, `…/restricted`, `…/viewer-country`. None names these. A header
/// that the result has already, or that is among its origin's custom headers
/// (`origin/custom-header-repeated`), is not added; nor is one where `size/…` might count too much.
pub(in crate::property) fn allowed_header(
    example: &ResultExample,
    testee: &mut dyn Testee,
) -> Checked {
    let Some(mut original) = Original::read(example) else { return Ok(0) };
    if original.result.get("headers").is_none() && is_surely_generated(&original) {
        original.result.set("headers", Tree::Object(Vec::new()));
    }
    if original.result.get("headers").and_then(Tree::members).is_none() {
        return Ok(0);
    }
    let free = ALLOWED.into_iter().filter(|(name, _)| !original.names(name));
    let variants = free.filter_map(|(name, value)| {
        let mut result = original.result.clone();
        result.at_mut(&["headers"])?.set(name, entries(name, &[value]));
        Some(original.with(format!("with a header {name}"), &result))
    });
    let fitting: Vec<_> = variants.filter(|variant| fits(&variant.example)).collect();
    original.compare(Never::TurnsToReject, fitting, testee)
}

/// Tells whether a result is a response made at a request stage under every switch.
fn is_surely_generated(original: &Original<'_>) -> bool {
    let has = |name: &str| original.result.get(name).is_some();
    original.is_generated() && !OF_REQUESTS.into_iter().any(has)
}

/// Makes the list of a header.
pub(super) fn entries(name: &str, values: &[&str]) -> Tree {
    let entry = |value: &&str| {
        let member = |member: &str, text: &str| (member.to_owned(), Tree::text(text));
        Tree::Object(vec![member("key", name), member("value", value)])
    };
    Tree::List(values.iter().map(entry).collect())
}

/// M4. Rests on the rules on bodies, none of which demands one: `body/…`, `request/body-…` and
/// `size/…` judge what is there, and `body/encoding-without-body` has no effect.
pub(in crate::property) fn no_body(example: &ResultExample, testee: &mut dyn Testee) -> Checked {
    let Some(original) = Original::read(example) else { return Ok(0) };
    if original.result.get("body").is_none() {
        return Ok(0);
    }
    let without = |what: &str, names: &[&str]| {
        let mut result = original.result.clone();
        if let Some(members) = result.members_mut() {
            members.retain(|(name, _)| !names.contains(&name.as_str()));
        }
        original.with(what, &result)
    };
    let variants = [
        without("without `body`", &["body"]),
        without("without `body` and `bodyEncoding`", &["body", "bodyEncoding"]),
    ];
    original.compare(Never::TurnsToReject, variants, testee)
}

/// M8. Rests on `result/unknown-member`; not put to the test where that has another effect than none.
/// The names are near to none that a rule knows (`result/member-case`, `…/wrapper`, `…/api-gateway`).
pub(in crate::property) fn unknown_member(
    example: &ResultExample,
    testee: &mut dyn Testee,
) -> Checked {
    let (Some(original), Ok(profile)) = (Original::read(example), example.profile()) else {
        return Ok(0);
    };
    let effect = RuleId::ResultUnknownMember.rule().effect(&profile, example.stage);
    if !matches!(effect, Effect::Ignore | Effect::Note) {
        return Ok(0);
    }
    let unknown = [("unknown", "null"), ("x-unknown", "\"text\""), ("ttl", "{\"a\":[1,{}]}")];
    let variants = unknown.into_iter().enumerate().filter_map(|(number, (name, value))| {
        let mut result = original.result.clone();
        let members = result.members_mut()?;
        if members.iter().any(|(known, _)| known == name) {
            return None;
        }
        let place = if number % 2 == 0 { members.len() } else { 0 };
        members.insert(place, (name.to_owned(), Tree::Scalar(value.to_owned())));
        Some(original.with(format!("with an unknown member `{name}`"), &result))
    });
    original.compare(Never::Changes, variants, testee)
}
