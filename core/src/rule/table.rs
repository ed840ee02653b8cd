//! The table of rules, in the order in which a reader would want to learn them.
//!
//! `effect` answers what a breach leads to under a profile at a stage; a row with a switch asks the
//! profile. `text` is the demand; where two rules meet, it says which one is judged.

use super::evidence::{self as e, Evidence};
use super::macros::rules;
use super::{Effect, Level, Levels, Rule};
use crate::profile::{
    BothShapes, Edition, EmptyHeaderArray, HeaderKey, HeadersAsList, KeyMismatch, LoneSurrogate,
    MapNameCase, MissingHeadersAtResponse, MissingOriginField, MissingRequestField, NoContentEmpty,
    NoContentStages, NullResult, OaiConditions, OriginAtVr, Profile, ReadonlyFieldChange,
    ReplacedBodyOverLimit, RequestBodyAccess, RestrictedOrHeaders, S3RegionalEndpoint,
    StatusAtResponse, StatusType, Tls13Origin, UriQuestionMark, ValueArray, ViewerCountryStages,
    VsBody, VsStatusChange, XAmzn,
};
use crate::stage::{Stage, StageSet};

const ALL: StageSet = StageSet::ALL;
const REQUEST: StageSet = StageSet::REQUEST;
const RESPONSE: StageSet = StageSet::RESPONSE;
const BODY: StageSet = StageSet::BODY;
const VR: StageSet = StageSet::of(&[Stage::ViewerRequest]);
const OR: StageSet = StageSet::of(&[Stage::OriginRequest]);
const OS: StageSet = StageSet::of(&[Stage::OriginResponse]);
const VS: StageSet = StageSet::of(&[Stage::ViewerResponse]);

const DOCUMENTED: Levels = Levels::same(Level::Documented);
const OBSERVED: Levels = Levels::same(Level::Observed);
const INFERRED: Levels = Levels::same(Level::Inferred);
/// Observed at origin-request, inferred elsewhere.
const OBSERVED_AT_OR: Levels =
    Levels::by_stage([Level::Inferred, Level::Observed, Level::Inferred, Level::Inferred]);
/// Documented at viewer-request, observed at origin-request, inferred elsewhere.
const DOCUMENTED_AT_VR: Levels =
    Levels::by_stage([Level::Documented, Level::Observed, Level::Inferred, Level::Inferred]);

const REFUSE: fn(&Profile, Stage) -> Effect = |_, _| Effect::Refuse;
const NOTE: fn(&Profile, Stage) -> Effect = |_, _| Effect::Note;
const IGNORE: fn(&Profile, Stage) -> Effect = |_, _| Effect::Ignore;

/// Returns `yes` if the condition holds, else `no`.
const fn when(condition: bool, yes: Effect, no: Effect) -> Effect {
    if condition { yes } else { no }
}

/// What becomes of a body beside status 204; the guide and the reports cover the request stages.
fn no_content(profile: &Profile, stage: Stage) -> Effect {
    let refused = match profile.no_content_stages {
        NoContentStages::Vr => stage == Stage::ViewerRequest,
        NoContentStages::VrOr => stage.is_request(),
        NoContentStages::VrOrOs => true,
    };
    when(refused, Effect::Refuse, Effect::Note)
}

/// What becomes of a replaced request body over the limit.
fn over_limit(profile: &Profile, _: Stage) -> Effect {
    match (profile.request_body, profile.replaced_body_over_limit) {
        (RequestBodyAccess::Off, _) => Effect::Off,
        (_, ReplacedBodyOverLimit::Reject) => Effect::Refuse,
        (_, ReplacedBodyOverLimit::Truncate | ReplacedBodyOverLimit::Unspecified) => Effect::Note,
    }
}

/// Refuse where functions may replace the request body at all.
const REQUEST_BODY: fn(&Profile, Stage) -> Effect =
    |p, _| when(p.request_body == RequestBodyAccess::On, Effect::Refuse, Effect::Off);
const REQUEST_BODY_IGNORE: fn(&Profile, Stage) -> Effect =
    |p, _| when(p.request_body == RequestBodyAccess::On, Effect::Ignore, Effect::Off);
const OAI: fn(&Profile, Stage) -> Effect =
    |p, _| when(p.oai_conditions == OaiConditions::Documented, Effect::Refuse, Effect::Off);

