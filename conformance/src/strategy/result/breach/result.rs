//! Breaches of the rules on the shape of a result.

use edgecase_core::limits;
use edgecase_core::profile::{BothShapes, RequestBodyAccess};

use super::super::body;
use super::super::json::{Json, Layout, Word};
use super::super::maker::Maker;
use super::place::origin_kind;

/// Returns a result of any kind as text.
fn text(maker: &mut Maker<'_>) -> String {
    maker.shallow = true;
    super::either(maker).write(Layout::default())
}

/// Bytes that are no JSON.
pub(super) fn json(maker: &mut Maker<'_>) -> Vec<u8> {
    const WHOLE: &[&[u8]] = &[
        b"",
        b"undefined",
        b" ",
        b"NaN",
        b"{\"status\":\"200\",}",
        b"{\"status\":0200}",
        b"{'status':'200'}",
        b"{\"status\":\"200\",\"statusDescription\":\"a\tb\"}",
        b"{\"status\":\"200\",\"statusDescription\":\"\\x41\"}",
        b"{\"status\":\"200\",\"statusDescription\":\"\\u12g4\"}",
        b"{\"status\":\"200\",\"x\":[1,]}",
        b"{\"status\":\"200\",\"x\":1.}",
        b"{\"status\":\"200\",\"x\":-}",
        b"{\"status\":\"200\" \"x\":1}",
        b"{\"status\":\"200\",\"x\":True}",
        b"{\"status\":\"200\"}//",
        b"{status:\"200\"}",
    ];
    const NOT_UTF8: &[&[u8]] = &[
        b"{\"status\":\"200\",\"headers\":{},\"statusDescription\":\"\xff\"}",
        b"{\"status\":\"200\",\"headers\":{},\"statusDescription\":\"\xed\xa0\x80\"}",
        b"{\"status\":\"200\",\"headers\":{},\"statusDescription\":\"\xc3\"}",
        b"{\"status\":\"200\",\"headers\":{},\"\x80\":1}",
    ];
    let which = *maker.variant(&[4, 3, 5, 6, 0, 2]);
    let text = if which > 1 { text(maker) } else { String::new() };
    match which {
        2 => {
            let cut = maker.d.index(text.len());
            text.into_bytes().into_iter().take(cut).collect()
        }
        3 => [text.as_bytes(), maker.d.pick(&["}", "x", "{}", "\0", ",", "\u{b}"]).as_bytes()]
            .concat(),
        4 => ["\u{feff}".as_bytes(), text.as_bytes()].concat(),
        5 => maker.d.pick(NOT_UTF8).to_vec(),
        6 => {
            let mut bytes = text.into_bytes();
            let at = maker.d.index(bytes.len() + 1);
            bytes.insert(at, 0xff);
            bytes
        }
        _ => maker.d.pick(WHOLE).to_vec(),
    }
}

/// Nesting one level too deep, or far too deep.
pub(super) fn depth(maker: &mut Maker<'_>) -> Vec<u8> {
    const DEPTH: usize = limits::DEPTH;
    let levels = *maker.variant(&[DEPTH, DEPTH, DEPTH + 1, 5_000]);
    if maker.d.chance(1, 4) {
        // What comes after the offence is not read.
        let rest = *maker.d.pick(&["", "]", "x", "\"\u{1}"]);
        return format!("{}{rest}", "[".repeat(levels + 1)).into_bytes();
    }
    let deep = body::nested(maker.d, levels);
    let mut tree = super::either(maker);
    if let Some(members) = tree.members_mut() {
        let at = maker.d.index(members.len() + 1);
        members.insert(at, (Word::Borrowed("deep"), deep));
    }
    tree.write(Layout::default()).into_bytes()
}

