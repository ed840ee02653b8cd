//! Breaches of the rules on status, description and body of a response.

use edgecase_core::RuleId;
use edgecase_core::profile::StatusLexical;

use super::super::json::{Json, Word};
use super::super::maker::Maker;

/// Gives the response a status without rules of its own, so that bodies may come.
fn plain_status(maker: &mut Maker<'_>, tree: &mut Json) {
    let status = *maker.d.pick(&[200, 404, 206]);
    let status = maker.spelled_status(status);
    tree.set("status", status);
}

/// A status that is neither text nor number.
pub(super) fn status_type(maker: &mut Maker<'_>, tree: &mut Json) {
    let values = ["null", "true", "[]", "{}", "[\"200\"]", "false"];
    tree.set("status", Json::raw(*maker.variant(&values)));
}

/// A status that is a number, where it must be text.
pub(super) fn status_number(maker: &mut Maker<'_>, tree: &mut Json) {
    let values = ["200", "404", "200.0", "600", "-1", "1e400"];
    tree.set("status", Json::raw(*maker.variant(&values)));
}

/// A number that is more than digits.
pub(super) fn status_integer(maker: &mut Maker<'_>, tree: &mut Json) {
    let values = ["200.0", "2e2", "-200", "2E+2", "200.5", "-0", "1e400", "2.00e2"];
    tree.set("status", Json::raw(*maker.variant(&values)));
}

/// A text that is not three digits.
pub(super) fn status_lexical(maker: &mut Maker<'_>, tree: &mut Json) {
    const STRICT: &[&str] = &[
        "0200",
        " 200",
        "200 ",
        "20",
        "2000",
        "",
        "abc",
        "200\t",
        "+20",
        "2 0",
        "20\u{663}",
        "0x1",
        "-20",
        "2e2",
        "200 OK",
        "00200",
    ];
    const LENIENT: &[&str] = &["20", "2000", "", "abc", "\n200", "200\u{a0}", "2 0", "00", "020"];
    tree.set(
        "status",
        Json::text(match maker.reading.profile.status_lexical {
            StatusLexical::Strict => *maker.variant(STRICT),
            StatusLexical::LenientTrim => *maker.variant(LENIENT),
        }),
    );
}

/// A status below 200 or above 599.
pub(super) fn status_range(maker: &mut Maker<'_>, tree: &mut Json) {
    let numbers = !maker.minds(RuleId::StatusNumber);
    let status = match *maker.variant(&["600", "199", "600", "199", "0", "100", "999", "more"]) {
        "more" if numbers => {
            let far = ["99", "1000", "20", "65736", "99999999999999999999", "4294967496"];
            return tree.set("status", Json::raw(*maker.d.pick(&far)));
        }
        "more" => "999",
        // The lenient reading drops leading zeros.
        "0" if maker.reading.profile.status_lexical == StatusLexical::LenientTrim => "101",
        "0" if numbers && maker.d.chance(1, 2) => return tree.set("status", Json::raw("0")),
        "0" => "000",
        status => status,
    };
    let text = !numbers || status == "000" || maker.d.chance(1, 2);
    tree.set("status", if text { Json::text(status) } else { Json::raw(status) });
}

/// Another status than the event's.
pub(super) fn status_changed(maker: &mut Maker<'_>, tree: &mut Json) {
    let own: u16 = maker.event.status.parse().unwrap_or(200);
    let other = match *maker.variant(&[0, 1, 2, 3]) {
        0 => own + 1,
        1 => own - 1,
        2 => 999 - own,
        _ => *maker.d.pick(&[100, 599, 600, 404]),
    };
    let status = maker.spelled_status(other);
    tree.set("status", status);
}

/// A description that is no text.
pub(super) fn description_type(maker: &mut Maker<'_>, tree: &mut Json) {
    let values = ["1", "true", "[]", "{}", "[\"OK\"]", "false", "0"];
    tree.set("statusDescription", Json::raw(*maker.variant(&values)));
}

/// A description that is null.
pub(super) fn description_null(_: &mut Maker<'_>, tree: &mut Json) {
    tree.set("statusDescription", Json::raw("null"));
}

/// Control characters: the ends of their range, and those between that are blanks elsewhere.
pub(super) const CONTROLS: &[char] =
    &['\u{7f}', '\n', '\u{1f}', '\0', '\u{8}', '\u{b}', '\r', '\u{1b}', '\u{a}', '\u{c}'];

/// Puts a character at the start, in the middle or at the end of a text.
pub(super) fn with(maker: &mut Maker<'_>, character: char) -> Word {
    Word::Owned(match maker.d.below(4) {
        0 => format!("a{character}b"),
        1 => format!("{character}a"),
        2 => format!("a{character}"),
        _ => character.to_string(),
    })
}

/// A description with a control character.
pub(super) fn description_control(maker: &mut Maker<'_>, tree: &mut Json) {
    let control = *maker.variant(CONTROLS);
    tree.set("statusDescription", Json::Text(with(maker, control)));
}

