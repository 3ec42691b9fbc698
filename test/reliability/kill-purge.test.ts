import { existsSync, readFileSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fileCare } from "../../src/store/file/doctor/care.ts";
import { fileStore } from "../../src/store/file/store.ts";
import { inParallel, isAcknowledged, runBin } from "../helpers/bin.ts";
import { add, complete, start } from "../helpers/changes.ts";
import { KEEP_FINISHED, oldRoot } from "../helpers/old-root.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { count } from "./figures.ts";
import { readLists } from "./invariants.ts";
import { type CallNumber, HAS_STRACE, hitting, writeLikeCalls } from "./strace.ts";

const PURGE = { args: ["purge", "--older-than", "1d", "--yes"] };
const ENV = { AGENT_TASKS_KEEP_FINISHED: String(KEEP_FINISHED) };

describe.skipIf(!HAS_STRACE)("who purges is killed (skipped: no strace here; Debian has it)", () => {
  test("readers find all of it there or none, and the next writer removes what is left", async () => {
    const folder = temporaryFolder();
    const purged = await used(join(folder, "purged"));
    const before = await answers(purged);
    await runBin(PURGE.args, { root: purged, env: ENV });
    const after = await answers(purged);
    const calls = await writeLikeCalls(PURGE, await used(join(folder, "traced")));
    const kills = await inParallel(calls, availableParallelism(), async (call) =>
      killedAt(call, await used(join(folder, `${call.call}-${call.n}`)), { before, after }),
    );
    expect(kills.flatMap(({ found }) => found)).toEqual([]);
    const worlds = kills.map(({ isGone }) => isGone);
    count("kills", kills.length, `purge, ${worlds.filter(Boolean).length} behind its commit`);
    expect(new Set(worlds).size).toBe(2);
  });
});

/** A root with a long history, in which something was done today. Answers about it say nothing of when that was. */
async function used(root: string): Promise<string> {
  await oldRoot(root, "2020");
  const store = fileStore(root, { keepFinished: KEEP_FINISHED });
  for (const _ of [1, 2, 3]) {
    await add(store, "coder");
    await start(store, "coder");
    await complete(store, "coder");
  }
  return root;
}

interface Answers {
  readonly tasks: { readonly total: number };
  readonly history: unknown;
  readonly events: readonly number[];
  readonly gone: unknown;
  readonly needed: unknown;
}

/** What is found, by ids: of task-001, which an open task needs, and task-003, which nobody does. */
async function answers(root: string): Promise<Answers> {
  const store = fileStore(root, { keepFinished: KEEP_FINISHED });
  const idsOf = async (query: object) => {
    const { total, missing, tasks } = await store.tasks(query);
    return { total, missing, ids: tasks.map(({ task }) => task.id) };
  };
  const { tasks } = await store.read({ tasks: ["task-001", "task-003"] });
  const locations = (id: string) => tasks.get(id)?.map(({ location }) => location);
  return {
    tasks: await idsOf({}),
    history: await idsOf({ agent: "coder", isEnded: true, limit: 50 }),
    events: (await store.events({ limit: 1000 })).events.map(({ seq }) => seq),
    gone: locations("task-003"),
    needed: locations("task-001"),
  };
}

interface Worlds {
  readonly before: Answers;
  readonly after: Answers;
}

async function killedAt(
  call: CallNumber,
  root: string,
  { before, after }: Worlds,
): Promise<{ isGone: boolean; found: readonly string[] }> {
  const run = await runBin(PURGE.args, { root, env: ENV, under: hitting(call, "signal=KILL") });
  const seen = await answers(root);
  const isGone = isDeepStrictEqual(seen, after);
  const totals = readLists(root).map((list) => list.totals);
  // No patience: a dead holder has to be recognised at the first look.
  const next = await runBin(["create", "--agent", "coder", "--name", "next"], {
    root,
    env: { ...ENV, AGENT_TASKS_LOCK_TIMEOUT_MS: "0" },
  });
  const findings = (await examine(root)).map(({ problem }) => problem);
  const finished = await answers(root);
  const again = await runBin(PURGE.args, { root, env: ENV });
  const problems = [
    ...(isGone || isDeepStrictEqual(seen, before) ? [] : [`a reader finds ${JSON.stringify(seen)}`]),
    ...(isAcknowledged(run) && !isGone ? ["it was acknowledged, and is not there"] : []),
    ...(isAcknowledged(next) ? [] : [`the next command says ${next.stdout}`]),
    ...findings.map((problem) => `doctor finds ${problem}`),
    ...(isDeepStrictEqual(finished.gone, seen.gone) ? [] : ["the next command has changed what is gone"]),
    ...(isGone && existsSync(join(root, "history", "2020-03")) ? ["the next command has left copies"] : []),
    ...(isAcknowledged(again) ? [] : [`the next purge says ${again.stdout}`]),
    ...(isDeepStrictEqual(lasting(await answers(root)), lasting(after))
      ? []
      : ["the next purge has taken away something else"]),
    ...(isDeepStrictEqual(
      readLists(root).map((list) => list.totals),
      totals,
    )
      ? []
      : ["the totals have changed"]),
    ...(await examine(root)).map(({ problem }) => `at last doctor finds ${problem}`),
    ...(isGone ? copyProblems(root, { before, after }) : []),
  ];
  return { isGone, found: problems.map((problem) => `${call.call} ${call.n}: ${problem}`) };
}

async function examine(root: string) {
  const care = fileCare(root, { keepFinished: KEEP_FINISHED, lockTimeoutMs: 2000, command: "test" });
  return (await care.examine()).findings;
}

/** What the next command, which adds a task, does not change. */
function lasting({ history, gone, needed }: Answers): unknown {
  return { history, gone, needed };
}

/** Whether a copy of all that is gone was kept, before it went. */
function copyProblems(root: string, { before, after }: Worlds): readonly string[] {
  const names = existsSync(join(root, "purged")) ? readdirSync(join(root, "purged")) : [];
  const copies = names.map((name) =>
    gunzipSync(readFileSync(join(root, "purged", name)))
      .toString()
      .split("\n"),
  );
  const wanted = [before.tasks.total - after.tasks.total, before.events.length - after.events.length];
  const isWhole = copies.some((lines) =>
    isDeepStrictEqual(
      wanted,
      ['{"task":', '{"event":'].map((word) => lines.filter((line) => line.startsWith(word)).length),
    ),
  );
  return isWhole ? [] : ["no copy of it was kept"];
}
