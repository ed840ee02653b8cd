//! A viewer's request from its arrival to its answer.

use edgecase_core::profile::{
    CfHeadersAtVs, RootApply, VrsOnGeneratedError, VrsOnNegativeHit, VrsOnStale, VrsSkipIf,
    VrsStatusBasis,
};
use edgecase_core::{Profile, Stage};

use super::answer::{Answer, Source};
use super::ask::Ask;
use super::diary::Diary;
use super::fetch::{Fetched, How};
use super::fields::Fields;
use super::going::Going;
use super::label::Label;
use super::page::Page;
use super::settle::{Settling, Turned};
use super::{Model, call, conditional, event, policy, refuse, vary};
use crate::flaw::PipelineFlaw;
use crate::scenario::{Body, CacheWord, Found, Request, StepAnswer};

/// A viewer's request.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    /// As it was asked.
    pub(super) request: Request,
    /// The headers as they arrived.
    pub(super) arrived: Fields,
    /// The number of the behaviour.
    pub(super) behavior: usize,
    /// The request as viewer-response sees it.
    shown: Ask,
    /// How far it got.
    pub(super) entered: Entered,
    /// What happened.
    pub(super) diary: Diary,
    /// What has to be refreshed after the answer.
    pub(super) refreshes: Vec<Going>,
    /// What the refreshes did.
    pub(super) background: Diary,
}

/// How far a request got before the origin's side.
#[derive(Clone, Debug)]
pub(super) enum Entered {
    /// It was refused.
    Refused(Box<Final>),
    /// A function answered at viewer-request, or failed there.
    Stopped(Answer),
    /// It has looked into the caches.
    Going(Box<Going>),
}

/// What the viewer gets.
#[derive(Clone, Debug)]
pub(super) struct Final {
    /// The status.
    pub(super) status: u16,
    /// The headers.
    pub(super) headers: Fields,
    /// The body.
    pub(super) body: Vec<u8>,
    /// `X-Cache` and log.
    pub(super) label: Label,
}

