//! The corpus of edgecase as data: an installed `edgecase` carries its suite.

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Every rule and case id there has ever been.
pub const IDS_LOCK: &str = include_str!("../ids.lock");
