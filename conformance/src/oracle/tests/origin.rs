use super::*;

/// Judges a request whose origin has one member of `custom` changed.
fn custom(name: &str, value: Value) -> Vec<String> {
    let asked = at(OR);
    asked.refusals(&asked.with(&format!("/origin/custom/{name}"), value))
}

/// Judges a request whose origin is S3, with one member changed.
fn s3(asked: &Asked, name: &str, value: Value) -> Vec<String> {
    asked.refusals(&s3_request(asked, name, value))
}

fn s3_request(asked: &Asked, name: &str, value: Value) -> Value {
    let mut result = asked.with(
        "/origin",
        json!({ "s3": {
        "domainName": "b.s3.amazonaws.com", "path": "", "authMethod": "none" } }),
    );
    put(&mut result, &format!("/origin/s3/{name}"), value);
    result
}

fn at_custom(rule: &str, name: &str) -> Vec<String> {
    vec![format!("origin/{rule} /origin/custom/{name}")]
}

#[test]
fn an_origin_has_exactly_one_side() {
    let asked = at(OR);
    let origin = |value: Value| asked.refusals(&asked.with("/origin", value));
    assert_eq!(origin(json!(1)), ["origin/type /origin"]);
    assert_eq!(origin(json!(null)), ["origin/type /origin"]);
    assert_eq!(origin(json!({})), ["origin/neither /origin"]);
    assert_eq!(origin(json!({ "s3": 1 })), ["origin/type /origin/s3"]);
    assert_eq!(
        origin(json!({ "s3": null, "custom": origin_member()["custom"] })),
        ["origin/type /origin/s3", "origin/both /origin",]
    );
    let without = asked.without("/origin");
    assert_eq!(asked.normalised(&without), without);
}

#[test]
fn an_origin_at_viewer_request_has_no_effect() {
    let asked = at(VR);
    let result = asked.with("/origin", json!(1));
    assert_eq!(asked.notes(&result), ["origin/at-viewer-request /origin"]);
    assert_eq!(asked.normalised(&result), asked.message);
}

#[test]
fn members_are_there_and_have_their_types() {
    let asked = at(OR);
    let without = asked.without("/origin/custom/port");
    assert_eq!(asked.refusals(&without), ["origin/missing-member /origin/custom -port"]);
    let inherit = at(OR).set("missing_origin_field", "inherit");
    assert_eq!(inherit.normalised(&without), asked.message);
    assert_eq!(custom("path", json!(null)), at_custom("member-type", "path"));
    for value in [json!("30"), json!(1.5), json!(-1), json!(null)] {
        assert_eq!(custom("readTimeout", value), at_custom("number-type", "readTimeout"));
    }
    assert!(custom("region", json!(1)).is_empty());
    assert_eq!(
        custom("sslProtocols", json!("TLSv1")),
        at_custom("ssl-protocols-type", "sslProtocols")
    );
    assert_eq!(
        custom("sslProtocols", json!([1, "TLSv1.3", "tlsv1", "SSLv3"])),
        [
            "origin/ssl-protocols-type /origin/custom/sslProtocols/0",
            "origin/ssl-protocol /origin/custom/sslProtocols/2",
            "origin/tls13 /origin/custom/sslProtocols/1",
        ]
    );
}

#[test]
fn ports_protocols_and_timeouts_have_their_values() {
    for port in [80, 443, 1024, 65_535] {
        assert!(custom("port", json!(port)).is_empty());
    }
    for port in [0, 22, 79, 81, 444, 1023, 65_536] {
        assert_eq!(custom("port", json!(port)), at_custom("port", "port"));
    }
    assert_eq!(custom("protocol", json!("HTTP")), at_custom("protocol", "protocol"));
    assert_eq!(
        custom("keepaliveTimeout", json!(0)),
        at_custom("keepalive-timeout", "keepaliveTimeout")
    );
    assert!(custom("keepaliveTimeout", json!(120)).is_empty());
    assert_eq!(
        custom("keepaliveTimeout", json!(121)),
        at_custom("keepalive-timeout", "keepaliveTimeout")
    );
    let completion = "responseCompletionTimeout";
    assert_eq!(custom(completion, json!(29)), at_custom("completion-timeout", completion));
    assert!(custom(completion, json!(30)).is_empty() && custom(completion, json!(0)).is_empty());
    let old = at(OR).edition(Edition::E2023_05);
    assert_eq!(
        old.refusals(&old.with("/origin/custom/readTimeout", json!(3))),
        ["origin/read-timeout /origin/custom/readTimeout",]
    );
    assert!(
        old.refusals(&old.with("/origin/custom/responseCompletionTimeout", json!("x"))).is_empty()
    );
    assert!(s3(&old, "readTimeout", json!("x")).is_empty());
    assert_eq!(
        s3(&at(OR), "readTimeout", json!(121)),
        ["origin/read-timeout /origin/s3/readTimeout"]
    );
}

