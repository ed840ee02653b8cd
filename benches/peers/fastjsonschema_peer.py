"""Times json.loads and fastjsonschema on files. Called by fastjsonschema.sh, with their folder."""

import json
import platform
import sys
import time
from pathlib import Path

import fastjsonschema

ROUNDS = 12
TURN_SECONDS = 0.02

# Sizes are beyond a schema, and lone surrogates are fine with json.loads.
BEYOND = {"too large", "lone surrogate"}


def timed(work, calls):
    start = time.perf_counter()
    for _ in range(calls):
        work()
    return time.perf_counter() - start


def measured(work):
    """Returns the best and the middle of some rounds, in nanoseconds a call."""
    calls = 1
    while timed(work, calls) < TURN_SECONDS / 2:
        calls *= 2
    turns = sorted(timed(work, calls) / calls * 1e9 for _ in range(ROUNDS))
    return turns[0], turns[ROUNDS // 2]


def accepts(validate, data):
    try:
        validate(json.loads(data))
    except ValueError:
        # What is no JSON, and what breaks the schema: both are one.
        return False
    return True


def main(folder):
    stages = json.loads((folder / "stages.json").read_text())
    schemas = {stage: json.loads((folder / f"{stage}.schema.json").read_text()) for stage in
               {*stages.values(), "viewer-request"}}
    validators = {stage: fastjsonschema.compile(schema) for stage, schema in schemas.items()}
    inputs = {name: (folder / f"{name}.json").read_bytes() for name in stages}
    wrong = [name for name, data in inputs.items() if not accepts(validators[stages[name]], data)]
    for file in sorted((folder / "refused").iterdir()):
        if file.stem not in BEYOND and accepts(validators["viewer-request"], file.read_bytes()):
            wrong.append(file.name)
    if wrong:
        sys.exit(f"fastjsonschema {fastjsonschema.VERSION} judges differently: {', '.join(wrong)}")
    print(f"python {platform.python_version()}, fastjsonschema {fastjsonschema.VERSION}; "
          "ns a call, minimum and median")
    print("input          bytes    json.loads        median  and schema        median")
    for name, data in inputs.items():
        validate = validators[stages[name]]
        cells = [*measured(lambda: json.loads(data)), *measured(lambda: accepts(validate, data))]
        print(f"{name:<10}{len(data):>10}" + " ".join(f"{ns:13.0f}" for ns in cells))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
