//! What texts are made of.

use edgecase_core::names;
use edgecase_core::profile::{Profile, XAmzn};

/// Tells whether a character is one of U+0000 to U+001F or U+007F.
pub(crate) fn is_control(character: char) -> bool {
    character <= '\u{1f}' || character == '\u{7f}'
}

/// Tells whether a text holds a control character other than TAB.
pub(super) fn has_control(text: &str) -> bool {
    text.chars().any(|character| is_control(character) && character != '\t')
}

/// Tells whether an HTTP token may have a character.
pub(crate) fn is_token_char(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}

/// Tells whether a text is an HTTP token.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_token_char)
}

/// Returns a count as the type that measures have.
pub(super) fn count(items: usize) -> u64 {
    u64::try_from(items).unwrap_or(u64::MAX)
}

/// Returns the characters of a text.
pub(crate) fn characters(text: &str) -> u64 {
    count(text.chars().count())
}

/// Returns the bytes of a text in UTF-8.
pub(super) fn bytes(text: &str) -> u64 {
    count(text.len())
}

/// Tells whether a name is in a list, ignoring case.
pub(super) fn listed(name: &str, mut list: impl Iterator<Item = &'static str>) -> bool {
    list.any(|listed| listed.eq_ignore_ascii_case(name))
}

/// Tells whether a name starts with one of the prefixes, ignoring case.
pub(super) fn prefixed(name: &str, prefixes: &[&str]) -> bool {
    prefixes.iter().any(|prefix| {
        let start: String = name.chars().take(prefix.chars().count()).collect();
        start.eq_ignore_ascii_case(prefix)
    })
}

/// Tells whether a name is one of those that no function may send, by list or prefix.
pub(super) fn is_disallowed(name: &str, profile: &Profile) -> bool {
    listed(name, names::DISALLOWED.iter().copied())
        || prefixed(name, names::DISALLOWED_PREFIXES)
        || match profile.x_amzn {
            XAmzn::Named => listed(name, names::DISALLOWED_AMZN.iter().copied()),
            XAmzn::Wildcard => prefixed(name, &[names::AMZN_PREFIX]),
            XAmzn::None => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_letters_digits_and_some_signs() {
        assert!(is_token("X-Foo_1.~"));
        for text in ["", "a b", "a:b", "é", "a\t", "(a)"] {
            assert!(!is_token(text), "{text}");
        }
    }

    #[test]
    fn prefixes_ignore_case() {
        assert!(prefixed("X-EDGE-a", &["x-edge-"]));
        assert!(prefixed("x-edge-", &["x-edge-"]));
        assert!(!prefixed("x-edge", &["x-edge-"]));
        assert!(!prefixed("", &["x-edge-"]));
    }

    #[test]
    fn the_profile_says_which_amzn_names_are_disallowed() {
        let mut profile = Profile::default();
        assert!(is_disallowed("X-Amzn-RequestId", &profile));
        assert!(!is_disallowed("X-Amzn-Trace-Id", &profile));
        profile.x_amzn = XAmzn::Wildcard;
        assert!(is_disallowed("X-Amzn-Trace-Id", &profile));
        profile.x_amzn = XAmzn::None;
        assert!(!is_disallowed("X-Amzn-RequestId", &profile));
    }
}
