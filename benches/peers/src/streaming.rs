//! Peers that judge while they read: headers are not collected, the body is left as it stands.

use std::fmt;
use std::marker::PhantomData;

use edgecase_core::Stage;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use sonic_rs::LazyValue;

use crate::full::Judge;
use crate::raw;
use crate::response::{Entry, Text};
use crate::rules::{Rules, status};

/// Returns `serde_json`, with the body as a `RawValue`.
pub(crate) fn serde_json(stage: Stage) -> Judge {
    let mut rules = Rules::new(stage);
    Box::new(move |input| {
        let mut reader = serde_json::Deserializer::from_slice(input);
        let seed = Response::<&RawValue> { rules: &mut rules, body: PhantomData };
        seed.deserialize(&mut reader).is_ok_and(|()| reader.end().is_ok())
    })
}

/// Returns `sonic-rs`, with the body as a `LazyValue`.
pub(crate) fn sonic_rs(stage: Stage) -> Judge {
    let mut rules = Rules::new(stage);
    Box::new(move |input| {
        let mut reader = sonic_rs::Deserializer::from_slice(input);
        let seed = Response::<LazyValue<'_>> { rules: &mut rules, body: PhantomData };
        seed.deserialize(&mut reader).is_ok_and(|()| reader.end().is_ok())
    })
}

/// A value that keeps its JSON.
trait Raw {
    fn json(&self) -> &str;
}

impl Raw for &RawValue {
    fn json(&self) -> &str {
        self.get()
    }
}

impl Raw for LazyValue<'_> {
    fn json(&self) -> &str {
        self.as_raw_str()
    }
}

/// Judges a response while it is read; a breach is an error.
struct Response<'r, B> {
    rules: &'r mut Rules,
    body: PhantomData<B>,
}

impl<'de, B: Raw + Deserialize<'de>> DeserializeSeed<'de> for Response<'_, B> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, B: Raw + Deserialize<'de>> Visitor<'de> for Response<'_, B> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a response")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { rules, .. } = self;
        rules.start();
        let mut members = Members::<B>::default();
        while let Some(name) = map.next_key::<Text<'de>>()? {
            match &*name.0 {
                "status" => members.status = Some(map.next_value()?),
                "statusDescription" => _ = map.next_value::<Text<'de>>()?,
                "headers" => map.next_value_seed(Headers(rules))?,
                "body" => members.body = Some(map.next_value()?),
                "bodyEncoding" => members.encoding = Some(map.next_value()?),
                _ => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        held(members.fit(rules))
    }
}

/// The members of a response, headers apart.
struct Members<'de, B> {
    status: Option<Text<'de>>,
    encoding: Option<Text<'de>>,
    body: Option<B>,
}

impl<B> Default for Members<'_, B> {
    fn default() -> Self {
        Self { status: None, encoding: None, body: None }
    }
}

impl<B: Raw> Members<'_, B> {
    fn fit(&self, rules: &Rules) -> bool {
        let Some(status) = self.status.as_ref().and_then(|text| status(&text.0)) else {
            return false;
        };
        let encoding = self.encoding.as_ref().map(|text| &*text.0);
        let json = match (&self.body, encoding) {
            (None, None) => return rules.finish(status, None),
            (Some(body), None | Some("text" | "base64")) => body.json(),
            _ => return false,
        };
        let base64 = match encoding {
            Some("base64") => match raw::unescaped(json) {
                None => return false,
                text => text,
            },
            _ => None,
        };
        raw::body(json, base64.as_ref()).is_some_and(|body| rules.finish(status, Some(body)))
    }
}

/// Judges the headers.
struct Headers<'r>(&'r mut Rules);

impl<'de> DeserializeSeed<'de> for Headers<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Headers<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of headers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Text(name)) = map.next_key()? {
            held(self.0.name(&name))?;
            map.next_value_seed(List { name: &name, rules: self.0 })?;
        }
        Ok(())
    }
}

/// Judges the entries of one header.
struct List<'r> {
    name: &'r str,
    rules: &'r mut Rules,
}

impl<'de> DeserializeSeed<'de> for List<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(entry) = list.next_element::<Entry<'de>>()? {
            held(entry.fits(self.name, self.rules))?;
        }
        Ok(())
    }
}

fn held<E: Error>(rule: bool) -> Result<(), E> {
    if rule { Ok(()) } else { Err(E::custom("a rule is broken")) }
}
