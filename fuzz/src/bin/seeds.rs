//! Writes the inputs that fuzzing starts from.

use std::path::PathBuf;
use std::process::ExitCode;
use std::{fs, io};

use clap::Parser;
use edgecase::fuzz::{TARGETS, Target};

/// Writes the inputs that fuzzing starts from: the suite, in the form that each target reads.
#[derive(Parser)]
#[command(name = "seeds")]
struct Args {
    /// Where to write them, one folder a target
    #[arg(default_value = "target/fuzz/seeds")]
    folder: PathBuf,
    /// Only the seeds of this target
    #[arg(long, value_name = "NAME")]
    target: Option<String>,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let wanted = |target: &&Target| args.target.as_deref().is_none_or(|name| name == target.name);
    let targets: Vec<&Target> = TARGETS.iter().filter(wanted).collect();
    if targets.is_empty() {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        eprintln!("error: no such target, want one of {}", names.join(", "));
        return ExitCode::from(2);
    }
    for target in targets {
        match write(target, &args.folder.join(target.name)) {
            Ok(count) => println!("{}: {count} seeds", target.name),
            Err(error) => {
                eprintln!("error: cannot write to `{}`: {error}", args.folder.display());
                return ExitCode::from(2);
            }
        }
    }
    ExitCode::SUCCESS
}

fn write(target: &Target, folder: &PathBuf) -> io::Result<usize> {
    fs::create_dir_all(folder)?;
    let seeds = target.seeds();
    for seed in &seeds {
        fs::write(folder.join(&seed.name), &seed.data)?;
    }
    Ok(seeds.len())
}
