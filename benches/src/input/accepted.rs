//! The inputs of the table: accepted, without a note.

use std::fmt::Write as _;

use edgecase_core::Stage;

use super::draw::Draw;
use super::headers::{PAGE, SECURITY};
use super::json::{escaped, map, message, repeated, response};
use super::{Input, MIB, layout};

/// Returns the inputs of the table, nested ones apart.
#[must_use]
pub fn accepted() -> Vec<Input> {
    let page = login_page();
    let (python, pretty) = (layout::python(&page), layout::pretty(&page));
    vec![
        Input::new("a", Stage::ViewerRequest, redirect()),
        Input::new("b", Stage::ViewerRequest, page),
        Input::new("b-py", Stage::ViewerRequest, python),
        Input::new("b-pretty", Stage::ViewerRequest, pretty),
        Input::new("c", Stage::ViewerResponse, security_headers()),
        Input::new("d", Stage::ViewerRequest, html_page(39 << 10)),
        Input::new("e", Stage::OriginRequest, base64_body(MIB)),
        Input::new("f", Stage::OriginRequest, escaped_text(MIB)),
        Input::new("f2", Stage::OriginRequest, ascii_text(MIB)),
        Input::new("g", Stage::OriginRequest, many_headers(10_000)),
    ]
}

/// A 302 with one header.
fn redirect() -> String {
    let location = "https://www.example.com/sign-in?from=%2Fshop%2F";
    response("302", "Found", &[("Location", location)], "")
}

/// A 401 page with 10 headers and 1.5 KB of HTML.
fn login_page() -> String {
    response("401", "Unauthorized", &PAGE, &repeated(PARAGRAPH, 1536))
}

/// A 200 with 25 security headers, two of them with escaped quotes in the value.
fn security_headers() -> String {
    response("200", "OK", &SECURITY, "")
}

/// A 200 page with 6 headers and so many bytes of HTML with line ends, tabs and quotes.
#[must_use]
pub fn html_page(bytes: usize) -> String {
    let headers = PAGE.get(..6).unwrap_or_default();
    response("200", "OK", headers, &repeated(PARAGRAPH, bytes))
}

/// A 200 with so many bytes of base64.
#[must_use]
pub fn base64_body(bytes: usize) -> String {
    let members = format!(r#","bodyEncoding":"base64","body":"{}""#, repeated(BASE64, bytes));
    message("200", "OK", &[("Content-Type", "image/png")], &members)
}

/// Returns the base64 of [`base64_body`] alone.
#[must_use]
pub fn base64_text() -> String {
    repeated(BASE64, MIB)
}

/// A 200 with so many bytes of JSON text: Chinese, Latin, `\u` escapes, surrogate pairs, quotes.
#[must_use]
pub fn escaped_text(bytes: usize) -> String {
    text_of(&ESCAPED, bytes)
}

/// A 200 with so many bytes of text, nearly all of it as `\u` escapes.
fn ascii_text(bytes: usize) -> String {
    text_of(&CHINESE.map(layout::ascii), bytes)
}

/// A 200 with a body of words in no order.
fn text_of<T: AsRef<str>>(words: &[T], bytes: usize) -> String {
    let (mut draw, mut body) = (Draw(2), String::with_capacity(bytes));
    let words: Vec<&str> = words.iter().map(T::as_ref).collect();
    while body.len() + LONGEST_WORD <= bytes {
        body.push_str(draw.one_of(&words));
    }
    message("200", "OK", &[("Content-Type", "text/plain")], &format!(r#","body":"{body}""#))
}

/// A 200 with so many headers of distinct names.
#[must_use]
pub fn many_headers(count: usize) -> String {
    let mut headers = String::new();
    for number in 0..count {
        let comma = if number == 0 { "" } else { "," };
        _ = write!(
            headers,
            r#"{comma}"x-{number:05}":[{{"key":"X-{number:05}","value":"v{number:03}"}}]"#
        );
    }
    format!(r#"{{"status":"200","headers":{{{headers}}}}}"#)
}

/// Returns the 401 page with a status, two headers, a value and a body encoding that are refused.
pub(super) fn broken_page() -> String {
    let mut headers = PAGE.to_vec();
    headers.push(("Connection", "close"));
    headers.push(("Content-Length", "1536"));
    headers.push(("X-Broken", "two\nlines"));
    let body = escaped(&repeated(PARAGRAPH, 1536));
    let (headers, members) = (map(&headers), format!(r#""bodyEncoding":"gzip","body":"{body}""#));
    format!(r#"{{"status":"600","headers":{headers},{members}}}"#)
}

/// A line of HTML with a tab, quotes and a line end.
const PARAGRAPH: &str =
    "\t<p class=\"notice\">Please sign in to go on; your basket is kept for an hour.</p>\n";

/// Whole groups of base64 digits.
const BASE64: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q";

/// Words inside of a JSON string, with every kind of escape.
const ESCAPED: [&str; 16] = [
    "边缘函数",
    "返回了一个响应。",
    "缓存",
    "Größe ",
    "façade ",
    "page ",
    "response of the origin ",
    r"\u00e9",
    r"\u4e2d\u6587",
    r"\ud83d\ude00",
    "\\\"",
    r"\n",
    r"C:\\temp\\",
    "Ä",
    "x",
    ", ",
];

/// Words of which hardly anything is ASCII.
const CHINESE: [&str; 8] =
    ["边缘函数", "返回了一个响应。", "缓存会保留它", "一个小时", "é", "😀", "\\n", "Größe "];

/// No word is longer, in bytes.
const LONGEST_WORD: usize = 64;
