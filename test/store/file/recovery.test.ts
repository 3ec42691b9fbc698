import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stampCommit } from "../../../src/store/commit.ts";
import { fileStore } from "../../../src/store/file/store.ts";
import { readJournal, violations } from "../../reliability/invariants.ts";
import { add, complete, listOf, start } from "../../helpers/changes.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

async function usedRoot(agents = ["coder", "other"]) {
  const root = temporaryFolder();
  const store = fileStore(root);
  for (const agent of agents) {
    await add(store, agent);
    await add(store, agent);
    await start(store, agent);
    await complete(store, agent);
  }
  return { root, store };
}

test.each(["index.json", "task-counter.txt", "events", "history", ".tmp"])(
  "without %s everything goes on, and no id is given twice",
  async (name) => {
    const { root, store } = await usedRoot();
    rmSync(join(root, name), { recursive: true });
    expect(await add(store, "coder")).toBe("task-005");
    await start(store, "coder");
    await complete(store, "coder");
    expect(existsSync(join(root, name))).toBe(true);
    const isDerived = name === "index.json" || name === "task-counter.txt";
    if (isDerived) expect(violations(root)).toEqual([]);
  },
);

test("without index and journal the numbers of events go on rising", async () => {
  const { root, store } = await usedRoot();
  const last = readJournal(root).at(-1)!.seq;
  rmSync(join(root, "index.json"));
  rmSync(join(root, "events"), { recursive: true });
  await add(store, "other");
  expect(readJournal(root).at(-1)!.seq).toBeGreaterThan(last);
});

test("an index that is torn, or the original tool's, is made again", async () => {
  for (const text of [
    "",
    '{"agents": [',
    '{"agents":[],"total_tasks":{"current":0,"pending":0,"completed":0,"failed":0}}',
  ]) {
    const { root, store } = await usedRoot();
    writeFileSync(join(root, "index.json"), text);
    await add(store, "coder");
    expect(violations(root)).toEqual([]);
  }
});

