//! Texts for violations: worked out only when something is wrong.

use std::fmt::Write as _;

use crate::decode::{Document, Kind, Object, Root, decode};
use crate::exchange::Exchange;
use crate::limits::{self, Base64Limit};
use crate::place::{Path, Paths, Place, Pointer};
use crate::profile::Profile;
use crate::rule::RuleId;
use crate::text::chars;
use crate::validate::{body_bytes, header_bytes, uri_query_bytes};
use crate::verdict::Violation;

/// Longest piece of a result that is repeated in a message, in characters.
const FOUND_CHARS: usize = 60;

/// One violation as a reader needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The rule.
    pub rule: RuleId,
    /// Where, as a JSON pointer spelled as in the result.
    pub place: Pointer,
    /// One line: what is wrong, with what was found.
    pub message: String,
}

/// Says what is wrong and where, for all violations of one result together.
///
/// Reads the result again, once; call it when something is wrong.
#[must_use]
pub fn explain(
    exchange: Exchange<'_>,
    result: &[u8],
    profile: &Profile,
    violations: &[Violation],
) -> Vec<Explanation> {
    let mut document = Document::default();
    // What cannot be read as a whole is an empty document: then there are no places inside.
    _ = decode(result, &mut document);
    let places = violations.iter().map(|violation| violation.at);
    let explainer = Explainer {
        input: result,
        paths: Paths::find(result, &document, places),
        document,
        exchange,
        profile,
    };
    let explanation = |violation: &Violation| Explanation {
        rule: violation.rule,
        place: explainer.paths.pointer(violation.at),
        message: explainer.fill(violation.rule.rule().breach, violation),
    };
    violations.iter().map(explanation).collect()
}

/// What it takes to fill in the texts of one result.
struct Explainer<'a> {
    input: &'a [u8],
    document: Document,
    paths: Paths,
    exchange: Exchange<'a>,
    profile: &'a Profile,
}

