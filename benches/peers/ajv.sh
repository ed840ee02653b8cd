#!/usr/bin/env bash
# Times JSON.parse with ajv under Node on the inputs of the benches: peers/ajv.sh [FOLDER OF INPUTS].
#
# What it installs goes below the target folder. Where Node or the package cannot be had it says
# that it was skipped, and exits with 0; a verdict that is not the expected one exits with 1.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
inputs=${1:-$target/bench-inputs}
home=$target/bench-ajv
version=8.20.0

skipped() { printf 'SKIPPED: ajv was not measured: %s\n' "$*" >&2; exit 0; }

command -v node >/dev/null || skipped "there is no node"
if [[ ! -e $home/node_modules/ajv/package.json ]]; then
    command -v npm >/dev/null || skipped "there is no npm to install it with"
    mkdir -p "$home"
    npm install --silent --no-audit --no-fund --prefix "$home" "ajv@$version" >/dev/null 2>"$home/npm.log" ||
        skipped "npm cannot install it; $home/npm.log says why"
fi
[[ $# -gt 0 ]] || (cd "$root" && cargo run --release --quiet -p edgecase-benches --bin inputs -- "$inputs")
NODE_PATH=$home/node_modules exec node "$here/ajv.cjs" "$inputs"
