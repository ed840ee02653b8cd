//! Breaches of the rules on the shape of headers, and on names and values in general.

use edgecase_core::{Effect, RuleId};

use super::super::json::{Json, Word, in_quotes};
use super::super::maker::Maker;
use super::super::names;
use super::super::request::usize_of;
use super::place::Place;
use super::response::{CONTROLS, with};

/// Values that are neither object nor list.
const SCALARS: &[&str] = &["\"x\"", "1", "true", "\"\"", "false", "0"];

/// Takes the read-only headers out of the event, so that none of them can be missed.
fn nothing_to_miss(maker: &mut Maker<'_>) {
    let (stage, profile) = (maker.stage, &maker.reading.profile);
    maker.event.lines.retain(|(name, _)| !names::read_only(name, stage, profile));
}

/// A map that is neither object nor list.
pub(super) fn wrong_type(maker: &mut Maker<'_>, tree: &mut Json) {
    let null = !maker.null_is_absent() && *maker.variant(&[false, true, false]);
    let value = if null { "null" } else { *maker.d.pick(SCALARS) };
    let place = maker.place(tree);
    if let Some(around) = place.around(tree) {
        around.set(place.name(), Json::raw(value));
    }
}

/// A map that is a list.
pub(super) fn list(maker: &mut Maker<'_>, tree: &mut Json) {
    let values =
        ["[]", "[{\"key\":\"X-A\",\"value\":\"1\"}]", "[1]", "[{\"x-a\":[{\"value\":\"1\"}]}]"];
    let value = *maker.variant(&values);
    let place = maker.place(tree);
    if place == Place::Headers && !maker.is_generated(tree) {
        // A viewer request always has Host, which would get lost.
        let host = maker.stage.is_request()
            && names::read_only("host", maker.stage, &maker.reading.profile);
        if host {
            *tree = maker.response();
        } else {
            nothing_to_miss(maker);
        }
    }
    if let Some(around) = place.around(tree) {
        around.set(place.name(), Json::raw(value));
    }
}

/// A response without `headers`.
pub(super) fn missing(maker: &mut Maker<'_>, tree: &mut Json) {
    nothing_to_miss(maker);
    tree.remove("headers");
    if maker.null_is_absent() && maker.d.chance(1, 2) {
        tree.set("headers", Json::raw("null"));
    }
}

/// Something under a name that is no list.
pub(super) fn not_a_list(maker: &mut Maker<'_>, tree: &mut Json) {
    let values =
        ["\"x\"", "{\"value\":\"1\"}", "null", "1", "{}", "true", "{\"0\":{\"value\":\"1\"}}"];
    let value = *maker.variant(&values);
    if !maker.is_generated(tree) {
        // Beside `statusCode` it would be a mark of API Gateway.
        tree.remove("statusCode");
    }
    let place = maker.place(tree);
    let name = maker.fresh(tree, place);
    maker.put(tree, place, name, Json::raw(value));
}

/// Puts an entry with a value into some map, under a name of its own.
fn valued(maker: &mut Maker<'_>, tree: &mut Json, value: Json) {
    let place = maker.place(tree);
    let name = maker.fresh(tree, place);
    let entry = maker.entry(&name, value);
    maker.put_entry(tree, place, name, entry);
}

/// An entry that is no object.
pub(super) fn entry_type(maker: &mut Maker<'_>, tree: &mut Json) {
    let values = ["\"x\"", "null", "[]", "1", "true", "[{\"value\":\"1\"}]"];
    let value = *maker.variant(&values);
    let place = maker.place(tree);
    let name = maker.fresh(tree, place);
    maker.put_entry(tree, place, name, Json::raw(value));
}

/// An entry without `value`.
pub(super) fn value_missing(maker: &mut Maker<'_>, tree: &mut Json) {
    let place = maker.place(tree);
    let name = maker.fresh(tree, place);
    let mut entry = maker.entry(&name, Json::text("1"));
    entry.remove("value");
    if maker.d.chance(1, 3) {
        entry.set("Value", Json::text("1"));
    }
    maker.put_entry(tree, place, name, entry);
}

