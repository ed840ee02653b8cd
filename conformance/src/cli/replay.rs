//! `edgecase replay`: kept failures, once more.

use std::io::{self, Write as _};
use std::path::Path;

use serde::Serialize;

use super::args::{Format, ReplayArgs};
use super::kept::{Asked, files, read};
use super::{Exit, Failure, style};
use crate::printed::{MESSAGE_CHARS, shown};
use crate::property::{ALL, Failure as Failed, Property, Signature};
use crate::regression::Kept;
use crate::testee::Testee;

/// How often a program may misbehave.
const RESTARTS: u32 = 20;

pub(super) fn replay(args: &ReplayArgs) -> Result<Exit, Failure> {
    let files = files(&args.files)?;
    if files.is_empty() {
        let message = "there is no JSON file; see `edgecase replay --help`".to_owned();
        return Err(Failure { exit: Exit::Nothing, message });
    }
    // All are read before one is put to the testee.
    let kept: Vec<Kept> = files.iter().map(|file| read(file)).collect::<Result<_, _>>()?;
    let mut asked = Asked::start(&args.command, args.timeout, RESTARTS)?;
    let (mut held, mut broken, mut passed_over) = (0_u32, 0_u32, 0_u32);
    for (file, kept) in files.iter().zip(&kept) {
        let replayed = put(kept, &mut asked);
        match args.format {
            Format::Human => tell(file, &replayed)?,
            Format::Json => list(file, &replayed)?,
        }
        if !replayed.failed.is_empty() {
            broken += 1;
        } else if replayed.held.is_empty() {
            passed_over += 1;
        } else {
            held += 1;
        }
    }
    asked.stop()?;
    if args.format == Format::Human {
        let more =
            if passed_over > 0 { format!(", {passed_over} passed over") } else { String::new() };
        writeln!(anstream::stdout(), "{held} hold, {broken} broken{more}")?;
    }
    Ok(match (held, broken) {
        (_, 1..) => Exit::Finding,
        (0, 0) => Exit::Nothing,
        _ => Exit::Clean,
    })
}

/// What became of one file.
struct Replayed {
    /// The claims that hold, and how often each was put to the test.
    held: Vec<(&'static Property, u32)>,
    /// Those that do not.
    failed: Vec<(&'static Property, Box<Failed>)>,
    /// Whether there was one claim to put it to, and which.
    only: Option<&'static Property>,
}

/// Puts a regression to its claim, and an example to every claim.
fn put(kept: &Kept, testee: &mut dyn Testee) -> Replayed {
    let (only, claims): (_, Vec<&'static Property>) = match kept {
        Kept::Regression(regression) => (Some(regression.property), vec![regression.property]),
        Kept::Example(_) => (None, ALL.iter().collect()),
    };
    let mut replayed = Replayed { held: Vec::new(), failed: Vec::new(), only };
    for property in claims {
        match property.judge(kept.example(), testee) {
            Ok(0) => {}
            Ok(times) => replayed.held.push((property, times)),
            Err(failed) => replayed.failed.push((property, failed)),
        }
    }
    replayed
}

fn tell(file: &Path, replayed: &Replayed) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    let (good, bad, warn, dim) = (style::good(), style::bad(), style::warn(), style::dim());
    let name = file.display();
    for (property, failed) in &replayed.failed {
        let Failed { message, signature, .. } = &**failed;
        let message = shown(message, MESSAGE_CHARS);
        writeln!(out, "{bad}broken{bad:#}  {name}  {}: {}", property.id, property.claim)?;
        writeln!(out, "        {}", message.replace('\n', "\n        "))?;
        writeln!(out, "        {dim}{signature}{dim:#}")?;
    }
    match (replayed.held.as_slice(), replayed.only) {
        _ if !replayed.failed.is_empty() => Ok(()),
        ([], Some(property)) => {
            writeln!(out, "{warn}passed over{warn:#}  {name}  {} does not apply", property.id)
        }
        ([], None) => writeln!(out, "{warn}passed over{warn:#}  {name}  no claim applies"),
        ([(property, times)], Some(_)) => {
            writeln!(out, "{good}holds{good:#}   {name}  {}, {times} times", property.id)
        }
        (held, _) => {
            let times: u32 = held.iter().map(|(_, times)| times).sum();
            writeln!(out, "{good}holds{good:#}   {name}  {} claims, {times} times", held.len())
        }
    }
}

/// A line of `--format json`.
#[derive(Serialize)]
struct Line<'r> {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    property: Option<&'r str>,
    outcome: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    checked: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signature: Option<&'r Signature>,
}

fn list(file: &Path, replayed: &Replayed) -> io::Result<()> {
    let line = |property, outcome| Line {
        file: file.display().to_string(),
        property,
        outcome,
        checked: None,
        message: None,
        signature: None,
    };
    let held = replayed.held.iter().map(|(property, times)| Line {
        checked: Some(*times),
        ..line(Some(property.id), "holds")
    });
    let failed = replayed.failed.iter().map(|(property, failed)| Line {
        message: Some(&failed.message),
        signature: Some(&failed.signature),
        ..line(Some(property.id), "broken")
    });
    let mut lines: Vec<Line<'_>> = held.chain(failed).collect();
    if lines.is_empty() {
        lines.push(line(replayed.only.map(|property| property.id), "passed-over"));
    }
    let mut out = io::stdout().lock();
    for line in lines {
        let mut text = serde_json::to_vec(&line)?;
        text.push(b'\n');
        out.write_all(&text)?;
    }
    Ok(())
}
