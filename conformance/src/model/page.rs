//! Custom error pages.

use edgecase_core::profile::{CerPageTtl, RootApply};
use edgecase_core::{Profile, Stage};

use super::answer::{Answer, Source};
use super::ask::Ask;
use super::diary::Diary;
use super::going::Going;
use super::visit::Visit;
use super::{Model, errors, event, vary};
use crate::flaw::PipelineFlaw;
use crate::scenario::{Moment, Ttl};

/// What takes an error's place.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// The status.
    pub(super) status: u16,
    /// The page's answer, with the headers that viewers see.
    pub(super) answer: Answer,
    /// Its age, if it shows one.
    pub(super) age: Option<u64>,
}

impl Model<'_> {
    /// Fetches the page that takes an error's place, if there is one; `ttl` are the lifetimes of
    /// the behaviour of the request that failed.
    pub(super) fn page(
        &mut self,
        visit: &Visit,
        error: &Answer,
        ttl: Ttl,
        diary: &mut Diary,
        refreshes: &mut Vec<Going>,
    ) -> Option<Page> {
        if error.status < 400 || !self.may_have_page(error.source) {
            return None;
        }
        let mut configured = self.scenario.distribution.error_responses.iter();
        let response = configured.find(|response| response.status == error.status)?.clone();
        let path = response.page?;
        let path = path.split('?').next().unwrap_or_default();
        diary.note(Moment::ErrorPage { status: error.status });
        let mut ask = Ask {
            method: "GET".to_owned(),
            path: path.to_owned(),
            query: String::new(),
            headers: visit.arrived.clone(),
            body: None,
            client_ip: visit.request.client_ip.clone(),
        };
        let number = match self.has(PipelineFlaw::PageFromOwnBehavior) {
            true => visit.behavior,
            false => self.behavior_for(path),
        };
        if self.has(PipelineFlaw::PageRunsViewerRequest) {
            let stage = Stage::ViewerRequest;
            let event = |profile: &Profile| {
                event::event(stage, event::request(&ask, stage, None, profile), None)
            };
            _ = self.call(number, stage, event, diary);
        }
        if self.reading.root_apply == RootApply::BeforeVrq {
            self.apply_root(&mut ask);
        }
        let mut going = self.set_off(number, ask, &visit.request);
        path.clone_into(&mut going.viewer_path);
        if self.reading.cer_page_ttl == CerPageTtl::Error {
            let distribution = &self.scenario.distribution;
            going.page_life = Some(errors::kept(error, ttl, self.now, distribution, &self.reading));
        }
        going.looked = self.look(&going, diary);
        let fetched = self.fetch(&going, diary, refreshes);
        let mut answer = fetched.answer;
        answer.headers = vary::show(&answer.headers, self.behavior(number), &self.reading);
        let status = match answer.status {
            400.. if self.has(PipelineFlaw::PageFailureHidden) => error.status,
            400.. => answer.status,
            _ if self.has(PipelineFlaw::ResponseStatusIgnored) => error.status,
            _ => response.response_status.unwrap_or(error.status),
        };
        Some(Page { status, answer, age: fetched.age })
    }

    /// Tells whether errors of a source get a page.
    fn may_have_page(&self, source: Source) -> bool {
        let sources = self.reading.cer_applies_to;
        match source {
            Source::Origin | Source::Dead => sources.origin,
            Source::OriginRequest => sources.orq,
            Source::ViewerRequest => sources.vrq,
            Source::Fault(_) => sources.lambda && !self.has(PipelineFlaw::NoPageForFailures),
        }
    }
}
