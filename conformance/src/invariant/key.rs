//! What is in the key and what is not.

use std::collections::{BTreeMap, BTreeSet};

use edgecase_core::Stage;
use serde_json::json;

use super::plain::Plain;
use super::variant::{alike, ask, change_functions, change_requests, patch};
use super::visit::{Visit, behavior_of};
use super::{Checked, Subject};
use crate::scenario::{
    Behavior, CacheWord, Caches, Copy, Function, FunctionKind, Lines, Request, Scenario, Select,
    Step, StepAnswer,
};

/// Everything of a copy that is in the key.
type Key<'c> = (&'c str, &'c str, &'c [(String, String)], &'c [String], &'c str);

fn key(copy: &Copy) -> Key<'_> {
    (&copy.path, &copy.query, &copy.key_headers, &copy.key_cookies, &copy.accept_encoding)
}

/// Returns the copies that a cache has now and had not before.
pub(super) fn new_copies<'c>(before: &Caches, after: &'c Caches, layer: &str) -> Vec<&'c Copy> {
    let old = before.get(layer).map(Vec::as_slice).unwrap_or_default();
    let now = after.get(layer).map(Vec::as_slice).unwrap_or_default();
    now.iter().filter(|copy| !old.contains(copy)).collect()
}

pub(super) fn keys_are_a_function_of_the_request(subject: &Subject<'_>) -> Checked {
    for (number, frame) in subject.frames.iter().enumerate() {
        for (layer, copies) in &*frame.after {
            let slots: BTreeSet<_> =
                copies.iter().map(|c| (key(c), c.method == "OPTIONS", &c.method)).collect();
            if slots.len() != copies.len() {
                return Err(format!("step {number}: {layer} has a key twice: {copies:#?}"));
            }
        }
    }
    let mut checked = 0;
    let visits = subject.visits();
    let mut known: BTreeMap<String, Key<'_>> = BTreeMap::new();
    for visit in visits.iter().filter(|visit| visit.is_plain()) {
        let fresh: Vec<&Copy> = visit
            .after
            .keys()
            .flat_map(|layer| new_copies(visit.before, visit.after, layer))
            .collect();
        let keys: BTreeSet<Key<'_>> = fresh.iter().map(|copy| key(copy)).collect();
        if keys.len() > 1 {
            return Err(format!("step {} stored under {keys:#?}", visit.number));
        }
        let Some(key) = keys.into_iter().next() else { continue };
        checked += 1;
        if visit.functions.contains_key(&Stage::ViewerRequest) {
            continue;
        }
        let request = Request { pop: None, method: class(visit), ..visit.request.clone() };
        let before = known.entry(format!("{} {request:?}", visit.behavior.path)).or_insert(key);
        if *before != key {
            return Err(format!("step {}: one request, {before:#?} and {key:#?}", visit.number));
        }
    }
    Ok(checked)
}

fn class(visit: &Visit<'_>) -> String {
    let options = visit.request.method == "OPTIONS";
    if options { "OPTIONS" } else { "GET" }.to_owned()
}

fn word(answer: &StepAnswer) -> CacheWord {
    answer.cache
}

pub(super) fn origin_request_does_not_touch_keys(subject: &Subject<'_>) -> Checked {
    let mut without = subject.scenario.clone();
    // Answers must not depend on what origin-request makes of the path.
    let one_answer = |origin: &mut crate::scenario::Origin| {
        let script = origin.paths.pop_last().map(|(_, script)| script).unwrap_or_default();
        origin.paths = BTreeMap::from([("*".to_owned(), script)]);
    };
    without.origins.values_mut().for_each(one_answer);
    for step in &mut without.steps {
        if let Step::Origins(origins) = step {
            origins.values_mut().for_each(one_answer);
        }
    }
    let mut rewriting = without.clone();
    let set = |with: Option<Function>| {
        move |stage: Stage, function: &mut Option<Function>| {
            if stage == Stage::OriginRequest {
                function.clone_from(&with);
            }
        }
    };
    change_functions(&mut without, set(None));
    change_functions(
        &mut rewriting,
        set(Some(patch(json!({
            "uri": "/rewritten",
            "querystring": "z=9",
            "headers": {
                "x-a": [{"key": "X-A", "value": "rewritten"}],
                "x-new": [{"key": "X-New", "value": "1"}],
                "cookie": [{"key": "Cookie", "value": "a=rewritten"}],
            },
        })))),
    );
    let (without, rewriting) = (subject.run(&without)?, subject.run(&rewriting)?);
    alike("origin-request", &without, &rewriting, word)?;
    let called = |answer: &&StepAnswer| answer.invoked.contains(&Stage::OriginRequest);
    let called = rewriting.iter().flat_map(|frame| &frame.answers).filter(called).count();
    Ok(u32::try_from(called).unwrap_or_default())
}

