import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { AgentList } from "../../../src/domain/agent-list.ts";
import type { Task } from "../../../src/domain/task.ts";
import { fileStore } from "../../../src/store/file/store.ts";
import { add, complete, fail, listOf, retry, start } from "../../helpers/changes.ts";
import { filesIn } from "../../helpers/files.ts";
import { originalRoot, withoutOurs } from "../../helpers/original-root.ts";
import { readJournal, violations } from "../../reliability/invariants.ts";

const AGENTS = ["Anna", "agent-coder", "agent-planner", "main"];

function originalList(root: string, agent: string): AgentList {
  return JSON.parse(readFileSync(join(root, "agents", agent, "task-list.json"), "utf8")) as AgentList;
}

test("reads of an original root answer by its lists, and change nothing", async () => {
  const root = originalRoot();
  const before = filesIn(root);
  const store = fileStore(root);
  expect((await store.agents()).map(({ agent_id, counts }) => [agent_id, counts])).toMatchObject([
    ["Anna", { current: 1, pending: 7, completed: 18, failed: 0 }],
    ["agent-coder", { current: 1, pending: 15, completed: 17, failed: 1 }],
    ["agent-planner", { current: 1, pending: 22, completed: 9, failed: 0 }],
    ["main", { current: 0, pending: 35, completed: 7, failed: 0 }],
  ]);
  const { total, tasks } = await store.tasks({});
  // 134 in the lists, and two that only the archive has; what it holds of tasks that were tried again is no task.
  expect(total).toBe(136);
  expect(tasks.filter(({ location }) => location === "history").map(({ task }) => task.id)).toEqual([
    "task-105",
    "task-062",
  ]);
  expect((await store.tasks({ agent: "agent-planner", isEnded: true, limit: 3 })).total).toBe(10);
  expect(filesIn(root)).toEqual(before);
});

test("the first write takes over every list, and loses or changes nothing of its tasks", async () => {
  const root = originalRoot();
  const originals = AGENTS.map((agent) => originalList(root, agent));
  const archive = filesIn(join(root, "history"));
  const store = fileStore(root);
  expect(await add(store, "main")).toBe("task-185");
  for (const original of originals) {
    const list = await listOf(store, original.agent_id);
    const added = original.agent_id === "main" ? ["task-185"] : [];
    expect(byId(list.pending_tasks.filter(({ id }) => !added.includes(id)))).toEqual(byId(original.pending_tasks));
    expect(list).toMatchObject({
      schema_version: 1,
      current_task: original.current_task ?? null,
      completed_tasks: original.completed_tasks,
      failed_tasks: original.failed_tasks,
      totals: { completed: original.completed_tasks.length, failed: original.failed_tasks.length, cancelled: 0 },
    });
  }
  expect(filesIn(join(root, "history"))).toMatchObject(archive);
  expect(violations(root)).toEqual([]);
  expect((await store.tasks({})).total).toBe(137);
  expect((await store.agents()).map(({ counts }) => counts.all)).toEqual([26, 34, 32, 43]);
});

test("the journal tells of every task, under the month in which it ended", async () => {
  const root = originalRoot();
  await add(fileStore(root), "main");
  const events = readJournal(root);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, position) => position + 1));
  const adopted = events.filter(({ action }) => action === "adopted");
  expect(adopted.filter((event) => !event["superseded"])).toHaveLength(136);
  expect(
    adopted
      .filter((event) => event["superseded"])
      .map((event) => event.task_id)
      .toSorted(),
  ).toEqual(["task-001", "task-030", "task-122", "task-168", "task-170"]);
  expect(readdirSync(join(root, "events"))).toEqual([
    "2026-01.jsonl",
    "2026-02.jsonl",
    "2026-03.jsonl",
    "2026-04.jsonl",
    expect.any(String),
  ]);
});

test("of an id given twice both tasks can be found, started, finished and archived", async () => {
  const root = originalRoot();
  const store = fileStore(root, { keepFinished: 0 });
  await finish(store, "agent-coder"); // its current task
  for (const agent of ["agent-coder", "main"]) await finish(store, agent, "task-178");
  const { tasks } = await store.read({ tasks: ["task-178", "task-063"] });
  expect(tasks.get("task-178")).toHaveLength(2);
  expect(new Set(tasks.get("task-178")?.map(({ agent_id }) => agent_id))).toEqual(new Set(["agent-coder", "main"]));
  const names = tasks.get("task-063")?.map(({ task, location }) => [task.name, location]);
  expect(names).toEqual([
    ['整理本周周报 "v2"', "history"],
    ["实现用户登录功能", "history"],
  ]);
  expect((await store.tasks({ agent: "agent-coder", isEnded: true })).total).toBe(18 + 2);
});

test("a task that only the archive has can be tried again, and its copy is gone then", async () => {
  const root = originalRoot();
  const store = fileStore(root);
  await retry(store, "main", "task-105");
  expect(readdirSync(join(root, "history", "2026-04"))).not.toContain("task-105.json");
  expect((await listOf(store, "main")).totals).toMatchObject({ completed: 7, failed: 0, archived_only: 0 });
  expect((await store.tasks({ agent: "main", isEnded: true })).total).toBe(7);
  expect(violations(root)).toEqual([]);
});

