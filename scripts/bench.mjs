// Measures the program, and what others need for the same work: `npm run bench -- [--quick] [--only <name>,...]
// [--rounds <n>] [--peers] [--node <path>]... [--out <folder>]`, after `npm run build`.
//
// All that is compared runs in turn, in one run: machines are shared, and only the ratios tell something. Every work is
// checked for having been done. Nothing here is a test: it fails only if something could not be measured.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { project } from "./bundling.mjs";
import { commands } from "./bench/commands.mjs";
import { batch, crowd } from "./bench/crowd.mjs";
import { section } from "./bench/figures.mjs";
import { growthOfAgents, growthOfHistory, growthOfQueue } from "./bench/growth.mjs";
import { machine } from "./bench/machine.mjs";
import { memory } from "./bench/memory.mjs";
import { net } from "./bench/net.mjs";
import { otherNodes } from "./bench/nodes.mjs";
import { peers } from "./bench/peers.mjs";
import { phases } from "./bench/phases.mjs";
import { sizes } from "./bench/sizes.mjs";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    rounds: { type: "string" },
    peers: { type: "boolean", default: false },
    node: { type: "string", multiple: true, default: [] },
    out: { type: "string", default: join(project, "out", "bench") },
  },
});

const BENCHES = {
  commands,
  history: growthOfHistory,
  queue: growthOfQueue,
  agents: growthOfAgents,
  net,
  crowd,
  batch,
  memory,
  sizes,
  phases,
  ...(values.node.length > 0 && { nodes: otherNodes }),
  ...(values.peers && { peers }),
};

const chosen = values.only?.split(",") ?? Object.keys(BENCHES);
const unknown = chosen.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}`);

const folder = mkdtempSync(join(tmpdir(), "agent-tasks-bench-"));
try {
  const facts = machine(folder);
  const options = {
    isQuick: values.quick,
    rounds: Number(values.rounds ?? (values.quick ? 5 : 40)),
    nodes: values.node,
  };
  const results = {};
  const text = [headOf(facts)];
  mkdirSync(values.out, { recursive: true });
  for (const name of chosen) {
    process.stderr.write(`${name} ...\n`);
    results[name] = await measured(name, options);
    text.push(section(results[name]));
    // After each, so that what was measured is not lost with what could not be.
    writeFileSync(join(values.out, "bench.json"), `${JSON.stringify({ machine: facts, results }, null, 2)}\n`);
    writeFileSync(join(values.out, "bench.md"), text.join("\n"));
  }
  process.stdout.write(`${text.join("\n")}\n`);
} finally {
  rmSync(folder, { recursive: true });
}

async function measured(name, options) {
  const own = join(folder, name);
  mkdirSync(own);
  try {
    return await BENCHES[name]({ ...options, folder: own });
  } catch (error) {
    process.exitCode = 1;
    return { title: name, about: `It could not be measured: ${error.message}` };
  } finally {
    rmSync(own, { recursive: true });
  }
}

function headOf(facts) {
  const lines = Object.entries(facts).map(([name, fact]) => `- ${name.replace("_", " ")}: ${fact}`);
  return `# Measured\n\n${lines.join("\n")}\n`;
}
