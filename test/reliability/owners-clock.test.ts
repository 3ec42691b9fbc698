import { join } from "node:path";
import { expect, test } from "vitest";
import { answerOf, inParallel, isAcknowledged, type Run, runBin } from "../helpers/bin.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { AGENT } from "./cases.ts";
import { count } from "./figures.ts";
import { HOLDERS_TASK, sleepingHolder } from "./holders.ts";
import { readJournal, readLists, violations } from "./invariants.ts";
import { underClock } from "./shifted-clock.ts";

const HOUR_MS = 3_600_000;

const FORWARD = [HOUR_MS];
const BACK = [-HOUR_MS];
const RIGHT = [0];
/** The clock jumps between two looks of one command. */
const JUMPING = [0, HOUR_MS, -HOUR_MS];
const CLOCKS = [RIGHT, FORWARD, BACK, JUMPING, RIGHT, BACK, FORWARD, RIGHT];

test("a clock that jumps by an hour between commands and during them: the queue keeps its order, and nothing is lost", async () => {
  const root = join(temporaryFolder(), "root");
  for (const [n, clock] of CLOCKS.entries()) await done(root, clock, ["create", ...AGENT, "--name", `task ${n}`]);
  expect(answerOf(await at(root, BACK, ["list", ...AGENT]))).toMatchObject({
    pending_tasks: CLOCKS.map((_, n) => ({ name: `task ${n}` })),
  });
  for (const [n, clock] of CLOCKS.toReversed().entries()) {
    expect(await done(root, clock, ["start", ...AGENT])).toMatchObject({ task: { name: `task ${n}` } });
    await done(root, BACK, [n % 2 === 0 ? "complete" : "fail", ...AGENT, ...(n % 2 === 0 ? [] : ["--error", "no"])]);
  }
  expect(answerOf(await at(root, BACK, ["history", ...AGENT]))).toMatchObject({ total: CLOCKS.length });
  expect(violations(root)).toEqual([]);
  count("commands under a jumping clock", readJournal(root).length, "one after the other");
});

test("writers whose clocks are hours apart and jump: none waits in vain, and every task is there", async () => {
  const root = join(temporaryFolder(), "root");
  const runs = await inParallel([...CLOCKS, ...CLOCKS, ...CLOCKS], 8, (clock) =>
    at(root, clock, ["create", ...AGENT, "--name", "x"]),
  );
  expect(runs.filter((run) => !isAcknowledged(run))).toEqual([]);
  const acknowledged = runs.map((run) => String(answerOf(run)["task_id"]));
  const [list] = readLists(root);
  expect(list!.pending_tasks.map(({ id }) => id).toSorted()).toEqual(acknowledged.toSorted());
  const inOrderOfCommits = readJournal(root).map(({ task_id }) => task_id);
  expect(list!.pending_tasks.map(({ id }) => id)).toEqual(inOrderOfCommits);
  expect(violations(root)).toEqual([]);
  count("commands under a jumping clock", runs.length, "eight at once");
});

test.each(Object.entries({ FORWARD, BACK, JUMPING }))(
  "a waiter measures its patience and a holder's silence in its own waking time: clock %s",
  async (_, clock) => {
    const root = join(temporaryFolder(), "root");
    await done(root, RIGHT, ["create", ...AGENT, "--name", "first"]);
    const sleeper = await sleepingHolder(root, "before");
    const create = ["create", ...AGENT, "--name", "the waiter's"];
    const hasty = answerOf(await at(root, clock, create, "50"));
    expect(hasty).toMatchObject({ code: "LOCK_ACQUIRE_FAILED" });
    expect(hasty["waited_ms"]).toBeGreaterThanOrEqual(50);
    expect(hasty["waited_ms"]).toBeLessThan(HOUR_MS / 2);
    expect(isAcknowledged(await at(root, clock, create, "1000"))).toBe(true);
    sleeper.wake();
    expect(isAcknowledged(await sleeper.ended)).toBe(true);
    await done(root, clock, ["create", ...AGENT, "--name", "last"]);
    const names = readLists(root)[0]!.pending_tasks.map(({ name }) => name);
    expect(names).toEqual(["first", "the waiter's", HOLDERS_TASK, "last"]);
    expect(violations(root)).toEqual([]);
  },
);

async function done(root: string, clock: readonly number[], args: readonly string[]): Promise<Record<string, unknown>> {
  const run = await at(root, clock, args);
  expect(run).toMatchObject({ status: 0, stderr: "" });
  return answerOf(run);
}

/** Runs a command by another clock than the true one. */
function at(root: string, clock: readonly number[], args: readonly string[], patienceMs?: string): Promise<Run> {
  const env = {
    ...underClock(clock),
    ...(patienceMs !== undefined && { AGENT_TASKS_LOCK_TIMEOUT_MS: patienceMs }),
  };
  return runBin(args, { root, env });
}
