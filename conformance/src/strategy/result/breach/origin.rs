//! Breaches of the rules on the shape of an origin, and on members that are neither domain nor path.

use edgecase_core::profile::CompletionTimeout;
use edgecase_core::{RuleId, Stage, limits};

use super::super::event::Kind;
use super::super::json::{Json, Word};
use super::super::maker::Maker;
use super::super::origin::{number, required};
use super::place::origin_kind;

/// Returns the side that the origin of a result has.
fn side(tree: &mut Json) -> Option<(Kind, &mut Json)> {
    let kind = origin_kind(tree, Stage::OriginRequest)?;
    Some((kind, tree.get_mut("origin")?.get_mut(kind.as_str())?))
}

/// Sets a member of the side that the origin of a result has.
pub(super) fn set(tree: &mut Json, name: &'static str, value: Json) {
    if let Some((_, side)) = side(tree) {
        side.set(name, value);
    }
}

/// An origin that has no effect.
pub(super) fn at_viewer_request(maker: &mut Maker<'_>, tree: &mut Json) {
    let value = match *maker.variant(&[0, 1, 2, 3]) {
        0 => maker.origin(Kind::Custom, None),
        1 => Json::object([]),
        2 => Json::raw(*maker.d.pick(&["\"x\"", "1", "[]", "false"])),
        _ if maker.null_is_absent() => Json::raw("0"),
        _ => Json::raw("null"),
    };
    tree.set("origin", value);
}

/// An origin, or a side of it, that is no object.
pub(super) fn wrong_type(maker: &mut Maker<'_>, tree: &mut Json) {
    let whole = *maker.variant(&[true, false]);
    let value = *maker.d.pick(&["\"example.org\"", "null", "1", "[]", "true", "[{}]"]);
    if whole {
        let value = if value == "null" && maker.null_is_absent() { "false" } else { value };
        return tree.set("origin", Json::raw(value));
    }
    if let Some(kind) = origin_kind(tree, maker.stage)
        && let Some(origin) = tree.get_mut("origin")
    {
        origin.set(kind.as_str(), Json::raw(value));
    }
}

/// Both kinds of origin.
pub(super) fn both(maker: &mut Maker<'_>, tree: &mut Json) {
    let Some(kind) = origin_kind(tree, maker.stage) else { return };
    let other = if kind == Kind::S3 { Kind::Custom } else { Kind::S3 };
    let headers = tree.get("headers").cloned();
    let side = maker.side(other, headers.as_ref());
    if let Some(members) = tree.get_mut("origin").and_then(Json::members_mut) {
        let at = maker.d.index(members.len() + 1);
        members.insert(at, (Word::Borrowed(other.as_str()), side));
    }
}

/// No kind of origin.
pub(super) fn neither(maker: &mut Maker<'_>, tree: &mut Json) {
    let values = ["{}", "{\"domainName\":\"example.org\"}", "{\"Custom\":{}}", "{\"S3\":{}}"];
    tree.set("origin", Json::raw(*maker.variant(&values)));
}

/// Gives a result an origin of a kind, if it has the other.
fn of_kind(maker: &mut Maker<'_>, tree: &mut Json, kind: Kind) {
    if origin_kind(tree, maker.stage) != Some(kind) {
        let origin = maker.origin(kind, tree.get("headers"));
        tree.set("origin", origin);
    }
}