/// A body that is no text.
pub(super) fn body_type(maker: &mut Maker<'_>, tree: &mut Json) {
    let values = ["{}", "1", "true", "[]", "false", "{\"data\":\"x\"}", "[\"x\"]"];
    tree.set("body", Json::raw(*maker.variant(&values)));
}

/// A body that is null.
pub(super) fn body_null(_: &mut Maker<'_>, tree: &mut Json) {
    tree.set("body", Json::raw("null"));
}

/// An encoding that is none.
pub(super) fn body_encoding(maker: &mut Maker<'_>, tree: &mut Json) {
    const VALUES: &[&str] = &[
        "\"Base64\"",
        "\"TEXT\"",
        "\"\"",
        "null",
        "\"gzip\"",
        "1",
        "\"text \"",
        "\" base64\"",
        "\"base64url\"",
        "[]",
        "{}",
        "true",
        "\"utf-8\"",
    ];
    let value = *maker.variant(VALUES);
    let value = if value == "null" && maker.null_is_absent() { "false" } else { value };
    plain_status(maker, tree);
    tree.set("body", Json::text(*maker.d.pick(&["hello", "QQ==", "", "QUJD"])));
    tree.set("bodyEncoding", Json::raw(value));
}

/// Draws a text that is no base64 under the profile; tells the kinds apart by number.
pub(super) fn not_base64(maker: &mut Maker<'_>, kinds: [u8; 4]) -> Json {
    const EVER: &[&str] =
        &["A", "QUJDR", "QUJD!", "QQ=Q", "QUJDQQ===", "=", "QUJD=", "QUI\u{e9}", "QQ.="];
    const UNPADDED: &[&str] = &["QQ", "QUI", "QQ=", "QUJDQQ"];
    const BLANK: &[&str] = &["QU JD", "QUJD\n", " QUJD", "QUJD\r\nQUJD", "\tQQ=="];
    const URL_SAFE: &[&str] = &["-_-_", "QU-D", "QUJ_"];
    let mode = maker.reading.profile.base64_mode;
    let list = match *maker.variant(&kinds) {
        1 if !mode.unpadded_ok => UNPADDED,
        2 if !mode.whitespace_ok => BLANK,
        3 if !mode.url_safe_ok => URL_SAFE,
        _ => EVER,
    };
    Json::text(*maker.d.pick(list))
}

/// A body that is no base64.
pub(super) fn body_base64(maker: &mut Maker<'_>, tree: &mut Json) {
    let body = not_base64(maker, [1, 2, 3, 0]);
    plain_status(maker, tree);
    tree.set("body", body);
    tree.set("bodyEncoding", Json::text("base64"));
}

/// A text that is valid base64, and long enough to be taken for it.
pub(super) fn base64_as_text(maker: &mut Maker<'_>, tree: &mut Json) {
    let length = *maker.variant(&[64, 64, 68, 4_000]);
    let end = *maker.d.pick(&["QUJD", "QUI=", "QQ==", "+/+/", "QR=="]);
    plain_status(maker, tree);
    tree.set("body", Json::Text(Word::Owned("QUJD".repeat(length / 4 - 1) + end)));
    tree.remove("bodyEncoding");
    if maker.d.chance(1, 3) {
        tree.set("bodyEncoding", Json::text("text"));
    }
}

/// Gives a response a body that is not empty.
fn some_body(maker: &mut Maker<'_>, tree: &mut Json) {
    tree.remove("bodyEncoding");
    if maker.d.chance(1, 3) {
        tree.set("body", Json::text("QQ=="));
        tree.set("bodyEncoding", Json::text("base64"));
    } else {
        tree.set("body", Json::text(*maker.d.pick(&["hello", " ", "\0", "\u{e9}", "null"])));
    }
}

/// A body beside status 204.
pub(super) fn no_content(maker: &mut Maker<'_>, tree: &mut Json) {
    let number = *maker.variant(&[true, false]) && !maker.minds(RuleId::StatusNumber);
    tree.set("status", if number { Json::raw("204") } else { Json::text("204") });
    some_body(maker, tree);
}

/// An empty body beside status 204.
pub(super) fn no_content_empty(maker: &mut Maker<'_>, tree: &mut Json) {
    let status = maker.spelled_status(204);
    tree.set("status", status);
    tree.set("body", Json::text(""));
    tree.remove("bodyEncoding");
    if maker.d.chance(1, 3) {
        tree.set("bodyEncoding", Json::text(*maker.d.pick(&["text", "base64"])));
    }
}

/// A body beside a status that has none.
pub(super) fn bodiless(maker: &mut Maker<'_>, tree: &mut Json) {
    let status = *maker.variant(&[304, 205]);
    let status = maker.spelled_status(status);
    tree.set("status", status);
    some_body(maker, tree);
}

/// A body at viewer-response.
pub(super) fn at_viewer_response(maker: &mut Maker<'_>, tree: &mut Json) {
    let values = ["\"hello\"", "\"\"", "1", "{}", "[]", "false", "\"QQ==\""];
    tree.set("body", Json::raw(*maker.variant(&values)));
    if maker.d.chance(7, 8) {
        tree.remove("bodyEncoding");
    }
}
