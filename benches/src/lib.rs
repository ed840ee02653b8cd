//! What the benches measure, and the goals that they are held to; `README.md` says how to run them.

pub mod cache;
pub mod goals;
pub mod input;
pub mod instructions;
pub mod judge;
pub mod ratios;
