//! What happened, told to a person: one line for each thing, with its reason.

use std::io::{self, Write};

use edgecase_core::cache::{Key, Lifetime, Why};
use edgecase_core::distribution::{Distribution, LayerId};
use edgecase_core::pipeline::{
    Answer, CacheWord, CallEnd, Found, Moment, NotCached, OriginRequest, Refusal, Silence, Skipped,
};
use edgecase_core::{Fault, PipelineRuleId as R, Stage};

use super::style;
use crate::scenario::{Caches, CopyKind, Request, Scheme, Step};

/// The scenario at one time.
pub(super) struct Timeline<'d> {
    pub(super) distribution: &'d Distribution,
    pub(super) now: u64,
    /// When the scenario started; times are told from then on.
    pub(super) start: u64,
    /// What the scenario says about the step.
    pub(super) comment: Option<&'d str>,
}

/// What to say of a moment: who, what, and the rule that says so.
struct Line {
    who: String,
    what: String,
    rule: Option<R>,
}

impl Line {
    fn new(who: impl Into<String>, what: impl Into<String>, rule: R) -> Self {
        Self { who: who.into(), what: what.into(), rule: Some(rule) }
    }
}

impl Timeline<'_> {
    pub(super) fn step(
        &self,
        out: &mut impl Write,
        step: &Step,
        answers: &[Answer],
    ) -> io::Result<()> {
        let dim = style::dim();
        let now = self.since_start();
        if let Some(comment) = self.comment {
            write!(out, "\n  {dim}# {comment}{dim:#}")?;
        }
        match step {
            Step::Request(_) | Step::Batch { .. } => {
                if answers.len() > 1 {
                    writeln!(out, "\n{now:>4} s  {} requests at the same time", answers.len())?;
                }
                for (request, answer) in step.requests().iter().zip(answers) {
                    self.answer(out, request, answer)?;
                }
                Ok(())
            }
            Step::Advance(seconds) => writeln!(out, "\n{dim}  ··· {seconds} s pass{dim:#}"),
            Step::Invalidate(path) => writeln!(out, "\n{now:>4} s  invalidation of {path}"),
            Step::Evict(evict) => {
                writeln!(out, "\n{now:>4} s  {} drops {}", evict.layer, evict.uri)
            }
            Step::Origins(origins) => {
                let names: Vec<&str> = origins.keys().map(String::as_str).collect();
                writeln!(out, "\n{now:>4} s  {} answers otherwise from now on", names.join(", "))
            }
            Step::Functions(functions) => {
                let paths: Vec<&str> = functions.keys().map(String::as_str).collect();
                writeln!(out, "\n{now:>4} s  other functions for {}", paths.join(", "))
            }
        }
    }

    fn since_start(&self) -> u64 {
        self.now.saturating_sub(self.start)
    }

    fn answer(&self, out: &mut impl Write, request: &Request, answer: &Answer) -> io::Result<()> {
        let (bold, dim) = (style::bold(), style::dim());
        let word = cache_word(answer.cache);
        let colour = match answer.cache {
            CacheWord::Hit => style::good(),
            CacheWord::Refresh | CacheWord::Stale => style::warn(),
            CacheWord::Miss | CacheWord::None => style::bold(),
        };
        write!(
            out,
            "\n{:>4} s  {bold}{} {}{bold:#}",
            self.since_start(),
            request.method,
            request.uri
        )?;
        for extra in extras(request) {
            write!(out, " {dim}{extra}{dim:#}")?;
        }
        writeln!(
            out,
            "  {bold}{}{bold:#} {colour}{word}{colour:#} {dim}{}{dim:#}",
            answer.status, answer.x_cache
        )?;
        for name in ["location", "age"] {
            if let Some(value) = answer.headers.first(name) {
                writeln!(out, "        {dim}{name}: {value}{dim:#}")?;
            }
        }
        self.moments(out, &answer.trace)?;
        if !answer.background.is_empty() {
            writeln!(out, "        {dim}in the background, after the answer:{dim:#}")?;
            self.moments(out, &answer.background)?;
        }
        Ok(())
    }

    fn moments(&self, out: &mut impl Write, moments: &[Moment]) -> io::Result<()> {
        let dim = style::dim();
        for line in moments.iter().map(|moment| self.line(moment)) {
            let Line { who, what, rule } = line;
            write!(out, "        {who:<16} {what}")?;
            match rule {
                Some(rule) => writeln!(out, "  {dim}{rule}{dim:#}")?,
                None => writeln!(out)?,
            }
        }
        Ok(())
    }

    fn layer(&self, layer: LayerId) -> &str {
        self.distribution.layers.get(layer).map_or("", String::as_str)
    }

    fn line(&self, moment: &Moment) -> Line {
        match moment {
            Moment::Refused(refusal) => refused(*refusal),
            Moment::Called { stage, end, .. } => called(*stage, end),
            Moment::Keyed(key) => Line { who: "key".to_owned(), what: key_text(key), rule: None },
            Moment::NotCached(why) => not_cached(*why),
            Moment::Lookup { layer, found } => {
                Line { who: self.layer(*layer).to_owned(), what: found_text(found), rule: None }
            }
            Moment::Followed => {
                Line::new("", "waits for the request that fetches the same", R::CollapseFollowers)
            }
            Moment::Origin { origin, uri, sent, answer } => {
                let name = origin.and_then(|origin| self.distribution.origins.get(origin));
                let who = name.map_or("no origin", |origin| &origin.name).to_owned();
                origin_line(who, uri, sent.as_deref(), *answer)
            }
            Moment::FailedOver => {
                Line::new("", "the second origin of the group is tried", R::FailoverCodes)
            }
            Moment::Stored { layer, lifetime } => self.stored(*layer, lifetime),
            Moment::Refreshed { layer, lifetime } => {
                let what = format!("unchanged, good for another {} s", lifetime.seconds);
                self.kept(*layer, what, lifetime)
            }
            Moment::StoodIn { layer, until } => {
                let seconds = until.0.saturating_sub(self.now);
                let hold = match seconds {
                    0 => String::new(),
                    _ => format!("; the origin is left alone for {seconds} s"),
                };
                let what = format!("its stale copy stands in for the error{hold}");
                Line::new(self.layer(*layer), what, R::StaleOriginError)
            }
            Moment::NotStored { layer, why } => {
                Line::new(self.layer(*layer), format!("does not store it: {why}"), why.rule())
            }
            Moment::Removed { layer } => Line {
                who: self.layer(*layer).to_owned(),
                what: "drops the copy that was there".to_owned(),
                rule: None,
            },
            Moment::ErrorPage { status, page } => Line::new(
                "error page",
                format!("{page} takes the place of the {status}"),
                R::ErrorPageFetch,
            ),
            Moment::ViewerResponseSkipped(why) => skipped(*why),
        }
    }

    fn stored(&self, layer: LayerId, lifetime: &Lifetime) -> Line {
        let seconds = lifetime.seconds;
        match lifetime.why {
            Why::Inherited if seconds > 0 => Line::new(
                self.layer(layer),
                format!("takes the copy over: {seconds} s left"),
                R::LayerStore,
            ),
            Why::Inherited => {
                Line::new(self.layer(layer), "takes the expired copy over", R::LayerStore)
            }
            Why::ForOutages(_) => {
                let what = "keeps it for outages of the origin only".to_owned();
                self.kept(layer, what, lifetime)
            }
            Why::VaryStar => {
                self.kept(layer, "stores it, to be fetched each time".to_owned(), lifetime)
            }
            _ if seconds == 0 => {
                self.kept(layer, "stores it, to be checked each time".to_owned(), lifetime)
            }
            _ => self.kept(layer, format!("stores it for {seconds} s"), lifetime),
        }
    }

    fn kept(&self, layer: LayerId, what: String, lifetime: &Lifetime) -> Line {
        let why = lifetime.why;
        Line::new(self.layer(layer), format!("{what}: {why}"), why.rule())
    }
}

