//! The model plays scenarios.

mod switches;

use serde_json::Value;

use super::*;
use crate::scenario::{Found, Moment, StepAnswer, difference};

/// Plays a scenario, checks what it expects, and returns the answers and the caches.
fn play(text: &str) -> (Vec<StepAnswer>, Caches) {
    let scenario = Scenario::read(text).expect("a scenario");
    let mut model = Model::new(&scenario).expect("its switches exist");
    let mut answers = Vec::new();
    for (number, step) in scenario.steps.iter().enumerate() {
        let Some(answered) = model.step(step) else { continue };
        for (answer, expect) in answered.answers().iter().zip(step.expects()) {
            let shown = serde_json::to_value(answer).expect("an answer is JSON");
            if let Some(difference) = difference(expect, &shown) {
                panic!("step {number}: {difference}\n{shown:#}");
            }
        }
        answers.extend(answered.answers().to_vec());
    }
    (answers, model.caches())
}

/// Returns a scenario with one behaviour for every path.
fn scenario(behavior: &str, more: &str, steps: &str) -> String {
    format!(
        r#"{{"format":1,"distribution":{{"behaviors":[{{"path":"*"{behavior}}}]}}{more},"steps":[{steps}]}}"#
    )
}

const HELLO: &str =
    r#","origins":{"main":{"headers":{"cache-control":"max-age=60"},"body":"hello"}}"#;

fn lookup(layer: &str, found: Found) -> Moment {
    Moment::Lookup { layer: layer.to_owned(), found }
}

fn store(layer: &str, ttl: u64) -> Moment {
    Moment::Store { layer: layer.to_owned(), ttl }
}

#[test]
fn a_redirect_generated_at_origin_request_is_cached_in_both_layers() {
    let behavior = r#","functions":{"origin-request":{"return":{"status":"302","headers":{"location":[{"value":"/b"}]}}}}"#;
    let steps = r#"
        {"request":{"uri":"/a"},"expect":{"status":302,"cache":"miss","invoked":["origin-request"],"originRequests":0,
            "xCache":"Miss from cloudfront","log":{"result":"Miss","detailed":"MissGeneratedResponse"},"headers":{"age":null,"location":"/b"}}},
        {"advance":10},
        {"request":{"uri":"/a"},"expect":{"status":302,"cache":"hit","invoked":[],"headers":{"age":"10","location":"/b"}}}"#;
    let (answers, caches) = play(&scenario(behavior, HELLO, steps));
    let stage = edgecase_core::Stage::OriginRequest;
    assert_eq!(
        answers[0].moments,
        [
            lookup("pop", Found::Nothing),
            lookup("regional", Found::Nothing),
            Moment::Function(stage),
            store("regional", 86_400),
            store("pop", 86_400),
        ]
    );
    assert_eq!(answers[1].moments, [lookup("pop", Found::Fresh)]);
    assert_eq!(caches["pop"], caches["regional"]);
    assert_eq!(caches["pop"].len(), 1);
}

#[test]
fn what_viewer_request_generates_is_never_cached() {
    let behavior = r#","functions":{"viewer-request":{"return":{"status":"200","body":"x"}},"viewer-response":{"throw":"not called"}}"#;
    let steps = r#"{"request":{"uri":"/a"},"expect":{"status":200,"cache":"none","body":"x","invoked":["viewer-request"],
        "xCache":"LambdaGeneratedResponse from cloudfront","headers":{"date":null}}}"#;
    let (answers, caches) = play(&scenario(behavior, HELLO, steps));
    assert_eq!(answers[0].moments.len(), 1);
    assert!(caches.values().all(Vec::is_empty));
    assert_eq!(caches.len(), 2);
}

#[test]
fn a_304_refreshes_the_copy_in_every_layer() {
    let more = r#","trace":true,"origins":{"main":{"headers":{"cache-control":"max-age=60","etag":"\"1\""},"body":"hello","conditional":true}}"#;
    let steps = r#"
        {"request":{"uri":"/a"},"expect":{"cache":"miss"}},
        {"advance":60},
        {"request":{"uri":"/a"},"expect":{"status":200,"body":"hello","cache":"refresh","xCache":"RefreshHit from cloudfront","headers":{"age":null},
            "originSaw":[{"origin":"main","headers":{"if-none-match":["\"1\""],"if-modified-since":null,"host":["main.example.org"]}}]}}"#;
    let (answers, caches) = play(&scenario("", more, steps));
    assert_eq!(
        answers[1].moments,
        [
            lookup("pop", Found::Expired),
            lookup("regional", Found::Expired),
            Moment::Origin { origin: Some("main".to_owned()), uri: "/a".to_owned() },
            Moment::Refresh { layer: "regional".to_owned(), ttl: 60 },
            store("pop", 60),
        ]
    );
    assert_eq!(caches["pop"][0].expires_at, 120);
    assert_eq!(caches["pop"][0].headers["date"], ["Thu, 01 Jan 1970 00:01:00 GMT"]);
}

