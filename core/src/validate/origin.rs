//! `origin/…`: the origin of a request returned at origin-request, its custom headers apart.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::case::{Case, is_control};
use super::custom_headers;
use crate::decode::{HeaderMap, Kind, Leaf, Object, OriginSide};
use crate::limits;
use crate::names::{SSL_PROTOCOLS, TLS_1_3};
use crate::origin::Origin as EventOrigin;
use crate::profile::{CompletionTimeout, CustomDomainIp};
use crate::rule::RuleId;
use crate::text::chars;

const OAI: &str = "origin-access-identity";

/// `origin/missing`, `type`, `both`, `neither`, and everything below.
pub(super) fn judge<'a>(case: &mut Case<'a>, object: &'a Object, headers: Option<HeaderMap<'_>>) {
    let headers = headers.as_ref();
    let leaf = object.origin.as_ref().map(|origin| origin.leaf);
    let (Some(origin), Some(leaf)) = (&object.origin, case.present(leaf)) else {
        return case.report_missing(RuleId::OriginMissing, object.leaf, "origin");
    };
    if leaf.kind() != Kind::Object {
        return case.report_at(RuleId::OriginType, leaf);
    }
    match (&origin.custom, &origin.s3) {
        (Some(_), Some(_)) => case.report_at(RuleId::OriginBoth, leaf),
        (None, None) => case.report_at(RuleId::OriginNeither, leaf),
        _ => {}
    }
    if let Some(side) = object_side(case, origin.custom.as_ref()) {
        custom(case, side);
        custom_headers::judge(case, side, headers);
    }
    if let Some(side) = object_side(case, origin.s3.as_ref()) {
        s3(case, side);
        custom_headers::judge(case, side, headers);
    }
}

fn object_side<'o>(case: &mut Case<'_>, side: Option<&'o OriginSide>) -> Option<&'o OriginSide> {
    let side = side?;
    case.report_if(side.leaf.kind() != Kind::Object, RuleId::OriginType, side.leaf);
    Some(side).filter(|side| side.leaf.kind() == Kind::Object)
}

fn custom(case: &mut Case<'_>, side: &OriginSide) {
    required(case, side, side.port, "port");
    required(case, side, side.keepalive_timeout, "keepaliveTimeout");
    required(case, side, side.ssl_protocols, "sslProtocols");
    required(case, side, side.read_timeout, "readTimeout");
    if let Some(leaf) = required_text(case, side, side.domain_name, "domainName") {
        custom_domain(case, leaf);
    }
    if let Some(leaf) = required_text(case, side, side.path, "path") {
        path(case, leaf);
        custom_path(case, leaf);
    }
    if let Some(leaf) = required_text(case, side, side.protocol, "protocol") {
        let known = matches!(&*leaf.text(case.input), "http" | "https");
        case.report_if(!known, RuleId::OriginProtocol, leaf);
    }
    if let Some((leaf, port)) = whole_number(case, side.port) {
        case.report_if(!limits::port_allowed(port), RuleId::OriginPort, leaf);
    }
    if let Some((leaf, seconds)) = whole_number(case, side.keepalive_timeout) {
        let allowed = limits::keepalive_timeout(case.profile).contains(&seconds);
        case.report_if(!allowed, RuleId::OriginKeepaliveTimeout, leaf);
    }
    timeouts(case, side);
    ssl_protocols(case, side);
}

fn s3(case: &mut Case<'_>, side: &OriginSide) {
    if let Some(leaf) = required_text(case, side, side.domain_name, "domainName") {
        s3_domain(case, leaf);
    }
    if let Some(leaf) = required_text(case, side, side.path, "path") {
        path(case, leaf);
    }
    let auth_method = required_text(case, side, side.auth_method, "authMethod");
    let region = text(case, side.region);
    if let Some(leaf) = auth_method {
        auth(case, side, leaf, region);
    }
    if case.profile.completion_timeout == CompletionTimeout::Known {
        timeouts(case, side);
    }
}

