//! In what two plays of one scenario differ.

use serde_json::Value;

/// The members of an answer, in the order in which they are compared.
const MEMBERS: [&str; 11] = [
    "status",
    "cache",
    "invoked",
    "originRequests",
    "headers",
    "body",
    "xCache",
    "log",
    "background",
    "events",
    "originSaw",
];

/// Where two plays differ first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The number of the answer, those of batches counted one by one.
    pub(super) answer: usize,
    /// The member; a header with its name.
    pub(super) member: String,
    /// What the first of the two found in its caches, in its word.
    pub(super) cache: String,
}

/// Returns where two lists of answers differ first, of the members that both have.
pub(super) fn place(one: &[Value], other: &[Value]) -> Option<Place> {
    let (one, other) = (flat(one), flat(other));
    let differing = one.iter().zip(&other).enumerate().find_map(|(answer, (one, other))| {
        let cache = one.get("cache").and_then(Value::as_str).unwrap_or_default().to_owned();
        member(one, other).map(|member| Place { answer, member, cache })
    });
    differing.or_else(|| {
        let count = || Place {
            answer: one.len().min(other.len()),
            member: "count".to_owned(),
            cache: String::new(),
        };
        (one.len() != other.len()).then(count)
    })
}

/// Tells the first difference; nothing if there is none.
pub(super) fn first(one: &[Value], other: &[Value]) -> Option<String> {
    let Place { answer, member, .. } = place(one, other)?;
    let name = member.split_once(' ').map_or(member.as_str(), |(name, _)| name);
    let value = |answers: &[Value]| {
        let answer = flat(answers).get(answer).map(|answer| answer.get(name).cloned());
        answer.flatten().map_or_else(|| "nothing".to_owned(), |value| value.to_string())
    };
    Some(format!("answer {answer}, {member}: {} and {}", value(one), value(other)))
}

fn flat(answers: &[Value]) -> Vec<&Value> {
    answers
        .iter()
        .flat_map(|a| a.as_array().map_or_else(|| vec![a], |l| l.iter().collect()))
        .collect()
}

fn member(one: &Value, other: &Value) -> Option<String> {
    let differs = |name: &&str| match (*name, one.get(name), other.get(name)) {
        ("body", ..) => {
            let bodies = body(one).zip(body(other));
            bodies.is_some_and(|(one, other)| one != other)
        }
        ("xCache", Some(Value::String(one)), Some(Value::String(other))) => {
            !one.eq_ignore_ascii_case(other)
        }
        (_, Some(one), Some(other)) => one != other,
        _ => false,
    };
    let name = MEMBERS.into_iter().find(|name| differs(name))?;
    if name != "headers" {
        return Some(name.to_owned());
    }
    let headers = |answer: &Value| answer.get(name).and_then(Value::as_object).cloned();
    let (one, other) = (headers(one).unwrap_or_default(), headers(other).unwrap_or_default());
    let names: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let header = names.into_iter().find(|name| one.get(*name) != other.get(*name));
    Some(header.map_or_else(|| name.to_owned(), |header| format!("{name} {header}")))
}

/// Returns the body and whether it is spelled in base64.
fn body(answer: &Value) -> Option<(&Value, bool)> {
    let text = answer.get("body").map(|body| (body, false));
    text.or_else(|| answer.get("bodyBase64").map(|body| (body, true)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_member_that_both_have_and_that_differs_is_named() {
        let headers = json!({"a": ["1"]});
        let one = [
            json!({"status": 200, "cache": "hit", "headers": headers, "body": "x", "xCache": "Hit"}),
        ];
        let rows = [
            (json!({"status": 200}), None),
            (json!({"status": 404, "cache": "miss"}), Some("status")),
            (json!({"cache": "hit", "xCache": "HIT"}), None),
            (json!({"headers": {"a": ["1"], "b": ["2"]}}), Some("headers b")),
            (json!({"bodyBase64": "x"}), Some("body")),
        ];
        for (other, want) in rows {
            let found = place(&one, std::slice::from_ref(&other));
            assert_eq!(found.as_ref().map(|place| place.member.as_str()), want, "{other}");
            assert!(found.is_none_or(|place| place.cache == "hit" && place.answer == 0));
        }
        let two = [one.clone(), one.clone()].concat();
        let batch = [json!([one.first(), one.first()])];
        assert_eq!(place(&two, &batch), None);
        assert_eq!(place(&two, &one).map(|place| place.member), Some("count".to_owned()));
    }
}
