import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environment, ours, timed } from "./run.mjs";
import { spread } from "./figures.mjs";
import { DAY } from "./commands.mjs";
import { makeRoot } from "./roots.mjs";

const PHASES = [
  ["Node", "from the start of the process to our first line"],
  ["load", "our pieces, from their file to the first line of a command"],
  ["understand", "the line, the settings, the input"],
  ["lock", "to have the lock"],
  ["read", "index, list, journal's end, counter; their checks, and the change"],
  ["write", "counter, list, journal, index: bytes, looks at the fence, renames"],
  ["fsync", "of these"],
  ["answer", "release, text, exit"],
];

/** Where the time of a `create` goes, by the files that it touches: a trace within the process, which itself takes some of it. */
export function phases({ folder, isQuick }) {
  const { AGENT_TASKS_ROOT } = makeRoot(join(folder, "phases"), { pending: 10, finished: 10 });
  const told = join(folder, "phases.json");
  const trace = join(folder, "trace.cjs");
  writeFileSync(trace, tracer(told));
  const env = environment(folder, { AGENT_TASKS_ROOT, NODE_OPTIONS: `--require=${JSON.stringify(trace)}` });
  const rounds = Array.from({ length: isQuick ? 3 : 30 }, () => {
    timed(ours(...DAY.create), { env });
    return phasesOf(JSON.parse(readFileSync(told, "utf8")));
  });
  const figures = PHASES.map(([name, about], n) => ({ name, about, ms: spread(rounds.map((round) => round[n])) }));
  return {
    title: "Where the time of a create goes",
    about: "A trace of the file system calls within the process; medians. The exit of Node is not in it.",
    facts: figures.map(({ name, about, ms }) => `${name}: ${ms.median.toFixed(2)} ms (${about})`),
    figures,
  };
}

/** Milliseconds of each phase. Calls come with their names, paths and times since the start of the process. */
function phasesOf({ calls, end }) {
  const at = (test) => calls.find(test) ?? { from: NaN, to: NaN };
  const first = calls[0];
  const config = at(({ path }) => path.endsWith("config.json"));
  const lock = at(({ name, path }) => name === "openSync" && path.includes("wait-"));
  const linked = at(({ name }) => name === "linkSync");
  const counter = at(({ name, path }) => name === "openSync" && path.includes("new-"));
  const release = at(({ name, path }) => name === "renameSync" && path.endsWith(".lock"));
  const fsync = calls.filter(({ name }) => name === "fsyncSync").reduce((sum, { from, to }) => sum + to - from, 0);
  return [
    first.from,
    config.from - first.from,
    lock.from - config.from,
    linked.to - lock.from,
    counter.from - linked.to,
    release.from - counter.from - fsync,
    fsync,
    end - release.from,
  ];
}

/** A file to be loaded before the program: it writes down when which call of node:fs was made. */
function tracer(told) {
  return `
    const fs = require("node:fs");
    const { writeFileSync } = fs;
    const calls = [];
    for (const name of Object.keys(fs)) {
      const call = fs[name];
      if (!name.endsWith("Sync") || typeof call !== "function") continue;
      fs[name] = (...args) => {
        const from = performance.now();
        try {
          return call.apply(fs, args);
        } finally {
          calls.push({ name, path: String(args[0]), from, to: performance.now() });
        }
      };
    }
    process.on("exit", () => {
      const end = performance.now();
      writeFileSync(${JSON.stringify(told)}, JSON.stringify({ calls: calls.filter(({ path }) => !path.endsWith("agent-tasks.js")), end }));
    });`;
}