#[test]
fn a_stale_copy_is_held_while_the_origin_fails() {
    let steps = r#"
        {"request":{"uri":"/a"}},
        {"advance":100},
        {"origins":{"main":{"status":503}}},
        {"request":{"uri":"/a"},"expect":{"status":200,"cache":"stale","originRequests":1,"xCache":"RefreshHit from cloudfront","headers":{"age":"100"}}},
        {"advance":9},
        {"request":{"uri":"/a"},"expect":{"status":200,"cache":"stale","originRequests":0,"xCache":"Hit from cloudfront","headers":{"age":"109"}}},
        {"advance":1},
        {"request":{"uri":"/a"},"expect":{"status":200,"cache":"stale","originRequests":1}}"#;
    let (answers, caches) = play(&scenario("", HELLO, steps));
    assert_eq!(
        answers[1].moments[3..],
        [Moment::Hold { layer: "regional".to_owned(), until: 110 }, store("pop", 0)]
    );
    assert_eq!(answers[2].moments, [lookup("pop", Found::Held)]);
    assert_eq!(caches["regional"][0].hold_until, 120);
}

#[test]
fn an_error_page_takes_the_place_of_a_404() {
    let text = r#"{"format":1,"distribution":{"behaviors":[
            {"path":"/page*","functions":{"viewer-request":{"throw":"not called"},"origin-request":{"patch":{}}}},
            {"path":"*","functions":{"viewer-response":{"throw":"not called"}}}],
            "errorResponses":[{"status":404,"page":"/page.html","responseStatus":200}]},
        "origins":{"main":{"paths":{"/page.html":{"body":"sorry"}}}},
        "steps":[
            {"request":{"uri":"/a"},"expect":{"status":200,"body":"sorry","cache":"miss","xCache":"Error from cloudfront","invoked":["origin-request"],"originRequests":2}},
            {"advance":5},
            {"request":{"uri":"/a"},"expect":{"status":200,"body":"sorry","cache":"hit","xCache":"Error from cloudfront","headers":{"age":"5"}}}]}"#;
    let (answers, _) = play(text);
    assert_eq!(
        answers[1].moments,
        [
            lookup("pop", Found::Negative),
            Moment::ErrorPage { status: 404 },
            lookup("pop", Found::Fresh),
        ]
    );
}

#[test]
fn the_requests_of_a_batch_share_one_fetch() {
    let behavior = r#","functions":{"viewer-request":{"patch":{}},"origin-request":{"patch":{}},"viewer-response":{"patch":{}}}"#;
    let more = r#","origins":{"main":{"body":"hello"}}"#;
    let steps = r#"
        {"batch":[{"uri":"/a"},{"uri":"/a"},{"uri":"/b"}],"expect":[
            {"cache":"miss","invoked":["viewer-request","origin-request","viewer-response"],"originRequests":1},
            {"cache":"hit","invoked":["viewer-request","viewer-response"],"originRequests":0,"body":"hello","headers":{"age":null}},
            {"cache":"miss"}]}"#;
    let (answers, _) = play(&scenario(behavior, more, steps));
    assert!(!answers[1].moments.iter().any(|m| matches!(m, Moment::Store { .. })));
}

#[test]
fn a_follower_takes_the_copy_into_its_own_point_of_presence() {
    let text = r#"{"format":1,"distribution":{"behaviors":[{"path":"*"}],"topology":{"pops":{"A":"eu","B":"eu","C":"us"}}},
        "origins":{"main":{"body":"hello"}},
        "steps":[{"batch":[{"pop":"A"},{"pop":"B"},{"pop":"C"},{"pop":"B"}],
            "expect":[{"cache":"miss"},{"cache":"hit"},{"cache":"miss"},{"cache":"hit"}]}]}"#;
    let (answers, caches) = play(text);
    assert_eq!(answers[1].moments[2..], [store("B", 86_400)]);
    assert_eq!(answers[3].moments.len(), 2);
    assert!(caches.values().all(|copies| copies.len() == 1));
}

