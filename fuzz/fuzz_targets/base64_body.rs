//! Fuzzes the target `base64_body` of [`edgecase::fuzz`]; without cargo-fuzz, replays files.
#![cfg_attr(fuzzing, no_main)]

edgecase_fuzz::target!(base64_body);
