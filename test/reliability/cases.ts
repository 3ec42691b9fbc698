import { appendFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AgentList } from "../../src/domain/agent-list.ts";
import { holdQueue, holdTask } from "../../src/domain/care.ts";
import type { TaskEvent } from "../../src/domain/event.ts";
import { findTasks } from "../../src/domain/find-task.ts";
import type { Hold } from "../../src/domain/readiness.ts";
import type { Task } from "../../src/domain/task.ts";
import { momentOf } from "../../src/domain/timestamp.ts";
import { add, cancel, complete, fail, start } from "../helpers/changes.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { HOUR_MS, anHourAgo, everyday, running, working } from "./case-roots.ts";
import { readJournal, readLists } from "./invariants.ts";
import { IMPORT_CASES } from "./import-cases.ts";
import { LINKED_CASES } from "./linked-cases.ts";
import { IS_LONG } from "./settings.ts";

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
  readonly isThere: (list: AgentList, lists: readonly AgentList[], events: readonly TaskEvent[]) => boolean;
  /** Tasks that end in the same moment, for whoever looks: all of them, or none. */
  readonly endTogether?: readonly string[];
  /** Whether some of it may be done although it was refused. */
  readonly isMadeInSteps?: true;
  /** What others do with its task while it sleeps. */
  readonly meanwhile?: readonly (readonly string[])[];
  /** Whether it makes the same calls as another case: then a short run kills it, and spares it the dearer suites. */
  readonly isLikeAnother?: true;
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
const isOutcome = ({ attempts }: Task, outcome: string) => attempts?.length === 1 && attempts[0]?.outcome === outcome;
const isHeld = ({ hold }: { readonly hold?: unknown }) => (hold as Partial<Hold> | undefined)?.reason === "later";

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
    name: "restore out of the archive",
    before: cancelledLongAgo,
    args: ["restore", ...SECOND],
    again: { code: "INVALID_TRANSITION", task_status: "pending" },
    isThere: (list) => isOnce(list.pending_tasks) && list.totals.cancelled === 1,
    meanwhile: [
      ["start", ...SECOND],
      ["cancel", ...SECOND],
    ],
  },
  {
    name: "start over a lease that has run out",
    before: async (root) => working(root, { lease_ms: 60_000 }, { clock: anHourAgo }),
    args: ["start", ...AGENT, "--resume"],
    again: { resumed: true, attempt: 2 },
    isThere: ({ current_task, pending_tasks }) =>
      pending_tasks.length === 0 && current_task?.id === "task-002" && isOutcome(current_task, "expired"),
  },
  {
    name: "create with keys for ever, new and ended",
    before: endedWithKey,
    args: ["create", ...AGENT, "--input", "-"],
    input: '{"name":"five","key":"k5","key_scope":"ever"}\n{"name":"four","key":"k4","key_scope":"ever"}\n',
    again: { created: false },
    isThere: (list) => hasKey(list, "k5") && list.pending_tasks.length === 1 && list.totals.completed === 3,
  },
  {
    name: "move of a running task with a key",
    before: async (root) => working(root, { key_scope: "ever" }, { key: "k2" }),
    args: ["move", ...SECOND, "--to-agent", "other"],
    again: { changed: false },
    isThere: (list, lists) => {
      const [place, ...others] = lists.flatMap((each) => findTasks(each, "task-002"));
      const isWaiting = place?.agent_id === "other" && place.location === "pending_tasks";
      return list.current_task === null && isWaiting && others.length === 0 && isOutcome(place.task, "moved");
    },
  },
  {
    name: "move to an agent that is not there yet",
    isLikeAnother: true,
    before: everyday,
    args: ["move", ...SECOND, "--to-agent", "third"],
    again: { changed: false },
    isThere: (_, lists) => {
      const [place, ...others] = lists.flatMap((each) => findTasks(each, "task-002"));
      return place?.agent_id === "third" && others.length === 0;
    },
  },
  {
    name: "note on a task with a lease",
    isLikeAnother: true,
    before: async (root) => working(root, { lease_ms: 2 * HOUR_MS }, { clock: anHourAgo }),
    args: ["note", ...SECOND, "--attempt", "1", "--message", "found", "--progress", "40"],
    // Who says a thing again has said it once.
    again: { task_id: "task-002", attempt: 1 },
    isThere: ({ current_task }) => {
      const { notes, lease_expires_at, started_at, progress } = current_task!;
      const isRenewed = momentOf(String(lease_expires_at)) - momentOf(started_at!) > 2.5 * HOUR_MS;
      return isRenewed && progress === 40 && (notes as readonly unknown[]).length === 1;
    },
  },
  {
    name: "fail that puts the task back",
    isLikeAnother: true,
    before: async (root) => working(root, { max_attempts: 3 }),
    args: ["fail", ...SECOND, "--error", "no"],
    again: { changed: false },
    isThere: ({ pending_tasks, current_task, totals }) =>
      isOnce(pending_tasks) && isOutcome(pending_tasks[0]!, "failed") && current_task === null && totals.failed === 0,
  },
  {
    name: "edit",
    isLikeAnother: true,
    before: everyday,
    args: ["edit", ...SECOND, "--name", "said better", "--priority", "9"],
    again: { changed: false },
    isThere: ({ pending_tasks: [task, ...others] }) =>
      task?.name === "said better" && task.priority === 9 && others.length === 0,
  },
  {
    name: "hold of a task",
    isLikeAnother: true,
    before: everyday,
    args: ["hold", ...SECOND, "--reason", "later"],
    again: { changed: false },
    isThere: ({ pending_tasks }) => isOnce(pending_tasks) && isHeld(pending_tasks[0]!),
  },
  {
    name: "release of a task",
    isLikeAnother: true,
    before: held,
    args: ["release", ...SECOND],
    again: { changed: false },
    isThere: ({ pending_tasks }) => isOnce(pending_tasks) && pending_tasks[0]!.hold === null,
  },
  {
    name: "hold of a queue",
    isLikeAnother: true,
    before: everyday,
    args: ["hold", ...AGENT, "--reason", "later"],
    again: { changed: false },
    isThere: isHeld,
  },
  {
    name: "release of a queue",
    isLikeAnother: true,
    before: held,
    args: ["release", ...AGENT],
    again: { changed: false },
    isThere: ({ hold }) => hold === null,
  },
  ...LINKED_CASES,
  ...IMPORT_CASES,
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

