//! Custom error pages: the rule group `error-page`.

use super::Edge;
use super::batch::Due;
use super::message::Message;
use super::trace::Moment;
use super::visit::{Fetched, Incoming, Paged, Progress, Visit};
use super::world::World;
use crate::cache::{Decision, Provenance, Subject, error_lifetime};
use crate::clock::Timestamp;
use crate::distribution::Method;
use crate::header::Headers;
use crate::profile::{CerPageTtl, RootApply};

/// Where an error comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ErrorSource {
    Origin,
    OriginRequest,
    ViewerRequest,
    Fault,
}

impl From<Provenance> for ErrorSource {
    fn from(provenance: Provenance) -> Self {
        match provenance {
            Provenance::Origin => Self::Origin,
            Provenance::OriginRequest => Self::OriginRequest,
            Provenance::Fault => Self::Fault,
        }
    }
}

impl Edge<'_> {
    /// Fetches the page for what was fetched, if that is an error and has a page.
    pub(super) fn page_of(
        &mut self,
        now: Timestamp,
        visit: &mut Visit,
        fetched: &Fetched,
        due: &mut Vec<Due>,
        world: &mut impl World,
    ) -> Option<Paged> {
        match fetched {
            Fetched::Fault(fault) => {
                let message = Message::bare(fault.answer(self.profile).status);
                self.error_page(now, visit, &message, ErrorSource::Fault, due, world)
            }
            Fetched::Response(delivered) if delivered.message.status >= 400 => {
                let source = match visit.progress {
                    Progress::Generated(_) => ErrorSource::ViewerRequest,
                    _ => delivered.provenance.into(),
                };
                self.error_page(now, visit, &delivered.message, source, due, world)
            }
            Fetched::Response(_) => None,
        }
    }

    /// Fetches the page that takes an error's place, if there is one.
    pub(super) fn error_page(
        &mut self,
        now: Timestamp,
        visit: &mut Visit,
        error: &Message,
        source: ErrorSource,
        due: &mut Vec<Due>,
        world: &mut impl World,
    ) -> Option<Paged> {
        let configured = self.distribution.error_responses.get(&error.status)?;
        let page = configured.page.clone().filter(|_| self.applies_to(source))?;
        let response_status = configured.response_status.unwrap_or(error.status);
        visit.trace.push(Moment::ErrorPage { status: error.status, page: page.clone() });
        let lifetime = self.page_lifetime(now, visit, error);
        let mut fetch = self.page_visit(visit, &page);
        self.add_cloudfront_headers(&mut fetch);
        self.look_up(&mut fetch, now, lifetime);
        let fetched = self.fetch(now, &mut fetch, world);
        visit.trace.append(&mut fetch.trace);
        let behavior = fetch.behavior;
        due.extend(Due::of(&fetched, &fetch));
        Some(match fetched {
            // `error-page/fails`: its own status takes the error's place.
            Fetched::Fault(fault) => {
                let message = Message::bare(fault.answer(self.profile).status);
                Paged { message, age: None, behavior }
            }
            Fetched::Response(delivered) => {
                let mut message = delivered.message;
                if message.status < 400 {
                    message.status = response_status;
                }
                Paged { message, age: delivered.age, behavior }
            }
        })
    }

    /// `error-page/sources`
    const fn applies_to(&self, source: ErrorSource) -> bool {
        let sources = self.profile.cer_applies_to;
        match source {
            ErrorSource::Origin => sources.origin,
            ErrorSource::OriginRequest => sources.orq,
            ErrorSource::ViewerRequest => sources.vrq,
            ErrorSource::Fault => sources.lambda,
        }
    }

    /// `error-page/lifetime`: the page's lifetime where the error decides.
    fn page_lifetime(&self, now: Timestamp, visit: &Visit, error: &Message) -> Option<u64> {
        if self.profile.cer_page_ttl == CerPageTtl::Behavior {
            return None;
        }
        let subject = Subject {
            status: error.status,
            headers: &error.headers,
            provenance: Provenance::Origin,
            origin_age: None,
            from_s3: false,
            now,
        };
        let lifetimes = self.behavior(visit.behavior).lifetimes;
        Some(match error_lifetime(&subject, lifetimes, self.distribution, self.profile) {
            Decision::Store(lifetime) => lifetime.seconds,
            Decision::Skip(_) => self.distribution.minimum(error.status, false, self.profile),
        })
    }

    /// Returns the request for a page: `error-page/functions`.
    fn page_visit(&self, visit: &Visit, page: &str) -> Visit {
        let path = page.split('?').next().unwrap_or_default();
        let object = self.object(path);
        let taken = match self.profile.root_apply {
            RootApply::BeforeVrq => object.clone(),
            RootApply::AfterVrq => path.to_owned(),
        };
        Visit {
            behavior: self.distribution.behavior_for(path),
            request: Incoming {
                method: Method::Get,
                path: taken,
                object,
                query: String::new(),
                headers: visit.arrived.clone(),
                added: Headers::new(),
                body: None,
                asked: path.to_owned(),
                client_ip: visit.request.client_ip.clone(),
                is_https: visit.request.is_https,
                pop: visit.request.pop,
                cloudfront: visit.request.cloudfront.clone(),
            },
            arrived: visit.arrived.clone(),
            progress: Progress::Direct,
            trace: Vec::new(),
        }
    }
}
