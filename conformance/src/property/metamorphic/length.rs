//! M5 and M7: lengths, and what is counted.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edgecase_core::{Profile, Stage, limits};

use super::more::entries;
use super::{Checked, Never, Original, Variant, fits, passes, word};
use crate::example::ResultExample;
use crate::judge::given;
use crate::property::tree::Tree;
use crate::testee::{Answer, Testee};

/// A text that can be made longer.
struct Growing {
    path: &'static [&'static str],
    /// What comes before the repeated character.
    start: &'static str,
    lengths: [u64; 4],
}

/// The length from which on a body is grown to the limit at an origin stage: a megabyte is dear.
const LONG: usize = 10_000;

/// M5. Rests on the rules that limit a length: `size/…`, `origin/path-length` and
/// `origin/custom-header-value-length`. The text is one character over and over, so that no other rule
/// judges it anew, and never empty, since an empty body or path is a case of its own.
pub(in crate::property) fn longer_is_no_better(
    example: &ResultExample,
    testee: &mut dyn Testee,
) -> Checked {
    let Some(original) = Original::read(example) else { return Ok(0) };
    let mut checked = 0;
    for growing in growing(&original) {
        checked += grow(&original, &growing, testee)?;
    }
    Ok(checked)
}

fn growing(original: &Original<'_>) -> Vec<Growing> {
    let text = |path: &[&str]| original.result.at(path).and_then(Tree::as_text);
    let viewer = !original.example.stage.is_origin();
    let most = most(original.example.stage);
    let lengths = [1, most - 500, most, most * 2];
    let affordable = |text: &String| viewer || text.len() >= LONG;
    let mut found = Vec::new();
    let plain = text(&["bodyEncoding"]).is_none_or(|encoding| encoding == "text");
    if plain && text(&["body"]).as_ref().is_some_and(affordable) {
        found.push(Growing { path: &["body"], start: "", lengths });
    }
    let replaces = text(&["body", "encoding"]).is_some_and(|encoding| encoding == "text");
    if replaces && text(&["body", "data"]).as_ref().is_some_and(affordable) {
        found.push(Growing { path: &["body", "data"], start: "", lengths });
    }
    let lengths = around(limits::URI_QUERY_BYTES);
    for (path, start) in [(&["uri"], "/"), (&["querystring"], "")] {
        if text(path).is_some() {
            found.push(Growing { path, start, lengths });
        }
    }
    let path = &["origin", "custom", "path"];
    if text(path).is_some() {
        found.push(Growing { path, start: "/", lengths: around(limits::CUSTOM_PATH_CHARS) });
    }
    let maps: [(&[&str], &[&str]); 2] = [
        (&["headers"], &["headers", GROWN]),
        (&["origin", "custom", "customHeaders"], &["origin", "custom", "customHeaders", GROWN]),
    ];
    for (map, path) in maps {
        let there = original.result.at(map).and_then(Tree::members).is_some();
        let lengths = match map {
            ["headers"] if viewer => [1, most - 4_000, most, most * 2],
            ["headers"] => continue,
            _ => {
                let (one, all) = (limits::CUSTOM_HEADER_VALUE_CHARS, limits::CUSTOM_HEADERS_CHARS);
                [1, one - 80, one + 1, all + 1]
            }
        };
        if there && !original.names(GROWN) {
            found.push(Growing { path, start: "", lengths });
        }
    }
    found
}

/// Returns the bytes of the longest response that any reading lets pass.
fn most(stage: Stage) -> u64 {
    limits::response_bytes(stage, &Profile::default())
}

/// Returns lengths within a limit, at it, and beyond it.
const fn around(limit: u64) -> [u64; 4] {
    [1, limit - limit / 50, limit, limit * 2]
}

/// The name of a header that grows.
const GROWN: &str = "x-grown";