const fn cache_word(word: CacheWord) -> &'static str {
    match word {
        CacheWord::Hit => "hit",
        CacheWord::Miss => "miss",
        CacheWord::Refresh => "refresh",
        CacheWord::Stale => "stale",
        CacheWord::None => "not looked up",
    }
}

/// Returns what is unusual about a request.
fn extras(request: &Request) -> Vec<String> {
    let mut extras = Vec::new();
    extras.extend(request.pop.as_ref().map(|pop| format!("at {pop}")));
    if request.scheme == Scheme::Http {
        extras.push("over HTTP".to_owned());
    }
    for (name, lines) in &request.headers {
        extras.push(format!("{name}: {}", lines.values().join(", ")));
    }
    extras
}

fn refused(refusal: Refusal) -> Line {
    match refusal {
        Refusal::Blocked => Line::new("refused", "before any function runs", R::FlowBlocked),
        Refusal::Redirected => {
            Line::new("redirected", "plain HTTP, and no function runs", R::FlowRedirectToHttps)
        }
        Refusal::NotHttps => Line::new("refused", "plain HTTP is not allowed", R::FlowHttpsOnly),
        Refusal::Method => Line::new("refused", "the method is not allowed", R::FlowMethod),
        Refusal::GetBody => Line::new("refused", "a GET with a body", R::FlowGetBody),
    }
}

