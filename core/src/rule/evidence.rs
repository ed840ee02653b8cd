//! How a rule is known.

/// The day on which the current developer guide was read.
const READ: &str = "2026-04-13";
/// The day of the last text of the guide's public repository.
const READ_2023: &str = "2023-03-31";

/// One piece of evidence for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A page of the CloudFront developer guide.
    Guide {
        /// The page, as the last part of its address without `.html`.
        page: &'static str,
        /// The heading on the page, where it is known.
        section: Option<&'static str>,
        /// The day on which it was read.
        read: &'static str,
    },
    /// An earlier text of the guide, in its public repository.
    History {
        /// The commit.
        commit: &'static str,
        /// Its date.
        date: &'static str,
    },
    /// A public thread about a real deployment.
    Thread {
        /// The address.
        url: &'static str,
        /// What CloudFront showed or logged, word for word, where the thread quotes it.
        message: Option<&'static str>,
    },
    /// A real deployment, reported in a place whose address was not kept.
    Report(&'static str),
    /// A reading of ours.
    Reading(&'static str),
}

impl Evidence {
    pub(super) const fn guide(page: &'static str) -> Self {
        Self::Guide { page, section: None, read: READ }
    }

    pub(super) const fn section(page: &'static str, section: &'static str) -> Self {
        Self::Guide { page, section: Some(section), read: READ }
    }

    pub(super) const fn guide_2023(page: &'static str) -> Self {
        Self::Guide { page, section: None, read: READ_2023 }
    }

    pub(super) const fn history(commit: &'static str, date: &'static str) -> Self {
        Self::History { commit, date }
    }

    pub(super) const fn thread(url: &'static str) -> Self {
        Self::Thread { url, message: None }
    }

    pub(super) const fn quoted(url: &'static str, message: &'static str) -> Self {
        Self::Thread { url, message: Some(message) }
    }

    /// Returns the literal message of the service, if the evidence quotes one.
    #[must_use]
    pub const fn message(&self) -> Option<&'static str> {
        match self {
            Self::Thread { message, .. } => *message,
            Self::Guide { .. } | Self::History { .. } | Self::Report(_) | Self::Reading(_) => None,
        }
    }

    /// Returns the kind of evidence as the corpus spells it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Guide { .. } | Self::History { .. } => "documented",
            Self::Thread { .. } | Self::Report(_) => "observed",
            Self::Reading(_) => "inferred",
        }
    }

    /// Returns where it can be looked up, if it has an address.
    #[must_use]
    pub fn reference(&self) -> Option<String> {
        match self {
            Self::Guide { page, read: READ_2023, .. } => Some(format!(
                "https://github.com/awsdocs/amazon-cloudfront-developer-guide/blob/5999c0d/doc_source/{page}.md"
            )),
            Self::Guide { page, .. } => Some(format!(
                "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/{page}.html"
            )),
            Self::History { commit, .. } => Some(format!(
                "https://github.com/awsdocs/amazon-cloudfront-developer-guide/commit/{commit}"
            )),
            Self::Thread { url, .. } => Some((*url).to_owned()),
            Self::Report(_) | Self::Reading(_) => None,
        }
    }
}

// Pages of the current guide.
pub(super) const RESTRICTIONS: &str = "edge-function-restrictions-all";
pub(super) const LAMBDA_RESTRICTIONS: &str = "lambda-at-edge-function-restrictions";
pub(super) const GENERATE: &str = "lambda-generating-http-responses";
pub(super) const EVENT: &str = "lambda-event-structure";
pub(super) const EXAMPLES: &str = "lambda-examples";
pub(super) const QUOTAS: &str = "cloudfront-limits";
pub(super) const DEBUGGING: &str = "lambda-edge-testing-debugging";
pub(super) const CUSTOM_HEADERS: &str = "add-origin-custom-headers";
pub(super) const ERROR_502: &str = "http-502-bad-gateway";
pub(super) const ERROR_503: &str = "http-503-service-unavailable";

