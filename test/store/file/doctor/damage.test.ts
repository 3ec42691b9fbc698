import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { AgentList } from "../../../../src/domain/agent-list.ts";
import type { Task } from "../../../../src/domain/task.ts";
import { fileStore } from "../../../../src/store/file/store.ts";
import { ownRecord } from "../../../../src/store/file/lock-owner.ts";
import type { TaskStore } from "../../../../src/store/store.ts";
import { careOf, problemsOf } from "../../../helpers/care.ts";
import { add, cancel, complete, fail, retry, start } from "../../../helpers/changes.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";
import { violations } from "../../../reliability/invariants.ts";

const KEEP = 2;

/** What is done to a root, and by which names that is found. */
const DAMAGES: readonly (readonly [string, (root: string) => unknown, readonly string[]])[] = [
  ["no index", (root) => rmSync(join(root, "index.json")), ["index_missing"]],
  ["a torn index", (root) => truncateSync(join(root, "index.json"), 100), ["index_unreadable"]],
  ["an index that is a list", (root) => writeFileSync(join(root, "index.json"), "[]"), ["index_unreadable"]],
  [
    "a wrong count in the index",
    (root) => replaceIn(join(root, "index.json"), '"pending": 2', '"pending": 7'),
    ["index_wrong"],
  ],
  ["no counter", (root) => rmSync(join(root, "task-counter.txt")), ["counter_missing"]],
  [
    "a counter that is no number",
    (root) => writeFileSync(join(root, "task-counter.txt"), "many"),
    ["counter_unreadable"],
  ],
  ["a counter that was set back", (root) => writeFileSync(join(root, "task-counter.txt"), "3"), ["counter_behind"]],
  [
    "no journal",
    (root) => rmSync(join(root, "events"), { recursive: true }),
    ["archived_only", "journal_behind", "journal_short"],
  ],
  ["a torn line at the journal's end", (root) => appendFileSync(journalOf(root), '{"seq":99,"at"'), ["journal_torn"]],
  ["a damaged line of the journal", (root) => damageLine(root, 3), ["journal_line_unreadable"]],
  ["no archive", (root) => rmSync(join(root, "history"), { recursive: true }), ["copy_missing"]],
  ["a copy that is no task", (root) => writeFileSync(copyOf(root), "{}"), ["copy_missing", "copy_unreadable"]],
  ["a folder among the copies", (root) => mkdirSync(join(copyOf(root), "..", "x.json")), ["copy_unreadable"]],
  ...["", "null", "[]", "{}", "\0\0\0\0", "not JSON"].map(
    (text) =>
      [
        `a list that is ${JSON.stringify(text)}`,
        (root: string) => writeFileSync(listOf(root), text),
        ["list_unreadable"],
      ] as const,
  ),
  ["half a list", (root) => truncateSync(listOf(root), 1500), ["list_unreadable"]],
  ["no list", (root) => rmSync(listOf(root)), ["list_missing"]],
  ["no folder of the agent", (root) => rmSync(join(listOf(root), ".."), { recursive: true }), ["list_missing"]],
  ["another agent's list", (root) => cpSync(listOf(root, "other"), listOf(root)), ["list_unreadable"]],
  [
    "a link in the list's place",
    (root) => (rmSync(listOf(root)), symlinkSync("../other/task-list.json", listOf(root))),
    ["list_unreadable"],
  ],
  [
    "a task taken out of the list",
    (root) => edit(root, (list) => ({ ...list, pending_tasks: list.pending_tasks.slice(1) })),
    ["index_totals_wrong", "index_wrong", "task_lost"],
  ],
  [
    "the running task also among those that wait",
    (root) => addPending(root, readList(root).current_task!),
    ["index_totals_wrong", "index_wrong", "task_in_two_places", "wrong_status"],
  ],
  [
    "another agent's task in the list",
    (root) => addPending(root, readList(root, "other").pending_tasks[0]!),
    ["index_totals_wrong", "index_wrong", "journal_behind", "task_in_two_places"],
  ],
  [
    "an edited id, which another task has",
    (root) => editPending(root, (task) => ({ ...task, id: task.name === "waits" ? task.id : "task-010" })),
    ["id_changed", "journal_behind"],
  ],
  ["an edited priority", (root) => editPending(root, (task) => ({ ...task, priority: 9 })), ["journal_behind"]],
  [
    "an edited status",
    (root) => editPending(root, (task) => ({ ...task, status: "running" })),
    ["journal_behind", "wrong_status"],
  ],
  ["a file of a dead writer", (root) => writeFileSync(join(root, ".tmp", "new-1-x"), "half a lis"), ["leftover"]],
  [
    "the lock of a dead writer",
    (root) =>
      writeFileSync(join(root, ".lock"), JSON.stringify({ ...ownRecord("create", ["coder"]), start_time: "1" })),
    ["lock_left"],
  ],
];

