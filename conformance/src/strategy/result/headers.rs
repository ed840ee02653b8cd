//! Header maps that are accepted: the event's lines, most of the time unchanged, and more.

use edgecase_core::{RuleId, made_key};

use super::json::{Json, Members, Word};
use super::maker::Maker;
use super::names;

const VALUES: &[&str] = &[
    "1",
    "",
    " x ",
    "text/html",
    "max-age=60",
    "a=1; path=/",
    "\t",
    "a\tb",
    "~ !\"#",
    "/\\",
    "chunked",
];

impl Maker<'_> {
    /// Makes the map of a message that is handed back: read-only headers stay as they are.
    pub(super) fn kept_headers(&mut self) -> Json {
        let mut map = Members::new();
        let names: Vec<Word> = self.event.names().cloned().collect();
        for name in names {
            let values: Vec<Word> = self.event.values(&name).cloned().collect();
            let free = names::free(&name, self.stage, &self.reading.profile, false);
            // A header that may not be added may still be dropped.
            let fate = if free { self.d.below(16) } else { 0 };
            let list = match fate {
                14 => continue,
                15 => {
                    let value = Word::Borrowed(*self.d.pick(VALUES));
                    self.entries(&name, vec![value])
                }
                _ => self.entries(&name, values),
            };
            let name = self.map_name(name);
            map.push((name, list));
        }
        self.add_headers(&mut map, false);
        Json::Object(map)
    }

    /// Makes the map of a generated response, from nothing.
    pub(super) fn own_headers(&mut self) -> Json {
        let mut map = Members::new();
        self.add_headers(&mut map, true);
        Json::Object(map)
    }

    /// Adds headers that no rule minds.
    fn add_headers(&mut self, map: &mut Members, generated: bool) {
        let most = map.len() + 6;
        while map.len() < most && self.d.more(3) {
            let name = names::any(self.d);
            let there = map.iter().any(|(known, _)| known.eq_ignore_ascii_case(&name));
            let free = names::free(&name, self.stage, &self.reading.profile, generated);
            // A list that is empty is no header, so a name that may not be added may have one.
            let (name, list) = if !self.minds(RuleId::HeadersEmptyList) && self.d.chance(1, 12) {
                let name = if self.d.chance(1, 2) { self.listed_name() } else { name };
                (name, Json::List(Vec::new()))
            } else if free && !there {
                let count = 1 + usize::from(self.d.chance(1, 6));
                let values = (0..count).map(|_| Word::Borrowed(*self.d.pick(VALUES))).collect();
                let list = self.entries(&name, values);
                (name, list)
            } else {
                continue;
            };
            if map.iter().any(|(known, _)| known.eq_ignore_ascii_case(&name))
                || (list == Json::List(Vec::new()) && self.event.has(&name))
            {
                continue;
            }
            let name = self.map_name(name);
            let at = self.d.index(map.len() + 1);
            map.insert(at, (name, list));
        }
    }

    /// Draws a name that some list has.
    fn listed_name(&mut self) -> Word {
        let read_only: Vec<&'static str> =
            edgecase_core::names::read_only(self.stage, &self.reading.profile).collect();
        Word::Borrowed(match self.d.below(2) {
            0 => *self.d.pick(edgecase_core::names::DISALLOWED),
            _ => *self.d.pick(&read_only),
        })
    }

    /// Spells a name of the map, in capitals now and then.
    pub(super) fn map_name(&mut self, name: Word) -> Word {
        if self.minds(RuleId::HeadersNameCase) {
            return name;
        }
        match self.d.below(16) {
            14 => Word::Owned(made_key(&name)),
            15 => Word::Owned(name.to_ascii_uppercase()),
            _ => name,
        }
    }

    /// Makes the list under a name: an entry a value, or one entry with a list of values.
    pub(super) fn entries(&mut self, name: &str, values: Vec<Word>) -> Json {
        let lists = !self.minds(RuleId::HeadersValueArray);
        let which = self.d.below(if lists { 16 } else { 1 });
        if which == 14 {
            let values = Json::List(values.into_iter().map(Json::Text).collect());
            return Json::List(vec![self.entry(name, values)]);
        }
        let each = |value| self.entry(name, Json::Text(value));
        let mut entries: Vec<Json> = values.into_iter().map(each).collect();
        if which == 15 {
            let at = self.d.index(entries.len() + 1);
            entries.insert(at, self.entry(name, Json::List(Vec::new())));
        }
        Json::List(entries)
    }

    /// Makes an entry, with or without `key`.
    pub(super) fn entry(&mut self, name: &str, value: Json) -> Json {
        let key = self.key(name);
        let mut members: Members = Vec::with_capacity(2);
        members.extend(key.map(|key| (Word::Borrowed("key"), key)));
        members.push((Word::Borrowed("value"), value));
        match self.d.below(24) {
            22 => members.reverse(),
            23 => {
                let at = self.d.index(members.len() + 1);
                members.insert(at, (Word::Borrowed("comment"), Json::raw("[1]")));
            }
            _ => {}
        }
        Json::Object(members)
    }

    /// Draws a `key` that names the same header, or none.
    pub(super) fn key(&mut self, name: &str) -> Option<Json> {
        let needed = self.minds(RuleId::HeadersKeyMissing);
        Some(match self.d.below(8) {
            0 | 1 if !needed => return None,
            2 if !needed && self.null_is_absent() => Json::raw("null"),
            3 => Json::text(name.to_ascii_uppercase()),
            4 | 5 => Json::text(name.to_owned()),
            _ => Json::text(made_key(name)),
        })
    }
}
