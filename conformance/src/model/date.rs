//! HTTP dates and the clock.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The last second that an HTTP date can name.
const LAST: u64 = 253_402_300_799;

/// Writes a time as an HTTP date.
pub(super) fn write(seconds: u64) -> String {
    httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds.min(LAST)))
}

/// Reads an HTTP date; times before 1970 are 0.
pub(super) fn read(text: &str) -> Option<u64> {
    let time: SystemTime = httpdate::parse_http_date(text).ok()?;
    Some(time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
}