#[test]
fn a_private_answer_is_not_shared() {
    let more = r#","origins":{"main":{"headers":{"cache-control":"private"}}}"#;
    let steps =
        r#"{"batch":[{},{}],"expect":[{"cache":"miss"},{"cache":"miss","originRequests":1}]}"#;
    play(&scenario("", more, steps));
}

#[test]
fn a_copy_in_its_window_is_refreshed_in_the_background() {
    let more = r#","origins":{"main":{"headers":{"cache-control":"max-age=60, stale-while-revalidate=30"}}}"#;
    let steps = r#"
        {"request":{}},
        {"advance":70},
        {"request":{},"expect":{"cache":"stale","xCache":"Hit from cloudfront","originRequests":0,"headers":{"age":"70"},"background":{"originRequests":1}}},
        {"request":{},"expect":{"cache":"hit","headers":{"age":"0"}}}"#;
    let (answers, _) = play(&scenario("", more, steps));
    assert_eq!(answers[1].moments, [lookup("pop", Found::Revalidating)]);
    assert_eq!(answers[1].background_moments.len(), 3);
}

#[test]
fn head_looks_into_the_slot_of_get_and_then_its_own() {
    let steps = r#"
        {"request":{"method":"HEAD"},"expect":{"cache":"miss","body":""}},
        {"request":{},"expect":{"cache":"miss","body":"hello"}},
        {"request":{"method":"HEAD"},"expect":{"cache":"hit","body":""}}"#;
    let (_, caches) = play(&scenario("", HELLO, steps));
    let methods: Vec<&str> = caches["pop"].iter().map(|copy| copy.method.as_str()).collect();
    assert_eq!(methods, ["GET", "HEAD"]);
}

