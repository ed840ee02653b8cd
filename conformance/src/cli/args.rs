//! The arguments, as `--help` shows them.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args as ClapArgs, Parser, ValueEnum};
use clap_complete::Shell;
use edgecase_core::profile::{Edition, ProfileError};
use edgecase_core::{Profile, Stage};

use super::Failure;
use crate::any_rule::AnyRule;
use crate::vector::{CaseEvidence, CaseLevel, Polarity};

const EXIT_CODES: &str = "Exit codes: 0 clean · 1 finding (refused, failed, crashed testee) · \
2 usage or unreadable input · 3 only stale expectations · 4 nothing selected · \
5 the testee did not start · 70 internal error";

/// Would CloudFront accept what your Lambda@Edge function returned?
///
/// The reference is not AWS: it is what the developer guide says and what public reports show. Every
/// rule says how it is known.
#[derive(Debug, Parser)]
#[command(name = "edgecase", version, after_help = EXIT_CODES, max_term_width = 100)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Subcommand,
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum Subcommand {
    /// Judge results: the raw bytes that a function returned.
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs),
    /// Run the suite against the embedded reference, or against any program.
    #[command(after_help = RUN_EXAMPLES)]
    Run(RunArgs),
    /// Play scenarios: which functions run, what is cached, for how long, and why.
    #[command(after_help = SIMULATE_EXAMPLES)]
    Simulate(SimulateArgs),
    /// Show the rules, or one rule with its evidence and examples.
    #[command(after_help = RULES_EXAMPLES)]
    Rules(RulesArgs),
    /// Answer protocol 1 on stdin and stdout: the reference as an oracle for any language.
    #[command(after_help = TESTEE_EXAMPLES)]
    Testee,
    /// Put kept failures to the embedded reference, or to any program.
    #[command(after_help = REPLAY_EXAMPLES)]
    Replay(ReplayArgs),
    /// Make a failure small: drop and simplify what it does not need.
    #[command(after_help = REDUCE_EXAMPLES)]
    Reduce(ReduceArgs),
    /// Make a vector or a scenario of a failure.
    #[command(after_help = PROMOTE_EXAMPLES)]
    Promote(PromoteArgs),
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
}

