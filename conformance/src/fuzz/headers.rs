//! Texts in the places where headers and their kin are read.

use std::sync::LazyLock;

use edgecase_core::{Event, Stage};
use serde_json::{Value, json};

use super::{Broken, Reach, claims};
use crate::example::{Example, ResultExample};
use crate::oracle::is_token_char;
use crate::scenario::{Lines, Reply, Request, Scenario, Step, is_value_char};
use crate::testee::Flawed;

/// What the scenario is made of: one behaviour with some names in the key, and one with all.
static TEMPLATE: LazyLock<Scenario> = LazyLock::new(|| {
    let text = json!({
        "format": 1,
        "distribution": {"behaviors": [
            {"path": "/some*", "key": {
                "headers": ["X-A", "Accept-Language"],
                "cookies": ["a", "b*"],
                "query": ["a", "b"],
                "gzip": true, "brotli": true,
            }},
            {"path": "*", "key": {"cookies": "all", "query": "all"}, "originRequest": {"headers": "all"}},
        ]},
        "origins": {"main": {"body": "hello"}},
        "steps": [
            {"request": {"uri": "/some"}},
            {"request": {"uri": "/all"}},
            {"advance": 7},
            {"request": {"uri": "/some"}},
            {"request": {"uri": "/all"}},
        ],
    });
    Scenario::read(&text.to_string()).expect("the template is a scenario")
});

/// The texts of an input, one a line; what is missing is empty.
struct Texts<'t> {
    name: &'t str,
    value: &'t str,
    cache_control: &'t str,
    cookie: &'t str,
    query: &'t str,
    date: &'t str,
}

impl<'t> Texts<'t> {
    fn of(text: &'t str) -> Self {
        let mut lines = text.split('\n');
        let mut next = || lines.next().unwrap_or_default();
        Self {
            name: next(),
            value: next(),
            cache_control: next(),
            cookie: next(),
            query: next(),
            date: next(),
        }
    }

    /// Returns a response with the header, in an event whose request has it too.
    fn result(&self) -> ResultExample {
        let stage = match self.value.len() % 4 {
            0 => Stage::ViewerResponse,
            1 => Stage::OriginResponse,
            2 => Stage::OriginRequest,
            _ => Stage::ViewerRequest,
        };
        let Self { name, value, .. } = self;
        let mut result = json!({"status": "200", "headers": {}});
        if let Some(headers) = result.get_mut("headers").and_then(Value::as_object_mut) {
            headers.insert((*name).to_owned(), json!([{"key": name, "value": value}]));
            headers.insert("cache-control".to_owned(), json!([{"value": self.cache_control}]));
        }
        let mut event = Event::minimal(stage);
        event.request.headers.append(*name, self.cookie);
        if let Some(headers) =
            event.response.as_mut().and_then(|response| response.headers.as_mut())
        {
            headers.append(*name, *value);
        }
        ResultExample::new(stage, event.to_json(), result.to_string())
    }

    /// Returns a scenario with the texts in requests and in what the origin answers.
    fn scenario(&self) -> Scenario {
        let mut scenario = TEMPLATE.clone();
        let conditional = |step: usize| step > 2;
        for (number, step) in scenario.steps.iter_mut().enumerate() {
            if let Step::Request(step) = step {
                self.ask(&mut step.request, conditional(number));
            }
        }
        let replies = scenario.origins.values_mut().flat_map(|origin| origin.paths.values_mut());
        replies.flatten().for_each(|reply| self.answer(reply));
        scenario
    }

    fn ask(&self, request: &mut Request, conditional: bool) {
        request.uri.push('?');
        // No request line has these; a scenario with them is refused.
        let foreign = |c: char| c.is_ascii_control() || matches!(c, ' ' | '#');
        request.uri.extend(self.query.chars().map(|c| if foreign(c) { '+' } else { c }));
        let mut put = |name: &str, value: &str| {
            request.headers.insert(sound_name(name), sound_line(value));
        };
        put("cookie", self.cookie);
        put("x-a", self.value);
        if conditional {
            put("accept-encoding", self.value);
            put("if-modified-since", self.date);
            put("if-none-match", self.value);
        }
        put(self.name, self.value);
    }

    fn answer(&self, reply: &mut Reply) {
        reply.conditional = true;
        let mut put = |name: &str, value: &str| {
            reply.headers.insert(sound_name(name), sound_line(value));
        };
        put("cache-control", self.cache_control);
        put("last-modified", self.date);
        put("expires", self.date);
        put("etag", self.value);
        put("set-cookie", self.cookie);
        put("vary", self.name);
        put(self.name, self.value);
    }
}

/// The input is up to six lines: the name of a header, its value, `Cache-Control`, `Cookie`, a query
/// string and a date.
pub(super) fn headers(data: &[u8], twin: Flawed) -> Result<Reach, Broken> {
    claims::on_result(&Texts::of(&String::from_utf8_lossy(data)).result(), twin)?;
    match example(data) {
        Some(example) => claims::on_scenario(&example, twin),
        None => Ok(Reach::Door),
    }
}

/// An input stands for two examples; the scenario is the larger one.
pub(super) fn example(data: &[u8]) -> Option<Example> {
    let scenario = Texts::of(&String::from_utf8_lossy(data)).scenario();
    scenario.check().is_ok().then(|| Example::Scenario(Box::new(scenario)))
}

/// Makes a name that a header can have: a scenario with another is refused.
fn sound_name(name: &str) -> String {
    let sound = |c: char| if is_token_char(c) { c } else { '-' };
    if name.is_empty() { "x".to_owned() } else { name.chars().map(sound).collect() }
}

/// Makes a line of a value that a header can have: a scenario with another is refused.
fn sound_line(value: &str) -> Lines {
    Lines::One(value.chars().map(|c| if is_value_char(c) { c } else { ' ' }).collect())
}
