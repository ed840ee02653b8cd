//! Flaws of the oracle: what can go wrong in judging a result.
//!
//! They are mistakes that emulators, adapters and people make: names and prefixes that are missing
//! or looked up wrongly, stages that are forgotten, sizes counted otherwise, older texts of the
//! guide, tolerance where there is none, strictness where none is asked for.

use edgecase_core::RuleId;

super::flaws! {
    /// A seeded bug of the oracle.
    ResultFlaw of RuleId {
        ByteOrderMark "byte-order-mark" ResultJson: "Skips a byte order mark before the result.";
        TextAfterResult "text-after-result" ResultJson: "Reads the first value and ignores what follows it.";
        BytesReplaced "bytes-replaced" ResultJson: "Replaces bytes that are not UTF-8 instead of refusing them.";
        DepthEnd "depth-end" ResultDepth: "Lets lists and objects nest 128 levels deep.";
        SurrogatesReplaced "surrogates-replaced" ResultSurrogate: "Replaces lone surrogates instead of refusing them.";
        NullPasses "null-passes" ResultNull: "Takes null for the event's own message, unchanged.";
        ListPasses "list-passes" ResultObject: "Judges a list as if it were an empty object.";
        FirstMemberCounts "first-member-counts" ResultDuplicateMember: "Keeps the first of several members of one name.";
        DuplicatesRefused "duplicates-refused" ResultDuplicateMember: "Refuses two members of one name.";
        RecordsNoWrapper "records-no-wrapper" ResultWrapper: "Does not see that `Records` is the event around the message.";
        FlatHeadersUnseen "flat-headers-unseen" ResultApiGateway: "Knows an API Gateway result by its body alone, not by its headers.";
        BothShapesRequest "both-shapes-request" ResultBothShapes: "Takes a result with `status` and request members for a request.";
        QueryNotMissed "query-not-missed" ResultMissingField: "Takes a returned request without `querystring`.";
        StatusNotMissed "status-not-missed" ResultMissingStatus: "Keeps the event's status where a response states none.";
        MemberCaseIgnored "member-case-ignored" ResultMemberCase: "Reads the result's member names in any letter case.";
        UnknownMemberRefused "unknown-member-refused" ResultUnknownMember: "Refuses members of the result that it does not know.";
        RequestAtResponseRefused "request-at-response-refused" ResultRequestAtResponse: "Refuses request members at a response stage.";

        StatusRangeEnd "status-range-end" StatusRange: "Takes 600 for a status.";
        StatusRangeShort "status-range-short" StatusRange: "Refuses 599.";
        StatusInformational "status-informational" StatusRange: "Takes the statuses from 100 to 199.";
        StatusNumberRefused "status-number-refused" StatusNumber: "Refuses a number in `status`.";
        StatusStaysNumber "status-stays-number" StatusNumber: "Leaves a number in `status` a number in the normalised form.";
        StatusFraction "status-fraction" StatusInteger: "Takes 200.0 for a whole number.";
        StatusTrimmed "status-trimmed" StatusLexical: "Trims white space around a status.";
        StatusLeadingZeros "status-leading-zeros" StatusLexical: "Drops leading zeros of a status.";
        StatusClassKept "status-class-kept" StatusChanged: "Lets viewer-response change the status within its class.";
        StatusTypeCompared "status-type-compared" StatusChanged: "Takes the event's status written as a number for a change.";

        DescriptionRequired "description-required" DescriptionType: "Demands `statusDescription` in every response.";
        DescriptionNull "description-null" DescriptionNull: "Takes null for no status description.";

        BareEntry "bare-entry" HeadersNotAList: "Takes an entry without its list.";
        BareText "bare-text" HeadersNotAList: "Takes a text where a list of entries belongs.";
        ValueNumber "value-number" HeadersValueScalar: "Takes a number for a header value.";
        ValueObject "value-object" HeadersValueObject: "Leaves an object in `value` out instead of refusing it.";
        ValueListRefused "value-list-refused" HeadersValueArray: "Refuses a list of texts in `value`.";
        KeyRequired "key-required" HeadersKeyMissing: "Demands `key` in every entry.";
        KeyAsMapName "key-as-map-name" HeadersKeyMissing: "Makes the map name the missing key as it is spelled.";
        KeyNull "key-null" HeadersKeyType: "Takes null for no key.";
        MapNameSent "map-name-sent" HeadersKeyMismatch: "Sends the map name where the key differs from it.";
        OtherKeyUnchecked "other-key-unchecked" HeadersKeyMismatch: "Looks for names in the map only, not in keys.";
        UpperCaseRefused "upper-case-refused" HeadersNameCase: "Refuses map names with upper-case letters.";
        UpperCaseKept "upper-case-kept" HeadersNameCase: "Leaves map names as they are spelled in the normalised form.";
        LaterNameReplaces "later-name-replaces" HeadersNameMerge: "Lets the later of two spellings of a map name replace the earlier.";
        EmptyListKept "empty-list-kept" HeadersEmptyList: "Keeps headers without an entry in the normalised form.";
        EmptyListCounts "empty-list-counts" HeadersEmptyList: "Counts a disallowed name with an empty list as a header.";
        NameSpace "name-space" HeadersNameToken: "Allows spaces in header names.";
        CarriageReturnAlone "carriage-return-alone" HeadersValueCr: "Refuses a carriage return in front of a line feed only.";
        LaterEntriesUnchecked "later-entries-unchecked" HeadersValueCr: "Looks for carriage returns in the first entry of a list only.";
        TabRefused "tab-refused" HeadersValueControl: "Refuses a TAB in a header value.";
        DeleteAllowed "delete-allowed" HeadersValueControl: "Does not take DEL for a control character.";
        BlanksTrimmed "blanks-trimmed" HeadersValueControl: "Trims blanks around a header value.";
        EmptyValueDropped "empty-value-dropped" HeadersValueControl: "Drops header values that are empty.";
        NonAsciiRefused "non-ascii-refused" HeadersValueNonAscii: "Refuses header values beyond ASCII.";

        DisallowedCase "disallowed-case" HeadersDisallowed: "Looks disallowed names up with regard to letter case.";
        DisallowedMisspelt "disallowed-misspelt" HeadersDisallowed: "Misspells Proxy-Connection in its list.";
        AccelUnknown "accel-unknown" HeadersDisallowed: "Lacks the X-Accel- names.";
        DisallowedByKey "disallowed-by-key" HeadersDisallowed: "Looks at the names of entries with a key only.";
        GeneratedUnchecked "generated-unchecked" HeadersDisallowed: "Does not look at the header names of generated responses.";
        DisallowedAtViewer "disallowed-at-viewer" HeadersDisallowed: "Looks for disallowed names at the viewer stages only.";
        EdgePrefixUnknown "edge-prefix-unknown" HeadersDisallowedPrefix: "Does not know the prefix X-Edge-.";
        AmzCfPrefixUnknown "amz-cf-prefix-unknown" HeadersDisallowedPrefix: "Does not know the prefix X-Amz-Cf-.";
        AmzPrefix "amz-prefix" HeadersDisallowedPrefix: "Refuses every name that starts with X-Amz-.";
        PrefixCase "prefix-case" HeadersDisallowedPrefix: "Compares prefixes with regard to letter case.";
        AmznUnknown "amzn-unknown" HeadersDisallowedAmzn: "Does not know the X-Amzn- names.";
        AmznPrefix "amzn-prefix" HeadersDisallowedAmzn: "Refuses every name that starts with X-Amzn-.";

        ViewerRequestList "viewer-request-list" HeadersReadOnlyChanged: "Uses viewer-request's read-only headers at origin-request.";
        ReadOnlyCase "read-only-case" HeadersReadOnlyAdded: "Looks read-only headers up with regard to letter case.";
        ReadOnlyAdded "read-only-added" HeadersReadOnlyAdded: "Lets a function add read-only headers.";
        ReadOnlyDeleted "read-only-deleted" HeadersReadOnlyDeleted: "Does not notice that a read-only header is gone.";
        ReadOnlyUnordered "read-only-unordered" HeadersReadOnlyChanged: "Compares the values of a read-only header in any order.";
        ReadOnlyFirst "read-only-first" HeadersReadOnlyChanged: "Compares the first value of a read-only header only.";
        RangeReadOnly "range-read-only" HeadersReadOnlyChanged: "Holds Range for read-only at origin-request.";
        EntityReadOnly "entity-read-only" HeadersReadOnlyChanged: "Holds Content-Encoding and Content-Length for read-only at origin-response.";
        TwoAtViewerResponse "two-at-viewer-response" HeadersReadOnlyChanged: "Knows Via and Warning only as read-only at viewer-response.";
        CdnLoopFree "cdn-loop-free" HeadersReadOnlyChanged: "Does not know CDN-Loop as read-only.";
        GeneratedCompared "generated-compared" HeadersReadOnlyDeleted: "Misses the request's read-only headers in a generated response.";
        GeneratedLength "generated-length" HeadersGeneratedLength: "Lets a generated response have Content-Length.";
        GeneratedLengthAtViewer "generated-length-at-viewer" HeadersGeneratedLength: "Looks for Content-Length in what viewer-request generates only.";
        GeneratedReadOnly "generated-read-only" HeadersGeneratedReadOnly: "Knows Transfer-Encoding only beside Content-Length in a generated response.";
        CountryAlways "country-always" HeadersViewerCountry: "Refuses CloudFront-Viewer-Country where the event has it too.";
        CountryPrefix "country-prefix" HeadersViewerCountry: "Takes every CloudFront- header for CloudFront-Viewer-Country.";

        BodyObject "body-object" BodyType: "Takes an object for the body of a response.";
        BodyNull "body-null" BodyNull: "Takes null for no body.";
        EncodingCase "encoding-case" BodyEncoding: "Reads `bodyEncoding` in any letter case.";
        EncodingUnknown "encoding-unknown" BodyEncoding: "Takes an unknown `bodyEncoding` for text.";
        EncodingDefault "encoding-default" BodyEncoding: "Takes base64 for the encoding of a body without `bodyEncoding`.";
        Base64Unchecked "base64-unchecked" BodyBase64: "Does not look whether the body of a response is base64.";
        Base64Unpadded "base64-unpadded" BodyBase64: "Takes base64 without its padding.";
        Base64UrlSafe "base64-url-safe" BodyBase64: "Takes the URL-safe alphabet for base64.";
        Base64Blanks "base64-blanks" BodyBase64: "Skips white space in base64.";
        Base64TrailingBits "base64-trailing-bits" BodyBase64: "Refuses base64 whose last bits are not zero.";
        NoContentBody "no-content-body" BodyNoContent: "Lets a 204 have a body.";
        NoContentNumber "no-content-number" BodyNoContent: "Does not know 204 as a number.";
        NoContentAtViewer "no-content-at-viewer" BodyNoContent: "Looks at the body of a 204 from viewer-request only.";
        NoContentEmpty "no-content-empty" BodyNoContentEmpty: "Lets a 204 have an empty body.";
        ViewerResponseBody "viewer-response-body" BodyAtViewerResponse: "Keeps the body of a result at viewer-response.";

        KilobyteOf1000 "kilobyte-of-1000" SizeGenerated: "Counts 1,000 bytes to a kilobyte.";
        SizeEndShort "size-end-short" SizeGenerated: "Refuses a response that is exactly as large as allowed.";
        SizeEndLong "size-end-long" SizeGenerated: "Lets a response have one byte too many.";
        ViewerSizeAtOrigin "viewer-size-at-origin" SizeGenerated: "Holds responses at the origin stages to 40 KB.";
        OriginSizeAtViewer "origin-size-at-viewer" SizeGenerated: "Lets responses at the viewer stages have 1 MB.";
        HeadersNotCounted "headers-not-counted" SizeGenerated: "Does not count the headers of a response.";
        SeparatorsNotCounted "separators-not-counted" SizeGenerated: "Counts a header as its name and value, without what stands between.";
        Base64CountedEncoded "base64-counted-encoded" SizeGenerated: "Counts a base64 body as it is written.";
        CharactersCounted "characters-counted" SizeGenerated: "Counts the characters of a body instead of its bytes.";
        ReplacedUnlimited "replaced-unlimited" SizeReplaced: "Does not limit a response at origin-response.";
        ReplacedWithoutBody "replaced-without-body" SizeReplaced: "Limits a response at origin-response that has no body.";
        RequestCharacters "request-characters" SizeRequestText: "Counts the characters of a request body instead of its bytes.";
        OriginSizeOfRequest "origin-size-of-request" SizeRequestText: "Lets a request body replaced at viewer-request have 1 MB.";
        RequestCountedEncoded "request-counted-encoded" SizeRequestBase64: "Holds a base64 request body to the limit before decoding.";
        UriQueryEnd "uri-query-end" SizeUriQuery: "Takes 8,192 bytes of URI and query string.";
        QueryNotCounted "query-not-counted" SizeUriQuery: "Does not count the query string with the URI.";
        MarkNotCounted "mark-not-counted" SizeUriQuery: "Does not count the question mark between URI and query string.";

        ClientIpFree "client-ip-free" RequestClientIp: "Lets a function change `clientIp`.";
        UriEmpty "uri-empty" RequestUriSlash: "Takes an empty `uri`.";
        UriAbsolute "uri-absolute" RequestUriSlash: "Takes a whole URL for `uri`.";
        QuerySpaceAtViewer "query-space-at-viewer" RequestQuerySpace: "Looks for spaces in the query string at viewer-request only.";
        QueryDecoded "query-decoded" RequestQuerySpace: "Takes %20 in the query string for a space.";
        QueryDelete "query-delete" RequestQueryControl: "Does not take DEL in the query string for a control character.";
        QueryFragment "query-fragment" RequestQueryFragment: "Lets the query string hold a fragment.";
        BodyText "body-text" RequestBodyType: "Takes a text for the body of a request.";
        ActionDefault "action-default" RequestBodyAction: "Replaces the request body where there is no action.";
        ReadOnlyReplaces "read-only-replaces" RequestBodyReadOnly: "Replaces the request body under action read-only.";
        RequestEncodingDefault "request-encoding-default" RequestBodyEncoding: "Takes text for the encoding of a request body that names none.";
        RequestBase64Unchecked "request-base64-unchecked" RequestBodyBase64: "Does not look whether the body of a request is base64.";
        TruncatedRefused "truncated-refused" RequestInputTruncated: "Refuses a change of `inputTruncated`.";

        OriginAtViewerRefused "origin-at-viewer-refused" OriginAtViewerRequest: "Refuses `origin` at viewer-request.";
        BothOrigins "both-origins" OriginBoth: "Takes an origin of both kinds.";
        NeitherOrigin "neither-origin" OriginNeither: "Takes an origin of neither kind.";
        SslProtocolsNotMissed "ssl-protocols-not-missed" OriginMissingMember: "Takes a custom origin without `sslProtocols`.";
        PortText "port-text" OriginNumberType: "Takes a text of digits for a number.";
        DomainPort "domain-port" OriginDomainColon: "Lets a domain name a port.";
        DomainAddress "domain-address" OriginDomainIp: "Takes an IP address for a domain.";
        DomainEndShort "domain-end-short" OriginDomainLength: "Refuses a domain of 253 characters.";
        DomainDot "domain-dot" OriginDomainSyntax: "Refuses a dot at the end of a domain.";
        BucketLength "bucket-length" OriginS3DomainLength: "Lets the domain of a bucket have 253 characters.";
        BucketCase "bucket-case" OriginS3DomainCase: "Takes upper-case letters in the domain of a bucket.";
        BucketWebsite "bucket-website" OriginS3Domain: "Takes the website endpoint of a bucket.";
        BucketRegion "bucket-region" OriginS3Regional: "Refuses the Region-specific endpoint of a bucket.";
        PathRoot "path-root" OriginPathRoot: "Takes `/` for an origin path.";
        PathEmpty "path-empty" OriginPathStart: "Refuses an empty origin path.";
        PathStart "path-start" OriginPathStart: "Takes an origin path without a slash in front.";
        PathEnd "path-end" OriginPathEnd: "Takes an origin path with a slash at its end.";
        PathLength "path-length" OriginPathLength: "Lets an origin path have 256 characters.";
        PortStart "port-start" OriginPort: "Refuses port 1024.";
        PortLow "port-low" OriginPort: "Takes every port up to 65535.";
        PortEnd "port-end" OriginPort: "Takes port 65536.";
        ProtocolCase "protocol-case" OriginProtocol: "Reads the origin's protocol in any letter case.";
        KeepaliveZero "keepalive-zero" OriginKeepaliveTimeout: "Takes a keep-alive timeout of 0 seconds.";
        TimeoutsOf60 "timeouts-of-60" OriginReadTimeout: "Holds timeouts to the 60 seconds of older texts.";
        CompletionEqual "completion-equal" OriginCompletionTimeout: "Refuses a completion timeout that is the read timeout.";
        CompletionZero "completion-zero" OriginCompletionTimeout: "Refuses a completion timeout of 0.";
        SslCase "ssl-case" OriginSslProtocol: "Reads the names of TLS versions in any letter case.";
        Tls13 "tls13" OriginTls13: "Takes TLSv1.3.";
        AccessControl "access-control" OriginAuthMethod: "Takes origin access control for an authentication method.";
        RegionNotMissed "region-not-missed" OriginAuthRegion: "Takes an origin access identity without a Region.";

        CustomAmzUnknown "custom-amz-unknown" OriginCustomHeaderDenied: "Does not know the prefix X-Amz- among origin custom headers.";
        CustomListOf2020 "custom-list-of-2020" OriginCustomHeaderDenied: "Uses the 22 denied names of 2020.";
        CustomOfBucket "custom-of-bucket" OriginCustomHeaderDenied: "Does not look at the names of a bucket's custom headers.";
        CustomDisallowed "custom-disallowed" OriginCustomHeaderDisallowed: "Lets a custom header have a name that is disallowed in headers only.";
        CustomRepeatedCase "custom-repeated-case" OriginCustomHeaderRepeated: "Looks for repeated custom headers with regard to letter case.";
        CustomName "custom-name" OriginCustomHeaderName: "Takes any text for the name of a custom header.";
        CustomValueCr "custom-value-cr" OriginCustomHeaderValue: "Looks for carriage returns only in the values of custom headers.";
        CustomTotal "custom-total" OriginCustomHeadersLength: "Counts the name of a custom header once for all its values.";
        CustomCountOf10 "custom-count-of-10" OriginCustomHeaderCount: "Allows the 10 custom headers of older texts.";
        CustomValuesCounted "custom-values-counted" OriginCustomHeaderCount: "Counts the values of custom headers instead of their names.";

        RefusalStatus "refusal-status" ErrorValidation: "Answers a refused result with 500.";
        ExceptionStatus "exception-status" ErrorExecution: "Answers an exception with 502.";
        TimeoutStatus "timeout-status" ErrorTimeout: "Answers a timeout with 504.";
    }
}

impl ResultFlaw {
    /// Flaws that break a reading of ours though their rule is documented or observed: where exactly a
    /// limit lies, which spellings are the same, what becomes of a breach that the guide only names. No
    /// case can fail over a reading: it asks a question, and this is another answer.
    pub const READINGS: &[Self] = &[
        Self::ByteOrderMark,
        Self::BytesReplaced,
        Self::StatusClassKept,
        Self::StatusTypeCompared,
        Self::DisallowedCase,
        Self::PrefixCase,
        Self::ReadOnlyCase,
        Self::ReadOnlyUnordered,
        Self::CountryAlways,
        Self::EncodingCase,
        Self::Base64Unpadded,
        Self::Base64UrlSafe,
        Self::Base64Blanks,
        Self::Base64TrailingBits,
        Self::NoContentNumber,
        Self::KilobyteOf1000,
        Self::SizeEndShort,
        Self::SizeEndLong,
        Self::SeparatorsNotCounted,
        Self::Base64CountedEncoded,
        Self::ReplacedWithoutBody,
        Self::UriQueryEnd,
        Self::MarkNotCounted,
        Self::ClientIpFree,
        Self::ProtocolCase,
        Self::RegionNotMissed,
    ];
}
