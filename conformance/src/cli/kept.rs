//! What replay, reduce and promote share: files of kept failures, and who is asked about them.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use edgecase_core::profile::Edition;

use super::{Exit, Failure, style};
use crate::invariant::Frame;
use crate::protocol::Hello;
use crate::regression::Kept;
use crate::runner::SCENARIO;
use crate::scenario::Scenario;
use crate::testee::{Answer, PlayScenario, Process, Reference, StartError, Testee, Validate};

/// Returns the files given, and the JSON files of the folders given, those of a folder by name.
pub(super) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() { list(path, &mut files)? } else { files.push(path.clone()) }
    }
    Ok(files)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let unreadable = |error| Failure::usage(format!("cannot read `{}`: {error}", folder.display()));
    let entries = fs::read_dir(folder).map_err(unreadable)?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = paths.collect::<Result<_, _>>().map_err(unreadable)?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            list(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    Ok(())
}

/// Reads a regression or an example.
pub(super) fn read(file: &Path) -> Result<Kept, Failure> {
    let name = file.display().to_string();
    let text = if file.as_os_str() == "-" {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(file)
    };
    let text = text.map_err(|error| Failure::usage(format!("cannot read `{name}`: {error}")))?;
    Kept::read(&name, &text).map_err(|error| Failure::usage(error.to_string()))
}

/// Who is asked: the embedded reference, or a program.
pub(super) struct Asked {
    who: Who,
    /// What it said at the start; a program would be started anew for another.
    hello: Hello,
}

enum Who {
    Reference(Reference),
    Process(Process),
}

impl Asked {
    /// Starts a program that may misbehave so often; no command means the reference.
    pub(super) fn start(
        command: &[String],
        timeout: Duration,
        restarts: u32,
    ) -> Result<Self, Failure> {
        let mut who = if command.is_empty() {
            Who::Reference(Reference)
        } else {
            let process = Process::new(command.to_vec(), Edition::Current, timeout);
            Who::Process(process.most_restarts(restarts))
        };
        let hello = who
            .testee()
            .hello()
            .map_err(|error| Failure { exit: Exit::NotStarted, message: error.to_string() })?;
        Ok(Self { who, hello })
    }

    /// Stops a program, and says so if it does not stop.
    pub(super) fn stop(self) -> Result<(), Failure> {
        if let Who::Process(mut process) = self.who
            && let Err(how) = process.stop()
        {
            let bad = style::bad();
            writeln!(anstream::stderr(), "{bad}error{bad:#}: after stop: {how}")?;
        }
        Ok(())
    }
}

impl Who {
    fn testee(&mut self) -> &mut dyn Testee {
        match self {
            Self::Reference(reference) => reference,
            Self::Process(process) => process,
        }
    }
}

impl Testee for Asked {
    fn hello(&mut self) -> Result<Hello, StartError> {
        Ok(self.hello.clone())
    }

    fn validate(&mut self, question: &Validate<'_>) -> Answer {
        self.who.testee().validate(question)
    }

    fn scenario(&mut self, question: &PlayScenario<'_>) -> Answer {
        if self.hello.capabilities.iter().any(|name| name == SCENARIO) {
            self.who.testee().scenario(question)
        } else {
            Answer::Skipped { reason: format!("the testee does not announce `{SCENARIO}`") }
        }
    }

    fn frames(&mut self, scenario: &Scenario) -> Option<Vec<Frame>> {
        self.who.testee().frames(scenario)
    }
}
