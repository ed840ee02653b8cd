//! Inputs that were thought up against readers: any length, nothing but the worst.

use std::fmt::Write as _;

use edgecase_core::Stage;

use super::Input;
use super::json::repeated;

/// A way to be slow, at any length.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// The name in reports.
    pub name: &'static str,
    /// Makes a result of about so many bytes.
    pub make: fn(usize) -> String,
}

/// Where they were returned.
pub const STAGE: Stage = Stage::OriginRequest;

impl Family {
    /// Returns a result of about so many bytes.
    #[must_use]
    pub fn input(&self, bytes: usize) -> Input {
        Input::new(self.name, STAGE, (self.make)(bytes))
    }
}

/// All families.
pub const FAMILIES: &[Family] = &[
    Family { name: "unknown list of empty texts", make: |n| unknown(&list("\"\"", n)) },
    Family { name: "unknown list of ones", make: |n| unknown(&list("1", n)) },
    Family { name: "unknown long numbers", make: |n| unknown(&list("-1.25e+07", n)) },
    Family { name: "unknown words", make: |n| unknown(&list("null,true,false", n)) },
    Family { name: "unknown deep objects", make: |n| unknown(&list(&deep(100), n)) },
    Family { name: "unknown shallow objects", make: |n| unknown(&list("{\"a\":{}}", n)) },
    Family { name: "many unknown members", make: members },
    Family { name: "escaped names", make: |n| headers(n, |i| format!("\\u0078-{i:05}")) },
    Family { name: "names sorted", make: |n| headers(n, |i| format!("{i:06}-x")) },
    Family { name: "names reversed", make: |n| headers(n, |i| format!("{:06}-x", 999_999 - i)) },
    Family { name: "names alike in 8 bytes", make: |n| headers(n, |i| format!("x-header-{i:05}")) },
    Family { name: "one name over and over", make: |n| headers(n, |_| "x-same".to_owned()) },
    Family { name: "many entries of one name", make: entries },
    Family { name: "header maps over and over", make: maps },
    Family { name: "values of quotes", make: |n| value(&repeated("\\\"", n)) },
    Family {
        name: "base64 with escaped slashes",
        make: |n| base64(&repeated("QUJD\\/\\/\\/\\/", n)),
    },
    Family { name: "base64 with white space", make: |n| base64(&repeated("QUJDREVG\\n", n)) },
    Family { name: "body of backslashes", make: |n| body(&repeated("\\\\", n)) },
    Family { name: "body of quotes", make: |n| body(&repeated("a\\\"", n)) },
    Family { name: "body of escaped letters", make: |n| body(&repeated("\\u0041", n)) },
    Family { name: "body of surrogate pairs", make: |n| body(&repeated("\\ud83d\\ude00", n)) },
    Family { name: "body of two-byte letters", make: |n| body(&repeated("é", n)) },
    Family { name: "white space", make: |n| white(&repeated(" \n\t\r", n)) },
];

fn unknown(json: &str) -> String {
    format!(r#"{{"status":"200","x":{json}}}"#)
}

fn body(plain: &str) -> String {
    format!(r#"{{"status":"200","body":"{plain}"}}"#)
}

fn base64(plain: &str) -> String {
    format!(r#"{{"status":"200","bodyEncoding":"base64","body":"{plain}"}}"#)
}

fn value(plain: &str) -> String {
    format!(r#"{{"status":"200","headers":{{"x":[{{"key":"X","value":"{plain}"}}]}}}}"#)
}

fn white(space: &str) -> String {
    format!(r#"{{"status":{space}"200"}}"#)
}

/// Returns a list that has an element over and over.
fn list(element: &str, bytes: usize) -> String {
    format!("[{element}{}]", repeated(&format!(",{element}"), bytes))
}

/// Returns objects within each other.
fn deep(levels: usize) -> String {
    format!("{}{{}}{}", "{\"a\":".repeat(levels), "}".repeat(levels))
}

/// Returns a result with many members of different names.
fn members(bytes: usize) -> String {
    let mut json = r#"{"status":"200""#.to_owned();
    for number in 0..bytes / MEMBER {
        _ = write!(json, r#","m{number:06}":0"#);
    }
    json + "}"
}

/// Bytes of a member of [`members`].
const MEMBER: usize = 12;

/// Returns a result with a header for each number.
fn headers(bytes: usize, name: impl Fn(usize) -> String) -> String {
    let header = |number| {
        let name = name(number);
        format!(r#""{name}":[{{"key":"{name}","value":"v"}}]"#)
    };
    let count = bytes / header(0).len();
    let headers: Vec<String> = (0..count).map(header).collect();
    format!(r#"{{"status":"200","headers":{{{}}}}}"#, headers.join(","))
}

/// Returns a result with many `headers`, each with a name that repeats.
fn maps(bytes: usize) -> String {
    let maps = repeated(r#","headers":{"":0,"":0}"#, bytes);
    format!(r#"{{"status":"200"{maps}}}"#)
}

/// Returns a result with a header that has many entries.
fn entries(bytes: usize) -> String {
    let list = list(r#"{"key":"X","value":"v"}"#, bytes);
    format!(r#"{{"status":"200","headers":{{"x":{list}}}}}"#)
}