// Pages of the guide on what runs and what is cached.
pub(super) const TRIGGERS: &str = "lambda-cloudfront-trigger-events";
pub(super) const FLOW: &str = "lambda-edge-event-request-response";
pub(super) const HOW: &str = "HowCloudFrontWorks";
pub(super) const VIEWER_HTTPS: &str = "using-https-viewers-to-cloudfront";
pub(super) const LOGS: &str = "standard-logs-reference";
pub(super) const CUSTOM_ORIGIN: &str = "RequestAndResponseBehaviorCustomOrigin";
pub(super) const ERROR_403_METHOD: &str = "http-403-invalid-method";
pub(super) const CACHE_KEY: &str = "understanding-the-cache-key";
pub(super) const CACHE_POLICY: &str = "cache-key-understand-cache-policy";
pub(super) const ORIGIN_REQUESTS: &str = "controlling-origin-requests";
pub(super) const HEADER_CACHING: &str = "header-caching";
pub(super) const CLOUDFRONT_HEADERS: &str = "adding-cloudfront-headers";
pub(super) const QUERY_STRINGS: &str = "QueryStringParameters";
pub(super) const COOKIES: &str = "Cookies";
pub(super) const SETTINGS_2023: &str = "distribution-web-values-specify";
pub(super) const BEHAVIOR_SETTINGS: &str = "DownloadDistValuesCacheBehavior";
pub(super) const EXPIRATION: &str = "Expiration";
pub(super) const MANAGED_POLICIES: &str = "using-managed-cache-policies";
pub(super) const STATUS_3XX: &str = "http-3xx-status-codes";
pub(super) const COMPRESSED: &str = "ServingCompressedFiles";
pub(super) const STATUS_CODES: &str = "HTTPStatusCodes";
pub(super) const ERROR_EXPIRATION: &str = "custom-error-pages-expiration";
pub(super) const ERROR_PAGES: &str = "creating-custom-error-pages";
pub(super) const ERROR_RESPONSES: &str = "GeneratingCustomErrorResponses";
pub(super) const ERROR_RESPONSE_CODE: &str = "custom-error-pages-response-code";
pub(super) const HEADERS_POLICY: &str = "understanding-response-headers-policies";
pub(super) const SHIELD: &str = "origin-shield";
pub(super) const INVALIDATION: &str = "Invalidation";
pub(super) const INVALIDATION_PATHS: &str = "invalidation-specifying-objects";
pub(super) const FAILOVER: &str = "high_availability_origin_failover";

// Threads that several rules cite.
pub(super) const STACK_OVERFLOW_TTL: &str = "https://stackoverflow.com/questions/51073731";
pub(super) const STACK_OVERFLOW_KEY: &str = "https://stackoverflow.com/questions/64407775";
pub(super) const STACK_OVERFLOW_STALE: &str = "https://stackoverflow.com/questions/71778683";
/// A copy of Stack Overflow 73677443.
pub(super) const STACK_OVERFLOW_VS: &str = "https://example-a.com/answer/73677443";
pub(super) const REPOST_503: &str = "https://repost.aws/knowledge-center/cloudfront-503-error";
pub(super) const REPOST_CACHING: &str =
    "https://repost.aws/knowledge-center/cloudfront-custom-object-caching";
pub(super) const AUTH_AT_EDGE_25: &str =
    "https://github.com/aws-samples/cloudfront-authorization-at-edge/issues/25";
pub(super) const PREVIEW_DOMAINS_1: &str =
    "https://github.com/eknowles/aws-cloudfront-preview-domains/issues/1";
pub(super) const CLOUDFRONT_FUNCTIONS_8: &str =
    "https://github.com/aws-samples/amazon-cloudfront-functions/issues/8";
pub(super) const SERVERLESS_ADAPTER_101: &str =
    "https://github.com/H4ad/serverless-adapter/issues/101";
pub(super) const SERVERLESS_NEXT_590: &str =
    "https://github.com/serverless-nextjs/serverless-next.js/pull/590";
pub(super) const COGNITO_AT_EDGE_86: &str = "https://github.com/awslabs/cognito-at-edge/issues/86";
pub(super) const PRERENDER_16: &str = "https://github.com/jinty/prerender-cloudfront/issues/16";
pub(super) const EDGE_REWRITE_1: &str = "https://github.com/marksteele/edge-rewrite/issues/1";
pub(super) const PRX_197: &str = "https://github.com/PRX/Infrastructure/pull/197";
pub(super) const GRAPHQL_YOGA_4491: &str =
    "https://github.com/graphql-hive/graphql-yoga/issues/4491";
pub(super) const CLASSMETHOD_STALE: &str =
    "https://dev.classmethod.jp/articles/cloudfront-stale-if-error-origin-timeout-behavior";
