//! `RULES.md`, made from the two rule tables.

use std::fmt::Write as _;

use edgecase_core::profile::{Edition, Part, SWITCHES, Switch};
use edgecase_core::{Evidence, PipelineRule, Profile, Rule, Stage, pipeline_rules, rules};

use crate::lint::LEFT_OUT;

/// Writes `RULES.md`.
#[must_use]
pub fn rules_md() -> String {
    let mut text = String::from(
        "# Rules\n\n\
         Made by `edgecase rules --format md` from the tables in `core/src/rule/table.rs` and `core/src/rule/pipeline.rs`; \
         a test compares them. The reference is not AWS: each rule says how it is known. `inferred` means a reading of \
         ours, and a difference there is not an error. `corpus/INTERPRETING.md` says how the rules on results are read \
         together, `corpus/SCENARIOS.md` how those of the pipeline are.\n",
    );
    results(&mut text);
    pipeline(&mut text);
    switches(&mut text);
    left_out(&mut text);
    text
}

fn results(text: &mut String) {
    text.push_str(
        "\n## Results: what a function may return\n\n\
         Stages: VR viewer-request, OR origin-request, OS origin-response, VS viewer-response. The effect is that of \
         the profile `current`; where other profiles or switches change it, the row says so.\n",
    );
    let mut group = "";
    for rule in rules() {
        if rule.group() != group {
            group = rule.group();
            _ = write!(
                text,
                "\n### {group}\n\n| rule | demand | effect | level | evidence |\n| --- | --- | --- | --- | --- |\n"
            );
        }
        row(text, rule);
    }
}

fn pipeline(text: &mut String) {
    text.push_str(
        "\n## Pipeline: what runs and what is cached\n\n\
         Each row says what happens while the switches that it names have their defaults.\n",
    );
    let mut group = "";
    for rule in pipeline_rules() {
        if rule.group() != group {
            group = rule.group();
            _ = write!(
                text,
                "\n### {group}\n\n| rule | what happens | level | evidence |\n| --- | --- | --- | --- |\n"
            );
        }
        pipeline_row(text, rule);
    }
}

fn pipeline_row(text: &mut String, rule: &PipelineRule) {
    let evidence: Vec<String> = rule.evidence.iter().map(evidence_text).collect();
    _ = writeln!(
        text,
        "| `{}` | {} | {} | {} |",
        rule.id,
        cell(rule.text),
        with_since(rule.level.to_string(), rule.since()),
        cell(&evidence.join("<br>"))
    );
}

fn left_out(text: &mut String) {
    text.push_str(
        "\n## Left out\n\n\
         What is known and has no rule, with the reason. Whether an origin resolves is judged in scenarios only, and whether \
         two S3 origins share an origin access identity nowhere: the event does not show it.\n\n",
    );
    for left in LEFT_OUT {
        _ = writeln!(text, "- {}: {}.", left.what, left.reason);
    }
}

fn row(text: &mut String, rule: &Rule) {
    let evidence: Vec<String> = rule.evidence.iter().map(evidence_text).collect();
    _ = writeln!(
        text,
        "| `{}` | {} | {} | {} | {} |",
        rule.id,
        cell(rule.text),
        effects(rule),
        levels(rule),
        cell(&evidence.join("<br>"))
    );
}

/// Groups stages that share a value: `VR OR refuse`.
fn by_value(rule: &Rule, value: impl Fn(Stage) -> &'static str) -> String {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for stage in rule.stages.iter() {
        let value = value(stage);
        match groups.iter_mut().find(|(known, _)| *known == value) {
            Some((_, stages)) => stages.push(stage.abbreviation()),
            None => groups.push((value, vec![stage.abbreviation()])),
        }
    }
    let text = |(value, stages): &(&str, Vec<&str>)| format!("{} {value}", stages.join(" "));
    groups.iter().map(text).collect::<Vec<_>>().join("<br>")
}

fn effects(rule: &Rule) -> String {
    let current = Profile::default();
    let mut text = by_value(rule, |stage| rule.effect(&current, stage).as_str());
    let editions: Vec<String> = Edition::ALL
        .into_iter()
        .filter(|edition| differs(rule, &current, &Profile::of(*edition)))
        .map(|edition| {
            let profile = Profile::of(edition);
            let there = by_value(rule, |stage| rule.effect(&profile, stage).as_str());
            format!("{edition}: {there}")
        })
        .collect();
    let switches: Vec<String> = SWITCHES
        .iter()
        .filter(|switch| {
            switch.values.iter().any(|value| {
                let mut profile = Profile::default();
                profile.set(switch.name, value).is_ok() && differs(rule, &current, &profile)
            })
        })
        .map(|switch| format!("`{}`", switch.name))
        .collect();
    for edition in editions {
        _ = write!(text, "<br>{edition}");
    }
    if !switches.is_empty() {
        _ = write!(text, "<br>switch {}", switches.join(", "));
    }
    text
}

fn differs(rule: &Rule, one: &Profile, other: &Profile) -> bool {
    rule.stages.iter().any(|stage| rule.effect(one, stage) != rule.effect(other, stage))
}

fn levels(rule: &Rule) -> String {
    let mut levels: Vec<&str> = rule.stages.iter().map(|s| rule.level(s).as_str()).collect();
    levels.dedup();
    let text = match levels.as_slice() {
        [one] => (*one).to_owned(),
        _ => by_value(rule, |stage| rule.level(stage).as_str()),
    };
    with_since(text, rule.since())
}

/// Adds from which edition on a level holds, where it does not in all.
fn with_since(level: String, since: Option<Edition>) -> String {
    match since {
        Some(since) => format!("{level}<br>inferred before {since}"),
        None => level,
    }
}

/// Writes one piece of evidence on one line.
#[must_use]
pub fn evidence_text(evidence: &Evidence) -> String {
    let reference = evidence.reference().unwrap_or_default();
    match evidence {
        Evidence::Guide { section: Some(section), read, .. } => {
            format!("{reference} \"{section}\" (read {read})")
        }
        Evidence::Guide { section: None, read, .. } => format!("{reference} (read {read})"),
        Evidence::History { date, .. } => format!("{reference} ({date})"),
        Evidence::Thread { message: Some(message), .. } => format!("{reference}: \"{message}\""),
        Evidence::Thread { message: None, .. } => reference,
        Evidence::Report(text) => format!("reported: {text}"),
        Evidence::Reading(text) => format!("reading: {text}"),
    }
}

fn switches(text: &mut String) {
    text.push_str("\n## Switches\n\nEach open question is a switch: `--set NAME=VALUE`.\n");
    for (part, title) in [(Part::Results, "Results"), (Part::Pipeline, "Pipeline")] {
        _ = write!(
            text,
            "\n### {title}\n\n\
             | switch | question | values | current | 2023-05 | 2020-09 | 2018-01 | what speaks for the default |\n\
             | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        );
        for switch in SWITCHES.iter().filter(|switch| switch.part == part) {
            switch_row(text, switch);
        }
    }
}

fn switch_row(text: &mut String, switch: &Switch) {
    let defaults = Edition::ALL.map(|edition| switch.default_in(edition)).join(" | ");
    _ = writeln!(
        text,
        "| `{}` | {} | {} | {defaults} | {} |",
        switch.name,
        cell(switch.question),
        switch.values.join(", "),
        cell(switch.evidence)
    );
}

/// Keeps a text from ending its table cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
