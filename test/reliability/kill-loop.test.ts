import { availableParallelism } from "node:os";
import { describe, expect, test } from "vitest";
import type { Task } from "../../src/domain/task.ts";
import { answerOf, inParallel, isAcknowledged, runBin } from "../helpers/bin.ts";
import { AGENT, CASES, type Case, effectProblems, repeatProblems, rootsOf } from "./cases.ts";
import { count } from "./figures.ts";
import { violations } from "./invariants.ts";
import { type CallNumber, HAS_STRACE, hitting, writeLikeCalls } from "./strace.ts";

describe.skipIf(!HAS_STRACE)("killed at every write-like call (skipped: no strace here; Debian has it)", () => {
  test.each(CASES)("$name: nothing is lost or doubled, and the next command works", async (each) => {
    const { name } = each;
    const newRoot = rootsOf(each);
    const calls = await writeLikeCalls(each, await newRoot("traced"));
    const kills = await inParallel(calls, availableParallelism(), async (call) =>
      killedAt(call, each, await newRoot(`${call.call}-${call.n}`)),
    );
    expect(kills.flatMap(({ found }) => found)).toEqual([]);
    const fired = kills.filter(({ isKilled }) => isKilled).length;
    count("kills", fired, `${name}, of ${calls.length} write-like calls`);
    expect(fired / calls.length).toBeGreaterThanOrEqual(0.9);
  });
});

async function killedAt(call: CallNumber, each: Case, root: string): Promise<{ isKilled: boolean; found: string[] }> {
  const { args, input = "" } = each;
  const run = await runBin(args, { root, input, under: hitting(call, "signal=KILL") });
  const seen = await runBin(["list", ...AGENT], { root });
  const torn = await tornEnds(each, root);
  // No patience: a dead holder has to be recognised at the first look.
  const repeated = await runBin(args, { root, input, env: { AGENT_TASKS_LOCK_TIMEOUT_MS: "0" } });
  const problems = [
    ...(isAcknowledged(run) && !isAcknowledged(seen) ? [`it was acknowledged, and a reader says ${seen.stdout}`] : []),
    ...torn,
    ...repeatProblems(each, isAcknowledged(run), answerOf(repeated)),
    ...violations(root),
    ...effectProblems(each, root),
  ];
  return { isKilled: run.signal === "SIGKILL", found: problems.map((problem) => `${call.call} ${call.n}: ${problem}`) };
}

/** Tasks that end together, of which a reader finds some ended and some not. */
async function tornEnds({ endTogether = [] }: Case, root: string): Promise<readonly string[]> {
  if (endTogether.length === 0) return [];
  const { tasks } = answerOf(await runBin(["query"], { root })) as { tasks: readonly { task: Task }[] };
  const found = tasks.map(({ task }) => task).filter(({ id }) => endTogether.includes(id));
  const isOpen = found.map(({ status }) => status === "pending" || status === "running");
  const isWhole = isOpen.length === endTogether.length && new Set(isOpen).size === 1;
  return isWhole ? [] : [`a reader finds ${found.map(({ id, status }) => `${id} ${status}`).join(", ")}`];
}