/** Those that make calls of their own; in a long run all. */
export const CASES_FOR_DEAR_SUITES = CASES.filter(({ isLikeAnother }) => IS_LONG || !isLikeAnother);

/** The second task was running when it was cancelled, and the list has dropped it since. */
async function cancelledLongAgo(root: string): Promise<void> {
  const store = await everyday(root, {}, { keepFinished: 1 });
  for (const _ of ["task-002", "task-004"]) {
    await start(store, "coder");
    await cancel(store, "coder");
    await add(store, "coder");
  }
}

/** The task with the key was completed, and the list has dropped it since. */
async function endedWithKey(root: string): Promise<void> {
  const store = await everyday(root, { name: "four", key: "k4", terms: { key_scope: "ever" } }, { keepFinished: 1 });
  for (const isFirst of [true, false]) {
    await start(store, "coder");
    await complete(store, "coder");
    if (isFirst) await add(store, "coder");
  }
}

/** The second task is on hold, and so is the whole queue. */
async function held(root: string): Promise<void> {
  const store = await everyday(root);
  await store.update({ agents: ["coder"] }, ({ lists, now }) => {
    const before = lists.get("coder")!;
    const task = holdTask(before, before.pending_tasks[0]!, { at: now })!;
    const queue = holdQueue(task.list, { at: now })!;
    return { lists: [queue.list], events: [task.event, queue.event], result: undefined };
  });
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
  const lists = readLists(root);
  const list = lists.find(({ agent_id }) => agent_id === "coder");
  return list && isThere(list, lists, readJournal(root)) ? [] : [`the effect is not there: ${JSON.stringify(list)}`];
}

function at(hour: number): string {
  return `2026-04-10T${hour}:00:00+08:00`;
}