/// `origin/missing-member`
fn required(case: &mut Case<'_>, side: &OriginSide, member: Option<Leaf>, name: &'static str) {
    if member.is_none() {
        case.report_missing(RuleId::OriginMissingMember, side.leaf, name);
    }
}

fn required_text(
    case: &mut Case<'_>,
    side: &OriginSide,
    member: Option<Leaf>,
    name: &'static str,
) -> Option<Leaf> {
    required(case, side, member, name);
    let leaf = member?;
    case.report_if(leaf.kind() != Kind::Text, RuleId::OriginMemberType, leaf);
    member.filter(|leaf| leaf.kind() == Kind::Text)
}

/// `origin/member-type` of an optional text.
fn text(case: &mut Case<'_>, member: Option<Leaf>) -> Option<Leaf> {
    let leaf = case.present(member)?;
    case.report_if(leaf.kind() != Kind::Text, RuleId::OriginMemberType, leaf);
    Some(leaf)
}

/// `origin/number-type`; returns the number if it is a whole one.
fn whole_number(case: &mut Case<'_>, member: Option<Leaf>) -> Option<(Leaf, u64)> {
    let leaf = member?;
    let number = leaf.digits(case.input);
    case.report_if(number.is_none(), RuleId::OriginNumberType, leaf);
    number.map(|number| (leaf, number))
}

/// `origin/read-timeout`, `completion-timeout`
fn timeouts(case: &mut Case<'_>, side: &OriginSide) {
    let read = whole_number(case, side.read_timeout);
    if let Some((leaf, seconds)) = read {
        let allowed = limits::read_timeout(case.profile).contains(&seconds);
        case.report_if(!allowed, RuleId::OriginReadTimeout, leaf);
    }
    if case.profile.completion_timeout == CompletionTimeout::Unknown {
        return;
    }
    let completion = whole_number(case, side.response_completion_timeout);
    if let (Some((_, read)), Some((leaf, completion))) = (read, completion) {
        let smaller = completion != 0 && completion < read;
        case.report_if(smaller, RuleId::OriginCompletionTimeout, leaf);
    }
}

/// `origin/domain-empty`, `domain-colon`, `domain-ip`, `domain-length`, `domain-syntax`
fn custom_domain(case: &mut Case<'_>, leaf: Leaf) {
    let domain = leaf.text(case.input);
    if domain.is_empty() {
        return case.report_at(RuleId::OriginDomainEmpty, leaf);
    }
    let any = case.profile.custom_domain_ip == CustomDomainIp::Any;
    let ip = is_ipv4(&domain) || any && is_ipv6(&domain);
    let colon = domain.contains(':');
    case.report_if(colon, RuleId::OriginDomainColon, leaf);
    case.report_if(ip, RuleId::OriginDomainIp, leaf);
    case.report_if(chars(&domain) > limits::CUSTOM_DOMAIN_CHARS, RuleId::OriginDomainLength, leaf);
    let judged = !colon && !ip;
    case.report_if(judged && !is_dns_name(&domain), RuleId::OriginDomainSyntax, leaf);
}

/// `origin/domain-empty`, `s3-domain-length`, `s3-domain-case`, `s3-domain`, `s3-regional`
fn s3_domain(case: &mut Case<'_>, leaf: Leaf) {
    let domain = leaf.text(case.input);
    if domain.is_empty() {
        return case.report_at(RuleId::OriginDomainEmpty, leaf);
    }
    case.report_if(chars(&domain) > limits::S3_DOMAIN_CHARS, RuleId::OriginS3DomainLength, leaf);
    let upper = domain.bytes().any(|b| b.is_ascii_uppercase());
    case.report_if(upper, RuleId::OriginS3DomainCase, leaf);
    if is_bucket(&domain) {
        let global = domain.to_ascii_lowercase().ends_with(".s3.amazonaws.com");
        case.report_if(!global, RuleId::OriginS3Regional, leaf);
    } else {
        case.report_at(RuleId::OriginS3Domain, leaf);
    }
}

