//! Counts the instructions of verdicts under valgrind, and holds them to goals and to what was kept.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use edgecase_benches::goals::Goals;
use edgecase_benches::instructions::{
    Figure, Finding, Kept, Valgrind, Workload, judged, measure, work, workloads,
};

/// Counts the instructions of verdicts under valgrind, and holds them to the goals of `goals.json`
/// and to the figures that are kept in `instructions.json`.
///
/// Exits with 1 when a goal is missed or a figure is more than 1 % above the kept one, with 2 when it
/// was called in a way that it does not know, with 3 when no figures are kept for this processor,
/// compiler and valgrind, and with 4 when nothing can be counted.
#[derive(Parser)]
struct Arguments {
    /// Keeps the figures of this run, in the place of those under the same key.
    #[arg(long, conflicts_with_all = ["only", "plant"])]
    accept: bool,
    /// Fails for what got worse alone: growth, and figures above the kept ones; not for missed goals.
    #[arg(long)]
    gate: bool,
    /// Counts only workloads whose name starts like this.
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Repeats two calls in a hundred on inputs below 64 KB and nested ones, to see that it is noticed.
    #[arg(long)]
    plant: bool,
    /// The file of kept figures.
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/instructions.json"))]
    kept: PathBuf,
    /// Judges an input so many times: what is run under valgrind.
    #[arg(long, hide = true, value_name = "CALLS", requires = "input")]
    work: Option<u32>,
    #[arg(long, hide = true)]
    size: Option<usize>,
    #[arg(hide = true, requires = "work")]
    input: Option<String>,
}

/// No figures are kept under this key.
const NOT_KEPT: u8 = 3;

/// Nothing can be counted.
const NOT_COUNTED: u8 = 4;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let (Some(calls), Some(input)) = (arguments.work, arguments.input.clone()) {
        let workload = Workload { input, size: arguments.size };
        return match work(&workload, calls, arguments.plant) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => failed(&error),
        };
    }
    if cfg!(debug_assertions) {
        return failed("the figures are about release builds: `cargo run --release`");
    }
    count(&arguments).unwrap_or_else(|error| failed(&error))
}

fn failed(error: &str) -> ExitCode {
    eprintln!("nothing is counted: {error}");
    ExitCode::from(NOT_COUNTED)
}

fn count(arguments: &Arguments) -> Result<ExitCode, String> {
    let valgrind = Valgrind::find(arguments.plant).map_err(|error| error.to_string())?;
    let key = valgrind.key().map_err(|error| error.to_string())?;
    let mut kept = Kept::read(&arguments.kept).map_err(|error| error.to_string())?;
    let is_meant = |w: &Workload| arguments.only.as_ref().is_none_or(|o| w.name().starts_with(o));
    let workloads: Vec<Workload> = workloads().into_iter().filter(is_meant).collect();
    eprintln!("counting {} workloads", workloads.len());
    let figures = measure(&valgrind, &workloads).map_err(|error| error.to_string())?;
    let known = if arguments.accept { None } else { kept.under(&key) };
    let findings = judged(&figures, &Goals::read().instructions, known);
    print(&key, &figures, &findings);
    if arguments.accept {
        kept.accept(&key, &figures);
        kept.write(&arguments.kept).map_err(|error| error.to_string())?;
        println!("kept in {}", arguments.kept.display());
    } else if known.is_none() {
        return Ok(not_kept(&kept, &key, &arguments.kept));
    }
    let is_goal = |finding: &&Finding| finding.what.starts_with("instructions a ");
    let mut judged = findings.iter().filter(|finding| !(arguments.gate && is_goal(finding)));
    let is_held = judged.all(|finding| finding.is_held);
    Ok(if is_held || arguments.accept { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn not_kept(kept: &Kept, key: &str, file: &Path) -> ExitCode {
    println!("nothing is kept for {key} in {}; `--accept` keeps it. There is:", file.display());
    for key in kept.keys() {
        println!("  {key}");
    }
    ExitCode::from(NOT_KEPT)
}

fn print(key: &str, figures: &[Figure], findings: &[Finding]) {
    println!("{key}\n\n{:<40} {:>9} {:>13}", "instructions a call", "bytes", "instructions");
    for figure in figures {
        let (name, bytes) = (figure.workload.name(), figure.bytes);
        println!("{name:<40} {bytes:>9} {:>13.0}", figure.instructions);
    }
    let mut last = "";
    for finding in findings {
        if finding.what != last {
            println!("\n{}", finding.what);
            last = finding.what;
        }
        let word = if finding.is_held { "met" } else { "MISSED" };
        println!("  {:<40} {:>12.2}   {:<14} {word}", finding.name, finding.figure, finding.limit);
    }
    println!();
}
