//! Hostile results of any length.

use edgecase_core::RuleId;

/// A hostile result of about `n` parts, and a rule that it breaks, if it breaks one.
pub(crate) type Family = (&'static str, fn(usize) -> Vec<u8>, Option<RuleId>);

fn response(members: &str) -> Vec<u8> {
    format!("{{\"status\":\"200\",{members}}}").into_bytes()
}

fn headers(entries: impl Iterator<Item = String>) -> Vec<u8> {
    let entries: Vec<String> = entries.collect();
    response(&format!("\"headers\":{{{}}}", entries.join(",")))
}

fn list(element: &str, n: usize) -> String {
    vec![element; n].join(",")
}

/// All families.
pub(crate) const FAMILIES: &[Family] = &[
    ("nothing but opening brackets", |n| "[".repeat(n).into_bytes(), Some(RuleId::ResultDepth)),
    (
        "a deep list in an unknown member",
        |n| response(&format!("\"x\":{}{}", "[".repeat(n), "]".repeat(n))),
        Some(RuleId::ResultDepth),
    ),
    (
        "many headers",
        |n| headers((0..n).map(|i| format!("\"x-{i}\":[{{\"key\":\"X-{i}\",\"value\":\"v\"}}]"))),
        None,
    ),
    (
        "many headers whose names differ in case only",
        |n| {
            let name = |i: usize| -> String {
                (0..20).map(|bit| if i >> bit & 1 == 1 { 'A' } else { 'a' }).collect()
            };
            headers((0..n).map(|i| format!("\"{}\":[{{\"key\":\"a\",\"value\":\"\"}}]", name(i))))
        },
        None,
    ),
    (
        "many entries without anything",
        |n| headers(std::iter::once(format!("\"a\":[{}]", list("{}", n)))),
        Some(RuleId::HeadersValueMissing),
    ),
    (
        "many values that are lists of numbers",
        |n| headers(std::iter::once(format!("\"a\":[{{\"value\":[{}]}}]", list("1", n)))),
        Some(RuleId::HeadersValueElement),
    ),
    (
        "many keys that differ from their name",
        |n| {
            headers(std::iter::once(format!(
                "\"a\":[{}]",
                list("{\"key\":\"via\",\"value\":\"\"}", n)
            )))
        },
        Some(RuleId::HeadersGeneratedReadOnly),
    ),
    ("one member over and over", |n| response(&list("\"x\":0", n)), None),
    (
        "many unknown members",
        |n| {
            let members: Vec<String> = (0..n).map(|i| format!("\"{i}\":\"\"")).collect();
            response(&members.join(","))
        },
        None,
    ),
    (
        "escaped names",
        |n| headers((0..n).map(|i| format!("\"\\u0061{i}\":[{{\"value\":\"\\u0000\"}}]"))),
        Some(RuleId::HeadersValueControl),
    ),
    (
        "a long body",
        |n| response(&format!("\"body\":\"{}\"", "a b ".repeat(n * 20))),
        Some(RuleId::SizeGenerated),
    ),
    (
        "a long base64 body",
        |n| {
            response(&format!("\"bodyEncoding\":\"base64\",\"body\":\"{}\"", "QUJD".repeat(n * 20)))
        },
        Some(RuleId::SizeGenerated),
    ),
    (
        "a body of escapes",
        |n| response(&format!("\"body\":\"{}\"", "\\u00e9\\n".repeat(n * 10))),
        Some(RuleId::SizeGenerated),
    ),
    (
        "a body of lone surrogates",
        |n| response(&format!("\"body\":\"{}\"", "\\ud800".repeat(n * 10))),
        Some(RuleId::ResultSurrogate),
    ),
    (
        "invalid UTF-8 at the very end",
        |n| {
            let mut bytes = response(&format!("\"x\":\"{}\"", "y".repeat(n * 50)));
            bytes.push(0xff);
            bytes
        },
        Some(RuleId::ResultJson),
    ),
    (
        "a request whose custom headers repeat its headers",
        |n| {
            let map: Vec<String> = (0..n)
                .map(|i| format!("\"x-{i}\":[{{\"key\":\"X-{i}\",\"value\":\"\"}}]"))
                .collect();
            let map = map.join(",");
            format!("{{\"headers\":{{{map}}},\"origin\":{{\"custom\":{{\"customHeaders\":{{{map}}}}}}}}}")
                .into_bytes()
        },
        Some(RuleId::OriginCustomHeaderRepeated),
    ),
    (
        "TLS versions that are none",
        |n| {
            format!("{{\"origin\":{{\"custom\":{{\"sslProtocols\":[{}]}}}}}}", list("\"x\"", n))
                .into_bytes()
        },
        Some(RuleId::OriginSslProtocol),
    ),
    (
        "a long name with an escape among many members",
        |n| {
            let some = |letter: char, count: usize| {
                (0..count).map(move |i| format!(",\"{letter}{i:08}\":0")).collect::<String>()
            };
            // What repeats makes all be compared with each other.
            let long = format!(",\"bb\\u007a{}\":0", "z".repeat(10 * n));
            let (before, behind) = (some('a', n / 3), some('c', 2 * n / 3));
            response(&format!("\"a\":0,\"a\":0{before}{long}{behind}"))
        },
        Some(RuleId::ResultDuplicateMember),
    ),
    (
        "headers over and over, with a name that repeats",
        |n| response(&list("\"headers\":{\"\":0,\"\":0}", n)),
        None,
    ),
    (
        "long names of custom headers beside headers that are to be counted one by one",
        |n| {
            let map: Vec<String> = (0..n)
                .map(|i| format!("\"X-{i}\":[{{\"key\":\"x-{i}\",\"value\":\"\"}}]"))
                .collect();
            let custom: Vec<String> = (0..n / 20)
                .map(|i| format!("\"{}{i}\":[{{\"value\":\"\"}}]", "x".repeat(256)))
                .collect();
            let (map, custom) = (map.join(","), custom.join(","));
            format!("{{\"headers\":{{{map}}},\"origin\":{{\"custom\":{{\"customHeaders\":{{{custom}}}}}}}}}")
                .into_bytes()
        },
        Some(RuleId::OriginCustomHeaderNameLength),
    ),
    ("white space", |n| response(&" \n\t".repeat(n * 10)), Some(RuleId::ResultJson)),
];