describe.each(DAMAGES)("%s", (_, damage, problems) => {
  test("is found, and mended without losing a task; then nothing is found", async () => {
    const { root, store } = await usedRoot();
    expect(await problemsOf(root, KEEP)).toEqual([]);
    const before = await tasksOf(store);
    damage(root);
    expect(await problemsOf(root, KEEP)).toEqual([...problems]);
    const { after } = await careOf(root, KEEP).repair();
    expect(after.findings).toEqual([]);
    expect(violations(root)).toEqual([]);
    expect(await tasksOf(store)).toEqual(before);
    expect((await store.agents()).map(({ counts }) => counts.all)).toEqual([9, 2]);
  });
});

/** A root with something in every place: coder has completed four tasks, failed two, cancelled one; one runs, two wait. */
async function usedRoot(): Promise<{ root: string; store: TaskStore }> {
  const root = join(temporaryFolder(), "root");
  const store = fileStore(root, { keepFinished: KEEP });
  for (const [number, end] of [complete, complete, fail, complete, fail, complete, cancel].entries()) {
    await add(store, "coder", { name: `ended ${number}` });
    await start(store, "coder");
    await end(store, "coder");
  }
  await retry(store, "coder", "task-003");
  await add(store, "coder", { name: "waits" });
  await add(store, "coder", { name: "waits too" });
  await start(store, "coder");
  await add(store, "other", { name: "another's" });
  await add(store, "other", { name: "another's too" });
  return { root, store };
}

/** Every task by what tells it from others. */
async function tasksOf(store: TaskStore): Promise<readonly string[]> {
  const { tasks } = await store.tasks({});
  return tasks.map(({ task, agent_id }) => `${agent_id} ${task.name} ${task.status}`).toSorted();
}

function listOf(root: string, agent = "coder"): string {
  return join(root, "agents", agent, "task-list.json");
}

function readList(root: string, agent = "coder"): AgentList {
  return JSON.parse(readFileSync(listOf(root, agent), "utf8")) as AgentList;
}

function edit(root: string, how: (list: AgentList) => AgentList): void {
  writeFileSync(listOf(root), JSON.stringify(how(readList(root))));
}

function editPending(root: string, how: (task: Task) => Task): void {
  edit(root, (list) => ({ ...list, pending_tasks: list.pending_tasks.map(how) }));
}

function addPending(root: string, task: Task): void {
  edit(root, (list) => ({ ...list, pending_tasks: [...list.pending_tasks, task] }));
}

function journalOf(root: string): string {
  return join(root, "events", readdirSync(join(root, "events"))[0]!);
}

function replaceIn(path: string, before: string, after: string): void {
  const text = readFileSync(path, "utf8");
  if (!text.includes(before)) throw new Error(`${path} has no ${before}`);
  writeFileSync(path, text.replace(before, after));
}

function damageLine(root: string, number: number): void {
  const lines = readFileSync(journalOf(root), "utf8").split("\n");
  writeFileSync(journalOf(root), lines.map((line, at) => (at === number ? line.slice(0, 40) : line)).join("\n"));
}

/** The archive copy of a task that no list holds any more. */
function copyOf(root: string): string {
  const month = readdirSync(join(root, "history"))[0]!;
  return join(root, "history", month, "task-001.json");
}
