//! Running a fuzzer.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{fs, io};

use edgecase::fuzz::{Input, Target};

use crate::log::Log;
use crate::place::{Place, count, root};

/// How long one input may take, in seconds, before it counts as a finding.
const TIMEOUT: u32 = 20;
/// How much memory a fuzzer may take, in MiB.
const MEMORY: u32 = 2_048;

/// What came of fuzzing a target.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// The target.
    pub(crate) target: &'static Target,
    /// What libFuzzer said.
    pub(crate) log: Log,
    /// How many inputs were counted, and how many of them got to the oracle.
    pub(crate) counted: (u64, u64),
    /// How many inputs there were at the start: kept ones and seeds.
    pub(crate) started_with: u64,
    /// How many inputs are new.
    pub(crate) new_files: u64,
    /// How many inputs broke the claim, took too long or too much memory.
    pub(crate) findings: u64,
    /// Whether libFuzzer ended well.
    pub(crate) ended_well: bool,
}

impl Run {
    /// Returns the percentage of inputs that got to the oracle.
    pub(crate) fn reached(&self) -> f64 {
        let (counted, reached) = self.counted;
        if counted == 0 { 0.0 } else { 100.0 * lossy(reached) / lossy(counted) }
    }

    /// Returns what is not as it has to be.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let Self { target, log, started_with, findings, .. } = self;
        let floor = f64::from(target.input.floor()) / 10.0;
        let mut complaints = Vec::new();
        let mut complain = |is_wrong: bool, what: String| {
            if is_wrong {
                complaints.push(format!("{}: {what}", target.name));
            }
        };
        complain(*findings > 0, format!("{findings} inputs broke the claim"));
        complain(*findings == 0 && !self.ended_well, "the fuzzer did not end well".to_owned());
        complain(*started_with == 0, "there was no input to start from".to_owned());
        complain(log.executions < LEAST, format!("ran {} inputs, want {LEAST}", log.executions));
        let reached = self.reached();
        let share = format!("{reached:.1} % of inputs got to the oracle, want {floor} %");
        complain(reached < floor, share);
        let edges = format!("{} edges at the end, {} at the start", log.edges, log.edges_at_start);
        complain(log.edges_at_start == 0 || log.edges < log.edges_at_start, edges);
        complaints
    }
}

/// How many inputs a target has to run.
const LEAST: u64 = 1_000;

/// Fuzzes a target.
///
/// # Errors
/// When the fuzzer cannot be run.
pub(crate) fn fuzz(target: &'static Target, fuzzer: &Path, seconds: u64) -> io::Result<Run> {
    let place = Place::prepare(target, "")?;
    let before = (count(&place.corpus)?, findings(&place)?);
    let started_with = count(&place.kept)? + count(&place.seeds)?;
    let mut command = command(target, fuzzer, &place, seconds)?;
    let status = command.arg(&place.corpus).arg(&place.kept).arg(&place.seeds).status()?;
    let log = Log::read(&String::from_utf8_lossy(&fs::read(&place.log)?));
    Ok(Run {
        target,
        log,
        counted: counted(&place.stats),
        started_with,
        new_files: count(&place.corpus)?.saturating_sub(before.0),
        findings: findings(&place)?.saturating_sub(before.1),
        ended_well: status.success(),
    })
}

/// Puts a seeded bug in the twin, and starts from nothing; returns after how many seconds it was found.
///
/// # Errors
/// When the fuzzer cannot be run.
pub(crate) fn find(
    target: &'static Target,
    fuzzer: &Path,
    flaw: &str,
    seconds: u64,
) -> io::Result<Option<f64>> {
    let place = Place::prepare(target, "-canary")?;
    for folder in [&place.corpus, &place.artifacts] {
        fs::remove_dir_all(folder)?;
        fs::create_dir_all(folder)?;
    }
    let start = Instant::now();
    let mut command = command(target, fuzzer, &place, seconds)?;
    command.env("EDGECASE_CANARY", flaw).arg(&place.corpus).status()?;
    let found = findings(&place)? > 0;
    Ok(found.then(|| start.elapsed().as_secs_f64()))
}

fn command(target: &Target, fuzzer: &Path, place: &Place, seconds: u64) -> io::Result<Command> {
    _ = fs::remove_file(&place.stats);
    let mut command = Command::new(fuzzer);
    let dictionary = root().join("corpus/fuzz/dictionary");
    command
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-timeout={TIMEOUT}"))
        .arg(format!("-rss_limit_mb={MEMORY}"))
        .arg(format!("-max_len={}", target.longest()))
        .arg(format!("-artifact_prefix={}/", place.artifacts.display()))
        .arg("-print_final_stats=1")
        // The schedule by entropy takes libFuzzer half of the time with so many edges.
        .arg("-entropic=0")
        .env("EDGECASE_FUZZ_STATS", &place.stats)
        // The C library keeps seven freed blocks of a size at hand; one input frees hundreds.
        .env("GLIBC_TUNABLES", "glibc.malloc.tcache_count=2000")
        .stdout(Stdio::null())
        .stderr(fs::File::create(&place.log)?);
    // How often an edge was passed says little of what is made of parts, and makes many inputs new.
    if target.input == Input::Structured {
        command.arg("-use_counters=0");
    }
    // A mutator of its own has the words already.
    if target.mutator.is_none() {
        command.arg(format!("-dict={}", dictionary.display()));
    }
    Ok(command)
}

/// Counts the inputs that broke the claim, took too long or too much memory; slow ones are kept too.
fn findings(place: &Place) -> io::Result<u64> {
    let mut count = 0;
    for entry in fs::read_dir(&place.artifacts)? {
        let name = entry?.file_name();
        count += u64::from(!name.to_string_lossy().starts_with("slow-unit-"));
    }
    Ok(count)
}

/// Reads how many inputs were counted, and how many got to the oracle.
fn counted(stats: &Path) -> (u64, u64) {
    let text = fs::read_to_string(stats).unwrap_or_default();
    let mut numbers = text.split_whitespace().filter_map(|word| word.parse().ok());
    (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default())
}

/// Counts are far below what a float cannot hold.
fn lossy(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
