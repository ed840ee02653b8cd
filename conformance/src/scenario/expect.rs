//! What a scenario expects of an answer, and how an answer differs from that.

use std::collections::BTreeMap;

use edgecase_core::Stage;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::answer::CacheWord;
use super::step::Lines;
use super::{ScenarioError, escaped};

/// What is expected of an answer; only what is there is compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct Expect {
    /// The status, or those that are allowed.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub status: Option<Expectation<u16>>,
    /// The cache word, or those that are allowed.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub cache: Option<Expectation<String>>,
    /// Some of the headers; null where one has to be absent.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, Option<Lines>>,
    /// The body, as text.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The body, in base64, where it is no text.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub body_base64: Option<String>,
    /// The functions, in order.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub invoked: Option<Vec<String>>,
    /// Attempts to reach an origin.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub origin_requests: Option<u32>,
    /// The `X-Cache` header, ignoring ASCII case.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub x_cache: Option<String>,
    /// Members of the log.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub log: Option<Value>,
    /// Members of what happened in the background.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub background: Option<Value>,
    /// The calls, as many as there are; of each, the members that are here. Takes `"trace": true`.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub events: Option<Value>,
    /// What origins were sent, likewise.
    #[serde(deserialize_with = "super::present", skip_serializing_if = "Option::is_none")]
    pub origin_saw: Option<Value>,
}

impl Expect {
    /// Checks what the types cannot say; names the place from the expectation on.
    pub(super) fn check(&self, trace: bool) -> Result<(), ScenarioError> {
        let fail = |at: &str, message: String| Err(ScenarioError::new(at, message));
        if let Some(Expectation(allowed)) = &self.status {
            if allowed.is_empty() {
                return fail("/status", "a list that allows nothing".to_owned());
            }
            if let Some(odd) = allowed.iter().find(|status| !(200..=599).contains(*status)) {
                return fail("/status", format!("no answer has status {odd}"));
            }
        }
        if let Some(Expectation(allowed)) = &self.cache {
            if allowed.is_empty() {
                return fail("/cache", "a list that allows nothing".to_owned());
            }
            let words = CacheWord::ALL.map(CacheWord::as_str);
            if let Some(odd) = allowed.iter().find(|word| !words.contains(&word.as_str())) {
                let want = words.join(", ");
                return fail("/cache", format!("no word `{odd}`, want one of {want}"));
            }
        }
        if self.body.is_some() && self.body_base64.is_some() {
            return fail("/body", "either `body` or `bodyBase64`, not both".to_owned());
        }
        for (number, name) in self.invoked.iter().flatten().enumerate() {
            if let Err(error) = name.parse::<Stage>() {
                return fail(&format!("/invoked/{number}"), error.to_string());
            }
        }
        for (member, there) in
            [("/events", self.events.is_some()), ("/originSaw", self.origin_saw.is_some())]
        {
            if there && !trace {
                return fail(member, "is there with `\"trace\": true` only".to_owned());
            }
        }
        let parts = [
            ("/log", &self.log, &["result", "detailed"][..], false),
            ("/background", &self.background, &["invoked", "originRequests"], false),
            ("/events", &self.events, &["stage", "event"], true),
            (
                "/originSaw",
                &self.origin_saw,
                &["origin", "method", "uri", "querystring", "headers"],
                true,
            ),
        ];
        parts.into_iter().try_for_each(|(at, value, members, is_list)| {
            value.as_ref().map_or(Ok(()), |value| check_part(at, value, members, is_list))
        })
    }
}

/// Checks the names of the members of an object, or of each object of a list.
fn check_part(at: &str, value: &Value, known: &[&str], is_list: bool) -> Result<(), ScenarioError> {
    match value {
        Value::Array(list) if is_list => list
            .iter()
            .enumerate()
            .try_for_each(|(n, value)| check_part(&format!("{at}/{n}"), value, known, false)),
        Value::Object(members) if !is_list => {
            match members.keys().find(|name| !known.contains(&name.as_str())) {
                None => Ok(()),
                Some(odd) => {
                    let message = format!("unknown member, want some of {}", known.join(", "));
                    Err(ScenarioError::new(format!("{at}/{}", escaped(odd)), message))
                }
            }
        }
        _ => {
            let want = if is_list { "a list of objects" } else { "an object" };
            Err(ScenarioError::new(at, format!("want {want}")))
        }
    }
}

