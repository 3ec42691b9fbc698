import { availableParallelism } from "node:os";
import { describe, expect, test } from "vitest";
import type { Task } from "../../src/domain/task.ts";
import { answerOf, inParallel, isAcknowledged, runBin } from "../helpers/bin.ts";
import { type Case, effectProblems, repeatProblems, rootsOf } from "./cases.ts";
import { count } from "./figures.ts";
import { IMPORT_CASES } from "./import-cases.ts";
import { violations } from "./invariants.ts";
import { type CallNumber, HAS_STRACE, hitting, writeLikeCalls } from "./strace.ts";

describe.skipIf(!HAS_STRACE)("an import is killed (skipped: no strace here; Debian has it)", () => {
  test.each(IMPORT_CASES)("$name: readers see what was there before, or all that is there afterwards", async (each) => {
    const newRoot = rootsOf(each);
    const before = await seenIn(await newRoot("before"));
    const traced = await newRoot("traced");
    const calls = await writeLikeCalls(each, traced);
    const after = await seenIn(traced);
    const kills = await inParallel(calls, availableParallelism(), async (call) =>
      killedAt(call, each, { root: await newRoot(`${call.call}-${call.n}`), before, after }),
    );
    expect(kills.flatMap(({ found }) => found)).toEqual([]);
    const worlds = kills.map(({ isThere }) => isThere);
    count("kills", kills.length, `${each.name}, ${worlds.filter(Boolean).length} behind its commit`);
    expect(new Set(worlds).size).toBe(2);
  });
});

interface Worlds {
  readonly root: string;
  readonly before: string;
  readonly after: string;
}

async function killedAt(call: CallNumber, each: Case, { root, before, after }: Worlds) {
  const { args, input = "" } = each;
  const run = await runBin(args, { root, input, under: hitting(call, "signal=KILL") });
  const seen = await seenIn(root);
  const isThere = seen === after;
  const repeated = answerOf(await runBin(args, { root, input, env: { AGENT_TASKS_LOCK_TIMEOUT_MS: "0" } }));
  const problems = [
    ...(isThere || seen === before ? [] : [`a reader sees neither: ${seen}`]),
    ...(isAcknowledged(run) && !isThere ? ["it was acknowledged, and is not there"] : []),
    ...(isThere && repeated["count"] !== 0 ? ["what is there was taken in again"] : []),
    ...repeatProblems(each, isAcknowledged(run), repeated),
    ...((await seenIn(root)) === after ? [] : [`after the repetition: ${await seenIn(root)}`]),
    ...violations(root),
    ...effectProblems(each, root),
  ];
  return { isThere, found: problems.map((problem) => `${call.call} ${call.n}: ${problem}`) };
}

const NOTHING = { current: 0, pending: 0, completed: 0, failed: 0, cancelled: 0, all: 0 };

/** What readers find, task by task and counted. Which new id a task has does not matter: who was killed may have lost some. */
async function seenIn(root: string): Promise<string> {
  const { tasks = [] } = answerOf(await runBin(["query"], { root })) as { tasks?: readonly { task: Task }[] };
  const { total = NOTHING } = answerOf(await runBin(["stats"], { root }));
  const names = tasks.map(({ task: { id, former_id, name, status, agent_id } }) =>
    [former_id ? `once ${former_id}` : id, name, status, agent_id].join(" "),
  );
  return JSON.stringify([names.toSorted(), total]);
}
