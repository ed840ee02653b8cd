//! Documents that are all different, so that no branch predictor learns one by heart.

use edgecase_core::Stage;

use super::draw::Draw;
use super::headers::{PAGE, SECURITY};
use super::json::{message, repeated, response};
use super::{Input, layout};

/// How many documents there are.
pub const DOCUMENTS: usize = 4_096;

/// Where they were returned.
pub const STAGE: Stage = Stage::ViewerRequest;

/// Returns the documents, about 2.3 KB each.
#[must_use]
pub fn mixed() -> Vec<Input> {
    let mut draw = Draw(1);
    (0..DOCUMENTS).map(|_| Input::new("mixed", STAGE, document(&mut draw))).collect()
}

fn document(draw: &mut Draw) -> String {
    let values = values(draw);
    let headers: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let (status, description) = draw.one_of(&STATUSES);
    let bytes = draw.below(2 * 1_340);
    let json = match draw.below(10) {
        0 => response(status, description, &headers, ""),
        1 => {
            let body = repeated(draw.one_of(&BASE64), bytes);
            let members = format!(r#","bodyEncoding":"base64","body":"{body}""#);
            message(status, description, &headers, &members)
        }
        _ => response(status, description, &headers, &text(draw, bytes)),
    };
    match draw.below(8) {
        0 => layout::python(&json),
        _ => json,
    }
}

/// Returns some headers, each once, with values of varying length.
fn values(draw: &mut Draw) -> Vec<(&'static str, String)> {
    let mut values: Vec<(&'static str, String)> = Vec::new();
    for _ in 0..draw.below(24) {
        let (key, value) =
            if draw.below(2) == 0 { draw.one_of(&PAGE) } else { draw.one_of(&SECURITY) };
        if values.iter().all(|(known, _)| *known != key) {
            let more = draw.below(48);
            values.push((key, format!("{value}; {}", text(draw, more).replace('\n', " "))));
        }
    }
    values
}

/// Returns words up to a length.
fn text(draw: &mut Draw, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 16);
    while text.len() < bytes {
        let word = draw.one_of(&WORDS);
        // Values are ASCII without line ends; a body is not.
        if bytes > 64 || word.is_ascii() {
            text.push_str(word);
        }
        text.push(if draw.below(12) == 0 { '\n' } else { ' ' });
    }
    text
}

const STATUSES: [(&str, &str); 6] = [
    ("200", "OK"),
    ("301", "Moved Permanently"),
    ("302", "Found"),
    ("401", "Unauthorized"),
    ("404", "Not Found"),
    ("503", "Service Unavailable"),
];

const BASE64: [&str; 3] = ["iVBORw0KGgoA", "AAAA", "R0lGODlhAQABAIAAAP//"];

const WORDS: [&str; 16] = [
    "<p>",
    "</p>",
    "<a href=\"/shop\">",
    "</a>",
    "the",
    "basket",
    "is",
    "kept",
    "for",
    "an hour",
    "class=\"notice\"",
    "façade",
    "響應",
    "C:\\temp",
    "stylesheet",
    "0",
];
