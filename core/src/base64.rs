//! Checking base64 without decoding it.

use crate::decode::base64_facts;
use crate::profile::Base64Mode;

/// Returns how many bytes a base64 text stands for; `None` if it is not valid under a mode.
///
/// # Source
/// RFC 4648 section 4; bits of the last digit that make no byte do not matter.
///
/// # Examples
/// ```
/// use edgecase_core::base64::decoded_len;
/// use edgecase_core::profile::Base64Mode;
///
/// assert_eq!(decoded_len("aGVsbG8=", Base64Mode::STRICT), Some(5));
/// assert_eq!(decoded_len("aGVsbG8", Base64Mode::STRICT), None);
/// ```
#[must_use]
pub fn decoded_len(text: &str, mode: Base64Mode) -> Option<u64> {
    let facts = base64_facts(text.as_bytes());
    facts.is_valid(mode).then(|| facts.decoded_bytes())
}

/// A part of a text: where in it there is what, a bit for each byte.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Loose {
    /// Digits of the standard alphabet.
    pub(crate) digits: u64,
    /// Digits of the other alphabet alone.
    pub(crate) other: u64,
    /// `=`.
    pub(crate) pads: u64,
    /// Blanks, tabs and line ends.
    pub(crate) white: u64,
}

/// What there is to know about a text that may be base64.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Base64Facts {
    /// Characters of either alphabet.
    digits: u64,
    /// `=` at the end, white space aside.
    pads: u64,
    /// Blanks, tabs and line ends.
    white: bool,
    /// `-` or `_`.
    url_safe: bool,
    /// Anything else, or a digit after a `=`.
    foreign: bool,
}

impl Base64Facts {
    /// The facts of an empty text.
    pub(crate) const NONE: Self =
        Self { digits: 0, pads: 0, white: false, url_safe: false, foreign: false };

    /// The facts of a text that is base64 in no mode.
    pub(crate) const FOREIGN: Self = Self { foreign: true, ..Self::NONE };

    /// Returns the facts of a text of digits of the standard alphabet, with padding behind them.
    pub(crate) const fn plain(digits: u64, pads: u64) -> Self {
        Self { digits, pads, ..Self::NONE }
    }

    /// Adds the next part of the text; returns false if a digit comes after a `=`.
    #[inline]
    pub(crate) fn add(&mut self, part: Loose) -> bool {
        let digits = part.digits | part.other;
        let first_pad = part.pads & part.pads.wrapping_neg();
        let behind_pads = if self.pads > 0 { digits } else { digits & first_pad.wrapping_neg() };
        self.digits += u64::from(digits.count_ones());
        self.pads += u64::from(part.pads.count_ones());
        self.white |= part.white != 0;
        self.url_safe |= part.other != 0;
        behind_pads == 0
    }

    /// Reads a text once.
    #[must_use]
    pub(crate) fn of(text: &[u8]) -> Self {
        Self::NONE.followed_by(text)
    }

    /// Reads on.
    pub(crate) fn followed_by(self, text: &[u8]) -> Self {
        let mut facts = self;
        for byte in text {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' => facts.digit(),
                b'-' | b'_' => {
                    facts.url_safe = true;
                    facts.digit();
                }
                b'=' => facts.pads += 1,
                b' ' | b'\t' | b'\r' | b'\n' => facts.white = true,
                _ => facts.foreign = true,
            }
        }
        facts
    }

    const fn digit(&mut self) {
        self.digits += 1;
        self.foreign |= self.pads > 0;
    }

    /// Tells whether the text is valid base64 under a mode.
    ///
    /// # Source
    /// RFC 4648 section 4; trailing bits do not matter.
    #[must_use]
    pub(crate) const fn is_valid(self, mode: Base64Mode) -> bool {
        let padded = matches!((self.digits % 4, self.pads), (0, 0) | (2, 2) | (3, 1));
        let short = matches!((self.digits % 4, self.pads), (0, 0) | (2, 0..=2) | (3, 0..=1));
        !self.foreign
            && (!self.white || mode.whitespace_ok)
            && (!self.url_safe || mode.url_safe_ok)
            && (padded || short && mode.unpadded_ok)
    }

    /// Returns the bytes that a valid text stands for.
    #[must_use]
    pub(crate) const fn decoded_bytes(self) -> u64 {
        self.digits * 3 / 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::base64::Engine as _;
    use ::base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

    /// The `base64` crate, told to let trailing bits pass.
    fn strict() -> GeneralPurpose {
        let config = GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(true)
            .with_decode_padding_mode(DecodePaddingMode::RequireCanonical);
        GeneralPurpose::new(&::base64::alphabet::STANDARD, config)
    }

    #[test]
    fn strict_agrees_with_the_base64_crate_on_all_short_texts() {
        let alphabet = ['A', '/', '=', '-', ' ', '*'];
        let mut texts = vec![String::new()];
        for _ in 0..6 {
            let longer: Vec<String> = texts
                .iter()
                .flat_map(|t| alphabet.iter().map(move |c| format!("{t}{c}")))
                .collect();
            for text in &longer {
                let facts = Base64Facts::of(text.as_bytes());
                let decoded = strict().decode(text);
                assert_eq!(facts.is_valid(Base64Mode::STRICT), decoded.is_ok(), "{text:?}");
                if let Ok(bytes) = decoded {
                    assert_eq!(facts.decoded_bytes(), u64::try_from(bytes.len()).expect("short"));
                }
            }
            texts = longer;
        }
    }

    #[test]
    fn modes_add_what_they_say() {
        let rows = [
            ("QQ", "unpadded_ok"),
            ("QQ=", "unpadded_ok"),
            ("QU JD", "whitespace_ok"),
            ("QU-_", "url_safe_ok"),
        ];
        for (text, name) in rows {
            let facts = Base64Facts::of(text.as_bytes());
            let mut profile = crate::profile::Profile::default();
            assert!(!facts.is_valid(profile.base64_mode), "{text}");
            profile.set("base64_mode", name).expect("a mode");
            assert!(facts.is_valid(profile.base64_mode), "{text}");
        }
    }
}
