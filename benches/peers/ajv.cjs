// Times JSON.parse and ajv on files. Called by ajv.sh, with the folder of the inputs.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const Ajv = require("ajv");

const ROUNDS = 20;
const TURN_NS = 20e6;

const folder = process.argv[2];
const read = (name) => fs.readFileSync(path.join(folder, name));
const stages = JSON.parse(read("stages.json"));
const ajv = new Ajv({ strict: false });
const validators = new Map();

function validatorOf(stage) {
  if (!validators.has(stage)) {
    validators.set(stage, ajv.compile(JSON.parse(read(`${stage}.schema.json`))));
  }
  return validators.get(stage);
}

// Returns the nanoseconds of so many calls.
function time(work, calls) {
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) work();
  return Number(process.hrtime.bigint() - start);
}

// Returns the best and the middle of some rounds, in nanoseconds a call.
function measured(work) {
  let calls = 1;
  while (time(work, calls) < TURN_NS / 2) calls *= 2;
  const turns = Array.from({ length: ROUNDS }, () => time(work, calls) / calls).sort((a, b) => a - b);
  return [turns[0], turns[ROUNDS >> 1]];
}

function accepts(validate, bytes) {
  try {
    return validate(JSON.parse(bytes));
  } catch {
    return false;
  }
}

// Returns the inputs on which ajv does not say what a schema can say.
function wrong() {
  const names = Object.keys(stages).filter((name) => !accepts(validatorOf(stages[name]), read(`${name}.json`)));
  const refused = fs.readdirSync(path.join(folder, "refused"));
  // Sizes are beyond a schema, and lone surrogates are fine with JSON.parse.
  const beyond = ["too large.json", "lone surrogate.json"];
  const passed = refused.filter((name) => !beyond.includes(name) && accepts(validatorOf("viewer-request"), read(`refused/${name}`)));
  return names.concat(passed);
}

const differs = wrong();
if (differs.length > 0) {
  console.error(`ajv ${require("ajv/package.json").version} judges differently: ${differs.join(", ")}`);
  process.exit(1);
}
console.log(`node ${process.version}, ajv ${require("ajv/package.json").version}; ns a call, minimum and median`);
console.log("input          bytes    JSON.parse        median     and ajv        median");
for (const [name, stage] of Object.entries(stages)) {
  const [bytes, validate] = [read(`${name}.json`), validatorOf(stage)];
  const parse = measured(() => JSON.parse(bytes));
  const both = measured(() => accepts(validate, bytes));
  const cells = [...parse, ...both].map((ns) => ns.toFixed(0).padStart(13));
  console.log(name.padEnd(10) + String(bytes.length).padStart(10) + cells.join(" "));
}
