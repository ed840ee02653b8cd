// A testee in JavaScript: what an emulator has to say to be tested by edgecase.
//
//     edgecase run -- node tutorial.mjs
//
// edgecase writes one JSON object a line to our standard input; we answer with one line each on
// standard output, and log to standard error only. It tells us where a Lambda@Edge function ran,
// with which event, and what it returned; we say whether CloudFront would accept that. Replace
// `judge` by a call of your emulator: what it has now is the little that everyone knows, and fails
// many cases.
import { createInterface } from "node:readline";

const forbidden = ["connection", "transfer-encoding", "upgrade"]; // More: `edgecase rules`.

// The event is null where the smallest event of the stage will do.
function judge(stage, event, result) {
  if (result.kind === "throw" || result.kind === "timeout") {
    return { outcome: "error", status: 503 }; // The function gave no result at all.
  }
  if (result.kind === "raw") {
    return { skipped: true, reason: "unsupported: raw bytes" }; // In base64, perhaps not JSON.
  }
  const value = result.value;
  if (!isObject(value)) return reject("the result is not an object");
  if ("status" in value) {
    const status = Number(value.status);
    if (!(status >= 200 && status <= 599)) return reject("the status is outside 200 to 599");
  }
  const headers = value.headers ?? {};
  if (!isObject(headers) || !Object.values(headers).every(Array.isArray)) {
    return reject("headers is not an object of lists");
  }
  if (Object.keys(headers).some((name) => forbidden.includes(name.toLowerCase()))) {
    return reject("a header is forbidden");
  }
  return { outcome: "accept" }; // A testee that normalises also says `kind` and `normalised`.
}

// The viewer gets a 502. `rules` would say why in edgecase's words, if we knew them.
function reject(message) {
  return { outcome: "reject", status: 502, message };
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function answer(command) {
  if (command.cmd === "hello") {
    const testee = { name: "tutorial.mjs", version: "1", language: "javascript" };
    return { protocol: 1, testee, capabilities: ["validate"] };
  }
  return { seq: command.seq, ...judge(command.stage, command.event, command.result) };
}

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  if (command.cmd === "stop") process.exit(0); // Within two seconds, or it is a finding.
  console.log(JSON.stringify(answer(command)));
}
