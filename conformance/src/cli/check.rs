//! `edgecase check`: verdicts on the raw bytes that a function returned.

use std::fs;
use std::io::{self, Read as _, Write};
use std::path::Path;

use edgecase_core::{
    Event, Exchange, Explanation, Fault, Level, Profile, RuleId, Stage, Verdict, explain, validate,
};
use serde::Serialize;

use super::args::{CheckArgs, Format};
use super::excerpt::excerpt;
use super::{Exit, Failure, style};
use crate::testee::normalised;
use crate::vector::ResultKind;

/// How many findings of one result are shown to a person; each costs a look at the whole result.
const SHOWN: usize = 50;

/// Where a result comes from.
struct Source {
    name: String,
    bytes: Vec<u8>,
}

/// A verdict as `--format json` writes it.
#[derive(Serialize)]
#[serde(untagged)]
enum Line<'a> {
    #[serde(rename_all = "camelCase")]
    Accept {
        file: &'a str,
        verdict: &'static str,
        stage: Stage,
        profile: &'static str,
        kind: ResultKind,
        result: serde_json::Value,
        notes: Vec<Finding>,
    },
    #[serde(rename_all = "camelCase")]
    Reject {
        file: &'a str,
        verdict: &'static str,
        stage: Stage,
        profile: &'static str,
        status: u16,
        x_cache: &'static str,
        violations: Vec<Finding>,
    },
}

/// A violation or note as `--format json` writes it.
#[derive(Serialize)]
struct Finding {
    rule: &'static str,
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<&'static str>,
    message: String,
    level: &'static str,
}

pub(super) fn check(args: &CheckArgs) -> Result<Exit, Failure> {
    let profile = args.profile.profile()?;
    let (stage, event) = event(args)?;
    if args.print_event {
        writeln!(io::stdout(), "{}", pretty(&event))?;
        return Ok(Exit::Clean);
    }
    let exchange = Exchange::new(stage, &event);
    let mut exit = Exit::Clean;
    let stdin = [Path::new("-").to_path_buf()];
    let files = if args.files.is_empty() { &stdin[..] } else { &args.files };
    for file in files {
        match read(file) {
            Ok(source) => {
                if !judge(args, exchange, &profile, &source)? && exit == Exit::Clean {
                    exit = Exit::Finding;
                }
            }
            Err(error) => {
                let bad = style::bad();
                let name = file.display();
                writeln!(anstream::stderr(), "{bad}error{bad:#}: cannot read `{name}`: {error}")?;
                exit = Exit::Usage;
            }
        }
    }
    Ok(exit)
}

/// Settles stage and event from the arguments.
fn event(args: &CheckArgs) -> Result<(Stage, Event), Failure> {
    let Some(file) = &args.event else {
        let stage = args.stage.ok_or_else(|| {
            Failure::usage(
                "the stage is not known; give --stage, or --event with a config.eventType",
            )
        })?;
        return Ok((stage, Event::minimal(stage)));
    };
    let name = file.display();
    let text = fs::read(file)
        .map_err(|error| Failure::usage(format!("cannot read the event `{name}`: {error}")))?;
    let event = Event::from_json(&text)
        .map_err(|error| Failure::usage(format!("the event `{name}` cannot be used: {error}")))?;
    let stage = match (args.stage, event.config.event_type) {
        (Some(given), Some(own)) if given != own => {
            return Err(Failure::usage(format!(
                "--stage says {given}, but `/Records/0/cf/config/eventType` of `{name}` is {own}"
            )));
        }
        (Some(stage), _) | (None, Some(stage)) => stage,
        (None, None) => {
            return Err(Failure::usage(format!(
                "the event `{name}` has no `/Records/0/cf/config/eventType`; give --stage"
            )));
        }
    };
    if !stage.is_request() && event.response.is_none() {
        let error = edgecase_core::EventError::NoResponse(stage);
        return Err(Failure::usage(format!("the event `{name}` cannot be used: {error}")));
    }
    Ok((stage, event))
}

fn pretty(event: &Event) -> String {
    let text = event.to_json();
    serde_json::from_str::<serde_json::Value>(&text)
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or(text)
}

fn read(file: &Path) -> io::Result<Source> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        io::stdin().read_to_end(&mut bytes)?;
        return Ok(Source { name: "-".to_owned(), bytes });
    }
    bytes = fs::read(file)?;
    Ok(Source { name: file.display().to_string(), bytes })
}

/// Writes the verdict on one result; tells whether it was accepted.
fn judge(
    args: &CheckArgs,
    exchange: Exchange<'_>,
    profile: &Profile,
    source: &Source,
) -> io::Result<bool> {
    let verdict = validate(exchange, &source.bytes, profile);
    let (violations, accepted) = match &verdict {
        Verdict::Accept { notes, .. } => (notes.as_slice(), true),
        Verdict::Reject(violations) => (violations.as_slice(), false),
    };
    let explanations = explain(exchange, &source.bytes, profile, violations);
    let minimal_event = args.event.is_none();
    match args.format {
        Format::Json => {
            let line = line(exchange, profile, source, &verdict, explanations);
            let text = serde_json::to_string(&line).map_err(io::Error::other)?;
            writeln!(io::stdout(), "{text}")?;
        }
        Format::Human => {
            let page =
                Page { exchange, profile, source, explanations: &explanations, minimal_event };
            let text = page.write(&verdict);
            anstream::stdout().write_all(text.as_bytes())?;
        }
    }
    Ok(accepted)
}

