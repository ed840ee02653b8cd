//! What becomes of `Accept-Encoding` where compressed objects are cached.

use crate::distribution::KeyPolicy;
use crate::header::Headers;

/// What of `Accept-Encoding` is in the key: `key/accept-encoding`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AcceptEncoding {
    /// Nothing.
    #[default]
    Nothing,
    /// gzip.
    Gzip,
    /// brotli.
    Brotli,
    /// Both.
    Both,
}

impl AcceptEncoding {
    /// Returns the value that goes into the key and to the origin; empty for nothing.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
            Self::Both => "br,gzip",
        }
    }

    /// Returns what a request contributes; nothing where no format is cached.
    pub(crate) fn of(headers: &Headers, policy: &KeyPolicy) -> Self {
        let accepted =
            |name: &str| headers.values("accept-encoding").any(|line| accepts(line, name));
        match (policy.gzip && accepted("gzip"), policy.brotli && accepted("br")) {
            (true, true) => Self::Both,
            (true, false) => Self::Gzip,
            (false, true) => Self::Brotli,
            (false, false) => Self::Nothing,
        }
    }
}

/// Tells whether a line names a format without forbidding it.
fn accepts(line: &str, format: &str) -> bool {
    line.split(',').any(|part| {
        let mut words = part.split(';').map(str::trim);
        let named = words.next().is_some_and(|word| word.eq_ignore_ascii_case(format));
        let forbidden = |word: &str| {
            word.split_once('=').is_some_and(|(name, value)| {
                name.trim().eq_ignore_ascii_case("q") && is_zero(value.trim())
            })
        };
        named && !words.any(forbidden)
    })
}

/// Tells whether a weight is `0`, with or without a fraction of zeros.
fn is_zero(weight: &str) -> bool {
    let fraction = weight.strip_prefix("0.");
    weight == "0" || fraction.is_some_and(|digits| digits.bytes().all(|digit| digit == b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_counts_unless_its_weight_is_zero() {
        for (line, want) in [
            ("gzip, br", "br,gzip"),
            ("br;q=1.0, gzip;q=0", "br"),
            ("GZIP;q=0.5", "gzip"),
            ("gzip;q=0.0, br; q=0", ""),
            ("gzip;q=0., br;q=", "br"),
            ("gzip;q=00, br;q=.", "br,gzip"),
            ("identity, *", ""),
            ("gzipped", ""),
        ] {
            let mut headers = Headers::new();
            headers.append("Accept-Encoding", line);
            let policy = KeyPolicy { gzip: true, brotli: true, ..KeyPolicy::default() };
            assert_eq!(AcceptEncoding::of(&headers, &policy).as_str(), want, "{line}");
        }
    }
}
