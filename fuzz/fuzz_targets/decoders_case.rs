//! Fuzzes the target `decoders_case` of [`edgecase::fuzz`]; without cargo-fuzz, replays files.
#![cfg_attr(fuzzing, no_main)]

edgecase_fuzz::target!(decoders_case, mutated);
