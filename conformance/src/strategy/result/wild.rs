//! Results without constraint: many breaches at once, bent structures, and what is no result.

use edgecase_core::{RuleId, Stage};

use super::super::draw::Draw;
use super::breach::{self, Breach, Need, can_break};
use super::event::Kind;
use super::json::{Json, Layout, Word};
use super::maker::{Maker, Turn};
use super::sizes::MEASURED;
use crate::example::ResultExample;

/// Makes a wild example; `turn` is how many came before at the stage, if they are counted.
pub(super) fn wild(mut maker: Maker<'_>, turn: Option<usize>) -> ResultExample {
    match *maker.d.weighted(&[(2, 0), (12, 1), (5, 2), (2, 3)]) {
        0 => {
            let bytes = whole(maker.d);
            maker.finish_bytes(bytes)
        }
        1 => {
            let tree = pile(&mut maker, turn);
            maker.finish(tree)
        }
        2 => {
            let tree = bent(&mut maker);
            maker.finish(tree)
        }
        _ => {
            let tree = bent(&mut maker);
            let bytes = torn(maker.d, tree.write(Layout::default()).into_bytes());
            maker.finish_bytes(bytes)
        }
    }
}

/// Rules whose breach keeps many others from being judged.
const HIDING: [RuleId; 13] = [
    RuleId::ResultMissingStatus,
    RuleId::ResultBothShapes,
    RuleId::HeadersType,
    RuleId::HeadersList,
    RuleId::HeadersMissing,
    RuleId::BodyType,
    RuleId::BodyNull,
    RuleId::RequestBodyType,
    RuleId::RequestBodyAction,
    RuleId::OriginType,
    RuleId::OriginNeither,
    RuleId::OriginBoth,
    RuleId::OriginMissingMember,
];

/// A message that breaks many rules at once.
fn pile(maker: &mut Maker<'_>, turn: Option<usize>) -> Json {
    let responses = if maker.stage == Stage::ViewerRequest { 2 } else { 1 };
    let need = match maker.stage {
        Stage::OriginRequest if !maker.d.chance(1, 4) => {
            *maker.d.pick(&[Need::Custom, Need::Custom, Need::S3])
        }
        stage if stage.is_request() && !maker.d.chance(responses, 4) => Need::Request,
        _ => Need::Response,
    };
    let mut tree = breach::base(maker, need);
    let rules = rules_on(maker, need);
    let start = match turn {
        Some(turn) => turn * MOST,
        None => maker.d.index(rules.len()),
    };
    for offset in 0..MOST {
        let rule = rules.get((start + offset) % rules.len().max(1));
        if let Some(Breach::In(_, change)) = rule.and_then(|rule| breach::of(*rule))
            && maker.d.more(8)
        {
            // Other variants than those that neighbours start with.
            let round = turn.map(|turn| turn * MOST / rules.len().max(1));
            maker.turn = round.map(|round| Turn { visit: 3 + round * 7, stages: 1 });
            change(maker, &mut tree);
            maker.turn = None;
        }
    }
    tree
}

/// How many rules are broken at once.
const MOST: usize = 20;

/// Returns the rules that can be broken on a message.
fn rules_on(maker: &Maker<'_>, need: Need) -> Vec<RuleId> {
    let fits = |wanted: Need| match wanted {
        Need::Any => true,
        Need::Message => !maker.stage.is_request() || need != Need::Response,
        Need::Response => need == Need::Response,
        Need::Request => need != Need::Response,
        Need::Origin => matches!(need, Need::Custom | Need::S3),
        Need::Custom | Need::S3 => wanted == need,
    };
    let on = |rule: &RuleId| {
        !HIDING.contains(rule)
            && !MEASURED.contains(rule)
            && matches!(breach::of(*rule), Some(Breach::In(wanted, _)) if fits(wanted))
            && can_break(*rule, maker.stage, &maker.reading)
    };
    RuleId::ALL.iter().copied().filter(on).collect()
}

/// Values that stand where others should.
const ODD: &[&str] = &[
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

/// Names that stand where others should.
const NAMES: &[&str] = &[
    "status",
    "statusDescription",
    "headers",
    "body",
    "bodyEncoding",
    "clientIp",
    "method",
    "uri",
    "querystring",
    "origin",
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
fn bent(maker: &mut Maker<'_>) -> Json {
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
        return members.push((Word::Borrowed(*d.pick(NAMES)), odd(d)));
    };
    match d.below(9) {
        0 => _ = members.remove(at),
        1 => members.insert(place, (name, value)),
        2 => members.insert(place, (name, odd(d))),
        3 => members.insert(place, (Word::Owned(name.to_ascii_uppercase()), value)),
        4 => members.insert(place, (Word::Borrowed(*d.pick(NAMES)), odd(d))),
        5 => members.insert(place, (Word::Borrowed(*d.pick(NAMES)), value)),
        6 => {
            if let Some((known, _)) = members.get_mut(at) {
                *known = Word::Borrowed(*d.pick(NAMES));
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
fn torn(d: &mut dyn Draw, mut bytes: Vec<u8>) -> Vec<u8> {
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

/// Bytes that are no request or response at all.
fn whole(d: &mut dyn Draw) -> Vec<u8> {
    let text = match d.below(7) {
        0 => (*d.pick(ODD)).to_owned(),
        1 => return vec![b'"', 0xff, b'"'],
        2 => format!("{{\"{}\":{}}}", d.pick(NAMES), d.pick(ODD)),
        3 => format!(
            "{{\"{}\":{},\"{}\":{}}}",
            d.pick(NAMES),
            d.pick(ODD),
            d.pick(NAMES),
            d.pick(ODD)
        ),
        4 => format!("{{\"statusCode\":200,\"body\":{}}}", d.pick(ODD)),
        5 => format!("{{\"statusCode\":200,\"headers\":{{\"a\":{}}}}}", d.pick(ODD)),
        _ => {
            let depth = 120 + d.index(16);
            let (open, close) = *d.pick(&[("[", "]"), ("{\"a\":", "}"), ("[{\"\":", "}]")]);
            let closed = if d.chance(1, 2) { depth } else { 0 };
            format!("{}{}{}", open.repeat(depth), d.pick(ODD), close.repeat(closed))
        }
    };
    text.into_bytes()
}
