// Measures what waiting for others costs: `node scripts/benchmark-reliability.mjs [rounds]`, after `npm run build`.
//
// One command alone, a command among 8 writers of which some are killed at random, and the next command after the holder
// of the lock was killed. What is compared is measured in turn, so that a machine that others use slows both; still, only
// the ratios tell something, and only roughly. Nothing here is a test.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { percentile } from "./bench/figures.mjs";
import { bin, environment } from "./bench/run.mjs";

const ROUNDS = Number(process.argv[2] ?? 30);
const WRITERS = 8;
const COMMANDS_OF_A_WRITER = 2;
const KILLED = 0.25;

const folder = mkdtempSync(join(tmpdir(), "agent-tasks-benchmark-"));
try {
  const dieWithLock = join(folder, "die-with-lock.cjs");
  writeFileSync(dieWithLock, dieAtCommit());
  const crowd = await measureCrowd(join(folder, "crowd"));
  const kill = await measureKills(join(folder, "kill"), `--require=${JSON.stringify(dieWithLock)}`);
  print([
    ["", "n", "p50 ms", "p99 ms", "p50, of alone"],
    ...rowsOf([
      ["alone", crowd.alone],
      [`among ${WRITERS} writers, a root each`, crowd.apart],
      [`among ${WRITERS} writers, ${crowd.kills} killed`, crowd.among],
    ]),
    ...rowsOf([
      ["alone, in turn with:", kill.alone],
      ["next after a killed holder", kill.next],
    ]),
  ]);
} finally {
  rmSync(folder, { recursive: true });
}

/**
 * In each round one command alone, then all writers at once, each in a root of its own (where only the processor is
 * shared), and all in one root. The times are those of commands that were left alone.
 */
async function measureCrowd(root) {
  const times = { alone: [], apart: [], among: [], kills: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.alone.push(await create(root));
    await allAtOnce(async (writer) => void times.apart.push(await create(`${root}-${writer}`)));
    const usual = middle(times.apart);
    await allAtOnce(async () => {
      const timeout = Math.random() < KILLED ? Math.ceil(Math.random() * usual) : 0;
      const time = await create(root, { timeout });
      if (time === undefined) times.kills += 1;
      else if (timeout === 0) times.among.push(time);
    });
    // What the last kill left is not what the next command alone has to pay for.
    await create(root);
  }
  return times;
}

async function allAtOnce(work) {
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let n = 0; n < COMMANDS_OF_A_WRITER; n += 1) await work(writer);
    }),
  );
}

/** In each round one command alone, and one that finds the lock of a holder that was killed just before its commit. */
async function measureKills(root, nodeOptions) {
  const times = { alone: [], next: [] };
  await create(root);
  for (let round = 0; round < ROUNDS; round += 1) {
    times.alone.push(await create(root));
    const dead = await create(root, { nodeOptions });
    if (dead !== undefined) throw new Error("the holder was not killed");
    times.next.push(await create(root));
  }
  return times;
}

/** Milliseconds from the start of a `create` to its end; undefined if it was killed. */
function create(root, { timeout = 0, nodeOptions = "" } = {}) {
  const before = performance.now();
  const child = spawn(process.execPath, [bin, "create", "--agent", "coder", "--name", "x"], {
    env: environment(root, { AGENT_TASKS_ROOT: root, NODE_OPTIONS: nodeOptions }),
    stdio: "ignore",
    timeout,
    killSignal: "SIGKILL",
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (status, signal) => {
      if (status === 0) resolve(performance.now() - before);
      else if (signal === "SIGKILL") resolve(undefined);
      else reject(new Error(`exit status ${status}: is dist/ built?`));
    });
  });
}

/** A file to be loaded before the program: it dies with the lock in its hands. */
function dieAtCommit() {
  return `
    const fs = require("node:fs");
    const { renameSync } = fs;
    fs.renameSync = (from, to) => {
      if (to.endsWith("task-list.json")) process.kill(process.pid, "SIGKILL");
      renameSync(from, to);
    };`;
}

/** Rows of a table, each compared with the first. */
function rowsOf(series) {
  const alone = middle(series[0][1]);
  return series.map(([name, times]) => {
    const cells = [middle(times).toFixed(1), percentile(times, 0.99).toFixed(1), (middle(times) / alone).toFixed(2)];
    return [name, String(times.length), ...cells];
  });
}

function print(rows) {
  const lines = rows.map(([name, ...cells]) => name.padEnd(36) + cells.map((cell) => cell.padStart(14)).join(""));
  process.stdout.write(`${lines.join("\n")}\n`);
}

function middle(times) {
  return percentile(times, 0.5);
}
