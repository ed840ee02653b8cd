//! lib
pub mod limits;
pub mod names;
pub mod profile;
pub mod rule;
mod stage;
mod switch;
pub use stage::{Stage, StageSet, UnknownStage};
