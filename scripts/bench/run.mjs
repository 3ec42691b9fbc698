import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const bin = fileURLToPath(new URL("../../bin/agent-tasks.js", import.meta.url));

/** What every measured program sees: nothing of ours, and not NODE_EXTRA_CA_CERTS, which doubles the start of Node. */
export function environment(home, more = {}) {
  return { PATH: process.env.PATH, HOME: home, ...more };
}

/** The command line of a call of ours. */
export function ours(...argv) {
  return [process.execPath, bin, ...argv];
}

/** The floor under every program that runs in Node. */
export const NODE = [process.execPath, "-e", "0"];

/** Runs a program to its end. Milliseconds from its start to its end. @throws if it fails */
export function timed([program, ...argv], { env, input, cwd }) {
  const before = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, argv, {
    env,
    cwd,
    input: input ?? "",
    maxBuffer: 2 ** 30,
    encoding: "utf8",
  });
  const ms = performance.now() - before;
  if (error) throw error;
  if (status !== 0)
    throw new Error(`${program} ${argv.join(" ").slice(0, 200)}: exit status ${status}\n${stdout}${stderr}`);
  return { ms, stdout };
}

/** Runs one of our commands. Its answer. */
export function ask(env, argv, input) {
  return JSON.parse(timed(ours(...argv), { env, input }).stdout);
}

/** Runs a program without waiting for it; the promise is its time in ms. Rejects if it fails. */
export function started([program, ...argv], { env }) {
  const before = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, { env, stdio: ["ignore", "ignore", "pipe"] });
    let text = "";
    child.stderr.on("data", (data) => (text += data));
    child.on("error", reject);
    child.on("close", (status, signal) =>
      status === 0
        ? resolve(performance.now() - before)
        : reject(new Error(`exit status ${status ?? signal}: ${text}`)),
    );
  });
}

/** Runs each case once a round, in turn: whatever slows the machine slows all of them. The times of each case. */
export function interleaved(cases, rounds) {
  const times = new Map(Object.keys(cases).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(cases)) times.get(name).push(run());
  }
  return times;
}