rules! {
    // ----- result: the shape of what the function hands back -----

    ResultJson = "result/json" {
        text: "The bytes handed back are one JSON text in UTF-8. Judged alone; reading from left to right, the first offence decides between this rule and result/depth.",
        breach: "the result is not parsable as JSON",
        fix: "return a plain object from the handler: undefined and nothing are no JSON, and a text that you serialised is not an object",
        stages: ALL,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [
            Evidence::section(e::DEBUGGING, "validation errors"),
            Evidence::quoted(e::SERVERLESS_NEXT_525, e::NOT_PARSABLE),
            Evidence::quoted(e::SERVERLESS_NEXT_981, e::NOT_PARSABLE),
        ],
        rows: ["LE-RESULT-001", "LE-RESULT-007"],
    }
    ResultDepth = "result/depth" {
        text: "Lists and objects are nested at most 127 levels deep. Judged alone.",
        breach: "the result is nested deeper than {limit} levels",
        fix: "return only the members that CloudFront knows",
        stages: ALL,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("common JSON readers stop at this depth")],
        rows: [],
    }
    ResultObject = "result/object" {
        text: "The result is a JSON object, not a string, number, boolean or list. Judged alone.",
        breach: "the result is not an object, got {found}",
        fix: "return the request or response object itself",
        stages: ALL,
        level: OBSERVED,
        effect: REFUSE,
        evidence: [Evidence::quoted(e::REACT_SSR_28, e::NOT_AN_OBJECT)],
        rows: ["LE-RESULT-002"],
    }
    ResultNull = "result/null" {
        text: "The result is not null. Judged alone.",
        breach: "the function returned nothing: the result is null",
        fix: "make the handler async and return a value, or call the callback with one",
        stages: ALL,
        level: OBSERVED,
        effect: |p, _| when(p.null_result == NullResult::Reject, Effect::Refuse, Effect::Ignore),
        evidence: [Evidence::thread(e::SERVERLESS_NEXT_525), Evidence::thread(e::REACT_SSR_28)],
        rows: ["LE-RESULT-003"],
    }
    ResultSurrogate = "result/surrogate" {
        text: "No string or member name holds an escaped surrogate (\\ud800 to \\udfff) without its partner. Where the switch allows it, such an escape reads as U+FFFD.",
        breach: "a string holds a lone surrogate escape",
        fix: "call toWellFormed() on text before returning it, or cut it between characters",
        stages: ALL,
        level: INFERRED,
        effect: |p, _| when(p.lone_surrogate == LoneSurrogate::Reject, Effect::Refuse, Effect::Ignore),
        evidence: [Evidence::Reading("such text has no UTF-8 form; JSON.stringify can emit it")],
        rows: ["LE-BODY-022"],
    }
    ResultDuplicateMember = "result/duplicate-member" {
        text: "No object of the result has two members of the same name, escapes resolved. The last one counts; the place is the earlier one. Objects inside unknown members are not looked at.",
        breach: "member {name} occurs again in the same object; the last one counts",
        fix: "write each member once",
        stages: ALL,
        level: INFERRED,
        effect: NOTE,
        evidence: [Evidence::Reading("common JSON readers keep the last one")],
        rows: ["LE-RESULT-020"],
    }
    ResultWrapper = "result/wrapper" {
        text: "The result is the bare request or response object, not the event around it: it is a wrapper when it has no `status`, none of `clientIp`, `method`, `uri`, `querystring`, `headers`, and one of `Records`, `cf`, `request`, `response` holds an object or list. Judged alone.",
        breach: "the result wraps the request or response instead of being it",
        fix: "return event.Records[0].cf.request (or .response), not the event or {\"request\": …}",
        stages: ALL,
        level: OBSERVED,
        effect: REFUSE,
        evidence: [
            Evidence::thread("https://www.volcengine.com/article/109228"),
            Evidence::Reading("a wrapper misses every member that CloudFront looks for"),
        ],
        rows: ["LE-RESULT-013"],
    }
    ResultApiGateway = "result/api-gateway" {
        text: "A result for Lambda@Edge has `status`, not `statusCode`: it is an API Gateway result when it has `statusCode`, no `status`, and either `body` is not an object or a member of the `headers` object is not a list. Judged alone.",
        breach: "the result has the shape of an API Gateway response",
        fix: "return {status, headers: {name: [{key, value}]}, body, bodyEncoding}",
        stages: REQUEST,
        level: OBSERVED,
        effect: REFUSE,
        evidence: [
            Evidence::Report("public source code quotes the message on bodies for such results"),
        ],
        rows: ["LE-RESULT-018"],
    }
    ResultBothShapes = "result/both-shapes" {
        text: "A result with `status` has none of the request members `clientIp`, `method`, `uri`, `querystring`, `origin`. Read as a response, those members have no effect. The place is the first of these in this order.",
        breach: "the result has both `status` and request members",
        fix: "return either a response or the request, not a mix",
        stages: REQUEST,
        level: INFERRED,
        effect: |p, _| when(p.both_shapes == BothShapes::Reject, Effect::Refuse, Effect::Note),
        evidence: [Evidence::Reading("every known tool looks at `status` first")],
        rows: ["LE-RESULT-004", "LE-RESULT-005", "LE-RESULT-006"],
    }
    ResultMissingStatus = "result/missing-status" {
        text: "A result at a response stage has `status`. Not judged for a wrapper. Where the switch allows it, the event's status is kept.",
        breach: "the response has no `status`",
        fix: "return event.Records[0].cf.response, changed in place",
        stages: RESPONSE,
        level: INFERRED,
        effect: |p, _| when(p.status_at_response == StatusAtResponse::Reject, Effect::Refuse, Effect::Ignore),
        evidence: [Evidence::section(e::DEBUGGING, "validation errors"), Evidence::Reading("missing required fields are a validation error; no page lists them")],
        rows: ["LE-RESULT-010", "LE-RESULT-011", "LE-STATUS-001"],
    }
    ResultMissingField = "result/missing-field" {
        text: "A returned request has `clientIp`, `method`, `uri`, `querystring` and `headers`. Each missing one is a violation. Where the switch allows it, the event's value is kept.",
        breach: "the returned request has no `{name}`",
        fix: "return the event's request object, changed in place; to answer with a response, add `status`",
        stages: REQUEST,
        level: INFERRED,
        effect: |p, _| when(p.missing_request_field == MissingRequestField::Reject, Effect::Refuse, Effect::Ignore),
        evidence: [Evidence::section(e::DEBUGGING, "validation errors"), Evidence::Reading("missing required fields are a validation error; typings require all five")],
        rows: ["LE-RESULT-015", "LE-RESULT-016"],
    }
    ResultUnknownMember = "result/unknown-member" {
        text: "Members of the result that CloudFront does not know have no effect.",
        breach: "member `{name}` is unknown and has no effect",
        fix: "remove it",
        stages: ALL,
        level: OBSERVED,
        effect: IGNORE,
        evidence: [Evidence::thread(e::MANGUM_262)],
        rows: ["LE-RESULT-014"],
    }
    ResultMemberCase = "result/member-case" {
        text: "Member names of the result are matched exactly; a name that differs from a known one (`status`, `statusDescription`, `headers`, `body`, `bodyEncoding`, `clientIp`, `method`, `uri`, `querystring`, `origin`) only in letter case is an unknown member.",
        breach: "member `{name}` differs from a known one in letter case only, so it has no effect",
        fix: "spell the member as the guide does",
        stages: ALL,
        level: INFERRED,
        effect: NOTE,
        evidence: [Evidence::Reading("JSON member names are case-sensitive")],
        rows: ["LE-RESULT-019"],
    }
    ResultRequestAtResponse = "result/request-at-response" {
        text: "Request members (`clientIp`, `method`, `uri`, `querystring`, `origin`) in a result at a response stage have no effect: the request can be read there, not updated.",
        breach: "request members have no effect at {stage}",
        fix: "change the request in a function at a request stage",
        stages: RESPONSE,
        level: DOCUMENTED,
        effect: IGNORE,
        evidence: [
            Evidence::guide(e::RESTRICTIONS),
            Evidence::history("6b5da6a", "2017-12-07"),
        ],
        rows: ["LE-RESULT-012", "LE-REQUEST-025"],
    }

    // ----- status -----

    StatusType = "status/type" {
        text: "`status` is a string or a number, not null, a boolean, a list or an object.",
        breach: "status is neither a string nor a number, got {found}",
        fix: "use a three-digit string such as \"200\"",
        stages: ALL,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("unsupported values are validation errors")],
        rows: ["LE-STATUS-012"],
    }
    StatusNumber = "status/number" {
        text: "`status` may be a number as well as a string; only under the switch `status_type` must it be a string. Then no other status rule is judged on a number.",
        breach: "status is a number, got {found}",
        fix: "use a string",
        stages: ALL,
        level: Levels::by_stage([Level::Observed, Level::Observed, Level::Documented, Level::Inferred]),
        effect: |p, _| when(p.status_type == StatusType::StringOnly, Effect::Refuse, Effect::Off),
        evidence: [
            Evidence::section(e::EXAMPLES, "update the error status code"),
            Evidence::thread("https://github.com/awslabs/cognito-at-edge/pull/35"),
        ],
        rows: ["LE-STATUS-007", "LE-STATUS-008", "LE-STATUS-009"],
    }
    StatusInteger = "status/integer" {
        text: "A number in `status` is written with digits alone: no sign, fraction or exponent. A number that is not gets this rule and no other status rule.",
        breach: "status is not a whole number, got {found}",
        fix: "use a three-digit string such as \"200\"",
        stages: ALL,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("a status code is an integer")],
        rows: ["LE-STATUS-010"],
    }
    StatusLexical = "status/lexical" {
        text: "A string in `status` is exactly three ASCII digits. One that is not gets this rule and no other status rule. Under the lenient switch, blanks (space, tab) around it and leading zeros are dropped first.",
        breach: "status is not a text of three digits, got {found}",
        fix: "use a three-digit string such as \"200\"; the reason goes into statusDescription",
        stages: ALL,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("digits only is the plain reading")],
        rows: ["LE-STATUS-011"],
    }
    StatusRange = "status/range" {
        text: "The status is at least 200 and at most 599; registration with IANA and a Location header do not matter.",
        breach: "status is outside 200..=599, got {found}",
        fix: "use a status from 200 to 599",
        stages: BODY,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [
            Evidence::section(e::GENERATE, "Response object"),
            Evidence::section(e::DEBUGGING, "validation errors"),
        ],
        rows: ["LE-STATUS-002", "LE-STATUS-003", "LE-STATUS-004", "LE-STATUS-005", "LE-STATUS-006",
            "LE-STATUS-013", "LE-STATUS-014", "LE-STATUS-017", "LE-STATUS-019"],
    }
    StatusChanged = "status/changed" {
        text: "At viewer-response the status is the event's; the same number as text or as JSON number is no change.",
        breach: "status cannot be changed at {stage}, got {found}",
        fix: "change the status in a function at origin-response",
        stages: VS,
        level: DOCUMENTED,
        since: Edition::E2020_09,
        effect: |p, _| when(p.vs_status_change == VsStatusChange::Reject, Effect::Refuse, Effect::Ignore),
        evidence: [
            Evidence::section(e::LAMBDA_RESTRICTIONS, "HTTP status codes"),
            Evidence::history("0cc1578", "2019-04-16"),
            Evidence::thread("https://github.com/awsdocs/amazon-cloudfront-developer-guide/pull/25"),
        ],
        rows: ["LE-STATUS-015", "LE-STATUS-016", "LE-STATUS-020", "LE-DESC-008"],
    }

    // ----- description -----

    DescriptionType = "description/type" {
        text: "`statusDescription` is a string; null is judged by description/null.",
        breach: "statusDescription is not a string, got {found}",
        fix: "use a string, or leave it out",
        stages: BODY,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("unsupported values are validation errors")],
        rows: ["LE-DESC-001", "LE-DESC-002", "LE-DESC-004"],
    }
    DescriptionNull = "description/null" {
        text: "`statusDescription` is not null. Under the switch `null_optional` null counts as absent.",
        breach: "statusDescription is null",
        fix: "leave it out",
        stages: BODY,
        level: INFERRED,
        effect: |p, _| when(p.null_optional == crate::profile::NullOptional::Reject, Effect::Refuse, Effect::Ignore),
        evidence: [Evidence::Reading("null in `body` is reported to fail")],
        rows: ["LE-DESC-005"],
    }
    DescriptionControl = "description/control" {
        text: "`statusDescription` holds no control character (U+0000 to U+001F, U+007F) except TAB.",
        breach: "statusDescription holds a control character",
        fix: "remove line breaks and other control characters",
        stages: BODY,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("as in header values")],
        rows: ["LE-DESC-006", "LE-DESC-007", "LE-DESC-009"],
    }

    // ----- headers: shape and names; shape rules hold for origin custom headers too -----

    HeadersType = "headers/type" {
        text: "`headers` (and `customHeaders`) is an object; a list is judged by headers/list. Under the switch `null_optional` null counts as absent. Nothing below a container of the wrong type is judged, and read-only headers are not missed then.",
        breach: "`{name}` is neither an object nor a list, got {found}",
        fix: "use an object of lists: {\"name\": [{\"key\": \"Name\", \"value\": \"text\"}]}",
        stages: ALL,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("the guide describes an object")],
        rows: ["LE-HEADERS-001", "LE-HEADERS-003", "LE-HEADERS-005"],
    }
    HeadersList = "headers/list" {
        text: "`headers` (and `customHeaders`) is not a list: as a list it counts as an empty object, and every header is lost.",
        breach: "`{name}` is a list, so every header is lost",
        fix: "use an object of lists: {\"name\": [{\"key\": \"Name\", \"value\": \"text\"}]}",
        stages: ALL,
        level: OBSERVED_AT_OR,
        effect: |p, _| when(p.headers_as_list == HeadersAsList::Reject, Effect::Refuse, Effect::Note),
        evidence: [
            Evidence::thread("https://github.com/aws-samples/amazon-cloudfront-cache-graphql/issues/7"),
        ],
        rows: ["LE-HEADERS-004"],
    }
    HeadersMissing = "headers/missing" {
        text: "A response result has `headers`: without it every header of the event is deleted, read-only ones included. Where the switch says so, the event's headers are kept.",
        breach: "headers is missing, which deletes every header",
        fix: "return event.Records[0].cf.response, changed in place",
        stages: RESPONSE,
        level: INFERRED,
        effect: |p, _| when(p.missing_headers_at_response == MissingHeadersAtResponse::DeleteAll, Effect::Note, Effect::Ignore),
        evidence: [Evidence::Reading("the result replaces the event's object")],
        rows: ["LE-HEADERS-002"],
    }
    HeadersNotAList = "headers/not-a-list" {
        text: "The value under a header name is a list. What stands there otherwise is not judged further, nor is the header missed as read-only.",
        breach: "the value under header {name} is not a list, got {found}",
        fix: "use a list of entries: [{\"key\": \"Name\", \"value\": \"text\"}]",
        stages: ALL,
        level: OBSERVED,
        effect: REFUSE,
        evidence: [Evidence::quoted("https://www.volcengine.com/article/109228", e::NOT_AN_ARRAY)],
        rows: ["LE-HEADERS-006"],
    }
    HeadersEntryType = "headers/entry-type" {
        text: "Each entry of a header's list is an object.",
        breach: "an entry of header {name} is not an object, got {found}",
        fix: "write each entry as {\"key\": \"Name\", \"value\": \"text\"}",
        stages: ALL,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("the guide describes a list of key-value pairs")],
        rows: ["LE-HEADERS-007"],
    }
    HeadersValueMissing = "headers/value-missing" {
        text: "Each entry has `value`.",
        breach: "an entry of header {name} has no `value`",
        fix: "write each entry as {\"key\": \"Name\", \"value\": \"text\"}",
        stages: ALL,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("the message on values of the wrong type"), Evidence::thread(e::AUTH_AT_EDGE_12)],
        rows: ["LE-HEADERS-011"],
    }
    HeadersValueObject = "headers/value-object" {
        text: "The `value` of an entry is not an object.",
        breach: "the value of header {name} is an object",
        fix: "turn the value into a string, or move configuration out of `headers`",
        stages: ALL,
        level: OBSERVED,
        effect: REFUSE,
        evidence: [Evidence::quoted(e::AUTH_AT_EDGE_12, e::VALUE_TYPE)],
        rows: ["LE-HEADERS-008", "LE-HEADERS-010"],
    }
    HeadersValueScalar = "headers/value-scalar" {
        text: "The `value` of an entry is not a number, a boolean or null.",
        breach: "the value of header {name} is not a string, got {found}",
        fix: "turn the value into a string",
        stages: ALL,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("the message on values of the wrong type"), Evidence::thread(e::AUTH_AT_EDGE_12)],
        rows: ["LE-HEADERS-011"],
    }
    HeadersValueArray = "headers/value-array" {
        text: "The `value` of an entry may be a list of strings, which counts as several values; only under the switch `value_array` is a list refused. Its elements are judged by headers/value-element in either case.",
        breach: "the value of header {name} is a list",
        fix: "write one entry a value",
        stages: ALL,
        level: OBSERVED,
        effect: |p, _| when(p.value_array == ValueArray::Reject, Effect::Refuse, Effect::Off),
        evidence: [Evidence::thread(e::AUTH_AT_EDGE_12)],
        rows: ["LE-HEADERS-009"],
    }
    HeadersValueElement = "headers/value-element" {
        text: "Each element of a list in `value` is a string.",
        breach: "a value of header {name} is not a string, got {found}",
        fix: "turn every element into a string",
        stages: ALL,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("the message on values of the wrong type"), Evidence::thread(e::AUTH_AT_EDGE_12)],
        rows: ["LE-HEADERS-009"],
    }
    HeadersUnknownEntryMember = "headers/unknown-entry-member" {
        text: "Members of an entry other than `key` and `value` have no effect.",
        breach: "member `{name}` of a header entry has no effect",
        fix: "remove it",
        stages: ALL,
        level: INFERRED,
        effect: IGNORE,
        evidence: [Evidence::Reading("as with unknown members of the result")],
        rows: ["LE-HEADERS-032"],
    }
    HeadersKeyMissing = "headers/key-missing" {
        text: "An entry without `key` gets one made from the map name: split at `-`, the first character of each part in upper case, the rest in lower case. In the texts before 2018-08-22 `key` is required.",
        breach: "an entry of header {name} has no `key`",
        fix: "write the header's name into `key`",
        stages: ALL,
        level: DOCUMENTED,
        since: Edition::E2020_09,
        effect: |p, _| when(p.header_key == HeaderKey::Required, Effect::Refuse, Effect::Ignore),
        evidence: [
            Evidence::section(e::GENERATE, "Response object"),
            Evidence::guide(e::EVENT),
            Evidence::history("4267f1e", "2018-08-22"),
        ],
        rows: ["LE-HEADERS-012", "LE-HEADERS-013", "LE-HEADERS-014", "LE-HEADERS-015", "LE-HEADERS-016"],
    }
    HeadersKeyType = "headers/key-type" {
        text: "`key` is a string. Under the switch `null_optional` null counts as absent.",
        breach: "a key of header {name} is not a string, got {found}",
        fix: "write the header's name into `key`, or leave it out",
        stages: ALL,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("the guide describes a name")],
        rows: ["LE-HEADERS-019"],
    }
    HeadersKeyEmpty = "headers/key-empty" {
        text: "`key` is not the empty string. An empty key is not judged as a name, and does not count as a mismatch.",
        breach: "a key of header {name} is empty",
        fix: "write the header's name into `key`, or leave it out",
        stages: ALL,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("an empty name cannot be sent")],
        rows: ["LE-HEADERS-019"],
    }
    HeadersKeyMismatch = "headers/key-mismatch" {
        text: "`key` is the map name, ignoring ASCII case. Where they differ, the key (or, by the switch, the map name) is sent; both are tested as names, as disallowed and as read-only.",
        breach: "key {found} is not the map name {map}",
        fix: "use the same name in both places; letter case may differ",
        stages: ALL,
        level: INFERRED,
        effect: |p, _| when(p.key_mismatch == KeyMismatch::Reject, Effect::Refuse, Effect::Note),
        evidence: [Evidence::Reading("`key` is the name as it appears; the guide mended its own mismatching example")],
        rows: ["LE-HEADERS-017", "LE-HEADERS-018"],
    }
    HeadersNameCase = "headers/name-case" {
        text: "Names in the headers map may have upper-case letters; only under the switch `map_name_case` are they refused.",
        breach: "map name {name} is not in lower case",
        fix: "use lower-case names in the map; `key` keeps the spelling",
        stages: ALL,
        level: DOCUMENTED,
        effect: |p, _| when(p.map_name_case == MapNameCase::Reject, Effect::Refuse, Effect::Ignore),
        evidence: [Evidence::section(e::GENERATE, "Response object")],
        rows: ["LE-HEADERS-020", "LE-HEADERS-021", "LE-HEADERS-034"],
    }
    HeadersNameMerge = "headers/name-merge" {
        text: "No two names of the headers map are equal ignoring ASCII case: such lists merge in order of appearance. The place is the later one.",
        breach: "map name {name} repeats an earlier one in other letter case; the lists are merged",
        fix: "put all entries under one lower-case name",
        stages: ALL,
        level: INFERRED,
        effect: NOTE,
        evidence: [Evidence::Reading("header names are case-insensitive")],
        rows: ["LE-HEADERS-022", "LE-HEADERS-023", "LE-HEADERS-024"],
    }
    HeadersEmptyList = "headers/empty-list" {
        text: "The list under a header name has an entry: an empty one means that the header is absent, so a disallowed or read-only name adds nothing, and a header of the event is deleted. The name itself is not judged then.",
        breach: "the list under header {name} is empty",
        fix: "leave the name out",
        stages: ALL,
        level: INFERRED,
        effect: |p, _| when(p.empty_header_array == EmptyHeaderArray::Reject, Effect::Refuse, Effect::Ignore),
        evidence: [Evidence::Reading("an adapter in production emits them for empty values")],
        rows: ["LE-HEADERS-025", "LE-HEADERS-045", "LE-HEADERS-066"],
    }
    HeadersNameToken = "headers/name-token" {
        text: "Map name and `key` are HTTP tokens: one or more of the letters, digits and !#$%&'*+-.^_`|~. A map name is judged when its list has an entry that is an object; in `customHeaders` origin/custom-header-name is judged instead.",
        breach: "{name} is not a header name",
        fix: "use letters, digits and hyphens",
        stages: ALL,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("observed for origin custom headers"), Evidence::thread(e::AMPLIFY_CLI_8604)],
        rows: ["LE-HEADERS-031"],
    }
    HeadersValueCr = "headers/value-cr" {
        text: "A header value holds no carriage return. A value with both CR and another control character breaks both rules. In `customHeaders` origin/custom-header-value is judged instead.",
        breach: "the value of header {name} holds a carriage return",
        fix: "encode the text before it goes into a header; encodeURI for Location",
        stages: ALL,
        level: OBSERVED,
        effect: REFUSE,
        evidence: [Evidence::quoted(e::MARKETPLACE_54, e::INVALID_CHARACTER)],
        rows: ["LE-HEADERS-026"],
    }
    HeadersValueControl = "headers/value-control" {
        text: "A header value holds no control character (U+0000 to U+001F, U+007F) except TAB; CR is judged by headers/value-cr. Empty values and blanks around a value are allowed.",
        breach: "the value of header {name} holds a control character",
        fix: "encode the text before it goes into a header; encodeURI for Location",
        stages: ALL,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("as with carriage return")],
        rows: ["LE-HEADERS-027", "LE-HEADERS-029", "LE-HEADERS-030", "LE-HEADERS-033"],
    }
    HeadersValueNonAscii = "headers/value-non-ascii" {
        text: "A header value may hold characters beyond ASCII, which are sent as UTF-8; such a value gets a note, because viewers have been seen to get question marks. Holds for `customHeaders` too.",
        breach: "the value of header {name} is not ASCII and may reach the viewer garbled",
        fix: "percent-encode it; encodeURI for Location",
        stages: ALL,
        level: DOCUMENTED,
        effect: NOTE,
        evidence: [
            Evidence::section(e::RESTRICTIONS, "URI, query string, and headers encoding"),
            Evidence::thread("https://github.com/mdn/yari/issues/1891"),
        ],
        rows: ["LE-HEADERS-028"],
    }

    // ----- headers: disallowed -----

    HeadersDisallowed = "headers/disallowed" {
        text: "The result has no entry under a disallowed name: Connection, Expect, Keep-Alive, Proxy-Authenticate, Proxy-Authorization, Proxy-Connection, Trailer, Upgrade, X-Accel-Buffering, X-Accel-Charset, X-Accel-Limit-Rate, X-Accel-Redirect, X-Cache, X-Forwarded-Proto, X-Real-IP. In every rule on names, a map name counts once for its list, a differing key once for its entry; the entry must be an object.",
        breach: "header {name} is disallowed",
        fix: "drop hop-by-hop headers before returning",
        stages: ALL,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [
            Evidence::guide(e::RESTRICTIONS),
            Evidence::history("6b5da6a", "2017-12-07"),
            Evidence::quoted("https://github.com/opennextjs/opennextjs-aws/issues/392", e::BLACKLISTED),
            Evidence::quoted(e::SERVERLESS_NEXT_898, e::BLACKLISTED_LOG),
        ],
        rows: ["LE-HEADERS-040", "LE-HEADERS-044", "CF-OBS-013"],
    }
    HeadersDisallowedPrefix = "headers/disallowed-prefix" {
        text: "The result has no entry under a name that starts with `X-Amz-Cf-` or `X-Edge-`.",
        breach: "header {name} has a disallowed prefix",
        fix: "give the header another name",
        stages: ALL,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [
            Evidence::guide(e::RESTRICTIONS),
            Evidence::history("6b5da6a", "2017-12-07"),
        ],
        rows: ["LE-HEADERS-041"],
    }
    HeadersDisallowedAmzn = "headers/disallowed-amzn" {
        text: "The result has no entry under one of the ten disallowed `X-Amzn-` names; other `X-Amzn-` names are free.",
        breach: "header {name} is disallowed",
        fix: "drop the X-Amzn- headers of an upstream answer",
        stages: ALL,
        level: DOCUMENTED,
        effect: |p, _| when(p.x_amzn == XAmzn::Named, Effect::Refuse, Effect::Off),
        evidence: [
            Evidence::guide(e::RESTRICTIONS),
            Evidence::guide_2023("edge-functions-restrictions"),
        ],
        rows: ["LE-HEADERS-042"],
    }
    HeadersDisallowedAmznPrefix = "headers/disallowed-amzn-prefix" {
        text: "Until 2021-10-07 the result had no entry under a name that starts with `X-Amzn-`.",
        breach: "header {name} has a disallowed prefix",
        fix: "drop the X-Amzn- headers of an upstream answer",
        stages: ALL,
        level: DOCUMENTED,
        effect: |p, _| when(p.x_amzn == XAmzn::Wildcard, Effect::Refuse, Effect::Off),
        evidence: [
            Evidence::history("6b5da6a", "2017-12-07"),
            Evidence::history("7cea8c5", "2021-10-07"),
        ],
        rows: ["LE-HEADERS-043"],
    }

    // ----- headers: read-only, against the event -----

    HeadersReadOnlyAdded = "headers/read-only-added" {
        text: "A read-only header of the stage that the event lacks is not in the returned request, nor in the response at a response stage. For the three rules of this kind the header is the sequence of values under the map name or the key, ignoring case; a part of the wrong shape, and a value of the wrong type, keeps the header from being judged.",
        breach: "read-only header {name} was added at {stage}",
        fix: "do not set the header; CloudFront does",
        stages: ALL,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [
            Evidence::guide(e::RESTRICTIONS),
            Evidence::guide_2023("edge-functions-restrictions"),
        ],
        rows: ["LE-HEADERS-050", "LE-HEADERS-051", "LE-HEADERS-052", "LE-HEADERS-053", "LE-HEADERS-054",
            "LE-HEADERS-062", "LE-HEADERS-063", "LE-HEADERS-064"],
    }
    HeadersReadOnlyChanged = "headers/read-only-changed" {
        text: "A read-only header of the stage that event and result both have keeps its values, byte for byte and in order; the spelling of `key` does not matter.",
        breach: "read-only header {name} was changed at {stage}",
        fix: "leave the header as the event has it",
        stages: ALL,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [
            Evidence::guide(e::RESTRICTIONS),
            Evidence::guide_2023("edge-functions-restrictions"),
        ],
        rows: ["LE-HEADERS-055", "LE-HEADERS-057", "LE-HEADERS-058", "LE-BODY-036"],
    }
    HeadersReadOnlyDeleted = "headers/read-only-deleted" {
        text: "A read-only header of the stage that the event has is in the result. Not judged in a generated response, nor when `headers` of a returned request is missing or of the wrong type; a missing `headers` at a response stage, and a list, delete everything.",
        breach: "read-only header {name} was deleted at {stage}",
        fix: "change the event's headers in place instead of building new ones",
        stages: ALL,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [
            Evidence::guide(e::RESTRICTIONS),
            Evidence::quoted(e::SERVERLESS_EXPRESS_369, e::READ_ONLY),
            Evidence::quoted(e::SERVERLESS_EXPRESS_369, e::READ_ONLY_DELETED_LOG),
        ],
        rows: ["LE-HEADERS-056"],
    }
    HeadersGeneratedLength = "headers/generated-length" {
        text: "A generated response has no Content-Length.",
        breach: "a generated response cannot set {name} at {stage}",
        fix: "drop Content-Length; CloudFront computes it",
        stages: REQUEST,
        level: OBSERVED_AT_OR,
        effect: REFUSE,
        evidence: [
            Evidence::quoted(e::MANGUM_262, e::READ_ONLY),
            Evidence::quoted(e::OPENNEXT_427, e::READ_ONLY),
        ],
        rows: ["LE-HEADERS-059", "LE-HEADERS-060"],
    }
    HeadersGeneratedReadOnly = "headers/generated-read-only" {
        text: "A generated response has none of the stage's other read-only headers; under the switch `generated_readonly` of those only Transfer-Encoding is refused. The request's own values do not matter.",
        breach: "a generated response cannot set {name} at {stage}",
        fix: "drop the header",
        stages: REQUEST,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("as Content-Length; an adapter in production strips the whole list")],
        rows: ["LE-HEADERS-061"],
    }
    HeadersRestricted = "headers/restricted" {
        text: "Until 2018-06-07 a function at origin-request could not add or change Accept, Accept-Charset, Accept-Language, Authorization, Referer or TE unless the behaviour cached on that header. Judged when the behaviour's settings are known; removing is free.",
        breach: "header {name} can be changed only where the behaviour caches on it",
        fix: "let the behaviour cache on the header",
        stages: OR,
        level: DOCUMENTED,
        effect: |p, _| when(p.restricted_or_headers == RestrictedOrHeaders::On, Effect::Refuse, Effect::Off),
        evidence: [
            Evidence::history("6b5da6a", "2017-12-07"),
            Evidence::history("0fca975", "2018-06-07"),
        ],
        rows: ["LE-HEADERS-070", "LE-HEADERS-071"],
    }
    HeadersRestrictedUnknown = "headers/restricted-unknown" {
        text: "Where headers/restricted holds but the behaviour's settings are not known, a breach of it is a note.",
        breach: "header {name} can be changed only where the behaviour caches on it; its settings are not known here",
        fix: "let the behaviour cache on the header",
        stages: OR,
        level: DOCUMENTED,
        effect: |p, _| when(p.restricted_or_headers == RestrictedOrHeaders::On, Effect::Note, Effect::Off),
        evidence: [
            Evidence::history("6b5da6a", "2017-12-07"),
            Evidence::history("0fca975", "2018-06-07"),
        ],
        rows: ["LE-HEADERS-070"],
    }
    HeadersViewerCountry = "headers/viewer-country" {
        text: "CloudFront-Viewer-Country that the event's message lacks is not in the returned request at viewer-request, nor (in the texts before 2021-06-17) in the response at viewer-response. Generated responses are not judged; other CloudFront- headers are free.",
        breach: "header {name} cannot be added at {stage}",
        fix: "read the header at origin-request, where CloudFront adds it",
        stages: StageSet::of(&[Stage::ViewerRequest, Stage::ViewerResponse]),
        level: DOCUMENTED,
        effect: |p, s| when(
            s == Stage::ViewerRequest || p.viewer_country_stages == ViewerCountryStages::VrVs,
            Effect::Refuse,
            Effect::Off,
        ),
        evidence: [
            Evidence::section(e::LAMBDA_RESTRICTIONS, "CloudFront headers"),
            Evidence::guide_2023("edge-functions-restrictions"),
            Evidence::history("e80eccf", "2021-06-17"),
        ],
        rows: ["LE-HEADERS-080", "LE-HEADERS-081", "LE-HEADERS-082", "LE-HEADERS-083", "LE-HEADERS-084",
            "LE-HEADERS-085", "LE-HEADERS-087"],
    }

    // ----- body: generated and replaced response bodies -----

    BodyType = "body/type" {
        text: "`body` of a response is a string, not a number, boolean, list or object. Nothing else about the body is judged otherwise, sizes included.",
        breach: "body is not a string, got {found}",
        fix: "serialise it: JSON.stringify for data, base64 for bytes",
        stages: BODY,
        level: OBSERVED,
        effect: REFUSE,
        evidence: [Evidence::quoted(e::AMPLIFY_3214, e::BODY)],
        rows: ["LE-BODY-001", "LE-BODY-002", "LE-BODY-003"],
    }
    BodyNull = "body/null" {
        text: "`body` of a response is not null. Under the switch `null_optional` null counts as absent.",
        breach: "body is null",
        fix: "leave it out, or use an empty string",
        stages: BODY,
        level: OBSERVED,
        effect: |p, _| when(p.null_optional == crate::profile::NullOptional::Reject, Effect::Refuse, Effect::Ignore),
        evidence: [Evidence::Report("public source code guards against it and quotes the message on bodies")],
        rows: ["LE-BODY-004"],
    }
    BodyEncoding = "body/encoding" {
        text: "`bodyEncoding` beside a string `body` is the text `text` or `base64`, in lower case; absent means text. Under the switch `null_optional` null counts as absent.",
        breach: "bodyEncoding is neither `text` nor `base64`, got {found}",
        fix: "use \"text\" or \"base64\"",
        stages: BODY,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::section(e::GENERATE, "Response object")],
        rows: ["LE-BODY-005", "LE-BODY-006", "LE-BODY-007", "LE-BODY-035"],
    }
    BodyEncodingWithoutBody = "body/encoding-without-body" {
        text: "`bodyEncoding` without `body` has no effect, whatever its value.",
        breach: "bodyEncoding without body has no effect",
        fix: "remove it, or add the body",
        stages: BODY,
        level: INFERRED,
        effect: IGNORE,
        evidence: [Evidence::Reading("it describes a member that is not there")],
        rows: ["LE-BODY-008"],
    }
    BodyBase64 = "body/base64" {
        text: "A body with `bodyEncoding` base64 is valid base64: the RFC 4648 section 4 alphabet, padded with `=` to a multiple of four, without white space; trailing bits do not matter, and empty is valid. The switch `base64_mode` allows missing or short padding, white space, or the URL-safe alphabet.",
        breach: "body is not valid base64",
        fix: "encode with Buffer.from(body).toString(\"base64\")",
        stages: BODY,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::section(e::GENERATE, "Response object")],
        rows: ["LE-BODY-009", "LE-BODY-010", "LE-BODY-012", "LE-BODY-013", "LE-BODY-014"],
    }
    BodyBase64AsText = "body/base64-as-text" {
        text: "A text body of 64 characters or more is not valid strict base64: without `bodyEncoding` base64 such text is sent as it stands, not decoded.",
        breach: "body looks like base64 but is sent as text",
        fix: "set bodyEncoding to \"base64\"",
        stages: BODY,
        level: OBSERVED,
        effect: NOTE,
        evidence: [
            Evidence::thread("https://github.com/honojs/hono/pull/1949"),
            Evidence::thread("https://zenn.dev/datahaikuninja/articles/decode-compressed-response-generated-lambda-edge"),
        ],
        rows: ["LE-BODY-011"],
    }
    BodyNoContent = "body/no-content" {
        text: "A response with status 204 has no non-empty `body`; the empty one is judged by body/no-content-empty. At origin-response it is a note.",
        breach: "a 204 response has a body",
        fix: "leave `body` out, or use another status",
        stages: BODY,
        level: DOCUMENTED_AT_VR,
        effect: no_content,
        evidence: [
            Evidence::section(e::GENERATE, "Errors"),
            Evidence::thread(e::SERVERLESS_NEXT_436),
        ],
        rows: ["LE-BODY-015", "LE-BODY-016", "LE-BODY-018", "LE-BODY-019"],
    }
    BodyNoContentEmpty = "body/no-content-empty" {
        text: "A response with status 204 has no empty `body` either. At origin-response the empty body is how the origin's is removed, and is fine.",
        breach: "a 204 response has an empty body",
        fix: "leave `body` out",
        stages: REQUEST,
        level: OBSERVED,
        effect: |p, s| match p.no_content_empty {
            NoContentEmpty::Accept => Effect::Off,
            NoContentEmpty::Reject => no_content(p, s),
        },
        evidence: [Evidence::thread(e::SERVERLESS_NEXT_436)],
        rows: ["LE-BODY-017", "LE-BODY-018"],
    }
    BodyBodilessStatus = "body/bodiless-status" {
        text: "A generated response with status 205 or 304 has no non-empty `body`.",
        breach: "a response with this status has a body, which HTTP does not allow",
        fix: "leave `body` out",
        stages: REQUEST,
        level: INFERRED,
        effect: NOTE,
        evidence: [Evidence::Reading("only 204 is named; HTTP forbids a body with these too")],
        rows: ["LE-BODY-024"],
    }
    BodyAtViewerResponse = "body/at-viewer-response" {
        text: "A result at viewer-response has no `body` other than null: it has no effect there, whatever its type.",
        breach: "body has no effect at {stage}",
        fix: "replace the body in a function at origin-response",
        stages: VS,
        level: INFERRED,
        effect: |p, _| when(p.vs_body == VsBody::Reject, Effect::Refuse, Effect::Note),
        evidence: [Evidence::Reading("replacement is documented for the other three stages only")],
        rows: ["LE-BODY-040"],
    }

    // ----- size -----

    SizeGenerated = "size/generated" {
        text: "A generated response is at most 40 KB at viewer-request and 1 MB at origin-request: its body plus, for each header line, name + 2 + value + 2 bytes (switch `header_cost`). A base64 body counts decoded (switch `body_measure`). Not judged when the body has the wrong type or encoding or is not valid base64.",
        breach: "the response is {measured} bytes, more than the {limit} allowed at {stage}",
        fix: "redirect to an object of the origin, or send less",
        stages: REQUEST,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [
            Evidence::section(e::QUOTAS, "Quotas that differ by event type"),
            Evidence::quoted(e::AMPLIFY_2221, e::SIZE_LOG),
            Evidence::quoted(e::AMPLIFY_3214, e::BODY),
        ],
        rows: ["LE-SIZE-001", "LE-SIZE-002", "LE-SIZE-003", "LE-SIZE-004", "LE-SIZE-005", "LE-SIZE-006",
            "LE-SIZE-007", "LE-SIZE-008"],
    }
    SizeReplaced = "size/replaced" {
        text: "A response at origin-response that has a body is at most 1 MB, counted as in size/generated. Without `body` nothing is counted.",
        breach: "the response is {measured} bytes, more than the {limit} allowed at {stage}",
        fix: "leave the origin's body in place, or send less",
        stages: OS,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::section(e::QUOTAS, "Quotas that differ by event type")],
        rows: ["LE-SIZE-009", "LE-SIZE-011"],
    }
    SizeViewerResponse = "size/viewer-response" {
        text: "The headers of a response at viewer-response are at most 40 KB, counted as in size/generated; a body does not count.",
        breach: "the headers are {measured} bytes, more than the {limit} allowed at {stage}",
        fix: "send fewer or shorter headers",
        stages: VS,
        level: INFERRED,
        effect: REFUSE,
        evidence: [
            Evidence::section(e::QUOTAS, "Quotas that differ by event type"),
            Evidence::Reading("the table has a limit for viewer events, of which only headers remain"),
        ],
        rows: ["LE-SIZE-010", "LE-SIZE-011"],
    }
    SizeRequestText = "size/request-text" {
        text: "A replaced request body with encoding text is at most 40 KB at viewer-request and 1 MB at origin-request. In the text of 2023 it was cut.",
        breach: "the request body is {measured} bytes, more than the {limit} allowed at {stage}",
        fix: "send a shorter body, or leave the viewer's in place",
        stages: REQUEST,
        level: DOCUMENTED,
        since: Edition::E2023_05,
        effect: over_limit,
        evidence: [Evidence::guide(e::LAMBDA_RESTRICTIONS)],
        rows: ["LE-SIZE-015", "LE-REQUEST-056"],
    }
    SizeRequestBase64 = "size/request-base64" {
        text: "A replaced request body with encoding base64 is at most 53.2 KB at viewer-request and 1.33 MB at origin-request, that is 40 KB and 1 MB decoded (switch `base64_request_limit`). Judged when the data is valid base64.",
        breach: "the request body is {measured} bytes, more than the {limit} allowed at {stage}",
        fix: "send a shorter body, or leave the viewer's in place",
        stages: REQUEST,
        level: DOCUMENTED,
        since: Edition::E2023_05,
        effect: over_limit,
        evidence: [Evidence::guide(e::LAMBDA_RESTRICTIONS)],
        rows: ["LE-SIZE-016", "LE-SIZE-017", "LE-REQUEST-056"],
    }
    SizeUriQuery = "size/uri-query" {
        text: "`uri`, a question mark if there is a query string, and `querystring` together are fewer than 8,192 bytes of UTF-8 (switch `uri_qs_joiner`). Judged when both are strings.",
        breach: "uri and query string are {measured} bytes, want fewer than {limit}",
        fix: "shorten them",
        stages: REQUEST,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [
            Evidence::guide(e::RESTRICTIONS),
            Evidence::guide_2023("edge-functions-restrictions"),
        ],
        rows: ["LE-SIZE-019", "LE-SIZE-020", "LE-REQUEST-027"],
    }

    // ----- request: members of a returned request -----

    RequestClientIp = "request/client-ip" {
        text: "`clientIp` is the event's. Judged when it is a string.",
        breach: "clientIp is read-only, got {found}",
        fix: "leave it as the event has it",
        stages: REQUEST,
        level: DOCUMENTED,
        effect: |p, _| when(p.readonly_field_change == ReadonlyFieldChange::Reject, Effect::Refuse, Effect::Ignore),
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-001"],
    }
    RequestMethod = "request/method" {
        text: "`method` is the event's. Judged when it is a string.",
        breach: "method is read-only, got {found}",
        fix: "leave it as the event has it",
        stages: REQUEST,
        level: DOCUMENTED,
        effect: |p, _| when(p.readonly_field_change == ReadonlyFieldChange::Reject, Effect::Refuse, Effect::Ignore),
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-002"],
    }
    RequestMemberType = "request/member-type" {
        text: "`clientIp`, `method`, `uri` and `querystring` of a returned request are strings.",
        breach: "`{name}` is not a string, got {found}",
        fix: "use a string",
        stages: REQUEST,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("the event has strings there")],
        rows: ["LE-REQUEST-003"],
    }
    RequestUriSlash = "request/uri-slash" {
        text: "`uri` starts with `/`. An empty one gets this rule and no other on its characters.",
        breach: "uri does not start with `/`, got {found}",
        fix: "put a slash in front of it",
        stages: REQUEST,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [
            Evidence::guide(e::EVENT),
            Evidence::quoted("https://github.com/marksteele/edge-rewrite/issues/6", e::URI_FORMAT),
        ],
        rows: ["LE-REQUEST-010"],
    }
    RequestUriCharacters = "request/uri-characters" {
        text: "`uri` holds no space, no control character (U+0000 to U+001F, U+007F) and no `#`. Non-ASCII characters and malformed percent sequences are allowed.",
        breach: "uri holds a character that is not allowed, got {found}",
        fix: "percent-encode it with encodeURI",
        stages: REQUEST,
        level: INFERRED,
        effect: REFUSE,
        evidence: [
            Evidence::Reading("stated for the query string; reports show a format check on the URI"),
            Evidence::thread("https://github.com/sanfrancesco/prerendercloud-lambda-edge/issues/13"),
        ],
        rows: ["LE-REQUEST-011", "LE-REQUEST-013", "LE-REQUEST-014"],
    }
    RequestUriQuestionMark = "request/uri-question-mark" {
        text: "`uri` holds no question mark.",
        breach: "uri holds a question mark, got {found}",
        fix: "put the query into `querystring`",
        stages: REQUEST,
        level: INFERRED,
        effect: |p, _| when(p.uri_question_mark == UriQuestionMark::Reject, Effect::Refuse, Effect::Note),
        evidence: [Evidence::Reading("no rule forbids it; the query has a member of its own")],
        rows: ["LE-REQUEST-012"],
    }
    RequestQuerySpace = "request/query-space" {
        text: "`querystring` holds no space; empty is fine.",
        breach: "querystring holds a space, got {found}",
        fix: "percent-encode it with encodeURIComponent",
        stages: REQUEST,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [
            Evidence::guide(e::RESTRICTIONS),
            Evidence::thread("https://github.com/sanfrancesco/prerendercloud-lambda-edge/issues/13"),
        ],
        rows: ["LE-REQUEST-020", "LE-REQUEST-021"],
    }
    RequestQueryControl = "request/query-control" {
        text: "`querystring` holds no control character (U+0000 to U+001F, U+007F).",
        breach: "querystring holds a control character, got {found}",
        fix: "percent-encode it with encodeURIComponent",
        stages: REQUEST,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::RESTRICTIONS)],
        rows: ["LE-REQUEST-022"],
    }
    RequestQueryFragment = "request/query-fragment" {
        text: "`querystring` holds no `#`.",
        breach: "querystring holds a fragment mark, got {found}",
        fix: "percent-encode it as %23",
        stages: REQUEST,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::RESTRICTIONS)],
        rows: ["LE-REQUEST-023"],
    }
    RequestQueryQuestionMark = "request/query-question-mark" {
        text: "`querystring` does not start with `?`.",
        breach: "querystring starts with a question mark, got {found}",
        fix: "drop the mark; CloudFront adds it",
        stages: REQUEST,
        level: INFERRED,
        effect: NOTE,
        evidence: [Evidence::Reading("the event never has the mark; the origin would see two")],
        rows: ["LE-REQUEST-024"],
    }
    RequestBodyType = "request/body-type" {
        text: "`body` of a returned request is an object. Under the switch `null_optional` null counts as absent. Nothing else about the body is judged otherwise.",
        breach: "body of a returned request is not an object, got {found}",
        fix: "use {\"action\": \"replace\", \"encoding\": \"text\", \"data\": \"…\"}; to answer with a response, add `status`",
        stages: REQUEST,
        level: OBSERVED,
        effect: REQUEST_BODY,
        evidence: [Evidence::thread(e::AMPLIFY_3214), Evidence::Reading("the message names an object; the report is on a response")],
        rows: ["LE-REQUEST-040", "LE-REQUEST-041"],
    }
    RequestBodyAction = "request/body-action" {
        text: "`body.action` is `read-only` or `replace`; absent means read-only. Under the switch `null_optional` null counts as absent. With any other action nothing else about the body is judged.",
        breach: "action is neither `read-only` nor `replace`, got {found}",
        fix: "use \"replace\" to change the body",
        stages: REQUEST,
        level: INFERRED,
        effect: REQUEST_BODY,
        evidence: [Evidence::guide(e::EVENT), Evidence::Reading("the guide lists two values")],
        rows: ["LE-REQUEST-042", "LE-REQUEST-043", "LE-REQUEST-044"],
    }
    RequestBodyReadOnly = "request/body-read-only" {
        text: "With action read-only, `data` and `encoding` are the event's, or absent: changes to them have no effect, even to invalid values.",
        breach: "the body is read-only, so the change has no effect",
        fix: "set body.action to \"replace\"",
        stages: REQUEST,
        level: DOCUMENTED,
        effect: REQUEST_BODY_IGNORE,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-045", "LE-SIZE-018"],
    }
    RequestBodyEncoding = "request/body-encoding" {
        text: "With action replace, `encoding` is `text` or `base64`; absent means base64. Under the switch `null_optional` null counts as absent. With any other encoding the data is judged by request/body-data only.",
        breach: "encoding is neither `text` nor `base64`, got {found}",
        fix: "use \"text\" or \"base64\"",
        stages: REQUEST,
        level: INFERRED,
        effect: REQUEST_BODY,
        evidence: [Evidence::guide(e::EVENT), Evidence::Reading("the guide lists two values")],
        rows: ["LE-REQUEST-046", "LE-REQUEST-047", "LE-REQUEST-048"],
    }
    RequestBodyData = "request/body-data" {
        text: "With action replace, `data` is there and is a string; empty is fine.",
        breach: "a replaced body has no `data` string",
        fix: "put the new body into `data`",
        stages: REQUEST,
        level: INFERRED,
        effect: REQUEST_BODY,
        evidence: [Evidence::Reading("a replacement needs something to replace with")],
        rows: ["LE-REQUEST-050", "LE-REQUEST-051", "LE-REQUEST-053"],
    }
    RequestBodyBase64 = "request/body-base64" {
        text: "With action replace and encoding base64 or none, `data` is valid base64 as in body/base64.",
        breach: "data is not valid base64",
        fix: "encode it, or set encoding to \"text\"",
        stages: REQUEST,
        level: DOCUMENTED,
        effect: REQUEST_BODY,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-049"],
    }
    RequestInputTruncated = "request/input-truncated" {
        text: "`inputTruncated` of a body object is the event's: changing it or leaving it out has no effect.",
        breach: "inputTruncated is read-only, so the change has no effect",
        fix: "leave it as the event has it",
        stages: REQUEST,
        level: DOCUMENTED,
        effect: REQUEST_BODY_IGNORE,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-052"],
    }
    RequestBodyUnsupported = "request/body-unsupported" {
        text: "Until 2018-08 a returned request had no `body`: it had no effect, whatever its type.",
        breach: "body of a returned request has no effect",
        fix: "remove it",
        stages: REQUEST,
        level: INFERRED,
        effect: |p, _| when(p.request_body == RequestBodyAccess::Off, Effect::Ignore, Effect::Off),
        evidence: [Evidence::Reading("the text of early 2018 does not know a request body")],
        rows: ["LE-REQUEST-040"],
    }

    // ----- origin: the origin of a returned request -----

    OriginAtViewerRequest = "origin/at-viewer-request" {
        text: "A request returned at viewer-request has no `origin`: it has no effect there, whatever its type.",
        breach: "origin has no effect at {stage}",
        fix: "choose the origin in a function at origin-request",
        stages: VR,
        level: INFERRED,
        effect: |p, _| when(p.origin_at_vr == OriginAtVr::Reject, Effect::Refuse, Effect::Note),
        evidence: [Evidence::guide(e::EVENT), Evidence::Reading("described for origin events only")],
        rows: ["LE-REQUEST-060"],
    }
    OriginMissing = "origin/missing" {
        text: "A request returned at origin-request without `origin` keeps the event's.",
        breach: "origin is missing; the event's is kept",
        fix: "return the event's request object, changed in place",
        stages: OR,
        level: INFERRED,
        effect: IGNORE,
        evidence: [Evidence::Reading("all examples return the event's object")],
        rows: ["LE-REQUEST-061"],
    }
    OriginType = "origin/type" {
        text: "`origin`, and `custom` or `s3` in it, is an object. Under the switch `null_optional` null in `origin` counts as absent. Nothing below one of the wrong type is judged; a member counts as there whatever its type.",
        breach: "`{name}` is not an object, got {found}",
        fix: "return the event's origin object, changed in place",
        stages: OR,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("the event has objects there")],
        rows: [],
    }
    OriginBoth = "origin/both" {
        text: "`origin` does not have both `custom` and `s3`. Each is still judged.",
        breach: "origin has both `custom` and `s3`",
        fix: "delete the one that you do not want",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-062", "LE-REQUEST-064"],
    }
    OriginNeither = "origin/neither" {
        text: "`origin` has `custom` or `s3`.",
        breach: "origin has neither `custom` nor `s3`",
        fix: "give it one of them",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-063", "LE-REQUEST-065"],
    }
    OriginMissingMember = "origin/missing-member" {
        text: "`custom` has `domainName`, `path`, `port`, `protocol`, `readTimeout`, `keepaliveTimeout` and `sslProtocols`; `s3` has `domainName`, `path` and `authMethod`. Each missing one is a violation. Where the switch allows it, the event's value is kept.",
        breach: "the origin has no `{name}`",
        fix: "give every member of the origin",
        stages: OR,
        level: DOCUMENTED,
        since: Edition::Current,
        effect: |p, _| when(p.missing_origin_field == MissingOriginField::Reject, Effect::Refuse, Effect::Ignore),
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-066", "LE-REQUEST-102"],
    }
    OriginUnknownMember = "origin/unknown-member" {
        text: "Members of `origin`, `custom` and `s3` that CloudFront does not know have no effect; `responseCompletionTimeout` and the S3 `readTimeout` are such before 2025-07-30, and `region` is one under `custom`.",
        breach: "member `{name}` of the origin is unknown and has no effect",
        fix: "remove it",
        stages: OR,
        level: INFERRED,
        effect: IGNORE,
        evidence: [Evidence::Reading("as with unknown members of the result")],
        rows: ["LE-REQUEST-067", "LE-REQUEST-106"],
    }
    OriginMemberType = "origin/member-type" {
        text: "`domainName`, `path`, `protocol`, `authMethod` and `region` are strings. Under the switch `null_optional` null in `region` counts as absent.",
        breach: "`{name}` is not a string, got {found}",
        fix: "use a string",
        stages: OR,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("the event has strings there")],
        rows: [],
    }
    OriginNumberType = "origin/number-type" {
        text: "`port`, `readTimeout`, `keepaliveTimeout` and `responseCompletionTimeout` are numbers written with digits alone: no string, sign, fraction or exponent.",
        breach: "`{name}` is not a whole number, got {found}",
        fix: "use a number without quotes",
        stages: OR,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("the event has integers there")],
        rows: ["LE-REQUEST-086", "LE-REQUEST-105"],
    }
    OriginDomainEmpty = "origin/domain-empty" {
        text: "`domainName` is not empty. An empty one gets no other rule on the domain.",
        breach: "domainName is empty",
        fix: "give the domain name of the origin",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT), Evidence::quoted(e::AMPLIFY_3701, e::DOMAIN_NAME)],
        rows: ["LE-REQUEST-070"],
    }
    OriginDomainColon = "origin/domain-colon" {
        text: "The `domainName` of a custom origin holds no colon.",
        breach: "domainName holds a colon, got {found}",
        fix: "put the port into `port` and the scheme into `protocol`",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-071"],
    }
    OriginDomainIp = "origin/domain-ip" {
        text: "The `domainName` of a custom origin is not an IP address: four decimal numbers up to 255 with dots between, or an IPv6 address with or without brackets (before 2020-02-11: IPv4 only).",
        breach: "domainName is an IP address, got {found}",
        fix: "use a name that resolves to the address",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT), Evidence::history("307f081", "2020-02-11")],
        rows: ["LE-REQUEST-072"],
    }
    OriginDomainLength = "origin/domain-length" {
        text: "The `domainName` of a custom origin has at most 253 characters.",
        breach: "domainName has {measured} characters, more than {limit}",
        fix: "use a shorter name",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-073"],
    }
    OriginDomainSyntax = "origin/domain-syntax" {
        text: "The `domainName` of a custom origin is a DNS name: labels of 1 to 63 letters, digits, hyphens and underscores with single dots between, no label starting or ending with a hyphen; one dot at the end is allowed. Colons and brackets are left to the other rules: a name that holds a colon, or is an IP address, is not judged here.",
        breach: "domainName is not a DNS name, got {found}",
        fix: "give the bare name: no scheme, no path, no blanks",
        stages: OR,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("the message names the value as invalid"), Evidence::thread(e::AMPLIFY_3701)],
        rows: ["LE-REQUEST-074"],
    }
    OriginS3DomainLength = "origin/s3-domain-length" {
        text: "The `domainName` of an S3 origin has at most 128 characters.",
        breach: "domainName has {measured} characters, more than {limit}",
        fix: "use a bucket with a shorter name",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-075"],
    }
    OriginS3DomainCase = "origin/s3-domain-case" {
        text: "The `domainName` of an S3 origin has no upper-case ASCII letters.",
        breach: "domainName has upper-case letters, got {found}",
        fix: "write it in lower case",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-075"],
    }
    OriginS3Domain = "origin/s3-domain" {
        text: "The `domainName` of an S3 origin is a bucket's DNS name: a DNS name as in origin/domain-syntax that ends, ignoring case, in `.amazonaws.com` or `.amazonaws.com.cn`; one of the labels before that, but not the first, is `s3` or starts with `s3-`, and none starts with `s3-website`.",
        breach: "domainName is not the DNS name of a bucket, got {found}",
        fix: "use bucket.s3.region.amazonaws.com; website endpoints belong under `custom`",
        stages: OR,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT), Evidence::Reading("the guide asks for the bucket's DNS name")],
        rows: ["LE-REQUEST-076"],
    }
    OriginS3Regional = "origin/s3-regional" {
        text: "The `domainName` of an S3 origin may be Region-specific; only under the switch `s3_regional_endpoint` is anything but BUCKET.s3.amazonaws.com refused. Judged when origin/s3-domain holds, ignoring case.",
        breach: "domainName is a Region-specific endpoint, got {found}",
        fix: "use bucket.s3.amazonaws.com",
        stages: OR,
        level: DOCUMENTED,
        effect: |p, _| when(p.s3_regional_endpoint == S3RegionalEndpoint::Reject, Effect::Refuse, Effect::Off),
        evidence: [Evidence::guide(e::EVENT), Evidence::history("17ccdfa", "2018-02-28")],
        rows: ["LE-REQUEST-077"],
    }
    OriginPathRoot = "origin/path-root" {
        text: "`path` is not `/` alone; empty is fine. `/` gets no other rule on the path.",
        breach: "path is `/`",
        fix: "use an empty string for the root",
        stages: OR,
        level: OBSERVED,
        effect: REFUSE,
        evidence: [Evidence::thread(e::EDGY_2)],
        rows: ["LE-REQUEST-078", "LE-REQUEST-079"],
    }
    OriginPathStart = "origin/path-start" {
        text: "A `path` that is not empty starts with `/`.",
        breach: "path does not start with `/`, got {found}",
        fix: "put a slash in front of it",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-080"],
    }
    OriginPathEnd = "origin/path-end" {
        text: "A `path` does not end with `/`.",
        breach: "path ends with `/`, got {found}",
        fix: "drop the slash at the end",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-080"],
    }
    OriginPathLength = "origin/path-length" {
        text: "The `path` of a custom origin has at most 255 characters.",
        breach: "path has {measured} characters, more than {limit}",
        fix: "use a shorter path",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-081"],
    }
    OriginPathEncoding = "origin/path-encoding" {
        text: "The `path` of a custom origin is URL-encoded: it holds no space, control character, non-ASCII character, nor any of \"<>\\^`{|}?#.",
        breach: "path is not URL-encoded, got {found}",
        fix: "percent-encode it with encodeURI",
        stages: OR,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT), Evidence::Reading("stated as a recommendation")],
        rows: ["LE-REQUEST-082"],
    }
    OriginPort = "origin/port" {
        text: "`port` is 80, 443 or 1024 to 65535.",
        breach: "port is not 80, 443 or 1024 to 65535, got {found}",
        fix: "use an allowed port",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-087"],
    }
    OriginProtocol = "origin/protocol" {
        text: "`protocol` is `http` or `https`, in lower case.",
        breach: "protocol is neither `http` nor `https`, got {found}",
        fix: "use \"http\" or \"https\"",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-088"],
    }
    OriginKeepaliveTimeout = "origin/keepalive-timeout" {
        text: "`keepaliveTimeout` is 1 to 120 seconds (1 to 60 in the texts up to 2023), ends included.",
        breach: "keepaliveTimeout is outside {limit} seconds, got {found}",
        fix: "use a value within the range",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT), Evidence::guide_2023("lambda-event-structure")],
        rows: ["LE-REQUEST-083"],
    }
    OriginReadTimeout = "origin/read-timeout" {
        text: "`readTimeout` is 1 to 120 seconds (4 to 60 in the texts up to 2023), ends included; known under `s3` since 2025-07-30.",
        breach: "readTimeout is outside {limit} seconds, got {found}",
        fix: "use a value within the range",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT), Evidence::guide_2023("lambda-event-structure")],
        rows: ["LE-REQUEST-084"],
    }
    OriginCompletionTimeout = "origin/completion-timeout" {
        text: "`responseCompletionTimeout` is 0, or not smaller than `readTimeout`. Judged when both are whole numbers; without it there is no maximum.",
        breach: "responseCompletionTimeout is smaller than readTimeout, got {found}",
        fix: "raise it, or use 0 for no maximum",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT), Evidence::guide("DownloadDistValuesOrigin")],
        rows: ["LE-REQUEST-103", "LE-REQUEST-104", "LE-REQUEST-107"],
    }
    OriginSslProtocolsType = "origin/ssl-protocols-type" {
        text: "`sslProtocols` is a list of strings; an empty list and repeated elements are fine. Each element that is not a string is a violation at its own place.",
        breach: "sslProtocols is not a list of strings, got {found}",
        fix: "use a list such as [\"TLSv1.2\"]",
        stages: OR,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::Reading("the event has a list of strings there")],
        rows: ["LE-REQUEST-091"],
    }
    OriginSslProtocol = "origin/ssl-protocol" {
        text: "Each string of `sslProtocols` is TLSv1.2, TLSv1.1, TLSv1 or SSLv3, spelled so; TLSv1.3 is judged by origin/tls13.",
        breach: "sslProtocols names an unknown version, got {found}",
        fix: "use TLSv1.2",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-089", "LE-REQUEST-090"],
    }
    OriginTls13 = "origin/tls13" {
        text: "`sslProtocols` does not name TLSv1.3, which the guide does not list.",
        breach: "sslProtocols names TLSv1.3",
        fix: "use TLSv1.2",
        stages: OR,
        level: DOCUMENTED,
        effect: |p, _| when(p.tls13_origin == Tls13Origin::Reject, Effect::Refuse, Effect::Ignore),
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-090"],
    }
    OriginAuthMethod = "origin/auth-method" {
        text: "`authMethod` is `origin-access-identity` or `none`.",
        breach: "authMethod is neither `origin-access-identity` nor `none`, got {found}",
        fix: "use one of the two; origin access control is set on the distribution",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-092"],
    }
    OriginAuthRegion = "origin/auth-region" {
        text: "An S3 origin with authMethod origin-access-identity has a `region` that is not empty. A region of the wrong type is judged by origin/member-type alone.",
        breach: "authMethod origin-access-identity needs a `region`",
        fix: "give the bucket's Region",
        stages: OR,
        level: DOCUMENTED,
        effect: OAI,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-093"],
    }
    OriginAuthSwitched = "origin/auth-switched" {
        text: "A function that turns the event's custom origin into an S3 origin does not use authMethod origin-access-identity. Judged when the event has an origin.",
        breach: "authMethod origin-access-identity cannot be used when the event's origin is custom",
        fix: "use authMethod \"none\", or make the bucket an origin of the distribution",
        stages: OR,
        level: DOCUMENTED,
        effect: OAI,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-094"],
    }
    OriginCustomHeaderDenied = "origin/custom-header-denied" {
        text: "`customHeaders` has no entry under a denied name (23 names today, 22 from 2018-08-22, 24 before) or a name that starts with `X-Amz-` or `X-Edge-`. Such a name gets this rule alone of the rules on names.",
        breach: "header {name} cannot be an origin custom header",
        fix: "set it in `headers` if it is allowed there",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [
            Evidence::guide(e::CUSTOM_HEADERS),
            Evidence::quoted(e::AMPLIFY_CLI_8604, e::CUSTOM_HEADER),
        ],
        rows: ["LE-REQUEST-096", "LE-REQUEST-097"],
    }
    OriginCustomHeaderDisallowed = "origin/custom-header-disallowed" {
        text: "`customHeaders` has no entry under a name that is disallowed in `headers` (by list or prefix) and not denied already.",
        breach: "header {name} is disallowed",
        fix: "give the header another name",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT), Evidence::guide(e::RESTRICTIONS)],
        rows: ["LE-HEADERS-046"],
    }
    OriginCustomHeaderReadOnly = "origin/custom-header-read-only" {
        text: "`customHeaders` has no entry under a name that is read-only at origin-request and neither denied nor disallowed already.",
        breach: "header {name} is read-only at {stage}",
        fix: "leave the header to CloudFront",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT), Evidence::guide(e::RESTRICTIONS)],
        rows: ["LE-HEADERS-065"],
    }
    OriginCustomHeaderRepeated = "origin/custom-header-repeated" {
        text: "No header is both in `customHeaders` and in the request's `headers`, ignoring case. By map name, where both lists have an entry that is an object; the place is the list in `customHeaders`.",
        breach: "header {name} is in `headers` too",
        fix: "set it in one of the two places",
        stages: OR,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::EVENT)],
        rows: ["LE-REQUEST-098"],
    }
    OriginCustomHeaderName = "origin/custom-header-name" {
        text: "Map name and key in `customHeaders` are HTTP tokens, as in headers/name-token.",
        breach: "{name} is not a header name",
        fix: "use letters, digits and hyphens",
        stages: OR,
        level: OBSERVED,
        effect: REFUSE,
        evidence: [Evidence::quoted(e::AMPLIFY_CLI_8604, e::CUSTOM_HEADER)],
        rows: ["LE-REQUEST-099"],
    }
    OriginCustomHeaderValue = "origin/custom-header-value" {
        text: "A value in `customHeaders` holds no control character (U+0000 to U+001F, U+007F) except TAB.",
        breach: "the value of origin custom header {name} holds a control character",
        fix: "remove line breaks and other control characters",
        stages: OR,
        level: OBSERVED,
        effect: REFUSE,
        evidence: [Evidence::quoted(e::AMPLIFY_CLI_8604, e::CUSTOM_HEADER)],
        rows: ["LE-REQUEST-099"],
    }
    OriginCustomHeaderNameLength = "origin/custom-header-name-length" {
        text: "A map name in `customHeaders` that has an entry that is an object has at most 256 characters.",
        breach: "the name has {measured} characters, more than {limit}",
        fix: "use a shorter name",
        stages: OR,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::section(e::QUOTAS, "Quotas on headers"), Evidence::Reading("stated for the distribution's settings")],
        rows: ["LE-REQUEST-100"],
    }
    OriginCustomHeaderValueLength = "origin/custom-header-value-length" {
        text: "A value in `customHeaders` has at most 1,783 characters.",
        breach: "the value of origin custom header {name} has {measured} characters, more than {limit}",
        fix: "use a shorter value",
        stages: OR,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::section(e::QUOTAS, "Quotas on headers"), Evidence::Reading("stated for the distribution's settings")],
        rows: ["LE-REQUEST-100"],
    }
    OriginCustomHeadersLength = "origin/custom-headers-length" {
        text: "All names and values in `customHeaders` together, a name counted once for each of its string values, have at most 10,240 characters. The place is `customHeaders`.",
        breach: "the origin custom headers have {measured} characters, more than {limit}",
        fix: "send fewer or shorter headers",
        stages: OR,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::section(e::QUOTAS, "Quotas on headers"), Evidence::Reading("stated for the distribution's settings")],
        rows: ["LE-REQUEST-100"],
    }
    OriginCustomHeaderCount = "origin/custom-header-count" {
        text: "`customHeaders` has at most 30 names (10 until 2023), each with an entry that is an object, names equal ignoring case counted once. The place is `customHeaders`.",
        breach: "there are {measured} origin custom headers, more than {limit}",
        fix: "send fewer headers",
        stages: OR,
        level: INFERRED,
        effect: REFUSE,
        evidence: [Evidence::section(e::QUOTAS, "Quotas on headers"), Evidence::Reading("stated for the distribution's settings")],
        rows: ["LE-REQUEST-100"],
    }

    // ----- error: what the viewer gets instead -----

    ErrorValidation = "error/validation" {
        text: "When a result breaks a rule, the viewer gets 502 with X-Cache `LambdaValidationError from cloudfront`.",
        breach: "the result broke a rule",
        fix: "see the rule",
        stages: ALL,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [
            Evidence::section(e::ERROR_502, "Lambda validation error"),
            Evidence::history("b0a6b71", "2018-10-09"),
            Evidence::thread(e::SERVERLESS_NEXT_898),
        ],
        rows: ["LE-ERROR-001", "LE-ERROR-002", "LE-RESULT-021", "LE-ERROR-014"],
    }
    ErrorExecution = "error/execution" {
        text: "When a function throws, rejects or calls back with an error, the viewer gets 503 (500 in the texts of 2020 and 2023) with X-Cache `LambdaExecutionError from cloudfront`.",
        breach: "the function threw",
        fix: "catch the exception; look for members that the event does not have",
        stages: ALL,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [
            Evidence::section(e::ERROR_503, "function execution error"),
            Evidence::quoted("https://github.com/aws-samples/cloudfront-authorization-at-edge/issues/24", e::NO_PERMISSION),
            Evidence::quoted("https://github.com/eknowles/aws-cloudfront-preview-domains/issues/1", e::NO_PERMISSION),
        ],
        rows: ["LE-ERROR-003", "LE-ERROR-004", "LE-RESULT-017"],
    }
    ErrorTimeout = "error/timeout" {
        text: "When a function runs into its timeout, the viewer gets 503; by the switch `timeout_class` X-Cache says LambdaLimitExceeded or LambdaExecutionError.",
        breach: "the function ran into its timeout",
        fix: "do less work, or raise the timeout",
        stages: ALL,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [Evidence::guide(e::ERROR_503)],
        rows: ["LE-ERROR-005"],
    }
    ErrorThrottle = "error/throttle" {
        text: "When a function is throttled, the viewer gets 503 with X-Cache `LambdaLimitExceeded from cloudfront`.",
        breach: "the function was throttled",
        fix: "ask for a higher quota of concurrent executions",
        stages: ALL,
        level: DOCUMENTED,
        effect: REFUSE,
        evidence: [
            Evidence::guide(e::ERROR_503),
            Evidence::quoted("https://github.com/serverless-nextjs/serverless-next.js/issues/2544", e::THROTTLED),
            Evidence::thread("https://github.com/aws-amplify/amplify-hosting/issues/3422"),
        ],
        rows: ["LE-ERROR-006"],
    }
}
