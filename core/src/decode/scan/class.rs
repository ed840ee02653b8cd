//! Sets of ASCII bytes that are found by two look-ups: one by the lower half of a byte, one by the
//! upper.

#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "half a byte is below 16, and `From` cannot be called in a constant"
)]

/// A set of ASCII bytes.
pub(super) struct Class {
    /// For each lower half, a bit for each upper half with which it is in the set.
    pub(super) low: [u8; 16],
    /// For each upper half, its bit; none for what is not ASCII.
    pub(super) high: [u8; 16],
}

/// Makes a class of bytes and of ranges such as `a-z`; a backslash takes the next byte as it is.
macro_rules! class {
    ($spelled:literal) => {{
        let mut low = [0; 16];
        let mut rest: &[u8] = $spelled;
        while let [first, after @ ..] = rest {
            let (mut byte, last);
            (byte, last, rest) = match (*first, after) {
                (b'\\', [byte, after @ ..]) => (*byte, *byte, after),
                (first, [b'-', last, after @ ..]) => (first, *last, after),
                (byte, _) => (byte, byte, after),
            };
            while byte <= last {
                low[(byte & 0x0f) as usize] |= 1 << (byte >> 4);
                byte += 1;
            }
        }
        Class { low, high: [1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0] }
    }};
}

/// Names in lower case that are HTTP tokens consist of these.
///
/// # Source
/// RFC 9110 section 5.6.2.
pub(super) const PLAIN_NAME: Class = class!(b"a-z0-9!#$%&'*+\\-.^_`|~");

/// Digits of standard base64.
///
/// # Source
/// RFC 4648 section 4.
pub(super) const BASE64_DIGIT: Class = class!(b"A-Za-z0-9+/");

/// Hexadecimal digits.
pub(super) const HEX: Class = class!(b"0-9A-Fa-f");

/// Digits up to seven.
pub(super) const OCTAL: Class = class!(b"0-7");

/// Second hexadecimal digits of the second halves of surrogate pairs.
pub(super) const LOW_HALF: Class = class!(b"C-Fc-f");

/// What may follow a backslash.
///
/// # Source
/// RFC 8259 section 7.
pub(super) const ESCAPED: Class = class!(b"\"\\\\/bfnrtu");

/// White space.
///
/// # Source
/// RFC 8259 section 2.
pub(super) const WHITE: Class = class!(b" \t\r\n");

impl Class {
    /// Tells whether a byte is in the class.
    #[inline]
    pub(super) fn has(&self, byte: u8) -> bool {
        let low = self.low.get(usize::from(byte & 0x0f)).copied().unwrap_or_default();
        let high = self.high.get(usize::from(byte >> 4)).copied().unwrap_or_default();
        low & high != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_hold_what_they_spell() {
        let members = |class: &Class| -> Vec<u8> { (0..=255).filter(|b| class.has(*b)).collect() };
        let token = |b: &u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(b);
        let names: Vec<u8> = (0..=255).filter(|b| token(b) && !b.is_ascii_uppercase()).collect();
        assert_eq!(members(&PLAIN_NAME), names);
        assert_eq!(members(&BASE64_DIGIT).len(), 64);
        assert_eq!(members(&HEX), b"0123456789ABCDEFabcdef");
        assert_eq!(members(&OCTAL), b"01234567");
        assert_eq!(members(&LOW_HALF), b"CDEFcdef");
        assert_eq!(members(&ESCAPED), b"\"/\\bfnrtu");
        assert_eq!(members(&WHITE), b"\t\n\r ");
    }
}
