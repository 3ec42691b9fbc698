import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answerOf, inParallel, isAcknowledged, type Run, runBin } from "../helpers/bin.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { AGENT } from "./cases.ts";
import { count } from "./figures.ts";
import { HOLDERS_TASK, MOMENTS, pause, sleepingHolder, startBin, until } from "./holders.ts";
import { readLists, violations } from "./invariants.ts";

/** Who is silent is taken over after 60 % of a waiter's patience. */
const SOME_PATIENCE = { AGENT_TASKS_LOCK_TIMEOUT_MS: "1000" };
/** 60 % of it is far longer than a holder that is awake needs to end. */
const MUCH_PATIENCE = { AGENT_TASKS_LOCK_TIMEOUT_MS: "20000" };

test.each(MOMENTS)(
  "a holder that sleeps just %s its commit, is taken over, and wakes: its task is there once, and so are the others'",
  async (moment) => {
    const root = await newRoot();
    const sleeper = await sleepingHolder(root, moment);
    const others = await inParallel(["coder", "other", "coder"], 3, (agent) =>
      runBin(["create", "--agent", agent, "--name", "another's"], { root, env: SOME_PATIENCE }),
    );
    sleeper.wake();
    const holder = await sleeper.ended;
    await judge(root, [holder, ...others]);
    // What was committed before it slept comes first; what was not, it has done again when it woke.
    const names = namesOf(root);
    expect(names.indexOf(HOLDERS_TASK)).toBe(moment === "after" ? 1 : 3);
    count("sleeping owners", 1, `just ${moment} the commit, taken over`);
  },
);

test.each(MOMENTS)(
  "a holder that sleeps just %s its commit and wakes in time ends first, and who waits comes next",
  async (moment) => {
    const root = await newRoot();
    const sleeper = await sleepingHolder(root, moment);
    const waiter = startBin(["create", ...AGENT, "--name", "the waiter's"], root, MUCH_PATIENCE);
    await untilItWaits(root, waiter.pid);
    sleeper.wake();
    await judge(root, [await sleeper.ended, await waiter.ended]);
    expect(namesOf(root)).toEqual(["first", HOLDERS_TASK, "the waiter's"]);
    count("sleeping owners", 1, `just ${moment} the commit, awake in time`);
  },
);

test("a waiter that sleeps for longer than its patience has not waited: it neither gives up nor takes over when it wakes", async () => {
  const root = await newRoot();
  const sleeper = await sleepingHolder(root, "before");
  const patience = { AGENT_TASKS_LOCK_TIMEOUT_MS: "5000" };
  const waiter = startBin(["create", ...AGENT, "--name", "the waiter's"], root, patience);
  await untilItWaits(root, waiter.pid);
  await pause(100); // so that it is stopped between two looks
  process.kill(waiter.pid, "SIGSTOP");
  await pause(5500);
  waiter.wake();
  // By its own time it has waited for an instant: the holder, which is here again soon, comes first.
  await pause(200);
  sleeper.wake();
  await judge(root, [await sleeper.ended, await waiter.ended]);
  expect(namesOf(root)).toEqual(["first", HOLDERS_TASK, "the waiter's"]);
  count("sleeping owners", 1, "and a sleeping waiter");
});

async function newRoot(): Promise<string> {
  const root = join(temporaryFolder(), "root");
  await runBin(["create", ...AGENT, "--name", "first"], { root });
  return root;
}

/** All were acknowledged, each is there once, and the next command leaves nothing behind. */
async function judge(root: string, runs: readonly Run[]): Promise<void> {
  expect(runs.filter((run) => !isAcknowledged(run))).toEqual([]);
  const acknowledged = runs.map((run) => String(answerOf(run)["task_id"]));
  await runBin(["create", "--agent", "other", "--name", "last"], { root });
  const ids = readLists(root).flatMap((list) => list.pending_tasks.map(({ id }) => id));
  expect(ids.length).toBe(acknowledged.length + 2);
  expect(ids).toEqual(expect.arrayContaining(acknowledged));
  expect(violations(root)).toEqual([]);
}

/** The names of the agent's tasks, in the order in which they were created. */
function namesOf(root: string): readonly string[] {
  return readLists(root)[0]!.pending_tasks.map(({ name }) => name);
}

/** A waiter has its own file there from its first look on. */
function untilItWaits(root: string, pid: number): Promise<void> {
  return until(() => readdirSync(join(root, ".tmp")).some((name) => name.startsWith(`wait-${pid}-`)));
}
