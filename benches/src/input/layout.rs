//! Other spellings of the same JSON.

use std::fmt::Write as _;

/// Spaces the text as Python's `json.dumps` does.
pub(super) fn python(json: &str) -> String {
    spaced(json, |out, c, _| match c {
        ':' | ',' => {
            out.push(c);
            out.push(' ');
        }
        c => out.push(c),
    })
}

/// Indents the text by two blanks a level.
pub(super) fn pretty(json: &str) -> String {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    spaced(json, |out, c, depth| match c {
        ':' => out.push_str(": "),
        ',' | '{' | '[' => {
            out.push(c);
            line(out, depth);
        }
        '}' | ']' => {
            line(out, depth);
            out.push(c);
        }
        c => out.push(c),
    })
}

/// Writes everything outside of ASCII as escapes.
pub(super) fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut units = [0; 2];
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut units) {
            _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

/// Calls `put` with each character outside of strings and the depth after it; copies strings.
fn spaced(json: &str, put: impl Fn(&mut String, char, usize)) -> String {
    let mut out = String::with_capacity(json.len() * 5 / 4);
    let (mut in_string, mut is_escaped, mut depth) = (false, false, 0_usize);
    for c in json.chars() {
        if in_string {
            out.push(c);
            in_string = is_escaped || c != '"';
            is_escaped = !is_escaped && c == '\\';
            continue;
        }
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            '"' => in_string = true,
            _ => {}
        }
        put(&mut out, c, depth);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_mean_the_same() {
        let json = r#"{"a":["x, {y}: \"z\"\\",1],"é":{"b":"\ud83d\ude00中"}}"#;
        let value = |text: &str| -> serde_json::Value { serde_json::from_str(text).expect("JSON") };
        for other in [python(json), pretty(json), ascii(json)] {
            assert_ne!(other, json);
            assert_eq!(value(&other), value(json), "{other}");
        }
    }
}