test("unknown fields survive, in lists and in tasks", async () => {
  const root = originalRoot();
  const path = join(root, "agents", "agent-coder", "task-list.json");
  writeFileSync(path, JSON.stringify({ ...originalList(root, "agent-coder"), x_color: "red" }));
  const reviewed = originalList(root, "agent-coder").pending_tasks.filter((task) => task["x_reviewer"] !== undefined);
  expect(reviewed.length).toBeGreaterThan(0);
  const store = fileStore(root);
  await add(store, "agent-coder");
  const list = await listOf(store, "agent-coder");
  expect(list["x_color"]).toBe("red");
  expect(list.pending_tasks).toEqual(expect.arrayContaining(reviewed));
});

test("a list that cannot be read is left as it is, and the others are taken over", async () => {
  const root = originalRoot();
  const path = join(root, "agents", "Anna", "task-list.json");
  const torn = readFileSync(path, "utf8").slice(0, 1000);
  writeFileSync(path, torn);
  const store = fileStore(root);
  expect(await add(store, "main")).toBe("task-185");
  expect(readFileSync(path, "utf8")).toBe(torn);
  expect((await listOf(store, "agent-coder")).revision).toBe(1);
});

test("an adoption that was interrupted anywhere is found complete by the next write", async () => {
  for (const undo of [
    (root: string) => rmSync(join(root, "index.json")),
    (root: string) => rmSync(join(root, "events", "2026-04.jsonl")),
    (root: string) => {
      // as if it had been killed between the lists and the index
      rmSync(join(root, "index.json"));
      const original = originalList(originalRoot(), "agent-planner");
      writeFileSync(join(root, "agents", "agent-planner", "task-list.json"), JSON.stringify(original));
    },
  ]) {
    const root = originalRoot();
    const store = fileStore(root);
    await add(store, "main");
    undo(root);
    await add(store, "main");
    await add(store, "agent-planner");
    expect((await store.tasks({})).total).toBe(136 + 3);
    expect((await store.agents()).map(({ counts }) => counts.all)).toEqual([26, 34, 33, 44]);
    const seqs = readJournal(root).map(({ seq }) => seq);
    expect(new Set(seqs).size).toBe(seqs.length);
  }
});

test.each([
  ["drops what only we write", (list: AgentList) => withoutOurs(list)],
  ["keeps what it does not know", (list: AgentList) => list],
])("the original working beside us is survived, and its caller told: it %s", async (_, written) => {
  const root = originalRoot();
  const store = fileStore(root);
  await add(store, "main");
  const before = await listOf(store, "main");
  const [first, ...rest] = before.pending_tasks;
  const finished: Task = {
    ...first!,
    status: "completed",
    started_at: before.updated_at!,
    completed_at: before.updated_at!,
  };
  const foreign: Task = {
    ...first!,
    id: "task-186",
    name: "from the original",
    assigned_at: "2026-11-01T10:00:00+08:00",
  };
  const list = { ...before, pending_tasks: [...rest, foreign], completed_tasks: [...before.completed_tasks, finished] };
  writeFileSync(join(root, "agents", "main", "task-list.json"), JSON.stringify(written(list)));
  writeFileSync(join(root, "task-counter.txt"), "186");
  expect((await store.agents()).at(-1)?.counts).toMatchObject({ completed: 8 });
  const { result, warnings } = await store.update({ agents: ["main"], newIds: 1 }, ({ newIds }) => ({
    result: newIds[0],
  }));
  expect(result).toBe("task-187");
  expect(warnings).toMatchObject([{ problem: "foreign_write", path: join(root, "agents", "main", "task-list.json") }]);
  expect((await listOf(store, "main")).totals).toMatchObject({ completed: 8, archived_only: 1 });
  expect(await store.tasks({ agent: "main", isEnded: true, limit: 1 })).toMatchObject({
    total: 9,
    tasks: [{ task: { id: first!.id } }],
  });
  expect((await store.update({ agents: ["main"] }, () => ({ result: null }))).warnings).toEqual([]);
  expect(violations(root)).toEqual([]);
});

test("a root that was copied goes on without a word", async () => {
  const root = originalRoot();
  const store = fileStore(root);
  await add(store, "main");
  const path = join(root, "agents", "main", "task-list.json");
  const text = readFileSync(path);
  rmSync(path);
  writeFileSync(path, text);
  const before = await listOf(store, "main");
  expect((await store.update({ agents: ["main"] }, () => ({ result: null }))).warnings).toEqual([]);
  expect(await listOf(store, "main")).toEqual(before);
});

test("a failure of the adopted root is archived over the copy of its earlier attempt", async () => {
  const root = originalRoot();
  const store = fileStore(root);
  await complete(store, "agent-coder");
  await start(store, "agent-coder", "task-030");
  await fail(store, "agent-coder");
  const found = (await store.tasks({ agent: "agent-coder", status: "failed" })).tasks.map(({ task }) => task.id);
  expect(found.toSorted()).toEqual(["task-030", "task-172"]);
});

async function finish(store: ReturnType<typeof fileStore>, agent: string, id?: string): Promise<void> {
  if (id !== undefined) await start(store, agent, id);
  await complete(store, agent);
}

function byId(tasks: readonly Task[]): Record<string, Task> {
  return Object.fromEntries(tasks.map((task) => [task.id, task]));
}