pub(super) const OPENNEXT_58: &str = "https://github.com/opennextjs/opennextjs-aws/pull/58";
pub(super) const MANGUM_262: &str = "https://github.com/Kludex/mangum/issues/262";
pub(super) const OPENNEXT_427: &str = "https://github.com/opennextjs/opennextjs-aws/issues/427";
pub(super) const SERVERLESS_EXPRESS_369: &str =
    "https://github.com/CodeGenieApp/serverless-express/issues/369";
pub(super) const SERVERLESS_NEXT_436: &str =
    "https://github.com/serverless-nextjs/serverless-next.js/issues/436";
pub(super) const SERVERLESS_NEXT_525: &str =
    "https://github.com/serverless-nextjs/serverless-next.js/issues/525";
pub(super) const SERVERLESS_NEXT_898: &str =
    "https://github.com/serverless-nextjs/serverless-next.js/issues/898";
pub(super) const SERVERLESS_NEXT_981: &str =
    "https://github.com/serverless-nextjs/serverless-next.js/issues/981";
pub(super) const REACT_SSR_28: &str = "https://github.com/aws-samples/react-ssr-lambda/issues/28";
pub(super) const AMPLIFY_2221: &str = "https://github.com/aws-amplify/amplify-hosting/issues/2221";
pub(super) const AMPLIFY_3214: &str = "https://github.com/aws-amplify/amplify-hosting/issues/3214";
pub(super) const AMPLIFY_3701: &str = "https://github.com/aws-amplify/amplify-hosting/issues/3701";
pub(super) const AMPLIFY_CLI_8604: &str = "https://github.com/aws-amplify/amplify-cli/issues/8604";
pub(super) const AUTH_AT_EDGE_12: &str =
    "https://github.com/aws-samples/cloudfront-authorization-at-edge/issues/12";
pub(super) const MARKETPLACE_54: &str =
    "https://github.com/aws-ia/cloudformation-aws-marketplace-saas/issues/54";
pub(super) const EDGY_2: &str = "https://github.com/magnetikonline/edgy/issues/2";

// What CloudFront shows or logs, word for word.
pub(super) const NOT_PARSABLE: &str =
    "The Lambda function returned invalid JSON: The JSON output is not parsable.";
pub(super) const NOT_AN_OBJECT: &str =
    "The Lambda function returned invalid JSON: The JSON output must be an object type.";
pub(super) const NOT_AN_ARRAY: &str = "The Lambda function returned an invalid entry in the headers object: Each header entry in the headers object must be an array.";
pub(super) const VALUE_TYPE: &str = "ERROR Validation error: The Lambda function returned an invalid entry in the headers object, the value of each header value must be of string or array of string type, header :cookieSettings has one or more entries whose value is neither string nor array of strings.";
pub(super) const INVALID_CHARACTER: &str = "ERROR Validation error: Lambda function result validation failed, the function returned an invalid header, invalid character : '%0D' in header value, headerName : Location.";
pub(super) const BODY: &str = "The Lambda function result failed validation: The body is not a string, is not an object, or exceeds the maximum size. See Limits in the Amazon CloudFront Developer Guide.";
pub(super) const BLACKLISTED: &str =
    "The Lambda function result failed validation: The function tried to add a blacklisted header.";
pub(super) const BLACKLISTED_LOG: &str = "ERROR Validation error: Lambda function result failed validation, the function tried to add a blacklisted header in headers, headerName : connection.";
pub(super) const READ_ONLY: &str = "The Lambda function result failed validation: The function tried to add, delete, or change a read-only header.";
pub(super) const READ_ONLY_DELETED_LOG: &str = "ERROR Validation error: Lambda function result failed validation, the function tried to delete read-only header, headerName : Transfer-Encoding.";
pub(super) const CUSTOM_HEADER: &str = "The Lambda function returned an invalid origin configuration: One or more HeaderName or HeaderValue values are invalid.";
pub(super) const SIZE_LOG: &str = "ERROR Validation error: The Lambda function returned an invalid response, the length of the body size and header was 1054968 bytes which exceeded the CloudFront limit of 1048576 bytes on the maximum length of the request inclu";
pub(super) const URI_FORMAT: &str =
    "The Lambda function result failed validation: The specified URI is in an invalid format.";
pub(super) const DOMAIN_NAME: &str = "The Lambda function returned an invalid origin configuration: The value of DomainName is invalid.";
pub(super) const NO_PERMISSION: &str = "The Lambda function associated with the CloudFront distribution is invalid or doesn't have the required permissions.";
pub(super) const THROTTLED: &str =
    "The Lambda function associated with the CloudFront distribution was throttled.";
