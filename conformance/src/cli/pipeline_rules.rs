//! Pipeline rules in `edgecase rules`: the table, and one rule with the scenarios on it.

use edgecase_core::profile::Part;
use edgecase_core::{PipelineRule, pipeline_rules};
use serde_json::json;

use super::rules::{evidence_json, first_sentence, suite, switch_human};
use super::{Failure, style};
use crate::rules_md::evidence_text;
use crate::scenario::ScenarioCase;
use crate::suite::{ScenarioFile, Suite};

/// Returns the scenarios that name a rule first.
fn on_rule<'s>(rule: &PipelineRule, suite: &'s Suite) -> impl Iterator<Item = &'s ScenarioCase> {
    suite.scenarios.iter().filter(|file| file.rule() == rule.id).map(ScenarioFile::case)
}

/// Writes the second part of the table of all rules.
pub(super) fn table() -> String {
    let (bold, dim) = (style::bold(), style::dim());
    let mut text = format!("\n{bold}Pipeline: what runs and what is cached{bold:#}\n");
    let mut group = "";
    for rule in pipeline_rules() {
        if rule.group() != group {
            group = rule.group();
            text.push_str(&format!("\n{bold}{group}{bold:#}\n"));
        }
        let first = first_sentence(rule.text);
        text.push_str(&format!("  {:<36} {:<10} {dim}{first}{dim:#}\n", rule.id, rule.level));
    }
    text
}

/// Writes one rule: its text, level, evidence, switches, and scenarios.
pub(super) fn one(rule: &PipelineRule) -> Result<String, Failure> {
    let (bold, dim) = (style::bold(), style::dim());
    let level = match rule.since() {
        Some(since) => format!("{} since {since}, inferred before", rule.level),
        None => rule.level.to_string(),
    };
    let mut text = format!(
        "{bold}{}{bold:#}\n{}\n\n{dim}level{dim:#} {level}\n\n{bold}Evidence{bold:#}\n",
        rule.id, rule.text
    );
    for evidence in rule.evidence {
        text.push_str(&format!("  {}\n", evidence_text(evidence)));
    }
    for (nth, switch) in rule.switches().enumerate() {
        let title = if nth == 0 { format!("\n{bold}Switches{bold:#}\n") } else { String::new() };
        let lines = switch_human(switch);
        text.push_str(&title);
        lines.lines().for_each(|line| text.push_str(&format!("  {line}\n")));
    }
    for (nth, case) in on_rule(rule, &suite()?).enumerate() {
        let head = if nth == 0 { format!("\n{bold}Scenarios{bold:#}\n") } else { String::new() };
        text.push_str(&format!("{head}  {} {dim}{}{dim:#}\n", case.id, case.title));
    }
    Ok(text)
}

/// Writes one rule as a line of JSON.
pub(super) fn one_json(rule: &PipelineRule) -> Result<String, Failure> {
    Ok(json_line(rule, &suite()?))
}

/// Writes all rules, each as a line of JSON.
pub(super) fn all_json() -> Result<String, Failure> {
    let suite = suite()?;
    Ok(pipeline_rules().map(|rule| json_line(rule, &suite)).collect())
}

fn json_line(rule: &PipelineRule, suite: &Suite) -> String {
    let scenarios: Vec<_> =
        on_rule(rule, suite).map(|case| json!({ "id": case.id, "title": case.title })).collect();
    let value = json!({
        "id": rule.id.as_str(),
        "part": Part::Pipeline.as_str(),
        "text": rule.text,
        "level": rule.level.as_str(),
        "since": rule.since().map(|since| since.as_str()),
        "switches": rule.switches().map(|switch| switch.name).collect::<Vec<_>>(),
        "evidence": rule.evidence.iter().map(evidence_json).collect::<Vec<_>>(),
        "scenarios": scenarios,
    });
    format!("{value}\n")
}
