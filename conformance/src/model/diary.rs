//! What happens while a request is served.

use edgecase_core::Stage;

use crate::scenario::{Attempt, Background, Call, Moment};

/// What happened, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Diary {
    /// Everything.
    pub(super) moments: Vec<Moment>,
    /// The calls of functions.
    pub(super) calls: Vec<Call>,
    /// What origins were sent.
    pub(super) attempts: Vec<Attempt>,
}

impl Diary {
    /// Notes a moment.
    pub(super) fn note(&mut self, moment: Moment) {
        self.moments.push(moment);
    }

    /// Returns the functions that were called.
    pub(super) fn invoked(&self) -> Vec<Stage> {
        let stage = |moment: &Moment| match moment {
            Moment::Function(stage) => Some(*stage),
            _ => None,
        };
        self.moments.iter().filter_map(stage).collect()
    }

    /// Returns the path that an origin was asked for last.
    pub(super) fn asked_path(&self) -> Option<String> {
        let path = |moment: &Moment| match moment {
            Moment::Origin { uri, .. } => Some(uri.clone()),
            _ => None,
        };
        self.moments.iter().rev().find_map(path)
    }

    /// Returns how often an origin was tried.
    pub(super) fn origin_requests(&self) -> u32 {
        let tried = self.moments.iter().filter(|m| matches!(m, Moment::Origin { .. }));
        u32::try_from(tried.count()).unwrap_or(u32::MAX)
    }

    /// Returns what happened as what a refresh in the background did.
    pub(super) fn background(&self) -> Background {
        Background { invoked: self.invoked(), origin_requests: self.origin_requests() }
    }
}
