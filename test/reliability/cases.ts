import { appendFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AgentList } from "../../src/domain/agent-list.ts";
import type { Task } from "../../src/domain/task.ts";
import { fileStore } from "../../src/store/file/store.ts";
import type { TaskStore } from "../../src/store/store.ts";
import { add, complete, fail, start } from "../helpers/changes.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { readLists } from "./invariants.ts";

export const AGENT = ["--agent", "coder"];
const KEYED = ["create", ...AGENT, "--name", "four", "--key", "k4"];

/** A command that changes something, and a root for it. It can be repeated when its answer was lost. */
export interface Case {
  readonly name: string;
  readonly before: (root: string) => Promise<unknown>;
  readonly args: readonly string[];
  readonly input?: string;
  /** What the answer to a repetition has, where the call was carried out before. */
  readonly again: Readonly<Record<string, unknown>>;
  /** Whether its effect is there, once. */
  readonly isThere: (list: AgentList) => boolean;
  /** Whether some of it may be done although it was refused. */
  readonly isMadeInSteps?: true;
  /** What others do with its task while it sleeps. */
  readonly meanwhile?: readonly (readonly string[])[];
}

/** Gives roots for a case, each as it is before its command: folders that are gone when the test is over. */
export function rootsOf({ before }: Case): (name: string) => Promise<string> {
  const folder = temporaryFolder();
  return async (name) => {
    await before(join(folder, name));
    return join(folder, name);
  };
}

const SECOND = [...AGENT, "--task-id", "task-002"];
const hasKey = (list: AgentList, key: string) => list.pending_tasks.filter((task) => task.key === key).length === 1;
const isOnce = (tasks: readonly Task[]) => tasks.filter(({ id }) => id === "task-002").length === 1;

export const CASES: readonly Case[] = [
  {
    name: "create in a root that is not there yet",
    before: async () => undefined,
    args: KEYED,
    again: { created: false },
    isThere: (list) => hasKey(list, "k4"),
  },
  { name: "create", before: everyday, args: KEYED, again: { created: false }, isThere: (list) => hasKey(list, "k4") },
  {
    name: "create of several",
    before: everyday,
    args: ["create", ...AGENT, "--input", "-"],
    input: '{"name":"four","key":"k4"}\n{"name":"five","key":"k5"}\n',
    again: { created: false },
    isThere: (list) => hasKey(list, "k4") && hasKey(list, "k5"),
  },
  {
    name: "start",
    before: everyday,
    args: ["start", ...AGENT],
    again: { code: "AGENT_BUSY" },
    isThere: (list) => list.current_task?.id === "task-002",
  },
  {
    name: "complete",
    before: running,
    args: ["complete", ...SECOND, "--result", "done"],
    again: { changed: false },
    isThere: (list) => isOnce(list.completed_tasks),
  },
  {
    name: "fail",
    before: running,
    args: ["fail", ...SECOND, "--error", "no"],
    again: { changed: false },
    isThere: (list) => isOnce(list.failed_tasks),
  },
  {
    name: "cancel",
    before: everyday,
    args: ["cancel", ...SECOND, "--reason", "why"],
    again: { changed: false },
    isThere: (list) => isOnce(list.cancelled_tasks),
  },
  {
    name: "retry",
    before: failed,
    args: ["retry", ...SECOND],
    again: { code: "INVALID_TRANSITION", task_status: "pending" },
    isThere: (list) => isOnce([...list.pending_tasks, ...list.failed_tasks]),
    // It fails again, and its new copy stands where the sleeper was about to remove the old one.
    meanwhile: [
      ["start", ...SECOND],
      ["fail", ...SECOND, "--error", "again"],
    ],
  },
  {
    name: "doctor --repair of a damaged root",
    before: damaged,
    args: ["doctor", "--repair"],
    again: { sound: true },
    isThere: (list) => isOnce(list.pending_tasks),
    isMadeInSteps: true,
  },
  {
    name: "create in a root of the original tool",
    before: async (root) => originalRoot(root),
    args: KEYED,
    again: { created: false },
    isThere: (list) =>
      hasKey(list, "k4") &&
      isOnce(list.pending_tasks) &&
      list.totals.completed === 2 &&
      list.totals.archived_only === 1,
  },
];

