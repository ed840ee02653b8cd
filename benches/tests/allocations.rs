//! How often a verdict allocates: the same numbers on every machine.

use edgecase_benches::input::accepted::accepted;
use edgecase_benches::judge::EDGECASE;
use edgecase_core::{Exchange, Profile, Verdict};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// Blocks that the first call and the second call allocate, for each accepted input.
///
/// Exact, so that fewer are noticed as well as more. The goal is none on everything but `g`, and
/// none on the second call of `g` where memory is reused.
const BLOCKS: [(&str, [u64; 2]); 10] = [
    ("a", [0, 0]),
    ("b", [0, 0]),
    ("b-py", [0, 0]),
    ("b-pretty", [0, 0]),
    ("c", [0, 0]),
    ("d", [0, 0]),
    ("e", [0, 0]),
    ("f", [0, 0]),
    ("f2", [0, 0]),
    ("g", [11, 0]),
];

#[test]
fn accepted_inputs_allocate_as_many_blocks_as_the_table_says() {
    let profile = Profile::default();
    let mut differences = Vec::new();
    println!("{:<10} {:>10} {:>10} {:>14}", "input", "first", "second", "peak bytes");
    for (input, (name, blocks)) in accepted().iter().zip(BLOCKS) {
        assert_eq!(input.name, name, "a row for each input, in order");
        let event = input.event();
        let exchange = Exchange::new(input.stage, &event);
        let mut scratch = EDGECASE.scratch();
        let mut call = || scratch.validate(exchange, &input.result, &profile);
        let (first, peak) = counted(&mut call);
        let (second, _) = counted(&mut call);
        println!("{name:<10} {first:>10} {second:>10} {peak:>14}");
        if [first, second] != blocks {
            differences.push(format!("{name}: {first} and {second}, want {blocks:?}"));
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
