import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fileStore } from "../../../src/store/file/store.ts";
import { add, complete, fail, retry, start } from "../../helpers/changes.ts";
import { originalRoot } from "../../helpers/original-root.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

test("a copy under another month than the end of its task is found", async () => {
  const task = done({ completed_at: "2026-03-31T23:30:00Z" });
  const root = rootOf({ main: { completed_tasks: [task] } }, { "history/2026-04/task-001.json": JSON.stringify(task) });
  const store = fileStore(root, { keepFinished: 0 });
  await add(store, "main");
  expect(await store.tasks({ agent: "main", isEnded: true })).toMatchObject({ total: 1, tasks: [{ task }] });
  expect(readdirSync(join(root, "history"))).toEqual(["2026-04"]);
});

test("two tasks of one agent, one id and one time are both kept", async () => {
  const root = rootOf({ main: { completed_tasks: [done({}), done({ name: "two", completed_at: at(12) })] } });
  const store = fileStore(root, { keepFinished: 0 });
  await add(store, "main");
  const { tasks } = await store.tasks({ isEnded: true });
  expect(tasks.map(({ task }) => task.name)).toEqual(["two", "one"]);
});

test("a torn or foreign file in the archive stops nobody's work, and is told once", async () => {
  const files = { "history/2026-03/task-077.json": '{"id": "task-0', "history/2026-05/notes.json": "[1]" };
  const root = rootOf({ main: { completed_tasks: [done({})] } }, files);
  const store = fileStore(root);
  const { warnings } = await store.update({ agents: ["main"] }, () => ({ result: null }));
  expect(warnings.map(({ problem }) => problem)).toEqual(["copy_skipped", "copy_skipped"]);
  expect((await store.tasks({})).total).toBe(1);
  expect(readFileSync(join(root, "history/2026-03/task-077.json"), "utf8")).toBe('{"id": "task-0');
});

test("a task archived under two months is found once, also when it has left its list", async () => {
  const root = originalRoot();
  const store = fileStore(root, { keepFinished: 0 });
  await complete(store, "agent-planner");
  const { total, tasks } = await store.tasks({ agent: "agent-planner", isEnded: true });
  expect(tasks.filter(({ task }) => task.id === "task-001")).toHaveLength(1);
  expect([total, tasks.length]).toEqual([11, 11]);
});

test("finished tasks without the time of their end are counted once", async () => {
  const root = rootOf({ main: { completed_tasks: [done({ completed_at: null }), done({ id: "task-002" })] } });
  const store = fileStore(root, { keepFinished: 0 });
  await add(store, "main");
  expect(await store.tasks({ agent: "main", isEnded: true })).toMatchObject({ total: 2, tasks: [{}, {}] });
});

test("what the original left of an earlier failure stays when the task fails and is tried again", async () => {
  const root = originalRoot();
  const store = fileStore(root);
  await complete(store, "agent-coder");
  const copy = join(root, "history", "2026-04", "task-030.json");
  const before = readFileSync(copy, "utf8");
  await start(store, "agent-coder", "task-030");
  await fail(store, "agent-coder");
  await retry(store, "agent-coder", "task-030");
  expect(readFileSync(copy, "utf8")).toBe(before);
  expect((await store.tasks({ status: "failed", agent: "agent-coder" })).tasks.map(({ task }) => task.id)).toEqual([
    "task-172",
  ]);
});

function at(hour: number): string {
  return `2026-04-10T${hour}:00:00+08:00`;
}

function done(fields: object) {
  return {
    id: "task-001",
    name: "one",
    description: "",
    status: "completed",
    priority: 5,
    agent_id: "main",
    assigned_at: at(10),
    started_at: at(10),
    completed_at: at(11),
    ...fields,
  };
}

function rootOf(lists: Record<string, object>, files: Record<string, string> = {}): string {
  const root = join(temporaryFolder(), "root");
  const all = Object.entries(lists).map(([agent, list]) => [
    `agents/${agent}/task-list.json`,
    JSON.stringify({ agent_id: agent, pending_tasks: [], completed_tasks: [], failed_tasks: [], ...list }),
  ]);
  for (const [name = "", content = ""] of [...all, ...Object.entries(files)]) {
    mkdirSync(join(root, name, ".."), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}