#[test]
fn vectors_of_lifetimes() {
    // min, default, max, status, headers, seconds (-1 where nothing is stored).
    let table: [(u64, u64, u64, u16, &str, i64); 45] = [
        (0, 86_400, 31_536_000, 200, "", 86_400),
        (0, 86_400, 31_536_000, 200, "max-age=3600", 3600),
        (0, 86_400, 3600, 200, "max-age=7200", 3600),
        (0, 86_400, 31_536_000, 200, "max-age=0", 0),
        (0, 0, 31_536_000, 200, "", 0),
        (0, 60, 300, 200, "max-age=600, s-maxage=30", 30),
        (0, 60, 300, 200, "s-maxage=900", 300),
        (0, 60, 300, 200, "public", 60),
        (0, 60, 300, 200, "no-cache", 0),
        (0, 60, 300, 200, "no-store", 0),
        (0, 60, 300, 200, "private, max-age=100", 0),
        (0, 60, 300, 200, "no-cache=\"Set-Cookie\", max-age=100", 100),
        (0, 60, 300, 307, "", -1),
        (0, 60, 300, 307, "public", 60),
        (0, 60, 300, 301, "", 60),
        (10, 60, 300, 200, "max-age=5", 10),
        (10, 60, 300, 200, "max-age=100", 100),
        (10, 60, 300, 200, "max-age=1000", 300),
        (10, 60, 300, 200, "max-age=500, s-maxage=3", 10),
        (10, 60, 300, 200, "no-store", 10),
        (10, 60, 300, 200, "private, s-maxage=200", 10),
        (1, 86_400, 31_536_000, 200, "no-store", 1),
        (0, 60, 300, 200, "max-age=x, max-age=\"7\", max-age=9", 7),
        (0, 60, 300, 200, "MAX-AGE=8", 8),
        (60, 60, 300, 503, "", 10),
        (0, 60, 300, 404, "", 10),
        (0, 60, 300, 404, "max-age=100", 100),
        (0, 60, 300, 404, "max-age=3", 10),
        (0, 60, 300, 404, "max-age=1000", 300),
        (0, 60, 300, 404, "no-store", -1),
        (0, 60, 300, 503, "no-store", 10),
        (0, 60, 300, 503, "private, max-age=50", 10),
        (0, 60, 300, 403, "", -1),
        (0, 60, 300, 403, "max-age=20", 20),
        (0, 60, 300, 403, "no-store", -1),
        (0, 60, 300, 403, "no-store, max-age=20", 10),
        (0, 60, 300, 405, "", -1),
        (0, 60, 300, 410, "", 10),
        (0, 60, 300, 410, "no-cache", -1),
        (0, 60, 300, 416, "max-age=50", -1),
        (0, 60, 300, 429, "max-age=50", -1),
        (0, 60, 300, 501, "no-store", -1),
        (0, 60, 300, 412, "s-maxage=99", 99),
        (0, 60, 300, 414, "s-maxage=99", 99),
        (0, 60, 300, 505, "", -1),
    ];
    for (min, default, max, status, control, want) in table {
        let behavior = format!(r#","ttl":{{"min":{min},"default":{default},"max":{max}}}"#);
        let headers = match control {
            "" => Value::Object(serde_json::Map::new()),
            _ => serde_json::json!({"cache-control": control}),
        };
        let more = format!(r#","origins":{{"main":{{"status":{status},"headers":{headers}}}}}"#);
        let (answers, _) = play(&scenario(&behavior, &more, r#"{"request":{}}"#));
        let stored = answers[0].moments.iter().find_map(|moment| match moment {
            Moment::Store { ttl, .. } => i64::try_from(*ttl).ok(),
            _ => None,
        });
        assert_eq!(stored.unwrap_or(-1), want, "{min}/{default}/{max} {status} {control}");
    }
}

#[test]
fn a_group_fails_over_once_and_runs_origin_request_for_both() {
    let text = r#"{"format":1,"distribution":{
            "behaviors":[{"path":"*","origin":"pair","functions":{"origin-request":{"patch":{}},"origin-response":{"patch":{}}}}],
            "originGroups":{"pair":{"members":["main","backup"],"failoverOn":[500]}}},
        "origins":{"main":{"status":500},"backup":{"body":"second"}},
        "steps":[{"request":{},"expect":{"status":200,"body":"second","originRequests":2,
            "invoked":["origin-request","origin-response","origin-request","origin-response"]}}]}"#;
    play(text);
}

#[test]
fn a_failed_function_stores_nothing_and_a_dead_origin_an_error() {
    let behavior = r#","functions":{"origin-request":{"sequence":[{"return":{"status":"600"}},{"throw":"x"},{"patch":{}}]}}"#;
    let more = r#","origins":{"main":{"unreachable":"timeout"}}"#;
    let steps = r#"
        {"request":{},"expect":{"status":502,"cache":"miss","xCache":"LambdaValidationError from cloudfront"}},
        {"request":{},"expect":{"status":503,"xCache":"LambdaExecutionError from cloudfront","log":{"result":"LambdaExecutionError"}}},
        {"request":{},"expect":{"status":504,"cache":"miss","xCache":"Error from cloudfront","originRequests":1}},
        {"request":{},"expect":{"status":504,"cache":"hit","originRequests":0}}"#;
    play(&scenario(behavior, more, steps));
}

#[test]
fn a_fresh_copy_answers_a_condition_with_304() {
    let more = r#","origins":{"main":{"headers":{"etag":"\"1\""},"body":"hello"}}"#;
    let steps = r#"
        {"request":{"headers":{"If-None-Match":"\"1\""}},"expect":{"status":200,"body":"hello"}},
        {"request":{"headers":{"If-None-Match":"W/\"0\", W/\"1\""}},"expect":{"status":304,"body":"","cache":"hit","headers":{"etag":"\"1\"","age":"0"}}},
        {"request":{"headers":{"If-None-Match":"\"2\""}},"expect":{"status":200}}"#;
    play(&scenario("", more, steps));
}

#[test]
fn plain_http_is_redirected_before_anything_runs() {
    let behavior =
        r#","viewerProtocol":"redirect-to-https","functions":{"viewer-request":{"throw":"x"}}"#;
    let steps = r#"
        {"request":{"uri":"/a?b","scheme":"http"},"expect":{"status":301,"cache":"none","xCache":"Redirect from cloudfront",
            "headers":{"location":"https://d111111abcdef8.cloudfront.net/a?b"}}},
        {"request":{"uri":"/a","scheme":"http","method":"POST"},"expect":{"status":307}},
        {"request":{"uri":"/a","scheme":"http","method":"POST","httpVersion":"1.0"},"expect":{"status":403,"xCache":"Error from cloudfront"}}"#;
    play(&scenario(behavior, HELLO, steps));
}

#[test]
fn patterns_of_behaviours() {
    for (pattern, path, fits) in [
        ("*", "/a/b", true),
        ("/a*", "/a", true),
        ("a*c", "/abbc", true),
        ("a*c", "/abbcd", false),
        ("*.jpg", "/x/y.jpg", true),
        ("/a?c", "/abc", true),
        ("/a?c", "/ac", false),
        ("/a", "/A", false),
        ("*a*b*", "/xxaxxbxx", true),
        ("*a*b", "/ab/ab/a", false),
    ] {
        assert_eq!(policy::fits(pattern, path), fits, "{pattern} {path}");
    }
}

#[test]
fn dot_segments_and_escapes_of_a_path() {
    for (raw, normal) in [
        ("/a/./b/../c", "/a/c"),
        ("/a/..", "/"),
        ("/..", "/"),
        ("/a/.", "/a/"),
        ("/a//../b", "/a/b"),
        ("/%2f%e4%zz%", "/%2F%E4%zz%"),
    ] {
        assert_eq!(path::normalised(raw), normal);
    }
}

#[test]
fn the_origin_gets_what_the_policies_select_and_functions_see_it() {
    let text = r#"{"format":1,"trace":true,"distribution":{"behaviors":[{"path":"*",
            "key":{"headers":["X-A"],"cookies":["b"],"query":["q"],"gzip":true,"brotli":true},
            "originRequest":{"headers":["CloudFront-Viewer-Country"],"cookies":["a"],"query":["p"]},
            "cloudfrontHeaders":["CloudFront-Viewer-Country"],"signedUrls":true,
            "functions":{"viewer-request":{"patch":{}},"origin-request":{"patch":{}},"origin-response":{"patch":{}},"viewer-response":{"patch":{}}}}]},
        "origins":{"main":{"kind":"s3","region":"regional","headers":{"Vary":"X-A, X-B","Set-Cookie":"s=1"}}},
        "steps":[{"request":{"uri":"/a?q=1&&x=2&p=3&Policy=4","cloudfront":{"viewer-country":"DE"},
                "headers":{"x-a":["1","2"],"X-B":"3","Cookie":"c=3; b=2;a=1","Accept-Encoding":"gzip;q=0, br, deflate","X-Cache":"x"}},
            "expect":{"status":200,"cache":"miss","invoked":["viewer-request","origin-request","origin-response","viewer-response"],
                "headers":{"vary":"X-A","set-cookie":"s=1"},
                "originSaw":[{"origin":"main","uri":"/a","querystring":"q=1&p=3","headers":{
                    "host":["main.s3.us-east-1.amazonaws.com"],"x-a":["1","2"],"x-b":null,"cookie":["a=1; b=2"],
                    "accept-encoding":["br"],"cloudfront-viewer-country":["DE"],"x-cache":null}}],
                "events":[
                    {"stage":"viewer-request","event":{"Records":[{"cf":{"request":{"querystring":"q=1&&x=2&p=3&Policy=4","headers":{"x-cache":null,"cloudfront-viewer-country":null}}}}]}},
                    {"stage":"origin-request","event":{"Records":[{"cf":{"request":{"querystring":"q=1&p=3","origin":{"s3":{"authMethod":"none","region":"regional"}},
                        "headers":{"cookie":[{"key":"Cookie","value":"a=1; b=2"}]}}}}]}},
                    {"stage":"origin-response","event":{"Records":[{"cf":{"response":{"status":"200","statusDescription":"OK","headers":{"vary":[{"key":"Vary","value":"X-A, X-B"}]}}}}]}},
                    {"stage":"viewer-response","event":{"Records":[{"cf":{"request":{"origin":null,"headers":{"cloudfront-viewer-country":null,"x-b":[{"value":"3"}]}}}}]}}]}}]}"#;
    let (_, caches) = play(text);
    let copy = &caches["pop"][0];
    assert!(caches["regional"].is_empty(), "the bucket is beside the regional cache");
    assert_eq!(copy.query, "q=1");
    assert_eq!(copy.key_headers, [("x-a".into(), "1".into()), ("x-a".into(), "2".into())]);
    assert_eq!(copy.key_cookies, ["b=2"]);
    assert_eq!(copy.accept_encoding, "br");
    assert_eq!(copy.headers["vary"], ["X-A, X-B"]);
    assert_eq!(copy.headers["set-cookie"], ["s=1"]);
}

