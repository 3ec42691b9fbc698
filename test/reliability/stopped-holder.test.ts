import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { answerOf, BIN, binEnvironment, inParallel, isAcknowledged, type Run, runBin } from "../helpers/bin.ts";
import { placesOf } from "../../src/domain/find-task.ts";
import { AGENT, CASES_FOR_DEAR_SUITES, type Case, rootsOf } from "./cases.ts";
import { count } from "./figures.ts";
import { readLists, violations } from "./invariants.ts";
import { type CallNumber, HAS_STRACE, hitting, writeLikeCalls } from "./strace.ts";

/** Others take a silent holder over after 60 % of this. */
const PATIENCE_MS = "2500";
const LONG_HALT_MS = 250;

describe.skipIf(!HAS_STRACE)(
  "stopped at every write-like call while others work (skipped: no strace here; Debian has it)",
  () => {
    test.each(CASES_FOR_DEAR_SUITES)("$name: no acknowledged change is lost, by either", async (each) => {
      const { name } = each;
      const newRoot = rootsOf(each);
      const calls = await writeLikeCalls(each, await newRoot("traced"));
      const stops = await inParallel(calls, 12, async (call) =>
        stoppedAt(call, each, await newRoot(`${call.call}-${call.n}`)),
      );
      expect(stops.flatMap(({ found }) => found)).toEqual([]);
      const fired = stops.filter(({ isStopped }) => isStopped).length;
      count("stops", fired, `${name}, of ${calls.length} write-like calls`);
      expect(fired / calls.length).toBeGreaterThanOrEqual(0.9);
    });
  },
);

async function stoppedAt(
  call: CallNumber,
  { args, input = "", meanwhile = [] }: Case,
  root: string,
): Promise<{ isStopped: boolean; found: string[] }> {
  const [program = "", ...rest] = [...hitting(call, "signal=STOP"), process.execPath, BIN, ...args];
  const tracer = spawn(program, rest, { env: binEnvironment({ root }), cwd: "/" });
  const output = { stdout: "", stderr: "" };
  tracer.stdin.end(input);
  tracer.stdout.on("data", (data: Buffer) => (output.stdout += data.toString()));
  const closed = once(tracer, "close", { signal: AbortSignal.timeout(60_000) });
  const sleeper = await stoppedChildOf(tracer.pid!);
  const others = sleeper === undefined ? [] : await workMeanwhile(root, meanwhile);
  if (sleeper !== undefined) process.kill(sleeper, "SIGCONT");
  const [status, signal] = (await closed) as [number | null, NodeJS.Signals | null];
  const woken: Run = { status, signal, ...output };
  // The holder that slept may have left its last duties to the next one.
  await runBin(["create", ...AGENT, "--name", "the next command"], { root });
  const found = [...violations(root), ...lost(root, woken, others)];
  return { isStopped: sleeper !== undefined, found: found.map((problem) => `${call.call} ${call.n}: ${problem}`) };
}

/** Two creates on the same agent and one on another, and what else the case wants, while the holder sleeps. */
async function workMeanwhile(root: string, more: readonly (readonly string[])[]): Promise<Run[]> {
  const env = { AGENT_TASKS_LOCK_TIMEOUT_MS: PATIENCE_MS };
  const runs = await inParallel(["coder", "other", "coder"], 3, (agent) =>
    runBin(["create", "--agent", agent, "--name", "meanwhile"], { root, env }),
  );
  // These may come too early: then the sleeper had not done its work, and they are refused.
  for (const args of more) await runBin(args, { root, env });
  return runs;
}

function lost(root: string, woken: Run, others: readonly Run[]): string[] {
  const lists = readLists(root);
  const tasks = new Map(lists.flatMap((list) => placesOf(list).map(({ task }) => [task.id, task])));
  const refused = others
    .filter((run) => !isAcknowledged(run))
    .map((run) => `another was refused: ${run.stdout}${run.stderr}`);
  const missing = others
    .filter(isAcknowledged)
    .map((run) => String(answerOf(run)["task_id"]))
    .filter((id) => !tasks.has(id));
  const answer = answerOf(woken);
  const own = "task_id" in answer ? String(answer["task_id"]) : undefined;
  const isSleepersThere = answer["status"] !== "success" || own === undefined || tasks.has(own);
  return [
    ...refused,
    ...missing.map((id) => `${id} was acknowledged to another, and is lost`),
    ...(isSleepersThere ? [] : [`the sleeper's ${own} is lost`]),
    ...(answer["status"] === "success" ? [] : [`the sleeper was refused: ${woken.stdout}`]),
  ];
}

/** The process under strace once it is stopped; undefined if it ended without. */
async function stoppedChildOf(tracer: number): Promise<number | undefined> {
  let before = "";
  for (;;) {
    const pid = Number(readUnlessGone(`/proc/${tracer}/task/${tracer}/children`)?.trim().split(" ")[0]);
    const status = pid > 0 ? readUnlessGone(`/proc/${pid}/status`) : undefined;
    if (status === undefined && before !== "") return undefined;
    // Under strace a process halts at every traced call, for an instant: stopped is what does not move for a while.
    const now = status === undefined ? "" : `${status} ${readUnlessGone(`/proc/${pid}/stat`)}`;
    if (now !== "" && now === before && /^State:\s+[tT]/m.test(now)) return pid;
    before = now;
    await pause(LONG_HALT_MS);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function readUnlessGone(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
