//! Every switch of the pipeline changes what some scenario shows.

use std::collections::BTreeSet;

use edgecase_core::profile::{Part, SWITCHES};

use super::scenario;
use crate::model::Model;
use crate::scenario::Scenario;

/// Returns everything that a scenario shows with some switches set.
fn shown(text: &str, set: &[(&str, &str)]) -> String {
    let mut scenario = Scenario::read(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    scenario.trace = true;
    for (switch, value) in set {
        scenario.set.insert((*switch).to_owned(), (*value).to_owned());
    }
    let mut model = Model::new(&scenario).expect("its switches exist");
    let mut shown = String::new();
    for step in &scenario.steps {
        let answered = model.step(step);
        let answers = answered.as_ref().map(|answered| answered.answers()).unwrap_or_default();
        for answer in answers {
            let text = serde_json::to_string(answer).expect("an answer is JSON");
            shown.push_str(&format!(
                "{text} {:?} {:?}\n",
                answer.moments, answer.background_moments
            ));
        }
    }
    format!("{shown}{:?}", model.caches())
}

const GET: &str = r#"{"request":{"uri":"/a"}}"#;
const TWICE: &str = r#"{"request":{"uri":"/a"}},{"request":{"uri":"/a"}}"#;

/// Returns an origin that answers one thing.
fn origin(reply: &str) -> String {
    format!(r#","origins":{{"main":{{{reply}}}}}"#)
}

/// Returns the functions of a behaviour.
fn functions(list: &str) -> String {
    format!(r#","functions":{{{list}}}"#)
}

/// Returns steps that store a copy, let it expire after a minute, and let the origin fail.
fn failing(advance: u64, then: &str) -> String {
    format!(r#"{GET},{{"advance":{advance}}},{{"origins":{{"main":{{{then}}}}}}},{GET},{GET}"#)
}

const SIGN: &str = r#""viewer-response":{"patch":{"headers":{"x-seen":[{"value":"1"}]}}}"#;
const MINUTE: &str = r#""headers":{"cache-control":"max-age=60"}"#;

/// Returns a scenario that the switch is about.
fn about(switch: &str) -> String {
    let plain =
        |behavior: &str, reply: &str, steps: &str| scenario(behavior, &origin(reply), steps);
    let signed = |reply: &str, steps: &str| plain(&functions(SIGN), reply, steps);
    let generated = |answer: &str, steps: &str| {
        let list = format!(r#""origin-request":{{"return":{answer}}},{SIGN}"#);
        plain(&functions(&list), "", steps)
    };
    match switch {
        "vrs.skip_if" => signed(r#""status":302"#, GET),
        "vrs.status_basis" => plain(
            &functions(&format!(r#""origin-response":{{"patch":{{"status":"200"}}}},{SIGN}"#)),
            r#""status":404"#,
            GET,
        ),
        "vrs.on_generated_error" => generated(r#"{"status":"404"}"#, GET),
        "vrs.on_stale" => signed(MINUTE, &failing(70, r#""status":500"#)),
        "vrs.on_negative_hit" => signed(r#""status":404"#, TWICE),
        "cf_headers_at_vs" => plain(
            &format!(r#","cloudfrontHeaders":["CloudFront-Viewer-Country"]{}"#, functions(SIGN)),
            "",
            r#"{"request":{"cloudfront":{"viewer-country":"DE"}}}"#,
        ),
        "ors.on_dead" => {
            plain(&functions(r#""origin-response":{"patch":{}}"#), r#""unreachable":true"#, GET)
        }
        "key.path" => plain("", "", r#"{"request":{"uri":"/a/../b"}}"#),
        "key.query_order" => {
            plain(r#","key":{"query":["a","b"]}"#, "", r#"{"request":{"uri":"/?b=1&a=2"}}"#)
        }
        "gen.ttl" => generated(
            r#"{"status":"200","headers":{"cache-control":[{"value":"max-age=5"}]}}"#,
            GET,
        ),
        "gen.errors" => generated(r#"{"status":"404"}"#, GET),
        "ttl.bare_cc" => plain("", r#""headers":{"cache-control":"public"}"#, GET),
        "ttl.no_cache" => plain("", r#""headers":{"cache-control":"no-cache"}"#, GET),
        "ttl.origin_age" => {
            plain("", r#""headers":{"cache-control":"max-age=60","age":"20"}"#, GET)
        }
        "ttl.307_308" => plain("", r#""status":307"#, GET),
        "store.blocked" => plain("", r#""headers":{"cache-control":"private"}"#, GET),
        "layer.expiry" => format!(
            r#"{{"format":1,"distribution":{{"behaviors":[{{"path":"*"}}],"topology":{{"pops":{{"A":"eu","B":"eu"}}}}}}{},
                "steps":[{{"request":{{"pop":"A"}}}},{{"advance":10}},{{"request":{{"pop":"B"}}}}]}}"#,
            origin(MINUTE)
        ),
        "reval.headers" => plain(
            "",
            r#""sequence":[{"headers":{"cache-control":"max-age=60","etag":"\"1\"","last-modified":"Thu, 01 Jan 1970 00:00:00 GMT"}},{"status":304}]"#,
            &failing_not(),
        ),
        "head.on_miss" => plain("", "", r#"{"request":{"method":"HEAD"}}"#),
        "cookie.store" => {
            plain(r#","key":{"cookies":"all"}"#, r#""headers":{"set-cookie":"a=1"}"#, TWICE)
        }
        "gen.set_cookie" => {
            generated(r#"{"status":"200","headers":{"set-cookie":[{"value":"a=1"}]}}"#, TWICE)
        }
        "cache.unsafe_invalidates" => {
            plain("", "", r#"{"request":{"uri":"/a"}},{"request":{"uri":"/a","method":"POST"}}"#)
        }
        "err.no_store" => plain("", r#""status":404,"headers":{"cache-control":"no-store"}"#, GET),
        "err.cache_410" => plain("", r#""status":410"#, GET),
        "err.405" => plain("", r#""status":405"#, GET),
        _ => about_more(switch),
    }
}

fn failing_not() -> String {
    format!(r#"{GET},{{"advance":70}},{GET}"#)
}

fn about_more(switch: &str) -> String {
    let plain =
        |behavior: &str, reply: &str, steps: &str| scenario(behavior, &origin(reply), steps);
    let with = |behavior: &str, distribution: &str, origins: &str, steps: &str| {
        format!(
            r#"{{"format":1,"distribution":{{"behaviors":[{{"path":"*"{behavior}}}],{distribution}}},"origins":{{{origins}}},"steps":[{steps}]}}"#
        )
    };
    let rewriting = functions(r#""viewer-request":{"patch":{"uri":"/b"}}"#);
    let responses = |behavior: &str, reply: &str, steps: &str| {
        let page =
            r#""errorResponses":[{"status":404,"page":"/p"},{"status":503,"cachingMinTtl":5}]"#;
        let origins = format!(r#""main":{{"paths":{{"/p":{{}},"*":{{{reply}}}}}}}"#);
        with(behavior, page, &origins, steps)
    };
    let stale = r#""headers":{"cache-control":"max-age=60, stale-while-revalidate=100, stale-if-error=100"}"#;
    match switch {
        "root.apply" => with(
            &functions(r#""viewer-request":{"patch":{}}"#),
            r#""defaultRootObject":"index.html""#,
            r#""main":{}"#,
            r#"{"request":{}}"#,
        ),
        "inval.match" => plain(&rewriting, "", &format!(r#"{GET},{{"invalidate":"/a"}}"#)),
        "cer.applies_to" => responses("", r#""status":404"#, GET),
        "cer.store_own" => responses(&functions(r#""origin-request":{"throw":"x"}"#), "", GET),
        "cer.page_ttl" => responses("", r#""status":404"#, GET),
        "stale.directives" => plain("", stale, &failing(70, r#""status":500"#)),
        "stale.bound" => plain(
            r#","ttl":{"min":0,"default":60,"max":60}"#,
            stale,
            &failing(70, r#""status":500"#),
        ),
        "stale.default_limit" => plain(
            r#","ttl":{"min":0,"default":60,"max":100}"#,
            MINUTE,
            &format!(r#"{},{{"advance":40}},{GET}"#, failing(70, r#""status":500"#)),
        ),
        "stale.hold" => plain("", MINUTE, &failing(70, r#""status":500"#)),
        "stale.on_lambda_fault" => plain(
            &functions(r#""origin-request":{"sequence":[{"patch":{}},{"throw":"x"}]}"#),
            MINUTE,
            &failing_not(),
        ),
        "stale.on_generated_5xx" => plain(
            &functions(
                r#""origin-request":{"sequence":[{"patch":{}},{"return":{"status":"500"}}]}"#,
            ),
            MINUTE,
            &failing_not(),
        ),
        "layer.options" => plain(
            r#","cachedMethods":["GET","HEAD","OPTIONS"]"#,
            "",
            r#"{"request":{"method":"OPTIONS"}}"#,
        ),
        "collapse.private" => plain(
            r#","ttl":{"min":1,"default":60,"max":60}"#,
            r#""headers":{"cache-control":"private"}"#,
            r#"{"batch":[{},{}]}"#,
        ),
        _ => about_failover_and_labels(switch),
    }
}

fn about_failover_and_labels(switch: &str) -> String {
    let plain =
        |behavior: &str, reply: &str, steps: &str| scenario(behavior, &origin(reply), steps);
    let with = |behavior: &str, distribution: &str, origins: &str, steps: &str| {
        format!(
            r#"{{"format":1,"distribution":{{"behaviors":[{{"path":"*"{behavior}}}],{distribution}}},"origins":{{{origins}}},"steps":[{steps}]}}"#
        )
    };
    let group = |behavior: &str, main: &str| {
        let groups = r#""originGroups":{"pair":{"members":["main","backup"],"failoverOn":[500]}}"#;
        let origins = format!(r#""main":{{{main}}},"backup":{{}}"#);
        with(&format!(r#","origin":"pair"{behavior}"#), groups, &origins, GET)
    };
    let stale = r#""headers":{"cache-control":"max-age=60, stale-while-revalidate=100"}"#;
    match switch {
        "fo.transport" => group("", r#""unreachable":true"#),
        "fo.decide_on" => {
            group(&functions(r#""origin-response":{"patch":{"status":"200"}}"#), r#""status":500"#)
        }
        "fo.ors_on_primary" => {
            group(&functions(r#""origin-response":{"patch":{}}"#), r#""status":500"#)
        }
        "fo.on_generated" => group(
            &functions(
                r#""origin-request":{"sequence":[{"return":{"status":"500"}},{"patch":{}}]}"#,
            ),
            "",
        ),
        "xcache.orq_generated" => {
            plain(&functions(r#""origin-request":{"return":{"status":"200"}}"#), "", GET)
        }
        "xcache.swr" => plain("", stale, &failing_not()),
        other => panic!("no scenario is about `{other}`"),
    }
}

#[test]
fn every_switch_of_the_pipeline_counts() {
    for switch in SWITCHES.iter().filter(|switch| switch.part == Part::Pipeline) {
        let text = about(switch.name);
        let mut outcomes: BTreeSet<String> =
            switch.values.iter().map(|value| shown(&text, &[(switch.name, value)])).collect();
        outcomes.insert(shown(&text, &[]));
        let wanted = match switch.name {
            // The scenario has an error from one source: a set has it or has it not.
            "cer.applies_to" => 2,
            // With a minimum of 0, which it asks about, the text of 2023 keeps nothing either.
            "store.blocked" => 2,
            _ => switch.values.len(),
        };
        assert_eq!(outcomes.len(), wanted, "{}\n{outcomes:#?}", switch.name);
    }
}