#[test]
fn a_custom_domain_is_a_dns_name() {
    let domain = |text: &str| custom("domainName", json!(text));
    assert!(domain("example.org.").is_empty());
    assert_eq!(domain(""), at_custom("domain-empty", "domainName"));
    assert_eq!(domain("a:80"), at_custom("domain-colon", "domainName"));
    assert_eq!(domain("1.2.3.4"), at_custom("domain-ip", "domainName"));
    assert_eq!(domain("[::1]").len(), 2);
    assert_eq!(domain("a b"), at_custom("domain-syntax", "domainName"));
    let long = |last: usize| format!("{}{}", "abcdefghi.".repeat(25), "a".repeat(last));
    assert!(domain(&long(3)).is_empty());
    assert_eq!(domain(&long(4)), at_custom("domain-length", "domainName"));
    let result = at(OR).with("/origin/custom/domainName", json!(long(4)));
    assert_eq!(at(OR).measure(RuleId::OriginDomainLength, &result), Some((254, 253)));
}

#[test]
fn an_s3_domain_is_a_bucket() {
    let domain = |text: &str| s3(&at(OR), "domainName", json!(text));
    assert!(domain("b.s3.eu-west-1.amazonaws.com").is_empty());
    assert_eq!(domain("example.org"), ["origin/s3-domain /origin/s3/domainName"]);
    assert_eq!(domain("B.s3.amazonaws.com"), ["origin/s3-domain-case /origin/s3/domainName"]);
    assert_eq!(
        domain(&format!("{}.s3.amazonaws.com", "b.".repeat(56) + "b")),
        ["origin/s3-domain-length /origin/s3/domainName",]
    );
    let global = at(OR).set("s3_regional_endpoint", "reject");
    assert!(s3(&global, "domainName", json!("b.s3.amazonaws.com")).is_empty());
    assert_eq!(s3(&global, "domainName", json!("b.s3.eu-west-1.amazonaws.com")).len(), 1);
}

#[test]
fn a_path_starts_with_a_slash_and_does_not_end_with_one() {
    let path = |text: &str| custom("path", json!(text));
    assert!(path("").is_empty() && path("/a/b%20").is_empty());
    assert_eq!(path("/"), at_custom("path-root", "path"));
    assert_eq!(path("a"), at_custom("path-start", "path"));
    assert_eq!(path("/a/"), at_custom("path-end", "path"));
    assert_eq!(path("/a b"), at_custom("path-encoding", "path"));
    assert!(path(&format!("/{}", "a".repeat(254))).is_empty());
    assert_eq!(path(&format!("/{}", "a".repeat(255))), at_custom("path-length", "path"));
    assert!(s3(&at(OR), "path", json!("/a b")).is_empty());
    assert_eq!(s3(&at(OR), "path", json!("a/")).len(), 2);
}

#[test]
fn an_access_identity_needs_a_region_and_an_s3_origin() {
    let identity = json!("origin-access-identity");
    assert_eq!(
        s3(&at(OR), "authMethod", identity.clone()),
        ["origin/auth-region /origin/s3 -region", "origin/auth-switched /origin/s3/authMethod",]
    );
    assert_eq!(
        s3(&at(OR), "authMethod", json!("oac")),
        ["origin/auth-method /origin/s3/authMethod"]
    );
    let from_s3 = at(OR).event("/origin", json!({ "s3": {} }));
    let mut result = s3_request(&from_s3, "authMethod", identity);
    put(&mut result, "/origin/s3/region", json!(""));
    assert_eq!(from_s3.refusals(&result), ["origin/auth-region /origin/s3/region"]);
    put(&mut result, "/origin/s3/region", json!(1));
    assert_eq!(from_s3.refusals(&result), ["origin/member-type /origin/s3/region"]);
    put(&mut result, "/origin/s3/region", json!("eu-west-1"));
    assert_eq!(from_s3.normalised(&result), result);
}
