//! The rules `origin/…` on the shape of `origin`, and on members that are neither domain nor path.

use edgecase_core::Stage;
use edgecase_core::limits;
use edgecase_core::names;
use edgecase_core::profile::CompletionTimeout;

use super::case::{Case, Side, SideName};
use super::place::{Place, at, below, element, missing, when, when_below};
use super::tree::Node;
use crate::flaw::ResultFlaw as Flaw;

const AT: &str = "/origin";
const IDENTITY: &str = "origin-access-identity";

/// The type that a member of a side has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A string.
    Text,
    /// A whole number.
    Number,
    /// A list of strings.
    Texts,
    /// A map of headers.
    Headers,
}

/// Returns the members that a side can have, with their types.
pub(super) fn known(case: &Case<'_>, side: SideName) -> Vec<(&'static str, Shape)> {
    let timeouts = case.profile.completion_timeout == CompletionTimeout::Known;
    let mut members =
        vec![("domainName", Shape::Text), ("path", Shape::Text), ("customHeaders", Shape::Headers)];
    match side {
        SideName::Custom => members.extend([
            ("protocol", Shape::Text),
            ("port", Shape::Number),
            ("readTimeout", Shape::Number),
            ("keepaliveTimeout", Shape::Number),
            ("sslProtocols", Shape::Texts),
        ]),
        SideName::S3 => members.extend([("authMethod", Shape::Text), ("region", Shape::Text)]),
    }
    if timeouts {
        members.push(("responseCompletionTimeout", Shape::Number));
    }
    if timeouts && side == SideName::S3 {
        members.push(("readTimeout", Shape::Number));
    }
    members
}

/// Returns the members that a side must have.
pub(super) const fn required(side: SideName) -> &'static [&'static str] {
    match side {
        SideName::Custom => &[
            "domainName",
            "path",
            "port",
            "protocol",
            "readTimeout",
            "keepaliveTimeout",
            "sslProtocols",
        ],
        SideName::S3 => &["domainName", "path", "authMethod"],
    }
}

/// Returns a member of a side; null in `region` can count as absent.
pub(super) fn member<'a>(case: &Case<'_>, side: &Side<'a>, name: &str) -> Option<&'a Node> {
    side.node.get(name).filter(|node| name != "region" || !case.counts_as_absent(node))
}

/// Returns a whole number of a side, if the member is known there.
fn number(case: &Case<'_>, side: &Side<'_>, name: &str) -> Option<u64> {
    let is_known = known(case, side.name).contains(&(name, Shape::Number));
    if is_known { member(case, side, name)?.whole() } else { None }
}

/// Judges a text of every side.
pub(super) fn texts_where(
    case: &Case<'_>,
    name: &str,
    broken: impl Fn(SideName, &str) -> bool,
) -> Vec<Place> {
    let mut places = Vec::new();
    for side in &case.sides {
        let text = member(case, side, name).and_then(Node::text);
        places.extend(when_below(text.is_some_and(|t| broken(side.name, t)), &side.at, name));
    }
    places
}

/// Judges a whole number of every side that knows it.
fn numbers_where(case: &Case<'_>, name: &str, broken: impl Fn(u64) -> bool) -> Vec<Place> {
    let mut places = Vec::new();
    for side in &case.sides {
        let broken = number(case, side, name).is_some_and(&broken);
        places.extend(when_below(broken, &side.at, name));
    }
    places
}

/// Returns the places of the members of a type of which `broken` holds.
fn members_where(case: &Case<'_>, shape: Shape, broken: impl Fn(&Node) -> bool) -> Vec<Place> {
    let mut places = Vec::new();
    for side in &case.sides {
        for (name, _) in known(case, side.name).into_iter().filter(|(_, known)| *known == shape) {
            let broken = member(case, side, name).is_some_and(&broken);
            places.extend(when_below(broken, &side.at, name));
        }
    }
    places
}

/// `origin/at-viewer-request`
pub(super) fn at_viewer_request(case: &Case<'_>) -> Vec<Place> {
    let judged = case.stage == Stage::ViewerRequest && case.is_request();
    when(judged && case.optional("origin").is_some(), AT)
}

