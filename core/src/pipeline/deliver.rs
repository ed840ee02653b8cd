//! What a viewer gets: error pages, viewer-response, labels.

use std::sync::Arc;

use super::Edge;
use super::answer::{Answer, CacheWord, Label};
use super::arrival::is_device_header;
use super::batch::Due;
use super::call::Handed;
use super::event;
use super::forward::forwards_header;
use super::message::Message;
use super::trace::{Moment, Refusal, Skipped};
use super::visit::{Delivered, Fetched, Paged, Progress, Source, Visit};
use super::world::World;
use crate::cache::{Provenance, forwards_cookies, not_modified};
use crate::clock::Timestamp;
use crate::distribution::{Behavior, LayerId, Method};
use crate::fault::Fault;
use crate::header::Headers;
use crate::profile::{
    VrsOnGeneratedError, VrsOnNegativeHit, VrsOnStale, VrsSkipIf, VrsStatusBasis,
    XcacheOrqGenerated, XcacheSwr,
};
use crate::stage::Stage;

impl Edge<'_> {
    /// Makes the answer of what was fetched.
    pub(super) fn finish(
        &mut self,
        now: Timestamp,
        visit: Visit,
        fetched: Fetched,
        page: Option<Paged>,
        due: &mut Vec<Due>,
        world: &mut impl World,
    ) -> Answer {
        let cache = cache_word(&visit, &fetched);
        match (fetched, page) {
            (_, Some(page)) => self.paged(visit, page, cache, world),
            (Fetched::Fault(fault), None) => self.failed(visit, fault, cache),
            (Fetched::Response(delivered), None) => match visit.progress {
                Progress::Generated(_) => {
                    answer(visit, delivered.message, cache, Label::LambdaGenerated)
                }
                _ => self.viewer_response(now, visit, delivered, cache, due, world),
            },
        }
    }

    /// A function failed, and there is no page for that.
    fn failed(&self, visit: Visit, fault: Fault, cache: CacheWord) -> Answer {
        let said = fault.answer(self.profile);
        answer(visit, Message::bare(said.status), cache, Label::Fault(said.x_cache))
    }

    fn paged(
        &self,
        mut visit: Visit,
        paged: Paged,
        cache: CacheWord,
        world: &impl World,
    ) -> Answer {
        let Paged { mut message, age, behavior } = paged;
        self.show(&mut message.headers, age, self.behavior(behavior));
        if world.has_function(visit.behavior, Stage::ViewerResponse)
            && would_pass_viewer_response(&visit)
        {
            visit.trace.push(Moment::ViewerResponseSkipped(Skipped::ErrorPage));
        }
        answer(visit, message, cache, Label::Error)
    }

    /// Adds the age, and takes out of `Vary` what is no business of viewers: `label/age`, `store/vary`.
    fn show(&self, headers: &mut Headers, age: Option<u64>, behavior: &Behavior) {
        if let Some(age) = age {
            headers.set("Age", age.to_string());
        }
        shown_vary(headers, behavior);
    }

    /// Shows the response, lets viewer-response run where it does, and labels the answer.
    fn viewer_response(
        &mut self,
        now: Timestamp,
        mut visit: Visit,
        delivered: Delivered,
        cache: CacheWord,
        due: &mut Vec<Due>,
        world: &mut impl World,
    ) -> Answer {
        let behavior = self.behavior(visit.behavior);
        let label = self.label(&delivered);
        let mut message = delivered.message.clone();
        if matches!(delivered.source, Source::Fresh(_))
            && message.status < 400
            && visit.request.method.is_get_or_head()
            && !forwards_cookies(behavior)
            && not_modified(&visit.request.headers, &message.headers)
        {
            message = Message { status: 304, headers: message.headers, body: Arc::default() };
        }
        let skipped = self.skipped(&delivered, message.status);
        self.show(&mut message.headers, delivered.age, behavior);
        if !world.has_function(visit.behavior, Stage::ViewerResponse) {
            return answer(visit, message, cache, label);
        }
        if let Some(skipped) = skipped {
            visit.trace.push(Moment::ViewerResponseSkipped(skipped));
            return answer(visit, message, cache, label);
        }
        let event = event::viewer_response(&visit.request, &message, self.profile);
        let stage = Stage::ViewerResponse;
        match self.call(visit.behavior, stage, event, &mut visit.trace, world) {
            Handed::Response(response) => {
                message.headers = response.headers.unwrap_or_default();
                answer(visit, message, cache, label)
            }
            Handed::Fault(fault) => {
                match self.page_of(now, &mut visit, &Fetched::Fault(fault), due, world) {
                    Some(page) => self.paged(visit, page, cache, world),
                    None => self.failed(visit, fault, cache),
                }
            }
            // At a response stage no request is handed back.
            Handed::Request(_) => answer(visit, message, cache, label),
        }
    }

    /// Tells why viewer-response does not run, if it does not: `flow/viewer-response-…`.
    fn skipped(&self, delivered: &Delivered, shown: u16) -> Option<Skipped> {
        let profile = self.profile;
        let status = match profile.vrs_status_basis {
            VrsStatusBasis::Effective => shown,
            VrsStatusBasis::Origin => delivered.origin_status,
        };
        let stood_in =
            matches!(delivered.source, Source::StoodIn | Source::Followed { stood_in: true });
        if stood_in && profile.vrs_on_stale == VrsOnStale::Skip {
            return Some(Skipped::Stale);
        }
        if status < 400 {
            let only_200 = profile.vrs_skip_if == VrsSkipIf::Ne200 && status != 200;
            return only_200.then_some(Skipped::Not200);
        }
        let runs = match (delivered.source, delivered.provenance) {
            (Source::Fresh(_), _) => {
                shown >= 400 && profile.vrs_on_negative_hit == VrsOnNegativeHit::Run
            }
            (_, Provenance::OriginRequest) => {
                profile.vrs_on_generated_error == VrsOnGeneratedError::Run
            }
            _ => false,
        };
        (!runs).then_some(Skipped::Error)
    }

    fn label(&self, delivered: &Delivered) -> Label {
        if delivered.message.status >= 400 {
            return Label::Error;
        }
        match delivered.source {
            Source::Fresh(layer) if self.is_shield(layer) => Label::ShieldHit,
            Source::Fresh(_) | Source::Held | Source::Followed { .. } => Label::Hit,
            Source::Revalidating => match self.profile.xcache_swr {
                XcacheSwr::Hit => Label::Hit,
                XcacheSwr::RefreshHit => Label::RefreshHit,
            },
            Source::StoodIn | Source::Refreshed => Label::RefreshHit,
            Source::Fetched if delivered.provenance == Provenance::OriginRequest => {
                match self.profile.xcache_orq_generated {
                    XcacheOrqGenerated::Miss => Label::MissGenerated,
                    XcacheOrqGenerated::Lambda => Label::MissGeneratedShown,
                }
            }
            Source::Fetched => Label::Miss,
        }
    }

    /// `layer/shield`
    fn is_shield(&self, layer: LayerId) -> bool {
        self.distribution.pops.iter().any(|pop| pop.shield == Some(layer))
    }
}

