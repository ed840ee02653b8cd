//! `edgecase rules`: the tables, one rule, or the switches.

use std::io::{self, Write as _};

use edgecase_core::profile::{Edition, Part, SWITCHES, Switch};
use edgecase_core::{Evidence, Profile, Rule, Stage, rules as all_rules};
use serde_json::json;

use super::args::{RulesArgs, RulesFormat};
use super::{Exit, Failure, pipeline_rules, style};
use crate::any_rule::AnyRule;
use crate::rules_md::rules_md;
use crate::suite::Suite;
use crate::vector::{Polarity, Returned, Vector};

/// Longest example shown, in characters.
const EXAMPLE_CHARS: usize = 400;

pub(super) fn rules(args: &RulesArgs) -> Result<Exit, Failure> {
    let text = match (args.format, args.rule, args.switches) {
        (RulesFormat::Md, _, _) => rules_md(),
        (RulesFormat::Json, _, true) => switches_json(),
        (RulesFormat::Json, Some(AnyRule::Result(id)), false) => {
            format!("{}\n", rule_json(id.rule()))
        }
        (RulesFormat::Json, Some(AnyRule::Pipeline(id)), false) => {
            pipeline_rules::one_json(id.rule())?
        }
        (RulesFormat::Json, None, false) => {
            let results = all_rules().map(|rule| format!("{}\n", rule_json(rule)));
            results.collect::<String>() + &pipeline_rules::all_json()?
        }
        (RulesFormat::Human, _, true) => switches_human(),
        (RulesFormat::Human, Some(AnyRule::Result(id)), false) => one(id.rule())?,
        (RulesFormat::Human, Some(AnyRule::Pipeline(id)), false) => pipeline_rules::one(id.rule())?,
        (RulesFormat::Human, None, false) => table(),
    };
    let mut stdout = anstream::AutoStream::auto(io::stdout());
    stdout.write_all(text.as_bytes())?;
    Ok(Exit::Clean)
}

/// Returns the suite that is built in.
pub(super) fn suite() -> Result<Suite, Failure> {
    Suite::embedded().map_err(|error| Failure { exit: Exit::Internal, message: error.to_string() })
}

fn rule_json(rule: &Rule) -> serde_json::Value {
    let profile = Profile::default();
    let stages: Vec<_> = rule
        .stages
        .iter()
        .map(|stage| {
            json!({
                "stage": stage,
                "effect": rule.effect(&profile, stage).as_str(),
                "level": rule.level(stage).as_str(),
            })
        })
        .collect();
    let evidence: Vec<_> = rule.evidence.iter().map(evidence_json).collect();
    json!({
        "id": rule.id.as_str(),
        "part": Part::Results.as_str(),
        "text": rule.text,
        "fix": rule.fix,
        "stages": stages,
        "evidence": evidence,
    })
}

pub(super) fn evidence_json(evidence: &Evidence) -> serde_json::Value {
    let mut value = serde_json::Map::from_iter([("kind".to_owned(), evidence.kind().into())]);
    let mut put = |name: &str, text: &str| value.insert(name.to_owned(), text.into());
    if let Some(reference) = evidence.reference() {
        put("ref", &reference);
    }
    match evidence {
        Evidence::Guide { section, read, .. } => {
            put("read", read);
            section.map(|section| put("section", section));
        }
        Evidence::History { date, .. } => _ = put("date", date),
        Evidence::Thread { message, .. } => _ = message.map(|message| put("message", message)),
        Evidence::Report(text) | Evidence::Reading(text) => _ = put("reason", text),
    }
    value.into()
}

fn table() -> String {
    let (bold, dim) = (style::bold(), style::dim());
    let profile = Profile::default();
    let mut text = format!("{bold}Results: what a function may return{bold:#}\n");
    let mut group = "";
    for rule in all_rules() {
        if rule.group() != group {
            group = rule.group();
            text.push_str(&format!("\n{bold}{group}{bold:#}\n"));
        }
        let stages: Vec<&str> = Stage::ALL
            .into_iter()
            .map(|stage| if rule.stages.contains(stage) { stage.abbreviation() } else { "··" })
            .collect();
        let effect = same(rule.stages.iter().map(|stage| rule.effect(&profile, stage).as_str()));
        let level = same(rule.stages.iter().map(|stage| rule.level(stage).as_str()));
        text.push_str(&format!(
            "  {:<36} {} {:<7} {:<10} {dim}{}{dim:#}\n",
            rule.id,
            stages.join(" "),
            effect,
            level,
            first_sentence(rule.text),
        ));
    }
    text.push_str(&pipeline_rules::table());
    text.push_str(&format!(
        "\n{} rules on results, {} pipeline rules. VR, OR, OS, VS: viewer-request, origin-request, origin-response, viewer-response.\n\
         One rule with its evidence: edgecase rules status/range\n",
        all_rules().count(),
        edgecase_core::pipeline_rules().count(),
    ));
    text
}

