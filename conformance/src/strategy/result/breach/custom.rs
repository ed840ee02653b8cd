//! Breaches of the rules on origin custom headers, those on denied names apart.

use edgecase_core::limits;

use super::super::json::{Json, Word};
use super::super::maker::Maker;
use super::super::request::usize_of;
use super::headers::{bad_name, line};
use super::names::custom;
use super::place::Place;
use super::response::{CONTROLS, with};

/// A header that is in `headers` too.
pub(super) fn repeated(maker: &mut Maker<'_>, tree: &mut Json) {
    let place = custom(maker, tree);
    let name = maker.fresh(tree, place);
    let spelled = if maker.minds(edgecase_core::RuleId::HeadersNameCase) {
        name.clone()
    } else {
        match *maker.variant(&[1, 0, 2]) {
            0 => name.clone(),
            1 => Word::Owned(edgecase_core::made_key(&name)),
            _ => Word::Owned(name.to_ascii_uppercase()),
        }
    };
    let (one, other) = if maker.d.chance(1, 2) { (&name, &spelled) } else { (&spelled, &name) };
    for (place, name) in [(Place::Headers, one), (place, other)] {
        let entry = maker.entry(name, Json::text("1"));
        maker.put_entry(tree, place, name.clone(), entry);
    }
}

/// A name that is no token.
pub(super) fn name(maker: &mut Maker<'_>, tree: &mut Json) {
    let place = custom(maker, tree);
    bad_name(maker, tree, place);
}

/// A value with a control character.
pub(super) fn value(maker: &mut Maker<'_>, tree: &mut Json) {
    let control = *maker.variant(CONTROLS);
    let text = with(maker, control);
    let place = custom(maker, tree);
    line(maker, tree, place, text);
}

/// Replaces the custom headers of a result, or adds to those that break other rules.
fn replace(maker: &mut Maker<'_>, tree: &mut Json, map: Json) {
    let place = custom(maker, tree);
    match map {
        Json::Object(members) if maker.piled => {
            if let Some(known) = maker.open(tree, place).and_then(Json::members_mut) {
                known.extend(members);
            }
        }
        map => {
            if let Some(around) = place.around(tree) {
                around.set("customHeaders", map);
            }
        }
    }
}

/// A name that is too long.
pub(super) fn name_length(maker: &mut Maker<'_>, tree: &mut Json) {
    let more = *maker.variant(&[1, 1, 1, 2, 100]);
    let name = "n".repeat(usize_of(limits::CUSTOM_HEADER_NAME_CHARS) + more);
    let map = maker.one_header(Word::Owned(name), Word::Borrowed("1"));
    replace(maker, tree, map);
}

/// A value that is too long.
pub(super) fn value_length(maker: &mut Maker<'_>, tree: &mut Json) {
    let more = *maker.variant(&[1, 1, 1, 2, 100]);
    let unit = *maker.d.pick(&["v", "\u{e9}", " "]);
    let value = unit.repeat(usize_of(limits::CUSTOM_HEADER_VALUE_CHARS) + more);
    let place = custom(maker, tree);
    line(maker, tree, place, Word::Owned(value));
}

/// Names and values that are too long together.
pub(super) fn characters(maker: &mut Maker<'_>, tree: &mut Json) {
    let more = *maker.variant(&[1, 1, 1, 2, 100]);
    let map = maker.characters(usize_of(limits::CUSTOM_HEADERS_CHARS) + more);
    replace(maker, tree, map);
}

/// Too many headers.
pub(super) fn count(maker: &mut Maker<'_>, tree: &mut Json) {
    let more = *maker.variant(&[1, 1, 1, 2, 20]);
    let most = usize_of(limits::custom_headers(&maker.reading.profile));
    let map = maker.numbered(most + more);
    replace(maker, tree, map);
}
