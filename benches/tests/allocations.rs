//! How often a verdict allocates: the same numbers on every machine.

use edgecase_benches::input::accepted::accepted;
use edgecase_benches::judge::EDGECASE;
use edgecase_core::{Exchange, Profile, Verdict};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// Blocks that the first call and the second call may allocate, for each accepted input.
///
/// The goal is none at all on everything but `g`, and none on the second call of `g` where memory
/// is reused.
const ALLOWED: [(&str, [u64; 2]); 10] = [
    ("a", [0, 0]),
    ("b-py", [0, 0]),
    ("b-pretty", [0, 0]),
    ("b", [0, 0]),
    ("c", [0, 0]),
    ("d", [0, 0]),
    ("e", [0, 0]),
    ("f", [0, 0]),
    ("f2", [0, 0]),
    ("g", [0, 0]),
];

#[test]
fn accepted_inputs_allocate_no_more_than_they_may() {
    let profile = Profile::default();
    let mut differences = Vec::new();
    println!("{:<10} {:>10} {:>10} {:>14}", "input", "first", "second", "peak bytes");
    for (input, (name, allowed)) in accepted().iter().zip(ALLOWED) {
        assert_eq!(input.name, name, "a row for each input, in order");
        let event = input.event();
        let exchange = Exchange::new(input.stage, &event);
        let call = || (EDGECASE.judge)(exchange, &input.result, &profile);
        let calls = [counted(call), counted(call)];
        let [first, second] = calls.map(|(blocks, _)| blocks);
        println!("{name:<10} {first:>10} {second:>10} {:>14}", calls.map(|(_, peak)| peak)[0]);
        if [first, second] != allowed {
            differences.push(format!("{name}: {first} and {second}, want {allowed:?}"));
        }
    }
    assert!(differences.is_empty(), "blocks allocated:\n{}", differences.join("\n"));
}

/// Returns how many blocks a call allocates, and how many bytes there are at most at one time.
fn counted<'a>(call: impl FnOnce() -> Verdict<'a>) -> (u64, usize) {
    let profiler = dhat::Profiler::builder().testing().build();
    let before = dhat::HeapStats::get();
    let verdict = call();
    let after = dhat::HeapStats::get();
    assert!(matches!(verdict, Verdict::Accept { .. }));
    drop(verdict);
    drop(profiler);
    (after.total_blocks - before.total_blocks, after.max_bytes - before.curr_bytes)
}
