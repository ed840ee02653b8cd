//! Fuzzes the target `decoders_bytes` of [`edgecase::fuzz`]; without cargo-fuzz, replays files.
#![cfg_attr(fuzzing, no_main)]

edgecase_fuzz::target!(decoders_bytes);
