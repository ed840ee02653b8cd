// Calls `handler` of the file that is named as the argument: an event a line on standard input, and
// for each a line on standard output, `=` and the result as JSON, or `!` if there is none.
import { pathToFileURL } from "node:url";

const say = process.stdout.write.bind(process.stdout);
// What the function prints is for its author, not for us.
process.stdout.write = process.stderr.write.bind(process.stderr);

const file = process.argv[1];
const module = await import(pathToFileURL(file));
const handler = module.handler ?? module.default?.handler;
if (typeof handler !== "function") {
  console.error(`${file} exports no function named handler`);
  process.exit(1);
}

const context = {
  awsRequestId: "00000000-0000-0000-0000-000000000000",
  callbackWaitsForEmptyEventLoop: true,
  functionName: "handler",
  functionVersion: "1",
  getRemainingTimeInMillis: () => 30000,
};

let finishNow = () => {};

function call(event) {
  let isOpen = true;
  const finish = (line) => {
    if (!isOpen) return;
    isOpen = false;
    process.stdin.ref();
    say(line + "\n");
  };
  const fail = (error) => {
    console.error(error);
    finish("!");
  };
  const give = (value) => {
    let text;
    try {
      text = JSON.stringify(value) ?? "null";
    } catch (error) {
      return fail(error);
    }
    finish("=" + text);
  };
  // While the function runs, it alone keeps the process going: one that waits for nothing and never
  // answers has given null.
  finishNow = () => give(null);
  process.stdin.unref();
  try {
    const returned = handler(event, context, (error, value) => (error ? fail(error) : give(value)));
    if (typeof returned?.then === "function") returned.then(give, fail);
  } catch (error) {
    fail(error);
  }
}

process.on("beforeExit", () => finishNow());

let rest = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (text) => {
  const lines = (rest + text).split("\n");
  rest = lines.pop();
  for (const line of lines) call(JSON.parse(line));
});
process.stdin.on("end", () => process.exit(0));