#[test]
fn origin_request_may_send_a_request_elsewhere() {
    let text = r#"{"format":1,"trace":true,"distribution":{"behaviors":[{"path":"*","origin":"main","functions":{"origin-request":{"sequence":[
            {"patch":{"uri":"/z","origin":{"custom":{"domainName":"other.example.org","customHeaders":{"x-k":[{"key":"X-K","value":"1"}]}}}}},
            {"patch":{"origin":{"custom":{"domainName":"nowhere.example.org"}}}}]}}}]},
        "origins":{"main":{},"other":{"paths":{"/z":{"body":"there"}}}},
        "steps":[
            {"request":{"uri":"/a"},"expect":{"body":"there","originSaw":[{"origin":"other","uri":"/z","headers":{"x-k":["1"],"host":["main.example.org"]}}]}},
            {"request":{"uri":"/b"},"expect":{"status":502,"originRequests":1,"originSaw":[]}}]}"#;
    let (answers, caches) = play(text);
    let unknown = Moment::Origin { origin: None, uri: "/b".to_owned() };
    assert!(answers[1].moments.contains(&unknown));
    assert_eq!(caches["pop"][0].path, "/a");
}

#[test]
fn a_request_body_is_shown_and_may_be_replaced() {
    let behavior = r#","functions":{"viewer-request":{"patch":{"body":{"action":"replace","encoding":"text","data":"new"}}},"origin-request":{"patch":{}}}"#;
    let more = r#","trace":true,"origins":{"main":{}}"#;
    let steps = r#"{"request":{"method":"POST","body":"old"},"expect":{"status":200,"cache":"none","xCache":"Miss from cloudfront","events":[
        {"event":{"Records":[{"cf":{"request":{"body":{"action":"read-only","encoding":"base64","data":"b2xk","inputTruncated":false}}}}]}},
        {"event":{"Records":[{"cf":{"request":{"body":{"data":"bmV3"}}}}]}}]}}"#;
    play(&scenario(behavior, more, steps));
}

