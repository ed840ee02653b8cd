//! Seeded bugs that a fuzzer has to find.

use std::path::PathBuf;

use edgecase::flaw::Flaw;
use edgecase::fuzz::Target;

use crate::run::find;

/// How long finding one may take, in seconds.
const PATIENCE: u64 = 60;

/// A seeded bug, and who has to find it.
struct Canary {
    target: &'static str,
    flaw: &'static str,
    /// False where the time is told for comparison only.
    must: bool,
}

/// A rule three levels deep in a returned request, and two headers that have to meet a copy.
const CANARIES: [Canary; 4] = [
    Canary { target: "result_case", flaw: "custom-disallowed", must: true },
    Canary { target: "result_choices", flaw: "custom-disallowed", must: true },
    Canary { target: "scenario", flaw: "modified-since-wins", must: true },
    Canary { target: "result_bytes", flaw: "custom-disallowed", must: false },
];

/// Looks for the seeded bugs, prints a line each, and returns what is not as it has to be.
///
/// # Errors
/// When a fuzzer cannot be built or run.
pub(crate) fn check(
    targets: &[&'static Target],
    fuzzer: impl Fn(&Target) -> Result<PathBuf, String>,
) -> Result<Vec<String>, String> {
    let mut complaints = Vec::new();
    println!("{:<15} {:<20} found after", "target", "seeded bug");
    for Canary { target, flaw, must } in CANARIES {
        let Some(target) = targets.iter().find(|known| known.name == target) else { continue };
        if Flaw::find(flaw).is_none() {
            return Err(format!("no flaw is called `{flaw}`"));
        }
        let found = find(target, &fuzzer(target)?, flaw, PATIENCE)
            .map_err(|error| format!("cannot run the fuzzer of `{}`: {error}", target.name))?;
        let after = match found {
            Some(seconds) => format!("{seconds:.1} s"),
            None => format!("not in {PATIENCE} s"),
        };
        let compared = if must { "" } else { ", for comparison" };
        println!("{:<15} {flaw:<20} {after}{compared}", target.name);
        if must && found.is_none() {
            complaints.push(format!("{} does not find `{flaw}` in {PATIENCE} s", target.name));
        }
    }
    println!();
    Ok(complaints)
}
