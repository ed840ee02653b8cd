//! Caches to measure: as many copies as one likes, each of an everyday size.

use std::sync::Arc;

use edgecase_core::cache::{AcceptEncoding, Cache, Entry, Key, Provenance, Slot, Stored};
use edgecase_core::{Headers, Timestamp};

/// The time at which everything is fresh.
pub const NOW: Timestamp = Timestamp(1_000);

/// Bytes of a copy's body.
pub const BODY: usize = 256;

/// Returns the key with a number: a path of a shop, one header, one query parameter.
#[must_use]
pub fn key(number: u32) -> Key {
    Key {
        path: format!("/shop/{}/articles/{number}.html", number % 97).into(),
        query: format!("page={}", number % 7).into(),
        headers: Box::new([("accept-language".into(), "de-CH".into())]),
        cookies: Box::default(),
        accept_encoding: AcceptEncoding::Both,
        slot: Slot::Get,
    }
}

/// Returns a fresh copy with four headers and a body of [`BODY`] bytes.
#[must_use]
pub fn entry(number: u32) -> Entry {
    let mut headers = Headers::new();
    headers.append("Content-Type", "text/html; charset=utf-8");
    headers.append("Cache-Control", "public, max-age=3600");
    headers.append("ETag", format!("\"{number:08x}\""));
    headers.append("Date", NOW.http_date());
    Entry {
        stored: Arc::new(Stored {
            status: 200,
            origin_status: 200,
            headers,
            body: vec![b'x'; BODY].into(),
            provenance: Provenance::Origin,
            origin_failed: false,
            origin_dead: false,
            from_s3: false,
            outage_only: false,
            asked: format!("/shop/{number}").into(),
        }),
        validated_at: NOW,
        expires_at: NOW.after(3_600),
        hold_until: None,
    }
}

/// Returns a cache with that many copies.
#[must_use]
pub fn filled(size: u32) -> Cache {
    let mut cache = Cache::new();
    for number in 0..size {
        cache.store(Arc::new(key(number)), entry(number));
    }
    cache
}
