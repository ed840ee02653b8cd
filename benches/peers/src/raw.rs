//! A JSON text as it stands in the input.

use std::borrow::Cow;

use memchr::memchr_iter;

use crate::rules::{Body, bytes};

/// Returns the inside of a JSON string; `None` if it is another value.
pub(crate) fn inside(json: &str) -> Option<&str> {
    json.strip_prefix('"')?.strip_suffix('"')
}

/// Returns the inside of a JSON string without its escapes; `None` if one is wrong.
pub(crate) fn unescaped(json: &str) -> Option<Cow<'_, str>> {
    let plain = inside(json)?;
    match memchr::memchr(b'\\', plain.as_bytes()) {
        None => Some(Cow::Borrowed(plain)),
        Some(_) => serde_json::from_str(json).ok().map(Cow::Owned),
    }
}

/// Returns how long the inside of a JSON string is without its escapes; `None` if a surrogate has no
/// pair.
pub(crate) fn unescaped_len(plain: &str) -> Option<u64> {
    let mut length = bytes(plain);
    let mut skipped_to = 0;
    for at in memchr_iter(b'\\', plain.as_bytes()) {
        if at < skipped_to {
            continue;
        }
        let (read, stands_for) = escape(plain.get(at..)?)?;
        skipped_to = at + read;
        length -= u64::try_from(read - stands_for).ok()?;
    }
    Some(length)
}

/// Returns how many bytes an escape has and how many it stands for.
fn escape(text: &str) -> Option<(usize, usize)> {
    let Some(first) = unit(text) else {
        return Some((2, 1));
    };
    Some(match first {
        0..=0x7f => (6, 1),
        0x80..=0x7ff => (6, 2),
        0xd800..=0xdbff => {
            let second = unit(text.get(6..)?)?;
            (0xdc00..=0xdfff).contains(&second).then_some((12, 4))?
        }
        0xdc00..=0xdfff => return None,
        _ => (6, 3),
    })
}

/// Returns the code unit of an escape that starts a text.
fn unit(text: &str) -> Option<u16> {
    u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

/// Returns a body that was read as it stands, or `None` if it is not a string or has wrong escapes.
pub(crate) fn body<'a>(json: &'a str, base64: Option<&'a Cow<'a, str>>) -> Option<Body<'a>> {
    match base64 {
        Some(text) => Some(Body::Base64(text)),
        None => unescaped_len(inside(json)?).map(Body::Text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_those_of_the_unescaped_text() {
        let texts =
            ["", "a", r"\n", r"\\\\u0041", r"\u0041\u00e9\u4e2d", r"\ud83d\ude00é", r#"\"\\"#];
        for plain in texts {
            let text: String =
                serde_json::from_str(&format!("\"{plain}\"")).expect("a JSON string");
            assert_eq!(unescaped_len(plain), Some(bytes(&text)), "{plain}");
        }
    }

    #[test]
    fn lone_surrogates_have_no_length() {
        for plain in [r"\ud83d", r"\ude00", r"\ud83d\ud83d", r"\ud83dx"] {
            assert_eq!(unescaped_len(plain), None, "{plain}");
        }
    }
}
