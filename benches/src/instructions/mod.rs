//! How many instructions a verdict takes: the same on every run, so that 1 % more can be told.
//!
//! # How
//! Valgrind counts what a process executes that judges an input some times, and what one executes
//! that judges it more often; the difference, divided, is a call. Valgrind 3.19 hides AVX-512, so
//! the figures are those of AVX2.

mod callgrind;
mod figure;
mod kept;
mod verdict;
mod workload;

pub use callgrind::{Error, Valgrind};
pub use figure::{Figure, measure};
pub use kept::Kept;
pub use verdict::{Finding, judged};
pub use workload::{Workload, work, workloads};
