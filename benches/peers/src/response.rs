//! A response with borrowed texts.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use crate::rules::{Body, Rules, bytes, status};

/// A response.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Response<'a> {
    #[serde(borrow)]
    status: Text<'a>,
    #[serde(borrow, rename = "statusDescription")]
    _status_description: Option<Text<'a>>,
    #[serde(borrow, default)]
    headers: Headers<'a>,
    #[serde(borrow)]
    body: Option<Text<'a>>,
    #[serde(borrow)]
    body_encoding: Option<Text<'a>>,
}

/// A text that is borrowed if it can be; serde borrows no `Cow` inside of an `Option`.
#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

/// The headers, in order.
#[derive(Default)]
struct Headers<'a>(Vec<(Text<'a>, Vec<Entry<'a>>)>);

/// An entry of a header.
#[derive(Deserialize)]
pub(crate) struct Entry<'a> {
    #[serde(borrow)]
    pub(crate) key: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) value: Text<'a>,
}

impl Response<'_> {
    /// Judges the response by the rules.
    pub(crate) fn is_accepted(&self, rules: &mut Rules) -> bool {
        rules.start();
        let Some(status) = status(&self.status.0) else {
            return false;
        };
        for (name, entries) in &self.headers.0 {
            let fits =
                rules.name(&name.0) && entries.iter().all(|entry| entry.fits(&name.0, rules));
            if !fits {
                return false;
            }
        }
        let encoding = self.body_encoding.as_ref().map(|text| &*text.0);
        let body = match (&self.body, encoding) {
            (None, None) => None,
            (Some(body), None | Some("text")) => Some(Body::Text(bytes(&body.0))),
            (Some(body), Some("base64")) => Some(Body::Base64(&body.0)),
            _ => return false,
        };
        rules.finish(status, body)
    }
}

impl Entry<'_> {
    /// Judges the entry of a header.
    pub(crate) fn fits(&self, name: &str, rules: &mut Rules) -> bool {
        rules.entry(name, self.key.as_ref().map(|key| &*key.0), &self.value.0)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Headers<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(HeadersVisitor)
    }
}

struct HeadersVisitor;

impl<'de> Visitor<'de> for HeadersVisitor {
    type Value = Headers<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of headers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Headers<'de>, A::Error> {
        let mut headers = Vec::new();
        while let Some(header) = map.next_entry()? {
            headers.push(header);
        }
        Ok(Headers(headers))
    }
}
