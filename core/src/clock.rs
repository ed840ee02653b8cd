//! Time as an argument: nothing here asks a clock.

use std::fmt;

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub u64);

impl Timestamp {
    /// Returns the time some seconds later.
    #[must_use]
    pub const fn after(self, seconds: u64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Returns the seconds that have passed since an earlier time; 0 if it is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Reads a date as HTTP headers have it.
    ///
    /// Dates before 1970 are the start of 1970.
    #[must_use]
    pub fn parse(date: &str) -> Option<Self> {
        let time = httpdate::parse_http_date(date).ok()?;
        let since = time.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Some(Self(since.as_secs()))
    }

    /// Writes the time as HTTP headers have it; a time after the year 9999 is its last second.
    #[must_use]
    pub fn http_date(self) -> String {
        const LAST: u64 = 253_402_300_799;
        let since = std::time::Duration::from_secs(self.0.min(LAST));
        httpdate::fmt_http_date(std::time::UNIX_EPOCH + since)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_round_trip() {
        assert_eq!(Timestamp(0).http_date(), "Thu, 01 Jan 1970 00:00:00 GMT");
        for seconds in [0, 1_000, 951_782_400, 4_102_444_800] {
            assert_eq!(Timestamp::parse(&Timestamp(seconds).http_date()), Some(Timestamp(seconds)));
        }
        assert_eq!(Timestamp::parse("soon"), None);
        assert!(!Timestamp(u64::MAX).http_date().is_empty());
        assert_eq!(Timestamp(951_782_400).to_string(), "951782400");
    }
}