fn grow(original: &Original<'_>, growing: &Growing, testee: &mut dyn Testee) -> Checked {
    let mut refused = None;
    let mut accepted = false;
    for length in growing.lengths {
        let Some(example) = grown(original, growing, length) else { return Ok(0) };
        let answer = testee.validate(&example.question());
        match (&answer, refused) {
            (Answer::Accept { .. }, None) => accepted = true,
            (Answer::Accept { .. }, Some(shorter)) => {
                let place = growing.path.join("/");
                return Err(format!(
                    "{place} of {length} characters is accepted, and refused with {shorter}"
                ));
            }
            (answer, _) if passes(answer) => return Ok(0),
            (answer, _) if word(answer).is_none() => {
                let (place, given) = (growing.path.join("/"), given(answer));
                return Err(format!("{place} of {length} characters: {given}"));
            }
            // The shortest is refused for something else.
            _ if !accepted => return Ok(0),
            _ => refused = refused.or(Some(length)),
        }
    }
    Ok(u32::from(refused.is_some()))
}

fn grown(original: &Original<'_>, growing: &Growing, length: u64) -> Option<ResultExample> {
    let mut result = original.result.clone();
    let count = usize::try_from(length).ok()?;
    let text = format!("{}{}", growing.start, "x".repeat(count));
    let (name, above) = growing.path.split_last()?;
    let value = if *name == GROWN { entries(GROWN, &[&text]) } else { Tree::text(&text) };
    let parent = if above.is_empty() { Some(&mut result) } else { result.at_mut(above) };
    parent?.set(name, value);
    Some(original.with("", &result).example)
}

/// M7. Rests on `body/base64`, `request/body-base64` and the rules `size/…`: bytes are judged alike
/// in either spelling unless the size counts the spelled ones (switches `body_measure` and
/// `base64_request_limit`). So the claim is on bodies that are small, or too large, under every
/// reading.
pub(in crate::property) fn text_is_base64(
    example: &ResultExample,
    testee: &mut dyn Testee,
) -> Checked {
    let Some(original) = Original::read(example) else { return Ok(0) };
    let variant = response_body(&original).or_else(|| request_body(&original));
    let small = |bytes: usize| bytes <= super::surely_small(example);
    let agreed = variant.filter(|(bytes, variant)| {
        let spelled = variant.example.result.len().max(example.result.len());
        let both_fit = small(spelled) && fits(example) && fits(&variant.example);
        both_fit || surely_large(example, *bytes)
    });
    original.compare(Never::Changes, agreed.map(|(_, variant)| variant), testee)
}

/// Tells whether a body is too large in text and in base64 under every reading.
fn surely_large(example: &ResultExample, bytes: usize) -> bool {
    usize::try_from(most(example.stage)).is_ok_and(|most| bytes > most)
}

/// Spells the body of a response the other way; with its bytes.
fn response_body(original: &Original<'_>) -> Option<(usize, Variant)> {
    if original.example.stage.is_request() && !original.is_generated() {
        return None;
    }
    let body = original.result.get("body")?.as_text()?;
    let encoding = match original.result.get("bodyEncoding") {
        None => "text".to_owned(),
        Some(encoding) => encoding.as_text()?,
    };
    let (bytes, body, encoding) = other_spelling(&body, &encoding)?;
    let mut result = original.result.clone();
    result.set("body", Tree::text(&body));
    result.set("bodyEncoding", Tree::text(encoding));
    Some((bytes, original.with(format!("the body as {encoding}"), &result)))
}

/// Spells the body of a returned request the other way; with its bytes.
fn request_body(original: &Original<'_>) -> Option<(usize, Variant)> {
    let member = |name: &str| original.result.at(&["body", name]).map(Tree::as_text);
    if original.is_generated() || member("action")?? != "replace" {
        return None;
    }
    let encoding = match member("encoding") {
        None => "base64".to_owned(),
        Some(encoding) => encoding?,
    };
    let (bytes, data, encoding) = other_spelling(&member("data")??, &encoding)?;
    let mut result = original.result.clone();
    let body = result.at_mut(&["body"])?;
    body.set("data", Tree::text(&data));
    body.set("encoding", Tree::text(encoding));
    Some((bytes, original.with(format!("the data as {encoding}"), &result)))
}

fn other_spelling(text: &str, encoding: &str) -> Option<(usize, String, &'static str)> {
    match encoding {
        "text" => Some((text.len(), STANDARD.encode(text), "base64")),
        "base64" => {
            let decoded = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
            Some((decoded.len(), decoded, "text"))
        }
        _ => None,
    }
}