fn line<'a>(
    exchange: Exchange<'_>,
    profile: &Profile,
    source: &'a Source,
    verdict: &Verdict<'_>,
    explanations: Vec<Explanation>,
) -> Line<'a> {
    let stage = exchange.stage;
    let finding = |explanation: Explanation| Finding {
        rule: explanation.rule.as_str(),
        at: explanation.place.at,
        missing: explanation.place.missing,
        message: explanation.message,
        level: explanation.rule.rule().level_in(stage, profile.edition).as_str(),
    };
    let findings = explanations.into_iter().map(finding).collect();
    let (file, profile_name) = (source.name.as_str(), profile.edition.as_str());
    match verdict {
        Verdict::Accept { outcome, .. } => {
            let (kind, result) = normalised(outcome);
            let verdict = "accept";
            Line::Accept {
                file,
                verdict,
                stage,
                profile: profile_name,
                kind,
                result,
                notes: findings,
            }
        }
        Verdict::Reject(_) => {
            let answer = Fault::Invalid.answer(profile);
            Line::Reject {
                file,
                verdict: "reject",
                stage,
                profile: profile_name,
                status: answer.status,
                x_cache: answer.x_cache,
                violations: findings,
            }
        }
    }
}

/// What the human form of a verdict is made of.
struct Page<'a> {
    exchange: Exchange<'a>,
    profile: &'a Profile,
    source: &'a Source,
    explanations: &'a [Explanation],
    minimal_event: bool,
}

/// Tells whether a rule compares the result with the event.
fn asks_the_event(rule: RuleId) -> bool {
    matches!(
        rule,
        RuleId::HeadersReadOnlyAdded
            | RuleId::HeadersReadOnlyChanged
            | RuleId::HeadersReadOnlyDeleted
            | RuleId::HeadersViewerCountry
            | RuleId::OriginAuthSwitched
            | RuleId::RequestClientIp
            | RuleId::RequestMethod
            | RuleId::StatusChanged
    )
}

impl Page<'_> {
    fn write(&self, verdict: &Verdict<'_>) -> String {
        let (good, bad, bold) = (style::good(), style::bad(), style::bold());
        let (name, stage) = (&self.source.name, self.exchange.stage);
        let edition = self.profile.edition;
        let mut text = match verdict {
            Verdict::Accept { outcome, .. } => {
                let kind = match normalised(outcome).0 {
                    ResultKind::Request => "request",
                    ResultKind::Response => "response",
                };
                format!(
                    "{good}accepted{good:#} {bold}{name}{bold:#} at {stage} as a {kind} (profile {edition})\n"
                )
            }
            Verdict::Reject(_) => {
                format!("{bad}refused{bad:#} {bold}{name}{bold:#} at {stage} (profile {edition})\n")
            }
        };
        let refused = matches!(verdict, Verdict::Reject(_));
        for explanation in self.explanations.iter().take(SHOWN) {
            text.push_str(&self.finding(explanation, refused));
        }
        if let Some(more) = self.explanations.len().checked_sub(SHOWN + 1) {
            let more = more + 1;
            text.push_str(&format!("\n  … and {more} more; --format json lists all of them\n"));
        }
        if self.minimal_event && self.explanations.iter().any(|e| asks_the_event(e.rule)) {
            let note = "judged against the smallest event of the stage; give your own with --event";
            text.push_str(&format!("\n  {note}\n"));
        }
        if refused {
            let answer = Fault::Invalid.answer(self.profile);
            text.push_str(&format!(
                "\n  {bold}the viewer sees{bold:#} {} with X-Cache: {}\n",
                answer.status, answer.x_cache
            ));
        }
        text
    }

    fn finding(&self, explanation: &Explanation, refused: bool) -> String {
        let (word, colour) =
            if refused { ("error", style::bad()) } else { ("note", style::warn()) };
        let (dim, bold) = (style::dim(), style::bold());
        let rule = explanation.rule.rule();
        let level = rule.level_in(self.exchange.stage, self.profile.edition);
        let doubt = if level == Level::Inferred { ": a reading of ours" } else { "" };
        let mut text = format!(
            "\n  {colour}{word}[{}]{colour:#} {bold}{}{bold:#} {dim}({level}{doubt}){dim:#}\n",
            rule.id, explanation.message
        );
        text.push_str(&excerpt(&self.source.name, &self.source.bytes, &explanation.place));
        let want = rule.text.split_inclusive(". ").next().unwrap_or(rule.text).trim_end();
        text.push_str(&format!("    {dim}want{dim:#} {want}\n    {dim}fix{dim:#}  {}\n", rule.fix));
        let mut said = Vec::new();
        // A message that was seen at another stage is no evidence at one where the rule is inferred.
        for message in rule.messages().filter(|_| refused && level != Level::Inferred) {
            // Log lines start so; the others stand on the page that the viewer gets.
            let verb = if message.starts_with("ERROR ") { "log" } else { "show" };
            if !said.contains(&message) {
                text.push_str(&format!(
                    "    {dim}CloudFront is known to {verb}{dim:#} {message}\n"
                ));
                said.push(message);
            }
        }
        if let Some(address) = rule.evidence.iter().find_map(edgecase_core::Evidence::reference) {
            text.push_str(&format!("    {dim}see{dim:#}  {address}\n"));
        }
        text
    }
}
