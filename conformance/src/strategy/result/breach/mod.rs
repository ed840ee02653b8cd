//! What breaks each rule, and no other.

mod custom;
mod domain;
mod headers;
mod names;
mod origin;
mod place;
mod request;
mod response;
mod result;

use edgecase_core::profile::{CompletionTimeout, StatusType};
use edgecase_core::{RuleId, Stage};

use super::event::Kind;
use super::json::Json;
use super::maker::Maker;
use super::reading::Reading;

/// What breaks a rule.
#[derive(Clone, Copy)]
pub(super) enum Breach {
    /// Bytes of their own.
    Whole(fn(&mut Maker<'_>) -> Vec<u8>),
    /// A change of an accepted result.
    In(Need, fn(&mut Maker<'_>, &mut Json)),
}

/// The result that a breach changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// A request or a response.
    Any,
    /// The event's message, changed.
    Message,
    /// A response.
    Response,
    /// A request.
    Request,
    /// A request with an origin of either kind.
    Origin,
    /// A request with a server as origin.
    Custom,
    /// A request with a bucket as origin.
    S3,
}

/// Rules whose breach breaks another one as well, now and then: the rule, the other one, and why.
pub const NOT_ALONE: &[(RuleId, RuleId, &str)] = &[
    (RuleId::OriginDomainIp, RuleId::OriginDomainColon, "an IPv6 address has colons"),
    (
        RuleId::HeadersValueElement,
        RuleId::HeadersValueArray,
        "an element is in a list, which the switch `value_array` refuses",
    ),
];

/// Tells whether a rule can be broken by itself at a stage under a reading.
pub(super) fn can_break(rule: RuleId, stage: Stage, reading: &Reading) -> bool {
    let profile = &reading.profile;
    let minds = |rule| reading.minds(rule, stage);
    let meant = match rule {
        // What the behaviour caches on is no part of an example.
        RuleId::HeadersRestricted => false,
        RuleId::StatusInteger => profile.status_type == StatusType::StringOrInt,
        RuleId::HeadersNameMerge => {
            !minds(RuleId::HeadersNameCase) || !minds(RuleId::HeadersEmptyList)
        }
        RuleId::OriginCompletionTimeout => profile.completion_timeout == CompletionTimeout::Known,
        RuleId::OriginCustomHeaderReadOnly => !names::free_read_only(profile).is_empty(),
        _ => true,
    };
    meant && minds(rule) && of(rule).is_some()
}

/// Makes an accepted result of either kind.
pub(super) fn either(maker: &mut Maker<'_>) -> Json {
    base(maker, Need::Any)
}

/// Makes an accepted result.
pub(super) fn base(maker: &mut Maker<'_>, need: Need) -> Json {
    let at_request = maker.stage.is_request();
    match need {
        Need::Response => maker.response(),
        Need::Message if at_request => maker.request(),
        Need::Any if at_request && maker.d.chance(1, 2) => maker.request(),
        Need::Any | Need::Message => maker.response(),
        Need::Request => maker.request(),
        Need::Origin => {
            let kind = *maker.d.pick(&Kind::BOTH);
            with_origin(maker, kind)
        }
        Need::Custom => with_origin(maker, Kind::Custom),
        Need::S3 => with_origin(maker, Kind::S3),
    }
}

fn with_origin(maker: &mut Maker<'_>, kind: Kind) -> Json {
    let mut request = maker.request();
    let origin = maker.origin(kind, request.get("headers"));
    request.set("origin", origin);
    request
}

/// Returns what breaks a rule; a rule without an arm does not compile.
#[expect(clippy::too_many_lines, reason = "one arm a rule")]
pub(super) fn of(rule: RuleId) -> Option<Breach> {
    use Breach::{In, Whole};
    use Need::{Any, Custom, Message, Origin, Request, Response, S3};
    Some(match rule {
        RuleId::ResultJson => Whole(result::json),
        RuleId::ResultDepth => Whole(result::depth),
        RuleId::ResultObject => Whole(result::object),
        RuleId::ResultNull => Whole(result::null),
        RuleId::ResultSurrogate => In(Any, result::surrogate),
        RuleId::ResultDuplicateMember => In(Any, result::duplicate),
        RuleId::ResultWrapper => Whole(result::wrapper),
        RuleId::ResultApiGateway => Whole(result::api_gateway),
        RuleId::ResultBothShapes => In(Response, result::both_shapes),
        RuleId::ResultMissingStatus => In(Response, result::missing_status),
        RuleId::ResultMissingField => In(Request, result::missing_field),
        RuleId::ResultMemberCase => In(Any, result::member_case),
        RuleId::StatusType => In(Response, response::status_type),
        RuleId::StatusNumber => In(Response, response::status_number),
        RuleId::StatusInteger => In(Response, response::status_integer),
        RuleId::StatusLexical => In(Response, response::status_lexical),
        RuleId::StatusRange => In(Response, response::status_range),
        RuleId::StatusChanged => In(Response, response::status_changed),
        RuleId::DescriptionType => In(Response, response::description_type),
        RuleId::DescriptionNull => In(Response, response::description_null),
        RuleId::DescriptionControl => In(Response, response::description_control),
        RuleId::HeadersType => In(Any, headers::wrong_type),
        RuleId::HeadersList => In(Any, headers::list),
        RuleId::HeadersMissing => In(Response, headers::missing),
        RuleId::HeadersNotAList => In(Any, headers::not_a_list),
        RuleId::HeadersEntryType => In(Any, headers::entry_type),
        RuleId::HeadersValueMissing => In(Any, headers::value_missing),
        RuleId::HeadersValueObject => In(Any, headers::value_object),
        RuleId::HeadersValueScalar => In(Any, headers::value_scalar),
        RuleId::HeadersValueArray => In(Any, headers::value_array),
        RuleId::HeadersValueElement => In(Any, headers::value_element),
        RuleId::HeadersKeyMissing => In(Any, headers::key_missing),
        RuleId::HeadersKeyType => In(Any, headers::key_type),
        RuleId::HeadersKeyEmpty => In(Any, headers::key_empty),
        RuleId::HeadersKeyMismatch => In(Any, headers::key_mismatch),
        RuleId::HeadersNameCase => In(Any, headers::name_case),
        RuleId::HeadersNameMerge => In(Any, headers::name_merge),
        RuleId::HeadersEmptyList => In(Any, headers::empty_list),
        RuleId::HeadersNameToken => In(Any, headers::name_token),
        RuleId::HeadersValueCr => In(Any, headers::value_cr),
        RuleId::HeadersValueControl => In(Any, headers::value_control),
        RuleId::HeadersValueNonAscii => In(Any, headers::value_non_ascii),
        RuleId::HeadersDisallowed => In(Any, names::disallowed),
        RuleId::HeadersDisallowedPrefix => In(Any, names::disallowed_prefix),
        RuleId::HeadersDisallowedAmzn => In(Any, names::disallowed_amzn),
        RuleId::HeadersDisallowedAmznPrefix => In(Any, names::disallowed_amzn_prefix),
        RuleId::HeadersReadOnlyAdded => In(Message, names::added),
        RuleId::HeadersReadOnlyChanged => In(Message, names::changed),
        RuleId::HeadersReadOnlyDeleted => In(Message, names::deleted),
        RuleId::HeadersGeneratedLength => In(Response, names::generated_length),
        RuleId::HeadersGeneratedReadOnly => In(Response, names::generated_read_only),
        RuleId::HeadersRestricted | RuleId::HeadersRestrictedUnknown => {
            In(Request, names::restricted)
        }
        RuleId::HeadersViewerCountry => In(Message, names::viewer_country),
        RuleId::BodyType => In(Response, response::body_type),
        RuleId::BodyNull => In(Response, response::body_null),
        RuleId::BodyEncoding => In(Response, response::body_encoding),
        RuleId::BodyBase64 => In(Response, response::body_base64),
        RuleId::BodyBase64AsText => In(Response, response::base64_as_text),
        RuleId::BodyNoContent => In(Response, response::no_content),
        RuleId::BodyNoContentEmpty => In(Response, response::no_content_empty),
        RuleId::BodyBodilessStatus => In(Response, response::bodiless),
        RuleId::BodyAtViewerResponse => In(Response, response::at_viewer_response),
        RuleId::SizeGenerated => In(Response, |m, t| too_long(m, t, RuleId::SizeGenerated)),
        RuleId::SizeReplaced => In(Response, |m, t| too_long(m, t, RuleId::SizeReplaced)),
        RuleId::SizeViewerResponse => {
            In(Response, |m, t| too_long(m, t, RuleId::SizeViewerResponse))
        }
        RuleId::SizeRequestText => In(Request, |m, t| too_long(m, t, RuleId::SizeRequestText)),
        RuleId::SizeRequestBase64 => In(Request, |m, t| too_long(m, t, RuleId::SizeRequestBase64)),
        RuleId::SizeUriQuery => In(Request, request::too_long),
        RuleId::RequestClientIp => In(Request, request::client_ip),
        RuleId::RequestMethod => In(Request, request::method),
        RuleId::RequestMemberType => In(Request, request::member_type),
        RuleId::RequestUriSlash => In(Request, request::uri_slash),
        RuleId::RequestUriCharacters => In(Request, request::uri_characters),
        RuleId::RequestUriQuestionMark => In(Request, request::uri_question_mark),
        RuleId::RequestQuerySpace => In(Request, request::query_space),
        RuleId::RequestQueryControl => In(Request, request::query_control),
        RuleId::RequestQueryFragment => In(Request, request::query_fragment),
        RuleId::RequestQueryQuestionMark => In(Request, request::query_question_mark),
        RuleId::RequestBodyType => In(Request, request::body_type),
        RuleId::RequestBodyAction => In(Request, request::body_action),
        RuleId::RequestBodyEncoding => In(Request, request::body_encoding),
        RuleId::RequestBodyData => In(Request, request::body_data),
        RuleId::RequestBodyBase64 => In(Request, request::body_base64),
        RuleId::OriginAtViewerRequest => In(Request, origin::at_viewer_request),
        RuleId::OriginType => In(Origin, origin::wrong_type),
        RuleId::OriginBoth => In(Origin, origin::both),
        RuleId::OriginNeither => In(Request, origin::neither),
        RuleId::OriginMissingMember => In(Origin, origin::missing_member),
        RuleId::OriginMemberType => In(Origin, origin::member_type),
        RuleId::OriginNumberType => In(Origin, origin::number_type),
        RuleId::OriginDomainEmpty => In(Origin, domain::empty),
        RuleId::OriginDomainColon => In(Custom, domain::colon),
        RuleId::OriginDomainIp => In(Custom, domain::ip),
        RuleId::OriginDomainLength => In(Custom, domain::length),
        RuleId::OriginDomainSyntax => In(Custom, domain::syntax),
        RuleId::OriginS3DomainLength => In(S3, domain::s3_length),
        RuleId::OriginS3DomainCase => In(S3, domain::s3_case),
        RuleId::OriginS3Domain => In(S3, domain::s3_domain),
        RuleId::OriginS3Regional => In(S3, domain::s3_regional),
        RuleId::OriginPathRoot => In(Origin, domain::path_root),
        RuleId::OriginPathStart => In(Origin, domain::path_start),
        RuleId::OriginPathEnd => In(Origin, domain::path_end),
        RuleId::OriginPathLength => In(Custom, domain::path_length),
        RuleId::OriginPathEncoding => In(Custom, domain::path_encoding),
        RuleId::OriginPort => In(Custom, origin::port),
        RuleId::OriginProtocol => In(Custom, origin::protocol),
        RuleId::OriginKeepaliveTimeout => In(Custom, origin::keepalive),
        RuleId::OriginReadTimeout => In(Origin, origin::read),
        RuleId::OriginCompletionTimeout => In(Origin, origin::completion),
        RuleId::OriginSslProtocolsType => In(Custom, origin::ssl_type),
        RuleId::OriginSslProtocol => In(Custom, origin::ssl_protocol),
        RuleId::OriginTls13 => In(Custom, origin::tls13),
        RuleId::OriginAuthMethod => In(S3, origin::auth_method),
        RuleId::OriginAuthRegion => In(S3, origin::auth_region),
        RuleId::OriginAuthSwitched => In(S3, origin::auth_switched),
        RuleId::OriginCustomHeaderDenied => In(Origin, names::custom_denied),
        RuleId::OriginCustomHeaderDisallowed => In(Origin, names::custom_disallowed),
        RuleId::OriginCustomHeaderReadOnly => In(Origin, names::custom_read_only),
        RuleId::OriginCustomHeaderRepeated => In(Origin, custom::repeated),
        RuleId::OriginCustomHeaderName => In(Origin, custom::name),
        RuleId::OriginCustomHeaderValue => In(Origin, custom::value),
        RuleId::OriginCustomHeaderNameLength => In(Origin, custom::name_length),
        RuleId::OriginCustomHeaderValueLength => In(Origin, custom::value_length),
        RuleId::OriginCustomHeadersLength => In(Origin, custom::characters),
        RuleId::OriginCustomHeaderCount => In(Origin, custom::count),
        // No reading minds these: what breaks them has no effect.
        RuleId::ResultUnknownMember
        | RuleId::ResultRequestAtResponse
        | RuleId::HeadersUnknownEntryMember
        | RuleId::BodyEncodingWithoutBody
        | RuleId::RequestBodyReadOnly
        | RuleId::RequestInputTruncated
        | RuleId::RequestBodyUnsupported
        | RuleId::OriginMissing
        | RuleId::OriginUnknownMember
        // These tell what the viewer gets when there is no result to go on with.
        | RuleId::ErrorValidation
        | RuleId::ErrorExecution
        | RuleId::ErrorTimeout
        | RuleId::ErrorThrottle => return None,
    })
}

/// Makes a message longer than it may be.
fn too_long(maker: &mut Maker<'_>, tree: &mut Json, rule: RuleId) {
    let above = maker.outside();
    maker.lengthen(tree, rule, above);
}
