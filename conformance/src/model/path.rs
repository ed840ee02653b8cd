//! The path in the key where it is normalised.

/// Removes dot segments (RFC 3986, 5.2.4) and writes escapes in upper case.
pub(super) fn normalised(path: &str) -> String {
    upper_case_escapes(&without_dots(path))
}

fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.split('/').collect();
    let last = segments.len().saturating_sub(1);
    for (number, segment) in segments.iter().enumerate() {
        match *segment {
            "." if number == last => kept.push(""),
            "." => {}
            ".." => {
                // The first segment is what stands before the leading slash: nothing.
                if kept.len() > 1 {
                    kept.pop();
                }
                if number == last {
                    kept.push("");
                }
            }
            other => kept.push(other),
        }
    }
    kept.join("/")
}

fn upper_case_escapes(path: &str) -> String {
    let mut text = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('%') {
        text.push_str(before);
        text.push('%');
        rest = after;
        if let Some(digits) = after.get(..2).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit())) {
            text.push_str(&digits.to_ascii_uppercase());
            rest = after.get(2..).unwrap_or_default();
        }
    }
    text.push_str(rest);
    text
}
