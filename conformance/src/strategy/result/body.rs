//! Texts of bodies that are accepted.

use edgecase_core::Profile;

use super::super::draw::Draw;
use super::json::{Json, Word};

/// Bodies that are sent as they stand; none of 64 characters or more is valid base64.
const TEXTS: &[&str] = &[
    "hello",
    "",
    " ",
    "aGVsbG8=",
    "{\"a\": \"\\\"}",
    "\u{4e2d}\u{6587} \u{1f600}\u{e9}\n\r\t\u{0}\u{7f}",
    // 60 characters of base64; 63 and 65 that are none; 64 with a blank, and with `=` in between.
    "QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD",
    "QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJ",
    "QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQ",
    "QUJDQUJDQUJDQUJDQUJDQUJDQUJD QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJ",
    "QUJDQUJDQUJDQUJDQUJDQUJDQUJDQQ==QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD",
    "QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD-_-_",
];

/// Valid base64, whatever the profile says.
const BASE64: &[&str] = &[
    "QQ==",
    "",
    "QUI=",
    "QUJD",
    "QR==",
    "QUJ=",
    "+/+/",
    "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=",
    "QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD",
];

/// Draws a body that is sent as it stands.
pub(super) fn text(d: &mut dyn Draw) -> Json {
    Json::text(*d.pick(TEXTS))
}

/// Draws valid base64; where the profile is lenient, in a spelling that only then is valid.
pub(super) fn base64(d: &mut dyn Draw, profile: &Profile) -> Json {
    let mode = profile.base64_mode;
    let mut texts: Vec<&'static str> = Vec::new();
    if mode.unpadded_ok {
        texts.extend(["QQ", "QUI", "QQ="]);
    }
    if mode.whitespace_ok {
        texts.extend([" QUJD", "QU\r\nJD\t", "QQ= ="]);
    }
    if mode.url_safe_ok {
        texts.extend(["-_-_", "-/+_"]);
    }
    let lenient = !texts.is_empty() && d.chance(1, 3);
    Json::text(if lenient { *d.pick(&texts) } else { *d.pick(BASE64) })
}

/// Draws any value at all, for members that nobody reads.
pub(super) fn any_value(d: &mut dyn Draw) -> Json {
    const VALUES: &[&str] = &[
        "1",
        "null",
        "true",
        "\"x\"",
        "[]",
        "{}",
        "1e400",
        "-0.0",
        "{\"a\":1,\"a\":2}",
        "[[{\"status\":\"600\"}],\"\\ud83d\\ude00\"]",
        "{\"headers\":{\"via\":[{}],\"Via\":\"x\"}}",
        "\"\\u0000\\r\\n\"",
        "99999999999999999999",
    ];
    Json::raw(*d.pick(VALUES))
}

/// Draws a value that is nested as deep as one member of a result may be, now and then.
pub(super) fn any_depth(d: &mut dyn Draw) -> Json {
    // The result itself is the first level.
    const DEEPEST: usize = edgecase_core::limits::DEPTH - 1;
    if d.chance(1, 6) { nested(d, DEEPEST) } else { any_value(d) }
}

/// Nests lists, or objects, that many levels deep.
pub(super) fn nested(d: &mut dyn Draw, levels: usize) -> Json {
    let (open, close) = *d.pick(&[("[", "]"), ("{\"a\":", "}"), ("[[", "]]")]);
    let (open, close, odd) = match open.len() {
        2 => (open, close, levels % 2),
        _ => (open, close, 0),
    };
    let times = if open == "[[" { levels / 2 } else { levels };
    let inner = if odd == 1 { "[]" } else { "1" };
    Json::Raw(Word::Owned(format!("{}{inner}{}", open.repeat(times), close.repeat(times))))
}
