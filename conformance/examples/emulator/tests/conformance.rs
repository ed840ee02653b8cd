//! The suite as an emulator's author runs it: what is known to be wrong is listed, and the list has to
//! fit.

use std::process::ExitCode;

use edgecase::harness::Arguments;
use edgecase::known::Known;
use edgecase_example_emulator::harness;

fn main() -> ExitCode {
    let known = Known::read(include_str!("known.json")).expect("a list of known divergences");
    let harness = harness().environment().map(|harness| harness.known(known));
    match harness.and_then(|harness| harness.run(&Arguments::from_args())) {
        Ok(conclusion) => conclusion.exit_code(),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
