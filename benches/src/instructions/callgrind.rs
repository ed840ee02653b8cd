//! Running a program under valgrind.

use std::fmt;
use std::path::PathBuf;
use std::process::Command;

use super::workload::{Workload, calls};
use crate::input::Input;

/// A valgrind that was found, and this program to run under it.
#[derive(Clone, Debug)]
pub struct Valgrind {
    program: PathBuf,
    version: String,
    plant: bool,
}

/// Why nothing was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(pub(super) String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl Valgrind {
    /// Finds valgrind; with `plant`, what it runs repeats two calls in a hundred.
    ///
    /// # Errors
    /// When there is none, or the program cannot be found.
    pub fn find(plant: bool) -> Result<Self, Error> {
        let program = std::env::current_exe().map_err(|error| Error(error.to_string()))?;
        Ok(Self { program, version: output("valgrind", &["--version"])?.0, plant })
    }

    /// Returns what the figures depend on: processor, compiler and valgrind.
    ///
    /// # Errors
    /// When there is no compiler to ask.
    pub fn key(&self) -> Result<String, Error> {
        let compiler = output("rustc", &["--version"])?.0;
        Ok(format!("{}, {compiler}, {}", std::env::consts::ARCH, self.version))
    }

    /// Counts the instructions of one call on an input.
    ///
    /// # Errors
    /// When a run fails or does not say what it counted.
    pub fn count(&self, workload: &Workload, input: &Input) -> Result<f64, Error> {
        let [few, many] = calls(input);
        let (less, more) = (self.total(workload, few)?, self.total(workload, many)?);
        let difference = more.checked_sub(less).ok_or_else(|| {
            Error(format!("{}: {many} calls took fewer instructions than {few}", workload.name()))
        })?;
        let difference = u32::try_from(difference)
            .map_err(|_| Error(format!("{}: too many instructions", workload.name())))?;
        Ok(f64::from(difference) / f64::from(many - few))
    }

    /// Counts all instructions of a process that judges so many times.
    fn total(&self, workload: &Workload, calls: u32) -> Result<u64, Error> {
        let program = self.program.display().to_string();
        let (calls, size) = (calls.to_string(), workload.size.map(|size| size.to_string()));
        let mut arguments =
            vec!["--tool=callgrind", "--callgrind-out-file=/dev/null", &program, "--work", &calls];
        arguments.extend(size.iter().flat_map(|size| ["--size", size]));
        if self.plant {
            arguments.push("--plant");
        }
        arguments.extend(["--", &workload.input]);
        let (_, report) = output("valgrind", &arguments)?;
        collected(&report).ok_or_else(|| Error(format!("valgrind did not count:\n{report}")))
    }
}

/// Runs a program; returns what it printed, without the last line end, and what it said beside.
fn output(program: &str, arguments: &[&str]) -> Result<(String, String), Error> {
    let output = Command::new(program).args(arguments).output();
    let output = output.map_err(|error| Error(format!("cannot run `{program}`: {error}")))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end().to_owned();
    let (printed, said) = (text(&output.stdout), text(&output.stderr));
    if output.status.success() {
        return Ok((printed, said));
    }
    Err(Error(format!("`{program} {}`: {}\n{said}", arguments.join(" "), output.status)))
}

/// Finds the total in callgrind's report, as in `==123== Collected : 4567`.
fn collected(report: &str) -> Option<u64> {
    let line = report.lines().find_map(|line| line.split_once("Collected :"))?.1;
    line.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_is_found() {
        let report = "==7== Events    : Ir\n==7== Collected : 123456\n==7== \n";
        assert_eq!(collected(report), Some(123_456));
        assert_eq!(collected("==7== nothing"), None);
    }

    #[test]
    fn programs_that_fail_or_are_not_there_are_errors() {
        assert!(output("false", &[]).is_err());
        assert!(output("no-such-program-at-all", &[]).is_err());
    }
}
