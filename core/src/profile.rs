//! Dated readings of the guide, and the switches in which they differ.
//!
//! A [`Profile`] is a plain struct with one field a switch. The table [`SWITCHES`] holds, for each
//! switch, the question that it answers, its values and its default in every profile; the command
//! line, `RULES.md` and the checks are made from it.

use std::fmt;
use std::str::FromStr;

use crate::switch::{SwitchValue, switches};

/// The date of the reading of the guide that a profile follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// The guide between January and February 2018.
    E2018_01,
    /// The guide as of 31 August 2020.
    E2020_09,
    /// The guide as of 31 March 2023.
    E2023_05,
    /// The guide as of April 2026.
    Current,
}

impl Edition {
    /// All editions, newest first.
    pub const ALL: [Self; 4] = [Self::Current, Self::E2023_05, Self::E2020_09, Self::E2018_01];

    /// Returns the name of the profile of this edition.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::E2023_05 => "2023-05",
            Self::E2020_09 => "2020-09",
            Self::E2018_01 => "2018-01",
        }
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A profile, switch or switch value that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileError {
    /// No profile has this name.
    UnknownProfile(String),
    /// No switch has this name.
    UnknownSwitch(String),
    /// The switch has no such value.
    UnknownValue {
        /// The switch.
        switch: &'static str,
        /// What was asked for.
        value: String,
        /// What there is.
        values: &'static [&'static str],
    },
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownProfile(name) => {
                write!(f, "unknown profile `{name}`, want current, 2023-05, 2020-09 or 2018-01")
            }
            Self::UnknownSwitch(name) => {
                write!(f, "unknown switch `{name}`")
            }
            Self::UnknownValue { switch, value, values } => {
                write!(f, "switch `{switch}` has no value `{value}`, want {}", values.join(", "))
            }
        }
    }
}

impl std::error::Error for ProfileError {}

impl FromStr for Edition {
    type Err = ProfileError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // The page carried this API version for years; the rules are those of early 2018.
        let text = if text == "2016-09-29" { "2018-01" } else { text };
        Self::ALL
            .into_iter()
            .find(|edition| edition.as_str() == text)
            .ok_or_else(|| ProfileError::UnknownProfile(text.to_owned()))
    }
}

/// Which variations of base64 count as valid, beside padded RFC 4648 section 4 text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Base64Mode {
    /// Fewer `=` at the end than there should be are accepted, none included.
    pub unpadded_ok: bool,
    /// Blanks, tabs and line ends are skipped.
    pub whitespace_ok: bool,
    /// `-` and `_` stand for `+` and `/`.
    pub url_safe_ok: bool,
}

impl SwitchValue for Base64Mode {
    const VALUES: &'static [&'static str] =
        &["strict", "unpadded_ok", "whitespace_ok", "url_safe_ok"];

    fn parse(text: &str) -> Option<Self> {
        let mut mode = Self::default();
        for part in text.split('+') {
            match part {
                "strict" if text == "strict" => {}
                "unpadded_ok" => mode.unpadded_ok = true,
                "whitespace_ok" => mode.whitespace_ok = true,
                "url_safe_ok" => mode.url_safe_ok = true,
                _ => return None,
            }
        }
        Some(mode)
    }

    fn text(self) -> String {
        let parts: Vec<&str> = [
            (self.unpadded_ok, "unpadded_ok"),
            (self.whitespace_ok, "whitespace_ok"),
            (self.url_safe_ok, "url_safe_ok"),
        ]
        .into_iter()
        .filter_map(|(on, name)| on.then_some(name))
        .collect();
        if parts.is_empty() { "strict".to_owned() } else { parts.join("+") }
    }
}

