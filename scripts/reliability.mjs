// Proves the promises of docs/reliability.md: `npm run test:reliability -- [--seed <n>] [--long] [--only <test>] [file ...]`.
// The last line has the figures of the run.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const project = fileURLToPath(new URL("..", import.meta.url));
const { values, positionals } = readArguments();

const folder = mkdtempSync(join(tmpdir(), "agent-tasks-figures-"));
try {
  const before = performance.now();
  const figures = join(folder, "figures");
  const only = values.only === undefined ? [] : ["-t", values.only];
  const tests = ["--no-install", "vitest", "run", "--project", "reliability", ...only, ...positionals];
  const { status } = spawnSync("npx", tests, {
    cwd: project,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      AGENT_TASKS_TEST_SEED: values.seed,
      AGENT_TASKS_TEST_LONG: values.long ? "1" : "0",
      AGENT_TASKS_TEST_FIGURES: figures,
    },
  });
  const seconds = Math.round((performance.now() - before) / 1000);
  const told = [...sums(figures), status === 0 ? "no violation" : "FAILED", ...missing(), `seed ${values.seed}`];
  process.stdout.write(`reliability: ${told.join(", ")}, ${seconds} s\n`);
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}

function readArguments() {
  try {
    const given = parseArgs({
      options: {
        seed: { type: "string", default: "1" },
        long: { type: "boolean", default: false },
        only: { type: "string" },
      },
      allowPositionals: true,
    });
    if (!/^\d{1,9}$/.test(given.values.seed)) throw new Error(`--seed must be a whole number: ${given.values.seed}`);
    return given;
  } catch (error) {
    process.stderr.write(
      `${error.message}\nnpm run test:reliability -- [--seed <n>] [--long] [--only <test>] [file ...]\n`,
    );
    return process.exit(2);
  }
}

/** The figures of all tests, added up: "1166 kills". */
function sums(path) {
  const totals = new Map();
  for (const line of linesOf(path)) {
    const { what, number } = JSON.parse(line);
    totals.set(what, (totals.get(what) ?? 0) + number);
  }
  return [...totals].map(([what, number]) => `${number} ${what}`);
}

/** What is not here, so that the tests that need it were skipped. */
function missing() {
  const hasStrace = spawnSync("strace", ["-o", "/dev/null", "true"]).status === 0;
  return [
    ...(hasStrace ? [] : ["SKIPPED what needs strace"]),
    ...(process.getuid?.() === 0 ? [] : ["SKIPPED what needs root"]),
  ];
}

function linesOf(path) {
  try {
    return readFileSync(path, "utf8").trim().split("\n");
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}