/// A value that is an object.
pub(super) fn value_object(maker: &mut Maker<'_>, tree: &mut Json) {
    let value = *maker.variant(&["{}", "{\"value\":\"x\"}", "{\"a\":{}}"]);
    valued(maker, tree, Json::raw(value));
}

/// A value that is a number, a boolean or null.
pub(super) fn value_scalar(maker: &mut Maker<'_>, tree: &mut Json) {
    let value = *maker.variant(&["1", "null", "true", "0", "false", "-1.5e3"]);
    valued(maker, tree, Json::raw(value));
}

/// A value that is a list, where that is refused.
pub(super) fn value_array(maker: &mut Maker<'_>, tree: &mut Json) {
    let value = *maker.variant(&["[\"1\"]", "[]", "[\"a\",\"b\"]"]);
    valued(maker, tree, Json::raw(value));
}

/// A list of values with one that is no text.
pub(super) fn value_element(maker: &mut Maker<'_>, tree: &mut Json) {
    let values =
        ["[1]", "[\"a\",null]", "[{}]", "[[\"a\"]]", "[\"a\",true,\"b\"]", "[\"a\",\"b\",0.5]"];
    let value = *maker.variant(&values);
    valued(maker, tree, Json::raw(value));
}

/// Puts an entry with a key, or without one, into some map.
fn keyed(maker: &mut Maker<'_>, tree: &mut Json, key: Option<Json>) {
    let place = maker.place(tree);
    let name = maker.fresh(tree, place);
    let mut entry = maker.entry(&name, Json::text("1"));
    match key {
        Some(key) => entry.set("key", key),
        None => entry.remove("key"),
    }
    maker.put_entry(tree, place, name, entry);
}

/// An entry without `key`, where it is needed.
pub(super) fn key_missing(maker: &mut Maker<'_>, tree: &mut Json) {
    let null = maker.null_is_absent() && maker.d.chance(1, 3);
    keyed(maker, tree, null.then(|| Json::raw("null")));
}

/// A key that is no text.
pub(super) fn key_type(maker: &mut Maker<'_>, tree: &mut Json) {
    let value = *maker.variant(&["null", "1", "true", "[]", "{}", "[\"X\"]"]);
    let value = if value == "null" && maker.null_is_absent() { "0" } else { value };
    keyed(maker, tree, Some(Json::raw(value)));
}

/// An empty key.
pub(super) fn key_empty(maker: &mut Maker<'_>, tree: &mut Json) {
    keyed(maker, tree, Some(Json::text("")));
}

/// A key that names another header.
pub(super) fn key_mismatch(maker: &mut Maker<'_>, tree: &mut Json) {
    let place = maker.place(tree);
    let name = maker.fresh(tree, place);
    let key = match *maker.variant(&[0, 1, 2, 3]) {
        0 => Word::Borrowed("X-Other"),
        1 => Word::Owned(format!("{name}s")),
        2 => Word::Owned(name.chars().take(name.len() - 1).collect()),
        _ => Word::Owned(name.replace('-', "_") + "_"),
    };
    let mut entry = maker.entry(&name, Json::text("1"));
    entry.set("key", Json::Text(key));
    maker.put_entry(tree, place, name, entry);
}

/// A name of the map in capitals, where that is refused.
pub(super) fn name_case(maker: &mut Maker<'_>, tree: &mut Json) {
    let place = maker.place(tree);
    let name = maker.fresh(tree, place);
    let entry = maker.entry(&name, Json::text("1"));
    let spelled = match *maker.variant(&[0, 1, 2]) {
        0 => edgecase_core::made_key(&name),
        1 => name.to_ascii_uppercase(),
        _ => {
            let end = name.len() - 1;
            let (start, last) = name.split_at(end);
            format!("{start}{}", last.to_ascii_uppercase())
        }
    };
    maker.put_entry(tree, place, Word::Owned(spelled), entry);
}