/// A side that lacks a member, or two.
pub(super) fn missing_member(maker: &mut Maker<'_>, tree: &mut Json) {
    // Those that came last first: they are forgotten most easily.
    let names = |kind: Kind| required(kind).iter().rev().map(move |name| (kind, *name));
    let all: Vec<(Kind, &'static str)> = names(Kind::Custom).chain(names(Kind::S3)).collect();
    let (kind, name) = *maker.variant(&all);
    of_kind(maker, tree, kind);
    let other = maker.d.chance(1, 6).then(|| *maker.d.pick(required(kind)));
    if let Some((_, side)) = side(tree) {
        side.remove(name);
        other.into_iter().for_each(|name| side.remove(name));
    }
}

/// A text of a side that is no text.
pub(super) fn member_type(maker: &mut Maker<'_>, tree: &mut Json) {
    let Some((kind, _)) = side(tree) else { return };
    let names: &[&str] = match kind {
        Kind::Custom => &["domainName", "path", "protocol"],
        Kind::S3 => &["authMethod", "region", "domainName", "path"],
    };
    let name = *maker.variant(names);
    let value = *maker.d.pick(&["null", "1", "true", "[]", "{}", "[\"x\"]"]);
    let absent = value == "null" && name == "region" && maker.null_is_absent();
    set(tree, name, Json::raw(if absent { "0" } else { value }));
}

/// Returns whether `responseCompletionTimeout`, and `readTimeout` under `s3`, are known.
fn timeouts_are_known(maker: &Maker<'_>) -> bool {
    maker.reading.profile.completion_timeout == CompletionTimeout::Known
}

/// Takes a server as origin where a bucket has no timeouts.
fn with_timeout(maker: &mut Maker<'_>, tree: &mut Json) {
    if !timeouts_are_known(maker) {
        of_kind(maker, tree, Kind::Custom);
    }
}

/// A number of a side that is no number of digits alone.
pub(super) fn number_type(maker: &mut Maker<'_>, tree: &mut Json) {
    const VALUES: &[&str] =
        &["80.0", "null", "-1", "8e1", "true", "[]", "{}", "\"\"", "-0", "4e400"];
    let mut all = vec![
        (Kind::Custom, "port"),
        (Kind::Custom, "readTimeout"),
        (Kind::Custom, "keepaliveTimeout"),
    ];
    if timeouts_are_known(maker) {
        all.extend(Kind::BOTH.map(|kind| (kind, "responseCompletionTimeout")));
        all.push((Kind::S3, "readTimeout"));
    }
    if maker.piled {
        // Another origin would undo what else is broken.
        let kind = origin_kind(tree, maker.stage);
        all.retain(|(known, _)| Some(*known) == kind);
    }
    if all.is_empty() {
        return;
    }
    let (kind, name) = *maker.variant(&all);
    of_kind(maker, tree, kind);
    let text = maker.d.chance(1, 2);
    let value = if text { "\"80\"" } else { *maker.d.pick(VALUES) };
    set(tree, name, Json::raw(value));
}

/// A port that may not be used.
pub(super) fn port(maker: &mut Maker<'_>, tree: &mut Json) {
    const PORTS: &[&str] = &[
        "1023",
        "65536",
        "81",
        "79",
        "442",
        "444",
        "0",
        "65537",
        "22",
        "99999999999999999999",
        "4294967376",
    ];
    set(tree, "port", Json::raw(*maker.variant(PORTS)));
}

/// A protocol that is none.
pub(super) fn protocol(maker: &mut Maker<'_>, tree: &mut Json) {
    let values =
        ["HTTPS", "http ", "Http", "", "ftp", "match-viewer", "httpss", "HTTP", " https", "http:"];
    set(tree, "protocol", Json::text(*maker.variant(&values)));
}

/// A timeout outside its range.
fn timeout(maker: &mut Maker<'_>, tree: &mut Json, name: &'static str, rule: RuleId) {
    let range = match rule {
        RuleId::OriginKeepaliveTimeout => limits::keepalive_timeout(&maker.reading.profile),
        _ => limits::read_timeout(&maker.reading.profile),
    };
    let (start, end) = range.into_inner();
    let above = *maker.variant(&[true, false]) && end < u64::MAX;
    let value = match maker.d.below(8) {
        6 if above => Json::raw("99999999999999999999"),
        7 if above => number(end + 60),
        7 => Json::raw("0"),
        _ if above => number(end + 1),
        _ => number(start - 1),
    };
    set(tree, name, value);
}

/// A `keepaliveTimeout` outside its range.
pub(super) fn keepalive(maker: &mut Maker<'_>, tree: &mut Json) {
    timeout(maker, tree, "keepaliveTimeout", RuleId::OriginKeepaliveTimeout);
}

/// A `readTimeout` outside its range.
pub(super) fn read(maker: &mut Maker<'_>, tree: &mut Json) {
    with_timeout(maker, tree);
    timeout(maker, tree, "readTimeout", RuleId::OriginReadTimeout);
    // A smaller completion timeout would be a breach of its own.
    if let Some((_, side)) = side(tree) {
        side.remove("responseCompletionTimeout");
    }
}

/// A `responseCompletionTimeout` below `readTimeout`.
pub(super) fn completion(maker: &mut Maker<'_>, tree: &mut Json) {
    let range = limits::read_timeout(&maker.reading.profile);
    let (start, end) = range.into_inner();
    let start = start.max(2);
    let read = *maker.d.pick(&[30, start, end, start + 1]);
    let completion = match *maker.variant(&[0, 0, 1, 2]) {
        0 => read - 1,
        1 => 1,
        _ => read / 2,
    };
    set(tree, "readTimeout", number(read));
    set(tree, "responseCompletionTimeout", number(completion));
}

/// TLS versions that are no list of texts.
pub(super) fn ssl_type(maker: &mut Maker<'_>, tree: &mut Json) {
    const VALUES: &[&str] = &[
        "\"TLSv1.2\"",
        "[1]",
        "null",
        "[\"TLSv1.2\",null]",
        "{}",
        "[[\"TLSv1\"]]",
        "1.2",
        "[\"TLSv1\",true,\"SSLv3\"]",
        "true",
    ];
    set(tree, "sslProtocols", Json::raw(*maker.variant(VALUES)));
}

/// Puts a TLS version among good ones.
fn ssl_with(maker: &mut Maker<'_>, tree: &mut Json, version: &'static str) {
    let mut list = vec![Json::text(version)];
    while list.len() < 4 && maker.d.more(2) {
        let at = maker.d.index(list.len() + 1);
        list.insert(at, Json::text(*maker.d.pick(edgecase_core::names::SSL_PROTOCOLS)));
    }
    set(tree, "sslProtocols", Json::List(list));
}

/// A TLS version that there is not.
pub(super) fn ssl_protocol(maker: &mut Maker<'_>, tree: &mut Json) {
    const VERSIONS: &[&str] = &[
        "tlsv1.2", "TLSv1.4", "", "SSLv2", "TLSv1.2 ", "TLSv1.0", "TLS1.2", "SSLV3", "TLSv1.1.",
        "TLSV1.3", " SSLv3",
    ];
    let version = *maker.variant(VERSIONS);
    ssl_with(maker, tree, version);
}

/// The TLS version that the guide does not list.
pub(super) fn tls13(maker: &mut Maker<'_>, tree: &mut Json) {
    ssl_with(maker, tree, edgecase_core::names::TLS_1_3);
}

/// A way to sign requests that there is not.
pub(super) fn auth_method(maker: &mut Maker<'_>, tree: &mut Json) {
    const METHODS: &[&str] = &[
        "origin-access-control",
        "None",
        "",
        "Origin-Access-Identity",
        "none ",
        "origin-access-identity ",
        "oai",
        "NONE",
    ];
    set(tree, "authMethod", Json::text(*maker.variant(METHODS)));
}

const IDENTITY: &str = "origin-access-identity";

/// An identity without a Region.
pub(super) fn auth_region(maker: &mut Maker<'_>, tree: &mut Json) {
    maker.event.origin = maker.event.origin.filter(|kind| *kind == Kind::S3);
    let missing = *maker.variant(&[true, false]);
    let null = missing && maker.null_is_absent() && maker.d.chance(1, 2);
    set(tree, "authMethod", Json::text(IDENTITY));
    set(tree, "region", if null { Json::raw("null") } else { Json::text("") });
    if missing
        && !null
        && let Some((_, side)) = side(tree)
    {
        side.remove("region");
    }
}

/// An identity where the event has a custom origin.
pub(super) fn auth_switched(maker: &mut Maker<'_>, tree: &mut Json) {
    maker.event.origin = Some(Kind::Custom);
    set(tree, "authMethod", Json::text(IDENTITY));
    set(tree, "region", Json::text(*maker.d.pick(&["us-east-1", " ", "x"])));
}
