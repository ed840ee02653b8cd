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
    OBJECTS.iter().chain(&CHANGED).try_for_each(|place| {
        let names: Vec<&str> = place.split('/').skip(1).collect();
        walk(&value, &names, "")
    })
}

fn walk(value: &Value, names: &[&str], at: &str) -> Result<(), ScenarioError> {
    let Some((name, rest)) = names.split_first() else {
        return match value {
            Value::Array(_) => Err(ScenarioError::new(at, "want an object, got a list")),
            _ => Ok(()),
        };
    };
    match value {
        Value::Object(members) => {
            let mut named =
                members.iter().filter(|(member, _)| *name == "*" || *name == member.as_str());
            named.try_for_each(|(member, value)| {
                walk(value, rest, &format!("{at}/{}", escaped(member)))
            })
        }
        Value::Array(items) if *name == "#" => items
            .iter()
            .enumerate()
            .try_for_each(|(number, value)| walk(value, rest, &format!("{at}/{number}"))),
        _ => Ok(()),
    }
}
