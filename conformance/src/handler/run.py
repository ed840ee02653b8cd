# Calls `lambda_handler` or `handler` of the file that is named as the argument: an event a line on
# standard input, and for each a line on standard output, `=` and the result as JSON, or `!` if there
# is none.
import importlib.util
import json
import os
import sys
import traceback
import types

say = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
# What the function prints is for its author, not for us.
os.dup2(2, 1)

file = sys.argv[1]
sys.path.insert(0, os.path.dirname(file))
spec = importlib.util.spec_from_file_location("handler", file)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
handler = getattr(module, "lambda_handler", None) or getattr(module, "handler", None)
if not callable(handler):
    sys.exit(f"{file} has no function lambda_handler or handler")

context = types.SimpleNamespace(
    aws_request_id="00000000-0000-0000-0000-000000000000",
    function_name="handler",
    function_version="1",
    get_remaining_time_in_millis=lambda: 30000,
)

for line in sys.stdin.buffer:
    try:
        answer = "=" + json.dumps(handler(json.loads(line), context))
    except Exception:
        traceback.print_exc()
        answer = "!"
    say.write(answer + "\n")
    say.flush()
