# Every check that a change has to pass.
check:
    .ci/run

# The tests.
test:
    cargo test --workspace --locked

# Fuzzes, and proves that it did; needs a nightly toolchain and cargo-fuzz. `just fuzz --help` says more.
fuzz *arguments:
    cargo run --release -p edgecase-fuzz --bin nightly -- {{arguments}}

# Lines and branches of core that vectors, properties and kept inputs run.
coverage:
    .ci/coverage

# The benches.
bench *arguments:
    cargo bench -p edgecase-benches -- {{arguments}}

# Mutation testing of core: all of it (hours), a part such as 1/8, or --summary of the last run.
mutants part="":
    .ci/mutants {{part}}

# Accepts what the corpus, RULES.md and the command line say now.
bless:
    EDGECASE_BLESS=1 cargo test -p edgecase --test corpus --test rules_md --test cli --test replay
    EDGECASE_BLESS=1 cargo test -p edgecase-core --test texts
