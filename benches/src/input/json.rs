//! JSON text, spelled as `JSON.stringify` spells it.

/// Returns a response with a text body, or without one if that is empty.
pub(super) fn response(
    status: &str,
    description: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> String {
    let body = match body {
        "" => String::new(),
        body => format!(r#","bodyEncoding":"text","body":"{}""#, escaped(body)),
    };
    message(status, description, headers, &body)
}

/// Returns a response with further members as JSON text, each with a comma in front.
pub(super) fn message(
    status: &str,
    description: &str,
    headers: &[(&str, &str)],
    members: &str,
) -> String {
    let headers = map(headers);
    format!(
        r#"{{"status":"{status}","statusDescription":"{description}","headers":{headers}{members}}}"#
    )
}

/// Returns a headers map.
pub(super) fn map(headers: &[(&str, &str)]) -> String {
    let entry = |(key, value): &(&str, &str)| {
        let (name, value) = (key.to_ascii_lowercase(), escaped(value));
        format!(r#""{name}":[{{"key":"{key}","value":"{value}"}}]"#)
    };
    format!("{{{}}}", headers.iter().map(entry).collect::<Vec<_>>().join(","))
}

/// Returns the inside of a JSON string.
pub(super) fn escaped(text: &str) -> String {
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

/// Repeats a text as often as it fits whole into so many bytes.
pub(super) fn repeated(text: &str, bytes: usize) -> String {
    text.repeat(bytes / text.len())
}
