//! Flaws of the model: what can go wrong between a request and its answer.
//!
//! Most are what an emulator got wrong, or what a reader of the guide takes for granted from HTTP.

use edgecase_core::PipelineRuleId;

super::flaws! {
    /// A seeded bug of the model.
    PipelineFlaw of PipelineRuleId {
        // flow: which function runs
        RedirectAfterViewerRequest "redirect-after-viewer-request" FlowRedirectToHttps: "Calls viewer-request before it redirects to HTTPS.";
        PostRedirectedBy301 "post-redirected-by-301" FlowRedirectToHttps: "Redirects every method to HTTPS by 301.";
        MethodAfterViewerRequest "method-after-viewer-request" FlowMethod: "Calls viewer-request before it refuses a method.";
        GetBodyPasses "get-body-passes" FlowGetBody: "Lets a GET request with a body pass.";
        BehaviorChosenAgain "behavior-chosen-again" FlowBehaviorStays: "Chooses the behaviour anew by the path that viewer-request left.";
        CloudfrontHeadersAfterKey "cloudfront-headers-after-key" FlowCloudfrontHeaders: "Adds the headers of its own after the key is made.";
        ViewersCloudfrontHeaderStays "viewers-cloudfront-header-stays" FlowCloudfrontHeaders: "Keeps a header of CloudFront's that the viewer sent.";
        NameResolvedLate "name-resolved-late" FlowDnsFirst: "Resolves the origin's name only after origin-request.";
        UnknownNameGoesHome "unknown-name-goes-home" FlowDnsAgain: "Asks the configured origin where origin-request sets a name that nobody has.";
        OriginResponseOnHit "origin-response-on-hit" FlowFresh: "Calls origin-response for a fresh copy too.";
        NotModifiedSkipsOriginResponse "not-modified-skips-origin-response" FlowExpired: "Does not call origin-response for a 304.";
        ErrorSkipsOriginResponse "error-skips-origin-response" FlowOriginError: "Does not call origin-response for an error of the origin's.";
        OriginResponseForDead "origin-response-for-dead" FlowOriginDead: "Calls origin-response though the origin gave no answer.";
        OriginResponseAfterGenerated "origin-response-after-generated" FlowGenerated: "Calls origin-response for a response that origin-request generated.";
        OriginAskedAfterGenerated "origin-asked-after-generated" FlowGenerated: "Asks the origin though origin-request generated a response.";
        ViewerResponseAfterViewerRequest "viewer-response-after-viewer-request" FlowViewerGenerated: "Calls viewer-response for a response that viewer-request generated.";
        HitSkipsViewerResponse "hit-skips-viewer-response" FlowViewerResponse: "Does not call viewer-response on a hit.";
        ViewerResponseOnErrors "viewer-response-on-errors" FlowViewerResponseError: "Calls viewer-response for errors too.";
        ViewerResponseOnPages "viewer-response-on-pages" FlowViewerResponsePage: "Calls viewer-response for an error page of status 200.";
        ViewerResponseByOrigin "viewer-response-by-origin" FlowViewerResponseFinal: "Lets the status before origin-response decide on viewer-response.";
        ViewerResponseStored "viewer-response-stored" FlowViewerResponseEdits: "Stores the headers that viewer-response made.";
        ThrowPasses "throw-passes" FlowFaultExecution: "Goes on as if there were no function where one throws.";
        ThrowIs502 "throw-is-502" FlowFaultExecution: "Answers 502 where a function throws.";
        InvalidPasses "invalid-passes" FlowFaultValidation: "Goes on as if there were no function where a result is invalid.";
        TimeoutIs504 "timeout-is-504" FlowFaultLimit: "Answers 504 where a function runs into its timeout.";
        FailureStored "failure-stored" FlowFaultNotStored: "Stores a function's failure like an error of the origin's.";
        FailureUndoesStore "failure-undoes-store" FlowFaultAfterStore: "Drops the stored copy where viewer-response fails.";
        RootObjectInFolders "root-object-in-folders" FlowRootObject: "Adds the default root object to every path that ends in a slash.";

        // generated: what a function answers in the origin's place
        ViewerRequestStored "viewer-request-stored" GeneratedViewerRequest: "Stores a response that viewer-request generated.";
        GeneratedNotStored "generated-not-stored" GeneratedStored: "Stores no success that origin-request generated.";
        GeneratedForDefault "generated-for-default" GeneratedLifetime: "Keeps what origin-request generated for the default TTL, whatever its headers say.";
        GeneratedErrorNotStored "generated-error-not-stored" GeneratedError: "Stores no error that origin-request generated.";

        // key: what tells one object from another
        KeyBeforeViewerRequest "key-before-viewer-request" KeyViewerRequest: "Makes the key of the request as the viewer sent it.";
        StoredAfterOriginRequest "stored-after-origin-request" KeyOriginRequest: "Stores an answer under the path that origin-request left.";
        KeyNameCase "key-name-case" KeyHeaders: "Has a listed header in the key only if its name is spelled as in the list.";
        KeyValueFolded "key-value-folded" KeyHeaders: "Compares the values of headers in the key without regard to case.";
        KeyQuerySorted "key-query-sorted" KeyQuery: "Sorts the query string in the key.";
        KeyQueryAlways "key-query-always" KeyQuery: "Has the query string in the key where the policy wants none of it.";
        KeyCookieOrder "key-cookie-order" KeyCookies: "Has the cookies in the key in the order in which they came.";
        KeyEncodingAsSent "key-encoding-as-sent" KeyAcceptEncoding: "Has Accept-Encoding in the key as the viewer sent it.";
        HeadOnItsOwn "head-on-its-own" StoreHead: "Does not look for the copy of a GET for a HEAD.";
        OptionsLikeGet "options-like-get" KeyMethod: "Uses the copy of a GET for OPTIONS.";
        KeyHost "key-host" KeyHost: "Has the viewer's Host in the key.";
        KeyScheme "key-scheme" KeyScheme: "Tells HTTP from HTTPS in the key.";
        KeyForwarded "key-forwarded" KeyForwarded: "Has what the origin request policy adds in the key.";
        EverythingForwarded "everything-forwarded" KeyForwarded: "Sends all headers of the viewer on to the origin.";
        HostForwarded "host-forwarded" KeyForwarded: "Sends the viewer's Host on to the origin.";
        ReloadHeeded "reload-heeded" KeyRequestDirectives: "Asks the origin for a request with no-cache though a copy is fresh.";
        KeySignature "key-signature" KeySignedUrl: "Leaves the parameters of signed URLs in the query string.";
        AllHeadersCached "all-headers-cached" KeyAllHeaders: "Caches where all headers are forwarded.";
        KeyPathNormalised "key-path-normalised" KeyRawPath: "Normalises the path in the key.";
        VaryHeeded "vary-heeded" KeyVary: "Does not reuse a copy for a request with a header that its Vary names.";

        // ttl: how long a success is fresh
        SMaxageIgnored "s-maxage-ignored" TtlSMaxage: "Ignores s-maxage.";
        ExpiresBeforeMaxAge "expires-before-max-age" TtlMaxAge: "Lets Expires count before max-age.";
        MinimumNotApplied "minimum-not-applied" TtlMaxAge: "Does not raise a lifetime to the minimum TTL.";
        MaximumNotApplied "maximum-not-applied" TtlMaxAge: "Does not cut a lifetime at the maximum TTL.";
        DefaultAlways "default-always" TtlMaxAge: "Keeps every success for the default TTL, whatever its headers say.";
        DefaultIgnored "default-ignored" TtlDefault: "Keeps a success that names no lifetime for the minimum TTL.";
        HeuristicLifetime "heuristic-lifetime" TtlDefault: "Keeps a success that names no lifetime for a tenth of its time since Last-Modified.";
        NoStoreBeatsMinimum "no-store-beats-minimum" TtlBlocked: "Does not store a success with no-store though the minimum TTL is above 0.";
        PrivateIgnored "private-ignored" TtlNoStore: "Ignores private.";
        NoCacheNotStored "no-cache-not-stored" TtlNoCache: "Does not store a success with no-cache where the minimum TTL is 0.";
        QualifiedNoCacheBlocks "qualified-no-cache-blocks" TtlQualifiedNoCache: "Takes no-cache with header names for one without.";
        AgeSubtracted "age-subtracted" TtlAge: "Takes the origin's Age off the lifetime.";
        DateIgnored "date-ignored" TtlExpires: "Counts the time until Expires from the clock, not from Date.";
        ServedAtExpiry "served-at-expiry" TtlMaxAge: "Takes a copy for fresh in the second in which it expires.";
        MalformedIsZero "malformed-is-zero" TtlMalformed: "Reads a lifetime that is no whole number as 0.";
        DirectiveCase "directive-case" TtlMalformed: "Knows directives in lower case only.";

        // store: what is stored, and with what
        PostCached "post-cached" StoreUnsafe: "Treats POST like GET in the caches.";
        RedirectsNotStored "redirects-not-stored" StoreSuccess: "Stores no redirect.";
        NotModifiedStored "not-modified-stored" StoreNotModified: "Stores a 304 as an object.";
        CutStored "cut-stored" StoreCut: "Stores a body that is not as long as its Content-Length says.";
        HeadServesGet "head-serves-get" StoreHead: "Stores the answer to a HEAD as that to a GET.";
        ConditionsGoOn "conditions-go-on" StoreConditional: "Sends the viewer's own conditions on to the origin.";
        StrongComparison "strong-comparison" StoreConditional: "Compares the entity tags of a viewer's condition strongly.";
        ModifiedSinceWins "modified-since-wins" StoreConditional: "Lets If-Modified-Since decide where If-None-Match is there too.";
        ConditionsIgnored "conditions-ignored" StoreConditional: "Answers a viewer's conditional request with the whole copy.";
        VaryShownWhole "vary-shown-whole" StoreVary: "Shows viewers the whole Vary of the origin.";
        SetCookieStored "set-cookie-stored" StoreSetCookie: "Keeps Set-Cookie where no cookies are forwarded.";
        OriginsStatusStored "origins-status-stored" StoreChangedResponse: "Stores the status that the origin gave, not the one that origin-response made of it.";
        BodyOfFunctionDropped "body-of-function-dropped" StoreChangedResponse: "Ignores the body that origin-response sets.";
        EvictedEverywhere "evicted-everywhere" StoreEviction: "Drops an evicted copy from every cache.";

        // error-cache: how long an error is kept
        ErrorsNotStored "errors-not-stored" ErrorCacheAlways: "Stores no errors that name no lifetime.";
        ForbiddenStored "forbidden-stored" ErrorCacheConditional: "Stores a 403 that names no lifetime, and all of its class.";
        RangeErrorStored "range-error-stored" ErrorCacheRange: "Stores a 416.";
        OtherErrorsStored "other-errors-stored" ErrorCacheOthers: "Stores errors of every status.";
        ErrorMinimumAlone "error-minimum-alone" ErrorCacheLifetime: "Keeps an error for the error-caching minimum, though its own lifetime is longer.";
        ErrorMinimumMissing "error-minimum-missing" ErrorCacheMinimum: "Has no error-caching minimum where none is set.";
        ErrorMinimumOfOld "error-minimum-of-old" ErrorCacheMinimum: "Has an error-caching minimum of 300 seconds where none is set.";
        ErrorNoStoreIgnored "error-no-store-ignored" ErrorCacheNoStore: "Stores a 404 with no-store.";

        // stale: when an expired copy is served
        StaleNever "stale-never" StaleOriginError: "Serves the origin's error though there is a stale copy.";
        StaleForClientErrors "stale-for-client-errors" StaleClientError: "Serves a stale copy in the place of a 404 too.";
        StaleForChangedStatus "stale-for-changed-status" StaleChangedStatus: "Serves a stale copy in the place of an error that origin-response made.";
        HoldMissing "hold-missing" StaleHold: "Asks the origin for every request while a stale copy stands in.";
        HoldPastStaleTime "hold-past-stale-time" StaleHold: "Holds a stale copy past the end of its stale time.";
        StaleIfErrorIgnored "stale-if-error-ignored" StaleIfError: "Ignores stale-if-error.";
        StaleUnbounded "stale-unbounded" StaleBound: "Serves a stale copy in an error's place however old it is.";
        PageBeforeStale "page-before-stale" StaleBeforePage: "Shows a custom error page where a stale copy could stand in.";
        StaleServedLate "stale-served-late" StaleWhileRevalidate: "Ignores stale-while-revalidate.";
        StaleFromReceipt "stale-from-receipt" StaleWhileRevalidate: "Counts stale-while-revalidate from when the copy was received.";
        NoRefreshBehind "no-refresh-behind" StaleWhileRevalidate: "Refreshes nothing in the background.";
        StaleDirectivesMixed "stale-directives-mixed" StaleIndependent: "Takes stale-while-revalidate for stale-if-error where that is missing.";
        StaleForFailure "stale-for-failure" StaleFault: "Serves a stale copy in the place of a function's failure.";

        // error-page: what takes an error's place
        PageRunsViewerRequest "page-runs-viewer-request" ErrorPageFunctions: "Calls viewer-request for the fetch of an error page.";
        ResponseStatusIgnored "response-status-ignored" ErrorPageStatus: "Delivers an error page with the status of the error.";
        PageFromOwnBehavior "page-from-own-behavior" ErrorPageFetch: "Fetches an error page by the behaviour of the request that failed.";
        PageFailureHidden "page-failure-hidden" ErrorPageFails: "Gives the first error's status where the fetch of the page fails.";
        NoPageForFailures "no-page-for-failures" ErrorPageSources: "Shows no error page for a function's failure.";

        // revalidate: when the origin confirms a copy
        NeverValidates "never-validates" RevalidateConditional: "Sends the origin no conditional requests.";
        RefreshKeepsExpiry "refresh-keeps-expiry" RevalidateNotModified: "Leaves a copy expired that a 304 renewed.";
        RefreshKeepsHeaders "refresh-keeps-headers" RevalidateNotModified: "Takes no headers over from a 304.";
        ReplacedIsRefresh "replaced-is-refresh" RevalidateReplaced: "Takes every answer to a conditional request for a refresh.";
        ZeroNotStored "zero-not-stored" RevalidateZero: "Does not store a success of lifetime 0.";
        ValidatesWithCookies "validates-with-cookies" RevalidateCookies: "Sends conditional requests where cookies are forwarded.";

        // layer: points of presence, regional caches, shield
        NoRegionalCaches "no-regional-caches" LayerOrder: "Has points of presence only.";
        StoredAtOriginOnly "stored-at-origin-only" LayerStore: "Stores an answer only in the cache that is nearest to the origin.";
        LifeStartsAnew "life-starts-anew" LayerExpiry: "Starts the lifetime anew in every cache.";
        BucketThroughRegional "bucket-through-regional" LayerS3Region: "Asks the regional cache for a bucket of its own Region.";
        ShieldHitUnnamed "shield-hit-unnamed" LayerShield: "Logs a copy found in the shield as a plain hit.";

        // collapse: simultaneous requests
        NobodyWaits "nobody-waits" CollapseFollowers: "Fetches an object for each of several simultaneous requests.";
        CookiesWait "cookies-wait" CollapseCookies: "Lets requests wait for each other where cookies are forwarded.";
        PrivateShared "private-shared" CollapsePrivate: "Shares a private answer with requests that waited for it.";
        ViewerResponseOnce "viewer-response-once" CollapseFunctions: "Calls viewer-response once for all requests that share a fetch.";

        // invalidate: removal on demand
        OneCacheInvalidated "one-cache-invalidated" InvalidateRemoves: "Removes copies from the first cache only.";
        InvalidationLiteral "invalidation-literal" InvalidatePattern: "Takes a `*` at the end of an invalidated path for itself.";
        InvalidationWithoutQuery "invalidation-without-query" InvalidateQuery: "Removes a path's copies with every query string where none is named.";
        OneVariantInvalidated "one-variant-invalidated" InvalidateVariants: "Removes one copy of a path from a cache, and leaves its variants.";
        ErrorsNotInvalidated "errors-not-invalidated" InvalidateError: "Leaves stored errors where they are.";
        NewFunctionEmptiesCaches "new-function-empties-caches" InvalidateFunctionChange: "Empties all caches when a function changes.";

        // failover: origin groups
        PostFailsOver "post-fails-over" FailoverMethods: "Fails over for every method.";
        AnyErrorFailsOver "any-error-fails-over" FailoverCodes: "Fails over for every error from 500 on.";
        SilenceDoesNotFailOver "silence-does-not-fail-over" FailoverTransport: "Fails over for answers only, not for an origin that gives none.";
        OriginRequestOnce "origin-request-once" FailoverOriginRequest: "Calls origin-request once for a request, and so not for the second origin.";
        GeneratedFailsOver "generated-fails-over" FailoverGenerated: "Fails over for an error that origin-request generated.";

        // label: what X-Cache, Age and the log say
        RefreshIsHit "refresh-is-hit" LabelRefresh: "Says Hit for a copy that the origin confirmed.";
        GeneratedUnnamed "generated-unnamed" LabelGenerated: "Logs what origin-request generated as a plain miss.";
        FailureIsError "failure-is-error" LabelFault: "Says Error for a function's failure.";
        AgeOfOrigin "age-of-origin" LabelAge: "Shows viewers the Age that the origin sent.";
        AgeMissing "age-missing" LabelAge: "Shows no Age on a hit.";
    }
}

impl PipelineFlaw {
    /// Flaws that break a reading of ours, though their rule is documented for the rest. No case
    /// can fail over a reading: it asks a question, and this is another answer.
    pub const READINGS: &[Self] = &[
        Self::AgeOfOrigin,
        Self::DateIgnored,
        Self::HoldPastStaleTime,
        Self::KeyCookieOrder,
        Self::RefreshKeepsHeaders,
    ];
}