/// Two names of the map that differ in letter case.
pub(super) fn name_merge(maker: &mut Maker<'_>, tree: &mut Json) {
    let place = maker.place(tree);
    let name = maker.fresh(tree, place);
    let refused = maker.minds(RuleId::HeadersNameCase);
    let empty = refused || !maker.minds(RuleId::HeadersEmptyList) && maker.d.chance(1, 12);
    let spelled = if *maker.variant(&[true, false]) {
        edgecase_core::made_key(&name)
    } else {
        name.to_ascii_uppercase()
    };
    for (name, value) in [(name, "1"), (Word::Owned(spelled), "2")] {
        let value = Json::text(value);
        let entry = maker.entry(&name, value);
        let in_capitals = name.chars().any(|c| c.is_ascii_uppercase());
        let list = if empty && in_capitals { Vec::new() } else { vec![entry] };
        maker.put(tree, place, name, Json::List(list));
    }
}

/// An empty list under a name, where that is refused.
pub(super) fn empty_list(maker: &mut Maker<'_>, tree: &mut Json) {
    let place = maker.place(tree);
    let name = maker.fresh(tree, place);
    maker.put(tree, place, name, Json::List(Vec::new()));
}

/// Names that are no tokens.
pub(super) const NOT_TOKENS: &[&str] = &[
    "a b", "x\u{e9}", "", "a:b", "x(a)", "a/b", "a,b", "x\t", "a;b", "<x>", "a=b", "a?b", "a@b",
    "[x]", "{x}", "\u{7f}", " x", "x\r\n",
];

/// Puts a name that is no token into a map: as name of the map, or as `key`.
pub(super) fn bad_name(maker: &mut Maker<'_>, tree: &mut Json, place: Place) {
    let name = *maker.variant(NOT_TOKENS);
    let mismatch = RuleId::HeadersKeyMismatch.rule().effect(&maker.reading.profile, maker.stage);
    let needs_key = maker.minds(RuleId::HeadersKeyMissing);
    let name = if name.is_empty() && needs_key { "a\"b" } else { name };
    if mismatch != Effect::Refuse && !name.is_empty() && maker.d.chance(1, 3) {
        let map_name = maker.fresh(tree, place);
        let mut entry = maker.entry(&map_name, Json::text("1"));
        entry.set("key", Json::text(name));
        return maker.put_entry(tree, place, map_name, entry);
    }
    let mut entry = Json::object([("value", Json::text("1"))]);
    if needs_key || !name.is_empty() && maker.d.chance(1, 2) {
        entry.set("key", Json::text(name));
    }
    maker.put(tree, place, in_quotes(name), Json::List(vec![entry]));
}

/// A name of a header that is no token.
pub(super) fn name_token(maker: &mut Maker<'_>, tree: &mut Json) {
    bad_name(maker, tree, Place::Headers);
}

/// Puts a line with a text into a map, now and then in a list of values.
pub(super) fn line(maker: &mut Maker<'_>, tree: &mut Json, place: Place, text: Word) {
    let name = maker.fresh(tree, place);
    let value = if !maker.minds(RuleId::HeadersValueArray) && maker.d.chance(1, 4) {
        let mut list = vec![Json::Text(text)];
        let at = maker.d.index(2);
        list.insert(at, Json::text("1"));
        Json::List(list)
    } else {
        Json::Text(text)
    };
    let entry = maker.entry(&name, value);
    maker.put_entry(tree, place, name, entry);
}

/// A value with a carriage return.
pub(super) fn value_cr(maker: &mut Maker<'_>, tree: &mut Json) {
    let text = with(maker, '\r');
    line(maker, tree, Place::Headers, text);
}

/// A value with another control character than CR and TAB.
pub(super) fn value_control(maker: &mut Maker<'_>, tree: &mut Json) {
    let control = *maker.variant(CONTROLS);
    let text = with(maker, if control == '\r' { '\n' } else { control });
    line(maker, tree, Place::Headers, text);
}

/// A value with a character beyond ASCII.
pub(super) fn value_non_ascii(maker: &mut Maker<'_>, tree: &mut Json) {
    let character = *maker.variant(&['\u{e9}', '\u{80}', '\u{1f600}', '\u{a0}', '\u{4e2d}']);
    let place = maker.place(tree);
    let text = match place {
        // Lengths are told in characters there.
        Place::Custom(_) if maker.d.chance(1, 2) => {
            let most = usize_of(edgecase_core::limits::CUSTOM_HEADER_VALUE_CHARS);
            Word::Owned(character.to_string().repeat(most))
        }
        _ => with(maker, character),
    };
    line(maker, tree, place, text);
}