switches! {
    // What the result is.
    null_result: NullResult { Reject = "reject", Passthrough = "passthrough" }
        = [Reject, Reject, Reject, Reject],
        "does a null result mean: go on unchanged?",
        "failing deployments were traced to handlers that return nothing; typings allow null";
    lone_surrogate: LoneSurrogate { Reject = "reject", Accept = "accept" }
        = [Reject, Reject, Reject, Reject],
        "is an escaped surrogate without its partner allowed in a string?",
        "no source; such text has no UTF-8 form";
    both_shapes: BothShapes { Response = "response", Request = "request", Reject = "reject" }
        = [Response, Response, Response, Response],
        "which reading wins when a result has `status` and request members?",
        "every known tool looks at `status` first";
    status_at_response: StatusAtResponse { Reject = "reject", Inherit = "inherit" }
        = [Reject, Reject, Reject, Reject],
        "is a response result without `status` refused, or is the status kept?",
        "the guide calls missing required fields a validation error, without a list of them";
    missing_request_field: MissingRequestField { Reject = "reject", Inherit = "inherit" }
        = [Reject, Reject, Reject, Reject],
        "is a returned request without a general member refused, or is the member kept?",
        "no page lists the required members of a returned request";
    null_optional: NullOptional { Reject = "reject", Absent = "absent" }
        = [Reject, Reject, Reject, Reject],
        "does null in an optional member count as a wrong type, or as absent?",
        "a null body is reported to fail";

    // Status.
    status_type: StatusType { StringOrInt = "string_or_int", StringOnly = "string_only" }
        = [StringOrInt, StringOrInt, StringOrInt, StringOrInt],
        "may `status` be a JSON number?",
        "the guide's own origin-response examples assign numbers; its prose says string";
    status_lexical: StatusLexical { Strict = "strict", LenientTrim = "lenient_trim" }
        = [Strict, Strict, Strict, Strict],
        "may a string status have blanks around it and leading zeros?",
        "digits only is the plain reading";
    vs_status_change: VsStatusChange { Reject = "reject", Ignore = "ignore" }
        = [Reject, Reject, Reject, Reject],
        "is a status changed at viewer-response refused, or ignored?",
        "the guide says that it cannot be changed, not what happens";

    // Headers.
    missing_headers_at_response: MissingHeadersAtResponse { DeleteAll = "delete_all", Inherit = "inherit" }
        = [DeleteAll, DeleteAll, DeleteAll, DeleteAll],
        "does a response result without `headers` delete all headers, or keep them?",
        "the result replaces the event's object";
    headers_as_list: HeadersAsList { IgnoreWithWarning = "ignore_with_warning", Reject = "reject" }
        = [IgnoreWithWarning, IgnoreWithWarning, IgnoreWithWarning, IgnoreWithWarning],
        "is `headers` as a JSON list accepted with all headers lost, or refused?",
        "a public sample returned a list for over a year without a 502";
    value_array: ValueArray { Accept = "accept", Reject = "reject" }
        = [Accept, Accept, Accept, Accept],
        "may the `value` of a header entry be a list of strings?",
        "a log message names strings and lists of strings";
    header_key: HeaderKey { Optional = "optional", Required = "required" }
        = [Optional, Optional, Optional, Required],
        "is `key` mandatory in a header entry?",
        "optional in the guide since 2018-08-22";
    key_mismatch: KeyMismatch { WarnKeyWins = "warn_key_wins", WarnNameWins = "warn_name_wins", Reject = "reject" }
        = [WarnKeyWins, WarnKeyWins, WarnKeyWins, WarnKeyWins],
        "which name is sent when `key` is not the map name?",
        "`key` is described as the name as it appears; an old example of the guide let the map name win";
    map_name_case: MapNameCase { Accept = "accept", Reject = "reject" }
        = [Accept, Accept, Accept, Accept],
        "may a name in the headers map have upper-case letters?",
        "key insertion works however the name is formatted";
    empty_header_array: EmptyHeaderArray { Absent = "absent", Reject = "reject" }
        = [Absent, Absent, Absent, Absent],
        "does an empty list under a header name mean: header absent?",
        "an adapter in production emits them";
    x_amzn: XAmzn { Named = "named", Wildcard = "wildcard", None = "none" }
        = [Named, Named, Wildcard, Wildcard],
        "which X-Amzn- names are disallowed?",
        "ten names since 2023-03-31, the whole prefix until 2021-10-07";
    cdn_loop: CdnLoop { On = "on", Off = "off" }
        = [On, Off, Off, Off],
        "is CDN-Loop read-only at the request stages?",
        "in the guide of 2026, in no earlier text";
    vs_readonly: VsReadonly { Five = "five", Two = "two" }
        = [Five, Two, Five, Five],
        "how many headers are read-only at viewer-response?",
        "five from 2017 to 2021 and today, two in the text of 2023";
    or_range: OrRange { Free = "free", ReadOnly = "read_only" }
        = [Free, Free, Free, ReadOnly],
        "is Range read-only at origin-request?",
        "removed from the list on 2019-09-06";
    os_entity_headers: OsEntityHeaders { Free = "free", ReadOnly = "read_only" }
        = [Free, Free, Free, ReadOnly],
        "are Content-Encoding and Content-Length read-only at origin-response?",
        "removed from the list on 2018-03-29";
    restricted_or_headers: RestrictedOrHeaders { Off = "off", On = "on" }
        = [Off, Off, Off, On],
        "may a function at origin-request change a header that the behaviour does not cache on?",
        "removed from the guide on 2018-06-07";
    viewer_country_stages: ViewerCountryStages { Vr = "VR", VrVs = "VR+VS" }
        = [Vr, Vr, VrVs, VrVs],
        "at which stages may a function not add CloudFront-Viewer-Country?",
        "viewer events until 2021-06-17, viewer-request since";
    generated_readonly: GeneratedReadonly { StageSet = "stage_set", ContentLengthAndTeOnly = "content_length_and_te_only" }
        = [StageSet, StageSet, StageSet, StageSet],
        "which read-only headers may a generated response not carry?",
        "Content-Length is observed to fail; an adapter strips the whole list";

    // Response bodies.
    base64_mode: Base64Mode
        = [STRICT, STRICT, STRICT, STRICT],
        "what is valid base64 beside padded RFC 4648 text?",
        "nothing published; send only clear cases";
    no_content_stages: NoContentStages { VrOr = "VR+OR", Vr = "VR", VrOrOs = "VR+OR+OS" }
        = [VrOr, VrOr, VrOr, VrOr],
        "at which stages does status 204 forbid a body?",
        "the guide names viewer-request; a framework failed at origin-request";
    no_content_empty: NoContentEmpty { Reject = "reject", Accept = "accept" }
        = [Reject, Reject, Reject, Reject],
        "does status 204 forbid an empty body too?",
        "the framework that failed sent an empty string";
    vs_body: VsBody { Ignore = "ignore", Reject = "reject" }
        = [Ignore, Ignore, Ignore, Ignore],
        "is a body in a viewer-response result ignored, or refused?",
        "replacement is documented for the other three stages only";

    // Sizes.
    kb: Kb { K1024 = "1024", K1000 = "1000" }
        = [K1024, K1024, K1024, K1024],
        "how many bytes are a KB in the 40 KB limits?",
        "1 MB is 1,048,576 bytes in a log line; 40 KB by analogy";
    header_cost: HeaderCost { Wire = "wire", NamePlusValue = "name_plus_value", Json = "json" }
        = [Wire, Wire, Wire, Wire],
        "what does a header count towards the size of a response?",
        "a log line counts body and headers together; no formula is published";
    body_measure: BodyMeasure { Decoded = "decoded", Encoded = "encoded" }
        = [Decoded, Decoded, Decoded, Decoded],
        "does a base64 response body count decoded or as text?",
        "the request limits are exactly 4/3 of the text limits";
    base64_request_limit: Base64RequestLimit { Decoded = "decoded", Literal1000 = "literal_1000", Literal1024 = "literal_1024" }
        = [Decoded, Decoded, Decoded, Decoded],
        "what is the exact limit of a replaced base64 request body?",
        "53.2 KB and 1.33 MB are rounded 4/3 of the text limits";
    replaced_body_over_limit: ReplacedBodyOverLimit { Reject = "reject", Truncate = "truncate", Unspecified = "unspecified" }
        = [Reject, Truncate, Unspecified, Unspecified],
        "what happens to a replaced request body over the limit?",
        "a 502 in the current text, a cut from 2021-06-17 to 2023";
    uri_qs_joiner: UriQsJoiner { Counted = "counted", NotCounted = "not_counted" }
        = [Counted, Counted, Counted, Counted],
        "does the question mark count towards the 8,192 of URI and query string?",
        "the text describes what is sent";

    // Returned requests.
    readonly_field_change: ReadonlyFieldChange { Reject = "reject", Ignore = "ignore" }
        = [Reject, Reject, Reject, Reject],
        "is a changed `clientIp` or `method` refused, or ignored?",
        "documented as read-only, without the outcome";
    uri_question_mark: UriQuestionMark { Warn = "warn", Reject = "reject" }
        = [Warn, Warn, Warn, Warn],
        "is a question mark inside `uri` accepted?",
        "no rule forbids it; a format check of unknown grammar exists";
    request_body: RequestBodyAccess { On = "on", Off = "off" }
        = [On, On, On, Off],
        "may a function replace the request body?",
        "possible since 2018-08";
    origin_at_vr: OriginAtVr { Ignore = "ignore", Reject = "reject" }
        = [Ignore, Ignore, Ignore, Ignore],
        "is `origin` in a viewer-request result ignored, or refused?",
        "described for origin events only";
    missing_origin_field: MissingOriginField { Reject = "reject", Inherit = "inherit" }
        = [Reject, Reject, Reject, Reject],
        "is an origin object with members missing refused, or filled from the event?",
        "`must specify` in the current text, `can contain` before";
    timeout_range: TimeoutRange { Profile = "profile", Legacy = "legacy", Quota = "quota" }
        = [Profile, Profile, Profile, Profile],
        "which origin timeouts may a function set?",
        "1 to 120 seconds in the current text, 1 to 60 and 4 to 60 before";
    completion_timeout: CompletionTimeout { Known = "known", Unknown = "unknown" }
        = [Known, Unknown, Unknown, Unknown],
        "do `responseCompletionTimeout` and the S3 `readTimeout` exist?",
        "added on 2025-07-30";
    custom_domain_ip: CustomDomainIp { Any = "any", Ipv4 = "ipv4" }
        = [Any, Any, Any, Ipv4],
        "which IP addresses are refused as custom origin domain?",
        "any since 2020-02-11, IPv4 before";
    s3_regional_endpoint: S3RegionalEndpoint { Accept = "accept", Reject = "reject" }
        = [Accept, Accept, Accept, Accept],
        "may the S3 domain be a Region-specific endpoint?",
        "forbidden between 2018-02-28 and 2020-02-11";
    tls13_origin: Tls13Origin { Reject = "reject", Accept = "accept" }
        = [Reject, Reject, Reject, Reject],
        "may `sslProtocols` name TLSv1.3?",
        "the list has had the same four values from 2017 to 2026";
    oai_conditions: OaiConditions { Documented = "documented", Lenient = "lenient" }
        = [Documented, Documented, Documented, Documented],
        "do the conditions on origin access identity bind?",
        "the guide states them; its own current example breaks them";
    custom_header_deny: CustomHeaderDeny { L2026 = "2026", L2020 = "2020", L2018 = "2018" }
        = [L2026, L2020, L2020, L2018],
        "which list of denied origin custom headers holds?",
        "24 names in 2018-01, 22 from 2018-08-22, 23 today";
    custom_header_count: CustomHeaderCount { C30 = "30", C10 = "10" }
        = [C30, C10, C10, C10],
        "how many origin custom headers are allowed?",
        "10 in the quota table until 2023, 30 today";

    // Failures.
    execution_error_status: ExecutionErrorStatus { S503 = "503", S500 = "500" }
        = [S503, S500, S500, S503],
        "which status does the viewer get when the function throws?",
        "503 in the texts of 2018 and today and in every report; 500 in between";
    timeout_class: TimeoutClass { Limit = "limit", Execution = "execution" }
        = [Limit, Limit, Limit, Limit],
        "does a function's timeout count as a limit exceeded, or as an execution error?",
        "the 503 page says limit, the log page says execution error";
}

