//! One result in its surroundings, as the rule functions see it.

use edgecase_core::Stage;
use edgecase_core::profile::{BothShapes, NullOptional, Profile};

use super::header_map::HeaderMap;
use super::place::below;
use super::question::{EventError, Kind, Question};
use super::reader::{Broken, read};
use super::tree::Node;
use crate::flaw::ResultFlaw;

/// The members of a request that make a result with `status` look like both.
pub(super) const REQUEST_MEMBERS: [&str; 5] =
    ["clientIp", "method", "uri", "querystring", "origin"];

/// One side of an `origin` object that is an object itself.
pub(super) struct Side<'a> {
    /// The pointer to it.
    pub(super) at: String,
    /// The object.
    pub(super) node: &'a Node,
    /// Which side it is.
    pub(super) name: SideName,
    /// Its `customHeaders`.
    pub(super) headers: HeaderMap<'a>,
}

/// Names a side of an `origin` object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SideName {
    /// `custom`.
    Custom,
    /// `s3`.
    S3,
}

impl SideName {
    /// Both sides.
    pub(super) const BOTH: [Self; 2] = [Self::Custom, Self::S3];

    /// Returns the name of the member.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Custom => "custom",
            Self::S3 => "s3",
        }
    }
}

/// Reads an event.
pub(super) fn read_event(bytes: &[u8]) -> Result<Node, EventError> {
    let event = read(bytes).map_err(|broken| match broken {
        Broken::Syntax => EventError::NotJson,
        Broken::Depth => EventError::TooDeep,
    })?;
    if record(&event).is_some() { Ok(event) } else { Err(EventError::NoRecord) }
}

fn record(event: &Node) -> Option<&Node> {
    let cf = event.get("Records")?.elements()?.first()?.get("cf")?;
    cf.is_object().then_some(cf)
}

/// Returns the message of the event that a result takes the place of.
pub(super) fn event_message(event: &Node, stage: Stage) -> Option<&Node> {
    record(event)?.get(if stage.is_request() { "request" } else { "response" })
}

/// A result, its event and its profile.
pub(super) struct Case<'a> {
    /// The stage.
    pub(super) stage: Stage,
    /// The reading of the rules.
    pub(super) profile: &'a Profile,
    /// What to get wrong.
    pub(super) flaw: Option<ResultFlaw>,
    /// The headers that the behaviour caches on.
    pub(super) caches_on: Option<&'a [String]>,
    /// The result, or why it could not be read.
    pub(super) result: Result<&'a Node, Broken>,
    /// The event's own request or response.
    pub(super) message: Option<&'a Node>,
    /// What the result is read as.
    pub(super) kind: Kind,
    /// The header map of the result.
    pub(super) headers: HeaderMap<'a>,
    /// The header map of the event's message.
    pub(super) event_headers: HeaderMap<'a>,
    /// The sides of `origin` of a request returned at origin-request.
    pub(super) sides: Vec<Side<'a>>,
}

impl<'a> Case<'a> {
    /// Puts a case together.
    pub(super) fn new(
        question: &Question<'a>,
        message: Option<&'a Node>,
        result: Result<&'a Node, Broken>,
    ) -> Self {
        let kind = kind(question.stage, question.profile, result.ok());
        Self::of_kind(question, message, result, kind)
    }

    /// Puts the case together in which the event's own message is the result.
    pub(super) fn passed_through(question: &Question<'a>, message: &'a Node) -> Self {
        let kind = if question.stage.is_request() { Kind::Request } else { Kind::Response };
        Self::of_kind(question, Some(message), Ok(message), kind)
    }

