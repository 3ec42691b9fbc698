import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { AgentList } from "../../../src/domain/agent-list.ts";
import type { Task } from "../../../src/domain/task.ts";
import { fileStore } from "../../../src/store/file/store.ts";
import { add, complete, fail, listOf, retry, start } from "../../helpers/changes.ts";
import { withoutOurs } from "../../helpers/original-root.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { readJournal, violations } from "../../reliability/invariants.ts";

describe("a list that another program has written over ours", () => {
  test("a retry by the original tool brings the task back, once", async () => {
    const { store, overwrite } = await used();
    const list = await listOf(store, "coder");
    const { failed_at: _, error_message, ...back } = list.failed_tasks[0]!;
    const pending: Task = { ...back, status: "pending", assigned_at: new Date().toISOString() };
    overwrite({ ...list, failed_tasks: [], pending_tasks: [...list.pending_tasks, pending] });
    await add(store, "coder");
    expect(await numbers(store)).toEqual({ completed: 1, failed: 0, all: 4, total: 4, found: 4 });
    expect(error_message).toBe("no");
  });

  test("an old list, with a revision that is over, is taken over with a warning", async () => {
    const { store, overwrite, path } = await used(0);
    const old = await listOf(store, "coder");
    await start(store, "coder");
    await complete(store, "coder");
    overwrite(old);
    const { warnings } = await store.update({ agents: ["coder"] }, () => ({ result: null }));
    expect(warnings).toMatchObject([{ problem: "foreign_write", path }]);
    expect(await numbers(store)).toEqual({ completed: 1, failed: 1, all: 3, total: 3, found: 3 });
    await start(store, "coder");
    await complete(store, "coder");
    expect(await numbers(store)).toEqual({ completed: 2, failed: 1, all: 3, total: 3, found: 3 });
  });

  test("readers count on from what was known, before the next write takes the list over", async () => {
    const { store, overwrite } = await used(0);
    await start(store, "coder");
    const list = await listOf(store, "coder");
    const now = new Date(Date.now() + 1000).toISOString();
    const finished = { ...list.current_task!, status: "completed", completed_at: now };
    overwrite(withoutOurs({ ...list, current_task: null, completed_tasks: [finished] as Task[] }));
    expect((await listOf(store, "coder")).totals).toMatchObject({ completed: 2, failed: 1 });
    expect((await store.agents())[0]!.counts).toMatchObject({ completed: 2, failed: 1, all: 3 });
  });

  test("without the journal nothing is counted twice", async () => {
    const { root, store, path } = await used();
    rmSync(join(root, "events"), { recursive: true });
    const text = readFileSync(path);
    rmSync(path);
    writeFileSync(path, text);
    await add(store, "coder");
    expect(await numbers(store)).toEqual({ completed: 1, failed: 1, all: 4, total: 4, found: 4 });
  });
});

test("a task that the original tool has tried again is read once, before the next write", async () => {
  const { store, overwrite } = await used();
  const list = await listOf(store, "coder");
  const { failed_at: _, error_message, ...back } = list.failed_tasks[0]!;
  const pending: Task = { ...back, status: "pending", assigned_at: new Date().toISOString() };
  overwrite({ ...list, failed_tasks: [], pending_tasks: [...list.pending_tasks, pending] });
  expect((await store.tasks({})).tasks.map(({ task }) => task.id).toSorted()).toEqual([
    "task-001",
    "task-002",
    "task-003",
  ]);
  expect(error_message).toBe("no");
});

test("what an editor has changed in an open task, the journal is told too", async () => {
  const { root, store, overwrite } = await used();
  const list = await listOf(store, "coder");
  overwrite({
    ...list,
    agent_name: "Coder",
    pending_tasks: list.pending_tasks.map((task) => ({ ...task, priority: 9 })),
  });
  await add(store, "coder");
  expect(violations(root)).toEqual([]);
  expect(readJournal(root).at(-2)).toMatchObject({
    action: "adopted",
    list: { agent_name: "Coder" },
    task: { priority: 9 },
  });
});

describe("a journal that was removed or cut", () => {
  test.each([
    ["removed", (path: string) => rmSync(path)],
    ["emptied", (path: string) => writeFileSync(path, "")],
    ["cut in the middle", (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 1500))],
  ])("%s: what has left the lists is still found, also when others have written on", async (_, damage) => {
    const { root, store } = await used(0);
    const [failed] = (await store.tasks({ status: "failed" })).tasks;
    await retry(store, "coder", failed!.task.id);
    const found = async () =>
      (await store.tasks({})).tasks.map(({ task, location }) => `${task.id} ${location}`).toSorted();
    const before = await found();
    damage(journalOf(root));
    expect(await found()).toEqual(before);
    await add(store, "other");
    expect(await found()).toEqual([...before, "task-004 pending_tasks"].toSorted());
    rmSync(join(root, "index.json"));
    expect(await found()).toEqual([...before, "task-004 pending_tasks"].toSorted());
    await add(store, "other");
    expect(await found()).toEqual([...before, "task-004 pending_tasks", "task-005 pending_tasks"].toSorted());
    expect((await store.agents()).map(({ counts }) => counts.all)).toEqual([3, 2]);
  });

  test.each([
    ["keeps what it does not know", (list: AgentList) => list],
    ["drops what only we write", (list: AgentList) => withoutOurs(list)],
  ])("a foreign write, and then the index lost: %s", async (_, written) => {
    const { root, store, overwrite } = await used(0);
    await start(store, "coder");
    const list = await listOf(store, "coder");
    const now = new Date(Date.now() + 1000).toISOString();
    const finished: Task = { ...list.current_task!, status: "completed", completed_at: now };
    overwrite(written({ ...list, current_task: null, completed_tasks: [finished] }));
    rmSync(join(root, "index.json"));
    await add(store, "coder");
    expect(await numbers(store)).toEqual({ completed: 2, failed: 1, all: 4, total: 4, found: 4 });
  });
});

/** A root of ours: task-001 completed, task-002 failed, task-003 pending. */
async function used(keepFinished = 20) {
  const root = join(temporaryFolder(), "root");
  const store = fileStore(root, { keepFinished });
  for (const end of [complete, fail]) {
    await add(store, "coder");
    await start(store, "coder");
    await end(store, "coder");
  }
  await add(store, "coder");
  const path = join(root, "agents", "coder", "task-list.json");
  const overwrite = (list: object) => writeFileSync(path, JSON.stringify(list));
  return { root, store, path, overwrite };
}

async function numbers(store: ReturnType<typeof fileStore>) {
  const { completed, failed, all } = (await store.agents())[0]!.counts;
  const { total, tasks } = await store.tasks({});
  return { completed, failed, all, total, found: tasks.length };
}

function journalOf(root: string): string {
  return join(root, "events", readdirSync(join(root, "events"))[0]!);
}
