// Runs an ordinary day of commands on the pieces of a folder, in a scratch root; then writes those that were loaded, with
// their compiled code, into one file. Called by build.mjs; bin/agent-tasks.js says what the file looks like.
"use strict";

const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");

const [dist] = process.argv.slice(2);
const home = join(dist, "home");

const DAY = [
  [0, "create", "--name", "one", "--priority", "8", "--description", "text"],
  [0, "create", "--name", "two", "--key", "k", "--metadata", '{"a":1}', "--operator", "cron"],
  [0, "list"],
  [0, "check"],
  [0, "start"],
  [5, "start"],
  [0, "start", "--resume"],
  [0, "check"],
  [0, "note", "--message", "text"],
  [0, "resume"],
  [0, "get", "--task-id", "task-001"],
  [0, "complete", "--result", "done"],
  [0, "complete", "--task-id", "task-001"],
  [0, "start"],
  [0, "fail", "--error", "no"],
  [0, "retry", "--task-id", "task-002"],
  [0, "cancel", "--task-id", "task-002"],
  [3, "start"],
  [3, "check", "--exit-code"],
  [4, "get", "--task-id", "task-009"],
  [0, "list-all"],
  [0, "stats"],
  [0, "stats", "--agent", "warm-up"],
  [0, "history"],
  [0, "query", "--status", "completed"],
  [0, "where"],
  [0, "prime"],
  [0, "doctor"],
  [0, "--help"],
  [0, "create", "--help"],
  [2, "creat"],
  [0, "list", "--output", "table"],
  [0, "board", "--output", "table"],
  [0, "--output", "json", "list"],
  [0, "list", "--lang", "zh"],
  [2, "list", "--limit", "x", "--lang", "zh"],
  [0],
];

const HEADER_BYTES = 4096;

const scripts = new Map();

/** As bin/agent-tasks.js loads a piece, without compiled code. */
function load(name) {
  const known = scripts.get(name);
  if (known) return known.piece.exports;
  const file = join(dist, name);
  const source = `(function(exports,require,module){${readFileSync(file, "latin1")}\n})`;
  if (Buffer.byteLength(source, "utf8") !== source.length)
    throw new Error(`${name} is not ASCII: its length in bytes is not its length`);
  const script = new Script(source, { filename: `dist/${name}` });
  const piece = { exports: {} };
  scripts.set(name, { source, script, piece });
  script.runInThisContext()(piece.exports, (id) => (id.startsWith("./") ? load(id.slice(2)) : require(id)), piece);
  return piece.exports;
}

async function warmUp() {
  process.setMaxListeners(0); // each change listens for signals
  mkdirSync(home);
  process.env = { HOME: home, AGENT_TASKS_ROOT: join(home, "root"), AGENT_TASKS_AGENT: "warm-up" };
  const { main } = load("main.js");
  for (const [expected, ...line] of DAY) {
    const status = await main(line, process);
    if (status !== expected) throw new Error(`${line.join(" ")}: exit status ${status}`);
  }
  const contents = {};
  const parts = [];
  let end = HEADER_BYTES;
  for (const [name, { source, script }] of scripts) {
    const part = Buffer.concat([Buffer.from(source, "latin1"), script.createCachedData()]);
    contents[name] = [end, source.length, part.length];
    parts.push(part);
    end += part.length;
  }
  const header = Buffer.from(JSON.stringify(contents).padEnd(HEADER_BYTES));
  if (header.length > HEADER_BYTES) throw new Error(`${scripts.size} pieces are too many for the header`);
  writeFileSync(join(dist, `pieces.${process.version}-${process.arch}.code`), Buffer.concat([header, ...parts]));
}

void warmUp();
