"""A testee in Python: what an emulator has to say to be tested by edgecase.

    edgecase run -- python3 tutorial.py

edgecase writes one JSON object a line to our standard input; we answer with one line each on
standard output, and log to standard error only. It tells us where a Lambda@Edge function ran, with
which event, and what it returned; we say whether CloudFront would accept that. Replace `judge` by
a call of your emulator: what it has now is the little that everyone knows, and fails many cases.
"""
import json
import sys

FORBIDDEN = {"connection", "transfer-encoding", "upgrade"}  # There are more: `edgecase rules`.


def judge(stage, event, result):
    """Says what becomes of a result; `event` is None where the smallest event of the stage will do."""
    if result["kind"] in ("throw", "timeout"):  # The function gave no result at all.
        return {"outcome": "error", "status": 503}
    if result["kind"] == "raw":  # Bytes in base64, which need not be JSON.
        return {"skipped": True, "reason": "unsupported: raw bytes"}
    value = result["value"]
    if not isinstance(value, dict):
        return reject("the result is not an object")
    if "status" in value:
        try:
            status = int(value["status"])
        except (TypeError, ValueError):
            return reject("the status is not a number")
        if not 200 <= status <= 599:
            return reject("the status is outside 200 to 599")
    headers = value.get("headers", {})
    if not isinstance(headers, dict) or not all(isinstance(h, list) for h in headers.values()):
        return reject("headers is not an object of lists")
    if FORBIDDEN.intersection(name.lower() for name in headers):
        return reject("a header is forbidden")
    return {"outcome": "accept"}  # A testee that normalises also says `kind` and `normalised`.


def reject(message):
    """The viewer gets a 502. `rules` would say why in edgecase's words, if we knew them."""
    return {"outcome": "reject", "status": 502, "message": message}


def answer(command):
    if command["cmd"] == "hello":
        testee = {"name": "tutorial.py", "version": "1", "language": "python"}
        return {"protocol": 1, "testee": testee, "capabilities": ["validate"]}
    return judge(command["stage"], command["event"], command["result"]) | {"seq": command["seq"]}


for line in sys.stdin.buffer:  # Bytes, because JSON is UTF-8 whatever the locale says.
    command = json.loads(line)
    if command["cmd"] == "stop":
        break  # To end within two seconds; not to is a finding.
    print(json.dumps(answer(command)), flush=True)  # Unless flushed, edgecase waits in vain.
