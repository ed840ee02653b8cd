//! Messages with parts dropped, repeated, renamed, replaced or moved, and torn bytes.

use std::sync::LazyLock;

use edgecase_core::Stage;
use edgecase_core::names::RESULT_MEMBERS;

use super::super::draw::Draw;
use super::breach::{self, Need};
use super::event::Kind;
use super::json::{Json, Word};
use super::maker::Maker;

/// Values that stand where others should.
pub(super) const ODD: &[&str] = &[
    "null",
    "true",
    "0",
    "200",
    "1e400",
    "-0",
    "\"\"",
    "\"x\"",
    "[]",
    "{}",
    "[1]",
    "[\"a\",\"b\"]",
    "[\"a\",2]",
    "{\"a\":1}",
    "[{}]",
    "[[]]",
    "\"\\ud800\"",
    "\"200\"",
    "\"replace\"",
    "\"base64\"",
    "\"\\r\\n\"",
    "[{\"key\":\"Via\",\"value\":\"1\"}]",
    "[{\"value\":[\"a\",\"b\"]},{\"key\":\"Host\"}]",
    "{\"x-edge-a\":[{\"value\":\"1\"}],\"X-A\":[{\"value\":[]}],\"x-a\":[]}",
    "{\"custom\":{}}",
    "{\"s3\":{\"domainName\":\"b.s3.amazonaws.com\",\"path\":\"\",\"authMethod\":\"none\"}}",
    "{\"action\":\"replace\",\"data\":\"QQ\"}",
    "99999999999999999999999999",
    "\"\\u0041\\/\u{e9}\"",
];

/// Names that stand where others should: those of members, and others.
pub(super) static NAMES: LazyLock<Vec<&str>> =
    LazyLock::new(|| RESULT_MEMBERS.iter().chain(OTHERS).copied().collect());

const OTHERS: &[&str] = &[
    "Status",
    "statusCode",
    "request",
    "cf",
    "key",
    "value",
    "host",
    "via",
    "Via",
    "x-edge-a",
    "custom",
    "s3",
    "customHeaders",
    "domainName",
    "data",
    "action",
    "",
    "a b",
    "\\ud800",
    "\\u0073tatus",
];

/// A message of which some parts are dropped, repeated, renamed, replaced or moved.
pub(super) fn bent(maker: &mut Maker<'_>) -> Json {
    let need = match maker.stage {
        Stage::OriginRequest => *maker.d.pick(&[Need::Any, Need::Origin, Need::Origin]),
        _ => Need::Any,
    };
    let mut tree = breach::base(maker, need);
    if maker.stage == Stage::ViewerRequest && maker.d.chance(1, 8) {
        let origin = maker.origin(Kind::S3, None);
        tree.set("origin", origin);
    }
    let mut times = 0;
    while times < 8 && maker.d.more(3) {
        bend(maker.d, &mut tree);
        times += 1;
    }
    tree
}

/// Bends one place of a tree.
fn bend(d: &mut dyn Draw, tree: &mut Json) {
    let mut node = tree;
    while d.chance(3, 4) {
        let at = match &*node {
            Json::Object(members) => d.index(members.len()),
            Json::List(elements) => d.index(elements.len()),
            _ => 0,
        };
        let inner_is_flat = match &*node {
            Json::Object(members) => members.get(at).is_none_or(|(_, inner)| is_flat(inner)),
            Json::List(elements) => elements.get(at).is_none_or(is_flat),
            _ => true,
        };
        if inner_is_flat {
            break;
        }
        node = match node {
            Json::Object(members) => match members.get_mut(at) {
                Some((_, inner)) => inner,
                None => return,
            },
            Json::List(elements) => match elements.get_mut(at) {
                Some(inner) => inner,
                None => return,
            },
            _ => return,
        };
    }
    match node {
        Json::Object(members) => bend_members(d, members),
        Json::List(elements) => bend_elements(d, elements),
        _ => *node = odd(d),
    }
}

const fn is_flat(json: &Json) -> bool {
    !matches!(json, Json::Object(_) | Json::List(_))
}

fn odd(d: &mut dyn Draw) -> Json {
    Json::raw(*d.pick(ODD))
}

fn bend_members(d: &mut dyn Draw, members: &mut Vec<(Word, Json)>) {
    let at = d.index(members.len());
    let place = d.index(members.len() + 1);
    let Some((name, value)) = members.get(at).cloned() else {
        return members.push((Word::Borrowed(*d.pick(&NAMES)), odd(d)));
    };
    match d.below(9) {
        0 => _ = members.remove(at),
        1 => members.insert(place, (name, value)),
        2 => members.insert(place, (name, odd(d))),
        3 => members.insert(place, (Word::Owned(name.to_ascii_uppercase()), value)),
        4 => members.insert(place, (Word::Borrowed(*d.pick(&NAMES)), odd(d))),
        5 => members.insert(place, (Word::Borrowed(*d.pick(&NAMES)), value)),
        6 => {
            if let Some((known, _)) = members.get_mut(at) {
                *known = Word::Borrowed(*d.pick(&NAMES));
            }
        }
        7 => {
            if let Some((_, known)) = members.get_mut(at) {
                *known = Json::List(vec![value]);
            }
        }
        _ => {
            if let Some((_, known)) = members.get_mut(at) {
                *known = odd(d);
            }
        }
    }
}

fn bend_elements(d: &mut dyn Draw, elements: &mut Vec<Json>) {
    let at = d.index(elements.len());
    let Some(element) = elements.get(at).cloned() else {
        return elements.push(odd(d));
    };
    match d.below(4) {
        0 => _ = elements.remove(at),
        1 => elements.insert(at, element),
        2 => elements.insert(at, odd(d)),
        _ => {
            if let Some(known) = elements.get_mut(at) {
                *known = Json::List(vec![element]);
            }
        }
    }
}

/// Bytes with some cut off, added, changed or taken out.
pub(super) fn torn(d: &mut dyn Draw, mut bytes: Vec<u8>) -> Vec<u8> {
    const BYTES: &[u8] = b"\"{}[]:,\\0-.eun \xff\x80\xc3\xed\xef\0\x1f\x7f\n";
    let mut times = 0;
    while times == 0 || times < 4 && d.more(3) {
        times += 1;
        let at = d.index(bytes.len());
        match d.below(4) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, *d.pick(BYTES)),
            2 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = *d.pick(BYTES);
                }
            }
            _ => {
                let end = bytes.len().min(at + 1 + d.index(8));
                bytes.drain(at..end);
            }
        }
    }
    bytes
}