test("a torn line at the journal's end is cut off, and the event that it was is there", async () => {
  const { root, store } = await usedRoot();
  const path = join(root, "events", `${new Date().toISOString().slice(0, 7)}.jsonl`);
  // A writer died while it wrote the last line: its lock is left behind, and the index does not know of its change.
  const index = readFileSync(join(root, "index.json"), "utf8");
  await add(store, "coder");
  writeFileSync(join(root, "index.json"), index);
  truncateSync(path, readFileSync(path).length - 10);
  writeFileSync(
    join(root, ".tmp/redo-1-a"),
    JSON.stringify({ token: "t", pid: 1, command: "create", agents: ["coder"] }),
  );
  await add(store, "other");
  expect(readJournal(root).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(violations(root)).toEqual([]);
});

test("whole lines that are not ours stay, and the journal goes on behind them", async () => {
  const { root, store } = await usedRoot();
  const path = join(root, "events", `${new Date().toISOString().slice(0, 7)}.jsonl`);
  const notes = 'my notes\n{"seq":9007199254740991,"at":1}\n';
  appendFileSync(path, `${notes}{"seq":9,"at":"20`);
  await add(store, "coder");
  const text = readFileSync(path, "utf8");
  expect(text).toContain(`}\n${notes}{"seq":9,"at":"20`);
  const ours = text.split("\n").filter((line) => /^\{"seq":\d{1,15},/.test(line));
  expect(ours.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("a change of several lists that stopped after its commit is seen whole, and finished by the next", async () => {
  const { root, store } = await usedRoot();
  const [from, to] = [await listOf(store, "coder"), await listOf(store, "other")];
  const moved = { ...from.pending_tasks[0]!, agent_id: "other" };
  const [first] = stampCommit(
    [
      { ...from, pending_tasks: [] },
      { ...to, pending_tasks: [...to.pending_tasks, moved] },
    ],
    [],
    { now: from.updated_at!, lastSeq: 8, operator: undefined, keepFinished: 20, revisionOf: () => 0 },
  );
  // As its writer leaves it when it is killed behind the rename of the first list.
  writeFileSync(join(root, "agents/coder/task-list.json"), JSON.stringify(first));
  const record = {
    token: "dead",
    pid: 1,
    command: "move",
    agents: ["coder", "other"],
    start_time: "1",
    boot_id: "x",
    pid_namespace: "x",
  };
  for (const place of [".lock", ".tmp/redo-1-a"]) {
    writeFileSync(join(root, place), JSON.stringify(record));
    expect((await listOf(store, "coder")).pending_tasks).toEqual([]);
    expect((await listOf(store, "other")).pending_tasks.map(({ id }) => id)).toContain(moved.id);
    if (place === ".lock") rmSync(join(root, place));
  }
  expect((await listOf(fileStore(root), "other")).pending_tasks).toContainEqual(moved);
  await add(store, "third");
  expect(existsSync(join(root, ".tmp/redo-1-a"))).toBe(false);
  const written = JSON.parse(readFileSync(join(root, "agents/other/task-list.json"), "utf8")) as typeof to;
  expect(written.pending_tasks).toContainEqual(moved);
});

test("a writer that died with a list that cannot be read does not stop the others, and is remembered", async () => {
  const { root, store } = await usedRoot();
  const path = join(root, "agents/coder/task-list.json");
  const index = readFileSync(join(root, "index.json"), "utf8");
  await start(store, "coder");
  const list = readFileSync(path, "utf8");
  writeFileSync(join(root, "index.json"), index);
  removeLastLine(root);
  writeFileSync(path, "torn");
  writeFileSync(
    join(root, ".tmp/redo-1-a"),
    JSON.stringify({ token: "t", pid: 1, command: "start", agents: ["coder"] }),
  );
  const { warnings } = await store.update({ agents: ["other"] }, (facts) => ({
    lists: [facts.lists.get("other")!],
    result: 0,
  }));
  expect(warnings).toEqual([{ problem: "list_skipped", path, reason: "STORE_CORRUPT" }]);
  await add(store, "other");
  expect(existsSync(join(root, ".tmp/redo-1-a"))).toBe(true);
  writeFileSync(path, list);
  await add(store, "other");
  expect(existsSync(join(root, ".tmp/redo-1-a"))).toBe(false);
  // The event came late, so it has a number behind those that were given meanwhile.
  const events = readJournal(root);
  expect(events.filter(({ action, agent_id }) => action === "start" && agent_id === "coder")).toHaveLength(2);
  expect(events.map(({ seq }) => seq)).toEqual(events.map(({ seq }) => seq).toSorted((a, b) => a - b));
});

test("a clock that goes back over the turn of a month keeps the journal in order", async () => {
  const root = temporaryFolder();
  let now = new Date(2026, 3, 1, 0, 0, 1);
  const store = fileStore(root, { clock: () => now });
  await add(store, "coder");
  now = new Date(2026, 2, 31, 23, 59, 59);
  await add(store, "other");
  expect(existsSync(join(root, "events", "2026-03.jsonl"))).toBe(false);
  expect(readJournal(root).map(({ agent_id }) => agent_id)).toEqual(["coder", "other"]);
});

test("leftovers of the dead are removed, what waits is not", async () => {
  const { root, store } = await usedRoot();
  writeFileSync(join(root, ".tmp", "new-1-a"), "half a list");
  writeFileSync(join(root, ".tmp", "wait-1-a"), "somebody waits");
  await add(store, "coder");
  expect(existsSync(join(root, ".tmp", "new-1-a"))).toBe(false);
  expect(existsSync(join(root, ".tmp", "wait-1-a"))).toBe(true);
});

test("a list of the original tool is read as it is; its first change archives what has ended, and loses nothing", async () => {
  const root = temporaryFolder();
  const done = Array.from({ length: 30 }, (_, n) =>
    originalTask(`task-0${n + 10}`, "completed", {
      started_at: "2026-04-10T10:00:00+08:00",
      completed_at: `2026-04-11T10:00:${n + 10}+08:00`,
    }),
  );
  const list = {
    agent_id: "Anna",
    agent_name: "Anna",
    current_task: null,
    pending_tasks: [originalTask("task-050", "pending", { x_reviewer: "bob" })],
    completed_tasks: done,
    failed_tasks: [],
    created_at: "2026-04-10T09:00:00+08:00",
    updated_at: "2026-04-10T10:00:00+08:00",
    x_color: "red",
  };
  mkdirSync(join(root, "agents", "Anna"), { recursive: true });
  const path = join(root, "agents", "Anna", "task-list.json");
  writeFileSync(path, JSON.stringify(list));
  writeFileSync(join(root, "task-counter.txt"), "42");
  const store = fileStore(root);
  expect((await listOf(store, "Anna")).totals).toMatchObject({ completed: 30, timed_count: 30 });
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(list);
  expect(await add(store, "Anna")).toBe("task-051");
  const adopted = await listOf(store, "Anna");
  expect(adopted).toMatchObject({ schema_version: 1, x_color: "red", totals: { completed: 30 } });
  expect(adopted.completed_tasks).toHaveLength(20);
  expect(adopted.pending_tasks[0]).toMatchObject({ id: "task-050", x_reviewer: "bob" });
  const { tasks } = await store.read({ tasks: ["task-010", "task-039"] });
  expect(tasks.get("task-010")).toMatchObject([{ location: "history", task: done[0] }]);
  expect(tasks.get("task-039")).toMatchObject([{ location: "completed_tasks" }]);
});

function removeLastLine(root: string): void {
  const path = join(root, "events", `${new Date().toISOString().slice(0, 7)}.jsonl`);
  const lines = readFileSync(path, "utf8").split("\n");
  rmSync(path);
  appendFileSync(`${path}.part`, `${lines.slice(0, -2).join("\n")}\n`);
  renameSync(`${path}.part`, path);
}

function originalTask(id: string, status: string, times: object = {}): object {
  return {
    id,
    name: id,
    description: "",
    status,
    priority: 5,
    assigned_at: "2026-04-10T10:00:00+08:00",
    agent_id: "Anna",
    ...times,
  };
}
