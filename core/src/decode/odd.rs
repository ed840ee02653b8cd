//! What a decoder promises about headers, so that the rules need not look at all of them.

/// Ways in which a header may be out of the ordinary.
///
/// What is not in the set is promised: a header without [`Oddities::VALUE`] has no such value. What
/// is in it need not be so; a decoder that makes no promises says [`Oddities::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Oddities(u8);

impl Oddities {
    /// Nothing is out of the ordinary.
    pub(crate) const NONE: Self = Self(0);
    /// Anything but a list of objects, one at least, each with a `key` and a `value` that are texts,
    /// the key not empty.
    pub(crate) const SHAPE: Self = Self(1);
    /// The name is no token in lower case, a key differs from it by more than letter case, or a rule
    /// asks about the name: one of [`crate::names::WATCHED`] or one with such a prefix.
    pub(crate) const NAME: Self = Self(2);
    /// A value has a control character or one that is not ASCII.
    pub(crate) const VALUE: Self = Self(4);
    /// Of a map: two names are equal, letter case aside.
    pub(crate) const REPEAT: Self = Self(8);
    /// No promise.
    pub(crate) const ALL: Self = Self(15);

    /// Returns what is in either set.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Tells whether any of some ways is in the set.
    pub(crate) const fn any(self, ways: Self) -> bool {
        self.0 & ways.0 != 0
    }

    /// Returns this set if the condition holds, and the empty one otherwise.
    pub(crate) const fn when(self, condition: bool) -> Self {
        if condition { self } else { Self::NONE }
    }
}
