//! What makes one example: the choices, the surroundings, and what is decided so far.

use edgecase_core::profile::NullOptional;
use edgecase_core::{RuleId, Stage};

use super::super::draw::Draw;
use super::event::EventDraft;
use super::json::{Escapes, Json, Layout};
use super::reading::Reading;
use super::sizes::{self, Fit};
use crate::example::ResultExample;

/// Makes one example.
pub(super) struct Maker<'d> {
    pub(super) d: &'d mut (dyn Draw + 'd),
    pub(super) stage: Stage,
    pub(super) reading: &'d Reading,
    /// The event; what breaks a rule may change it as long as nothing is written.
    pub(super) event: EventDraft,
    /// Where the cases that take turns are; chooses the first variant of a breach.
    pub(super) turn: Option<Turn>,
    /// The limit that the long string of the result is measured against.
    pub(super) fit: Option<Fit>,
    /// Whether unknown members are kept flat, because something is put around the result.
    pub(super) shallow: bool,
    /// Whether the result stays away from the limits of whole messages.
    pub(super) short: bool,
    /// Whether many rules are broken at once, so that a breach spares what others did.
    pub(super) piled: bool,
}

/// How often a rule was broken before, for rules that are broken in turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// The number of earlier breaches of the rule.
    pub(super) visit: usize,
    /// The number of stages among which they rotate.
    pub(super) stages: usize,
}

impl Turn {
    /// Returns an index of a list such that every stage meets every element.
    fn index(self, length: usize) -> usize {
        let (length, stages) = (length.max(1), self.stages.max(1));
        let round = stages / divisor(stages, length) * length;
        let shift = if stages > 1 { self.visit / round } else { 0 };
        (self.visit + shift) % length
    }
}

/// Returns the greatest common divisor.
const fn divisor(mut a: usize, mut b: usize) -> usize {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl<'d> Maker<'d> {
    /// Starts an example: draws its event.
    pub(super) fn new(d: &'d mut (dyn Draw + 'd), stage: Stage, reading: &'d Reading) -> Self {
        let event = EventDraft::draw(d, stage, &reading.profile);
        Self {
            d,
            stage,
            reading,
            event,
            turn: None,
            fit: None,
            shallow: false,
            short: false,
            piled: false,
        }
    }

    /// Tells whether a breach of a rule is refused or noted here.
    pub(super) fn minds(&self, rule: RuleId) -> bool {
        self.reading.minds(rule, self.stage)
    }

    /// Tells whether null in an optional member counts as absent.
    pub(super) fn null_is_absent(&self) -> bool {
        self.reading.profile.null_optional == NullOptional::Absent
    }

    /// Returns one of a list: the one whose turn it is, or a drawn one.
    pub(super) fn variant<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        let in_turn = self.turn.take().and_then(|turn| list.get(turn.index(list.len())));
        match in_turn {
            Some(value) => value,
            None => self.d.pick(list),
        }
    }

    /// Writes event and result.
    pub(super) fn finish(self, mut tree: Json) -> ResultExample {
        let layout = layout(self.d);
        let event = self.event.to_json(self.stage);
        if let Some(fit) = self.fit {
            sizes::fit(&mut tree, fit, self.stage, &event, &self.reading.profile, layout);
        }
        self.example(event, tree.write(layout).into_bytes())
    }

    /// Puts bytes that are no tree with the event.
    pub(super) fn finish_bytes(self, bytes: Vec<u8>) -> ResultExample {
        let event = self.event.to_json(self.stage);
        self.example(event, bytes)
    }

    fn example(self, event: String, result: Vec<u8>) -> ResultExample {
        let Reading { edition, set, .. } = self.reading;
        ResultExample { stage: self.stage, edition: *edition, set: set.clone(), event, result }
    }
}

/// Draws how a result is written.
fn layout(d: &mut dyn Draw) -> Layout {
    let compact = Layout::default();
    *d.weighted(&[
        (12, compact),
        (2, Layout { escapes: Escapes::First, ..compact }),
        (1, Layout { escapes: Escapes::Every, ..compact }),
        (1, Layout { escapes: Escapes::Slashes, ..compact }),
        (1, Layout { around: " ", between: " ", ..compact }),
        (1, Layout { around: "\r\n\t", between: "\n\t", ..compact }),
    ])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_stage_meets_every_variant() {
        for stages in 1..=4 {
            for length in 1..=25 {
                let met: BTreeSet<(usize, usize)> = (0..stages * length * 2)
                    .map(|visit| (visit % stages, Turn { visit, stages }.index(length)))
                    .collect();
                assert_eq!(met.len(), stages * length, "{stages} stages, {length} variants");
            }
        }
    }
}
