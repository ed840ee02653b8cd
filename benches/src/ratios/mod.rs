//! Operations on the same input, side by side in one process.

mod column;
mod cpu;
mod goal;
mod operation;
mod plan;
mod race;
mod report;
mod section;

pub use column::{Column, Row};
pub use goal::{Judged, judged};
pub use operation::Kind;
pub use plan::Plan;
pub use race::Timing;
pub use report::{json, text};
pub use section::{Form, Section, measure};
