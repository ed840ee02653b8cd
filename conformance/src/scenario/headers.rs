//! Headers of requests, and of what origins answer.

use std::collections::BTreeMap;

use super::{Lines, ScenarioError, escaped};
use crate::oracle::{is_control, is_token_char};

/// Tells whether a character may stand in a header's value: any but a control character, or TAB.
///
/// # Source
/// RFC 9110 section 5.5.
pub(crate) fn is_value_char(c: char) -> bool {
    c == '\t' || !is_control(c)
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
    if let Some(c) = name.chars().find(|c| !is_token_char(*c)) {
        return fail(format!("`{}` stands in no name of a header", c.escape_debug()));
    }
    match value.chars().find(|c| !is_value_char(*c)) {
        Some(c) => fail(format!("`{}` stands in no value of a header", c.escape_debug())),
        None => Ok(()),
    }
}
