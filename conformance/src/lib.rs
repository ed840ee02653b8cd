//! The conformance suite for Lambda@Edge results.
//!
//! The suite is a set of [`vector`]s and [`scenario`]s, embedded in the crate, that is put to a
//! [`testee`]: the reference, any program that speaks [`protocol`] 1, or an implementation of
//! [`testee::Testee`] in Rust. The [`oracle`] is a second implementation of every rule; it shares
//! data with the reference, never code.
//!
//! The reference is not AWS. Each rule says how it is known.

pub mod agreement;
pub mod any_rule;
#[cfg(feature = "cli")]
pub mod cli;
pub mod decoders;
pub mod example;
pub mod expand;
pub mod flaw;
pub mod fuzz;
pub mod handler;
#[cfg(feature = "harness")]
pub mod harness;
pub mod invariant;
pub mod judge;
pub mod known;
mod layout;
pub mod lint;
pub mod model;
pub mod oracle;
mod printed;
pub mod promote;
pub mod property;
pub mod protocol;
pub mod reduce;
pub mod regression;
pub mod report;
pub mod rules_md;
pub mod runner;
pub mod scenario;
pub mod splice;
pub mod strategy;
pub mod suite;
pub mod testee;
mod tree;
pub mod vector;
