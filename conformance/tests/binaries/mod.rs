//! The programs that tests run.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

/// Returns the path of `examples/misbehave.rs`, built.
pub(crate) fn misbehave() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        let test = std::env::current_exe().expect("the path of this test");
        let profile = test.ancestors().nth(2).expect("tests lie in target/PROFILE/deps");
        let name = format!("misbehave{}", std::env::consts::EXE_SUFFIX);
        let path = profile.join("examples").join(name);
        if !path.is_file() {
            let mut build = Command::new(env!("CARGO"));
            build.args(["build", "--quiet", "--package", "edgecase", "--example", "misbehave"]);
            build.arg("--target-dir").arg(profile.parent().expect("target"));
            if profile.ends_with("release") {
                build.arg("--release");
            }
            assert!(build.status().expect("cargo runs").success(), "building misbehave.rs");
        }
        path
    })
}

/// Runs the binary.
pub(crate) fn edgecase(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_edgecase"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("edgecase runs")
}

/// Reads one JSON value a line.
pub(crate) fn json_lines(bytes: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}
