//! What a scenario is mostly about.

use crate::strategy::Draw;

/// Something that a scenario can be mostly about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// Nothing more than anything else.
    Nothing,
    /// How requests come in: protocol, method, path.
    Entry,
    /// What tells one object from another.
    Key,
    /// How long an object is fresh.
    Lifetime,
    /// How errors are kept.
    Error,
    /// What is shown in an error's place.
    Page,
    /// What is served when it has expired.
    Stale,
    /// Conditional requests, from viewers and to origins.
    Condition,
    /// Functions that fail, and origins that stand in for each other.
    Failure,
}

/// An entry of a table: its weight, what it is about, and what it stands for.
pub(super) type Entry<T> = (u32, &'static [Subject], T);

/// How much more often an entry is drawn in a scenario that is about the same.
const TIMES: u32 = 6;

impl Subject {
    /// All of them, the plainest first.
    const ALL: [Self; 9] = [
        Self::Nothing,
        Self::Entry,
        Self::Key,
        Self::Lifetime,
        Self::Error,
        Self::Page,
        Self::Stale,
        Self::Condition,
        Self::Failure,
    ];
}

/// What a scenario is mostly about: rare things that have to meet are drawn together more often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Focus([Subject; 2]);

impl Focus {
    /// Nothing.
    pub(super) const NONE: Self = Self([Subject::Nothing; 2]);

    /// Draws one.
    pub(super) fn draw(d: &mut dyn Draw) -> Self {
        Self([(); 2].map(|()| *d.pick(&Subject::ALL)))
    }

    /// Tells whether a subject is in it.
    pub(super) fn has(self, subject: Subject) -> bool {
        self.0.contains(&subject)
    }

    /// Tells whether one of some subjects is in it.
    pub(super) fn has_any(self, subjects: &[Subject]) -> bool {
        subjects.iter().any(|subject| self.has(*subject))
    }

    /// Tells whether what matters happens to one object, one time after another.
    pub(super) fn is_on_time(self) -> bool {
        use Subject::{Condition, Error, Lifetime, Stale};
        self.has_any(&[Lifetime, Error, Stale, Condition])
    }

    /// Returns one of those of a table that the scenario is about; `None` if there are none.
    pub(super) fn own<T>(self, d: &mut dyn Draw, table: &'static [Entry<T>]) -> Option<&'static T> {
        let own = table.iter().filter(|(_, about, _)| self.has_any(about));
        d.weighted_of(own.map(|(weight, _, value)| (*weight, value)))
    }

    /// Returns one of a table; the first is the simplest.
    ///
    /// # Panics
    /// When the table is empty.
    pub(super) fn of<T>(self, d: &mut dyn Draw, table: &'static [Entry<T>]) -> &'static T {
        let times = |about: &[Subject]| if self.has_any(about) { TIMES } else { 1 };
        d.weighted_of(table.iter().map(|(weight, about, value)| (times(about) * weight, value)))
            .expect("a table to pick from is not empty")
    }

    /// Returns true in `part` of `of` cases, and in two of three where the scenario is about one of
    /// some subjects; false is the simplest.
    pub(super) fn chance(self, d: &mut dyn Draw, about: &[Subject], part: u32, of: u32) -> bool {
        if self.has_any(about) { d.chance(2, 3) } else { d.chance(part, of) }
    }
}