/// Returns what all stages have in common.
fn same(mut values: impl Iterator<Item = &'static str>) -> &'static str {
    let first = values.next().unwrap_or_default();
    if values.all(|value| value == first) { first } else { "mixed" }
}

pub(super) fn first_sentence(text: &str) -> &str {
    text.split_inclusive(". ").next().unwrap_or(text).trim_end()
}

fn one(rule: &Rule) -> Result<String, Failure> {
    let (bold, dim) = (style::bold(), style::dim());
    let mut text = format!("{bold}{}{bold:#}\n{}\n\n", rule.id, rule.text);
    for stage in rule.stages.iter() {
        let effects: Vec<String> = Edition::ALL
            .into_iter()
            .map(|edition| {
                let effect = rule.effect(&Profile::of(edition), stage);
                format!("{edition}: {}", effect.as_str())
            })
            .collect();
        let level = match rule.since() {
            Some(since) => format!("{} since {since}", rule.level(stage)),
            None => rule.level(stage).to_string(),
        };
        text.push_str(&format!("  {stage:<16} {level:<11} {dim}{}{dim:#}\n", effects.join(", ")));
    }
    text.push_str(&format!("\n{dim}fix{dim:#} {}\n\n{bold}Evidence{bold:#}\n", rule.fix));
    for evidence in rule.evidence {
        text.push_str(&format!("  {}\n", crate::rules_md::evidence_text(evidence)));
    }
    let suite = suite()?;
    for (polarity, title) in [(Polarity::Inside, "Inside"), (Polarity::Outside, "Outside")] {
        let of_side = |v: &&Vector| v.rule() == rule.id && v.polarity == polarity;
        // Short ones first: they can be shown whole.
        let vector = suite.vectors().filter(of_side).min_by_key(|v| !v.input.expand.is_empty());
        if let Some(vector) = vector {
            text.push_str(&format!("\n{bold}{title}{bold:#} {dim}{}{dim:#}\n", vector.id));
            text.push_str(&format!("  {}\n{}", vector.title, example(vector)));
        }
    }
    Ok(text)
}

/// Shows what goes in and comes out in a vector.
fn example(vector: &Vector) -> String {
    let stages: Vec<&str> = vector.stages.iter().map(|stage| stage.as_str()).collect();
    let mut text = format!("  at {}", stages.join(", "));
    for (switch, value) in &vector.set {
        text.push_str(&format!(", with {switch}={value}"));
    }
    if let Some(event) = &vector.input.event {
        let event: Result<serde_json::Value, _> = serde_json::from_str(event.get());
        let message = event.ok().and_then(|mut event| {
            let cf = event.pointer_mut("/Records/0/cf")?;
            let name =
                if vector.stages.iter().any(|s| s.is_request()) { "request" } else { "response" };
            Some(cf.get_mut(name)?.take())
        });
        let message = message.map_or_else(String::new, |message| message.to_string());
        text.push_str(&format!("\n  given    {}", cut(message)));
    }
    text.push_str(&format!("\n  returned {}\n", returned(vector)));
    for item in &vector.input.expand {
        let times = match (&item.relative_to_limit, item.repeat) {
            (Some(relative), _) => format!("up to the limit {:+}", relative.delta),
            (None, repeat) => format!("{} times", repeat.unwrap_or_default()),
        };
        text.push_str(&format!("  with     {}: {:?} {times}\n", item.at, item.unit));
    }
    text
}

fn returned(vector: &Vector) -> String {
    let text = match &vector.input.result {
        Returned::Return { value } => {
            let value: Result<serde_json::Value, _> = serde_json::from_str(value.get());
            value.map_or_else(|_| "(not shown)".to_owned(), |value| value.to_string())
        }
        Returned::Raw { base64 } => format!("bytes, in base64: {base64}"),
        Returned::Throw { message } => format!("throws `{message}`"),
        Returned::Timeout => "runs into its timeout".to_owned(),
    };
    cut(text)
}

fn cut(text: String) -> String {
    match text.char_indices().nth(EXAMPLE_CHARS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

fn switches_human() -> String {
    let bold = style::bold();
    let mut text = String::new();
    for part in [Part::Results, Part::Pipeline] {
        text.push_str(&format!("{bold}{}{bold:#}\n\n", part.as_str()));
        for switch in SWITCHES.iter().filter(|switch| switch.part == part) {
            text.push_str(&switch_human(switch));
        }
        text.push('\n');
    }
    text
}

/// Writes a switch on three lines: name and values, question and defaults, what speaks for them.
pub(super) fn switch_human(switch: &Switch) -> String {
    let (bold, dim) = (style::bold(), style::dim());
    let defaults: Vec<String> = Edition::ALL
        .into_iter()
        .map(|edition| format!("{edition}: {}", switch.default_in(edition)))
        .collect();
    format!(
        "{bold}{}{bold:#} = {}\n  {} {dim}({}){dim:#}\n  {dim}{}{dim:#}\n",
        switch.name,
        switch.values.join(" | "),
        switch.question,
        switch.evidence,
        defaults.join(", ")
    )
}

fn switches_json() -> String {
    let row = |switch: &Switch| {
        let defaults: serde_json::Map<String, serde_json::Value> = Edition::ALL
            .into_iter()
            .map(|edition| (edition.to_string(), switch.default_in(edition).into()))
            .collect();
        json!({
            "name": switch.name,
            "part": switch.part.as_str(),
            "question": switch.question,
            "values": switch.values,
            "defaults": defaults,
            "evidence": switch.evidence,
        })
    };
    SWITCHES.iter().map(|switch| format!("{}\n", row(switch))).collect()
}