impl Base64Mode {
    /// Padded RFC 4648 section 4 text only.
    pub const STRICT: Self = Self { unpadded_ok: false, whitespace_ok: false, url_safe_ok: false };
}

impl Default for Profile {
    fn default() -> Self {
        Self::of(Edition::Current)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_can_be_set_and_read_back() {
        for edition in Edition::ALL {
            let mut profile = Profile::of(edition);
            for switch in SWITCHES {
                let value = profile.get(switch.name).expect("a switch of the table");
                profile.set(switch.name, &value).expect("its own value");
            }
            assert_eq!(profile, Profile::of(edition));
        }
    }

    #[test]
    fn every_listed_value_is_accepted() {
        for switch in SWITCHES {
            for value in switch.values {
                let mut profile = Profile::default();
                profile.set(switch.name, value).expect("a value of the table");
                assert_eq!(profile.get(switch.name).as_deref(), Some(*value), "{}", switch.name);
            }
        }
    }

    #[test]
    fn sets_join_with_plus() {
        let mut profile = Profile::default();
        profile.set("base64_mode", "unpadded_ok+url_safe_ok").expect("two values of a set");
        assert_eq!(profile.get("base64_mode").as_deref(), Some("unpadded_ok+url_safe_ok"));
        assert!(profile.set("base64_mode", "strict+unpadded_ok").is_err());
    }

    #[test]
    fn unknown_names_are_errors() {
        let mut profile = Profile::default();
        assert!(matches!(profile.set("nope", "x"), Err(ProfileError::UnknownSwitch(_))));
        assert!(matches!(profile.set("kb", "1001"), Err(ProfileError::UnknownValue { .. })));
        assert!("2024".parse::<Edition>().is_err());
        assert_eq!("2016-09-29".parse(), Ok(Edition::E2018_01));
    }
}
