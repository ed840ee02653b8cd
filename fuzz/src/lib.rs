//! What every fuzz target is made of; the claims are in [`edgecase::fuzz`].
//!
//! A target is a binary. Under cargo-fuzz it is a fuzzer; on a stable toolchain it replays the files
//! that it is given. Two environment variables bear on a fuzzer: with `EDGECASE_FUZZ_STATS` it writes
//! down how many inputs it ran, and how many of them got to the oracle; with `EDGECASE_CANARY` the
//! seeded bug of that name is in the twin, and has to be found.

#[cfg(fuzzing)]
mod live;
#[cfg(not(fuzzing))]
mod replay;

#[cfg(fuzzing)]
pub use live::{cross, execute, mutate};
#[cfg(not(fuzzing))]
pub use replay::replay;

/// Makes the binary of a target; `mutated` if it has a mutator of its own.
#[macro_export]
macro_rules! target {
    ($name:ident) => {
        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_target!(|data: &[u8]| $crate::execute(stringify!($name), data));

        #[cfg(not(fuzzing))]
        fn main() -> std::process::ExitCode {
            $crate::replay(stringify!($name))
        }
    };
    ($name:ident, mutated) => {
        $crate::target!($name);

        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
            $crate::mutate(stringify!($name), data, size, max_size, seed)
        });

        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_crossover!(|one: &[u8], other: &[u8], out: &mut [u8], seed: u32| {
            $crate::cross(stringify!($name), one, other, out, seed)
        });
    };
}
