//! The table of pipeline rules: which function runs, what is cached, for how long.
//!
//! `text` is what happens. The order is that in which a reader would want to learn them.

use super::evidence::Evidence;
use super::macros::pipeline_rules;
use super::{Level, PipelineRule};
use crate::profile::Edition;

const D: Level = Level::Documented;
const O: Level = Level::Observed;
const I: Level = Level::Inferred;

pipeline_rules! {
    // ----- flow -----

    FlowOrder = "flow/order" {
        text: "The stages of a request come in one order, each waits for the one before it, and a stage without a function changes nothing.",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-001", "CF-PIPE-002", "CF-PIPE-003", "CF-PIPE-004"],
    }
    FlowViewerRequest = "flow/viewer-request" {
        text: "A function at viewer-request runs once for every accepted request, before any cache is asked.",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-010"],
    }
    FlowRedirectToHttps = "flow/redirect-to-https" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-005"],
    }
    FlowHttpsOnly = "flow/https-only" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-005"],
    }
    FlowMethod = "flow/method" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-006"],
    }
    FlowGetBody = "flow/get-body" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-007"],
    }
    FlowBlocked = "flow/blocked" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-008", "CF-PIPE-009"],
    }
    FlowRequestReplaced = "flow/request-replaced" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-013"],
    }
    FlowBehaviorStays = "flow/behavior-stays" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-014"],
    }
    FlowCloudfrontHeaders = "flow/cloudfront-headers" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-015"],
    }
    FlowDnsFirst = "flow/dns-first" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-016"],
    }
    FlowDnsAgain = "flow/dns-again" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-017"],
    }
    FlowFresh = "flow/fresh" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-018"],
    }
    FlowExpired = "flow/expired" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-019"],
    }
    FlowOriginError = "flow/origin-error" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-020"],
    }
    FlowOriginDead = "flow/origin-dead" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-021"],
    }
    FlowGenerated = "flow/generated" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-022"],
    }
    FlowViewerGenerated = "flow/viewer-generated" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-023"],
    }
    FlowViewerResponse = "flow/viewer-response" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-024", "CF-PIPE-027"],
    }
    FlowViewerResponseError = "flow/viewer-response-error" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-025"],
    }
    FlowViewerResponsePage = "flow/viewer-response-page" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-026"],
    }
    FlowViewerResponseGenerated = "flow/viewer-response-generated" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-028"],
    }
    FlowViewerResponseFinal = "flow/viewer-response-final" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-029"],
    }
    FlowViewerResponseEdits = "flow/viewer-response-edits" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-030", "CF-GEN-013"],
    }
    FlowViewerResponseStale = "flow/viewer-response-stale" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: [],
    }
    FlowFaultValidation = "flow/fault-validation" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-031"],
    }
    FlowFaultExecution = "flow/fault-execution" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-032"],
    }
    FlowFaultLimit = "flow/fault-limit" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-033"],
    }
    FlowFaultNotStored = "flow/fault-not-stored" {
        text: ".",
        level: O,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-034", "CF-ERR-015"],
    }
    FlowFaultAfterStore = "flow/fault-after-store" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-035"],
    }
    FlowRootObject = "flow/root-object" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: [],
    }
    // ----- generated -----

    GeneratedViewerRequest = "generated/viewer-request" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-GEN-001", "CF-ERR-016"],
    }
    GeneratedStored = "generated/stored" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-GEN-002", "CF-GEN-003"],
    }
    GeneratedLifetime = "generated/lifetime" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-GEN-004", "CF-GEN-005"],
    }
    GeneratedBlocked = "generated/blocked" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-GEN-006"],
    }
    GeneratedError = "generated/error" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-GEN-007"],
    }
    GeneratedMethod = "generated/method" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-GEN-008"],
    }
    GeneratedDisabled = "generated/disabled" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-GEN-009"],
    }
    GeneratedSetCookie = "generated/set-cookie" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-GEN-010"],
    }
    // ----- key -----

    KeyPath = "key/path" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-001"],
    }
    KeyHost = "key/host" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-002"],
    }
    KeyMethod = "key/method" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-003"],
    }
    KeyScheme = "key/scheme" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-004"],
    }
    KeyHeaders = "key/headers" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-005", "CF-KEY-006", "CF-KEY-007", "CF-KEY-008"],
    }
    KeyCookies = "key/cookies" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-009", "CF-KEY-010"],
    }
    KeyQuery = "key/query" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-011"],
    }
    KeyLiteralStar = "key/literal-star" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-012"],
    }
    KeyForwarded = "key/forwarded" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-013"],
    }
    KeyAcceptEncoding = "key/accept-encoding" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-014", "CF-KEY-015", "CF-KEY-016", "CF-CACHE-025"],
    }
    KeyIdentity = "key/identity" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-017"],
    }
    KeyViewerRequest = "key/viewer-request" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-018", "CF-KEY-019"],
    }
    KeyOriginRequest = "key/origin-request" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-020", "CF-KEY-021", "CF-GEN-012"],
    }
    KeyImpossible = "key/impossible" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-022", "CF-KEY-023"],
    }
    KeyVary = "key/vary" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-024"],
    }
    KeyRequestDirectives = "key/request-directives" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-025"],
    }
    KeySignedUrl = "key/signed-url" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-026"],
    }
    KeyAllHeaders = "key/all-headers" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-027"],
    }
    KeyRawPath = "key/raw-path" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-KEY-028"],
    }
    KeyBehavior = "key/behavior" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: [],
    }
    // ----- ttl -----

    TtlDisabled = "ttl/disabled" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-TTL-013"],
    }
    TtlRedirects = "ttl/redirects" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-TTL-012"],
    }
    TtlBlocked = "ttl/blocked" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-TTL-008", "CF-TTL-009"],
    }
    TtlNoCache = "ttl/no-cache" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: [],
    }
    TtlNoStore = "ttl/no-store" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: [],
    }
    TtlQualifiedNoCache = "ttl/qualified-no-cache" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-TTL-010"],
    }
    TtlVaryStar = "ttl/vary-star" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-TTL-011"],
    }
    TtlMaxAge = "ttl/max-age" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-TTL-001", "CF-TTL-015"],
    }
    TtlSMaxage = "ttl/s-maxage" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-TTL-002", "CF-TTL-003"],
    }
    TtlExpires = "ttl/expires" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-TTL-004", "CF-TTL-005", "CF-TTL-006"],
    }
    TtlDefault = "ttl/default" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-TTL-007", "CF-TTL-014", "CF-TTL-017"],
    }
    TtlPassThrough = "ttl/pass-through" {
        text: ".",
        level: O,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-TTL-016"],
    }
    TtlLongest = "ttl/longest" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-TTL-018"],
    }
    TtlPragma = "ttl/pragma" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-TTL-019"],
    }
    TtlAge = "ttl/age" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-TTL-020"],
    }
    TtlMalformed = "ttl/malformed" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-TTL-021"],
    }
    TtlManaged = "ttl/managed" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: [],
    }
    // ----- store -----

    StoreMethods = "store/methods" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-CACHE-001", "CF-CACHE-002"],
    }
    StoreUnsafe = "store/unsafe" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-CACHE-003", "CF-CACHE-004"],
    }
    StoreSuccess = "store/success" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-CACHE-005", "CF-CACHE-006"],
    }
    StoreNotModified = "store/not-modified" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-CACHE-007"],
    }
    StoreCut = "store/cut" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-CACHE-009", "CF-CACHE-010"],
    }
    StoreHead = "store/head" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-CACHE-012", "CF-CACHE-013"],
    }
    StoreConditional = "store/conditional" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-CACHE-014"],
    }
    StoreVary = "store/vary" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-CACHE-016"],
    }
    StoreSetCookie = "store/set-cookie" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-CACHE-020", "CF-CACHE-021"],
    }
    StoreSetCookieBlocked = "store/set-cookie-blocked" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-CACHE-022"],
    }
    StoreEviction = "store/eviction" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-CACHE-023"],
    }
    StoreChangedResponse = "store/changed-response" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-GEN-011"],
    }
    // ----- error-cache -----

    ErrorCacheAlways = "error-cache/always" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-001"],
    }
    ErrorCacheConditional = "error-cache/conditional" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-002"],
    }
    ErrorCacheRange = "error-cache/range" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-003"],
    }
    ErrorCacheGone = "error-cache/gone" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-004"],
    }
    ErrorCacheOthers = "error-cache/others" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-005"],
    }
    ErrorCacheLifetime = "error-cache/lifetime" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-006", "CF-ERR-007"],
    }
    ErrorCacheMinimum = "error-cache/minimum" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-013", "CF-ERR-014"],
    }
    ErrorCacheNoStore = "error-cache/no-store" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-008", "CF-ERR-009", "CF-ERR-010"],
    }
    ErrorCacheS3Minimum = "error-cache/s3-minimum" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-011"],
    }
    ErrorCacheDisabled = "error-cache/disabled" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-012"],
    }
    // ----- stale -----

    StaleOriginError = "stale/origin-error" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-020"],
    }
    StaleClientError = "stale/client-error" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-021"],
    }
    StaleChangedStatus = "stale/changed-status" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: [],
    }
    StaleHold = "stale/hold" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-029"],
    }
    StaleIfError = "stale/if-error" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-022"],
    }
    StaleBound = "stale/bound" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-023"],
    }
    StaleBlocked = "stale/blocked" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-024"],
    }
    StaleBeforePage = "stale/before-page" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-025"],
    }
    StaleWhileRevalidate = "stale/while-revalidate" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-026"],
    }
    StaleWithoutValue = "stale/without-value" {
        text: ".",
        level: O,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-027"],
    }
    StaleIndependent = "stale/independent" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-028"],
    }
    StaleFault = "stale/fault" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: [],
    }
    StaleGenerated = "stale/generated" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: [],
    }
    // ----- error-page -----

    ErrorPageFetch = "error-page/fetch" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-030"],
    }
    ErrorPageImpossible = "error-page/impossible" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-031"],
    }
    ErrorPageFails = "error-page/fails" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-032"],
    }
    ErrorPageStatus = "error-page/status" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-033", "CF-ERR-034"],
    }
    ErrorPageLifetime = "error-page/lifetime" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-035"],
    }
    ErrorPageSources = "error-page/sources" {
        text: ".",
        level: O,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-ERR-037"],
    }
    ErrorPageFunctions = "error-page/functions" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-PIPE-011", "CF-PIPE-012"],
    }
    // ----- revalidate -----

    RevalidateConditional = "revalidate/conditional" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-REV-001"],
    }
    RevalidateReadOnly = "revalidate/read-only" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-REV-002"],
    }
    RevalidateNotModified = "revalidate/not-modified" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-REV-003"],
    }
    RevalidateReplaced = "revalidate/replaced" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-REV-004"],
    }
    RevalidateValidator = "revalidate/validator" {
        text: ".",
        level: O,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-REV-005"],
    }
    RevalidateZero = "revalidate/zero" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-REV-006"],
    }
    RevalidateCookies = "revalidate/cookies" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-REV-007", "CF-CACHE-015"],
    }
    RevalidateVaryStar = "revalidate/vary-star" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-REV-008"],
    }
    // ----- layer -----

    LayerOrder = "layer/order" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-LAYER-001"],
    }
    LayerStore = "layer/store" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-LAYER-002"],
    }
    LayerMethods = "layer/methods" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-LAYER-003", "CF-LAYER-004"],
    }
    LayerS3Region = "layer/s3-region" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-LAYER-005"],
    }
    LayerRegionalHit = "layer/regional-hit" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-LAYER-006"],
    }
    LayerShield = "layer/shield" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-LAYER-007"],
    }
    LayerOnce = "layer/once" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-LAYER-008", "CF-PIPE-038"],
    }
    LayerExpiry = "layer/expiry" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-LAYER-009"],
    }
    // ----- collapse -----

    CollapseFollowers = "collapse/followers" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-COL-001", "CF-COL-002"],
    }
    CollapseCookies = "collapse/cookies" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-COL-003"],
    }
    CollapseDisabled = "collapse/disabled" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-COL-004"],
    }
    CollapsePrivate = "collapse/private" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-COL-005", "CF-COL-006"],
    }
    CollapseFunctions = "collapse/functions" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-COL-007"],
    }
    // ----- invalidate -----

    InvalidateRemoves = "invalidate/removes" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-INV-001"],
    }
    InvalidatePattern = "invalidate/pattern" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-INV-002"],
    }
    InvalidateVariants = "invalidate/variants" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-INV-003"],
    }
    InvalidateQuery = "invalidate/query" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-INV-004"],
    }
    InvalidateRewritten = "invalidate/rewritten" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-INV-005"],
    }
    InvalidateError = "invalidate/error" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-INV-006", "CF-ERR-038"],
    }
    InvalidateFunctionChange = "invalidate/function-change" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-INV-008"],
    }
    // ----- failover -----

    FailoverPrimaryFirst = "failover/primary-first" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-FO-001", "CF-FO-002"],
    }
    FailoverCodes = "failover/codes" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-FO-003"],
    }
    FailoverTransport = "failover/transport" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-FO-004"],
    }
    FailoverMethods = "failover/methods" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-FO-005"],
    }
    FailoverOriginRequest = "failover/origin-request" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-FO-006"],
    }
    FailoverOriginResponse = "failover/origin-response" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-FO-007"],
    }
    FailoverStored = "failover/stored" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-FO-008"],
    }
    FailoverGenerated = "failover/generated" {
        text: ".",
        level: I,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-FO-009"],
    }
    FailoverErrors = "failover/errors" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-FO-010"],
    }
    // ----- label -----

    LabelHit = "label/hit" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-OBS-001"],
    }
    LabelMiss = "label/miss" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-OBS-002"],
    }
    LabelRefresh = "label/refresh" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-OBS-003"],
    }
    LabelError = "label/error" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-OBS-004"],
    }
    LabelGenerated = "label/generated" {
        text: ".",
        level: O,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-GEN-015", "CF-OBS-005", "CF-OBS-006", "CF-OBS-007"],
    }
    LabelFault = "label/fault" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-OBS-008"],
    }
    LabelRedirect = "label/redirect" {
        text: ".",
        level: D,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-OBS-010"],
    }
    LabelAge = "label/age" {
        text: ".",
        level: O,
        evidence: [Evidence::Reading("to be filled in")],
        rows: ["CF-OBS-011"],
    }
}