/// `origin/missing`
pub(super) fn not_there(case: &Case<'_>) -> Vec<Place> {
    let judged = case.stage == Stage::OriginRequest && case.is_request();
    let lacks = judged && case.origin_of_any_type().is_none();
    if lacks { vec![missing("", "origin")] } else { Vec::new() }
}

/// `origin/type`
pub(super) fn wrong_type(case: &Case<'_>) -> Vec<Place> {
    let is_wrong = |node: Option<&Node>| node.is_some_and(|node| !node.is_object());
    let mut places = when(is_wrong(case.origin_of_any_type()), AT);
    for name in SideName::BOTH.map(SideName::as_str) {
        places.extend(when_below(is_wrong(case.origin().and_then(|o| o.get(name))), AT, name));
    }
    places
}

/// Counts the sides that are there, whatever their type.
fn sides_there(origin: &Node) -> usize {
    SideName::BOTH.into_iter().filter(|name| origin.has(name.as_str())).count()
}

/// `origin/both`
pub(super) fn both(case: &Case<'_>) -> Vec<Place> {
    when(case.origin().is_some_and(|origin| sides_there(origin) == 2), AT)
}

/// `origin/neither`
pub(super) fn neither(case: &Case<'_>) -> Vec<Place> {
    when(case.origin().is_some_and(|origin| sides_there(origin) == 0), AT)
}

/// `origin/missing-member`
pub(super) fn missing_member(case: &Case<'_>) -> Vec<Place> {
    let lacking = |side: &Side<'_>| -> Vec<Place> {
        let passes = |name: &str| case.has(Flaw::SslProtocolsNotMissed) && name == "sslProtocols";
        let names = required(side.name).iter().filter(|name| !side.node.has(name));
        let names = names.filter(|name| !passes(name));
        names.map(|name| missing(side.at.clone(), name)).collect()
    };
    case.sides.iter().flat_map(lacking).collect()
}

/// `origin/unknown-member`
pub(super) fn unknown_member(case: &Case<'_>) -> Vec<Place> {
    let mut places = Vec::new();
    for member in case.origin().map(Node::members).unwrap_or_default() {
        let name = member.name.text.as_str();
        places.extend(when_below(name != "custom" && name != "s3", AT, name));
    }
    for side in &case.sides {
        let known = known(case, side.name);
        for member in side.node.members() {
            let name = member.name.text.as_str();
            let is_known = known.iter().any(|(known, _)| *known == name);
            places.extend(when_below(!is_known, &side.at, name));
        }
    }
    places
}

/// `origin/member-type`
pub(super) fn member_type(case: &Case<'_>) -> Vec<Place> {
    members_where(case, Shape::Text, |node| node.text().is_none())
}

/// `origin/number-type`
pub(super) fn number_type(case: &Case<'_>) -> Vec<Place> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let passes = |node: &Node| case.has(Flaw::PortText) && node.text().is_some_and(is_digits);
    members_where(case, Shape::Number, |node| node.whole().is_none() && !passes(node))
}

/// `origin/port`
pub(super) fn port(case: &Case<'_>) -> Vec<Place> {
    let range = match case.flaw {
        Some(Flaw::PortLow) => 0..=65_535,
        Some(Flaw::PortStart) => 1025..=65_535,
        Some(Flaw::PortEnd) => 1024..=65_536,
        _ => 1024..=65_535,
    };
    numbers_where(case, "port", |port| port != 80 && port != 443 && !range.contains(&port))
}

/// `origin/protocol`
pub(super) fn protocol(case: &Case<'_>) -> Vec<Place> {
    texts_where(case, "protocol", |side, text| {
        let lower = text.to_ascii_lowercase();
        let text = if case.has(Flaw::ProtocolCase) { &lower } else { text };
        side == SideName::Custom && text != "http" && text != "https"
    })
}

/// `origin/keepalive-timeout`
pub(super) fn keepalive_timeout(case: &Case<'_>) -> Vec<Place> {
    let range = limits::keepalive_timeout(case.profile);
    let passes = |seconds: u64| case.has(Flaw::KeepaliveZero) && seconds == 0;
    numbers_where(case, "keepaliveTimeout", |s| !range.contains(&s) && !passes(s))
}

/// `origin/read-timeout`
pub(super) fn read_timeout(case: &Case<'_>) -> Vec<Place> {
    let range = limits::read_timeout(case.profile);
    numbers_where(case, "readTimeout", |seconds| !range.contains(&seconds))
}

