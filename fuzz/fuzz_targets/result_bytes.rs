//! Fuzzes [`edgecase::property::result_bytes`]; without cargo-fuzz, replays files.
#![cfg_attr(fuzzing, no_main)]

use edgecase::property::result_bytes;

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Err(disagreement) = result_bytes(data) {
        panic!("{disagreement}");
    }
});

#[cfg(not(fuzzing))]
mod replay;

#[cfg(not(fuzzing))]
fn main() -> std::process::ExitCode {
    replay::replay(result_bytes)
}
