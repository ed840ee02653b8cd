//! Headers of requests, and of what origins answer.

use std::collections::BTreeMap;

use super::{Lines, ScenarioError, escaped};

/// Tells whether a character may stand in a header's name: whether tokens have it.
///
/// # Source
/// RFC 9110 section 5.6.2.
pub(crate) fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

/// Tells whether a character may stand in a header's value: any but a control character, tabs aside.
///
/// # Source
/// RFC 9110 section 5.5.
pub(crate) fn is_value_char(c: char) -> bool {
    c == '\t' || !c.is_ascii_control()
}

/// Checks headers: no message on the wire has other names and values.
pub(super) fn check(headers: &BTreeMap<String, Lines>) -> Result<(), ScenarioError> {
    headers.iter().try_for_each(|(name, lines)| {
        lines.values().iter().try_for_each(|value| check_line(name, value))
    })
}

/// Checks one header line.
pub(super) fn check_line(name: &str, value: &str) -> Result<(), ScenarioError> {
    let fail = |message: String| {
        let at = format!("/{}", escaped(name));
        Err(ScenarioError::new(at, message))
    };
    if name.is_empty() {
        return fail("a header without a name".to_owned());
    }
    if let Some(c) = name.chars().find(|c| !is_name_char(*c)) {
        return fail(format!("`{}` stands in no name of a header", c.escape_debug()));
    }
    match value.chars().find(|c| !is_value_char(*c)) {
        Some(c) => fail(format!("`{}` stands in no value of a header", c.escape_debug())),
        None => Ok(()),
    }
}
