//! Inputs with fixed content for the benches: the same bytes in every run and on every machine.

pub mod cache;

use std::fmt::Write as _;

use edgecase_core::Stage;

/// Bytes in a mebibyte.
const MIB: usize = 1 << 20;

/// A result to judge.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name in reports.
    pub name: &'static str,
    /// Where the function ran, with the minimal event of that stage.
    pub stage: Stage,
    /// What the function returned.
    pub result: String,
}

/// Returns the inputs that are accepted, without a note.
#[must_use]
pub fn accepted() -> Vec<Input> {
    let input = |name, stage, result| Input { name, stage, result };
    vec![
        input("a_redirect", Stage::ViewerRequest, redirect()),
        input("b_login_page", Stage::ViewerRequest, login_page()),
        input("c_security_headers", Stage::ViewerResponse, security_headers()),
        input("d_html_page", Stage::ViewerRequest, html_page()),
        input("e_base64_body", Stage::OriginRequest, base64_body()),
        input("f_escaped_text", Stage::OriginRequest, escaped_text()),
        input("g_many_headers", Stage::OriginRequest, many_headers()),
    ]
}

/// Returns an input that is refused for [`REFUSED_FOR`] reasons.
#[must_use]
pub fn refused() -> Input {
    Input { name: "refused", stage: Stage::ViewerRequest, result: broken_page() }
}

/// How many violations [`refused`] has.
pub const REFUSED_FOR: usize = 5;

/// A 302 with one header.
fn redirect() -> String {
    let location = "https://www.example.com/sign-in?from=%2Fshop";
    response("302", "Found", &[("Location", location)], "")
}

/// A 401 page with 10 headers and 1.5 KB of HTML.
fn login_page() -> String {
    response("401", "Unauthorized", &PAGE_HEADERS, &repeated(PARAGRAPH, 1536))
}

/// A 200 with 25 security headers, two of them with escaped quotes in the value.
fn security_headers() -> String {
    response("200", "OK", &SECURITY_HEADERS, "")
}

/// A 200 page with 6 headers and 39 KB of HTML with line ends, tabs and quotes.
fn html_page() -> String {
    let headers = PAGE_HEADERS.get(..6).unwrap_or_default();
    response("200", "OK", headers, &repeated(PARAGRAPH, 39 << 10))
}

/// A 200 with a base64 body of 1 MiB of text.
fn base64_body() -> String {
    let members = format!(r#","bodyEncoding":"base64","body":"{}""#, repeated(BASE64, MIB));
    message("200", "OK", &[("Content-Type", "image/png")], &members)
}

/// A 200 with 1 MiB of JSON text: Chinese, Latin, `\u` escapes, surrogate pairs, quotes.
fn escaped_text() -> String {
    let body = repeated(ESCAPED, MIB);
    message("200", "OK", &[("Content-Type", "text/plain")], &format!(r#","body":"{body}""#))
}

/// A 200 with 10,000 headers of distinct names.
fn many_headers() -> String {
    let mut headers = String::new();
    for number in 0..10_000 {
        let comma = if number == 0 { "" } else { "," };
        _ = write!(
            headers,
            r#"{comma}"x-{number:04}":[{{"key":"X-{number:04}","value":"v{number}"}}]"#
        );
    }
    format!(r#"{{"status":"200","headers":{{{headers}}}}}"#)
}

/// The 401 page with a status, two headers, a value and a body encoding that are refused.
fn broken_page() -> String {
    let mut headers = PAGE_HEADERS.to_vec();
    headers.push(("Connection", "close"));
    headers.push(("Content-Length", "1536"));
    headers.push(("X-Broken", "two\nlines"));
    let body = escaped(&repeated(PARAGRAPH, 1536));
    let members = format!(r#","bodyEncoding":"gzip","body":"{body}""#);
    message("600", "Unauthorized", &headers, &members)
}

/// Returns a response with a text body, or without one if that is empty.
fn response(status: &str, description: &str, headers: &[(&str, &str)], body: &str) -> String {
    let body = match body {
        "" => String::new(),
        body => format!(r#","bodyEncoding":"text","body":"{}""#, escaped(body)),
    };
    message(status, description, headers, &body)
}

/// Returns a response with further members as JSON text, each with a comma in front.
fn message(status: &str, description: &str, headers: &[(&str, &str)], members: &str) -> String {
    let entry = |(key, value): &(&str, &str)| {
        let (name, value) = (key.to_ascii_lowercase(), escaped(value));
        format!(r#""{name}":[{{"key":"{key}","value":"{value}"}}]"#)
    };
    let headers = headers.iter().map(entry).collect::<Vec<_>>().join(",");
    format!(
        r#"{{"status":"{status}","statusDescription":"{description}","headers":{{{headers}}}{members}}}"#
    )
}

/// Repeats a text as often as it fits whole into so many bytes.
fn repeated(text: &str, bytes: usize) -> String {
    text.repeat(bytes / text.len())
}

/// Returns the inside of a JSON string.
fn escaped(text: &str) -> String {
    let mut json = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\t' => json.push_str("\\t"),
            c => json.push(c),
        }
    }
    json
}

/// A line of HTML with a tab, quotes and a line end.
const PARAGRAPH: &str =
    "\t<p class=\"notice\">Please sign in to go on; your basket is kept for an hour.</p>\n";

/// Whole groups of base64 digits.
const BASE64: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q";

/// The inside of a JSON string with every kind of escape.
const ESCAPED: &str =
    r#"边缘函数返回了一个响应。 Größe, façade: \u00e9\u4e2d \ud83d\ude00 \"a\\b\"\n"#;

/// The headers of a page.
const PAGE_HEADERS: [(&str, &str); 10] = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Language", "en"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Strict-Transport-Security", "max-age=63072000; includeSubDomains; preload"),
    ("Set-Cookie", "session=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax"),
    ("Vary", "Cookie"),
    ("X-Request", "edgecase-request-1"),
];

/// What a function that hardens responses adds.
const SECURITY_HEADERS: [(&str, &str); 25] = [
    ("Strict-Transport-Security", "max-age=63072000; includeSubDomains; preload"),
    ("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; object-src 'none'"),
    ("Content-Security-Policy-Report-Only", "default-src 'none'; report-to csp"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("X-XSS-Protection", "0"),
    ("X-Permitted-Cross-Domain-Policies", "none"),
    ("X-Download-Options", "noopen"),
    ("X-DNS-Prefetch-Control", "off"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(self \"https://maps.example.com\")"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Origin-Agent-Cluster", "?1"),
    ("Clear-Site-Data", "\"cache\""),
    ("Cache-Control", "no-store, max-age=0"),
    ("Pragma", "no-cache"),
    ("Expires", "0"),
    ("Access-Control-Allow-Origin", "https://www.example.com"),
    ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
    ("Access-Control-Allow-Headers", "Authorization, Content-Type"),
    ("Access-Control-Max-Age", "600"),
    ("Timing-Allow-Origin", "https://www.example.com"),
    ("X-Robots-Tag", "noindex, nofollow"),
];
