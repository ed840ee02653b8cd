//! Breaches of the rules on names that a function may not send, and on read-only headers.

use edgecase_core::{Profile, Stage, names};

use super::super::json::{Json, Word};
use super::super::maker::Maker;
use super::super::names::{denied, disallowed as is_disallowed};
use super::place::Place;

/// A name of the list of disallowed ones.
pub(super) fn disallowed(maker: &mut Maker<'_>, tree: &mut Json) {
    let name = *maker.variant(names::DISALLOWED);
    maker.put_named(tree, Place::Headers, name);
}

/// Draws a name with a prefix, or the prefix alone.
fn prefixed(maker: &mut Maker<'_>, prefix: &str) -> String {
    let rest = *maker.d.pick(&["a", "", "id", "-", "a-b"]);
    format!("{prefix}{rest}")
}

/// A name with a disallowed prefix.
pub(super) fn disallowed_prefix(maker: &mut Maker<'_>, tree: &mut Json) {
    let prefix = *maker.variant(names::DISALLOWED_PREFIXES);
    let name = prefixed(maker, prefix);
    maker.put_named(tree, Place::Headers, &name);
}

/// A disallowed `X-Amzn-` name.
pub(super) fn disallowed_amzn(maker: &mut Maker<'_>, tree: &mut Json) {
    let name = *maker.variant(names::DISALLOWED_AMZN);
    maker.put_named(tree, Place::Headers, name);
}

/// Any `X-Amzn-` name, where all are disallowed.
pub(super) fn disallowed_amzn_prefix(maker: &mut Maker<'_>, tree: &mut Json) {
    let name = match *maker.variant(&[0, 1]) {
        0 => prefixed(maker, names::AMZN_PREFIX),
        _ => (*maker.d.pick(names::DISALLOWED_AMZN)).to_owned(),
    };
    maker.put_named(tree, Place::Headers, &name);
}

/// Returns the stage's read-only headers that an event can lack: Host is always there.
fn read_only(maker: &Maker<'_>) -> Vec<&'static str> {
    names::read_only(maker.stage, &maker.reading.profile).collect()
}

/// A read-only header that the event lacks.
pub(super) fn added(maker: &mut Maker<'_>, tree: &mut Json) {
    let mut list = read_only(maker);
    list.retain(|name| !(maker.stage.is_request() && *name == "host"));
    let name = *maker.variant(&list);
    maker.event.remove(name);
    drop_header(tree, name);
    maker.put_named(tree, Place::Headers, name);
}

/// Takes a header out of `headers`, however it is spelled.
fn drop_header(tree: &mut Json, name: &str) {
    if let Some(members) = tree.get_mut("headers").and_then(Json::members_mut) {
        members.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    }
}

/// Returns the values that the event has for a read-only header; gives it some if it has none.
fn values(maker: &mut Maker<'_>, name: &'static str) -> Vec<Word> {
    if !maker.event.has(name) {
        while maker.event.values(name).count() < 3 {
            let value = Word::Borrowed(*maker.d.pick(&["1", "1.1 a", "a, b", "gzip"]));
            maker.event.lines.push((Word::Borrowed(name), value));
            if !maker.d.chance(1, 3) {
                break;
            }
        }
    }
    maker.event.values(name).cloned().collect()
}

/// A read-only header of the event with other values.
pub(super) fn changed(maker: &mut Maker<'_>, tree: &mut Json) {
    let list = read_only(maker);
    let name = *maker.variant(&list);
    let kind = *maker.d.pick(&CHANGES);
    if matches!(kind, Change::Turned | Change::Fewer) {
        // Two values that differ, so that the order and the second one tell.
        maker.event.remove(name);
        for value in ["1.1 a", "gzip"] {
            maker.event.lines.push((Word::Borrowed(name), Word::Borrowed(value)));
        }
    }
    let before = values(maker, name);
    let after = other_values(maker, &before, kind);
    drop_header(tree, name);
    let list = maker.entries(name, after);
    let spelled = maker.map_name(Word::Borrowed(name));
    maker.put(tree, Place::Headers, spelled, list);
}

/// How values of a header are changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Other,
    MoreAfter,
    MoreBefore,
    /// With a blank at an end, which nobody trims.
    Blank,
    Capitals,
    Joined,
    Turned,
    Fewer,
}

const CHANGES: [Change; 10] = [
    Change::Other,
    Change::MoreAfter,
    Change::Turned,
    Change::Blank,
    Change::Fewer,
    Change::Capitals,
    Change::MoreAfter,
    Change::Turned,
    Change::MoreBefore,
    Change::Joined,
];