const CHECK_EXAMPLES: &str = "Examples:
  edgecase check --stage viewer-request result.json
  node -e 'require(\"./index\").handler(require(\"./event.json\")).then(r => console.log(JSON.stringify(r)))' |
    edgecase check --event event.json
  edgecase check --event event.json --format json results/*.json
  edgecase check --stage origin-response --print-event

Exit codes: 0 all accepted · 1 one refused · 2 unreadable file or unusable event · 70 internal error";

const RUN_EXAMPLES: &str = "Examples:
  edgecase run
  edgecase run --filter 'headers-*' --stage origin-response
  edgecase run --filter 'ttl/*' --filter 'stale/*'
  edgecase run --report junit=edgecase.xml,md=summary.md -- node my-emulator-testee.mjs
  edgecase run --known known.json -- ./my-testee
  edgecase run --properties -- ./my-testee
  edgecase run --properties 20000 --seed 7 --format json -- ./my-testee

A program under test reads one JSON object a line on stdin and answers on stdout (protocol 1):
  {\"cmd\":\"hello\",\"protocol\":1,…}             -> {\"protocol\":1,\"testee\":{\"name\":…},…}
  {\"cmd\":\"run\",\"seq\":1,\"op\":\"validate\",…}   -> {\"seq\":1,\"outcome\":\"accept\"|\"reject\"|\"error\",…}
  {\"cmd\":\"run\",\"seq\":2,\"op\":\"scenario\",…}   -> {\"seq\":2,\"steps\":[…]}  (capability `scenario`)
  {\"cmd\":\"stop\"}                            -> it exits with 0 within 2 seconds

Exit codes: 0 clean · 1 a must case or a property failed, or the testee misbehaved ·
2 unusable arguments or files · 3 only stale entries · 4 nothing selected, or no property applies ·
5 the testee did not start · 70 internal error";

const SIMULATE_EXAMPLES: &str = "Examples:
  edgecase simulate scenario.json
  edgecase simulate --cache scenario.json
  edgecase simulate --set stale.hold=none --format json scenario.json

A scenario is a distribution, scripted functions and origins, and requests over time; corpus/SCENARIOS.md
describes the file. The smallest one:
  {\"format\":1,\"distribution\":{\"behaviors\":[{}]},\"origins\":{\"main\":{\"body\":\"hello\"}},
   \"steps\":[{\"request\":{\"uri\":\"/a\"}},{\"advance\":60},{\"request\":{\"uri\":\"/a\"}}]}
A function of yours is called for real: \"functions\":{\"viewer-request\":{\"handler\":\"./index.mjs\"}}

Exit codes: 0 all as expected · 1 an `expect` does not hold · 2 unreadable file or unusable scenario · 70 internal error";

const RULES_EXAMPLES: &str = "Examples:
  edgecase rules
  edgecase rules status/range
  edgecase rules key/path
  edgecase rules --format md > RULES.md
  edgecase rules --switches";

const TESTEE_EXAMPLES: &str = r#"Example:
  printf '%s\n' '{"cmd":"hello","protocol":1}' \
    '{"cmd":"run","seq":1,"op":"validate","stage":"viewer-request","event":null,"result":{"kind":"return","value":{"status":"600"}}}' |
    edgecase testee"#;

const REPLAY_EXAMPLES: &str = "Examples:
  edgecase replay corpus/regressions
  edgecase replay failure.json -- node my-emulator-testee.mjs
  edgecase replay --format json corpus/regressions

A regression is put to the claim that it once showed to be untrue. A file without `property`, such
as a scenario, is put to every claim.

Exit codes: 0 all hold · 1 one is broken · 2 unreadable file · 4 no file, or none that a claim
applies to · 5 the testee did not start · 70 internal error";

const REDUCE_EXAMPLES: &str = "Examples:
  edgecase reduce failure.json -o small.json
  edgecase reduce failure.json -- node my-emulator-testee.mjs

The smaller file goes to standard output, how small it got to standard error. A smaller input counts
only if testee and reference still answer as they did: with the same verdicts, the same first rule,
and a difference in the same member.

Exit codes: 0 reduced · 2 unreadable file · 4 it does not fail on this testee ·
5 the testee did not start · 70 internal error";

const PROMOTE_EXAMPLES: &str = "Examples:
  edgecase promote failure.json --id status/six-hundred --title '600 is no status: refused'
  edgecase promote failure.json --id ttl/twice --title 'the second max-age wins' \\
    --rule ttl/max-age --corpus corpus --write
  edgecase promote failure.json --id status/six-hundred --title '600 is no status: refused' \\
    --evidence '{\"kind\":\"documented\",\"ref\":\"https://…\",\"read\":\"2026-04-13\"}'

What is expected is what the reference says, if the second implementation says the same; else a
person has to decide. After --write, `just bless` adds the id to ids.lock.

Exit codes: 0 printed or written · 1 the two implementations differ ·
2 unusable arguments or files · 70 internal error";

/// How output is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For a person.
    Human,
    /// One JSON object a line, for a program.
    Json,
}

/// Which reading of the rules holds.
#[derive(Debug, ClapArgs)]
pub(super) struct ProfileArgs {
    /// Dated reading of the guide: current, 2023-05, 2020-09 or 2018-01.
    #[arg(long, default_value = "current", value_name = "NAME")]
    profile: String,
    /// Answer an open question otherwise; `edgecase rules --switches` lists them.
    #[arg(long = "set", value_name = "SWITCH=VALUE")]
    set: Vec<String>,
}

impl ProfileArgs {
    pub(super) fn profile(&self) -> Result<Profile, Failure> {
        let edition: Edition = self.profile.parse().map_err(usage)?;
        let mut profile = Profile::of(edition);
        for setting in &self.set {
            let (switch, value) = setting.split_once('=').ok_or_else(|| {
                Failure::usage(format!("`--set {setting}` has no `=`, want SWITCH=VALUE"))
            })?;
            profile.set(switch, value).map_err(|error| match error {
                ProfileError::UnknownSwitch(_) => {
                    Failure::usage(format!("{error}; `edgecase rules --switches` lists them"))
                }
                other => usage(other),
            })?;
        }
        Ok(profile)
    }
}

pub(super) fn usage(error: impl std::fmt::Display) -> Failure {
    Failure::usage(error.to_string())
}

/// Arguments of `check`.
#[derive(Debug, ClapArgs)]
pub(super) struct CheckArgs {
    /// Where the function ran: viewer-request, origin-request, origin-response or viewer-response;
    /// by default the `config.eventType` of the event.
    #[arg(long)]
    pub(super) stage: Option<Stage>,
    /// The event that the function was given; by default the smallest event of the stage.
    #[arg(long, value_name = "FILE")]
    pub(super) event: Option<PathBuf>,
    #[command(flatten)]
    pub(super) profile: ProfileArgs,
    /// How to write the verdicts.
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: Format,
    /// Show the event that is used, and judge nothing.
    #[arg(long)]
    pub(super) print_event: bool,
    /// Results; `-` or none means standard input.
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
}

/// Arguments of `simulate`.
#[derive(Debug, ClapArgs)]
pub(super) struct SimulateArgs {
    /// Dated reading of the guide, in place of the scenario's.
    #[arg(long, value_name = "NAME")]
    pub(super) profile: Option<Edition>,
    /// Answer an open question otherwise than the scenario does; `edgecase rules --switches` lists them.
    #[arg(long = "set", value_name = "SWITCH=VALUE")]
    pub(super) set: Vec<String>,
    /// How to write what happens.
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: Format,
    /// Show what the caches hold after every request, invalidation and eviction.
    #[arg(long)]
    pub(super) cache: bool,
    /// Scenario files; `-` means standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
}

/// Arguments of `run`.
#[derive(Debug, ClapArgs)]
pub(super) struct RunArgs {
    /// Only cases with this name; `*` stands for any run of characters.
    #[arg(long, value_name = "PATTERN")]
    pub(super) filter: Vec<String>,
    /// Only cases on this rule.
    #[arg(long, value_name = "ID", value_parser = rule)]
    pub(super) rule: Vec<AnyRule>,
    /// Only vectors at this stage, no scenarios.
    #[arg(long)]
    pub(super) stage: Option<Stage>,
    /// Only cases of this level: must, should or observe.
    #[arg(long, value_parser = level)]
    pub(super) level: Option<CaseLevel>,
    /// Only cases that hold in this profile; by default every case in the newest in which it holds.
    #[arg(long, value_name = "NAME")]
    pub(super) profile: Option<Edition>,
    /// Only one part of several, such as 1/4.
    #[arg(long, value_name = "K/N", value_parser = shard)]
    pub(super) shard: Option<(u32, u32)>,
    /// Put properties to the testee in place of cases: claims that hold for every input, on N drawn
    /// examples (1000 by default); most need no expected value.
    #[arg(
        long,
        value_name = "N",
        num_args = 0..=1,
        default_missing_value = "1000",
        value_parser = clap::value_parser!(u32).range(1..),
        conflicts_with_all = ["filter", "rule", "stage", "level", "shard", "known"]
    )]
    pub(super) properties: Option<u32>,
    /// Seed of the examples for properties, 1 by default; cases draw nothing, so there it only appears
    /// in the report.
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
    /// Folder for failing examples of properties, made small: files for `replay`, `reduce`, `promote`.
    #[arg(long, value_name = "DIR", requires = "properties")]
    pub(super) save: Option<PathBuf>,
    /// Known divergences of the testee.
    #[arg(long, value_name = "FILE")]
    pub(super) known: Option<PathBuf>,
    /// Files to write: json=F, junit=F, tap=F, md=F, html=F, badge=F, with commas between.
    #[arg(long, value_name = "FORMAT=FILE", value_delimiter = ',')]
    pub(super) report: Vec<String>,
    /// How to write the report on standard output.
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: Format,
    /// Milliseconds that the testee has for one case.
    #[arg(long, value_name = "MS", default_value = "1000", value_parser = milliseconds)]
    pub(super) timeout: Duration,
    /// The program under test with its arguments; by default the embedded reference.
    #[arg(last = true, value_name = "COMMAND")]
    pub(super) command: Vec<String>,
}

/// Arguments of `replay`.
#[derive(Debug, ClapArgs)]
pub(super) struct ReplayArgs {
    /// How to write what holds.
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: Format,
    /// Milliseconds that the testee has for one question.
    #[arg(long, value_name = "MS", default_value = "1000", value_parser = milliseconds)]
    pub(super) timeout: Duration,
    /// Regressions and examples, or folders of them; `-` means standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// The program under test with its arguments; by default the embedded reference.
    #[arg(last = true, value_name = "COMMAND")]
    pub(super) command: Vec<String>,
}

/// Arguments of `reduce`.
#[derive(Debug, ClapArgs)]
pub(super) struct ReduceArgs {
    /// Where to write the smaller file; by default to standard output.
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,
    /// How many smaller inputs are put to the testee at most.
    #[arg(long, value_name = "N", default_value_t = crate::reduce::BUDGET)]
    pub(super) budget: u32,
    /// Milliseconds that the testee has for one question.
    #[arg(long, value_name = "MS", default_value = "1000", value_parser = milliseconds)]
    pub(super) timeout: Duration,
    /// A regression, or an example that shows a claim to be untrue; `-` means standard input.
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// The program under test with its arguments; by default the embedded reference.
    #[arg(last = true, value_name = "COMMAND")]
    pub(super) command: Vec<String>,
}

/// Arguments of `promote`.
#[derive(Debug, ClapArgs)]
pub(super) struct PromoteArgs {
    /// The case's id, which is never changed and never reused.
    #[arg(long, value_name = "GROUP/SLUG")]
    pub(super) id: String,
    /// One line on what is sent and what happens.
    #[arg(long, value_name = "TEXT")]
    pub(super) title: String,
    /// The rule under test; by default the first that the result breaks.
    #[arg(long, value_name = "ID", value_parser = rule)]
    pub(super) rule: Option<AnyRule>,
    /// On which side of the rule's boundary the result lies; by default what is found.
    #[arg(long, value_parser = polarity)]
    pub(super) polarity: Option<Polarity>,
    /// What a difference means: must, should or observe; by default the most that the evidence allows.
    #[arg(long, value_parser = level)]
    pub(super) level: Option<CaseLevel>,
    /// How the expectation is known, as in the case's file; by default a reading, to be replaced.
    #[arg(long, value_name = "JSON", value_parser = evidence)]
    pub(super) evidence: Vec<CaseEvidence>,
    /// The folder of vectors and scenarios to check against; by default those that are built in.
    #[arg(long, value_name = "DIR")]
    pub(super) corpus: Option<PathBuf>,
    /// Write the case into the folder instead of printing it.
    #[arg(long, requires = "corpus")]
    pub(super) write: bool,
    /// A regression or an example; `-` means standard input.
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
}

/// Arguments of `rules`.
#[derive(Debug, ClapArgs)]
pub(super) struct RulesArgs {
    /// One rule, with its evidence and examples, or with the scenarios on it.
    #[arg(value_name = "ID", value_parser = rule)]
    pub(super) rule: Option<AnyRule>,
    /// How to write them.
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: RulesFormat,
    /// Show the switches instead: the open questions, their values and defaults.
    #[arg(long)]
    pub(super) switches: bool,
}

/// How rules are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RulesFormat {
    /// For a person.
    Human,
    /// One JSON object a line, for a program.
    Json,
    /// Markdown: RULES.md.
    Md,
}

fn rule(text: &str) -> Result<AnyRule, String> {
    text.parse().map_err(|error| format!("{error}; `edgecase rules` lists them"))
}

fn level(text: &str) -> Result<CaseLevel, String> {
    [CaseLevel::Must, CaseLevel::Should, CaseLevel::Observe]
        .into_iter()
        .find(|level| level.as_str() == text)
        .ok_or_else(|| "want must, should or observe".to_owned())
}

fn polarity(text: &str) -> Result<Polarity, String> {
    match text {
        "inside" => Ok(Polarity::Inside),
        "outside" => Ok(Polarity::Outside),
        _ => Err("want inside or outside".to_owned()),
    }
}

fn evidence(text: &str) -> Result<CaseEvidence, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

fn shard(text: &str) -> Result<(u32, u32), String> {
    let parts = text.split_once('/').and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
    parts
        .filter(|(k, n)| (1..=*n).contains(k))
        .ok_or_else(|| "want K/N with 1 <= K <= N".to_owned())
}

fn milliseconds(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(ms @ 1..) => Ok(Duration::from_millis(ms)),
        _ => Err("want a whole number of milliseconds".to_owned()),
    }
}
