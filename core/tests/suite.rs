//! The whole suite in one short run: every case is as expected, and as the naive twins have it.
//!
//! Mutation testing runs this and the unit tests, nothing else; so it has to take seconds and to look
//! at everything that the reference says. The other tests look longer, not at more.

use std::collections::BTreeMap;
use std::sync::Arc;

use edgecase::agreement::compare;
use edgecase::invariant::{agree, model, reference};
use edgecase::judge::judge;
use edgecase::oracle::Question;
use edgecase::runner::Outcome;
use edgecase::scenario::{Player, Scenario};
use edgecase::suite::{Case, Suite, VectorCase};
use edgecase::testee::{PlayScenario, Reference, Testee as _, Validate};
use edgecase_core::cache::{AcceptEncoding, Cache, Entry, Key, Provenance, Slot, Stored};
use edgecase_core::pipeline::{Found, Moment};
use edgecase_core::profile::{Part, SWITCHES, Switch};
use edgecase_core::{Event, Headers, Profile, RuleId, Stage, Timestamp};

/// Longer results are judged by the reference only, to save time.
const LONG: usize = 100_000;

/// Of so many cases one is tried under a value of a switch; a prime.
const STEP: usize = 29;

fn suite() -> Suite {
    Suite::embedded().expect("the embedded suite")
}

fn switches(part: Part) -> impl Iterator<Item = (&'static Switch, &'static str)> {
    let of_part = SWITCHES.iter().filter(move |switch| switch.part == part);
    of_part.flat_map(|switch| switch.values.iter().map(move |value| (switch, *value)))
}

/// A result with its event, ready to be judged.
struct Input {
    event: String,
    result: Vec<u8>,
}

/// Returns the event and the bytes of a case; `None` if the function returned nothing.
fn input(case: &VectorCase<'_>) -> Option<Input> {
    let exchange = case.prepare().expect("a sound case");
    let result = exchange.result.bytes().expect("base64 in the vectors")?;
    let event = exchange.event.unwrap_or_else(|| Event::minimal(case.stage).to_json());
    Some(Input { event, result })
}

fn hold_together(case: &VectorCase<'_>, input: &Input, profile: &Profile) {
    let Input { event, result } = input;
    if let Err(difference) = compare(&Question::new(case.stage, event, result, profile)) {
        panic!("{}: {difference}", case.name());
    }
}

#[test]
fn every_vector_is_as_expected_and_as_the_oracle_says() {
    for case in suite().vector_cases(None) {
        let question = Validate::of(&case).expect("a sound case");
        let outcome = judge(&Case::Vector(case), Reference.validate(&question));
        assert!(matches!(outcome, Outcome::Pass | Outcome::Yes), "{}: {outcome:?}", case.name());
    }
}

#[test]
fn reference_and_oracle_agree_in_every_edition() {
    for case in suite().all_vector_cases() {
        let profile = case.profile().expect("switches of the vectors");
        match input(&case) {
            Some(input) if input.result.len() < LONG => hold_together(&case, &input, &profile),
            _ => {}
        }
    }
}

#[test]
fn reference_and_oracle_agree_under_every_switch() {
    let suite = suite();
    let short = |case: &VectorCase<'_>| input(case).filter(|input| input.result.len() < 10_000);
    let cases: Vec<_> =
        suite.vector_cases(None).filter_map(|case| Some((case, short(&case)?))).collect();
    for (number, (switch, value)) in switches(Part::Results).enumerate() {
        for (case, input) in cases.iter().skip(number % STEP).step_by(STEP) {
            let mut profile = case.profile().expect("switches of the vectors");
            profile.set(switch.name, value).expect("a value of the table");
            hold_together(case, input, &profile);
        }
    }
}

fn play_alike(path: &str, scenario: &Scenario) {
    // All that led to the answers is compared, whether the scenario shows it or not.
    let scenario = &Scenario { trace: true, ..scenario.clone() };
    if let Err(difference) = agree(scenario, &reference, &model) {
        panic!("{path} {:?}: {difference}", scenario.set);
    }
}

#[test]
fn every_scenario_is_as_expected_and_as_the_model_plays_it() {
    for file in &suite().scenarios {
        let answer = Reference.scenario(&PlayScenario { scenario: &file.scenario.blind() });
        let outcome = judge(&Case::Scenario(file), answer);
        assert!(matches!(outcome, Outcome::Pass | Outcome::Yes), "{}: {outcome:?}", file.path);
        play_alike(&file.path, &Scenario { trace: true, ..file.scenario.clone() });
    }
}

