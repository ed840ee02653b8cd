//! A request of a played scenario, with what is known around it.

use std::collections::BTreeMap;

use edgecase_core::Stage;

use super::Subject;
use crate::scenario::{
    Behavior, Blocked, Caches, Function, Moment, Pop, Request, Scenario, Scheme, Select, Step,
    StepAnswer, ViewerProtocol,
};

/// A request that came alone, and its answer.
pub(super) struct Visit<'a> {
    /// The number of the step.
    pub(super) number: usize,
    pub(super) request: &'a Request,
    pub(super) answer: &'a StepAnswer,
    pub(super) now: u64,
    pub(super) before: &'a Caches,
    pub(super) after: &'a Caches,
    pub(super) behavior: &'a Behavior,
    /// The behaviour's functions at that step.
    pub(super) functions: BTreeMap<Stage, &'a Function>,
    pub(super) pop: Pop<'a>,
}

impl<'a> Subject<'a> {
    /// Returns the requests that came alone, in order.
    pub(super) fn visits(&self) -> Vec<Visit<'a>> {
        let scenario = self.scenario;
        let behaviors = &scenario.distribution.behaviors;
        let mut functions: Vec<BTreeMap<Stage, &'a Function>> =
            behaviors.iter().map(|b| b.functions.iter().map(|(s, f)| (*s, f)).collect()).collect();
        let mut visits = Vec::new();
        for (number, (step, frame)) in scenario.steps.iter().zip(self.frames).enumerate() {
            match (step, frame.answers.as_slice()) {
                (Step::Functions(changes), _) => {
                    for (path, stages) in changes {
                        let called = scenario.distribution.behavior_called(path);
                        let Some(own) = called.and_then(|at| functions.get_mut(at)) else {
                            continue;
                        };
                        for (stage, function) in stages {
                            match function {
                                Some(function) => own.insert(*stage, function),
                                None => own.remove(stage),
                            };
                        }
                    }
                }
                (Step::Request(step), [answer]) => {
                    let request = &step.request;
                    let at = behavior_of(scenario, request);
                    let pop = scenario.distribution.topology.pop(request.pop.as_deref());
                    if let (Some(behavior), Some(own), Some(pop)) =
                        (behaviors.get(at), functions.get(at), pop)
                    {
                        visits.push(Visit {
                            number,
                            request,
                            answer,
                            now: frame.now,
                            before: &frame.before,
                            after: &frame.after,
                            behavior,
                            functions: own.clone(),
                            pop,
                        });
                    }
                }
                _ => {}
            }
        }
        visits
    }

    /// Returns every answer, those of batches included.
    pub(super) fn answers(&self) -> impl Iterator<Item = &'a StepAnswer> {
        self.frames.iter().flat_map(|frame| &frame.answers)
    }
}

/// Returns what happened before an error page was fetched.
pub(super) fn main_part(answer: &StepAnswer) -> &[Moment] {
    split_at_page(answer).0
}

/// Returns what happened when an error page was fetched; `None` if none was.
pub(super) fn page_part(answer: &StepAnswer) -> Option<&[Moment]> {
    split_at_page(answer).1
}

fn split_at_page(answer: &StepAnswer) -> (&[Moment], Option<&[Moment]>) {
    let page = answer.moments.iter().position(|m| matches!(m, Moment::ErrorPage { .. }));
    match page.and_then(|at| answer.moments.split_at_checked(at)) {
        Some((main, page)) => (main, Some(page)),
        None => (&answer.moments, None),
    }
}

impl Visit<'_> {
    pub(super) fn main(&self) -> &[Moment] {
        main_part(self.answer)
    }

    /// Tells whether nothing but the request itself was served: no error page, no background.
    pub(super) fn is_plain(&self) -> bool {
        page_part(self.answer).is_none() && self.answer.background_moments.is_empty()
    }

    /// Tells whether viewer-request does the same every time.
    pub(super) fn viewer_request_is_steady(&self) -> bool {
        self.functions.get(&Stage::ViewerRequest).is_none_or(|function| function.0.len() == 1)
    }

    /// Tells whether the request is conditional.
    pub(super) fn is_conditional(&self) -> bool {
        let names = ["if-none-match", "if-modified-since"];
        self.request.headers.keys().any(|name| names.contains(&name.to_ascii_lowercase().as_str()))
    }

    /// Tells whether requests of this method are looked up, by the behaviour's methods alone.
    pub(super) fn method_is_cached(&self) -> bool {
        match self.request.method.as_str() {
            "GET" | "HEAD" => true,
            method => self.behavior.cached_methods.contains(method) && method == "OPTIONS",
        }
    }

    /// Tells whether the request is answered before any function runs.
    pub(super) fn is_refused(&self) -> bool {
        let blocked: Option<Blocked> = self.request.blocked;
        let plain = self.request.scheme == Scheme::Http;
        blocked.is_some()
            || plain && self.behavior.viewer_protocol != ViewerProtocol::AllowAll
            || !self.behavior.allowed_methods.contains(&self.request.method)
            || self.request.method == "GET"
                && self.request.bytes().is_some_and(|body| !body.is_empty())
    }
}

/// Returns the number of the behaviour that serves a request.
pub(super) fn behavior_of(scenario: &Scenario, request: &Request) -> usize {
    let (path, _) = request.path_and_query();
    let fits = |behavior: &Behavior| {
        let pattern = behavior.path.as_bytes();
        wild(pattern, path.as_bytes())
            || path.strip_prefix('/').is_some_and(|rest| wild(pattern, rest.as_bytes()))
    };
    scenario.distribution.behaviors.iter().position(fits).unwrap_or_default()
}

/// Matches a pattern with `*` for any bytes and `?` for one.
fn wild(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) => {
            wild(rest, text) || text.split_first().is_some_and(|(_, text)| wild(pattern, text))
        }
        (Some((b'?', pattern)), Some((_, text))) => wild(pattern, text),
        (Some((want, pattern)), Some((got, text))) => want == got && wild(pattern, text),
        (None, Some(_)) | (Some(_), None) => false,
    }
}

/// Tells whether something origin-side happened: a call of origin-request or origin-response, or an
/// attempt to reach an origin.
pub(super) fn reaches_origin(moments: &[Moment]) -> bool {
    moments.iter().any(|moment| match moment {
        Moment::Function(stage) => stage.is_origin(),
        Moment::Origin { .. } => true,
        _ => false,
    })
}

/// Tells whether a policy names any cookies.
pub(super) fn forwards_cookies(behavior: &Behavior) -> bool {
    behavior.key_policy().cookies != Select::None || behavior.origin_request.cookies != Select::None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_with_and_without_a_leading_slash() {
        let fits = |pattern: &str, path: &str| wild(pattern.as_bytes(), path.as_bytes());
        assert!(fits("/img/*", "/img/x.png") && fits("*.html", "/404.html") && fits("/?", "/a"));
        assert!(!fits("/img/*", "/img") && !fits("/?", "/") && !fits("/a", "/A"));
    }
}