/// A JSON value that is no object.
pub(super) fn object(maker: &mut Maker<'_>) -> Vec<u8> {
    let values = ["[]", "\"\"", "1", "true", "false", "[{\"status\":\"200\"}]", " \"x\" ", "-1e5"];
    match *maker.variant(&[1, 0, 2]) {
        0 => maker.d.pick(&values).as_bytes().to_vec(),
        1 => format!("[{}]", text(maker)).into_bytes(),
        // A function that serialised its result itself.
        _ => serde_json::Value::String(text(maker)).to_string().into_bytes(),
    }
}

/// Nothing.
pub(super) fn null(maker: &mut Maker<'_>) -> Vec<u8> {
    maker.d.pick(&["null", " null", "null\r\n\t"]).as_bytes().to_vec()
}

/// A string, or the name of an unknown member, with half a surrogate pair.
pub(super) fn surrogate(maker: &mut Maker<'_>, tree: &mut Json) {
    const HALVES: &[&str] = &[
        "\\ud800",
        "\\udc00",
        "\\udfff",
        "\\uDBFF",
        "a\\ud83d",
        "\\ude00\\ud83d",
        "\\ud83dx",
        "\\ud800\\u0041",
        "\\ud83d\\ud83d\\ude00",
    ];
    let half = *maker.variant(HALVES);
    let string = Json::Raw(Word::Owned(format!("\"{half}\"")));
    if maker.d.chance(1, 3) {
        let place = maker.place(tree);
        let name = maker.fresh(tree, place);
        let entry = maker.entry(&name, string);
        return maker.put_entry(tree, place, name, entry);
    }
    let Some(members) = tree.members_mut() else { return };
    let at = maker.d.index(members.len() + 1);
    let member = match maker.d.below(4) {
        0 => (Word::Borrowed("foo"), string),
        1 => (Word::Borrowed("foo"), Json::List(vec![Json::raw("{}"), string])),
        2 => (Word::Borrowed("foo"), Json::object([("a", Json::object([("b", string)]))])),
        _ => (Word::Borrowed(half), Json::raw("1")),
    };
    members.insert(at, member);
}

/// A member that is there twice, in an object that the rules look into.
pub(super) fn duplicate(maker: &mut Maker<'_>, tree: &mut Json) {
    let kind = origin_kind(tree, maker.stage);
    let path: &[&str] = match (*maker.variant(&[0, 1, 2, 3, 4, 5, 6]), kind) {
        (1, _) => &["headers"],
        (2, _) => return duplicate_in_entry(maker, tree),
        (3, _) if maker.reading.profile.request_body == RequestBodyAccess::On => &["body"],
        (4, Some(_)) => &["origin"],
        (5, Some(kind)) => &["origin", kind.as_str()],
        (6, Some(kind)) => &["origin", kind.as_str(), "customHeaders"],
        _ => &[],
    };
    let mut node = Some(&mut *tree);
    for name in path {
        node = node.and_then(|node| node.get_mut(name));
    }
    match node.and_then(Json::members_mut) {
        Some(members) if !members.is_empty() => {
            let which = maker.d.index(members.len());
            let Some((name, value)) = members.get(which).cloned() else { return };
            // The last one counts, so an earlier one may be anything.
            let earlier = if maker.d.chance(1, 2) { body::any_value(maker.d) } else { value };
            let at = maker.d.index(which + 1);
            let name = if maker.d.chance(1, 4) { respelled(&name) } else { name };
            members.insert(at, (name, earlier));
        }
        _ => duplicate_in_entry(maker, tree),
    }
}

/// Writes the first character of a name as an escape.
fn respelled(name: &Word) -> Word {
    let mut characters = name.chars();
    match characters.next() {
        Some(first) if first != '\\' => {
            Word::Owned(format!("{}{}", super::super::json::escaped(first), characters.as_str()))
        }
        _ => name.clone(),
    }
}

fn duplicate_in_entry(maker: &mut Maker<'_>, tree: &mut Json) {
    let place = maker.place(tree);
    let name = maker.fresh(tree, place);
    let mut entry = maker.entry(&name, Json::text("1"));
    let earlier = body::any_value(maker.d);
    if let Some(members) = entry.members_mut() {
        members.insert(0, (Word::Borrowed("value"), earlier));
    }
    maker.put_entry(tree, place, name, entry);
}

