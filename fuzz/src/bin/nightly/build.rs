//! Building fuzzers.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use edgecase::fuzz::{Input, Target};

use crate::args::Sanitizer;
use crate::place::{root, target_folder};

/// Builds the fuzzer of a target; returns where it is.
///
/// # Errors
/// Says what is missing, or that it does not build.
pub(crate) fn build(target: &Target, sanitizer: Sanitizer) -> Result<PathBuf, String> {
    let host = host()?;
    let mut command = Command::new("cargo");
    command.args(["+nightly", "fuzz", "build", "--sanitizer", sanitizer.as_str(), target.name]);
    // Telling libFuzzer of every comparison takes half of the time. It learns words from them, which
    // mutators and the dictionary know.
    if target.input == Input::Structured {
        command.arg("--no-trace-compares");
    }
    let built = command
        // Link-time optimisation has kept libFuzzer from linking.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .current_dir(root())
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if !built.success() {
        return Err(format!("`{}` does not build", target.name));
    }
    Ok(target_folder().join(host).join("release").join(target.name))
}

/// Returns the triple of this machine, which cargo-fuzz builds for.
fn host() -> Result<String, String> {
    let said = Command::new("rustc")
        .args(["+nightly", "-vV"])
        .stderr(Stdio::null())
        .output()
        .map_err(|error| format!("cannot run rustc: {error}"))?;
    let text = String::from_utf8_lossy(&said.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| {
        "there is no nightly toolchain: rustup toolchain install nightly --profile minimal"
            .to_owned()
    })
}

/// Says what is missing, if anything is.
///
/// # Errors
/// Names the command that adds it.
pub(crate) fn check_tools() -> Result<(), String> {
    host()?;
    let found = Command::new("cargo")
        .args(["fuzz", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match found {
        Ok(status) if status.success() => Ok(()),
        _ => {
            Err("there is no cargo-fuzz: cargo install cargo-fuzz --version 0.13.2 --locked"
                .to_owned())
        }
    }
}