#[test]
fn reference_and_model_agree_under_every_switch() {
    let suite = suite();
    for (number, (switch, value)) in switches(Part::Pipeline).enumerate() {
        let about = |set: &BTreeMap<String, String>| set.contains_key(switch.name);
        let sample = suite
            .scenarios
            .iter()
            .enumerate()
            .filter(|(at, file)| about(&file.scenario.set) || at % STEP == number % STEP);
        for (_, file) in sample {
            let mut scenario = Scenario { trace: true, ..file.scenario.clone() };
            scenario.set.insert(switch.name.to_owned(), value.to_owned());
            play_alike(&file.path, &scenario);
        }
    }
}

#[test]
fn functions_are_judged_by_the_headers_of_the_key_and_see_the_path_of_the_origin() {
    for key in [r#""none""#, r#"["Accept-Language"]"#] {
        let patch = r#"{"headers":{"accept-language":[{"key":"Accept-Language","value":"de"}]}}"#;
        let text = format!(
            r#"{{"format":1,"profile":"2018-01","trace":true,
            "distribution":{{"behaviors":[{{"key":{{"headers":{key}}},
            "functions":{{"origin-request":{{"patch":{patch}}}}}}}]}},
            "origins":{{"main":{{"path":"/base"}}}},"steps":[{{"request":{{}}}}]}}"#
        );
        play_alike(key, &Scenario::read(&text).expect("a scenario"));
    }
}

#[test]
fn who_follows_a_request_gets_an_error_page_without_its_age() {
    let text = r#"{"format":1,"trace":true,
        "distribution":{"behaviors":[{}],"errorResponses":[{"status":404,"page":"/404.html"}]},
        "origins":{"main":{"paths":{"/404.html":{},"*":{"status":404}}}},
        "steps":[{"request":{"uri":"/404.html"}},{"advance":5},
        {"batch":[{"uri":"/a"},{"uri":"/a"}]}]}"#;
    let scenario = Scenario::read(text).expect("a scenario");
    play_alike("a page for two", &scenario);
    let frames = reference(&scenario).expect("a scenario that can be played");
    let ages =
        frames.iter().flat_map(|frame| &frame.answers).map(|a| a.headers.contains_key("age"));
    assert_eq!(ages.collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn an_expired_error_is_told_from_an_expired_success() {
    for (status, error) in [(200, false), (404, true)] {
        let text = format!(
            r#"{{"format":1,"distribution":{{"behaviors":[{{}}]}},"origins":{{"main":{{"status":{status}}}}},
            "steps":[{{"request":{{}}}},{{"advance":100000}},{{"request":{{}}}}]}}"#
        );
        let scenario = Scenario::read(&text).expect("a scenario");
        let mut player = Player::new(&scenario).expect("a sound scenario");
        let answers = scenario.steps.iter().filter_map(|step| player.tell(step)).flatten();
        let moments = answers.flat_map(|answer| answer.trace);
        let expired = moments.filter_map(|moment| match moment {
            Moment::Lookup { found: Found::Expired { negative, .. }, .. } => Some(negative),
            _ => None,
        });
        let expired: Vec<bool> = expired.collect();
        assert!(
            !expired.is_empty() && expired.iter().all(|negative| *negative == error),
            "{status}"
        );
    }
}

#[test]
fn origin_response_runs_on_silence_where_both_switches_say_so() {
    for (on_dead, on_primary, calls) in
        [("run", "run", 2), ("run", "skip", 1), ("skip", "run", 1), ("skip", "skip", 1)]
    {
        let text = format!(
            r#"{{"format":1,"trace":true,"set":{{"ors.on_dead":"{on_dead}","fo.ors_on_primary":"{on_primary}"}},
            "distribution":{{"behaviors":[{{"origin":"both","functions":{{"origin-response":{{"patch":{{}}}}}}}}],
            "originGroups":{{"both":{{"members":["one","two"],"failoverOn":[502,503,504]}}}}}},
            "origins":{{"one":{{"unreachable":"connect"}},"two":{{}}}},"steps":[{{"request":{{}}}}]}}"#
        );
        let scenario = Scenario::read(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        play_alike(on_dead, &scenario);
        let frames = reference(&scenario).expect("a scenario that can be played");
        let invoked = frames.iter().flat_map(|frame| &frame.answers).flat_map(|a| &a.invoked);
        assert_eq!(invoked.count(), calls, "{on_dead} {on_primary}");
    }
}