pub(super) fn unnamed_parts_do_not_count(subject: &Subject<'_>) -> Checked {
    let behaviors = &subject.scenario.distribution.behaviors;
    let unnamed = |select: &Select| matches!(select, Select::None | Select::List(_));
    // An error page is fetched with the viewer's headers by a behaviour of its own.
    let cookies = behaviors.iter().all(|b| unnamed(&b.key_policy().cookies));
    let mut variant = subject.scenario.clone();
    let mut changed = 0;
    change_requests(&mut variant, |number, request| {
        let Some(behavior) = behaviors.get(behavior_of(subject.scenario, request)) else { return };
        changed += 1;
        let value = Lines::One(number.to_string());
        request.headers.insert("X-Unnamed".to_owned(), value);
        if unnamed(&behavior.key_policy().query) {
            let joint = if request.uri.contains('?') { '&' } else { '?' };
            request.uri = format!("{}{joint}unnamed={number}", request.uri);
        }
        if cookies {
            let line = request.headers.entry("Cookie".to_owned()).or_insert_with(|| "q=1".into());
            *line = Lines::One(format!("{}; unnamed={number}", line.values().join("; ")));
        }
    });
    alike("unnamed parts", subject.frames, &subject.run(&variant)?, word)?;
    Ok(changed)
}

/// Returns a scenario of GETs to a plain behaviour.
fn gets(subject: &Subject<'_>, plain: &Plain, uris: &[&str]) -> Scenario {
    let steps = uris.iter().map(|uri| ask(&Request::get(uri))).collect();
    plain.scenario(subject.scenario, steps)
}

/// Fails unless the answers have these words.
fn expect(subject: &Subject<'_>, scenario: &Scenario, words: &[CacheWord]) -> Result<(), String> {
    let answers = subject.ask_all(scenario)?;
    let got: Vec<CacheWord> = answers.iter().map(word).collect();
    if got == words {
        return Ok(());
    }
    Err(format!("want {words:?}, got {got:?} of\n{}", scenario.to_json()))
}

pub(super) fn viewer_request_decides_the_path(subject: &Subject<'_>) -> Checked {
    use CacheWord::{Hit, Miss};
    let mut checked = 0;
    for mut plain in subject.caching() {
        expect(subject, &gets(subject, &plain, &["/p", "/q"]), &[Miss, Miss])?;
        let to = |uri: &str| FunctionKind::Patch(json!({"uri": uri}));
        let mut with =
            |kinds| plain.behavior.functions.insert(Stage::ViewerRequest, Function(kinds));
        with(vec![to("/one")]);
        expect(subject, &gets(subject, &plain, &["/p", "/q", "/p"]), &[Miss, Hit, Hit])?;
        let mut with =
            |kinds| plain.behavior.functions.insert(Stage::ViewerRequest, Function(kinds));
        with(vec![to("/one"), to("/two"), to("/one")]);
        expect(subject, &gets(subject, &plain, &["/p", "/p", "/p"]), &[Miss, Miss, Hit])?;
        checked += 1;
    }
    Ok(checked)
}

pub(super) fn header_names_ignore_case_and_values_do_not(subject: &Subject<'_>) -> Checked {
    use CacheWord::{Hit, Miss};
    let mut checked = 0;
    for plain in subject.caching() {
        let policy = plain.behavior.key_policy();
        let Select::List(names) = &policy.headers else { continue };
        let ordinary = |name: &&String| {
            let name = name.to_ascii_lowercase();
            let compressed = policy.gzip || policy.brotli;
            !(name.starts_with("cloudfront-") || compressed && name == "accept-encoding")
        };
        for name in names.iter().filter(ordinary) {
            let with = |name: String, value: &str| {
                let headers = BTreeMap::from([(name, Lines::from(value))]);
                ask(&Request { headers, ..Request::get("/p") })
            };
            let (upper, lower) = (name.to_ascii_uppercase(), name.to_ascii_lowercase());
            let steps =
                vec![with(upper, "value"), with(lower.clone(), "value"), with(lower, "Value")];
            let scenario = plain.scenario(subject.scenario, steps);
            expect(subject, &scenario, &[Miss, Hit, Miss])?;
            checked += 1;
        }
    }
    Ok(checked)
}

