//! The suite as an emulator's author runs it: what is known to be wrong is listed, and the list has to
//! fit.

use std::process::ExitCode;

use edgecase::harness::Arguments;
use edgecase::known::Known;
use edgecase_example_emulator::harness;

fn main() -> ExitCode {
    let known = Known::read(include_str!("known.json")).expect("a list of known divergences");
    match harness().known(known).run(&Arguments::from_args()) {
        Ok(conclusion) => conclusion.exit_code(),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
