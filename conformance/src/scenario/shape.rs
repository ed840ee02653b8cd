//! Objects are objects: the reading of types alone would take a list of their members in order.

use serde_json::Value;

use super::{ScenarioError, escaped};

/// Where there is an object with members of its own; `*` is any member, `#` any item.
const OBJECTS: [&str; 24] = [
    "",
    "/case",
    "/case/evidence/#",
    "/distribution",
    "/distribution/behaviors/#",
    "/distribution/behaviors/#/ttl",
    "/distribution/behaviors/#/key",
    "/distribution/behaviors/#/originRequest",
    "/distribution/behaviors/#/functions/*",
    "/distribution/behaviors/#/functions/*/sequence/#",
    "/distribution/errorResponses/#",
    "/distribution/originGroups/*",
    "/distribution/topology",
    "/origins/*",
    "/origins/*/sequence/#",
    "/origins/*/paths/*",
    "/origins/*/paths/*/sequence/#",
    "/steps/#",
    "/steps/#/request",
    "/steps/#/batch/#",
    "/steps/#/evict",
    "/steps/#/expect/#",
    "/steps/#/functions/*/*",
    "/steps/#/functions/*/*/sequence/#",
];

/// Steps that change origins hold the same as the scenario's `origins`.
const CHANGED: [&str; 4] = [
    "/steps/#/origins/*",
    "/steps/#/origins/*/sequence/#",
    "/steps/#/origins/*/paths/*",
    "/steps/#/origins/*/paths/*/sequence/#",
];

/// Refuses a list in place of an object.
pub(super) fn check(text: &str) -> Result<(), ScenarioError> {
    // What is nested too deep for this has been read by its types.
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return Ok(());
    };
    let list = OBJECTS.iter().chain(&CHANGED).find_map(|place| list_at(&value, place));
    list.map_or(Ok(()), |at| Err(ScenarioError::new(at, "want an object, got a list")))
}

/// Returns the pointer to a list at one of the places that are meant below a value.
fn list_at(value: &Value, places: &str) -> Option<String> {
    let Some(places) = places.strip_prefix('/') else {
        return value.is_array().then(String::new);
    };
    let name = places.split('/').next().unwrap_or_default();
    let rest = places.get(name.len()..).unwrap_or_default();
    match value {
        Value::Object(members) if name == "*" => members.iter().find_map(|(member, value)| {
            list_at(value, rest).map(|below| format!("/{}{below}", escaped(member)))
        }),
        Value::Object(members) => {
            list_at(members.get(name)?, rest).map(|below| format!("/{name}{below}"))
        }
        Value::Array(items) if name == "#" => {
            items.iter().enumerate().find_map(|(number, value)| {
                list_at(value, rest).map(|below| format!("/{number}{below}"))
            })
        }
        _ => None,
    }
}