impl<'a> Explainer<'a> {
    /// Replaces every `{…}` of a template by a fact of the case.
    fn fill(&self, template: &str, violation: &Violation) -> String {
        let mut message = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            message.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            match self.fact(name, violation) {
                Some(fact) => message.push_str(&fact),
                // Not one of ours: the template shows JSON.
                None => _ = write!(message, "{{{name}}}"),
            }
            rest = after;
        }
        message.push_str(rest);
        message
    }

    fn fact(&self, name: &str, violation: &Violation) -> Option<String> {
        Some(match name {
            "found" => self.found(violation.at),
            "name" => self.name(violation),
            "map" => self.map_name(violation.at),
            "stage" => self.exchange.stage.to_string(),
            "limit" => self.limit(violation.rule),
            "measured" => self.measured(violation).map_or_else(String::new, |n| n.to_string()),
            _ => return None,
        })
    }

    fn object(&self) -> Option<&Object> {
        self.document.object()
    }

    /// What stands at the place.
    fn found(&self, at: Place) -> String {
        let leaf = match (self.paths.to(at), self.document.root) {
            (Some(path), _) => path.leaf,
            (None, Root::Other(leaf)) => leaf,
            (None, _) => return "nothing".to_owned(),
        };
        match leaf.kind() {
            Kind::List => "a list".to_owned(),
            Kind::Object => "an object".to_owned(),
            Kind::Text => shown(&leaf.text(self.input)),
            Kind::Null | Kind::Bool | Kind::Number => shown(leaf.raw(self.input)),
        }
    }

    /// The member or header that the violation is about.
    fn name(&self, violation: &Violation) -> String {
        match violation.at {
            Place::MissingHeader(name) => return shown(name),
            Place::Missing { name, .. } if !name_is_header(violation.rule) => {
                return name.to_owned();
            }
            _ => {}
        }
        let Some(path) = self.paths.to(violation.at) else {
            return String::new();
        };
        if name_is_header(violation.rule) && is_key(path) {
            return shown(&path.leaf.text(self.input));
        }
        if name_is_header(violation.rule) {
            return self.map_name(violation.at);
        }
        path.steps.last().cloned().unwrap_or_default()
    }

    /// The name of the headers map that the place is under.
    fn map_name(&self, at: Place) -> String {
        let Some(path) = self.paths.to(at) else {
            return String::new();
        };
        let mut steps = path.steps.iter();
        let found = steps.find(|step| *step == "headers" || *step == "customHeaders");
        found.and_then(|_| steps.next()).map_or_else(String::new, |name| shown(name))
    }

    fn limit(&self, rule: RuleId) -> String {
        let (stage, profile) = (self.exchange.stage, self.profile);
        let range =
            |range: std::ops::RangeInclusive<u64>| format!("{} to {}", range.start(), range.end());
        match rule {
            RuleId::ResultDepth => limits::DEPTH.to_string(),
            RuleId::OriginKeepaliveTimeout => range(limits::keepalive_timeout(profile)),
            RuleId::OriginReadTimeout => range(limits::read_timeout(profile)),
            RuleId::SizeUriQuery => limits::URI_QUERY_BYTES.to_string(),
            RuleId::SizeRequestText => limits::request_body_bytes(stage, profile).to_string(),
            RuleId::SizeRequestBase64 => match limits::request_body_base64(stage, profile) {
                Base64Limit::Decoded(limit) | Base64Limit::Text(limit) => limit.to_string(),
            },
            RuleId::OriginDomainLength => limits::CUSTOM_DOMAIN_CHARS.to_string(),
            RuleId::OriginS3DomainLength => limits::S3_DOMAIN_CHARS.to_string(),
            RuleId::OriginPathLength => limits::CUSTOM_PATH_CHARS.to_string(),
            RuleId::OriginCustomHeaderNameLength => limits::CUSTOM_HEADER_NAME_CHARS.to_string(),
            RuleId::OriginCustomHeaderValueLength => limits::CUSTOM_HEADER_VALUE_CHARS.to_string(),
            RuleId::OriginCustomHeadersLength => limits::CUSTOM_HEADERS_CHARS.to_string(),
            RuleId::OriginCustomHeaderCount => limits::custom_headers(profile).to_string(),
            _ => limits::response_bytes(stage, profile).to_string(),
        }
    }

    /// The quantity that a rule on sizes measured.
    fn measured(&self, violation: &Violation) -> Option<u64> {
        let (input, object, profile) = (self.input, self.object()?, self.profile);
        // A null that counts as absent costs nothing.
        let headers = object.headers.as_ref().filter(|map| map.leaf.kind() != Kind::Null);
        // There may be many violations, and only few are about all headers.
        let headers =
            || headers.map_or(0, |span| header_bytes(input, &self.document.map(span), profile));
        Some(match violation.rule {
            RuleId::SizeViewerResponse => headers(),
            RuleId::SizeGenerated | RuleId::SizeReplaced => {
                headers()
                    + object.body.as_ref().map_or(0, |body| {
                        body_bytes(object.response_encoding(input), body.facts, profile)
                    })
            }
            RuleId::SizeUriQuery => {
                uri_query_bytes(input, object.uri?, object.querystring?, profile)
            }
            RuleId::SizeRequestText => object.body.as_ref()?.data_facts.bytes,
            RuleId::SizeRequestBase64 => {
                let facts = object.body.as_ref()?.data_facts;
                match limits::request_body_base64(self.exchange.stage, profile) {
                    Base64Limit::Decoded(_) => facts.base64.decoded_bytes(),
                    Base64Limit::Text(_) => facts.bytes,
                }
            }
            RuleId::OriginCustomHeaderCount | RuleId::OriginCustomHeadersLength => {
                return self.custom_headers(violation);
            }
            RuleId::OriginCustomHeaderNameLength => {
                let path = self.paths.to(violation.at)?;
                chars(path.steps.last()?)
            }
            _ => {
                let path = self.paths.to(violation.at)?;
                chars(&path.leaf.text(self.input))
            }
        })
    }

    /// The count or the length of the custom headers that the place names.
    fn custom_headers(&self, violation: &Violation) -> Option<u64> {
        let origin = self.object()?.origin.as_ref()?;
        let sides = [origin.custom.as_ref(), origin.s3.as_ref()];
        let map = sides.into_iter().flatten().filter_map(|side| side.custom_headers.as_ref());
        let mut at_place = map.filter(|map| violation.at == Place::At(map.leaf.start));
        let map = self.document.map(at_place.next()?);
        Some(match violation.rule {
            RuleId::OriginCustomHeaderCount => {
                crate::validate::custom_header_count(self.input, &map)
            }
            _ => crate::validate::custom_headers_chars(self.input, &map),
        })
    }
}

/// Tells whether a place is the `key` of a header entry, and not a header of that name.
fn is_key(path: &Path) -> bool {
    let is_map = |step: &str| matches!(step, "headers" | "customHeaders");
    match path.steps.as_slice() {
        [.., map, _, _, key] => {
            is_map(map) && key == "key" && path.leaf.kind() == Kind::Text && path.leaf.bytes() > 2
        }
        _ => false,
    }
}

/// Tells whether `{name}` of a rule's text is a header.
fn name_is_header(rule: RuleId) -> bool {
    let whole_map = matches!(rule, RuleId::HeadersType | RuleId::HeadersList);
    let id = rule.as_str();
    (id.starts_with("headers/") && rule != RuleId::HeadersUnknownEntryMember && !whole_map)
        || id.starts_with("origin/custom-header")
}

/// Puts a piece of a result between backticks: escaped, and cut where it is long.
fn shown(text: &str) -> String {
    let mut shown = String::from("`");
    for (index, c) in text.chars().enumerate() {
        if index == FOUND_CHARS {
            shown.push('…');
            break;
        }
        if c.is_control() {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown.push('`');
    shown
}