/// Returns the statuses of the answers, on which reference and model have to agree.
fn statuses(text: &str) -> Vec<u16> {
    let scenario = Scenario::read(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    play_alike(text, &scenario);
    let frames = reference(&scenario).expect("a scenario that can be played");
    frames.iter().flat_map(|frame| &frame.answers).map(|answer| answer.status).collect()
}

#[test]
fn the_lowest_error_is_an_error() {
    let unchanged = r#"{"format":1,"distribution":{"behaviors":[{}]},
        "origins":{"main":{"status":400,"headers":{"etag":"\"a\"","cache-control":"max-age=100"}}},
        "steps":[{"request":{}},{"request":{"headers":{"if-none-match":"\"a\""}}}]}"#;
    assert_eq!(statuses(unchanged), [400, 400], "an error is given whole, whatever the viewer has");
    let page = r#"{"format":1,"distribution":{"behaviors":[{}],
        "errorResponses":[{"status":404,"page":"/page","responseStatus":200}]},
        "origins":{"main":{"paths":{"/page":{"status":400},"*":{"status":404}}}},
        "steps":[{"request":{}}]}"#;
    assert_eq!(statuses(page), [400], "a page that fails keeps its own status");
}

#[test]
fn a_page_says_why_viewer_response_stays_out_where_it_would_have_run() {
    let error = r#""errorResponses":[{"status":404,"page":"/page"},{"status":502,"page":"/page"},
        {"status":503,"page":"/page"}]"#;
    for (function, status, skipped) in [
        ("", 404, 0),
        (r#""viewer-response":{"patch":{}}"#, 404, 1),
        (r#""viewer-response":{"patch":{}}"#, 502, 1),
        (r#""origin-request":{"patch":{}},"viewer-response":{"patch":{}}"#, 502, 1),
        (r#""viewer-response":{"throw":"boom"}"#, 200, 0),
        (r#""viewer-request":{"throw":"boom"},"viewer-response":{"patch":{}}"#, 200, 0),
    ] {
        let text = format!(
            r#"{{"format":1,"distribution":{{"behaviors":[{{"functions":{{{function}}}}}],{error}}},
            "origins":{{"main":{{"paths":{{"/page":{{}},"*":{{"status":{status}}}}}}}}},"steps":[{{"request":{{}}}}]}}"#
        );
        let scenario = Scenario::read(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        play_alike(function, &scenario);
        let mut player = Player::new(&scenario).expect("a sound scenario");
        let answers = scenario.steps.iter().filter_map(|step| player.tell(step)).flatten();
        let moments = answers.flat_map(|answer| answer.trace);
        let found = moments.filter(|m| matches!(m, Moment::ViewerResponseSkipped(_))).count();
        assert_eq!(found, skipped, "{function} {status}");
    }
}

#[test]
fn a_copy_of_one_query_string_is_evicted_alone() {
    let text = r#"{"format":1,"distribution":{"behaviors":[{"key":{"query":"all"}}]},"origins":{"main":{}},
        "steps":[{"request":{"uri":"/a?x=1"}},{"request":{"uri":"/a?x=2"}},
        {"evict":{"layer":"pop","uri":"/a?x=1"}}]}"#;
    let scenario = Scenario::read(text).expect("a scenario");
    play_alike("evict", &scenario);
    let frames = reference(&scenario).expect("a scenario that can be played");
    let left = frames.last().and_then(|frame| frame.after.get("pop")).expect("the cache");
    let queries: Vec<&str> = left.iter().map(|copy| copy.query.as_str()).collect();
    assert_eq!(queries, ["x=2"]);
}

#[test]
fn any_validator_will_do_for_a_star() {
    let date = "Tue, 14 Nov 2023 22:13:20 GMT";
    for (headers, status) in [
        (r#"{"etag":"\"a\""}"#.to_owned(), 304),
        (format!(r#"{{"last-modified":"{date}"}}"#), 304),
        ("{}".to_owned(), 200),
    ] {
        let text = format!(
            r#"{{"format":1,"distribution":{{"behaviors":[{{}}]}},"origins":{{"main":{{"headers":{headers}}}}},
            "steps":[{{"request":{{}}}},{{"request":{{"headers":{{"if-none-match":"*"}}}}}}]}}"#
        );
        assert_eq!(statuses(&text), [200, status], "{headers}");
    }
}

#[test]
fn of_two_origins_with_one_name_the_configured_one_is_asked() {
    for (origin, status) in [("one", 201), ("two", 203)] {
        let text = format!(
            r#"{{"format":1,"distribution":{{"behaviors":[{{"origin":"{origin}","functions":{{"origin-request":{{"patch":{{}}}}}}}}]}},
            "origins":{{"one":{{"domain":"same.example","status":201}},"two":{{"domain":"same.example","status":203}}}},
            "steps":[{{"request":{{}}}}]}}"#
        );
        assert_eq!(statuses(&text), [status], "{origin}");
    }
}

#[test]
fn members_are_looked_into_where_they_are_used() {
    let body = r#","body":{"action":"replace","data":"a","data":"b","encoding":"text"}}"#;
    let origin = r#","origin":{"custom":{"port":80,"port":443}}}"#;
    for (stage, bodies) in Stage::ALL.into_iter().flat_map(|stage| [(stage, "on"), (stage, "off")])
    {
        let mut profile = Profile::default();
        profile.set("request_body", bodies).expect("a value of the table");
        let event = Event::minimal(stage);
        let request = serde_json::to_string(&event.request).expect("JSON");
        let open = request.strip_suffix('}').expect("an object");
        let response = r#"{"status":"200""#;
        let of_body = stage.is_request() && bodies == "on";
        let mut results = vec![
            (format!("{open}{body}"), of_body),
            (format!("{response}{body}"), false),
            (format!("{response}{origin}"), false),
        ];
        results.push(match stage {
            Stage::OriginRequest => {
                (request.replace(r#""port":443"#, r#""port":80,"port":443"#), true)
            }
            _ => (format!("{open}{origin}"), false),
        });
        for (result, used) in results {
            let event = event.to_json();
            let question = Question::new(stage, &event, result.as_bytes(), &profile);
            let said = compare(&question).unwrap_or_else(|difference| panic!("{difference}"));
            let found = said.notes.iter().chain(&said.refusals);
            let found = found.filter(|found| found.rule == RuleId::ResultDuplicateMember);
            assert_eq!(found.count(), usize::from(used), "{stage} {bodies} {result} {said}");
        }
    }
}

#[test]
fn values_in_a_list_are_lines_of_a_read_only_header() {
    let mut event = Event::minimal(Stage::ViewerRequest);
    event.request.headers.append("Via", "1.1 a");
    let event = event.to_json();
    for (value, changed) in
        [(r#""1.1 a""#, 0), (r#""1.1 b""#, 1), (r#"["1.1 a"]"#, 0), (r#"["1.1 b"]"#, 1), ("[7]", 0)]
    {
        let result = format!(
            r#"{{"clientIp":"203.0.113.178","method":"GET","uri":"/","querystring":"","headers":{{
            "host":[{{"value":"d111111abcdef8.cloudfront.net"}}],"via":[{{"value":{value}}}]}}}}"#
        );
        let profile = Profile::default();
        let question = Question::new(Stage::ViewerRequest, &event, result.as_bytes(), &profile);
        let said = compare(&question).unwrap_or_else(|difference| panic!("{difference}"));
        let found = said.notes.iter().chain(&said.refusals);
        let found = found.filter(|found| found.rule == RuleId::HeadersReadOnlyChanged).count();
        assert_eq!(found, changed, "{value}: {said}");
    }
}

#[test]
fn a_cache_is_empty_until_something_is_stored() {
    let mut cache = Cache::new();
    assert!(cache.is_empty());
    assert_eq!(cache.len(), 0);
    let stored = Stored {
        status: 200,
        origin_status: 200,
        headers: Headers::new(),
        body: Arc::default(),
        provenance: Provenance::Origin,
        origin_failed: false,
        origin_dead: false,
        from_s3: false,
        outage_only: false,
        asked: "/".into(),
    };
    let now = Timestamp(0);
    let entry =
        Entry { stored: Arc::new(stored), validated_at: now, expires_at: now, hold_until: None };
    let key = Key {
        path: "/".into(),
        query: Box::default(),
        headers: Box::default(),
        cookies: Box::default(),
        accept_encoding: AcceptEncoding::Nothing,
        slot: Slot::Get,
    };
    cache.store(Arc::new(key), entry);
    assert!(!cache.is_empty() && cache.len() == 1);
}
