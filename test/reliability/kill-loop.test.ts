import { availableParallelism } from "node:os";
import { describe, expect, test } from "vitest";
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
  // No patience: a dead holder has to be recognised at the first look.
  const repeated = await runBin(args, { root, input, env: { AGENT_TASKS_LOCK_TIMEOUT_MS: "0" } });
  const problems = [
    ...(isAcknowledged(run) && !isAcknowledged(seen) ? [`it was acknowledged, and a reader says ${seen.stdout}`] : []),
    ...repeatProblems(each, isAcknowledged(run), answerOf(repeated)),
    ...violations(root),
    ...effectProblems(each, root),
  ];
  return { isKilled: run.signal === "SIGKILL", found: problems.map((problem) => `${call.call} ${call.n}: ${problem}`) };
}
