//! The peer that checks a JSON Schema, with all rules that a schema can say.

use edgecase_core::{Stage, names};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::full::Judge;
use crate::rules::refused_names;

/// Returns a parse to a `serde_json::Value` and a validator that was compiled before.
///
/// # Panics
/// When the schema is none, which is a mistake here.
pub(crate) fn jsonschema(stage: Stage) -> Judge {
    let validator: Validator = jsonschema::validator_for(&schema(stage)).expect("a schema");
    Box::new(move |input| {
        serde_json::from_slice(input).is_ok_and(|value: Value| validator.is_valid(&value))
    })
}

/// Returns the schema of a response at a stage.
#[must_use]
pub fn schema(stage: Stage) -> Value {
    let entry = json!({
        "type": "object",
        "required": ["value"],
        "properties": {
            "key": { "type": "string" },
            "value": { "type": "string", "pattern": r"^[^\x00-\x08\x0a-\x1f\x7f]*$" },
        },
    });
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "required": ["status"],
        "properties": {
            "status": { "type": "string", "pattern": "^[2-5][0-9][0-9]$" },
            "statusDescription": { "type": "string" },
            "headers": {
                "type": "object",
                "propertyNames": {
                    "pattern": r"^[!#\x24%&'*+.^_`|~0-9A-Za-z-]+$",
                    "not": { "pattern": refused_pattern(stage) },
                },
                "additionalProperties": { "type": "array", "items": entry },
            },
            "body": { "type": "string" },
            "bodyEncoding": { "enum": ["text", "base64"] },
        },
        "dependencies": { "bodyEncoding": ["body"] },
        "allOf": [
            {
                "if": { "properties": { "bodyEncoding": { "const": "base64" } }, "required": ["bodyEncoding"] },
                "then": { "properties": { "body": { "pattern": "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$" } } },
            },
            {
                "if": { "properties": { "status": { "const": "204" } } },
                "then": { "properties": { "body": { "maxLength": 0 } } },
            },
        ],
    })
}

/// Returns a pattern of the names that are refused, in any letter case: Python and JavaScript have
/// no inline flag in common, so each letter is written twice.
fn refused_pattern(stage: Stage) -> String {
    let any_case = |name: &str| -> String {
        name.chars()
            .map(|c| match c {
                'a'..='z' => format!("[{c}{}]", c.to_ascii_uppercase()),
                c => c.to_string(),
            })
            .collect()
    };
    let names: Vec<String> = refused_names(stage).into_iter().map(any_case).collect();
    let prefixes = names::DISALLOWED_PREFIXES.iter().copied().map(any_case);
    format!("^({})$|^({})", names.join("|"), prefixes.collect::<Vec<_>>().join("|"))
}
