//! From the last cache to the origin and back.

use std::collections::BTreeSet;

use edgecase_core::profile::{
    FoDecideOn, FoOnGenerated, FoOrsOnPrimary, FoTransport, GenSetCookie, OrsOnDead,
};
use edgecase_core::{Fault, Profile, Stage};
use serde_json::Value;

use super::answer::{Answer, Source};
use super::ask::Ask;
use super::diary::Diary;
use super::directives::seconds;
use super::fields::Fields;
use super::going::Going;
use super::{Model, call, date, event, policy};
use crate::flaw::PipelineFlaw;
use crate::scenario::{Attempt, Kind, Moment, Replied, Response, Sent, Unreachable};

/// The outcome of trying one origin.
enum Tried {
    /// A response, or a failure.
    Answer(Answer),
    /// The other origin has to stand in.
    FailOver,
}

/// A request that is about to be sent.
struct Outgoing {
    /// The origin that the behaviour names.
    configured: String,
    /// The origin as the event has it.
    origin: Value,
    /// The request.
    ask: Ask,
}

impl Model<'_> {
    /// Asks the origins of a request's behaviour.
    pub(super) fn origin_side(
        &mut self,
        going: &Going,
        validators: &Fields,
        diary: &mut Diary,
    ) -> Answer {
        let behavior = self.behavior(going.behavior);
        let distribution = &self.scenario.distribution;
        let (names, codes) = distribution
            .target(behavior, &self.scenario.origins)
            .map(|(names, codes)| (names, codes.cloned()))
            .expect("a scenario whose behaviours all have an origin");
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        let fails_over = match going.ask.method.as_str() {
            "GET" | "HEAD" => true,
            "OPTIONS" => behavior.cached_methods.contains("OPTIONS"),
            _ => self.has(PipelineFlaw::PostFailsOver),
        };
        let codes = codes.filter(|_| fails_over);
        let tries = if codes.is_some() { names.len() } else { 1 };
        for (number, name) in names.into_iter().take(tries).enumerate() {
            let codes = codes.as_ref().filter(|_| number + 1 < tries);
            if let Tried::Answer(answer) = self.try_origin(going, validators, name, codes, diary) {
                return self.for_viewer_and_caches(going, answer);
            }
        }
        unreachable!("the last origin has the last word")
    }

    /// Takes off an answer what neither this viewer nor a cache gets.
    fn for_viewer_and_caches(&self, going: &Going, mut answer: Answer) -> Answer {
        let deliver = answer.source == Source::OriginRequest
            && self.reading.gen_set_cookie == GenSetCookie::Deliver;
        let cookies = policy::forwards_cookies(self.behavior(going.behavior))
            || self.has(PipelineFlaw::SetCookieStored);
        if !cookies && !deliver {
            answer.headers.remove("set-cookie");
        }
        if going.method == "HEAD" {
            answer.body.clear();
        }
        answer
    }

    /// Tries one origin; `codes` are there when another one could stand in.
    fn try_origin(
        &mut self,
        going: &Going,
        validators: &Fields,
        name: String,
        codes: Option<&BTreeSet<u16>>,
        diary: &mut Diary,
    ) -> Tried {
        let configured = self.world.origin(&name).expect("an origin of this scenario").clone();
        let mut outgoing = self.outgoing(going, &name, validators);
        let bucket = configured.settings.kind == Kind::S3;
        if !configured.resolves() && !self.has(PipelineFlaw::NameResolvedLate) {
            let uri = outgoing.ask.path.clone();
            diary.note(Moment::Origin { origin: Some(name), uri });
            return self.unanswered(going, &outgoing, Unreachable::Dns, bucket, codes, diary);
        }
        match self.origin_request(going, &mut outgoing, diary) {
            Err(fault) => return Tried::Answer(self.failure(fault, bucket)),
            Ok(Some(returned)) if !self.has(PipelineFlaw::OriginAskedAfterGenerated) => {
                let mut answer = call::generated(&returned, Source::OriginRequest, bucket);
                answer.headers.remove("age");
                if self.has(PipelineFlaw::OriginResponseAfterGenerated) {
                    _ = self.origin_response(going, &outgoing, &mut answer, diary);
                }
                let listed = codes.is_some_and(|codes| codes.contains(&answer.status));
                let fails_over = listed
                    && (self.reading.fo_on_generated == FoOnGenerated::ByCode
                        || self.has(PipelineFlaw::GeneratedFailsOver));
                return if fails_over { Tried::FailOver } else { Tried::Answer(answer) };
            }
            Ok(_) => {}
        }
        self.send(going, &outgoing, codes, diary)
    }

    /// Returns the request to an origin of the scenario, before origin-request.
    fn outgoing(&self, going: &Going, name: &str, validators: &Fields) -> Outgoing {
        let configured = self.world.origin(name).expect("an origin of this scenario");
        let ask = self.forwarded(going, &configured.domain(name), validators);
        Outgoing { configured: name.to_owned(), origin: event::origin(name, configured), ask }
    }

    /// Calls the function at origin-request; returns the response if it generated one.
    fn origin_request(
        &mut self,
        going: &Going,
        outgoing: &mut Outgoing,
        diary: &mut Diary,
    ) -> Result<Option<Value>, Fault> {
        let stage = Stage::OriginRequest;
        if diary.invoked().contains(&stage) && self.has(PipelineFlaw::OriginRequestOnce) {
            return Ok(None);
        }
        let event = |profile: &Profile| {
            let request = event::request(&outgoing.ask, stage, Some(&outgoing.origin), profile);
            event::event(stage, request, None)
        };
        let Some(result) = self.call(going.behavior, stage, event, diary) else {
            return Ok(None);
        };
        let accepted = result?;
        if call::is_response(&accepted) {
            return Ok(Some(accepted.normalised));
        }
        outgoing.ask.take(&accepted.normalised);
        if let Some(origin) = accepted.normalised.get("origin") {
            outgoing.origin = origin.clone();
        }
        Ok(None)
    }

    /// Sends a request to the origin that has the domain.
    fn send(
        &mut self,
        going: &Going,
        outgoing: &Outgoing,
        codes: Option<&BTreeSet<u16>>,
        diary: &mut Diary,
    ) -> Tried {
        let name = self.addressed(outgoing);
        let uri = outgoing.ask.path.clone();
        diary.note(Moment::Origin { origin: name.clone(), uri });
        let Some(name) = name else {
            return self.unanswered(going, outgoing, Unreachable::Dns, false, codes, diary);
        };
        let origin = self.world.origin(&name);
        let bucket = origin.is_some_and(|origin| origin.settings.kind == Kind::S3);
        if !self.world.resolves(&name) {
            return self.unanswered(going, outgoing, Unreachable::Dns, bucket, codes, diary);
        }
        let mut headers = outgoing.ask.headers.clone();
        let custom = side(&outgoing.origin).and_then(|side| side.get("customHeaders"));
        headers.0.extend(Fields::from_json(custom).0);
        let Ask { method, path, query, .. } = &outgoing.ask;
        diary.attempts.push(Attempt {
            origin: name.clone(),
            method: method.clone(),
            uri: path.clone(),
            querystring: query.clone(),
            headers: headers.by_name(),
        });
        match self.world.send(&name, &Sent { method, uri: path, headers: &headers.0 }) {
            Replied::Unreachable(how) => {
                self.unanswered(going, outgoing, how, bucket, codes, diary)
            }
            Replied::Response(response) => {
                self.answered(going, outgoing, response, bucket, codes, diary)
            }
        }
    }

    /// Returns the name of the origin that a request is meant for.
    fn addressed(&self, outgoing: &Outgoing) -> Option<String> {
        let configured = self.world.origin(&outgoing.configured);
        let own = configured.map(|origin| origin.domain(&outgoing.configured));
        let domain = side(&outgoing.origin)
            .and_then(|side| side.get("domainName"))
            .and_then(Value::as_str)
            .map(str::to_owned);
        if domain.is_none() || domain == own {
            return Some(outgoing.configured.clone());
        }
        let named = self.world.origin_at(&domain.unwrap_or_default()).map(str::to_owned);
        let home = || outgoing.configured.clone();
        named.or_else(|| self.has(PipelineFlaw::UnknownNameGoesHome).then(home))
    }

    /// Deals with an origin that gave no answer.
    fn unanswered(
        &mut self,
        going: &Going,
        outgoing: &Outgoing,
        how: Unreachable,
        bucket: bool,
        codes: Option<&BTreeSet<u16>>,
        diary: &mut Diary,
    ) -> Tried {
        let (status, code) = match how {
            Unreachable::Connect | Unreachable::Dns => (502, 503),
            Unreachable::Timeout => (504, 504),
        };
        let mut answer = Answer::bare(status, Source::Dead, bucket);
        let runs = self.reading.ors_on_dead == OrsOnDead::Run
            || self.has(PipelineFlaw::OriginResponseForDead);
        let always = self.reading.fo_transport == FoTransport::Always;
        if codes.is_some_and(|codes| always || codes.contains(&code))
            && !self.has(PipelineFlaw::SilenceDoesNotFailOver)
        {
            if runs && self.reading.fo_ors_on_primary == FoOrsOnPrimary::Run {
                _ = self.origin_response(going, outgoing, &mut answer, diary);
            }
            return Tried::FailOver;
        }
        if runs && let Err(fault) = self.origin_response(going, outgoing, &mut answer, diary) {
            return Tried::Answer(self.failure(fault, bucket));
        }
        Tried::Answer(answer)
    }

    /// Deals with an origin's answer.
    fn answered(
        &mut self,
        going: &Going,
        outgoing: &Outgoing,
        response: Response,
        bucket: bool,
        codes: Option<&BTreeSet<u16>>,
        diary: &mut Diary,
    ) -> Tried {
        let mut answer = Answer::bare(response.status, Source::Origin, bucket);
        answer.headers = Fields(response.headers).on_arrival(&self.reading);
        answer.cut = outgoing.ask.method == "GET"
            && response.status != 304
            && is_cut(&answer.headers, response.body.len())
            && !self.has(PipelineFlaw::CutStored);
        answer.body = response.body;
        self.receive(&mut answer);
        let any = answer.status >= 500 && self.has(PipelineFlaw::AnyErrorFailsOver);
        let listed = |status: u16| codes.is_some_and(|codes| any || codes.contains(&status));
        let raw = self.reading.fo_decide_on == FoDecideOn::Raw;
        if raw && listed(answer.status) {
            if self.reading.fo_ors_on_primary == FoOrsOnPrimary::Run {
                _ = self.origin_response(going, outgoing, &mut answer, diary);
            }
            return Tried::FailOver;
        }
        if let Err(fault) = self.origin_response(going, outgoing, &mut answer, diary) {
            return Tried::Answer(self.failure(fault, bucket));
        }
        if !raw && listed(answer.status) {
            return Tried::FailOver;
        }
        Tried::Answer(answer)
    }

    /// Gives an answer the clock's date where it has none, and takes its age off.
    fn receive(&self, answer: &mut Answer) {
        answer.age = answer.headers.first("age").and_then(|age| seconds(age.trim())).unwrap_or(0);
        if !self.has(PipelineFlaw::AgeOfOrigin) {
            answer.headers.remove("age");
        }
        if !answer.headers.has("date") {
            answer.headers.add("Date", &date::write(self.now));
        }
    }

    /// Calls the function at origin-response.
    fn origin_response(
        &mut self,
        going: &Going,
        outgoing: &Outgoing,
        answer: &mut Answer,
        diary: &mut Diary,
    ) -> Result<(), Fault> {
        let stage = Stage::OriginResponse;
        let skipped = match answer.status {
            304 => self.has(PipelineFlaw::NotModifiedSkipsOriginResponse),
            400.. => self.has(PipelineFlaw::ErrorSkipsOriginResponse),
            _ => false,
        };
        if skipped {
            return Ok(());
        }
        let event = |profile: &Profile| {
            let request = event::request(&outgoing.ask, stage, Some(&outgoing.origin), profile);
            event::event(stage, request, Some(event::response(answer)))
        };
        if let Some(result) = self.call(going.behavior, stage, event, diary) {
            let returned = result?.normalised;
            call::take_head(answer, &returned);
            if !self.has(PipelineFlaw::BodyOfFunctionDropped) {
                call::take_body(answer, &returned);
            }
            answer.headers.remove("age");
        }
        Ok(())
    }

    /// Calls the function at origin-response for a copy, which only a seeded bug does.
    pub(super) fn origin_response_on_hit(
        &mut self,
        going: &Going,
        answer: &mut Answer,
        diary: &mut Diary,
    ) {
        let behavior = self.behavior(going.behavior);
        let target = self.scenario.distribution.target(behavior, &self.scenario.origins);
        let Some(name) = target.and_then(|(names, _)| names.first().copied()) else { return };
        let outgoing = self.outgoing(going, name, &Fields::default());
        _ = self.origin_response(going, &outgoing, answer, diary);
    }
}

/// Returns the one side of an origin object.
fn side(origin: &Value) -> Option<&Value> {
    origin.get("custom").or_else(|| origin.get("s3"))
}

/// Tells whether a body is not as long as `Content-Length` says.
fn is_cut(headers: &Fields, length: usize) -> bool {
    match headers.first("content-length") {
        Some(said) => said.trim().parse::<usize>().ok() != Some(length),
        None => false,
    }
}
