// Runs the commands of an ordinary day in a scratch root, then writes main.js and its compiled code into one file:
// 8 digits with the length of the source, the source, the code. Called by build.mjs.
"use strict";

const { readFileSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { Script } = require("node:vm");

const [dist, root, target] = process.argv.slice(2);
const file = join(dist, "main.js");
const source = `(function(exports,require,module){${readFileSync(file, "latin1")}\n})`;
if (Buffer.byteLength(source, "utf8") !== source.length)
  throw new Error("main.js is not ASCII: its length in bytes would not be its length");

process.env = { AGENT_TASKS_ROOT: root, AGENT_TASKS_AGENT: "warm-up" };
const script = new Script(source, { filename: file });
const main = { exports: {} };
script.runInThisContext()(main.exports, createRequire(file), main);

const DAY = [
  ["create", "--name", "one", "--priority", "8"],
  ["create", "--name", "two", "--key", "k"],
  ["list"],
  ["start"],
  ["get", "--task-id", "task-001"],
  ["complete", "--result", "done"],
  ["start"],
  ["fail", "--error", "no"],
];

async function warmUp() {
  for (const line of DAY) {
    const status = await main.exports.main(line, process);
    if (status !== 0) throw new Error(`${line.join(" ")}: exit status ${status}`);
  }
  const length = String(source.length).padStart(8, "0");
  writeFileSync(target, Buffer.concat([Buffer.from(length + source, "latin1"), script.createCachedData()]));
}

void warmUp();
