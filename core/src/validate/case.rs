//! One result under judgement: what the rules ask, and where they report.

use std::mem;

use crate::decode::{Document, HeaderMap, HeaderSpan, Kind, Leaf};
use crate::exchange::Exchange;
use crate::place::Place;
use crate::profile::{NullOptional, Profile};
use crate::rule::{Effect, RuleId};
use crate::stage::Stage;
use crate::verdict::Violation;

/// A result under judgement.
pub(super) struct Case<'a> {
    pub(super) input: &'a [u8],
    pub(super) document: &'a Document,
    pub(super) exchange: Exchange<'a>,
    pub(super) profile: &'a Profile,
    refusals: Vec<Violation>,
    notes: Vec<Violation>,
}

impl<'a> Case<'a> {
    pub(super) const fn new(
        input: &'a [u8],
        document: &'a Document,
        exchange: Exchange<'a>,
        profile: &'a Profile,
    ) -> Self {
        Self { input, document, exchange, profile, refusals: Vec::new(), notes: Vec::new() }
    }

    pub(super) const fn stage(&self) -> Stage {
        self.exchange.stage
    }

    /// Reports a breach; the rule table says what it leads to.
    #[cold]
    pub(super) fn report(&mut self, rule: RuleId, at: Place) {
        if let Some(findings) = self.findings(rule) {
            findings.push(Violation { rule, at });
        }
    }

    /// Reports breaches of one rule at values.
    pub(super) fn report_each(&mut self, rule: RuleId, leaves: impl Iterator<Item = Leaf>) {
        if let Some(findings) = self.findings(rule) {
            findings.extend(leaves.map(|leaf| Violation { rule, at: Place::At(leaf.start) }));
        }
    }

    /// Returns where breaches of a rule go; nowhere if they are ignored.
    fn findings(&mut self, rule: RuleId) -> Option<&mut Vec<Violation>> {
        match rule.rule().effect(self.profile, self.stage()) {
            Effect::Refuse => Some(&mut self.refusals),
            Effect::Note => Some(&mut self.notes),
            Effect::Ignore | Effect::Off => None,
        }
    }

    /// Reports a breach at a value.
    pub(super) fn report_at(&mut self, rule: RuleId, leaf: Leaf) {
        self.report(rule, Place::At(leaf.start));
    }

    /// Reports a member that an object lacks.
    pub(super) fn report_missing(&mut self, rule: RuleId, parent: Leaf, name: &'static str) {
        self.report(rule, Place::Missing { parent: parent.start, name });
    }

    /// Reports a breach if the condition holds.
    #[inline(always)]
    pub(super) fn report_if(&mut self, condition: bool, rule: RuleId, leaf: Leaf) {
        if condition {
            self.report_at(rule, leaf);
        }
    }

    /// Returns a member unless it is absent, or null where null counts as absent.
    pub(super) fn present(&self, member: Option<Leaf>) -> Option<Leaf> {
        let absent = self.profile.null_optional == NullOptional::Absent;
        member.filter(|leaf| !(absent && leaf.kind() == Kind::Null))
    }

    /// Opens a headers map unless it is absent, or null where null counts as absent.
    pub(super) fn map(&self, member: Option<&'a HeaderSpan>) -> Option<HeaderMap<'a>> {
        let span = member.filter(|span| self.present(Some(span.leaf)).is_some())?;
        Some(self.document.map(span))
    }

    /// Takes refusals and notes, each in the order of their places.
    #[inline]
    pub(super) fn take_findings(&mut self) -> (Vec<Violation>, Vec<Violation>) {
        for list in [&mut self.refusals, &mut self.notes] {
            if list.len() > 1 {
                list.sort_by_key(|violation| (violation.at, violation.rule));
            }
        }
        (mem::take(&mut self.refusals), mem::take(&mut self.notes))
    }
}

/// Tells whether a character is a control character.
pub(super) const fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{1f}' | '\u{7f}')
}

/// Tells whether a text holds a control character that is not TAB.
pub(super) fn has_control_but_tab(text: &str) -> bool {
    text.chars().any(|c| is_control(c) && c != '\t')
}
