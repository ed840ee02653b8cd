//! Dated readings of the guide, and the switches in which they differ.
//!
//! A [`Profile`] is a plain struct with one field a switch. The table [`SWITCHES`] holds, for each
//! switch, the question that it answers, its values and its default in every profile; the command
//! line, `RULES.md` and the checks are made from it.

use std::fmt;
use std::str::FromStr;

use crate::switch::{SwitchValue, switches};

/// What a switch bears on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Whether a result is accepted, and what a failing function leads to.
    Results,
    /// Which function runs, and what is cached.
    Pipeline,
}

impl Part {
    /// Returns the name used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Results => "results",
            Self::Pipeline => "pipeline",
        }
    }
}

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
    Results {
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

    Pipeline {
        // Which function runs.
        vrs_skip_if as "vrs.skip_if": VrsSkipIf { Ge400 = "ge400", Ne200 = "ne200" }
            = [Ge400, Ge400, Ge400, Ge400],
            "from which status on does viewer-response not run?",
            "400 and above in the guide; the API reference says anything but 200";
        vrs_status_basis as "vrs.status_basis": VrsStatusBasis { Effective = "effective", Origin = "origin" }
            = [Effective, Effective, Effective, Effective],
            "does the status before or after origin-response decide whether viewer-response runs?",
            "the guide says that the origin returns it; the final status is what a viewer gets";
        vrs_on_generated_error as "vrs.on_generated_error": VrsOnGeneratedError { Skip = "skip", Run = "run" }
            = [Skip, Skip, Skip, Skip],
            "does viewer-response run for an error that origin-request generated?",
            "only generation at viewer-request is excluded by name";
        vrs_on_stale as "vrs.on_stale": VrsOnStale { Run = "run", Skip = "skip" }
            = [Run, Run, Run, Run],
            "does viewer-response run when a stale copy stands in for an error of the origin?",
            "the origin returned an error, but what is served is a stored success";
        vrs_on_negative_hit as "vrs.on_negative_hit": VrsOnNegativeHit { Skip = "skip", Run = "run" }
            = [Skip, Skip, Skip, Skip],
            "does viewer-response run for a stored error?",
            "the guide skips errors and speaks of cached objects alike";
        cf_headers_at_vs: CfHeadersAtVs { Off = "off", On = "on" }
            = [Off, On, Off, Off],
            "does viewer-response see the CloudFront- headers?",
            "yes in a comparison table of 2023, origin stages only in the text of 2026";
        ors_on_dead as "ors.on_dead": OrsOnDead { Skip = "skip", Run = "run" }
            = [Skip, Skip, Skip, Skip],
            "does origin-response run when the origin gave no answer?",
            "it runs after a response was received";
        root_apply as "root.apply": RootApply { AfterVrq = "after_vrq", BeforeVrq = "before_vrq" }
            = [AfterVrq, AfterVrq, AfterVrq, AfterVrq],
            "does the default root object take the place of `/` before or after viewer-request?",
            "not said";

        // The key.
        key_path as "key.path": KeyPath { Raw = "raw", Rfc3986 = "rfc3986" }
            = [Raw, Raw, Raw, Raw],
            "is the path in the key as it is, or with dot segments removed and escapes in upper case?",
            "not said";
        key_query_order as "key.query_order": KeyQueryOrder { Viewer = "viewer", Sorted = "sorted" }
            = [Viewer, Viewer, Viewer, Viewer],
            "do listed query parameters stand in the key in the viewer's order, or sorted by name?",
            "described for the whole string only, where the order counts";

        // Lifetimes.
        gen_ttl as "gen.ttl": GenTtl { LikeOrigin = "like_origin", DefaultTtlOnly = "default_ttl_only", Never = "never" }
            = [LikeOrigin, LikeOrigin, LikeOrigin, LikeOrigin],
            "how long is a success that origin-request generated kept?",
            "the guide stores it and sets max-age in an example of its own";
        gen_errors as "gen.errors": GenErrors { LikeOrigin = "like_origin", LikeSuccess = "like_success", Never = "never" }
            = [LikeOrigin, LikeOrigin, LikeOrigin, LikeOrigin],
            "is an error that origin-request generated kept, and for how long?",
            "the lists of errors speak of origins; a project sets the minimum for errors that its function makes";
        ttl_bare_cc as "ttl.bare_cc": TtlBareCc { Default = "default", Min = "min" }
            = [Default, Default, Default, Default],
            "which lifetime goes with a Cache-Control that names none?",
            "default TTL in the table of the guide and in a much-read answer; a policy page says only without the header";
        ttl_no_cache as "ttl.no_cache": TtlNoCache { Revalidate = "revalidate", NotStored = "not_stored" }
            = [Revalidate, Revalidate, Revalidate, Revalidate],
            "is a response with no-cache kept for revalidation when the minimum TTL is 0?",
            "not said";
        ttl_origin_age as "ttl.origin_age": TtlOriginAge { Ignore = "ignore", Subtract = "subtract" }
            = [Ignore, Ignore, Ignore, Ignore],
            "does the origin's Age shorten the lifetime?",
            "not said";
        ttl_307_308 as "ttl.307_308": Ttl307308 { NeedsCacheControl = "needs_cache_control", Like3xx = "like_3xx" }
            = [NeedsCacheControl, Like3xx, Like3xx, Like3xx],
            "is a 307 or 308 without Cache-Control kept?",
            "excepted in the guide of 2026, in no earlier text";
        store_blocked as "store.blocked": StoreBlocked { OnOutage2026 = "on_outage_2026", OnOutage2023 = "on_outage_2023", Never = "never" }
            = [OnOutage2026, OnOutage2023, OnOutage2023, OnOutage2023],
            "is a copy of a no-store or private response kept for outages of the origin when the minimum TTL is 0?",
            "if the minimum or the maximum TTL is above 0 in the text of 2026, if the minimum is in that of 2023";
        layer_expiry as "layer.expiry": LayerExpiry { Inherit = "inherit", Restart = "restart" }
            = [Inherit, Inherit, Inherit, Inherit],
            "does a copy taken from the next cache end with that cache's copy, or live for the whole time again?",
            "not said";
        reval_headers as "reval.headers": RevalHeaders { Merge = "merge", ReplaceValidators = "replace_validators" }
            = [Merge, Merge, Merge, Merge],
            "does a validator that a 304 leaves out stay with the copy?",
            "it stays in HTTP; a thread saw Last-Modified vanish";

        // What is stored.
        head_on_miss as "head.on_miss": HeadOnMiss { Forward = "forward", UpgradeToGet = "upgrade_to_get" }
            = [Forward, Forward, Forward, Forward],
            "does a HEAD that finds nothing go on as HEAD, or fetch the object by GET?",
            "not said";
        cookie_store as "cookie.store": CookieStore { Guide = "guide", Never = "never" }
            = [Guide, Guide, Guide, Guide],
            "is Set-Cookie stored with the object when cookies are forwarded?",
            "stored and replayed in the guide; old answers say never";
        gen_set_cookie as "gen.set_cookie": GenSetCookie { LikeOrigin = "like_origin", Deliver = "deliver" }
            = [LikeOrigin, LikeOrigin, LikeOrigin, LikeOrigin],
            "is Set-Cookie of a response that origin-request generated treated like the origin's, or delivered once and not stored?",
            "not said";
        cache_unsafe_invalidates as "cache.unsafe_invalidates": CacheUnsafeInvalidates { No = "no", Yes = "yes" }
            = [No, No, No, No],
            "does a successful POST, PUT, PATCH or DELETE remove the stored GET?",
            "not said; HTTP asks for it";
        inval_match as "inval.match": InvalMatch { PostVrq = "post_vrq", Either = "either" }
            = [PostVrq, PostVrq, PostVrq, PostVrq],
            "does an invalidation match the rewritten path only, or the viewer's too?",
            "the guide recommends both, although the key has the rewritten one";

        // Errors.
        err_no_store as "err.no_store": ErrNoStore { Y2026 = "2026", IgnoreAll = "ignore_all" }
            = [Y2026, IgnoreAll, IgnoreAll, IgnoreAll],
            "does no-store, no-cache or private keep an error from being stored?",
            "for 404, 410, 414 and 501 in the text of 2026, for none before";
        err_cache_410 as "err.cache_410": ErrCache410 { True = "true", False = "false" }
            = [True, True, True, True],
            "is a 410 stored like a 404?",
            "named beside 404 in the sentence on no-store, missing in the list";
        err_405 as "err.405": Err405 { Conditional = "conditional", Always = "always" }
            = [Conditional, Conditional, Always, Always],
            "is a 405 stored without max-age?",
            "in the list of those that always are until 2021-07";
        cer_applies_to as "cer.applies_to": ErrorSources
            = [ALL, ALL, ALL, ALL],
            "errors from where get a custom error page?",
            "the guide says origin; threads show the others";
        cer_store_own as "cer.store_own": CerStoreOwn { IfConfigured = "if_configured", Never = "never" }
            = [IfConfigured, IfConfigured, IfConfigured, IfConfigured],
            "is the failure of a function stored when an error response names its status?",
            "a support article says that errors of CloudFront's own are cached only then";
        cer_page_ttl as "cer.page_ttl": CerPageTtl { Behavior = "behavior", Error = "error" }
            = [Behavior, Behavior, Behavior, Behavior],
            "does the page's own behaviour or the error decide how long the page is kept?",
            "a note of the guide names the behaviour, its main text the error";

        // Stale copies.
        stale_directives as "stale.directives": StaleDirectives { Full = "full", ZeroOnly = "zero_only" }
            = [Full, ZeroOnly, ZeroOnly, ZeroOnly],
            "which of stale-while-revalidate and stale-if-error exist?",
            "both since 2023-05-17, only `stale-if-error=0` before";
        stale_bound as "stale.bound": StaleBound { Age = "age", Window = "window" }
            = [Age, Age, Age, Age],
            "does the maximum TTL bound the age of a stale copy, or the length of the stale window?",
            "up to the directive or the maximum TTL, whichever is less; then said to be gone after the maximum TTL";
        stale_default_limit as "stale.default_limit": StaleDefaultLimit { MaxTtl = "max_ttl", Unbounded = "unbounded", None = "none" }
            = [MaxTtl, Unbounded, Unbounded, Unbounded],
            "how long may a copy without stale-if-error stand in for an error?",
            "until the maximum TTL in the text of 2026, until evicted in that of 2023";
        stale_hold as "stale.hold": StaleHold { Ecm = "ecm", None = "none" }
            = [Ecm, Ecm, Ecm, Ecm],
            "is the origin left alone for the error-caching minimum after a stale copy was served?",
            "yes in the guide; one measurement saw every request wait";
        stale_on_lambda_fault as "stale.on_lambda_fault": StaleOnLambdaFault { No = "no", Yes = "yes" }
            = [No, No, No, No],
            "may a stale copy stand in for the failure of a function?",
            "not said";
        stale_on_generated_5xx as "stale.on_generated_5xx": StaleOnGenerated5xx { No = "no", Yes = "yes" }
            = [No, No, No, No],
            "may a stale copy stand in for a 5xx that origin-request generated?",
            "not said";

        // Several requests, several origins.
        layer_options as "layer.options": LayerOptions { Bypass = "bypass", Traverse = "traverse" }
            = [Bypass, Bypass, Bypass, Bypass],
            "does a cached OPTIONS pass the regional cache?",
            "bypasses it in the list of proxied methods; another page lets it pass";
        collapse_private as "collapse.private": CollapsePrivate { ByMinTtl = "by_min_ttl", NeverShare = "never_share" }
            = [ByMinTtl, ByMinTtl, ByMinTtl, ByMinTtl],
            "do waiting requests share a response with private, no-store, no-cache or a lifetime of 0?",
            "a minimum TTL of 0 prevents it in the guide";
        fo_transport as "fo.transport": FoTransport { NeedsCodes = "needs_codes", Always = "always" }
            = [NeedsCodes, Always, Always, Always],
            "does a failed connection or a timeout fail over without 503 or 504 in the list?",
            "only with them in the text of 2026, always in that of 2023";
        fo_decide_on as "fo.decide_on": FoDecideOn { Raw = "raw", AfterOrs = "after_ors" }
            = [Raw, Raw, Raw, Raw],
            "does the status before or after origin-response decide on failover?",
            "a caption of a figure only";
        fo_ors_on_primary as "fo.ors_on_primary": FoOrsOnPrimary { Run = "run", Skip = "skip" }
            = [Run, Run, Run, Run],
            "does origin-response run for the answer that makes the request fail over?",
            "a caption of a figure only";
        fo_on_generated as "fo.on_generated": FoOnGenerated { Never = "never", ByCode = "by_code" }
            = [Never, Never, Never, Never],
            "does a generated response with a listed status fail over?",
            "not said";

        // What is shown.
        xcache_orq_generated as "xcache.orq_generated": XcacheOrqGenerated { Miss = "Miss", Lambda = "LambdaGeneratedResponse" }
            = [Miss, Miss, Miss, Miss],
            "what does X-Cache say when origin-request generated the response?",
            "the log says MissGeneratedResponse; the header is not described";
        xcache_swr as "xcache.swr": XcacheSwr { Hit = "Hit", RefreshHit = "RefreshHit" }
            = [Hit, Hit, Hit, Hit],
            "what does X-Cache say when a stale copy is served while it is refreshed?",
            "not said";
    }
}

