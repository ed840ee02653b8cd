//! Fuzzes the target `result_choices` of [`edgecase::fuzz`]; without cargo-fuzz, replays files.
#![cfg_attr(fuzzing, no_main)]

edgecase_fuzz::target!(result_choices);