pub(super) fn query_counts_wholly_or_not_at_all(subject: &Subject<'_>) -> Checked {
    use CacheWord::{Hit, Miss};
    let mut checked = 0;
    for plain in subject.caching() {
        let uris = ["/p?x=1&y=2", "/p?y=2&x=1", "/p?x=1&y=3", "/p?x=1&Y=2", "/p", "/p?x=1&y=2"];
        let words = match plain.behavior.key_policy().query {
            Select::None => [Miss, Hit, Hit, Hit, Hit, Hit],
            Select::All => [Miss, Miss, Miss, Miss, Miss, Hit],
            Select::List(_) | Select::Except(_) => continue,
        };
        expect(subject, &gets(subject, &plain, &uris), &words)?;
        checked += 1;
    }
    Ok(checked)
}

pub(super) fn get_and_head_share_a_key(subject: &Subject<'_>) -> Checked {
    use CacheWord::{Hit, Miss};
    let mut checked = 0;
    let request =
        |method: &str| ask(&Request { method: method.to_owned(), ..Request::get("/p?x=1") });
    for mut plain in subject.caching() {
        plain.behavior.cached_methods.insert("OPTIONS".to_owned());
        let methods = |methods: &[&str]| {
            plain.scenario(subject.scenario, methods.iter().map(|m| request(m)).collect())
        };
        expect(subject, &methods(&["GET", "HEAD", "OPTIONS", "OPTIONS"]), &[Miss, Hit, Miss, Hit])?;
        let both = methods(&["HEAD", "HEAD", "GET", "HEAD", "OPTIONS"]);
        expect(subject, &both, &[Miss, Hit, Miss, Hit, Miss])?;
        let frames = subject.run(&both)?;
        let copies = frames.last().into_iter().flat_map(|frame| frame.after.values().flatten());
        let keys: BTreeSet<Key<'_>> = copies.map(key).collect();
        if keys.len() != 1 {
            return Err(format!("one request, several keys: {keys:#?} of\n{}", both.to_json()));
        }
        checked += 1;
    }
    Ok(checked)
}

pub(super) fn accept_encoding_gives_few_keys(subject: &Subject<'_>) -> Checked {
    let values = [
        "gzip",
        "br",
        "gzip, br",
        "br,gzip",
        "gzip;q=0, br",
        "br;q=0,gzip",
        "deflate",
        "*",
        "identity",
        "GZIP",
        "gzip;q=0.1",
        "br ; q=1, gzip ; q=0",
        "",
    ];
    let mut checked = 0;
    for plain in subject.caching() {
        let policy = plain.behavior.key_policy();
        let listed = lists(&policy.headers, "accept-encoding");
        let most = match (policy.gzip, policy.brotli) {
            (true, true) => 4,
            (true, false) | (false, true) => 2,
            (false, false) if listed => continue,
            (false, false) => 1,
        };
        let with = |value: &&str| {
            let headers = BTreeMap::from([("Accept-Encoding".to_owned(), Lines::from(*value))]);
            ask(&Request { headers, ..Request::get("/p") })
        };
        let none = ask(&Request::get("/p"));
        let steps = values.iter().map(with).chain([none]).collect();
        let scenario = plain.scenario(subject.scenario, steps);
        let frames = subject.run(&scenario)?;
        for (layer, copies) in frames.last().into_iter().flat_map(|frame| &*frame.after) {
            if copies.len() > most {
                return Err(format!("more than {most} keys in {layer}: {copies:#?}"));
            }
        }
        checked += u32::from(most > 1);
    }
    Ok(checked)
}

fn lists(select: &Select, wanted: &str) -> bool {
    match select {
        Select::List(names) => names.iter().any(|name| name.eq_ignore_ascii_case(wanted)),
        _ => false,
    }
}

pub(super) fn viewers_cannot_steer_caches(subject: &Subject<'_>) -> Checked {
    let named = |behavior: &Behavior| {
        let headers = &behavior.key_policy().headers;
        lists(headers, "cache-control") || lists(headers, "pragma")
    };
    if subject.scenario.distribution.behaviors.iter().any(named) {
        return Ok(0);
    }
    let mut variant = subject.scenario.clone();
    change_requests(&mut variant, |_, request| {
        request.headers.retain(|name, _| !name.eq_ignore_ascii_case("cache-control"));
        request.headers.insert("Cache-Control".to_owned(), "no-cache, max-age=0".into());
        request.headers.insert("Pragma".to_owned(), "no-cache".into());
    });
    let shown = |answer: &StepAnswer| {
        let mut shown = answer.clone();
        (shown.events, shown.origin_saw) = (None, None);
        shown
    };
    alike("request directives", subject.frames, &subject.run(&variant)?, shown)?;
    Ok(u32::try_from(subject.answers().count()).unwrap_or_default())
}