    fn of_kind(
        question: &Question<'a>,
        message: Option<&'a Node>,
        result: Result<&'a Node, Broken>,
        kind: Kind,
    ) -> Self {
        let mut case = Self {
            stage: question.stage,
            profile: question.profile,
            flaw: question.flaw,
            caches_on: question.caches_on,
            result,
            message,
            kind,
            headers: HeaderMap::absent(),
            event_headers: HeaderMap::of(
                "/headers",
                message.and_then(|m| m.get("headers")),
                question.flaw,
            ),
            sides: Vec::new(),
        };
        case.headers = HeaderMap::of("/headers", case.optional("headers"), case.flaw);
        case.sides = SideName::BOTH.into_iter().filter_map(|name| case.side(name)).collect();
        case
    }

    /// Tells whether to get something wrong.
    pub(super) fn has(&self, flaw: ResultFlaw) -> bool {
        self.flaw == Some(flaw)
    }

    fn side(&self, name: SideName) -> Option<Side<'a>> {
        let node = self.origin()?.get(name.as_str()).filter(|node| node.is_object())?;
        let at = below("/origin", name.as_str());
        let headers = node.get("customHeaders").filter(|node| !self.counts_as_absent(node));
        let headers = HeaderMap::of(below(&at, "customHeaders"), headers, self.flaw);
        Some(Side { at, node, name, headers })
    }

    /// Tells whether a null in an optional member counts as no member.
    pub(super) fn counts_as_absent(&self, node: &Node) -> bool {
        node.is_null() && self.profile.null_optional == NullOptional::Absent
    }

    /// Returns a member of the result.
    pub(super) fn member(&self, name: &str) -> Option<&'a Node> {
        let result = self.result.ok()?;
        if self.has(ResultFlaw::MemberCaseIgnored) {
            result.get_in_any_case(name)
        } else {
            result.get(name)
        }
    }

    /// Returns a member of the result for which null can count as absent.
    pub(super) fn optional(&self, name: &str) -> Option<&'a Node> {
        self.member(name).filter(|node| !self.counts_as_absent(node))
    }

    /// Returns a member of the event's message.
    pub(super) fn event_member(&self, name: &str) -> Option<&'a Node> {
        self.message?.get(name)
    }

    /// Returns a text of the event's message, which is empty where the event leaves it out.
    pub(super) fn event_text(&self, name: &str) -> &'a str {
        self.event_member(name).and_then(Node::text).unwrap_or_default()
    }

    /// Tells whether the result is a returned request.
    pub(super) fn is_request(&self) -> bool {
        self.kind == Kind::Request
    }

    /// Tells whether the result is a response made at a request stage.
    pub(super) fn is_generated(&self) -> bool {
        self.kind == Kind::Response && self.stage.is_request()
    }

    /// Tells whether the result is a response at a stage where it may have a body.
    pub(super) fn is_response_with_body(&self) -> bool {
        self.kind == Kind::Response && self.stage != Stage::ViewerResponse
    }

    /// Returns `origin` of a request returned at origin-request, if it is an object.
    pub(super) fn origin(&self) -> Option<&'a Node> {
        self.origin_of_any_type().filter(|origin| origin.is_object())
    }

    /// Returns `origin` of a request returned at origin-request, whatever it holds.
    pub(super) fn origin_of_any_type(&self) -> Option<&'a Node> {
        let judged = self.stage == Stage::OriginRequest && self.is_request();
        if judged { self.optional("origin") } else { None }
    }

    /// Returns every header map of the result: `headers` and those in `origin`.
    pub(super) fn maps(&self) -> impl Iterator<Item = &HeaderMap<'a>> {
        std::iter::once(&self.headers).chain(self.sides.iter().map(|side| &side.headers))
    }
}

/// Tells whether a result is a request or a response.
fn kind(stage: Stage, profile: &Profile, result: Option<&Node>) -> Kind {
    let has = |name: &str| result.is_some_and(|result| result.has(name));
    if !stage.is_request() {
        return Kind::Response;
    }
    let prefers_request = profile.both_shapes == BothShapes::Request;
    if !has("status") || (prefers_request && REQUEST_MEMBERS.into_iter().any(has)) {
        Kind::Request
    } else {
        Kind::Response
    }
}