/// One value, or several that are allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation<T>(pub Vec<T>);

impl<T: Serialize> Serialize for Expectation<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => one.serialize(serializer),
            many => many.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Expectation<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "want a value, or a list of allowed values")]
        enum OneOrMany<T> {
            One(T),
            Many(Vec<T>),
        }
        Ok(match OneOrMany::deserialize(deserializer)? {
            OneOrMany::One(one) => Self(vec![one]),
            OneOrMany::Many(many) => Self(many),
        })
    }
}

/// Returns in what an answer, as JSON, differs from what is expected; `None` if in nothing.
///
/// The answer has the shape that `simulate --format json` gives a step.
#[must_use]
pub fn difference(expect: &Expect, answer: &Value) -> Option<String> {
    let differs = |what: &str, want: String, got: Option<&Value>| {
        let got = got.map_or_else(|| "nothing".to_owned(), ToString::to_string);
        Some(format!("{what}: want {want}, got {got}"))
    };
    let member = |name: &str| answer.get(name);
    if let Some(Expectation(allowed)) = &expect.status
        && !allowed.iter().any(|status| member("status") == Some(&Value::from(*status)))
    {
        return differs("status", list(allowed), member("status"));
    }
    if let Some(Expectation(allowed)) = &expect.cache
        && !allowed.iter().any(|word| member("cache") == Some(&Value::from(word.as_str())))
    {
        return differs("cache", list(allowed), member("cache"));
    }
    if let Some(difference) = expect.headers.iter().find_map(|(name, lines)| {
        let name = name.to_ascii_lowercase();
        let want = lines.as_ref().map(|lines| Value::from(lines.values().to_vec()));
        let got = answer.get("headers").and_then(|headers| headers.get(&name));
        let text = want.as_ref().map_or_else(|| "nothing".to_owned(), ToString::to_string);
        (want.as_ref() != got).then(|| differs(&format!("header {name}"), text, got)).flatten()
    }) {
        return Some(difference);
    }
    let scalars = [
        ("body", expect.body.as_deref().map(Value::from)),
        ("bodyBase64", expect.body_base64.as_deref().map(Value::from)),
        ("invoked", expect.invoked.as_ref().map(|list| Value::from(list.clone()))),
        ("originRequests", expect.origin_requests.map(Value::from)),
    ];
    for (name, want) in scalars {
        if let Some(want) = want.filter(|want| member(name) != Some(want)) {
            return differs(name, want.to_string(), member(name));
        }
    }
    if let Some(want) = &expect.x_cache
        && !member("xCache").and_then(Value::as_str).is_some_and(|x| x.eq_ignore_ascii_case(want))
    {
        return differs("xCache", format!("{want:?}"), member("xCache"));
    }
    let parts = [
        ("log", &expect.log),
        ("background", &expect.background),
        ("events", &expect.events),
        ("originSaw", &expect.origin_saw),
    ];
    parts.into_iter().find_map(|(name, want)| {
        // A testee need not show these; what it shows has to be right.
        let (want, got) = (want.as_ref()?, member(name)?);
        let (at, want, got) = unlike(name, want, Some(got))?;
        differs(&at, want, got)
    })
}

fn list<T: Serialize>(allowed: &[T]) -> String {
    let text = |value: &T| serde_json::to_string(value).unwrap_or_default();
    allowed.iter().map(text).collect::<Vec<_>>().join(" or ")
}

/// Returns the first place at which `got` lacks what `want` has: members of objects may be more,
/// lists are as long, and null means absent.
fn unlike<'v>(
    at: &str,
    want: &Value,
    got: Option<&'v Value>,
) -> Option<(String, String, Option<&'v Value>)> {
    match (want, got) {
        (Value::Null, None) => None,
        (Value::Object(members), Some(Value::Object(_))) => {
            members.iter().find_map(|(name, want)| {
                unlike(&format!("{at}/{name}"), want, got.and_then(|got| got.get(name)))
            })
        }
        (Value::Array(want), Some(Value::Array(list))) if want.len() == list.len() => want
            .iter()
            .enumerate()
            .find_map(|(number, want)| unlike(&format!("{at}/{number}"), want, list.get(number))),
        (want, Some(got)) if want == got => None,
        (want, got) => Some((at.to_owned(), want.to_string(), got)),
    }
}
