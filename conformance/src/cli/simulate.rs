//! `edgecase simulate`: a scenario, step by step.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use edgecase_core::pipeline::Answer;
use serde::{Deserialize, Serialize};

use super::args::{Format, SimulateArgs, usage};
use super::timeline::{Timeline, caches};
use super::{Exit, Failure, style};
use crate::handler;
use crate::scenario::{Caches, Expect, Player, Scenario, Step, StepAnswer, difference};

pub(super) fn simulate(args: &SimulateArgs) -> Result<Exit, Failure> {
    let mut exit = Exit::Clean;
    // All are read before one is played.
    let read = args.files.iter().map(|file| read(file, args));
    let read: Vec<(Scenario, Vec<Option<String>>)> = read.collect::<Result<_, _>>()?;
    for (number, (file, (scenario, comments))) in args.files.iter().zip(&read).enumerate() {
        let kept = match args.format {
            Format::Human => {
                if number > 0 {
                    writeln!(anstream::stdout())?;
                }
                tell(scenario, file, comments, args.cache)?
            }
            Format::Json => list(scenario, file, args.cache)?,
        };
        if !kept {
            exit = Exit::Finding;
        }
    }
    Ok(exit)
}

/// Reads a scenario, and what it says about each step.
fn read(file: &Path, args: &SimulateArgs) -> Result<(Scenario, Vec<Option<String>>), Failure> {
    let name = file.display();
    let text = if file.as_os_str() == "-" {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(file)
    };
    let text = text.map_err(|error| Failure::usage(format!("cannot read `{name}`: {error}")))?;
    let mut scenario =
        Scenario::read(&text).map_err(|error| Failure::usage(format!("`{name}`: {error}")))?;
    if let Some(edition) = args.profile {
        scenario.profile = edition;
    }
    for setting in &args.set {
        let (switch, value) = setting.split_once('=').ok_or_else(|| {
            Failure::usage(format!("`--set {setting}` has no `=`, want SWITCH=VALUE"))
        })?;
        scenario.set.insert(switch.to_owned(), value.to_owned());
    }
    // Again, because edition and switches may be others now.
    scenario.check().map_err(|error| Failure::usage(format!("`{name}`: {error}")))?;
    scenario.resolve_handlers(file.parent().unwrap_or(file));
    if let Some(problem) = handler::missing(&scenario) {
        return Err(Failure::usage(format!("`{name}`: {problem}")));
    }
    Ok((scenario, comments(&text)))
}

fn comments(text: &str) -> Vec<Option<String>> {
    #[derive(Deserialize)]
    struct File {
        steps: Vec<Commented>,
    }
    #[derive(Deserialize)]
    struct Commented {
        comment: Option<String>,
    }
    let file: Option<File> = serde_json::from_str(text).ok();
    let steps = file.map(|file| file.steps).unwrap_or_default();
    steps.into_iter().map(|step| step.comment).collect()
}

/// Plays a scenario and hands every step of a viewer's to `seen`.
fn play(
    scenario: &Scenario,
    mut seen: impl FnMut(&Player<'_>, usize, &Step, &[Answer]) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut player = Player::new(scenario).map_err(usage)?;
    for (number, step) in scenario.steps.iter().enumerate() {
        let told = player.tell(step).unwrap_or_default();
        seen(&player, number, step, &told)?;
    }
    Ok(())
}

/// Returns in what answers differ from what the step expects, by their place.
fn differences(expects: &[Expect], answers: &[StepAnswer]) -> Vec<(usize, String)> {
    let differs = |(place, (expect, answer))| {
        let value = serde_json::to_value(answer).ok()?;
        difference(expect, &value).map(|text| (place, text))
    };
    expects.iter().zip(answers).enumerate().filter_map(differs).collect()
}

/// Tells a scenario to a person; returns whether every expectation held.
fn tell(
    scenario: &Scenario,
    file: &Path,
    comments: &[Option<String>],
    with_caches: bool,
) -> Result<bool, Failure> {
    let mut out = anstream::stdout().lock();
    let (bold, dim) = (style::bold(), style::dim());
    if let Some(case) = &scenario.case {
        writeln!(out, "{bold}{}{bold:#}", case.title)?;
        let first = case.rules.first().map_or("", |rule| rule.as_str());
        writeln!(
            out,
            "{dim}{} · {} · rule {first} · {}{dim:#}",
            case.id, scenario.profile, case.level
        )?;
    } else {
        writeln!(out, "{bold}{}{bold:#}", file.display())?;
    }
    let (mut checked, mut held) = (0_usize, 0_usize);
    let mut clock = scenario.start;
    play(scenario, |player, number, step, told| {
        let comment = comments.get(number).and_then(Option::as_deref);
        let timeline = Timeline {
            distribution: player.distribution(),
            now: clock,
            start: scenario.start,
            comment,
        };
        timeline.step(&mut out, step, told)?;
        clock = player.now();
        let answers: Vec<StepAnswer> = told.iter().map(|told| player.show(told)).collect();
        let wrong = differences(step.expects(), &answers);
        let asked = step.expects().iter().filter(|expect| **expect != Expect::default()).count();
        checked += asked;
        held += asked - wrong.len();
        for (place, text) in wrong {
            let bad = style::bad();
            writeln!(
                out,
                "      {bad}not as expected{bad:#} (`/steps/{number}`, answer {place}): {text}"
            )?;
        }
        if with_caches && !matches!(step, Step::Advance(_) | Step::Origins(_) | Step::Functions(_))
        {
            caches(&mut out, &player.caches(), clock)?;
        }
        Ok(())
    })?;
    let kept = held == checked;
    if checked > 0 {
        let verdict = if kept { style::good() } else { style::bad() };
        writeln!(out, "\n{verdict}{held} of {checked} answers as expected{verdict:#}")?;
    }
    Ok(kept)
}

/// What `--format json` prints.
#[derive(Serialize)]
struct Listed {
    steps: Vec<crate::scenario::Answered>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caches: Option<Vec<Caches>>,
}

/// Lists a scenario for a program; returns whether every expectation held.
fn list(scenario: &Scenario, file: &Path, with_caches: bool) -> Result<bool, Failure> {
    use crate::scenario::Answered;
    let mut listed = Listed { steps: Vec::new(), caches: with_caches.then(Vec::new) };
    let mut kept = true;
    let bad = style::bad();
    play(scenario, |player, number, step, told| {
        let mut answers: Vec<StepAnswer> = told.iter().map(|told| player.show(told)).collect();
        for (place, text) in differences(step.expects(), &answers) {
            kept = false;
            let name = file.display();
            writeln!(
                anstream::stderr(),
                "{bad}not as expected{bad:#}: {name} `/steps/{number}`, answer {place}: {text}"
            )?;
        }
        if let Some(list) = listed.caches.as_mut().filter(|_| !told.is_empty()) {
            list.push(player.caches());
        }
        match step {
            Step::Batch { .. } => listed.steps.push(Answered::Many(answers)),
            _ => listed.steps.extend(answers.pop().map(|one| Answered::One(Box::new(one)))),
        }
        Ok(())
    })?;
    let mut line = serde_json::to_vec(&listed).map_err(io::Error::other)?;
    line.push(b'\n');
    io::stdout().write_all(&line)?;
    Ok(kept)
}