/** A root that has something in every place. */
async function everyday(root: string): Promise<TaskStore> {
  const store = fileStore(root);
  await add(store, "coder");
  await add(store, "coder");
  await add(store, "other");
  await start(store, "coder");
  await complete(store, "coder");
  return store;
}

async function running(root: string): Promise<TaskStore> {
  const store = await everyday(root);
  await start(store, "coder");
  return store;
}

async function failed(root: string): Promise<void> {
  await fail(await running(root), "coder");
}

/** A root that has lost its index, a copy, some of its journal, and a task out of a list; another list has an id twice. */
async function damaged(root: string): Promise<void> {
  await everyday(root);
  const path = join(root, "agents/coder/task-list.json");
  const list = JSON.parse(readFileSync(path, "utf8")) as AgentList;
  writeFileSync(path, JSON.stringify({ ...list, pending_tasks: [] }));
  const others = join(root, "agents/other/task-list.json");
  const other = JSON.parse(readFileSync(others, "utf8")) as AgentList;
  const [task] = other.pending_tasks;
  const twin = { ...task, name: "by another program", created_at: undefined };
  writeFileSync(others, JSON.stringify({ ...other, pending_tasks: [...other.pending_tasks, twin] }));
  const [month = ""] = readdirSync(join(root, "history"));
  rmSync(join(root, "history", month), { recursive: true });
  rmSync(join(root, "index.json"));
  appendFileSync(join(root, "events", `${month}.jsonl`), '{"seq":99,"at"');
}

/** A small root of the original tool: an id given twice, a copy that is missing, a task that only the archive has. */
function originalRoot(root: string): void {
  const task = { description: "", priority: 5, agent_id: "coder", assigned_at: at(10) };
  const done = { ...task, id: "task-001", name: "one", status: "completed", started_at: at(11), completed_at: at(12) };
  const twin = { ...done, name: "another one", assigned_at: at(13), completed_at: at(14) };
  const pending = { ...task, id: "task-002", name: "two", status: "pending" };
  const lost = { ...task, id: "task-003", name: "three", status: "failed", failed_at: at(15), error_message: "" };
  const list = {
    agent_id: "coder",
    agent_name: "coder",
    current_task: null,
    failed_tasks: [],
    created_at: at(10),
    updated_at: at(16),
  };
  write(root, "agents/coder/task-list.json", { ...list, pending_tasks: [pending], completed_tasks: [done, twin] });
  write(root, "agents/other/task-list.json", { ...list, agent_id: "other", pending_tasks: [], completed_tasks: [] });
  write(root, "history/2026-04/task-001.json", done);
  write(root, "history/2026-04/task-003.json", lost);
  writeFileSync(join(root, "task-counter.txt"), "3");
}

function write(root: string, name: string, content: object): void {
  mkdirSync(join(root, name, ".."), { recursive: true });
  writeFileSync(join(root, name), JSON.stringify(content, null, 2));
}

/** A caller whose call was killed repeats it: it must get its answer, and what was done must not be done again. */
export function repeatProblems({ again }: Case, wasAcknowledged: boolean, answer: Record<string, unknown>): string[] {
  const isAgain = Object.entries(again).every(([key, value]) => answer[key] === value);
  if (answer["status"] !== "success" && !isAgain) return [`the next command says ${JSON.stringify(answer)}`];
  return wasAcknowledged && !isAgain ? ["what was acknowledged was done again"] : [];
}

/** After the repetition the effect is there, once. */
export function effectProblems({ isThere }: Case, root: string): string[] {
  const list = readLists(root).find(({ agent_id }) => agent_id === "coder");
  return list && isThere(list) ? [] : [`the effect is not there: ${JSON.stringify(list)}`];
}

function at(hour: number): string {
  return `2026-04-10T${hour}:00:00+08:00`;
}
