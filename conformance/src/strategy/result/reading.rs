//! The reading of the rules that an example is judged under.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use edgecase_core::profile::{Edition, Part, SWITCHES};
use edgecase_core::{Effect, Profile, RuleId, Stage};

use super::super::draw::Draw;

/// An edition, switches that differ from it, and the profile that they make.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) edition: Edition,
    pub(super) set: BTreeMap<String, String>,
    pub(super) profile: Profile,
}

/// The default profile.
static CURRENT: LazyLock<Reading> = LazyLock::new(|| Reading {
    edition: Edition::Current,
    set: BTreeMap::new(),
    profile: Profile::default(),
});

impl Reading {
    /// Returns the reading that makes the default profile.
    pub(super) fn current() -> &'static Self {
        &CURRENT
    }

    /// Draws an edition, and now and then switches.
    pub(super) fn draw(d: &mut dyn Draw) -> Self {
        let edition = if d.chance(1, 2) { *d.pick(&Edition::ALL) } else { Edition::Current };
        let mut reading = Self { edition, set: BTreeMap::new(), profile: Profile::of(edition) };
        let of_results: Vec<_> = SWITCHES.iter().filter(|s| s.part == Part::Results).collect();
        while reading.set.len() < 4 && d.more(2) {
            let switch = d.pick(&of_results);
            let value = *d.pick(switch.values);
            reading.profile.set(switch.name, value).expect("a value of the table");
            reading.set.insert(switch.name.to_owned(), value.to_owned());
        }
        reading
    }

    /// Tells whether a breach of a rule is refused or noted.
    pub(super) fn minds(&self, rule: RuleId, stage: Stage) -> bool {
        matches!(rule.rule().effect(&self.profile, stage), Effect::Refuse | Effect::Note)
    }
}
