//! What valid base64 is, read character by character from RFC 4648.

use edgecase_core::profile::Base64Mode;

/// Returns the text with what the mode tolerates put into the standard form, padding apart.
fn standard(text: &str, mode: Base64Mode) -> String {
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
    text.chars()
        .filter(|c| !(mode.whitespace_ok && is_blank(*c)))
        .map(|c| match c {
            '-' if mode.url_safe_ok => '+',
            '_' if mode.url_safe_ok => '/',
            other => other,
        })
        .collect()
}

/// Returns the six bits that a character of the alphabet stands for.
fn six_bits(character: char) -> Option<u32> {
    let from = |first: char, base: u32| u32::from(character) - u32::from(first) + base;
    match character {
        'A'..='Z' => Some(from('A', 0)),
        'a'..='z' => Some(from('a', 26)),
        '0'..='9' => Some(from('0', 52)),
        '+' => Some(62),
        '/' => Some(63),
        _ => None,
    }
}

/// Decodes base64; `None` if it is not valid.
pub(super) fn decode(text: &str, mode: Base64Mode) -> Option<Vec<u8>> {
    let text = standard(text, mode);
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let needed = match digits.len() % 4 {
        0 => 0,
        2 => 2,
        3 => 1,
        _ => return None,
    };
    if padding > needed || (padding < needed && !mode.unpadded_ok) {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len());
    let (mut pending, mut bits) = (0_u32, 0);
    for digit in digits.chars() {
        pending = (pending << 6) | six_bits(digit)?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(pending >> bits).expect("eight bits are left of the rest"));
            pending &= (1 << bits) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::alphabet::STANDARD;
    use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

    use super::*;

    fn peer(padding: DecodePaddingMode) -> GeneralPurpose {
        let config = GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(true)
            .with_decode_padding_mode(padding);
        GeneralPurpose::new(&STANDARD, config)
    }

    /// Every text of up to `length` characters of a few that matter.
    fn texts(length: usize) -> Vec<String> {
        let mut all = vec![String::new()];
        let mut last = all.clone();
        for _ in 0..length {
            let mut longer = Vec::new();
            for text in &last {
                longer.extend("Ab9+/= -\u{e9}".chars().map(|c| format!("{text}{c}")));
            }
            all.extend(longer.iter().cloned());
            last = longer;
        }
        all
    }

    #[test]
    fn the_reading_agrees_with_the_base64_crate() {
        let strict = peer(DecodePaddingMode::RequireCanonical);
        let unpadded = peer(DecodePaddingMode::Indifferent);
        let unpadded_ok = Base64Mode { unpadded_ok: true, ..Base64Mode::STRICT };
        for text in texts(5) {
            assert_eq!(decode(&text, Base64Mode::STRICT), strict.decode(&text).ok(), "{text:?}");
            assert_eq!(decode(&text, unpadded_ok), unpadded.decode(&text).ok(), "{text:?}");
        }
    }

    #[test]
    fn every_byte_survives() {
        let bytes: Vec<u8> = (0..=255).collect();
        for end in 250..=256 {
            let part = &bytes[..end];
            let text = base64::engine::general_purpose::STANDARD.encode(part);
            assert_eq!(decode(&text, Base64Mode::STRICT).as_deref(), Some(part));
        }
    }

    #[test]
    fn the_mode_says_what_is_tolerated() {
        let blanks = Base64Mode { whitespace_ok: true, ..Base64Mode::STRICT };
        let url = Base64Mode { url_safe_ok: true, ..Base64Mode::STRICT };
        assert_eq!(decode(" QU\r\nJD\t", blanks).as_deref(), Some(&b"ABC"[..]));
        assert_eq!(decode("QU JD", Base64Mode::STRICT), None);
        assert_eq!(decode("QU\u{b}JD", blanks), None);
        assert_eq!(decode("-_+/", url).as_deref(), Some(&[0xfb, 0xff, 0xbf][..]));
        assert_eq!(decode("-_+/", Base64Mode::STRICT), None);
        assert_eq!(decode("QQ", Base64Mode::STRICT), None);
        assert_eq!(decode("QR==", Base64Mode::STRICT).as_deref(), Some(&b"A"[..]));
        assert_eq!(decode("", Base64Mode::STRICT).as_deref(), Some(&b""[..]));
    }
}
