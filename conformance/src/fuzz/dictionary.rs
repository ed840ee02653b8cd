//! Words that some rule or format knows.

use std::collections::BTreeSet;

use edgecase_core::profile::{Edition, Profile, SWITCHES};
use edgecase_core::{Stage, limits, names, pipeline_rules, rules};

/// Words that stand in no table: members and values of results, events, files and the protocol, and
/// what headers about caches say.
const OTHERS: &str = "
    key value clientIp method uri querystring origin custom s3 customHeaders domainName keepaliveTimeout
    path port protocol readTimeout sslProtocols http https authMethod region none
    origin-access-identity inputTruncated action read-only replace encoding base64 text data
    bodyEncoding statusCode isBase64Encoded Records cf config request response
    distributionDomainName distributionId eventType requestId
    format title group cases id rules polarity inside outside stages profiles set level must should observe
    input event result return raw throw timeout expand at unit repeat relativeToLimit rule delta
    expect accept reject rejectRules notes normalised kind evidence documented ref read quote
    property seed found signature scenario entries match fails flaky message issue reason expires
    maxMatches testee suite
    protocol name version language capabilities validate raw-bytes rule-ids maxInFlight seq outcome error
    status steps skipped errored hello
    distribution behaviors defaultRootObject allowedMethods cachedMethods viewerProtocol ttl min default
    max headers cookies query gzip brotli cachePolicy originRequest cloudfrontHeaders signedUrls
    functions generate patch fail sequence handler identity errorResponses cachingMinTtl page
    responseStatus originGroups members failoverOn topology pops shield origins paths conditional
    unreachable advance invalidate evict layer batch trace start all except
    max-age=60 max-age=0 s-maxage=10 no-cache no-store private public must-revalidate
    stale-while-revalidate=30 stale-if-error=30 max-age=\"5\" max-age=99999999999
    cache-control expires last-modified etag vary set-cookie cookie age date host via
    if-none-match if-modified-since accept-encoding content-length content-type location
    GET HEAD POST PUT OPTIONS DELETE PATCH
    gzip br identity;q=0 *;q=0.5 W/\"a\" \"a\" a=1;b=2 a=1&b=2&a %2F ..
    Thu,01Jan1970 true false null 1e400 -0 \\u0000 \\ud800 ====";

/// A date, which has blanks.
const DATE: &str = "Tue, 14 Nov 2023 22:13:20 GMT";

/// Returns the words that the rules mind: names, prefixes, statuses and limits with their neighbours,
/// switches and values, names of rules; and those of the formats. Sorted, each once.
#[must_use]
pub fn dictionary() -> Vec<String> {
    let mut words: BTreeSet<String> = OTHERS.split_whitespace().map(str::to_owned).collect();
    words.insert(DATE.to_owned());
    let mut add = |list: &[&str]| words.extend(list.iter().map(|word| (*word).to_owned()));
    add(names::RESULT_MEMBERS);
    add(names::DISALLOWED);
    add(names::DISALLOWED_PREFIXES);
    add(names::DISALLOWED_AMZN);
    add(names::RESTRICTED_2018);
    add(names::CUSTOM_DENIED_PREFIXES);
    add(names::SSL_PROTOCOLS);
    add(&[names::AMZN_PREFIX, names::VIEWER_COUNTRY, names::TLS_1_3]);
    add(&Stage::ALL.map(Stage::as_str));
    add(&Edition::ALL.map(Edition::as_str));
    for profile in Edition::ALL.map(Profile::of) {
        add(&names::custom_denied(&profile).collect::<Vec<_>>());
        for stage in Stage::ALL {
            add(&names::read_only(stage, &profile).collect::<Vec<_>>());
        }
    }
    for switch in SWITCHES {
        add(&[switch.name]);
        add(switch.values);
    }
    words.extend(rules().map(|rule| rule.id.as_str().to_owned()));
    words.extend(pipeline_rules().map(|rule| rule.id.as_str().to_owned()));
    words.extend(numbers().into_iter().map(|number| number.to_string()));
    words.into_iter().collect()
}

/// Returns the limits, each with its neighbours.
fn numbers() -> BTreeSet<u64> {
    let mut limits = BTreeSet::from([
        u64::from(*limits::STATUS.start()),
        u64::from(*limits::STATUS.end()),
        limits::ORIGIN_BYTES,
        limits::URI_QUERY_BYTES,
        limits::CUSTOM_DOMAIN_CHARS,
        limits::S3_DOMAIN_CHARS,
        limits::CUSTOM_PATH_CHARS,
        limits::CUSTOM_HEADER_NAME_CHARS,
        limits::CUSTOM_HEADER_VALUE_CHARS,
        limits::CUSTOM_HEADERS_CHARS,
        limits::BASE64_LOOKALIKE_CHARS,
    ]);
    for profile in Edition::ALL.map(Profile::of) {
        for range in [limits::keepalive_timeout(&profile), limits::read_timeout(&profile)] {
            limits.extend([*range.start(), *range.end()]);
        }
        limits.extend([limits::viewer_bytes(&profile), limits::custom_headers(&profile)]);
    }
    limits.iter().flat_map(|limit| limit.saturating_sub(1)..=limit + 1).collect()
}

/// Returns the words as libFuzzer reads them from a file.
#[must_use]
pub fn dictionary_file() -> String {
    let mut file =
        "# The words that the rules mind; a test of the suite writes this file.\n".to_owned();
    for word in dictionary() {
        file.push('"');
        for byte in word.bytes() {
            match byte {
                b'"' | b'\\' => file.extend(['\\', char::from(byte)]),
                b' '..=b'~' => file.push(char::from(byte)),
                other => file.push_str(&format!("\\x{other:02x}")),
            }
        }
        file.push_str("\"\n");
    }
    file
}
