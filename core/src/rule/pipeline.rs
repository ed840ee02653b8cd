//! The table of pipeline rules: which function runs, what is cached, for how long.
//!
//! `text` is what happens under the switches' defaults; a switch that it names in backticks bears on
//! it. The order is that in which a reader would want to learn them. The level is that of the rule as
//! a whole: where a part of it is a reading of ours, that reading stands among the evidence.

use super::evidence::{self as e, Evidence};
use super::macros::pipeline_rules;
use super::{Level, PipelineRule};
use crate::profile::Edition;

const D: Level = Level::Documented;
const O: Level = Level::Observed;
const I: Level = Level::Inferred;

pipeline_rules! {
    // ----- flow: which function runs -----

    FlowOrder = "flow/order" {
        text: "The stages of a request come in one order: checks, behaviour, viewer-request, key, caches, origin-request, origin, origin-response, storing, error page, viewer-response. Each waits for the one before it, a behaviour has at most one function a stage, and a stage without a function changes nothing.",
        level: D,
        evidence: [
            Evidence::guide(e::TRIGGERS),
            Evidence::guide(e::HOW),
            Evidence::guide(e::RESTRICTIONS),
            Evidence::Reading("that a stage without a function changes nothing goes without saying"),
        ],
        rows: [
            "CF-PIPE-001", "CF-PIPE-002", "CF-PIPE-003", "CF-PIPE-004", "LE-TRIGGER-011",
            "LE-TRIGGER-014",
        ],
    }
    FlowViewerRequest = "flow/viewer-request" {
        text: "A function at viewer-request runs exactly once for every request that passes the checks, before any cache is asked, whether the object is cached or not.",
        level: D,
        evidence: [Evidence::guide(e::TRIGGERS)],
        rows: ["CF-PIPE-010", "LE-TRIGGER-001"],
    }
    FlowRedirectToHttps = "flow/redirect-to-https" {
        text: "Under `redirect-to-https` a request by HTTP gets 301 for GET and HEAD, 307 for other methods, and 403 for those before HTTP/1.1, and neither viewer-request nor viewer-response runs. Texts before 2026 say it of viewer-response only.",
        level: D,
        since: Edition::Current,
        evidence: [
            Evidence::guide(e::TRIGGERS),
            Evidence::guide(e::VIEWER_HTTPS),
            Evidence::guide(e::LOGS),
        ],
        rows: ["CF-PIPE-005", "LE-TRIGGER-001", "LE-TRIGGER-006"],
    }
    FlowHttpsOnly = "flow/https-only" {
        text: "Under `https-only` a request by HTTP gets 403. No function runs, as for a redirect.",
        level: D,
        evidence: [
            Evidence::guide(e::VIEWER_HTTPS),
            Evidence::Reading("the guide excepts the redirect by name; a refusal is as early"),
        ],
        rows: ["CF-PIPE-005"],
    }
    FlowMethod = "flow/method" {
        text: "A method that the behaviour does not allow gets 403, before viewer-request runs.",
        level: D,
        evidence: [Evidence::guide(e::ERROR_403_METHOD), Evidence::thread(e::AUTH_AT_EDGE_25)],
        rows: ["CF-PIPE-006"],
    }
    FlowGetBody = "flow/get-body" {
        text: "A GET request with a body gets 403, and no function runs.",
        level: D,
        evidence: [Evidence::guide(e::CUSTOM_ORIGIN), Evidence::guide_2023(e::CUSTOM_ORIGIN)],
        rows: ["CF-PIPE-007"],
    }
    FlowBlocked = "flow/blocked" {
        text: "A request that AWS WAF blocks gets 403, and no function runs. A request that fails the geographic restriction or the check of its signature is read alike.",
        level: D,
        since: Edition::Current,
        evidence: [
            Evidence::guide(e::FLOW),
            Evidence::Reading("geographic restriction and signature: no page gives the order, and all three are checks of the viewer's request"),
        ],
        rows: ["CF-PIPE-008", "CF-PIPE-009"],
    }
    FlowRequestReplaced = "flow/request-replaced" {
        text: "The request that viewer-request returns takes the place of the viewer's: its URI, query string, headers and cookies make the key and go to the origin. Origin-response sees the request that went to the origin, viewer-response the one that viewer-request left, with the viewer's own Host.",
        level: D,
        evidence: [
            Evidence::guide(e::FLOW),
            Evidence::guide(e::EVENT),
            Evidence::thread(e::STACK_OVERFLOW_KEY),
        ],
        rows: ["CF-PIPE-013", "LE-EVENT-017", "LE-EVENT-018"],
    }
    FlowBehaviorStays = "flow/behavior-stays" {
        text: "The behaviour is chosen by the path as the viewer asked for it; a function that changes the URI changes neither behaviour, nor policies, functions or origin.",
        level: D,
        evidence: [Evidence::guide(e::RESTRICTIONS)],
        rows: ["CF-PIPE-014", "LE-REQUEST-015"],
    }
    FlowCloudfrontHeaders = "flow/cloudfront-headers" {
        text: "Headers that CloudFront adds are set after viewer-request and before the key: viewer-request does not see them, the origin stages do, and a header of that name from the viewer is overwritten. Whether viewer-response sees them is the switch `cf_headers_at_vs`.",
        level: D,
        evidence: [Evidence::guide(e::LAMBDA_RESTRICTIONS), Evidence::guide(e::CLOUDFRONT_HEADERS)],
        rows: ["CF-PIPE-015", "LE-EVENT-019", "LE-HEADERS-086"],
    }
    FlowDnsFirst = "flow/dns-first" {
        text: "Before origin-request runs, the name of the configured origin is resolved; if that fails, the function is not called and the viewer gets 502.",
        level: D,
        since: Edition::Current,
        evidence: [Evidence::section(e::LAMBDA_RESTRICTIONS, "DNS resolution")],
        rows: ["CF-PIPE-016", "LE-TRIGGER-013"],
    }
    FlowDnsAgain = "flow/dns-again" {
        text: "When origin-request sets another domain name, that name is resolved after the function; one that does not resolve is an origin that cannot be reached.",
        level: D,
        since: Edition::Current,
        evidence: [Evidence::section(e::LAMBDA_RESTRICTIONS, "DNS resolution")],
        rows: ["CF-PIPE-017", "LE-REQUEST-101"],
    }
    FlowFresh = "flow/fresh" {
        text: "When a fresh copy is found in any cache, the origin is not asked, and neither origin-request nor origin-response runs.",
        level: D,
        evidence: [Evidence::guide(e::TRIGGERS)],
        rows: ["CF-PIPE-018", "LE-TRIGGER-002", "LE-TRIGGER-004"],
    }
    FlowExpired = "flow/expired" {
        text: "When the copy that is found has expired, the request goes on: origin-request runs, and origin-response runs on the answer. A 304 is an answer like any other.",
        level: D,
        since: Edition::E2020_09,
        evidence: [
            Evidence::guide(e::TRIGGERS),
            Evidence::history("0935e0d", "2020-01"),
            Evidence::Reading("origin-response on a 304: it runs after a response was received"),
        ],
        rows: ["CF-PIPE-019", "LE-TRIGGER-002"],
    }
    FlowOriginError = "flow/origin-error" {
        text: "Origin-response runs for every status that the origin answers, 400 and above included.",
        level: D,
        evidence: [Evidence::guide(e::RESTRICTIONS), Evidence::history("2084580", "2018-01-24")],
        rows: ["CF-PIPE-020", "LE-TRIGGER-003"],
    }
    FlowOriginDead = "flow/origin-dead" {
        text: "When the origin cannot be reached or does not answer in time, origin-response does not run (switch `ors.on_dead`); the viewer gets 502 for a failed connection or name, 504 for a timeout.",
        level: I,
        evidence: [
            Evidence::Reading("origin-response runs after a response was received, and there is none"),
        ],
        rows: ["CF-PIPE-021"],
    }
    FlowGenerated = "flow/generated" {
        text: "When origin-request returns a response, the origin is not asked and origin-response does not run.",
        level: D,
        evidence: [Evidence::guide(e::TRIGGERS), Evidence::guide(e::GENERATE)],
        rows: ["CF-PIPE-022", "LE-TRIGGER-004"],
    }
    FlowViewerGenerated = "flow/viewer-generated" {
        text: "When viewer-request returns a response, no cache is asked, and no other function runs: no function at the origin stages, and none at viewer-response.",
        level: D,
        evidence: [Evidence::guide(e::TRIGGERS), Evidence::guide(e::GENERATE)],
        rows: ["CF-PIPE-023", "LE-TRIGGER-006", "LE-RESULT-008"],
    }
    FlowViewerResponse = "flow/viewer-response" {
        text: "Viewer-response runs for every answer below 400, whether it comes from a cache, from the origin, or from origin-request.",
        level: D,
        evidence: [
            Evidence::guide(e::TRIGGERS),
            Evidence::Reading("for a response that origin-request generated: the guide excludes those of viewer-request only"),
        ],
        rows: ["CF-PIPE-024", "CF-PIPE-027", "LE-TRIGGER-005", "LE-TRIGGER-007"],
    }
    FlowViewerResponseError = "flow/viewer-response-error" {
        text: "Viewer-response does not run when the answer's status is 400 or above (switch `vrs.skip_if`). A stored error is read alike (switch `vrs.on_negative_hit`).",
        level: D,
        evidence: [
            Evidence::guide(e::RESTRICTIONS),
            Evidence::thread(e::STACK_OVERFLOW_VS),
            Evidence::Reading("stored errors: the guide speaks of what the origin returns"),
        ],
        rows: ["CF-PIPE-025", "LE-TRIGGER-006"],
    }
    FlowViewerResponsePage = "flow/viewer-response-page" {
        text: "Viewer-response does not run when a custom error page is returned, even with its status set to 200.",
        level: D,
        evidence: [Evidence::guide(e::TRIGGERS), Evidence::thread(e::CLOUDFRONT_FUNCTIONS_8)],
        rows: ["CF-PIPE-026", "LE-TRIGGER-006"],
    }
    FlowViewerResponseGenerated = "flow/viewer-response-generated" {
        text: "Viewer-response does not run for a response of 400 or above that origin-request generated (switch `vrs.on_generated_error`).",
        level: I,
        evidence: [
            Evidence::Reading("what origin-request generates is treated like what the origin answers"),
        ],
        rows: ["CF-PIPE-028"],
    }
    FlowViewerResponseFinal = "flow/viewer-response-final" {
        text: "The status after origin-response decides whether viewer-response runs: an error that was changed to a success counts as a success, and the reverse (switch `vrs.status_basis`).",
        level: I,
        evidence: [
            Evidence::guide(e::GENERATE),
            Evidence::Reading("the guide says that the origin returns the status; the final one is what is stored and what the viewer gets"),
        ],
        rows: ["CF-PIPE-029", "LE-TRIGGER-008"],
    }
    FlowViewerResponseEdits = "flow/viewer-response-edits" {
        text: "What viewer-response changes reaches this viewer only and is never stored: it is made anew for each request, hits included, and the status cannot be changed.",
        level: D,
        evidence: [
            Evidence::guide(e::LAMBDA_RESTRICTIONS),
            Evidence::Report("a Stack Overflow answer on the four triggers and the cache"),
        ],
        rows: ["CF-PIPE-030", "CF-GEN-013"],
    }
    FlowViewerResponseStale = "flow/viewer-response-stale" {
        text: "Viewer-response runs when a stale copy below 400 is served in place of an error of the origin (switch `vrs.on_stale`).",
        level: I,
        evidence: [
            Evidence::Reading("the origin returned an error, but what is served is a stored success"),
        ],
        rows: [],
    }
    FlowFaultValidation = "flow/fault-validation" {
        text: "When a result breaks a rule on results, the viewer gets 502 with X-Cache `LambdaValidationError from cloudfront`.",
        level: D,
        evidence: [Evidence::guide(e::ERROR_502), Evidence::history("b0a6b71", "2018-10-09")],
        rows: ["CF-PIPE-031", "LE-ERROR-001", "LE-ERROR-002"],
    }
    FlowFaultExecution = "flow/fault-execution" {
        text: "When a function throws, rejects or calls back with an error, the viewer gets 503 with X-Cache `LambdaExecutionError from cloudfront` (switch `execution_error_status`).",
        level: D,
        evidence: [
            Evidence::guide(e::ERROR_503),
            Evidence::history("b0a6b71", "2018-10-09"),
            Evidence::thread(e::SERVERLESS_NEXT_590),
        ],
        rows: ["CF-PIPE-032", "LE-ERROR-003", "LE-ERROR-004"],
    }
    FlowFaultLimit = "flow/fault-limit" {
        text: "When a function is throttled or runs into its timeout, the viewer gets 503 with X-Cache `LambdaLimitExceeded from cloudfront` (for the timeout, switch `timeout_class`).",
        level: D,
        evidence: [Evidence::guide(e::ERROR_503), Evidence::history("b0a6b71", "2018-10-09")],
        rows: ["CF-PIPE-033", "LE-ERROR-005", "LE-ERROR-006"],
    }
    FlowFaultNotStored = "flow/fault-not-stored" {
        text: "After a function's failure the remaining stages are skipped, and nothing is stored unless an error response names the status; then a failure at an origin stage is stored for the error-caching minimum (switch `cer.store_own`). A failure at a viewer stage is never stored.",
        level: O,
        evidence: [
            Evidence::thread(e::REPOST_503),
            Evidence::Reading("viewer stages: what they make is not stored when they succeed either"),
        ],
        rows: ["CF-PIPE-034", "CF-ERR-015"],
    }
    FlowFaultAfterStore = "flow/fault-after-store" {
        text: "When viewer-response fails, the object has been stored already: the failure is this viewer's alone.",
        level: I,
        evidence: [Evidence::Reading("storing comes before viewer-response")],
        rows: ["CF-PIPE-035"],
    }
    FlowRootObject = "flow/root-object" {
        text: "The default root object takes the place of the path `/` after viewer-request and before the key (switch `root.apply`).",
        level: I,
        evidence: [Evidence::Reading("no page gives the order")],
        rows: [],
    }

    // ----- generated: what a function answers in the origin's place -----

    GeneratedViewerRequest = "generated/viewer-request" {
        text: "A response that viewer-request generated is never stored in any cache, whatever its status and headers.",
        level: D,
        evidence: [Evidence::guide(e::GENERATE)],
        rows: ["CF-GEN-001", "CF-ERR-016", "LE-RESULT-008"],
    }
    GeneratedStored = "generated/stored" {
        text: "A response that origin-request generated for a cacheable method is stored under the request's key with the function's status; while it is fresh, requests with that key are answered without the function.",
        level: D,
        evidence: [Evidence::guide(e::GENERATE), Evidence::thread(e::EDGE_REWRITE_1)],
        rows: ["CF-GEN-002", "CF-GEN-003", "LE-RESULT-009", "LE-STATUS-018"],
    }
    GeneratedLifetime = "generated/lifetime" {
        text: "A success that origin-request generated lives as long as the origin's would: by its own `Cache-Control` and `Expires`, else for the default TTL (switch `gen.ttl`).",
        level: I,
        evidence: [
            Evidence::guide(e::EXAMPLES),
            Evidence::thread(e::PRERENDER_16),
            Evidence::Reading("the guide stores it, and sets max-age in an example of its own"),
        ],
        rows: ["CF-GEN-004", "CF-GEN-005"],
    }
    GeneratedBlocked = "generated/blocked" {
        text: "A generated success with `no-store`, `no-cache` or `private` is reused for the minimum TTL; if that is 0, only as `stale/blocked` says.",
        level: I,
        evidence: [
            Evidence::Reading("what origin-request generates is treated like what the origin answers"),
        ],
        rows: ["CF-GEN-006"],
    }
    GeneratedError = "generated/error" {
        text: "An error that origin-request generated is stored by the rules on the origin's errors, the error-caching minimum included (switch `gen.errors`).",
        level: I,
        evidence: [
            Evidence::thread(e::PRX_197),
            Evidence::Reading("what origin-request generates is treated like what the origin answers; a project sets the minimum for a 404 that its function makes"),
        ],
        rows: ["CF-GEN-007"],
    }
    GeneratedMethod = "generated/method" {
        text: "A response generated for a method that is not cached is returned and not stored.",
        level: I,
        evidence: [
            Evidence::Reading("the rule on methods does not ask where the response comes from"),
        ],
        rows: ["CF-GEN-008"],
    }
    GeneratedDisabled = "generated/disabled" {
        text: "Where all three TTLs are 0, a generated response is not stored, and origin-request runs for every request.",
        level: I,
        evidence: [
            Evidence::guide(e::CACHE_POLICY),
            Evidence::Reading("the page says it of objects from the origin"),
        ],
        rows: ["CF-GEN-009"],
    }
    GeneratedSetCookie = "generated/set-cookie" {
        text: "`Set-Cookie` in a response that viewer-request generated is always delivered; in one that origin-request generated it is treated like the origin's, so it is stored and replayed where cookies are forwarded, and removed elsewhere (switch `gen.set_cookie`).",
        level: I,
        evidence: [
            Evidence::Reading("what origin-request generates is treated like what the origin answers"),
        ],
        rows: ["CF-GEN-010"],
    }

    // ----- key: what tells one object from another -----

    KeyPath = "key/path" {
        text: "The distribution and the path as viewer-request left it are always in the key.",
        level: D,
        evidence: [Evidence::guide(e::CACHE_KEY), Evidence::thread(e::STACK_OVERFLOW_KEY)],
        rows: ["CF-KEY-001"],
    }
    KeyHost = "key/host" {
        text: "The Host that the viewer sent is not in the key unless the policy lists `Host`.",
        level: D,
        evidence: [Evidence::guide(e::CACHE_KEY), Evidence::guide_2023(e::HEADER_CACHING)],
        rows: ["CF-KEY-002"],
    }
    KeyMethod = "key/method" {
        text: "OPTIONS has a key of its own; GET and HEAD share one.",
        level: D,
        evidence: [
            Evidence::guide(e::CACHE_KEY),
            Evidence::Reading("that GET and HEAD share one is implied, not stated"),
        ],
        rows: ["CF-KEY-003"],
    }
    KeyScheme = "key/scheme" {
        text: "HTTP and HTTPS share a key unless the policy lists `CloudFront-Forwarded-Proto`.",
        level: D,
        evidence: [Evidence::guide_2023(e::CUSTOM_ORIGIN)],
        rows: ["CF-KEY-004"],
    }
    KeyHeaders = "key/headers" {
        text: "Each header that the policy lists and the request has is in the key, with its name in lower case and its value as it is: case and blanks in a value count, the case of the name and the order of different headers do not.",
        level: D,
        evidence: [
            Evidence::guide(e::CACHE_POLICY),
            Evidence::guide(e::CACHE_KEY),
            Evidence::guide_2023(e::HEADER_CACHING),
        ],
        rows: ["CF-KEY-005", "CF-KEY-006", "CF-KEY-007", "CF-KEY-008"],
    }
    KeyCookies = "key/cookies" {
        text: "None, all, the listed cookies, or all but those listed are in the key, names and values as they are. Their order does not matter.",
        level: D,
        evidence: [
            Evidence::guide(e::CACHE_POLICY),
            Evidence::guide_2023(e::COOKIES),
            Evidence::Reading("order: cookies are sorted by name before they are forwarded"),
        ],
        rows: ["CF-KEY-009", "CF-KEY-010"],
    }
    KeyQuery = "key/query" {
        text: "None, the whole query string, the listed parameters, or all but those listed are in the key; case and order count, and only `&` separates. Listed parameters stand in the viewer's order, duplicates included (switch `key.query_order`).",
        level: D,
        evidence: [
            Evidence::guide(e::CACHE_POLICY),
            Evidence::guide_2023(e::QUERY_STRINGS),
            Evidence::Reading("order and duplicates of listed parameters: only the whole string is described"),
        ],
        rows: ["CF-KEY-011"],
    }
    KeyLiteralStar = "key/literal-star" {
        text: "A `*` in a name that a cache policy lists is that character and no wildcard.",
        level: D,
        evidence: [Evidence::guide(e::CACHE_POLICY), Evidence::guide_2023(e::SETTINGS_2023)],
        rows: ["CF-KEY-012"],
    }
    KeyForwarded = "key/forwarded" {
        text: "What is in the key also goes to the origin; what the origin request policy adds goes to the origin and is not in the key. Origin-request sees what the origin would get, nothing else.",
        level: D,
        evidence: [Evidence::guide(e::ORIGIN_REQUESTS), Evidence::guide(e::RESTRICTIONS)],
        rows: ["CF-KEY-013", "LE-EVENT-016", "LE-REQUEST-026"],
    }
    KeyAcceptEncoding = "key/accept-encoding" {
        text: "With gzip or Brotli caching on, `Accept-Encoding` counts only as those of the enabled formats that the viewer accepts: `br,gzip`, `br`, `gzip` or nothing; the copy that was stored first for the key is reused. With both off it is a header like any other.",
        level: D,
        since: Edition::E2023_05,
        evidence: [Evidence::guide(e::CACHE_POLICY), Evidence::guide(e::COMPRESSED)],
        rows: ["CF-KEY-014", "CF-KEY-015", "CF-KEY-016", "CF-CACHE-025"],
    }
    KeyIdentity = "key/identity" {
        text: "With gzip or Brotli caching on, a viewer whose `Accept-Encoding` allows neither has nothing of it in the key, and the origin is sent `identity`; for a viewer without the header none is sent.",
        level: D,
        since: Edition::E2023_05,
        evidence: [Evidence::guide(e::CACHE_POLICY)],
        rows: ["CF-KEY-017"],
    }
    KeyViewerRequest = "key/viewer-request" {
        text: "What viewer-request changes in the path, or in a value that the policy names, changes the key; what it changes elsewhere does not.",
        level: D,
        evidence: [
            Evidence::guide(e::FLOW),
            Evidence::thread(e::STACK_OVERFLOW_KEY),
            Evidence::Reading("elsewhere: the key has nothing but what the policy names"),
        ],
        rows: ["CF-KEY-018", "CF-KEY-019", "LE-REQUEST-016"],
    }
    KeyOriginRequest = "key/origin-request" {
        text: "What origin-request changes, be it URI, query string, headers, cookies or origin, leaves the key as it is: the answer is stored under the key of the unchanged request. Two requests with one key share a copy even if the function sends them to different origins.",
        level: D,
        evidence: [
            Evidence::guide(e::FLOW),
            Evidence::thread(e::STACK_OVERFLOW_KEY),
            Evidence::Reading("different origins: nothing else tells the two requests apart"),
        ],
        rows: ["CF-KEY-020", "CF-KEY-021", "CF-GEN-012", "LE-REQUEST-017"],
    }
    KeyImpossible = "key/impossible" {
        text: "A cache policy cannot list `CloudFront-Viewer-Address`, `CloudFront-Viewer-ASN`, `CloudFront-Viewer-JA3-Fingerprint` or `CloudFront-Viewer-TLS`, nor `Connection`, `Cookie`, `Proxy-Authorization`, `TE` or `Upgrade`, nor `Host` for an S3 origin.",
        level: D,
        evidence: [
            Evidence::guide_2023(e::CLOUDFRONT_HEADERS),
            Evidence::guide_2023(e::HEADER_CACHING),
        ],
        rows: ["CF-KEY-022", "CF-KEY-023"],
    }
    KeyVary = "key/vary" {
        text: "`Vary` in a response does not change the key: the policy alone says what is in it.",
        level: I,
        evidence: [
            Evidence::guide_2023(e::CUSTOM_ORIGIN),
            Evidence::Report("an article on media-delivery.com about a cache policy for `Vary: Accept`"),
            Evidence::Reading("no page gives `Vary` a part in the key"),
        ],
        rows: ["CF-KEY-024"],
    }
    KeyRequestDirectives = "key/request-directives" {
        text: "`Cache-Control` and `Pragma` in a viewer's request change neither the key nor what the caches do.",
        level: D,
        evidence: [Evidence::guide(e::EXPIRATION)],
        rows: ["CF-KEY-025"],
    }
    KeySignedUrl = "key/signed-url" {
        text: "In a behaviour with signed URLs the parameters `Expires`, `Key-Pair-Id`, `Policy` and `Signature` are removed before the key is made and before the origin is asked.",
        level: I,
        evidence: [
            Evidence::guide_2023(e::QUERY_STRINGS),
            Evidence::Reading("the page removes them on the way to the origin; what is in the key goes to the origin"),
        ],
        rows: ["CF-KEY-026"],
    }
    KeyAllHeaders = "key/all-headers" {
        text: "A behaviour that forwards all headers caches nothing.",
        level: D,
        evidence: [Evidence::guide(e::HEADER_CACHING)],
        rows: ["CF-KEY-027"],
    }
    KeyRawPath = "key/raw-path" {
        text: "The path is in the key byte for byte: dot segments, and the case of letters and of percent escapes, count (switch `key.path`).",
        level: I,
        evidence: [Evidence::Reading("no page speaks of normalisation")],
        rows: ["CF-KEY-028"],
    }
    KeyBehavior = "key/behavior" {
        text: "The behaviour is not in the key: two behaviours that make the same key share a copy.",
        level: I,
        evidence: [
            Evidence::Reading("the page on the key lists what is in it, and the behaviour is not on the list"),
        ],
        rows: [],
    }

    // ----- ttl: how long a success is fresh -----

    TtlDisabled = "ttl/disabled" {
        text: "Where minimum, default and maximum TTL are all 0, nothing is stored, no request waits for another, and nothing is compressed.",
        level: D,
        since: Edition::E2020_09,
        evidence: [Evidence::guide(e::CACHE_POLICY)],
        rows: ["CF-TTL-013"],
    }
    TtlRedirects = "ttl/redirects" {
        text: "A 307 or 308 without `Cache-Control` is not stored; in the text of 2023 it is stored like any redirect (switch `ttl.307_308`).",
        level: D,
        since: Edition::E2023_05,
        evidence: [Evidence::guide(e::STATUS_3XX), Evidence::guide_2023(e::STATUS_3XX)],
        rows: ["CF-TTL-012"],
    }
    TtlBlocked = "ttl/blocked" {
        text: "With `no-cache`, `no-store` or `private` and a minimum TTL above 0, the lifetime is the minimum TTL, whatever `max-age` and `s-maxage` say; with a minimum of 0 the copy answers in the place of a failing origin only.",
        level: D,
        evidence: [Evidence::guide(e::EXPIRATION), Evidence::thread(e::STACK_OVERFLOW_TTL)],
        rows: ["CF-TTL-008", "CF-TTL-009"],
    }
    TtlNoCache = "ttl/no-cache" {
        text: "With `no-cache` and a minimum TTL of 0 the response is stored with lifetime 0 and validated for every request (switch `ttl.no_cache`).",
        level: I,
        evidence: [
            Evidence::Reading("the guide says that CloudFront respects the header; in HTTP it asks for validation"),
        ],
        rows: [],
    }
    TtlNoStore = "ttl/no-store" {
        text: "With `no-store` or `private` and a minimum TTL of 0, no later request is answered from the response while the origin answers. A copy is kept for one use: to stand in for an origin that is dead, held for the error-caching minimum like any other (switch `store.blocked`).",
        level: D,
        evidence: [
            Evidence::guide(e::EXPIRATION),
            Evidence::Reading("the copy: the page warns that such objects may be served while the origin is unreachable"),
        ],
        rows: [],
    }
    TtlQualifiedNoCache = "ttl/qualified-no-cache" {
        text: "`no-cache` with header names is not a blocking directive: the lifetime follows from the others, and the named headers are not stored.",
        level: D,
        evidence: [Evidence::guide_2023(e::COOKIES)],
        rows: ["CF-TTL-010"],
    }
    TtlVaryStar = "ttl/vary-star" {
        text: "With `Vary: *` and a minimum TTL of 0 the response is stored with lifetime 0; with a minimum above 0 `Vary` does not bear on the lifetime.",
        level: D,
        evidence: [Evidence::guide(e::CUSTOM_ORIGIN)],
        rows: ["CF-TTL-011"],
    }
    TtlMaxAge = "ttl/max-age" {
        text: "With `max-age` the lifetime is its value, raised to the minimum TTL and cut at the maximum TTL. The default TTL does not count then.",
        level: D,
        evidence: [Evidence::guide(e::EXPIRATION)],
        rows: ["CF-TTL-001", "CF-TTL-015"],
    }
    TtlSMaxage = "ttl/s-maxage" {
        text: "With `s-maxage` the lifetime is its value, raised to the minimum TTL and cut at the maximum TTL, and `max-age` does not count. It works without `max-age` as well.",
        level: D,
        evidence: [
            Evidence::guide(e::EXPIRATION),
            Evidence::thread(e::STACK_OVERFLOW_TTL),
            Evidence::Reading("alone: the table of the guide has no such row"),
        ],
        rows: ["CF-TTL-002", "CF-TTL-003"],
    }
    TtlExpires = "ttl/expires" {
        text: "With `Expires` and neither `max-age` nor `s-maxage`, the lifetime is the time from `Date` to `Expires`, raised to the minimum TTL and cut at the maximum TTL. A time that is past or cannot be read gives 0 or the minimum TTL.",
        level: D,
        evidence: [
            Evidence::guide(e::EXPIRATION),
            Evidence::Reading("a time that cannot be read counts as past"),
        ],
        rows: ["CF-TTL-004", "CF-TTL-005", "CF-TTL-006"],
    }
    TtlDefault = "ttl/default" {
        text: "Without `max-age`, `s-maxage`, `Expires` and blocking directives the lifetime is the greater of minimum and default TTL; the maximum TTL does not count. A `Cache-Control` that names no lifetime is read alike (switch `ttl.bare_cc`).",
        level: D,
        evidence: [Evidence::guide(e::EXPIRATION), Evidence::thread(e::STACK_OVERFLOW_TTL)],
        rows: ["CF-TTL-007", "CF-TTL-014"],
    }
    TtlPassThrough = "ttl/pass-through" {
        text: "The viewer gets the `Cache-Control` and `Expires` of the origin unchanged, whatever lifetime CloudFront itself uses.",
        level: O,
        evidence: [
            Evidence::thread(e::REPOST_CACHING),
            Evidence::Report("a Stack Overflow answer of 2016 on Cache-Control in error responses"),
        ],
        rows: ["CF-TTL-016"],
    }
    TtlLongest = "ttl/longest" {
        text: "`max-age` counts up to 100 years.",
        level: D,
        evidence: [Evidence::guide(e::EXPIRATION)],
        rows: ["CF-TTL-018"],
    }
    TtlPragma = "ttl/pragma" {
        text: "`Pragma: no-cache` in a response is ignored.",
        level: I,
        evidence: [Evidence::Reading("no page names it")],
        rows: ["CF-TTL-019"],
    }
    TtlAge = "ttl/age" {
        text: "The origin's `Age` does not shorten the lifetime of a success (switch `ttl.origin_age`).",
        level: I,
        evidence: [Evidence::Reading("no page names it")],
        rows: ["CF-TTL-020"],
    }
    TtlMalformed = "ttl/malformed" {
        text: "The first valid directive of a name counts; one whose value is not a whole number counts as absent.",
        level: I,
        evidence: [Evidence::Reading("no page says what happens to others")],
        rows: ["CF-TTL-021"],
    }
    TtlManaged = "ttl/managed" {
        text: "The managed policies have these minimum, default and maximum TTLs: CachingOptimized and CachingOptimizedForUncompressedObjects 1, 86400, 31536000; CachingDisabled 0, 0, 0; UseOriginCacheControlHeaders, also with -QueryStrings, 0, 0, 31536000. The last two are newer than the text of 2023.",
        level: D,
        since: Edition::E2020_09,
        evidence: [Evidence::guide(e::MANAGED_POLICIES)],
        rows: [],
    }

    // ----- store: what is stored, and with what -----

    StoreMethods = "store/methods" {
        text: "Answers to GET and HEAD are stored, and those to OPTIONS if the behaviour caches it, apart from the others.",
        level: D,
        evidence: [Evidence::guide(e::BEHAVIOR_SETTINGS), Evidence::guide(e::STATUS_CODES)],
        rows: ["CF-CACHE-001", "CF-CACHE-002"],
    }
    StoreUnsafe = "store/unsafe" {
        text: "Answers to POST, PUT, PATCH and DELETE are never stored, and such requests are never answered from a cache. A success of one does not remove the stored GET (switch `cache.unsafe_invalidates`).",
        level: D,
        evidence: [
            Evidence::guide(e::BEHAVIOR_SETTINGS),
            Evidence::Reading("removal: no page names it, though HTTP asks for it"),
        ],
        rows: ["CF-CACHE-003", "CF-CACHE-004"],
    }
    StoreSuccess = "store/success" {
        text: "Every status from 200 to 399, except 304, and 307 and 308 without `Cache-Control`, is one class: stored with the lifetime of a success. A redirect is stored and returned, not followed.",
        level: D,
        evidence: [
            Evidence::guide(e::STATUS_3XX),
            Evidence::guide(e::CUSTOM_ORIGIN),
            Evidence::Report("a Stack Overflow answer of 2017 on caching only 200"),
        ],
        rows: ["CF-CACHE-005", "CF-CACHE-006"],
    }
    StoreNotModified = "store/not-modified" {
        text: "A 304 is never stored as an object; it refreshes a stored one or goes on unstored.",
        level: I,
        evidence: [
            Evidence::Reading("the guide has it confirm the copy; by itself it holds nothing to serve"),
        ],
        rows: ["CF-CACHE-007"],
    }
    StoreCut = "store/cut" {
        text: "A body shorter or longer than its `Content-Length`, or a chunked one that is cut, of a GET, is delivered as received and not stored. A body without both, whose connection is dropped, is stored as it came.",
        level: D,
        evidence: [Evidence::guide(e::CUSTOM_ORIGIN)],
        rows: ["CF-CACHE-009", "CF-CACHE-010"],
    }
    StoreHead = "store/head" {
        text: "A HEAD request is answered from the stored GET without a body; if there is none it goes on as HEAD, and its answer serves HEAD requests only (switch `head.on_miss`).",
        level: I,
        evidence: [
            Evidence::Reading("that GET and HEAD share a key is implied; what a HEAD that finds nothing fetches is not said"),
        ],
        rows: ["CF-CACHE-012", "CF-CACHE-013"],
    }
    StoreConditional = "store/conditional" {
        text: "A fresh success with a validator answers a viewer's conditional request with 304 where the validator matches, for GET and HEAD and where no cookies are forwarded; without a validator the condition is ignored. The viewer's conditions never go to the origin.",
        level: I,
        evidence: [
            Evidence::history("db7eb8b", "2022-01"),
            Evidence::Reading("the sentence on objects without a validator left the guide in 2022; no page says the rest"),
        ],
        rows: ["CF-CACHE-014"],
    }
    StoreVary = "store/vary" {
        text: "Viewers see of `Vary` only `Accept-Encoding`, `Cookie`, the names of forwarded headers, and `User-Agent` where a device header is forwarded; other names are removed.",
        level: D,
        evidence: [Evidence::guide_2023(e::CUSTOM_ORIGIN)],
        rows: ["CF-CACHE-016"],
    }
    StoreSetCookie = "store/set-cookie" {
        text: "Where cookies are forwarded, `Set-Cookie` is stored with the object and replayed on every hit (switch `cookie.store`); elsewhere it is removed from the answer.",
        level: D,
        evidence: [Evidence::guide(e::COOKIES)],
        rows: ["CF-CACHE-020", "CF-CACHE-021"],
    }
    StoreSetCookieBlocked = "store/set-cookie-blocked" {
        text: "With `no-cache=\"Set-Cookie\"` and cookies forwarded, `Set-Cookie` reaches the viewer of this answer and is not stored.",
        level: D,
        evidence: [Evidence::guide(e::COOKIES)],
        rows: ["CF-CACHE-022"],
    }
    StoreEviction = "store/eviction" {
        text: "Any cache may drop any copy before it expires; a copy that was dropped cannot be served stale.",
        level: D,
        evidence: [Evidence::guide(e::EXPIRATION), Evidence::guide(e::CUSTOM_ORIGIN)],
        rows: ["CF-CACHE-023"],
    }
    StoreChangedResponse = "store/changed-response" {
        text: "What origin-response returns is what is stored, and its status and headers decide for how long. The origin's body is kept unless the function sets one.",
        level: D,
        evidence: [
            Evidence::guide(e::FLOW),
            Evidence::guide(e::GENERATE),
            Evidence::thread(e::PRERENDER_16),
        ],
        rows: [
            "CF-GEN-011", "LE-BODY-031", "LE-BODY-032", "LE-BODY-033", "LE-BODY-034",
            "LE-HEADERS-088", "LE-HEADERS-089",
        ],
    }

    // ----- error-cache: how long an error is kept -----

    ErrorCacheAlways = "error-cache/always" {
        text: "404, 414, 500, 501, 502, 503 and 504 are stored with or without a lifetime of their own. So is 405 in the texts before 2021-07 (switch `err.405`).",
        level: D,
        evidence: [Evidence::guide(e::STATUS_CODES)],
        rows: ["CF-ERR-001"],
    }
    ErrorCacheConditional = "error-cache/conditional" {
        text: "400, 403, 405, 412 and 415 are stored only with `max-age` or `s-maxage` (for 405, switch `err.405`).",
        level: D,
        evidence: [Evidence::guide(e::STATUS_CODES), Evidence::history("60e828e", "2021-07")],
        rows: ["CF-ERR-002"],
    }
    ErrorCacheRange = "error-cache/range" {
        text: "416 is never stored, even where an error-caching minimum is configured for it.",
        level: D,
        evidence: [Evidence::guide(e::ERROR_EXPIRATION)],
        rows: ["CF-ERR-003"],
    }
    ErrorCacheGone = "error-cache/gone" {
        text: "410 is stored like 404 (switch `err.cache_410`).",
        level: I,
        evidence: [
            Evidence::guide(e::ERROR_EXPIRATION),
            Evidence::Reading("named beside 404 in the sentence on `no-store`, and missing in the list of errors that are stored"),
        ],
        rows: ["CF-ERR-004"],
    }
    ErrorCacheOthers = "error-cache/others" {
        text: "Any other status of 400 or above, such as 401, 402, 406, 409, 418, 429, 451 or 505, is not stored.",
        level: I,
        evidence: [
            Evidence::guide(e::STATUS_CODES),
            Evidence::Reading("the lists of errors that are stored are read as complete"),
        ],
        rows: ["CF-ERR-005"],
    }
    ErrorCacheLifetime = "error-cache/lifetime" {
        text: "An error is kept for the error-caching minimum of its status, or for its own lifetime cut at the maximum TTL if that is longer; the behaviour's minimum and default TTL do not count. Its own lifetime is `s-maxage`, `max-age`, and for the errors that are always stored `Expires`.",
        level: D,
        evidence: [Evidence::guide(e::ERROR_EXPIRATION)],
        rows: ["CF-ERR-006", "CF-ERR-007"],
    }
    ErrorCacheMinimum = "error-cache/minimum" {
        text: "The error-caching minimum is set by status, with or without a page, and is 10 seconds where it is not set (300 in the text of 2018, 60 for some weeks of 2020).",
        level: D,
        evidence: [
            Evidence::guide(e::ERROR_EXPIRATION),
            Evidence::history("709308e", "2020-07"),
            Evidence::history("14858cf", "2020-09"),
        ],
        rows: ["CF-ERR-013", "CF-ERR-014"],
    }
    ErrorCacheNoStore = "error-cache/no-store" {
        text: "`no-store`, `no-cache` and `private` keep a 404, 410, 414 or 501 from being stored; on every other error they are ignored, and the error is kept for the error-caching minimum. Texts before 2026 ignore them on all (switch `err.no_store`).",
        level: D,
        since: Edition::E2020_09,
        evidence: [
            Evidence::guide(e::ERROR_EXPIRATION),
            Evidence::guide(e::EXPIRATION),
            Evidence::guide_2023(e::ERROR_EXPIRATION),
            Evidence::Report("a Stack Overflow answer of 2016 saw them ignored"),
        ],
        rows: ["CF-ERR-008", "CF-ERR-009", "CF-ERR-010"],
    }
    ErrorCacheS3Minimum = "error-cache/s3-minimum" {
        text: "For an S3 origin an error-caching minimum of 0 counts as 1 second.",
        level: D,
        since: Edition::Current,
        evidence: [Evidence::guide(e::ERROR_EXPIRATION)],
        rows: ["CF-ERR-011"],
    }
    ErrorCacheDisabled = "error-cache/disabled" {
        text: "Where all three TTLs are 0, neither errors nor error pages are stored.",
        level: D,
        since: Edition::Current,
        evidence: [Evidence::guide(e::STATUS_CODES)],
        rows: ["CF-ERR-012"],
    }

    // ----- stale: when an expired copy is served -----

    StaleOriginError = "stale/origin-error" {
        text: "When a copy has expired and the origin answers 500 or above, or is dead, the copy is served in place of the error.",
        level: D,
        evidence: [
            Evidence::guide(e::STATUS_CODES),
            Evidence::quoted(e::STACK_OVERFLOW_STALE, "RefreshHit from cloudfront"),
        ],
        rows: ["CF-ERR-020"],
    }
    StaleClientError = "stale/client-error" {
        text: "When a copy has expired and the origin answers from 400 to 499, the viewer gets that error, and the copy goes.",
        level: D,
        evidence: [Evidence::guide(e::STATUS_CODES)],
        rows: ["CF-ERR-021"],
    }
    StaleChangedStatus = "stale/changed-status" {
        text: "A stale copy stands in only for an error that the origin itself gave and whose status origin-response left as it was: an error made by origin-response is served, and an error that it changed to a success counts as a success.",
        level: I,
        evidence: [Evidence::Reading("the guide speaks of what the origin returns")],
        rows: [],
    }
    StaleHold = "stale/hold" {
        text: "After a stale copy stood in for an error, it is served without asking the origin for the error-caching minimum of that error, or until its stale time ends if that is sooner. One measurement saw every request ask and wait (switch `stale.hold`).",
        level: D,
        evidence: [Evidence::guide(e::STATUS_CODES), Evidence::thread(e::CLASSMETHOD_STALE)],
        rows: ["CF-ERR-020", "CF-ERR-029"],
    }
    StaleIfError = "stale/if-error" {
        text: "With `stale-if-error=n` on the stored copy, it stands in for an error until n seconds after it expired; 0 forbids it. Only 0 has a meaning in the texts before (switch `stale.directives`).",
        level: D,
        since: Edition::Current,
        evidence: [Evidence::guide(e::EXPIRATION)],
        rows: ["CF-ERR-022"],
    }
    StaleBound = "stale/bound" {
        text: "Without `stale-if-error` a copy stands in for an error until the maximum TTL after it was received or last validated (switch `stale.default_limit`); that also ends every time that a directive gives (switch `stale.bound`).",
        level: D,
        since: Edition::Current,
        evidence: [Evidence::guide(e::STATUS_CODES), Evidence::guide(e::EXPIRATION)],
        rows: ["CF-ERR-023"],
    }
    StaleBlocked = "stale/blocked" {
        text: "A copy with `no-store` or `private` stands in for a dead origin if the minimum or the maximum TTL is above 0 (switch `store.blocked`), unless `stale-if-error=0` forbids it; one with `no-cache` stands in like any other, if it is kept (switch `ttl.no_cache`).",
        level: D,
        since: Edition::E2023_05,
        evidence: [Evidence::guide(e::EXPIRATION), Evidence::guide_2023(e::EXPIRATION)],
        rows: ["CF-ERR-024"],
    }
    StaleBeforePage = "stale/before-page" {
        text: "Where a stale copy and a custom error page could both take an error's place, the copy does; the page does when there is no usable copy.",
        level: D,
        since: Edition::Current,
        evidence: [Evidence::guide(e::EXPIRATION)],
        rows: ["CF-ERR-025"],
    }
    StaleWhileRevalidate = "stale/while-revalidate" {
        text: "With `stale-while-revalidate=n` on the stored copy, requests within n seconds after it expired get it at once, and one refresh goes to the origin in the background; the maximum TTL bounds this (switches `stale.directives`, `stale.bound`).",
        level: D,
        since: Edition::Current,
        evidence: [Evidence::guide(e::EXPIRATION)],
        rows: ["CF-ERR-026"],
    }
    StaleWithoutValue = "stale/without-value" {
        text: "`stale-while-revalidate` and `stale-if-error` without a valid number have no effect.",
        level: O,
        evidence: [
            Evidence::thread(e::OPENNEXT_58),
            Evidence::Reading("`stale-if-error`: seen for the other directive only"),
        ],
        rows: ["CF-ERR-027"],
    }
    StaleIndependent = "stale/independent" {
        text: "The two stale directives do not bear on each other; when the refresh in the background fails, `stale-if-error` decides about later requests.",
        level: D,
        since: Edition::Current,
        evidence: [Evidence::guide(e::EXPIRATION)],
        rows: ["CF-ERR-028"],
    }
    StaleFault = "stale/fault" {
        text: "A stale copy does not stand in for a function's failure (switch `stale.on_lambda_fault`).",
        level: I,
        evidence: [Evidence::Reading("the guide speaks of what the origin returns")],
        rows: [],
    }
    StaleGenerated = "stale/generated" {
        text: "A stale copy does not stand in for an error of 500 or above that origin-request generated (switch `stale.on_generated_5xx`).",
        level: I,
        evidence: [Evidence::Reading("the guide speaks of what the origin returns")],
        rows: [],
    }

    // ----- error-page: what takes an error's place -----

    ErrorPageFetch = "error-page/fetch" {
        text: "For an answer of 400, 403, 404, 405, 414, 416 or 500 to 504 whose status has a custom error page, the page's path picks the first behaviour that fits, and the page is fetched from that behaviour's origin.",
        level: D,
        evidence: [Evidence::guide(e::STATUS_CODES), Evidence::guide(e::ERROR_PAGES)],
        rows: ["CF-ERR-030"],
    }
    ErrorPageImpossible = "error-page/impossible" {
        text: "412 and 415 can have no custom error page.",
        level: D,
        evidence: [Evidence::guide(e::STATUS_CODES)],
        rows: ["CF-ERR-031"],
    }
    ErrorPageFails = "error-page/fails" {
        text: "When fetching the page fails, the viewer gets the status that the page's origin gave, not that of the first error.",
        level: D,
        evidence: [Evidence::guide(e::ERROR_RESPONSES)],
        rows: ["CF-ERR-032"],
    }
    ErrorPageStatus = "error-page/status" {
        text: "A page is delivered with the status that the error response sets, one of 200, 400, 403, 404, 405, 414, 416 and 500 to 504, or with the error's own; X-Cache and log say `Error` either way.",
        level: D,
        evidence: [
            Evidence::guide(e::ERROR_RESPONSE_CODE),
            Evidence::Report("a public test shows 200 with `X-Cache: Error from cloudfront`"),
        ],
        rows: ["CF-ERR-033", "CF-ERR-034"],
    }
    ErrorPageLifetime = "error-page/lifetime" {
        text: "The page stands for the failing object as long as that error is kept; the page itself is an object of its own behaviour, with that behaviour's lifetime (switch `cer.page_ttl`). The second half is new in 2026.",
        level: D,
        evidence: [Evidence::guide(e::STATUS_CODES)],
        rows: ["CF-ERR-035"],
    }
    ErrorPageSources = "error-page/sources" {
        text: "A custom error page takes the place of errors from the origin, from origin-request and viewer-request, and of a function's failure (switch `cer.applies_to`). The guide speaks of the origin alone.",
        level: O,
        evidence: [
            Evidence::guide(e::STATUS_CODES),
            Evidence::thread(e::AUTH_AT_EDGE_25),
            Evidence::thread(e::SERVERLESS_ADAPTER_101),
            Evidence::thread(e::COGNITO_AT_EDGE_86),
            Evidence::thread(e::REPOST_503),
        ],
        rows: ["CF-ERR-037"],
    }
    ErrorPageFunctions = "error-page/functions" {
        text: "When CloudFront fetches a custom error page, viewer-request does not run for that fetch; origin-request and origin-response of the page's behaviour do, and what viewer-request had changed in the first request is not there.",
        level: D,
        since: Edition::Current,
        evidence: [Evidence::guide(e::TRIGGERS), Evidence::thread(e::PREVIEW_DOMAINS_1)],
        rows: ["CF-PIPE-011", "CF-PIPE-012", "LE-TRIGGER-001", "LE-TRIGGER-010"],
    }

    // ----- revalidate: when the origin confirms a copy -----

    RevalidateConditional = "revalidate/conditional" {
        text: "When an expired success has `ETag` or `Last-Modified`, the request to the origin carries them in `If-None-Match` and `If-Modified-Since`. The guide names `If-Match` as well; it is not used here.",
        level: D,
        evidence: [Evidence::guide(e::CUSTOM_ORIGIN), Evidence::guide_2023(e::CUSTOM_ORIGIN)],
        rows: ["CF-REV-001"],
    }
    RevalidateReadOnly = "revalidate/read-only" {
        text: "Origin-request sees CloudFront's own validators and may not change them: the viewer gets 502.",
        level: D,
        evidence: [Evidence::guide(e::RESTRICTIONS)],
        rows: ["CF-REV-002"],
    }
    RevalidateNotModified = "revalidate/not-modified" {
        text: "A 304 renews the copy: it is served, and its lifetime is computed anew from the headers of the 304 over the stored ones.",
        level: D,
        evidence: [Evidence::guide(e::LOGS), Evidence::Reading("computed anew: as HTTP has it")],
        rows: ["CF-REV-003"],
    }
    RevalidateReplaced = "revalidate/replaced" {
        text: "A success with another status than 304 replaces the expired copy and counts as a miss.",
        level: D,
        evidence: [Evidence::guide(e::LOGS)],
        rows: ["CF-REV-004"],
    }
    RevalidateValidator = "revalidate/validator" {
        text: "A validator that a 304 leaves out stays with the copy (switch `reval.headers`). A thread saw `Last-Modified` vanish.",
        level: I,
        evidence: [
            Evidence::thread(e::GRAPHQL_YOGA_4491),
            Evidence::Reading("HTTP keeps it; one deployment is not enough to read it the other way"),
        ],
        rows: ["CF-REV-005"],
    }
    RevalidateZero = "revalidate/zero" {
        text: "A response with lifetime 0, be it by `max-age=0`, `no-cache` or a default TTL of 0, is stored and validated for every request.",
        level: I,
        evidence: [
            Evidence::thread(e::STACK_OVERFLOW_STALE),
            Evidence::Reading("a request that finds an expired copy validates it, however short its lifetime was"),
        ],
        rows: ["CF-REV-006"],
    }
    RevalidateCookies = "revalidate/cookies" {
        text: "Where cookies are forwarded, CloudFront sends the origin no conditional requests and answers none of a viewer's from a copy.",
        level: D,
        evidence: [Evidence::guide(e::COOKIES), Evidence::guide(e::CUSTOM_ORIGIN)],
        rows: ["CF-REV-007", "CF-CACHE-015"],
    }
    RevalidateVaryStar = "revalidate/vary-star" {
        text: "With `Vary: *` and a minimum TTL of 0 every request goes to the origin without validators.",
        level: D,
        evidence: [Evidence::guide(e::CUSTOM_ORIGIN)],
        rows: ["CF-REV-008"],
    }

    // ----- layer: points of presence, regional caches, shield -----

    LayerOrder = "layer/order" {
        text: "GET and HEAD with caching on ask the point of presence, then its regional cache, then Origin Shield if there is one, then the origin.",
        level: D,
        evidence: [Evidence::guide(e::HOW), Evidence::guide(e::SHIELD)],
        rows: ["CF-LAYER-001"],
    }
    LayerStore = "layer/store" {
        text: "An answer is stored in every cache that it comes back through.",
        level: D,
        evidence: [Evidence::guide(e::HOW)],
        rows: ["CF-LAYER-002"],
    }
    LayerMethods = "layer/methods" {
        text: "PUT, POST, PATCH, DELETE and OPTIONS go from the point of presence to the origin, and so does every request where caching is disabled. For OPTIONS that is cached, switch `layer.options`.",
        level: D,
        evidence: [Evidence::guide(e::HOW), Evidence::guide(e::SHIELD)],
        rows: ["CF-LAYER-003", "CF-LAYER-004"],
    }
    LayerS3Region = "layer/s3-region" {
        text: "An S3 origin in the Region of the regional cache is asked by the point of presence itself.",
        level: D,
        evidence: [Evidence::guide(e::HOW)],
        rows: ["CF-LAYER-005"],
    }
    LayerRegionalHit = "layer/regional-hit" {
        text: "A copy found in the regional cache is a hit, and the point of presence stores it.",
        level: D,
        since: Edition::E2023_05,
        evidence: [Evidence::guide(e::HEADERS_POLICY)],
        rows: ["CF-LAYER-006"],
    }
    LayerShield = "layer/shield" {
        text: "A copy found fresh in Origin Shield has `OriginShieldHit` as detailed type in the log, and X-Cache says `Hit`.",
        level: D,
        since: Edition::E2023_05,
        evidence: [Evidence::guide(e::SHIELD)],
        rows: ["CF-LAYER-007"],
    }
    LayerOnce = "layer/once" {
        text: "Functions at the origin stages run where the last cache before the origin is, those at the viewer stages at the point of presence: several points of presence behind one regional cache that miss the same object cause one call, not one each.",
        level: I,
        evidence: [
            Evidence::guide(e::SHIELD),
            Evidence::Reading("the page says it for Origin Shield; the rest follows from the order of the caches"),
        ],
        rows: ["CF-LAYER-008", "CF-PIPE-038"],
    }
    LayerExpiry = "layer/expiry" {
        text: "A copy that is taken from the next cache expires when that cache's copy does (switch `layer.expiry`).",
        level: I,
        evidence: [
            Evidence::Reading("no page speaks of it; otherwise an object could live for its lifetime once a cache"),
        ],
        rows: ["CF-LAYER-009"],
    }

    // ----- collapse: simultaneous requests -----

    CollapseFollowers = "collapse/followers" {
        text: "Requests with one key and method that arrive while the object is being fetched wait for that fetch and get its answer: the first is a miss, the others are hits. Requests with different keys never wait for each other.",
        level: D,
        since: Edition::E2023_05,
        evidence: [Evidence::guide(e::CUSTOM_ORIGIN)],
        rows: ["CF-COL-001", "CF-COL-002"],
    }
    CollapseCookies = "collapse/cookies" {
        text: "Where cookies are forwarded, by the cache policy or by the origin request policy, no request waits for another.",
        level: D,
        since: Edition::Current,
        evidence: [Evidence::guide(e::CUSTOM_ORIGIN)],
        rows: ["CF-COL-003"],
    }
    CollapseDisabled = "collapse/disabled" {
        text: "Where caching is disabled, no request waits for another.",
        level: D,
        since: Edition::E2023_05,
        evidence: [Evidence::guide(e::CUSTOM_ORIGIN)],
        rows: ["CF-COL-004"],
    }
    CollapsePrivate = "collapse/private" {
        text: "With a minimum TTL of 0, requests that waited for an answer with `private`, `no-store`, `no-cache`, `max-age=0` or `s-maxage=0` go on, each on its own; with a minimum above 0 they share it (switch `collapse.private`).",
        level: D,
        since: Edition::E2023_05,
        evidence: [
            Evidence::guide(e::CUSTOM_ORIGIN),
            Evidence::Reading("sharing: the guide calls it the exception to `no-cache` and prevents it by a minimum of 0"),
        ],
        rows: ["CF-COL-005", "CF-COL-006"],
    }
    CollapseFunctions = "collapse/functions" {
        text: "The viewer stages run once for each of the requests that share a fetch, the origin stages once for the fetch.",
        level: I,
        evidence: [Evidence::Reading("follows from where the functions stand in the order")],
        rows: ["CF-COL-007"],
    }

    // ----- invalidate: removal on demand -----

    InvalidateRemoves = "invalidate/removes" {
        text: "An invalidation removes the copies whose path matches from the points of presence and the regional caches; the next request goes to the origin.",
        level: D,
        evidence: [Evidence::guide(e::HOW)],
        rows: ["CF-INV-001"],
    }
    InvalidatePattern = "invalidate/pattern" {
        text: "A path matches exactly, case included; a `*` at its end stands for any rest, and elsewhere for itself.",
        level: D,
        evidence: [Evidence::guide(e::INVALIDATION_PATHS)],
        rows: ["CF-INV-002"],
    }
    InvalidateVariants = "invalidate/variants" {
        text: "All copies of a path that differ by headers or cookies are removed together.",
        level: D,
        evidence: [Evidence::guide(e::INVALIDATION_PATHS)],
        rows: ["CF-INV-003"],
    }
    InvalidateQuery = "invalidate/query" {
        text: "Where query strings are in the key, a path names its query string or ends in `*`; the parameters of signed URLs do not belong to it.",
        level: D,
        evidence: [Evidence::guide(e::INVALIDATION_PATHS)],
        rows: ["CF-INV-004"],
    }
    InvalidateRewritten = "invalidate/rewritten" {
        text: "Where viewer-request rewrites the URI, the rewritten path removes the copy; the guide recommends to invalidate both paths (switch `inval.match`).",
        level: D,
        evidence: [
            Evidence::guide(e::INVALIDATION),
            Evidence::guide_2023(e::INVALIDATION),
            Evidence::Reading("the key has the rewritten path only"),
        ],
        rows: ["CF-INV-005"],
    }
    InvalidateError = "invalidate/error" {
        text: "A stored error is removed by the path of the object that was asked for.",
        level: D,
        evidence: [Evidence::guide(e::ERROR_EXPIRATION)],
        rows: ["CF-INV-006", "CF-ERR-038"],
    }
    InvalidateFunctionChange = "invalidate/function-change" {
        text: "A change of a function removes nothing: what the old one caused to be stored stays until it expires or is invalidated.",
        level: I,
        evidence: [
            Evidence::thread("https://github.com/mdn/yari/pull/2799"),
            Evidence::Reading("no page says that a change of the configuration removes copies"),
        ],
        rows: ["CF-INV-008"],
    }

    // ----- failover: origin groups -----

    FailoverPrimaryFirst = "failover/primary-first" {
        text: "On a hit no origin of the group is asked; otherwise the first is asked first, always, even if earlier requests failed over.",
        level: D,
        since: Edition::E2020_09,
        evidence: [Evidence::guide(e::FAILOVER)],
        rows: ["CF-FO-001", "CF-FO-002"],
    }
    FailoverCodes = "failover/codes" {
        text: "When the first origin answers with a status that the group lists, of 400, 403, 404, 416, 429, 500, 502, 503 and 504, the same request goes to the second (429 since 2026).",
        level: D,
        since: Edition::E2020_09,
        evidence: [Evidence::guide(e::FAILOVER)],
        rows: ["CF-FO-003"],
    }
    FailoverTransport = "failover/transport" {
        text: "When the first origin cannot be reached or times out, the request fails over if 503 (no connection, no name) or 504 (no answer in time) is in the list, by the text of 2026; by that of 2023 always (switch `fo.transport`).",
        level: D,
        since: Edition::E2020_09,
        evidence: [Evidence::guide(e::FAILOVER), Evidence::guide_2023(e::FAILOVER)],
        rows: ["CF-FO-004"],
    }
    FailoverMethods = "failover/methods" {
        text: "Only GET and HEAD fail over, and OPTIONS if it is cached.",
        level: D,
        since: Edition::E2020_09,
        evidence: [Evidence::guide(e::FAILOVER)],
        rows: ["CF-FO-005"],
    }
    FailoverOriginRequest = "failover/origin-request" {
        text: "Origin-request runs for the second origin too, so up to twice for one request.",
        level: D,
        since: Edition::E2020_09,
        evidence: [Evidence::guide(e::FAILOVER), Evidence::guide(e::GENERATE)],
        rows: ["CF-FO-006", "LE-TRIGGER-009"],
    }
    FailoverOriginResponse = "failover/origin-response" {
        text: "The status before origin-response decides on failover (switch `fo.decide_on`). Origin-response runs for the answer that makes the request fail over, and what it returns is dropped (switch `fo.ors_on_primary`).",
        level: I,
        evidence: [
            Evidence::guide(e::FAILOVER),
            Evidence::Reading("only the caption of a figure names origin-response"),
        ],
        rows: ["CF-FO-007"],
    }
    FailoverStored = "failover/stored" {
        text: "The second origin's answer is stored like any other under the unchanged key; while it is fresh, the first origin is not tried.",
        level: I,
        evidence: [Evidence::Reading("follows from the rules on keys and hits")],
        rows: ["CF-FO-008"],
    }
    FailoverGenerated = "failover/generated" {
        text: "A response that origin-request generated does not fail over, whatever its status (switch `fo.on_generated`).",
        level: I,
        evidence: [Evidence::Reading("failover is described for what an origin answers")],
        rows: ["CF-FO-009"],
    }
    FailoverErrors = "failover/errors" {
        text: "An error that does not fail over, and any error of the second origin, goes on to the rules on errors and custom error pages.",
        level: D,
        since: Edition::E2020_09,
        evidence: [Evidence::guide(e::FAILOVER)],
        rows: ["CF-FO-010"],
    }

    // ----- label: what X-Cache, Age and the log say -----

    LabelHit = "label/hit" {
        text: "A fresh copy from any cache, and the answer shared with a request that waited for it, is a `Hit`. So is a copy served while it is refreshed in the background (switch `xcache.swr`), and one that is held after an error.",
        level: D,
        evidence: [
            Evidence::guide(e::LOGS),
            Evidence::thread(e::REPOST_CACHING),
            Evidence::Reading("a copy that is refreshed in the background: no page labels it"),
        ],
        rows: ["CF-OBS-001"],
    }
    LabelMiss = "label/miss" {
        text: "An answer that was fetched is a `Miss`, also when it replaced an expired copy.",
        level: D,
        evidence: [Evidence::guide(e::LOGS)],
        rows: ["CF-OBS-002"],
    }
    LabelRefresh = "label/refresh" {
        text: "An expired copy that the origin confirmed, or that is served because the origin failed just now, is a `RefreshHit`.",
        level: D,
        evidence: [
            Evidence::guide(e::LOGS),
            Evidence::quoted(e::STACK_OVERFLOW_STALE, "RefreshHit from cloudfront"),
        ],
        rows: ["CF-OBS-003"],
    }
    LabelError = "label/error" {
        text: "An answer of 400 or above, and a custom error page of whatever status, is an `Error`. A function's failure just now and what viewer-request generated have texts of their own.",
        level: D,
        evidence: [
            Evidence::guide(e::LOGS),
            Evidence::Report("a public test shows 200 with `X-Cache: Error from cloudfront`"),
        ],
        rows: ["CF-OBS-004"],
    }
    LabelGenerated = "label/generated" {
        text: "A response that viewer-request generated is a `LambdaGeneratedResponse`. One that origin-request generated is a `Miss` (switch `xcache.orq_generated`), for a success with `MissGeneratedResponse` as detailed type in the log, and later, from the cache, a `Hit`.",
        level: O,
        evidence: [
            Evidence::guide(e::LOGS),
            Evidence::Report("public test texts and a log parser show `LambdaGeneratedResponse`; the guide does not list it"),
            Evidence::Report("an AWS blog on geographic restriction, 2025, shows `MissGeneratedResponse`"),
            Evidence::Reading("X-Cache for origin-request: the header is not described"),
        ],
        rows: ["CF-GEN-015", "CF-OBS-005", "CF-OBS-006", "CF-OBS-007", "LE-ERROR-017"],
    }
    LabelFault = "label/fault" {
        text: "A function's failure is a `LambdaValidationError` (502), a `LambdaExecutionError` or a `LambdaLimitExceeded` (503), in X-Cache and in the log. Only the second is still on the guide's list.",
        level: D,
        evidence: [
            Evidence::history("b0a6b71", "2018-10-09"),
            Evidence::guide(e::LOGS),
            Evidence::thread(e::SERVERLESS_NEXT_590),
        ],
        rows: ["CF-OBS-008", "LE-ERROR-002", "LE-ERROR-004", "LE-ERROR-006", "LE-ERROR-016"],
    }
    LabelRedirect = "label/redirect" {
        text: "A redirect to HTTPS is a `Redirect`.",
        level: D,
        evidence: [Evidence::guide(e::LOGS)],
        rows: ["CF-OBS-010"],
    }
    LabelAge = "label/age" {
        text: "`Age` stands on answers from a copy that was not fetched or validated just now, and is the seconds since it was; misses and what viewer-request generates have none. Viewer-response sees it.",
        level: O,
        evidence: [
            Evidence::thread(e::REPOST_CACHING),
            Evidence::guide(e::EVENT),
            Evidence::Reading("seconds since the last validation, and its absence elsewhere"),
        ],
        rows: ["CF-OBS-011", "LE-EVENT-022"],
    }
}
