import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fileStore } from "../../../src/store/file/store.ts";
import { add, complete, fail, start } from "../../helpers/changes.ts";
import { originalRoot } from "../../helpers/original-root.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const DAY = 86_400_000;
const LAST = Date.UTC(2026, 3, 20);
const TWO_WEEKS = { from: LAST - 14 * DAY, to: LAST + DAY };

/** A root in which a task has failed on each of some days, the last on 20 April. */
async function rootOf(days: readonly number[]) {
  const root = temporaryFolder();
  let now = 0;
  const store = fileStore(root, { keepFinished: 1, clock: () => new Date(now) });
  for (const day of days) {
    now = LAST - day * DAY;
    await add(store, "coder");
    await start(store, "coder");
    await fail(store, "coder");
  }
  const count = async (query: { from: number; to: number } = TWO_WEEKS) => {
    const { ends, failures } = await store.outcomes(query);
    return [ends.length, failures.length];
  };
  return { root, store, count, journal: (month: string) => join(root, "events", `${month}.jsonl`) };
}

test("the archive is not opened where the journal tells", async () => {
  const { root, count } = await rootOf([5, 4, 3]);
  const folder = join(root, "history", "2026-04");
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), "no task");
  expect(await count()).toEqual([3, 3]);
});

test("a journal that is too old is not opened", async () => {
  const { journal, count } = await rootOf([60, 3]);
  rmSync(journal("2026-02"));
  mkdirSync(journal("2026-02"));
  expect(await count()).toEqual([1, 1]);
});

test("the journal of the month is read a day further than the period, and no more", async () => {
  const { journal, count } = await rootOf([17, 16, 3]);
  const lines = readFileSync(journal("2026-04"), "utf8").split("\n");
  // A line of the period, where none can be: it is not met.
  const misplaced = lines.findLast((line) => line.includes('"fail"'))!.replaceAll("task-003", "task-009");
  writeFileSync(journal("2026-04"), [misplaced, ...lines].join("\n"));
  expect(await count()).toEqual([1, 1]);
});

test("a clock that was put back by some hours hides nothing", async () => {
  const { count } = await rootOf([3, 14.5, 2]);
  expect(await count({ from: LAST - 14 * DAY, to: LAST })).toEqual([2, 2]);
});

test.each(["gone", "cut", "gone, and begun anew"])("where the journal is %s the tasks tell", async (kind) => {
  const { root, store, journal, count } = await rootOf([5, 4, 3]);
  const path = journal("2026-04");
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  if (kind === "cut") writeFileSync(path, lines.slice(5).join("\n") + "\n");
  else rmSync(kind === "gone" ? join(root, "events") : path, { recursive: true });
  if (kind === "gone, and begun anew") {
    await add(store, "coder");
    await start(store, "coder");
    await complete(store, "coder");
  }
  expect(await count()).toEqual(kind === "gone, and begun anew" ? [4, 3] : [3, 3]);
});

test("without an index the tasks tell", async () => {
  const { root, count } = await rootOf([5, 4, 3]);
  rmSync(join(root, "index.json"));
  expect(await count()).toEqual([3, 3]);
});

test("a root of the original tool tells the same before and after it is taken over", async () => {
  const root = originalRoot();
  const store = fileStore(root);
  const all = { from: 0, to: Infinity };
  const told = async () => {
    const { ends, failures } = await store.outcomes(all);
    const known = ends.map(({ agent_id, status, ended_at }) => ({ agent_id, status, at: Date.parse(ended_at) }));
    return [byText(known), byText(failures.map(({ at, ...rest }) => ({ ...rest, at: Date.parse(at) })))];
  };
  const before = await told();
  await add(store, "coder");
  expect(await told()).toEqual(before);
});

test("a journal with torn and foreign lines is read over them", async () => {
  const { journal, count } = await rootOf([5, 4, 3]);
  const path = journal("2026-04");
  const foreign = ['{"seq":1,"at":"x"}', "{}", "null", '{"seq":2,"action":"fail"', '"', ""].join("\n");
  writeFileSync(path, `${foreign}\n${readFileSync(path, "utf8")}{"seq":99,"at":"2026-04-2`);
  expect(await count()).toEqual([3, 3]);
});

function byText(items: readonly object[]): readonly string[] {
  return items.map((item) => JSON.stringify(item)).toSorted();
}