/// `origin/completion-timeout`
pub(super) fn completion_timeout(case: &Case<'_>) -> Vec<Place> {
    const NAME: &str = "responseCompletionTimeout";
    let mut places = Vec::new();
    for side in &case.sides {
        let (whole, read) = (number(case, side, NAME), number(case, side, "readTimeout"));
        if let (Some(whole), Some(read)) = (whole, read) {
            let is_short = match case.flaw {
                Some(Flaw::CompletionEqual) => whole != 0 && whole <= read,
                Some(Flaw::CompletionZero) => whole < read,
                _ => whole != 0 && whole < read,
            };
            places.extend(when_below(is_short, &side.at, NAME));
        }
    }
    places
}

/// Returns `sslProtocols` of a custom origin, with its pointer.
fn ssl_protocols<'a>(case: &Case<'a>) -> Option<(String, &'a Node)> {
    let side = case.sides.iter().find(|side| side.name == SideName::Custom)?;
    Some((below(&side.at, "sslProtocols"), member(case, side, "sslProtocols")?))
}

/// Returns the places of the elements of `sslProtocols` of which `broken` holds.
fn ssl_elements_where(case: &Case<'_>, broken: impl Fn(&Node) -> bool) -> Vec<Place> {
    let Some((pointer, list)) = ssl_protocols(case) else { return Vec::new() };
    let elements = list.elements().unwrap_or_default().iter().enumerate();
    elements
        .filter(|(_, node)| broken(node))
        .map(|(index, _)| at(element(&pointer, index)))
        .collect()
}

/// `origin/ssl-protocols-type`
pub(super) fn ssl_protocols_type(case: &Case<'_>) -> Vec<Place> {
    let not_a_list = ssl_protocols(case).filter(|(_, node)| node.elements().is_none());
    let mut places = ssl_elements_where(case, |node| node.text().is_none());
    places.extend(not_a_list.map(|(pointer, _)| at(pointer)));
    places
}

/// `origin/ssl-protocol`
pub(super) fn ssl_protocol(case: &Case<'_>) -> Vec<Place> {
    let is_listed = |text: &str| names::SSL_PROTOCOLS.contains(&text) || text == names::TLS_1_3;
    let in_any_case =
        |text: &str| names::SSL_PROTOCOLS.iter().any(|n| n.eq_ignore_ascii_case(text));
    let fits = |text: &str| is_listed(text) || (case.has(Flaw::SslCase) && in_any_case(text));
    ssl_elements_where(case, |node| node.text().is_some_and(|text| !fits(text)))
}

/// `origin/tls13`
pub(super) fn tls13(case: &Case<'_>) -> Vec<Place> {
    ssl_elements_where(case, |node| node.text() == Some(names::TLS_1_3))
}

/// `origin/auth-method`
pub(super) fn auth_method(case: &Case<'_>) -> Vec<Place> {
    texts_where(case, "authMethod", |side, text| {
        let passes = case.has(Flaw::AccessControl) && text == "origin-access-control";
        side == SideName::S3 && text != IDENTITY && text != "none" && !passes
    })
}

/// Returns the S3 side that uses an origin access identity.
fn identity_side<'c, 'a>(case: &'c Case<'a>) -> Option<&'c Side<'a>> {
    let side = case.sides.iter().find(|side| side.name == SideName::S3)?;
    let method = member(case, side, "authMethod").and_then(Node::text);
    if method == Some(IDENTITY) { Some(side) } else { None }
}

/// `origin/auth-region`
pub(super) fn auth_region(case: &Case<'_>) -> Vec<Place> {
    let Some(side) = identity_side(case) else { return Vec::new() };
    match member(case, side, "region") {
        None => vec![missing(side.at.clone(), "region")],
        Some(region) => when_below(region.text() == Some(""), &side.at, "region"),
    }
}

/// `origin/auth-switched`
pub(super) fn auth_switched(case: &Case<'_>) -> Vec<Place> {
    let was_custom =
        case.event_member("origin").is_some_and(|origin| origin.has("custom") && !origin.has("s3"));
    let Some(side) = identity_side(case) else { return Vec::new() };
    when_below(was_custom, &side.at, "authMethod")
}