/// Returns values that are not those of the event.
fn other_values(maker: &mut Maker<'_>, before: &[Word], change: Change) -> Vec<Word> {
    let mut after = before.to_vec();
    match change {
        Change::Other => after = vec![Word::Borrowed("changed")],
        Change::MoreAfter => after.push(Word::Borrowed(*maker.d.pick(&["1", ""]))),
        Change::MoreBefore => after.insert(0, Word::Borrowed("0")),
        Change::Blank => {
            let start = maker.d.chance(1, 2);
            for value in &mut after {
                let blank = if start { format!(" {value}") } else { format!("{value} ") };
                *value = Word::Owned(blank);
            }
        }
        Change::Capitals => {
            after.iter_mut().for_each(|value| *value = Word::Owned(value.to_ascii_uppercase()));
        }
        Change::Joined => after = vec![Word::Owned(before.join(", "))],
        Change::Turned => after.reverse(),
        Change::Fewer => _ = after.pop(),
    }
    if after == before {
        after.push(Word::Borrowed("1"));
    }
    after
}

/// A read-only header of the event that is not handed back.
pub(super) fn deleted(maker: &mut Maker<'_>, tree: &mut Json) {
    use edgecase_core::RuleId::HeadersEmptyList;
    let list = read_only(maker);
    let name = *maker.variant(&list);
    values(maker, name);
    // Where a missing map is the event's, one is needed to miss a header in.
    maker.open(tree, Place::Headers);
    drop_header(tree, name);
    let empty = !maker.minds(HeadersEmptyList);
    match maker.d.below(4) {
        0 if empty => maker.put(tree, Place::Headers, Word::Borrowed(name), Json::List(Vec::new())),
        1 if empty && !maker.piled => tree.set("headers", Json::object([])),
        _ => {}
    }
}

/// Content-Length in a generated response.
pub(super) fn generated_length(maker: &mut Maker<'_>, tree: &mut Json) {
    maker.put_named(tree, Place::Headers, "content-length");
}

/// A read-only header in a generated response.
pub(super) fn generated_read_only(maker: &mut Maker<'_>, tree: &mut Json) {
    use edgecase_core::profile::GeneratedReadonly::ContentLengthAndTeOnly;
    let mut list = read_only(maker);
    list.retain(|name| *name != "content-length");
    if maker.reading.profile.generated_readonly == ContentLengthAndTeOnly {
        list = vec!["transfer-encoding"];
    }
    let name = *maker.variant(&list);
    maker.put_named(tree, Place::Headers, name);
}

/// A restricted header of 2018 that is added or changed.
pub(super) fn restricted(maker: &mut Maker<'_>, tree: &mut Json) {
    let name = *maker.variant(names::RESTRICTED_2018);
    drop_header(tree, name);
    if maker.event.has(name) {
        let list = maker.entries(name, vec![Word::Borrowed("changed")]);
        return maker.put(tree, Place::Headers, Word::Borrowed(name), list);
    }
    let entry = maker.entry(name, Json::text("1"));
    maker.put_entry(tree, Place::Headers, Word::Borrowed(name), entry);
}

/// CloudFront-Viewer-Country that the event lacks.
pub(super) fn viewer_country(maker: &mut Maker<'_>, tree: &mut Json) {
    maker.event.remove(names::VIEWER_COUNTRY);
    drop_header(tree, names::VIEWER_COUNTRY);
    maker.put_named(tree, Place::Headers, names::VIEWER_COUNTRY);
}

/// Returns the place of the custom headers of a result.
pub(super) fn custom(maker: &Maker<'_>, tree: &Json) -> Place {
    super::place::origin_kind(tree, maker.stage).map_or(Place::Headers, Place::Custom)
}

/// A denied name among the origin custom headers.
pub(super) fn custom_denied(maker: &mut Maker<'_>, tree: &mut Json) {
    let mut list: Vec<&str> = names::custom_denied(&maker.reading.profile).collect();
    list.extend(names::CUSTOM_DENIED_PREFIXES);
    // The prefixes first, and the names that came last.
    list.reverse();
    let name = *maker.variant(&list);
    let name = if name.ends_with('-') { prefixed(maker, name) } else { name.to_owned() };
    let place = custom(maker, tree);
    maker.put_named(tree, place, &name);
}

/// A disallowed name among the origin custom headers that is not denied.
pub(super) fn custom_disallowed(maker: &mut Maker<'_>, tree: &mut Json) {
    let profile = &maker.reading.profile;
    let mut list: Vec<&str> =
        names::DISALLOWED.iter().chain(names::DISALLOWED_AMZN).copied().collect();
    list.retain(|name| is_disallowed(name, profile) && !denied(name, profile));
    let name = *maker.variant(&list);
    let place = custom(maker, tree);
    maker.put_named(tree, place, name);
}

/// Returns the names that are read-only at origin-request, and neither denied nor disallowed.
pub(super) fn free_read_only(profile: &Profile) -> Vec<&'static str> {
    let mut list: Vec<&str> = names::read_only(Stage::OriginRequest, profile).collect();
    list.retain(|name| !is_disallowed(name, profile) && !denied(name, profile));
    list
}

/// A read-only name among the origin custom headers that is neither denied nor disallowed.
pub(super) fn custom_read_only(maker: &mut Maker<'_>, tree: &mut Json) {
    let list = free_read_only(&maker.reading.profile);
    let name = *maker.variant(&list);
    // What stands in `headers` too would be repeated.
    maker.event.remove(name);
    drop_header(tree, name);
    let place = custom(maker, tree);
    maker.put_named(tree, place, name);
}
