#!/bin/bash -eu
# Builds every fuzz target with its seeds, kept inputs and dictionary into $OUT, for ClusterFuzzLite and
# OSS-Fuzz alike: $SRC, $OUT and the flags of the compiler come from there.
cd "$SRC/edgecase"

# Link-time optimisation has kept libFuzzer from linking.
export CARGO_PROFILE_RELEASE_LTO=off

# The tool that writes the seeds is no fuzzer: the flags of one would keep it from linking.
env -u RUSTFLAGS -u CFLAGS -u CXXFLAGS cargo run --target-dir target/tools -p edgecase-fuzz --bin seeds -- target/seeds

cargo fuzz build -O --debug-assertions
host=$(rustc -vV | sed -n 's/^host: //p')
for target in $(cargo fuzz list); do
    cp "target/$host/release/$target" "$OUT/"
    zip -q -j "$OUT/${target}_seed_corpus.zip" corpus/fuzz/"$target"/* target/seeds/"$target"/*
    case $target in
        # These know the words already.
        decoders_case | result_case | scenario) printf '[libfuzzer]\nmax_len = 16384\n' >"$OUT/$target.options" ;;
        *) cp corpus/fuzz/dictionary "$OUT/$target.dict" ;;
    esac
done
