//! How edgecase judges: a row for each decoder.

use std::fmt;

use edgecase_core::{Exchange, Profile, Verdict, validate};

/// A way to judge with edgecase.
#[derive(Clone, Copy)]
pub struct Judge {
    /// The name in reports.
    pub name: &'static str,
    /// Judges a result.
    pub judge: for<'a> fn(Exchange<'a>, &'a [u8], &'a Profile) -> Verdict<'a>,
}

impl fmt::Debug for Judge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// The way that goals are about.
pub const EDGECASE: Judge = Judge { name: "edgecase", judge: validate };

/// The decoder that the other one is held to. There is one decoder so far, so the two are the same.
pub const REFERENCE: Judge = Judge { name: "edgecase reference", judge: validate };
