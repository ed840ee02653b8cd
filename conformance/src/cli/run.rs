//! `edgecase run`: the suite against the embedded reference, or against any program.

use std::fs;
use std::io::{self, IsTerminal as _, Write as _};

use edgecase_core::profile::Edition;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::{Format as OutputFormat, RunArgs, usage};
use super::{Exit, Failure, style};
use crate::known::{Known, today};
use crate::protocol::TesteeName;
use crate::report::{Format, Report, human};
use crate::runner::{CaseResult, Outcome, Selection, run as run_cases};
use crate::suite::{Case, Suite};
use crate::testee::{Process, Reference, Testee};

pub(super) fn run(args: &RunArgs) -> Result<Exit, Failure> {
    let reports = report_files(&args.report)?;
    if let Some(cases) = args.properties {
        return super::properties::run(args, cases, &reports);
    }
    let known = known(args)?;
    let suite = Suite::embedded()
        .map_err(|error| Failure { exit: Exit::Internal, message: error.to_string() })?;
    let selection = Selection {
        filters: args.filter.clone(),
        rules: args.rule.clone(),
        stage: args.stage,
        level: args.level,
        shard: args.shard,
    };
    let cases: Vec<Case<'_>> =
        suite.cases(args.profile).filter(|case| selection.contains(case)).collect();
    if cases.is_empty() {
        let message = "no case fits the selection; see `edgecase run --help`".to_owned();
        return Err(Failure { exit: Exit::Nothing, message });
    }
    let mut stopped = true;
    let (name, results) = if args.command.is_empty() {
        test(&cases, &mut Reference, &known)?
    } else {
        let edition = args.profile.unwrap_or(Edition::Current);
        let mut testee = Process::new(args.command.clone(), edition, args.timeout);
        let tested = test(&cases, &mut testee, &known)?;
        let misbehaved = |result: &CaseResult<'_>| matches!(result.outcome, Outcome::Misbehaved(_));
        stopped = say_goodbye(&mut testee, tested.1.iter().any(misbehaved))?;
        tested
    };
    let stale = known.stale(&results, &today());
    let again = again(args.profile, &args.command);
    let report =
        Report { testee: &name, again: &again, seed: args.seed, results: &results, stale: &stale };
    write(&report, &reports, args.format)?;
    // Not to stop when told to is a finding too, though of no case.
    Ok(match exit(&report) {
        Exit::Clean | Exit::Stale if !stopped => Exit::Finding,
        exit => exit,
    })
}

fn exit(report: &Report<'_>) -> Exit {
    if report.results.iter().any(|result| matches!(result.outcome, Outcome::Harness(_))) {
        Exit::Internal
    } else if report.findings().next().is_some() {
        Exit::Finding
    } else if !report.stale.is_empty() {
        Exit::Stale
    } else {
        Exit::Clean
    }
}

fn known(args: &RunArgs) -> Result<Known, Failure> {
    let Some(file) = &args.known else {
        return Ok(Known::default());
    };
    let name = file.display();
    let text = fs::read_to_string(file)
        .map_err(|error| Failure::usage(format!("cannot read `{name}`: {error}")))?;
    Known::read(&text).map_err(|error| Failure::usage(format!("`{name}`: {error}")))
}

/// Reads the list of report files before anything runs.
fn report_files(list: &[String]) -> Result<Vec<(Format, &str)>, Failure> {
    let refuse = |item: &str| {
        Failure::usage(format!(
            "`--report {item}`: want json=FILE, junit=FILE, tap=FILE, md=FILE, html=FILE or badge=FILE"
        ))
    };
    list.iter()
        .map(|item| {
            let (name, file) = item.split_once('=').ok_or_else(|| refuse(item))?;
            Ok((Format::parse(name).ok_or_else(|| refuse(item))?, file))
        })
        .collect()
}

/// Runs the cases, with a bar on a terminal.
fn test<'s>(
    cases: &[Case<'s>],
    testee: &mut impl Testee,
    known: &Known,
) -> Result<(TesteeName, Vec<CaseResult<'s>>), Failure> {
    let hello = testee
        .hello()
        .map_err(|error| Failure { exit: Exit::NotStarted, message: error.to_string() })?;
    let bar = progress(cases.len());
    let mut findings = 0_u64;
    let results = run_cases(cases, testee, &hello.capabilities, known, |result| {
        findings += u64::from(result.is_finding());
        bar.set_message(format!("{findings} findings"));
        bar.inc(1);
    });
    bar.finish_and_clear();
    Ok((hello.testee, results))
}

pub(super) fn progress(length: usize) -> ProgressBar {
    let target = if io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(u64::try_from(length).ok(), target);
    let template = "{bar:30} {human_pos}/{human_len}  {msg}  {per_sec}  {eta} left";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// Stops the testee, shows its log if it misbehaved, and tells whether it stopped.
pub(super) fn say_goodbye(testee: &mut Process, misbehaved: bool) -> Result<bool, Failure> {
    let bad = style::bad();
    let mut stderr = anstream::stderr();
    let stopped = testee.stop();
    if let Err(how) = &stopped {
        writeln!(stderr, "{bad}error{bad:#}: after stop: {how}")?;
    }
    let log = testee.log();
    if (misbehaved || stopped.is_err()) && !log.is_empty() {
        writeln!(stderr, "the testee's log ends:\n{log}")?;
    }
    Ok(stopped.is_ok())
}

/// Returns what a reproduce line has after the filter.
pub(super) fn again(profile: Option<Edition>, command: &[String]) -> String {
    let mut again = profile.map_or_else(String::new, |edition| format!(" --profile {edition}"));
    if command.is_empty() {
        return again;
    }
    let quote = |word: &String| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:@,+".contains(c);
        if !word.is_empty() && word.chars().all(plain) {
            word.clone()
        } else {
            format!("'{}'", word.replace('\'', "'\\''"))
        }
    };
    again.push_str(" -- ");
    again.push_str(&command.iter().map(quote).collect::<Vec<_>>().join(" "));
    again
}

fn write(
    report: &Report<'_>,
    files: &[(Format, &str)],
    format: OutputFormat,
) -> Result<(), Failure> {
    for (format, file) in files {
        fs::write(file, report.write(*format))
            .map_err(|error| usage(format!("cannot write `{file}`: {error}")))?;
    }
    match format {
        OutputFormat::Json => io::stdout().write_all(report.write(Format::Json).as_bytes())?,
        OutputFormat::Human => {
            anstream::stdout().write_all(human(report, &style::report()).as_bytes())?;
        }
    }
    Ok(())
}
