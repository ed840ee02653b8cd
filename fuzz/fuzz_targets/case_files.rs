//! Fuzzes the target `case_files` of [`edgecase::fuzz`]; without cargo-fuzz, replays files.
#![cfg_attr(fuzzing, no_main)]

edgecase_fuzz::target!(case_files);
