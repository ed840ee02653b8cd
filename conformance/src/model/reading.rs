//! How the rules are read.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Deref;

use edgecase_core::Profile;

use crate::flaw::PipelineFlaw;

/// A profile, with one thing got wrong or none.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    profile: Profile,
    flaw: Option<PipelineFlaw>,
    /// The flaws that were asked for.
    reached: RefCell<BTreeSet<PipelineFlaw>>,
}

impl Reading {
    /// Reads the rules as a profile says.
    pub(super) const fn new(profile: Profile) -> Self {
        Self { profile, flaw: None, reached: RefCell::new(BTreeSet::new()) }
    }

    /// Gets something wrong.
    #[must_use]
    pub(super) fn with_flaw(self, flaw: Option<PipelineFlaw>) -> Self {
        Self { flaw, ..self }
    }

    /// Tells whether to get something wrong.
    pub(super) fn has(&self, flaw: PipelineFlaw) -> bool {
        self.reached.borrow_mut().insert(flaw);
        self.flaw == Some(flaw)
    }

    /// Returns the flaws that were asked for.
    pub(super) fn reached(&self) -> BTreeSet<PipelineFlaw> {
        self.reached.borrow().clone()
    }
}

impl Deref for Reading {
    type Target = Profile;

    fn deref(&self) -> &Profile {
        &self.profile
    }
}
