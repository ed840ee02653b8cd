//! What a stored copy takes: a fixed sum beside its own text, however many there are.

use std::sync::Arc;

use edgecase_core::cache::{AcceptEncoding, Cache, Entry, Key, Provenance, Slot, Stored};
use edgecase_core::{Headers, Timestamp};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// Most bytes of a copy beside the text of its key, headers and body.
const OVERHEAD: usize = 1_000;

/// Bytes of text of the copies below, rounded up.
const TEXT: usize = 500;

fn key(number: u32) -> Key {
    Key {
        path: format!("/shop/articles/{number:08}.html").into(),
        query: "page=1".into(),
        headers: Box::new([("accept-language".into(), "de-CH".into())]),
        cookies: Box::default(),
        accept_encoding: AcceptEncoding::Both,
        slot: Slot::Get,
    }
}

fn entry() -> Entry {
    let mut headers = Headers::new();
    headers.append("Content-Type", "text/html; charset=utf-8");
    headers.append("Cache-Control", "public, max-age=3600");
    headers.append("ETag", "\"12345678\"");
    headers.append("Date", Timestamp(0).http_date());
    let stored = Stored {
        status: 200,
        origin_status: 200,
        headers,
        body: vec![b'x'; 256].into(),
        provenance: Provenance::Origin,
        origin_failed: false,
        origin_dead: false,
        from_s3: false,
        outage_only: false,
        asked: "/shop/articles/12345678.html".into(),
    };
    Entry {
        stored: Arc::new(stored),
        validated_at: Timestamp(0),
        expires_at: Timestamp(3_600),
        hold_until: None,
    }
}

#[test]
fn a_copy_takes_a_bounded_sum_beside_its_text() {
    let heap = dhat::Profiler::builder().testing().build();
    let mut each = Vec::new();
    for count in [500_u32, 5_000, 20_000] {
        let before = dhat::HeapStats::get().curr_bytes;
        let mut cache = Cache::new();
        for number in 0..count {
            cache.store(Arc::new(key(number)), entry());
        }
        let taken = dhat::HeapStats::get().curr_bytes - before;
        let bytes = taken / cache.len();
        println!("{count} copies: {bytes} bytes each, {TEXT} of them text");
        each.push(bytes);
    }
    drop(heap);
    assert!(each.iter().all(|bytes| *bytes <= OVERHEAD + TEXT), "{each:?}");
    let (least, most) = (each.iter().min(), each.iter().max());
    assert!(most.zip(least).is_some_and(|(most, least)| most - least < 50), "{each:?}");
}