fn called(stage: Stage, end: &CallEnd) -> Line {
    let what = match end {
        CallEnd::Passed if stage.is_request() => "hands the request on".to_owned(),
        CallEnd::Passed => "hands the response on".to_owned(),
        CallEnd::Generated(status) => format!("generates the response: {status}"),
        CallEnd::Failed(Fault::Invalid, rules) => {
            let names: Vec<&str> = rules.iter().map(|rule| rule.as_str()).collect();
            format!("returns what CloudFront refuses: {}", names.join(", "))
        }
        CallEnd::Failed(Fault::Threw, _) => "throws".to_owned(),
        CallEnd::Failed(Fault::TimedOut, _) => "runs into its timeout".to_owned(),
        CallEnd::Failed(Fault::Throttled, _) => "is throttled".to_owned(),
    };
    let rule = match (end, stage) {
        (CallEnd::Generated(_), Stage::ViewerRequest) => Some(R::FlowViewerGenerated),
        (CallEnd::Generated(_), _) => Some(R::FlowGenerated),
        (CallEnd::Failed(Fault::Invalid, _), _) => Some(R::FlowFaultValidation),
        (CallEnd::Failed(Fault::Threw, _), _) => Some(R::FlowFaultExecution),
        (CallEnd::Failed(_, _), _) => Some(R::FlowFaultLimit),
        (CallEnd::Passed, _) => None,
    };
    Line { who: stage.to_string(), what, rule }
}

fn key_text(key: &Key) -> String {
    let mut text = key.target().into_owned();
    for (name, value) in &key.headers {
        text.push_str(&format!(" · {name}: {value}"));
    }
    for cookie in &key.cookies {
        text.push_str(&format!(" · cookie {cookie}"));
    }
    if !key.accept_encoding.as_str().is_empty() {
        text.push_str(&format!(" · accepts {}", key.accept_encoding.as_str()));
    }
    text
}

fn not_cached(why: NotCached) -> Line {
    match why {
        NotCached::Method => Line::new("no cache", "the method is not cached", R::StoreMethods),
        NotCached::Disabled => {
            Line::new("no cache", "all TTLs are 0: caching is disabled", R::TtlDisabled)
        }
        NotCached::AllHeaders => {
            Line::new("no cache", "all headers are forwarded", R::KeyAllHeaders)
        }
    }
}

