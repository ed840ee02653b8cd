#!/usr/bin/env bash
# Times json.loads with fastjsonschema under Python on the inputs of the benches:
# peers/fastjsonschema.sh [FOLDER OF INPUTS].
#
# What it installs goes below the target folder. Where Python or the package cannot be had it says
# that it was skipped, and exits with 0; a verdict that is not the expected one exits with 1.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
inputs=${1:-$target/bench-inputs}
home=$target/bench-fastjsonschema
version=2.22.3

skipped() { printf 'SKIPPED: fastjsonschema was not measured: %s\n' "$*" >&2; exit 0; }

command -v python3 >/dev/null || skipped "there is no python3"
if [[ ! -d $home/fastjsonschema ]]; then
    mkdir -p "$home"
    python3 -m pip install --quiet --disable-pip-version-check --target "$home" \
        "fastjsonschema==$version" >/dev/null 2>"$home/pip.log" ||
        skipped "pip cannot install it; $home/pip.log says why"
fi
[[ $# -gt 0 ]] || (cd "$root" && cargo run --release --quiet -p edgecase-benches --bin inputs -- "$inputs")
PYTHONPATH=$home exec python3 "$here/fastjsonschema_peer.py" "$inputs"
