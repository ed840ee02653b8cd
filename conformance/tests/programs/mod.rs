//! Programs that a test can do without, and says so.

use std::io::{self, Write as _};
use std::process::{Command, Stdio};

/// Tells whether a program can be run; if not, says visibly that a test is skipped.
pub(crate) fn is_there(program: &str) -> bool {
    let mut version = Command::new(program);
    let version = version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    let there = version.status().is_ok_and(|status| status.success());
    if !there {
        // Not `eprintln`, which is not shown of a test that passes.
        _ = writeln!(io::stderr(), "skipped: {program} is not on the PATH");
    }
    there
}