fn found_text(found: &Found) -> String {
    match found {
        Found::Fresh { age, left } => format!("has a fresh copy: {age} s old, {left} s left"),
        Found::Negative { status, left } => format!("has a stored {status}: {left} s left"),
        Found::Held { left } => {
            format!("serves its stale copy without asking, for another {left} s")
        }
        Found::Revalidating { ago } => {
            format!("has a copy that expired {ago} s ago, and may serve it while it is refreshed")
        }
        Found::Expired { ago: 0, negative: false } => "has a copy that expired just now".to_owned(),
        Found::Expired { ago, negative: false } => format!("has a copy that expired {ago} s ago"),
        Found::Expired { ago, negative: true } => {
            format!("has an error that expired {ago} s ago")
        }
        Found::Nothing => "has nothing".to_owned(),
    }
}

fn origin_line(
    who: String,
    uri: &str,
    sent: Option<&OriginRequest>,
    answer: Result<u16, Silence>,
) -> Line {
    let asked = match sent {
        None => uri.to_owned(),
        Some(sent) => {
            let query = if sent.querystring.is_empty() { "" } else { "?" };
            let mut text = format!("{} {uri}{query}{}", sent.method.as_str(), sent.querystring);
            for name in ["if-none-match", "if-modified-since"] {
                if let Some(value) = sent.headers.first(name) {
                    text.push_str(&format!(" ({name}: {value})"));
                }
            }
            text
        }
    };
    match answer {
        Ok(status) => Line { who, what: format!("{asked} -> {status}"), rule: None },
        Err(Silence::Dns) => {
            Line::new(who, format!("{asked}: the name does not resolve"), R::FlowDnsFirst)
        }
        Err(Silence::Connect) => {
            Line::new(who, format!("{asked}: no connection"), R::FlowOriginDead)
        }
        Err(Silence::Timeout) => {
            Line::new(who, format!("{asked}: no answer in time"), R::FlowOriginDead)
        }
    }
}

fn skipped(why: Skipped) -> Line {
    let (what, rule) = match why {
        Skipped::Error => ("does not run for an error", R::FlowViewerResponseError),
        Skipped::Stale => ("does not run for a stale copy", R::FlowViewerResponseStale),
        Skipped::Not200 => ("does not run for a status other than 200", R::FlowViewerResponseError),
        Skipped::ErrorPage => ("does not run for an error page", R::FlowViewerResponsePage),
    };
    Line::new("viewer-response", what, rule)
}

/// Lists what the caches hold.
pub(super) fn caches(out: &mut impl Write, caches: &Caches, now: u64) -> io::Result<()> {
    let dim = style::dim();
    for (layer, copies) in caches {
        if copies.is_empty() {
            writeln!(out, "        {dim}[{layer}] empty{dim:#}")?;
        }
        for copy in copies {
            let query = if copy.query.is_empty() { "" } else { "?" };
            let life = match copy.expires_at.checked_sub(now).filter(|left| *left > 0) {
                Some(left) => format!("{left} s left"),
                None if copy.hold_until > now => format!("held for {} s", copy.hold_until - now),
                None => "expired".to_owned(),
            };
            let kind = if copy.kind == CopyKind::Negative { "error" } else { "copy" };
            let mut key = format!("{} {}{query}{}", copy.method, copy.path, copy.query);
            for (name, value) in &copy.key_headers {
                key.push_str(&format!(" · {name}: {value}"));
            }
            for cookie in &copy.key_cookies {
                key.push_str(&format!(" · cookie {cookie}"));
            }
            if !copy.accept_encoding.is_empty() {
                key.push_str(&format!(" · accepts {}", copy.accept_encoding));
            }
            writeln!(out, "        {dim}[{layer}] {key}: {kind}, {}, {life}{dim:#}", copy.status)?;
        }
    }
    Ok(())
}