impl Base64Mode {
    /// Padded RFC 4648 section 4 text only.
    pub const STRICT: Self = Self { unpadded_ok: false, whitespace_ok: false, url_safe_ok: false };
}

/// Where an error comes from that a custom error page may replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ErrorSources {
    /// The origin answered it, or did not answer.
    pub origin: bool,
    /// A function at origin-request generated it.
    pub orq: bool,
    /// A function at viewer-request generated it.
    pub vrq: bool,
    /// A function failed.
    pub lambda: bool,
}

impl ErrorSources {
    /// Every source.
    pub const ALL: Self = Self { origin: true, orq: true, vrq: true, lambda: true };
    const NONE: Self = Self { origin: false, orq: false, vrq: false, lambda: false };
}

impl SwitchValue for ErrorSources {
    const VALUES: &'static [&'static str] = &["origin", "orq", "vrq", "lambda"];

    fn parse(text: &str) -> Option<Self> {
        let mut sources = Self::NONE;
        for part in text.split('+') {
            match part {
                "origin" => sources.origin = true,
                "orq" => sources.orq = true,
                "vrq" => sources.vrq = true,
                "lambda" => sources.lambda = true,
                _ => return None,
            }
        }
        Some(sources)
    }

    fn text(self) -> String {
        let parts = [
            (self.origin, "origin"),
            (self.orq, "orq"),
            (self.vrq, "vrq"),
            (self.lambda, "lambda"),
        ];
        let on = parts.into_iter().filter_map(|(on, name)| on.then_some(name));
        on.collect::<Vec<_>>().join("+")
    }
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

    #[test]
    fn parts_have_their_names() {
        assert_eq!([Part::Results, Part::Pipeline].map(Part::as_str), ["results", "pipeline"]);
    }
}
