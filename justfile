# Every check that a change has to pass.
check:
    .ci/run

# The tests.
test:
    cargo test --workspace --locked

# Fuzzes until stopped; needs a nightly toolchain and cargo-fuzz.
fuzz target="result_bytes" *arguments:
    mkdir -p fuzz/corpus/{{target}}
    # Link-time optimisation has kept libFuzzer from linking.
    CARGO_PROFILE_RELEASE_LTO=off cargo +nightly fuzz run {{target}} fuzz/corpus/{{target}} corpus/fuzz/{{target}} -- {{arguments}}

# The benches.
bench *arguments:
    cargo bench -p edgecase-benches -- {{arguments}}

# Mutation testing of core: all of it (hours), a part such as 1/8, or --summary of the last run.
mutants part="":
    .ci/mutants {{part}}

# Accepts what the corpus, RULES.md and the command line say now.
bless:
    EDGECASE_BLESS=1 cargo test -p edgecase --test corpus --test rules_md --test cli
    EDGECASE_BLESS=1 cargo test -p edgecase-core --test texts