/// Tells whether an answer would pass viewer-response if there were no page.
fn would_pass_viewer_response(visit: &Visit) -> bool {
    matches!(visit.progress, Progress::Direct | Progress::Walked(_))
        && !Answer::invoked(&visit.trace).any(|stage| stage == Stage::ViewerResponse)
}

/// Makes an answer of what is final.
fn answer(visit: Visit, mut message: Message, cache: CacheWord, label: Label) -> Answer {
    if visit.request.method == Method::Head {
        message.body = Arc::default();
    }
    Answer {
        status: message.status,
        headers: message.headers,
        body: message.body,
        cache,
        x_cache: label.x_cache(),
        log: label.log(),
        trace: visit.trace,
        background: Vec::new(),
    }
}

/// Returns the answer to a request that no function sees.
pub(super) fn refused(visit: Visit, refusal: Refusal) -> Answer {
    let (status, label) = match refusal {
        Refusal::Redirected if visit.request.method.is_get_or_head() => (301, Label::Redirect),
        Refusal::Redirected => (307, Label::Redirect),
        Refusal::Method => (403, Label::InvalidMethod),
        Refusal::Blocked | Refusal::NotHttps | Refusal::GetBody => (403, Label::Error),
    };
    let mut message = Message::bare(status);
    if refusal == Refusal::Redirected {
        let request = &visit.request;
        let host = request.headers.first("host").unwrap_or_default();
        let query =
            if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
        message.headers.append("Location", format!("https://{host}{}{query}", request.path));
    }
    answer(visit, message, CacheWord::None, label)
}

fn cache_word(visit: &Visit, fetched: &Fetched) -> CacheWord {
    if !matches!(visit.progress, Progress::Walked(_)) {
        return CacheWord::None;
    }
    match fetched {
        Fetched::Fault(_) if is_follower(visit) => CacheWord::Hit,
        Fetched::Fault(_) => CacheWord::Miss,
        Fetched::Response(delivered) => match delivered.source {
            Source::Fresh(_) | Source::Followed { .. } => CacheWord::Hit,
            Source::Held | Source::Revalidating | Source::StoodIn => CacheWord::Stale,
            Source::Fetched => CacheWord::Miss,
            Source::Refreshed => CacheWord::Refresh,
        },
    }
}

/// Tells whether a request got what another one fetched.
fn is_follower(visit: &Visit) -> bool {
    let since = visit.trace.iter().rposition(|moment| matches!(moment, Moment::Followed));
    let after = since.and_then(|at| visit.trace.get(at..));
    // One that goes on alone looks into the caches again.
    after.is_some_and(|after| !after.iter().any(|m| matches!(m, Moment::Lookup { .. })))
}

/// `store/vary`: a line is spelled anew only if it loses something, and dropped if nothing is left.
fn shown_vary(headers: &mut Headers, behavior: &Behavior) {
    let asks_for_device = || behavior.cloudfront_headers.iter().any(|name| is_device_header(name));
    let kept = |name: &&str| {
        let named = |known: &str| name.eq_ignore_ascii_case(known);
        *name != "*"
            && !name.is_empty()
            && (named("accept-encoding")
                || named("cookie")
                || (named("user-agent") && asks_for_device())
                || forwards_header(behavior, name)
                || behavior.cloudfront_headers.iter().any(|known| named(known)))
    };
    headers.retain_mut(|line| {
        if !line.is_named("vary") {
            return true;
        }
        let names = || line.value.split(',').map(str::trim);
        if names().all(|name| kept(&name)) {
            return true;
        }
        let left: Vec<&str> = names().filter(kept).collect();
        line.value = left.join(", ");
        !line.value.is_empty()
    });
}