/// The event, or another object around the message.
pub(super) fn wrapper(maker: &mut Maker<'_>) -> Vec<u8> {
    let inner = text(maker);
    let around = *maker.variant(&["Records", "request", "cf", "response"]);
    let extra = *maker.d.pick(&["", ",\"statusCode\":200", ",\"body\":\"x\"", ",\"origin\":{}"]);
    let inner = match maker.d.below(4) {
        0 => inner,
        1 => "{}".to_owned(),
        2 => "[]".to_owned(),
        _ => format!("[{{\"cf\":{{\"request\":{inner}}}}}]"),
    };
    format!("{{\"{around}\":{inner}{extra}}}").into_bytes()
}

/// What API Gateway wants of a function.
pub(super) fn api_gateway(maker: &mut Maker<'_>) -> Vec<u8> {
    let code = *maker.d.pick(&["200", "\"302\"", "null"]);
    let flat = ["\"x\"", "1", "null", "{}"];
    let body = ["\"x\"", "\"\"", "1", "[]", "true"];
    let which = *maker.variant(&[1, 0, 2]);
    let mut members = vec![format!("\"statusCode\":{code}")];
    if which != 1 {
        members.push(format!("\"body\":{}", maker.d.pick(&body)));
    }
    if which != 0 {
        let value = maker.d.pick(&flat);
        members.push(format!("\"headers\":{{\"x-a\":[{{\"value\":\"1\"}}],\"x-b\":{value}}}"));
    }
    if maker.d.chance(1, 3) {
        members.push("\"uri\":\"/\"".to_owned());
    }
    let middle = maker.d.index(members.len());
    members.rotate_left(middle);
    format!("{{{}}}", members.join(",")).into_bytes()
}

/// Members of a request beside `status`.
pub(super) fn both_shapes(maker: &mut Maker<'_>, tree: &mut Json) {
    let name = *maker.variant(&["clientIp", "method", "uri", "querystring", "origin"]);
    if maker.reading.profile.both_shapes == BothShapes::Request {
        *tree = maker.request();
        return tree.set("status", Json::text("200"));
    }
    let mut names = vec![name];
    if maker.d.chance(1, 4) {
        names.push(*maker.d.pick(&["uri", "method", "origin"]));
    }
    for name in names {
        let value = body::any_value(maker.d);
        if !tree.has(name)
            && let Some(members) = tree.members_mut()
        {
            let at = maker.d.index(members.len() + 1);
            members.insert(at, (Word::Borrowed(name), value));
        }
    }
}

/// A response without `status`.
pub(super) fn missing_status(_: &mut Maker<'_>, tree: &mut Json) {
    tree.remove("status");
}

/// A request that lacks a member, or several.
pub(super) fn missing_field(maker: &mut Maker<'_>, tree: &mut Json) {
    const NAMES: [&str; 5] = ["querystring", "uri", "clientIp", "headers", "method"];
    let name = *maker.variant(&NAMES);
    tree.remove(name);
    if maker.d.chance(1, 4) {
        let name: &str = maker.d.pick::<&str>(&NAMES);
        tree.remove(name);
    }
    if name == "headers" && maker.null_is_absent() && maker.d.chance(1, 2) {
        tree.set("headers", Json::raw("null"));
    }
}

/// A member that is known in other letter case.
pub(super) fn member_case(maker: &mut Maker<'_>, tree: &mut Json) {
    const NAMES: &[&str] = &[
        "Status",
        "statusdescription",
        "Headers",
        "BODY",
        "bodyencoding",
        "clientIP",
        "METHOD",
        "Uri",
        "queryString",
        "Origin",
    ];
    let name = *maker.variant(NAMES);
    let value = body::any_value(maker.d);
    if let Some(members) = tree.members_mut() {
        let at = maker.d.index(members.len() + 1);
        members.insert(at, (Word::Borrowed(name), value));
    }
}
