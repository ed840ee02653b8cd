//! The goals, from the one file that has them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::judge::EDGECASE;

/// All goals.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goals {
    /// How many times longer than edgecase others take.
    pub ratios: Vec<Ratio>,
    /// What the adversarial families may cost.
    pub families: Families,
    /// How many instructions there may be.
    pub instructions: Instructions,
}

/// A goal against other operations.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ratio {
    /// What the figure says.
    pub name: String,
    /// The operation that the figure is about.
    #[serde(default = "edgecase")]
    pub of: String,
    /// The operation, or the kind of operations of which the best counts.
    pub against: String,
    /// The least figure for each input.
    pub at_least: BTreeMap<String, f64>,
    /// The least figure on a processor without AVX-512, where that is another.
    pub without_avx512: Option<BTreeMap<String, f64>>,
}

fn edgecase() -> String {
    EDGECASE.name.to_owned()
}

/// A goal on each adversarial family.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Families {
    /// Nanoseconds for a byte.
    pub ns_per_byte_at_most: f64,
    /// How fast edgecase is in units of its reference decoder; less than 1 is for noise.
    pub of_the_reference_at_least: f64,
}

/// Goals on instructions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instructions {
    /// For a whole call.
    pub call_at_most: BTreeMap<String, f64>,
    /// For a byte of the input.
    pub byte_at_most: BTreeMap<String, f64>,
    /// For a header of the input.
    pub header_at_most: BTreeMap<String, f64>,
    /// The factor between the steps from n to 2n and from 2n to 4n.
    pub growth: Growth,
    /// The share by which a figure may exceed the kept one.
    pub more_than_kept_at_most: f64,
}

/// A factor and how far off it may be.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// The factor.
    pub want: f64,
    /// How far off.
    pub within: f64,
}

impl Goals {
    /// Returns the goals.
    ///
    /// # Panics
    /// When the file is broken.
    #[must_use]
    pub fn read() -> Self {
        serde_json::from_str(include_str!("../goals.json")).expect("`goals.json` has goals")
    }
}