/// `origin/path-root`, `path-start`, `path-end`
fn path(case: &mut Case<'_>, leaf: Leaf) {
    let path = leaf.text(case.input);
    match &*path {
        "" => {}
        "/" => case.report_at(RuleId::OriginPathRoot, leaf),
        path => {
            case.report_if(!path.starts_with('/'), RuleId::OriginPathStart, leaf);
            case.report_if(path.ends_with('/'), RuleId::OriginPathEnd, leaf);
        }
    }
}

/// `origin/path-length`, `path-encoding`
fn custom_path(case: &mut Case<'_>, leaf: Leaf) {
    let path = leaf.text(case.input);
    case.report_if(chars(&path) > limits::CUSTOM_PATH_CHARS, RuleId::OriginPathLength, leaf);
    let raw = |c: char| is_control(c) || !c.is_ascii() || " \"<>\\^`{|}?#".contains(c);
    case.report_if(path.chars().any(raw), RuleId::OriginPathEncoding, leaf);
}

/// `origin/ssl-protocols-type`, `ssl-protocol`, `tls13`
fn ssl_protocols(case: &mut Case<'_>, side: &OriginSide) {
    if let Some(leaf) = side.ssl_protocols {
        case.report_if(leaf.kind() != Kind::List, RuleId::OriginSslProtocolsType, leaf);
    }
    for element in case.document.ssl_protocols(side) {
        if element.kind() != Kind::Text {
            case.report_at(RuleId::OriginSslProtocolsType, *element);
            continue;
        }
        let version = element.text(case.input);
        if version == TLS_1_3 {
            case.report_at(RuleId::OriginTls13, *element);
        } else if !SSL_PROTOCOLS.contains(&&*version) {
            case.report_at(RuleId::OriginSslProtocol, *element);
        }
    }
}

/// `origin/auth-method`, `auth-region`, `auth-switched`
fn auth(case: &mut Case<'_>, side: &OriginSide, leaf: Leaf, region: Option<Leaf>) {
    let method = leaf.text(case.input);
    case.report_if(!matches!(&*method, OAI | "none"), RuleId::OriginAuthMethod, leaf);
    if method != OAI {
        return;
    }
    match region {
        None => case.report_missing(RuleId::OriginAuthRegion, side.leaf, "region"),
        Some(region) => {
            let empty = region.kind() == Kind::Text && region.text(case.input).is_empty();
            case.report_if(empty, RuleId::OriginAuthRegion, region);
        }
    }
    let was_custom = matches!(case.exchange.event.request.origin, Some(EventOrigin::Custom(_)));
    case.report_if(was_custom, RuleId::OriginAuthSwitched, leaf);
}

/// Tells whether a text is four groups of one to three digits up to 255.
fn is_ipv4(text: &str) -> bool {
    if text.parse::<Ipv4Addr>().is_ok() {
        return true;
    }
    // The standard library refuses leading zeros, which a resolver may read all the same.
    let group = |g: &str| {
        (1..=3).contains(&g.len())
            && g.bytes().all(|b| b.is_ascii_digit())
            && g.parse::<u8>().is_ok()
    };
    text.split('.').count() == 4 && text.split('.').all(group)
}

fn is_ipv6(text: &str) -> bool {
    let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
    bare.parse::<Ipv6Addr>().is_ok()
}

fn is_dns_name(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    domain.strip_suffix('.').unwrap_or(domain).split('.').all(label)
}

/// Tells whether a name is that of a bucket, ignoring case.
fn is_bucket(domain: &str) -> bool {
    let lower = domain.to_ascii_lowercase();
    let stem =
        lower.strip_suffix(".amazonaws.com").or_else(|| lower.strip_suffix(".amazonaws.com.cn"));
    let is_service = |label: &str| label == "s3" || label.starts_with("s3-");
    let is_website = |label: &str| label.starts_with("s3-website");
    is_dns_name(domain)
        && stem.is_some_and(|stem| {
            stem.split('.').skip(1).any(is_service) && !stem.split('.').any(is_website)
        })
}
