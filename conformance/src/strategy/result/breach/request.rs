//! Breaches of the rules on the members of a returned request, its body apart from its size.

use edgecase_core::limits;

use super::super::body;
use super::super::json::{Json, Word};
use super::super::maker::Maker;
use super::super::request::usize_of;
use super::super::sizes::replacing;
use super::response::{CONTROLS, not_base64, with};

/// An address that is not the event's.
pub(super) fn client_ip(maker: &mut Maker<'_>, tree: &mut Json) {
    let values = ["203.0.113.179", "", "203.0.113.178 ", "::1", "1.1.1.1", " 203.0.113.178"];
    tree.set("clientIp", Json::text(*maker.variant(&values)));
}

/// A method that is not the event's.
pub(super) fn method(maker: &mut Maker<'_>, tree: &mut Json) {
    let own = maker.event.method;
    let other = if own == "POST" { "PUT" } else { "POST" };
    let value = match *maker.variant(&[0, 1, 2, 3]) {
        0 => other.to_owned(),
        1 => own.to_ascii_lowercase(),
        2 => String::new(),
        _ => format!("{own} "),
    };
    tree.set("method", Json::text(value));
}

/// A member that is no text.
pub(super) fn member_type(maker: &mut Maker<'_>, tree: &mut Json) {
    const NAMES: [&str; 4] = ["uri", "querystring", "method", "clientIp"];
    let name = *maker.variant(&NAMES);
    let value = *maker.d.pick(&["null", "1", "true", "[]", "{}", "[\"/\"]"]);
    tree.set(name, Json::raw(value));
}

/// Sets `uri`, beside a query string that is short.
fn set_uri(maker: &mut Maker<'_>, tree: &mut Json, uri: impl Into<Word>) {
    tree.set("uri", Json::text(uri));
    tree.set("querystring", Json::text(*maker.d.pick(&["", "a=1"])));
}

/// A URI that does not start with a slash.
pub(super) fn uri_slash(maker: &mut Maker<'_>, tree: &mut Json) {
    let uri = *maker.variant(&["", "http://example.org/", "a", "a/", "\\", "%2Fa", "*", "."]);
    set_uri(maker, tree, uri);
}

/// A URI with a space, a control character or a number sign.
pub(super) fn uri_characters(maker: &mut Maker<'_>, tree: &mut Json) {
    let mut refused = vec![' ', '#', '\t'];
    refused.extend(CONTROLS);
    let character = *maker.variant(&refused);
    let uri = format!("/{}", with(maker, character));
    set_uri(maker, tree, uri);
}

/// A URI with a question mark.
pub(super) fn uri_question_mark(maker: &mut Maker<'_>, tree: &mut Json) {
    let uri = *maker.variant(&["/a?b", "/?", "/a?b=1?c", "/??"]);
    set_uri(maker, tree, uri);
}

/// Sets `querystring`, beside a URI that is short.
fn set_query(maker: &mut Maker<'_>, tree: &mut Json, query: impl Into<Word>) {
    tree.set("uri", Json::text(*maker.d.pick(&["/", "/a"])));
    tree.set("querystring", Json::text(query));
}

/// A query string with a character that is refused.
fn query_with(maker: &mut Maker<'_>, tree: &mut Json, character: char) {
    let query = with(maker, character);
    set_query(maker, tree, query);
}

/// A query string with a space.
pub(super) fn query_space(maker: &mut Maker<'_>, tree: &mut Json) {
    query_with(maker, tree, ' ');
}

/// A query string with a control character.
pub(super) fn query_control(maker: &mut Maker<'_>, tree: &mut Json) {
    let mut refused = CONTROLS.to_vec();
    refused.push('\t');
    let character = *maker.variant(&refused);
    query_with(maker, tree, character);
}

/// A query string with a number sign.
pub(super) fn query_fragment(maker: &mut Maker<'_>, tree: &mut Json) {
    query_with(maker, tree, '#');
}

/// A query string that starts with a question mark.
pub(super) fn query_question_mark(maker: &mut Maker<'_>, tree: &mut Json) {
    let query = *maker.variant(&["?a=1", "?", "??", "?%20"]);
    set_query(maker, tree, query);
}

/// A URI and query string that are too long together.
pub(super) fn too_long(maker: &mut Maker<'_>, tree: &mut Json) {
    let above = maker.outside();
    let bytes = usize_of(limits::URI_QUERY_BYTES.saturating_add_signed(above)) - 1;
    let which = *maker.variant(&[3, 2, 1, 0]);
    let (uri, query) = maker.long_uri(bytes, which);
    tree.set("uri", uri);
    tree.set("querystring", query);
}

/// A body that is no object.
pub(super) fn body_type(maker: &mut Maker<'_>, tree: &mut Json) {
    let value = *maker.variant(&["\"hello\"", "null", "1", "[]", "true", "\"\""]);
    let value = if value == "null" && maker.null_is_absent() { "false" } else { value };
    // Beside `statusCode` such a body would be one of API Gateway.
    tree.remove("statusCode");
    tree.set("body", Json::raw(value));
}

/// A body with an action that is none.
pub(super) fn body_action(maker: &mut Maker<'_>, tree: &mut Json) {
    const VALUES: &[&str] = &[
        "\"Replace\"",
        "\"readonly\"",
        "null",
        "\"\"",
        "\"read_only\"",
        "1",
        "\"replace \"",
        "\"READ-ONLY\"",
        "true",
        "[]",
        "{}",
    ];
    let value = *maker.variant(VALUES);
    let value = if value == "null" && maker.null_is_absent() { "false" } else { value };
    let mut body = Json::object([("action", Json::raw(value))]);
    if maker.d.chance(2, 3) {
        body.set("data", body::any_value(maker.d));
        body.set("encoding", body::any_value(maker.d));
    }
    tree.set("body", body);
}

/// A body that replaces, with an encoding that is none.
pub(super) fn body_encoding(maker: &mut Maker<'_>, tree: &mut Json) {
    const VALUES: &[&str] = &[
        "\"Base64\"",
        "\"TEXT\"",
        "null",
        "\"\"",
        "\"hex\"",
        "1",
        "\"text \"",
        "[]",
        "{}",
        "true",
        "\"base64url\"",
    ];
    let value = *maker.variant(VALUES);
    let value = if value == "null" && maker.null_is_absent() { "false" } else { value };
    let data = Json::text(*maker.d.pick(&["QUJD", "!", ""]));
    let mut body = replacing("text", data);
    body.set("encoding", Json::raw(value));
    tree.set("body", body);
}

/// A body that replaces, without data or with data that is no text.
pub(super) fn body_data(maker: &mut Maker<'_>, tree: &mut Json) {
    let value = *maker.variant(&["", "null", "1", "{}", "[]", "true"]);
    let encoding = *maker.d.pick(&["text", "base64", "hex"]);
    // Under a wrong encoding the data is judged too, but that is a breach of its own.
    let encoding = if encoding == "hex" { "base64" } else { encoding };
    let mut body = replacing(encoding, Json::raw(value));
    if value.is_empty() {
        body.remove("data");
        if maker.d.chance(1, 2) {
            body.set("Data", Json::text("QUJD"));
        }
    }
    if maker.d.chance(1, 4) {
        body.remove("encoding");
    }
    tree.set("body", body);
}

/// A body that replaces, with data that is no base64.
pub(super) fn body_base64(maker: &mut Maker<'_>, tree: &mut Json) {
    let data = not_base64(maker, [3, 1, 2, 0]);
    let mut body = replacing("base64", data);
    if maker.d.chance(1, 3) {
        body.remove("encoding");
    }
    tree.set("body", body);
}
