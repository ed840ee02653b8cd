//! `edgecase run --properties`: claims that hold for every input, against the embedded reference or
//! any program.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use edgecase_core::profile::Edition;

use super::args::{Format as OutputFormat, RunArgs, usage};
use super::run::{again, progress, say_goodbye};
use super::{Exit, Failure, style};
use crate::known::today;
use crate::property::{Plan, Tested, run as run_properties};
use crate::protocol::TesteeName;
use crate::regression::Regression;
use crate::report::{Format, PropertyReport};
use crate::testee::{Greeted, Process, Reference, Testee};

pub(super) fn run(args: &RunArgs, cases: u32, reports: &[(Format, &str)]) -> Result<Exit, Failure> {
    if let Some((_, file)) = reports.iter().find(|(format, _)| !PropertyReport::has(*format)) {
        let message = format!("`{file}`: a report on properties is json, junit, tap or md");
        return Err(Failure::usage(message));
    }
    let plan = Plan { cases, seed: args.seed.unwrap_or(1), edition: args.profile };
    writeln!(anstream::stderr(), "{cases} examples, seed {}", plan.seed)?;
    let (tested, name, stopped) = if args.command.is_empty() {
        let (tested, name, _) = test(&plan, &mut Reference)?;
        (tested, name, true)
    } else {
        let edition = args.profile.unwrap_or(Edition::Current);
        let mut testee = Process::new(args.command.clone(), edition, args.timeout);
        let (tested, name, misbehaved) = test(&plan, &mut testee)?;
        (tested, name, say_goodbye(&mut testee, misbehaved)?)
    };
    if tested.is_empty() {
        let message = "no property applies: the testee passed over all that it was asked";
        return Err(Failure { exit: Exit::Nothing, message: message.to_owned() });
    }
    let again = again(args.profile, &args.command);
    let report = PropertyReport { testee: &name, again: &again, tested: &tested };
    write(&report, reports, args.format)?;
    if let Some(folder) = &args.save {
        save(&tested, folder)?;
    }
    let clean = tested.failures().next().is_none() && stopped;
    Ok(if clean { Exit::Clean } else { Exit::Finding })
}

/// Puts properties to a testee, with a bar on a terminal; tells whether it misbehaved, too.
fn test(plan: &Plan, testee: &mut dyn Testee) -> Result<(Tested, TesteeName, bool), Failure> {
    let not_started = |error: crate::testee::StartError| Failure {
        exit: Exit::NotStarted,
        message: error.to_string(),
    };
    let mut testee = Greeted::new(testee).map_err(not_started)?;
    let name = testee.hello().map_err(not_started)?.testee;
    let bar = progress(usize::try_from(plan.cases).unwrap_or(usize::MAX));
    let tested = run_properties(plan, &mut testee, |tested| {
        bar.set_message(format!("{} failures", tested.failures().count()));
        bar.inc(1);
    });
    bar.finish_and_clear();
    Ok((tested, name, testee.misbehaviours() > 0))
}

/// Writes each failure as a regression into a folder, and says so.
fn save(tested: &Tested, folder: &Path) -> Result<(), Failure> {
    let unwritable = |error| usage(format!("cannot write into `{}`: {error}", folder.display()));
    fs::create_dir_all(folder).map_err(unwritable)?;
    for failure in tested.failures() {
        let seed = tested.plan.seed;
        let name = format!("{}-seed-{seed}.json", failure.property.id.to_ascii_lowercase());
        let origin = "edgecase run --properties".to_owned();
        let regression = Regression::of(failure.clone(), origin, seed, today());
        fs::write(folder.join(&name), regression.to_json()).map_err(unwritable)?;
        writeln!(anstream::stderr(), "saved {}", folder.join(&name).display())?;
    }
    Ok(())
}

fn write(
    report: &PropertyReport<'_>,
    files: &[(Format, &str)],
    format: OutputFormat,
) -> Result<(), Failure> {
    for (format, file) in files {
        fs::write(file, report.write(*format).unwrap_or_default())
            .map_err(|error| usage(format!("cannot write `{file}`: {error}")))?;
    }
    match format {
        OutputFormat::Json => {
            let json = report.write(Format::Json).unwrap_or_default();
            io::stdout().write_all(json.as_bytes())?;
        }
        OutputFormat::Human => {
            anstream::stdout().write_all(report.human(&style::report()).as_bytes())?;
        }
    }
    Ok(())
}
