//! Makes a named case of what a fuzzer found.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

use clap::Parser;
use edgecase::example::Example;
use edgecase::fuzz::{Target, smallest_bytes};
use edgecase::known::today;
use edgecase::property::{ALL, Failure};
use edgecase::reduce::{BUDGET, reduce};
use edgecase::regression::Regression;
use edgecase::testee::{Flawed, Greeted, Reference, Testee};

/// Makes a named case of what a fuzzer found
///
/// The input is made small while it breaks the same claim. One that stands for a result or a scenario
/// goes to corpus/regressions, where `edgecase replay`, `reduce` and `promote` read it; any other goes
/// to corpus/fuzz/TARGET. Both are replayed by `cargo test`.
#[derive(Parser)]
#[command(
    name = "keep",
    after_help = "Exit: 0 kept, 1 the input breaks nothing, 2 it could not be kept"
)]
struct Args {
    /// The target that found it
    target: String,
    /// The input, such as target/fuzz/artifacts/TARGET/crash-…
    file: PathBuf,
    /// What to call it: words with hyphens
    #[arg(long)]
    name: String,
}

fn main() -> ExitCode {
    let args = Args::parse();
    match keep(&args) {
        Ok(Some(file)) => {
            println!("kept as {file}");
            ExitCode::SUCCESS
        }
        Ok(None) => {
            eprintln!("`{}` breaks nothing, so there is nothing to keep", args.file.display());
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn keep(args: &Args) -> Result<Option<String>, String> {
    let target = Target::find(&args.target)
        .ok_or_else(|| format!("no target is called `{}`", args.target))?;
    if !args
        .name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'0'..=b'9' | b'-'))
    {
        return Err(format!("want a name of words with hyphens, got `{}`", args.name));
    }
    let data = fs::read(&args.file)
        .map_err(|error| format!("cannot read `{}`: {error}", args.file.display()))?;
    let Some(broken) = broken(target, &data) else { return Ok(None) };
    eprintln!("{broken}");
    let (file, content) = match target.example(&data).and_then(regression) {
        Some(regression) => {
            let file = format!("corpus/regressions/{}.json", args.name);
            (
                file,
                Regression { origin: format!("fuzz target {}", target.name), ..regression }
                    .to_json()
                    .into_bytes(),
            )
        }
        None => {
            let same = |data: &[u8]| {
                self::broken(target, data).is_some_and(|other| kind(&other) == kind(&broken))
            };
            (format!("corpus/fuzz/{}/{}", target.name, args.name), smallest_bytes(&data, same))
        }
    };
    write(&file, &content).map_err(|error| format!("cannot write `{file}`: {error}"))?;
    Ok(Some(file))
}

fn write(file: &str, content: &[u8]) -> io::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    if path.exists() {
        return Err(io::Error::other("it is there already"));
    }
    fs::write(path, content)
}

/// Returns what an input shows to be untrue; a panic is one thing that a claim excludes.
fn broken(target: &Target, data: &[u8]) -> Option<String> {
    let run = catch_unwind(AssertUnwindSafe(|| target.run(data, Flawed(None))));
    match run {
        Ok(Ok(_)) => None,
        Ok(Err(broken)) => Some(broken.to_string()),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Some(format!("a panic: {}", text.unwrap_or_default()))
        }
    }
}

/// Returns the start of a message without its numbers: what tells one failure from another.
fn kind(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    line.chars().filter(|c| !c.is_ascii_digit()).take(60).collect()
}

/// Returns the claim of the registry that an example breaks, on the reference or on the twin, with the
/// smallest example that does.
fn regression(example: Example) -> Option<Regression> {
    let failure = ALL.iter().find_map(|property| {
        let mut testees: [&mut dyn Testee; 2] = [&mut Reference, &mut Flawed(None)];
        testees.iter_mut().find_map(|testee| {
            let mut testee = Greeted::new(*testee).ok()?;
            property.judge(&example, &mut testee).err()
        })
    })?;
    let Failure { property, signature, .. } = *failure;
    let fails = |example: &Example| {
        let mut testees: [&mut dyn Testee; 2] = [&mut Reference, &mut Flawed(None)];
        testees.iter_mut().any(|testee| {
            let Ok(mut testee) = Greeted::new(*testee) else { return false };
            property.judge(example, &mut testee).is_err_and(|failed| failed.signature == signature)
        })
    };
    let example = reduce(example, fails, BUDGET);
    let (origin, found) = (String::new(), today());
    Some(Regression { property, origin, seed: None, found, signature, example })
}
