//! Places for broken headers: in `headers`, or in the `customHeaders` of an origin.

use edgecase_core::Stage;

use super::super::event::Kind;
use super::super::json::{Json, Word};
use super::super::maker::Maker;
use super::super::names;

/// A map of headers in a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// `headers`.
    Headers,
    /// `customHeaders` of an origin of that kind.
    Custom(Kind),
}

impl Place {
    /// Returns the name of the member.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Headers => "headers",
            Self::Custom(_) => "customHeaders",
        }
    }

    /// Returns the object that has the member.
    pub(super) fn around(self, tree: &mut Json) -> Option<&mut Json> {
        match self {
            Self::Headers => Some(tree),
            Self::Custom(kind) => tree.get_mut("origin")?.get_mut(kind.as_str()),
        }
    }

    /// Returns the map itself.
    fn map(self, tree: &mut Json) -> Option<&mut Json> {
        self.around(tree)?.get_mut(self.name())
    }
}

/// Returns the kind of the result's origin, where one is judged.
pub(super) fn origin_kind(tree: &Json, stage: Stage) -> Option<Kind> {
    let origin = tree.get("origin").filter(|_| stage == Stage::OriginRequest)?;
    let there = |kind: &Kind| matches!(origin.get(kind.as_str()), Some(Json::Object(_)));
    Kind::BOTH.into_iter().find(there).filter(|_| !tree.has("status"))
}

impl Maker<'_> {
    /// Tells whether a result is a generated response.
    pub(super) fn is_generated(&self, tree: &Json) -> bool {
        self.stage.is_request() && tree.has("status")
    }

    /// Draws a map: `headers`, or `customHeaders` if there is an origin.
    pub(super) fn place(&mut self, tree: &Json) -> Place {
        match origin_kind(tree, self.stage) {
            Some(kind) if self.d.chance(1, 3) => Place::Custom(kind),
            _ => Place::Headers,
        }
    }

    /// Returns a map to put broken headers into; makes room for them.
    pub(super) fn open<'t>(&mut self, tree: &'t mut Json, place: Place) -> Option<&'t mut Json> {
        let own = self.is_generated(tree);
        let around = place.around(tree)?;
        match (around.get(place.name()), place) {
            (Some(Json::Object(_)), Place::Headers) => {}
            (Some(Json::Object(members)), Place::Custom(_)) if self.piled || is_small(members) => {}
            (None, Place::Headers) if !own => {
                let headers = self.kept_headers();
                around.set(place.name(), headers);
            }
            _ => around.set(place.name(), Json::object([])),
        }
        place.map(tree)
    }

    /// Returns a name that nothing minds and that is not in use.
    pub(super) fn fresh(&mut self, tree: &mut Json, place: Place) -> Word {
        let pool = match place {
            Place::Headers => names::PLAIN,
            Place::Custom(_) => names::PLAIN_CUSTOM,
        };
        let start = self.d.index(pool.len());
        let used = |name: &str, map: Option<&Json>| {
            map.is_some_and(|map| map.members().iter().any(|(n, _)| n.eq_ignore_ascii_case(name)))
        };
        let map = place.map(tree).map(|map| &*map);
        let mut names = pool.iter().cycle().skip(start).take(pool.len());
        let name = names.find(|name| !used(name, map) && !self.event.has(name));
        match name {
            Some(name) => Word::Borrowed(name),
            None => Word::Owned(format!("x-f{}", map.map_or(0, |map| map.members().len()))),
        }
    }

    /// Puts a list, or what stands in the place of one, under a name of a map.
    pub(super) fn put(&mut self, tree: &mut Json, place: Place, name: Word, list: Json) {
        if let Some(members) = self.open(tree, place).and_then(Json::members_mut) {
            let at = self.d.index(members.len() + 1);
            members.insert(at, (name, list));
        }
    }

    /// Puts an entry into a map, under a name of its own, beside good entries now and then.
    pub(super) fn put_entry(&mut self, tree: &mut Json, place: Place, name: Word, entry: Json) {
        let mut list = vec![entry];
        for at in [0, 1] {
            if self.d.chance(1, 4) {
                let good = self.entry(&name, Json::text("1"));
                list.insert(at, good);
            }
        }
        self.put(tree, place, name, Json::List(list));
    }

    /// Puts a line with a name that is minded: as name of the map, or as `key` of another name.
    pub(super) fn put_named(&mut self, tree: &mut Json, place: Place, name: &str) {
        use edgecase_core::RuleId::{HeadersKeyMismatch, HeadersNameCase};
        use edgecase_core::{Effect, made_key};
        let refused = HeadersKeyMismatch.rule().effect(&self.reading.profile, self.stage);
        let capital = !self.minds(HeadersNameCase);
        if let Some(members) = self.open(tree, place).and_then(Json::members_mut) {
            // A list without entries may stand there already.
            members.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        }
        let spelled = match self.d.below(3) {
            1 if capital => made_key(name),
            2 if capital => name.to_ascii_uppercase(),
            _ => name.to_owned(),
        };
        if refused != Effect::Refuse && self.d.chance(1, 4) {
            let other = self.fresh(tree, place);
            let mut entry = self.entry(&other, Json::text("1"));
            entry.set("key", Json::text(spelled));
            self.put_entry(tree, place, other, entry);
        } else {
            let entry = self.entry(name, Json::text("1"));
            self.put_entry(tree, place, Word::Owned(spelled), entry);
        }
    }
}

/// Tells whether a map has room for more headers under every limit.
fn is_small(members: &[(Word, Json)]) -> bool {
    let long = |list: &Json| match list {
        Json::List(entries) => entries.len() > 3 || entries.iter().any(is_long),
        _ => false,
    };
    members.len() <= 8 && !members.iter().any(|(name, list)| name.len() > 100 || long(list))
}

fn is_long(entry: &Json) -> bool {
    match entry {
        Json::Text(text) | Json::Raw(text) => text.len() > 100,
        Json::Long(_) => true,
        Json::List(entries) => entries.iter().any(is_long),
        Json::Object(members) => members.iter().any(|(_, value)| is_long(value)),
    }
}
