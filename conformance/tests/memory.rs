//! A verdict takes memory of a small multiple of the input.

mod families;

use edgecase_core::{Event, Exchange, Profile, Stage, validate};
use families::FAMILIES;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

#[test]
fn memory_is_a_small_multiple_of_the_input() {
    let event = Event::minimal(Stage::OriginRequest);
    let profile = Profile::default();
    let exchange = Exchange::new(Stage::OriginRequest, &event);
    for (name, make, _) in FAMILIES {
        let bytes = make(30_000);
        let heap = dhat::Profiler::builder().testing().build();
        let before = dhat::HeapStats::get().curr_bytes;
        let verdict = validate(exchange, &bytes, &profile);
        let peak = dhat::HeapStats::get().max_bytes - before;
        drop(verdict);
        drop(heap);
        let multiple = peak.div_ceil(bytes.len().max(1));
        println!("{name}: {} bytes, at most {multiple} times that on the heap", bytes.len());
        assert!(multiple <= 64, "{name}: {peak} bytes of heap for {} of input", bytes.len());
    }
}
