//! What the command line says.

use clap::{Parser, ValueEnum};
use edgecase::fuzz::{TARGETS, Target};

/// Fuzzes every target for a while, and proves that it did
///
/// Needs a nightly toolchain and cargo-fuzz (`cargo install cargo-fuzz`). Everything goes below
/// target/fuzz: what was found (artifacts), inputs that reached something new (corpus), logs.
///
/// Fails when a target found something, ran hardly anything, hardly got to the oracle or lost edges that
/// its kept inputs reach, and when a seeded bug, the canary, is not found in time.
#[derive(Clone, Debug, Parser)]
#[command(name = "nightly", after_help = AFTER)]
pub(crate) struct Args {
    /// How long each target is fuzzed; 0 for not at all
    #[arg(long, default_value_t = 900, value_name = "N")]
    pub(crate) seconds: u64,
    /// Only these targets
    #[arg(long = "target", value_name = "NAME", value_parser = target)]
    targets: Vec<&'static Target>,
    /// How many targets are fuzzed at once
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: u16,
    /// What watches memory: nothing, which is several times faster, or AddressSanitizer
    #[arg(long, default_value = "none")]
    pub(crate) sanitizer: Sanitizer,
    /// Whether the seeded bugs have to be found
    #[arg(long, default_value = "with", value_name = "WHEN")]
    pub(crate) canary: Canary,
    /// Tell of finds without failing: for a short look in checks that have to come out the same twice
    #[arg(long)]
    pub(crate) lenient: bool,
    /// Afterwards, put the smallest set of inputs that reaches as much into corpus/fuzz
    #[arg(long)]
    pub(crate) keep: bool,
    /// Print the names of the targets as a JSON list, and do nothing else
    #[arg(long)]
    pub(crate) list: bool,
}

const AFTER: &str = "\
Examples:
  nightly                                     all targets, a quarter of an hour each
  nightly --seconds 60 --target result_case   one target, for a minute
  nightly --seconds 0 --canary only           the seeded bugs alone

What it found: cargo run -p edgecase-fuzz --bin keep -- TARGET FILE
Exit: 0 all is well, 1 something is not, 2 it could not run";

/// What watches memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sanitizer {
    /// Nothing: for depth.
    None,
    /// AddressSanitizer.
    Address,
}

impl Sanitizer {
    /// Returns the name that cargo-fuzz knows.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Address => "address",
        }
    }
}

/// Whether the seeded bugs have to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Canary {
    /// Before the targets are fuzzed.
    With,
    /// Not at all.
    Without,
    /// And nothing else.
    Only,
}

impl Args {
    /// Returns the targets to fuzz.
    pub(crate) fn targets(&self) -> Vec<&'static Target> {
        if self.targets.is_empty() { TARGETS.iter().collect() } else { self.targets.clone() }
    }
}

fn target(name: &str) -> Result<&'static Target, String> {
    Target::find(name).ok_or_else(|| {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        format!("want one of {}", names.join(", "))
    })
}
