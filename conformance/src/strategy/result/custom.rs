//! Origin custom headers that are accepted.

use edgecase_core::limits;

use super::json::{Json, Members, Word};
use super::maker::Maker;
use super::names;
use super::request::usize_of;

const VALUES: &[&str] = &["1", "", " x ", "a\tb", "secret", "~"];

impl Maker<'_> {
    /// Makes `customHeaders`, or none; `headers` are those of the request, which are not repeated.
    pub(super) fn custom_headers(&mut self, headers: Option<&Json>) -> Option<Json> {
        Some(match self.d.below(12) {
            0..=2 => return None,
            3 | 4 => Json::object([]),
            5 if self.null_is_absent() => Json::raw("null"),
            6 => {
                let most = limits::custom_headers(&self.reading.profile);
                self.numbered(usize_of(most))
            }
            7 => {
                let name = "n".repeat(usize_of(limits::CUSTOM_HEADER_NAME_CHARS));
                self.one_header(name.into(), "1".into())
            }
            8 => {
                let value = "v".repeat(usize_of(limits::CUSTOM_HEADER_VALUE_CHARS));
                self.one_header("x-v".into(), value.into())
            }
            9 => self.characters(usize_of(limits::CUSTOM_HEADERS_CHARS)),
            _ => self.some_headers(headers),
        })
    }

    /// Makes a map of one header.
    pub(super) fn one_header(&mut self, name: Word, value: Word) -> Json {
        let list = self.entries(&name, vec![value]);
        Json::Object(vec![(name, list)])
    }

    /// Makes a map of that many headers.
    pub(super) fn numbered(&mut self, count: usize) -> Json {
        let plain = |number: usize| {
            let list = Json::List(vec![Json::object([
                ("key", Json::Text(Word::Owned(format!("X-N{number}")))),
                ("value", Json::text("1")),
            ])]);
            (Word::Owned(format!("x-n{number}")), list)
        };
        let mut map: Members = (0..count).map(plain).collect();
        if let Some((_, Json::List(entries))) = map.first_mut()
            && self.d.chance(3, 4)
        {
            // Names are counted, not their lines.
            entries.push(Json::object([("key", Json::text("x-n0")), ("value", Json::text("2"))]));
        }
        if !self.minds(edgecase_core::RuleId::HeadersEmptyList) && self.d.chance(1, 2) {
            // A name without entries is no header.
            map.push((Word::Borrowed("x-none"), Json::List(Vec::new())));
        }
        Json::Object(map)
    }

    /// Makes a map whose names and values are that many characters long together.
    pub(super) fn characters(&mut self, characters: usize) -> Json {
        const LINES: usize = 6;
        const NAME: usize = 4;
        let values = characters - LINES * NAME;
        let value = |line: usize| {
            let extra = usize::from(line < values % LINES);
            Word::Owned("v".repeat(values / LINES + extra))
        };
        if self.d.chance(3, 4) {
            // A name counts for each of its values.
            let list = self.entries("x-m0", (0..LINES).map(value).collect());
            return Json::Object(vec![(Word::Borrowed("x-m0"), list)]);
        }
        let mut map = Members::with_capacity(LINES);
        for line in 0..LINES {
            let name = format!("x-m{line}");
            let list = self.entries(&name, vec![value(line)]);
            map.push((Word::Owned(name), list));
        }
        Json::Object(map)
    }

    /// Draws headers of any allowed name.
    fn some_headers(&mut self, headers: Option<&Json>) -> Json {
        let mut map = Members::new();
        while map.len() < 6 && self.d.more(3) {
            let name = names::any(self.d);
            let same = |(known, _): &(Word, Json)| known.eq_ignore_ascii_case(&name);
            let repeated = headers.is_some_and(|headers| headers.members().iter().any(same));
            let taken = map.iter().any(same);
            if names::free_custom(&name, &self.reading.profile) && !repeated && !taken {
                let value = Word::Borrowed(*self.d.pick(VALUES));
                let list = self.entries(&name, vec![value]);
                let name = self.map_name(name);
                map.push((name, list));
            }
        }
        Json::Object(map)
    }
}
