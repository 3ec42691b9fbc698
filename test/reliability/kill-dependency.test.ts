import { availableParallelism } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fileStore } from "../../src/store/file/store.ts";
import { answerOf, inParallel, isAcknowledged, runBin } from "../helpers/bin.ts";
import { add, start } from "../helpers/changes.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { count } from "./figures.ts";
import { violations } from "./invariants.ts";
import { type CallNumber, HAS_STRACE, hitting, writeLikeCalls } from "./strace.ts";

const FIRST = ["--agent", "coder", "--task-id", "task-001"];
const END = { args: ["complete", ...FIRST] };

describe.skipIf(!HAS_STRACE)("who completes a task is killed (skipped: no strace here; Debian has it)", () => {
  test("what waits for it can be started as soon as a reader sees it completed, and not before", async () => {
    const folder = temporaryFolder();
    const traced = await waiting(join(folder, "traced"));
    const calls = await writeLikeCalls(END, traced);
    const kills = await inParallel(calls, availableParallelism(), async (call) =>
      killedAt(call, await waiting(join(folder, `${call.call}-${call.n}`))),
    );
    expect(kills.flatMap(({ found }) => found)).toEqual([]);
    const worlds = kills.map(({ isThere }) => isThere);
    count(
      "kills",
      kills.length,
      `complete of what others wait for, ${worlds.filter(Boolean).length} behind its commit`,
    );
    expect(new Set(worlds).size).toBe(2);
  });
});

/** A root in which one agent's task is running, and that of another waits for it. */
async function waiting(root: string): Promise<string> {
  const store = fileStore(root);
  await add(store, "coder");
  await add(store, "other", { dependencies: { on: ["task-001"], mode: "all", onFailure: "wait", since: "2020-01" } });
  await start(store, "coder");
  return root;
}

async function killedAt(call: CallNumber, root: string): Promise<{ isThere: boolean; found: readonly string[] }> {
  const run = await runBin(END.args, { root, under: hitting(call, "signal=KILL") });
  const { task } = answerOf(await runBin(["get", ...FIRST], { root })) as { task: { status: string } };
  const isThere = task.status === "completed";
  const ready = (await runBin(["check", "--agent", "other"], { root })).stdout.startsWith("WORK_NEEDED task-002");
  const started = isAcknowledged(await runBin(["start", "--agent", "other"], { root }));
  await runBin(END.args, { root });
  const last = answerOf(await runBin(["start", "--agent", "other", "--resume"], { root }));
  const problems = [
    ...(isAcknowledged(run) && !isThere ? ["it was acknowledged, and is not there"] : []),
    ...(ready === isThere ? [] : [`completed: ${isThere}, and check says ready: ${ready}`]),
    ...(started === isThere ? [] : [`completed: ${isThere}, and start: ${started}`]),
    ...(last["task_id"] === "task-002" && last["attempt"] === 1 ? [] : [`at last: ${JSON.stringify(last)}`]),
    ...violations(root),
  ];
  return { isThere, found: problems.map((problem) => `${call.call} ${call.n}: ${problem}`) };
}
