//! What the benches measure, and the goals that they are held to.
//!
//! Wall clocks of shared machines lie, so goals on time are ratios of operations that ran side by
//! side in one process (the program `ratios`), and the gate against getting slower counts
//! instructions (the program `instructions`).

pub mod cache;
pub mod goals;
pub mod input;
pub mod instructions;
pub mod judge;
pub mod ratios;
