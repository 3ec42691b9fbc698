import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { answerOf, inParallel, isAcknowledged, type Run, runBin } from "../helpers/bin.ts";
import { filesIn } from "../helpers/files.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { AGENT } from "./cases.ts";
import { count } from "./figures.ts";
import { readLists, violations } from "./invariants.ts";
import { underClock } from "./shifted-clock.ts";

const MINUTE_MS = 60_000;
const LEASE_MINUTES = 10;

const START = ["start", ...AGENT];
/** What the worker of the first attempt says of it. */
const OF_FIRST = [...AGENT, "--task-id", "task-001", "--attempt", "1"];
const COMPLETE = ["complete", ...OF_FIRST, "--result", "done"];

describe("a worker whose lease has run out, and whose task another has started", () => {
  test.each([
    { name: "complete", args: COMPLETE },
    { name: "fail", args: ["fail", ...OF_FIRST, "--error", "no"] },
    { name: "note", args: ["note", ...OF_FIRST, "--message", "here I am"] },
    { name: "renew", args: ["renew", ...OF_FIRST] },
  ])("cannot $name it: SUPERSEDED, and no byte of the root is another", async ({ args }) => {
    const root = await heldFor(2 * LEASE_MINUTES);
    const second = answerOf(await at(root, 0, START));
    expect(second).toMatchObject({
      task_id: "task-001",
      attempt: 2,
      expired: { task_id: "task-001", attempt: 1, task_status: "pending" },
    });
    const before = filesIn(root);
    const late = await at(root, 0, args);
    expect([late.status, answerOf(late)]).toMatchObject([5, { code: "SUPERSEDED", attempt: 1, current_attempt: 2 }]);
    expect(filesIn(root)).toEqual(before);
    expect(violations(root)).toEqual([]);
    expect(answerOf(await at(root, 0, ["complete", ...AGENT, "--attempt", "2"]))).toMatchObject({ status: "success" });
  });
});

test("a late worker and those who would take its task over, all at once: one of them has it", async () => {
  let wonByWorker = 0;
  for (const _ of Array.from({ length: 8 })) {
    const root = await heldFor(2 * LEASE_MINUTES);
    const [first, worker, second, third] = await inParallel([START, COMPLETE, START, START], 4, (line) =>
      at(root, 0, line),
    );
    const starts = [first!, second!, third!];
    const wins = [worker!, ...starts].filter(isAcknowledged);
    expect(wins).toHaveLength(1);
    const isWorkers = isAcknowledged(worker!);
    wonByWorker += isWorkers ? 1 : 0;
    if (!isWorkers) expect(answerOf(worker!)).toMatchObject({ code: "SUPERSEDED" });
    // Who comes after the worker finds nothing, who comes after another start finds the agent busy.
    const others = starts.filter((start) => !isAcknowledged(start)).map((start) => answerOf(start)["code"]);
    expect(new Set(others)).toEqual(new Set([isWorkers ? "QUEUE_EMPTY" : "AGENT_BUSY"]));
    const [list] = readLists(root);
    expect(list!.current_task?.attempts?.length).toBe(isWorkers ? undefined : 1);
    expect(list!.totals.completed).toBe(isWorkers ? 1 : 0);
    expect(violations(root)).toEqual([]);
  }
  count("races for a task whose lease has run out", 8, `${wonByWorker} won by its worker`);
});

test("a slow worker that renews in time is never taken, and one that is late only if another was quicker", async () => {
  const root = await heldFor(100);
  for (let minutes = 100; minutes > 0; minutes -= LEASE_MINUTES - 1) {
    expect(answerOf(await at(root, minutes - LEASE_MINUTES + 1, START))).toMatchObject({ code: "AGENT_BUSY" });
    expect(isAcknowledged(await at(root, minutes - LEASE_MINUTES + 1, ["renew", ...OF_FIRST]))).toBe(true);
  }
  const later = -10 * LEASE_MINUTES;
  expect(isAcknowledged(await at(root, later, ["renew", ...OF_FIRST]))).toBe(true);
  expect(answerOf(await at(root, later, START))).toMatchObject({ code: "AGENT_BUSY" });
  expect(answerOf(await at(root, later, COMPLETE))).toMatchObject({ status: "success" });
  expect(violations(root)).toEqual([]);
});

/** A root in which the only task was started so many minutes ago, on a lease. */
async function heldFor(minutes: number): Promise<string> {
  const root = join(temporaryFolder(), "root");
  const create = ["create", ...AGENT, "--name", "long work", "--lease", `${LEASE_MINUTES}m`];
  for (const line of [create, START]) expect(isAcknowledged(await at(root, minutes, line))).toBe(true);
  return root;
}

/** Runs a command as if it had been called so many minutes ago. */
function at(root: string, minutesAgo: number, args: readonly string[]): Promise<Run> {
  return runBin(args, { root, env: underClock([-minutesAgo * MINUTE_MS]) });
}