impl Model<'_> {
    /// Lets a request arrive: the checks, viewer-request, the lookup.
    pub(super) fn enter(&mut self, request: &Request) -> Visit {
        let (path, query) = request.path_and_query();
        let mut arrived = Fields::default();
        for (name, lines) in &request.headers {
            lines.values().iter().for_each(|value| arrived.add(name, value));
        }
        let mut arrived = arrived.on_arrival(&self.reading);
        if !arrived.has("host") {
            arrived.add("Host", "d111111abcdef8.cloudfront.net");
        }
        let mut ask = Ask {
            method: request.method.clone(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: arrived.clone(),
            body: request.bytes(),
            client_ip: request.client_ip.clone(),
        };
        let behavior = self.behavior_for(path);
        let mut diary = Diary::default();
        let refusal = refuse::refusal(request, &arrived, self.behavior(behavior), &self.reading);
        let entered = match refusal {
            Some(refusal) => {
                if self.calls_viewer_request_before(&refusal) {
                    _ = self.viewer_request(behavior, &mut ask, request, &mut diary);
                }
                Entered::Refused(Box::new(refusal))
            }
            None => self.viewer_request(behavior, &mut ask, request, &mut diary),
        };
        Visit {
            request: request.clone(),
            arrived,
            behavior,
            shown: ask,
            entered,
            diary,
            refreshes: Vec::new(),
            background: Diary::default(),
        }
    }

    /// Tells whether viewer-request comes before a refusal, which only seeded bugs say.
    fn calls_viewer_request_before(&self, refusal: &Final) -> bool {
        let log = &refusal.label.log;
        (log.result == "Redirect" && self.has(PipelineFlaw::RedirectAfterViewerRequest))
            || (log.detailed == "InvalidRequestMethod"
                && self.has(PipelineFlaw::MethodAfterViewerRequest))
    }

    /// Calls viewer-request, then looks into the caches.
    fn viewer_request(
        &mut self,
        behavior: usize,
        ask: &mut Ask,
        request: &Request,
        diary: &mut Diary,
    ) -> Entered {
        if self.reading.root_apply == RootApply::BeforeVrq {
            self.apply_root(ask);
        }
        let asked = ask.clone();
        let stage = Stage::ViewerRequest;
        let event = |profile: &Profile| {
            event::event(stage, event::request(&asked, stage, None, profile), None)
        };
        match self.call(behavior, stage, event, diary) {
            None => {}
            Some(Err(fault)) => return Entered::Stopped(self.failure(fault, false)),
            Some(Ok(accepted)) if call::is_response(&accepted) => {
                let source = Source::ViewerRequest;
                let answer = call::generated(&accepted.normalised, source, false);
                if self.has(PipelineFlaw::ViewerRequestStored) {
                    let going = self.set_off(behavior, asked, request);
                    let (answer, carried) = (answer.clone(), None);
                    let settling = Settling { answer, carried, turned: Turned::Not };
                    _ = self.settle(&going, &self.pass_all(&going), settling, diary);
                }
                return Entered::Stopped(answer);
            }
            Some(Ok(accepted)) => ask.take(&accepted.normalised),
        }
        let behavior = match self.has(PipelineFlaw::BehaviorChosenAgain) {
            true => self.behavior_for(&ask.path),
            false => behavior,
        };
        let mut going = self.set_off(behavior, ask.clone(), request);
        if self.has(PipelineFlaw::KeyBeforeViewerRequest) {
            going.key = self.set_off(behavior, asked, request).key;
        }
        going.looked = self.look(&going, diary);
        Entered::Going(Box::new(going))
    }

    /// Makes an answer of what was fetched: the page or viewer-response.
    pub(super) fn conclude(
        &mut self,
        visit: &mut Visit,
        fetched: &Fetched,
        page: Option<&Page>,
    ) -> Final {
        if let Some(page) = page {
            if page.status < 400 && self.has(PipelineFlaw::ViewerResponseOnPages) {
                _ = self.viewer_response(visit, &mut page.answer.clone());
            }
            return replaced(page, &visit.request);
        }
        let mut answer = fetched.answer.clone();
        if answer.source != Source::ViewerRequest {
            answer.headers =
                vary::show(&answer.headers, self.behavior(visit.behavior), &self.reading);
        }
        if let Some(age) = fetched.age.filter(|_| !self.has(PipelineFlaw::AgeMissing)) {
            answer.headers.set("Age", &age.to_string());
        }
        if self.is_unchanged(visit, fetched) {
            answer.status = 304;
            answer.body.clear();
        }
        if self.runs_viewer_response(fetched, answer.status)
            && let Some(failed) = self.viewer_response(visit, &mut answer)
        {
            return failed;
        }
        if visit.request.method == "HEAD" {
            answer.body.clear();
        }
        let label = Label::of(fetched, &self.reading);
        Final { status: answer.status, headers: answer.headers, body: answer.body, label }
    }

    /// Tells whether a viewer's conditions turn a fresh copy into a 304.
    fn is_unchanged(&self, visit: &Visit, fetched: &Fetched) -> bool {
        matches!(fetched.how, How::Copy { found: Found::Fresh, .. })
            && matches!(visit.request.method.as_str(), "GET" | "HEAD")
            && !policy::forwards_cookies(self.behavior(visit.behavior))
            && conditional::is_unchanged(
                &visit.shown.headers,
                &fetched.answer.headers,
                &self.reading,
            )
            && !self.has(PipelineFlaw::ConditionsIgnored)
    }

    /// Tells whether viewer-response runs for an answer with a final status.
    fn runs_viewer_response(&self, fetched: &Fetched, status: u16) -> bool {
        let reading = &self.reading;
        let answer = &fetched.answer;
        let from_copy = matches!(fetched.how, How::Copy { .. });
        let skipped = match fetched.how {
            How::AtViewerRequest => !self.has(PipelineFlaw::ViewerResponseAfterViewerRequest),
            How::Copy { .. } => self.has(PipelineFlaw::HitSkipsViewerResponse),
            How::Followed { .. } => self.has(PipelineFlaw::ViewerResponseOnce),
            _ => false,
        };
        if skipped || (matches!(answer.source, Source::Fault(_)) && !from_copy) {
            return false;
        }
        let stood_in = matches!(fetched.how, How::StoodIn | How::Followed { stood_in: true });
        if stood_in && reading.vrs_on_stale == VrsOnStale::Skip {
            return false;
        }
        let negative = matches!(fetched.how, How::Copy { found: Found::Negative, .. });
        if negative && reading.vrs_on_negative_hit == VrsOnNegativeHit::Run {
            return true;
        }
        let generated_error = fetched.is_just_generated() && answer.status >= 400;
        if generated_error && reading.vrs_on_generated_error == VrsOnGeneratedError::Run {
            return true;
        }
        let status = match reading.vrs_status_basis {
            _ if self.has(PipelineFlaw::ViewerResponseByOrigin) => answer.raw_status,
            VrsStatusBasis::Effective => status,
            VrsStatusBasis::Origin => answer.raw_status,
        };
        match reading.vrs_skip_if {
            _ if self.has(PipelineFlaw::ViewerResponseOnErrors) => true,
            VrsSkipIf::Ge400 => status < 400,
            VrsSkipIf::Ne200 => status == 200,
        }
    }

    /// Calls viewer-response; returns what the viewer gets if it fails.
    fn viewer_response(&mut self, visit: &mut Visit, answer: &mut Answer) -> Option<Final> {
        let stage = Stage::ViewerResponse;
        let mut shown = visit.shown.clone();
        let behavior = self.behavior(visit.behavior);
        for name in &behavior.cloudfront_headers {
            shown.headers.remove(name);
        }
        if self.reading.cf_headers_at_vs == CfHeadersAtVs::On {
            self.add_cloudfront_headers(&mut shown.headers, behavior, &visit.request);
        }
        let event = |profile: &Profile| {
            let request = event::request(&shown, stage, None, profile);
            event::event(stage, request, Some(event::response(answer)))
        };
        match self.call(visit.behavior, stage, event, &mut visit.diary)? {
            Ok(accepted) => {
                call::take_head(answer, &accepted.normalised);
                if self.has(PipelineFlaw::ViewerResponseStored) {
                    self.keep_edits(visit, answer);
                }
                None
            }
            Err(fault) => {
                if self.has(PipelineFlaw::FailureUndoesStore) {
                    self.drop_copies(visit);
                }
                let failure = self.failure(fault, false);
                let page = self.page_for(visit, &failure);
                Some(match page {
                    Some(page) => replaced(&page, &visit.request),
                    None => Final {
                        status: failure.status,
                        headers: Fields::default(),
                        body: Vec::new(),
                        label: Label::failure(fault.answer(&self.reading).x_cache, &self.reading),
                    },
                })
            }
        }
    }

    /// Stores what viewer-response made of the headers, which only a seeded bug does.
    fn keep_edits(&mut self, visit: &Visit, answer: &Answer) {
        let Entered::Going(going) = &visit.entered else { return };
        for layer in &going.chain {
            if let Some(mut copy) = self.store.get(layer, going.slot, &going.key) {
                copy.headers = answer.headers.clone();
                self.store.put(layer, going.slot, &going.key, copy);
            }
        }
    }

    /// Drops the copies that a visit may have stored, which only a seeded bug does.
    fn drop_copies(&mut self, visit: &Visit) {
        let Entered::Going(going) = &visit.entered else { return };
        for layer in &going.chain {
            self.store.remove(layer, going.slot, &going.key);
        }
    }

    /// Fetches the page that takes the place of an error of a visit.
    pub(super) fn page_for(&mut self, visit: &mut Visit, error: &Answer) -> Option<Page> {
        let ttl = self.behavior(visit.behavior).lifetimes();
        let (mut diary, mut refreshes) = (Diary::default(), Vec::new());
        std::mem::swap(&mut diary, &mut visit.diary);
        std::mem::swap(&mut refreshes, &mut visit.refreshes);
        let page = self.page(visit, error, ttl, &mut diary, &mut refreshes);
        visit.diary = diary;
        visit.refreshes = refreshes;
        page
    }

    /// Writes down the answer of a visit whose refreshes are done.
    pub(super) fn shown(&self, visit: Visit, end: Final, word: CacheWord) -> StepAnswer {
        let Visit { diary, background, .. } = visit;
        let trace = self.scenario.trace;
        let calls = [diary.calls.clone(), background.calls.clone()].concat();
        let attempts = [diary.attempts.clone(), background.attempts.clone()].concat();
        StepAnswer {
            status: end.status,
            headers: end.headers.by_name(),
            body: Body(end.body),
            invoked: diary.invoked(),
            origin_requests: diary.origin_requests(),
            cache: word,
            x_cache: end.label.x_cache,
            log: end.label.log,
            background: background.background(),
            events: trace.then_some(calls),
            origin_saw: trace.then_some(attempts),
            moments: diary.moments,
            background_moments: background.moments,
        }
    }
}

/// Returns what the viewer gets where a page has taken an error's place.
fn replaced(page: &Page, request: &Request) -> Final {
    let mut headers = page.answer.headers.clone();
    if let Some(age) = page.age {
        headers.set("Age", &age.to_string());
    }
    let body = if request.method == "HEAD" { Vec::new() } else { page.answer.body.clone() };
    Final { status: page.status, headers, body, label: Label::error() }
}
