//! Header lines as they are spelled.

use std::collections::BTreeMap;

use edgecase_core::names::{
    AMZN_PREFIX, DISALLOWED, DISALLOWED_AMZN, DISALLOWED_PREFIXES, starts_with_ignore_case,
};
use edgecase_core::profile::{Profile, XAmzn};
use serde::{Serialize, Serializer};
use serde_json::Value;

/// Header lines in order: name as it is spelled, and value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields(pub(super) Vec<(String, String)>);

/// Header lines as an event has them: a list under each name in lower case.
pub(super) struct ByName<'f>(Vec<(String, Vec<Line<'f>>)>);

#[derive(Serialize)]
struct Line<'f> {
    key: &'f str,
    value: &'f str,
}

impl Serialize for ByName<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, lines)| (name, lines)))
    }
}

impl Fields {
    /// Returns the values of a header in order.
    pub(super) fn values(&self, name: &str) -> Vec<&str> {
        let of_name = self.0.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        of_name.map(|(_, value)| value.as_str()).collect()
    }

    /// Returns the first value of a header.
    pub(super) fn first(&self, name: &str) -> Option<&str> {
        self.values(name).into_iter().next()
    }

    /// Returns the lines of a header as one list.
    pub(super) fn joined(&self, name: &str) -> String {
        self.values(name).join(",")
    }

    /// Tells whether a header is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.first(name).is_some()
    }

    /// Adds a line.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        self.0.push((name.to_owned(), value.to_owned()));
    }

    /// Takes a header off.
    pub(super) fn remove(&mut self, name: &str) {
        self.0.retain(|(key, _)| !key.eq_ignore_ascii_case(name));
    }

    /// Puts one line in the place of a header.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.remove(name);
        self.add(name, value);
    }

    /// Returns the headers without those that no function may touch.
    pub(super) fn on_arrival(&self, profile: &Profile) -> Self {
        let lines = self.0.iter().filter(|(name, _)| !is_disallowed(name, profile));
        Self(lines.cloned().collect())
    }

    /// Returns the lines by name in lower case.
    pub(super) fn by_name(&self) -> BTreeMap<String, Vec<String>> {
        let mut map: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in &self.0 {
            map.entry(name.to_ascii_lowercase()).or_default().push(value.clone());
        }
        map
    }

    /// Returns the headers as an event has them.
    pub(super) fn grouped(&self) -> ByName<'_> {
        let mut groups: Vec<(String, Vec<Line<'_>>)> = Vec::new();
        for (key, value) in &self.0 {
            let line = Line { key, value };
            match groups.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case(key)) {
                Some((_, lines)) => lines.push(line),
                None => groups.push((key.to_ascii_lowercase(), vec![line])),
            }
        }
        ByName(groups)
    }

    /// Reads the headers of a normalised result; none where there is no map.
    pub(super) fn from_json(map: Option<&Value>) -> Self {
        let mut fields = Self::default();
        for (name, lines) in map.and_then(Value::as_object).into_iter().flatten() {
            for line in lines.as_array().into_iter().flatten() {
                let text = |member: &str| line.get(member).and_then(Value::as_str);
                fields.add(text("key").unwrap_or(name), text("value").unwrap_or_default());
            }
        }
        fields
    }
}

/// Tells whether a header is one that no function may touch.
fn is_disallowed(name: &str, profile: &Profile) -> bool {
    let name = name.to_ascii_lowercase();
    let amazon = match profile.x_amzn {
        XAmzn::Named => DISALLOWED_AMZN.contains(&name.as_str()),
        XAmzn::Wildcard => starts_with_ignore_case(&name, AMZN_PREFIX),
        XAmzn::None => false,
    };
    amazon
        || DISALLOWED.contains(&name.as_str())
        || DISALLOWED_PREFIXES.iter().any(|prefix| starts_with_ignore_case(&name, prefix))
}