#[test]
fn a_copy_for_outages_stands_in_for_a_dead_origin_only() {
    let more = r#","origins":{"main":{"headers":{"cache-control":"no-store","etag":"\"1\""},"conditional":true}},"trace":true"#;
    let steps = r#"
        {"request":{},"expect":{"cache":"miss"}},
        {"request":{},"expect":{"cache":"miss","originSaw":[{"headers":{"if-none-match":null}}]}},
        {"origins":{"main":{"unreachable":true}}},
        {"request":{},"expect":{"status":200,"cache":"stale"}},
        {"advance":10},
        {"origins":{"main":{"status":500}}},
        {"request":{},"expect":{"status":500,"cache":"miss"}}"#;
    play(&scenario("", more, steps));
}

#[test]
fn origin_response_decides_what_is_stored_and_whether_a_stale_copy_may_stand_in() {
    let behavior = r#","functions":{"origin-response":{"sequence":[{"patch":{}},{"patch":{"status":"500"}},{"patch":{"status":"200","body":"mended"}}]}}"#;
    let steps = r#"
        {"request":{}},{"advance":60},
        {"request":{},"expect":{"status":500,"cache":"miss"}},{"advance":60},
        {"origins":{"main":{"status":404}}},
        {"request":{},"expect":{"status":200,"body":"mended"}},
        {"request":{},"expect":{"cache":"hit","body":"mended"}}"#;
    play(&scenario(behavior, HELLO, steps));
}

#[test]
fn invalidation_and_eviction_go_by_path_and_query() {
    let behavior = r#","key":{"query":"all"}"#;
    let steps = r#"
        {"request":{"uri":"/a"}},{"request":{"uri":"/a?x=1"}},{"request":{"uri":"/b?x=1"}},
        {"invalidate":"/a"},
        {"request":{"uri":"/a"},"expect":{"cache":"miss"}},
        {"request":{"uri":"/a?x=1"},"expect":{"cache":"hit"}},
        {"evict":{"layer":"pop","uri":"/a?x=1"}},
        {"request":{"uri":"/a?x=1"},"expect":{"cache":"hit","headers":{"age":"0"}}},
        {"invalidate":"/a*"},
        {"request":{"uri":"/a?x=1"},"expect":{"cache":"miss"}},
        {"request":{"uri":"/b?x=1"},"expect":{"cache":"hit"}}"#;
    play(&scenario(behavior, HELLO, steps));
}
