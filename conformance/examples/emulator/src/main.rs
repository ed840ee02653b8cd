//! The suite without the emulator's list of known divergences: it fails, and shows how that looks.

use std::process::ExitCode;

use edgecase::harness::Arguments;
use edgecase_example_emulator::harness;

fn main() -> ExitCode {
    match harness().environment().and_then(|harness| harness.run(&Arguments::from_args())) {
        Ok(conclusion) => conclusion.exit_code(),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
