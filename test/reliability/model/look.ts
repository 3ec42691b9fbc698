import { expect } from "vitest";
import { checkQueue } from "../../../src/app/check-queue.ts";
import { getTask } from "../../../src/app/get-task.ts";
import { listAgents } from "../../../src/app/list-agents.ts";
import { listTasks } from "../../../src/app/list-tasks.ts";
import { queryTasks } from "../../../src/app/query-tasks.ts";
import { showHistory } from "../../../src/app/show-history.ts";
import { showStats } from "../../../src/app/show-stats.ts";
import { endedAt } from "../../../src/domain/ending.ts";
import { isRefusal } from "../../../src/domain/errors.ts";
import type { Task, TaskStatus } from "../../../src/domain/task.ts";
import { momentOf } from "../../../src/domain/timestamp.ts";
import type { TaskStore } from "../../../src/store/store.ts";
import { ask } from "./ask.ts";
import { AGENTS } from "./calls.ts";
import { readyOf } from "./links.ts";
import { type Model, type Tasks, pendingOf, tasksOf } from "./queue-model.ts";

const ENDS = ["completed", "failed", "cancelled"] as const;

/** All that can be asked of a store, as far as the model knows the answer. */
interface Look {
  readonly queues: readonly object[];
  readonly checks: readonly string[];
  readonly agents: readonly object[];
  readonly places: readonly string[];
  readonly all: readonly string[];
  readonly total: object;
}

/** What a store answers to every read. Fails where two answers do not fit each other. */
export async function lookAt(store: TaskStore, ids: readonly string[]): Promise<Look> {
  const { agents } = await ask(store, listAgents);
  const everything = await ask(store, queryTasks);
  return {
    queues: await Promise.all(AGENTS.map((agent) => queueOf(store, agent))),
    checks: await Promise.all(AGENTS.map((agent) => checkOf(store, agent))),
    agents: agents
      .map(({ agent_id, task_count }) => ({ agent_id, ...task_count }))
      .toSorted((a, b) => (a.agent_id < b.agent_id ? -1 : 1)),
    places: await Promise.all(ids.map((id) => placeOf(store, id))),
    all: namesOf(everything.tasks.map(({ task }) => task)).toSorted(),
    total: (await ask(store, showStats)).total,
  };
}

/** What a store should answer. */
export function lookOf(model: Model, ids: readonly string[], clock: number): Look {
  return {
    queues: AGENTS.map((agent) => queueIn(model, agent, clock)),
    checks: AGENTS.map((agent) => checkIn(model, agent, clock)),
    agents: AGENTS.filter((agent) => model.agents.includes(agent)).map((agent_id) => {
      const { current, pending, completed, failed } = countsIn(tasksOf(model, agent_id));
      return { agent_id, current, pending, completed, failed };
    }),
    places: ids.map((id) => {
      const task = model.tasks.find((each) => each.id === id);
      if (!task) return `${id} TASK_NOT_FOUND`;
      const { status, agent, ends, notes, isHeld, parts } = task;
      return `${id} ${status} ${agent}, before [${String(ends)}], notes ${notes}, held ${isHeld}, parts [${String(parts)}]`;
    }),
    all: namesOf(model.tasks).toSorted(),
    total: countsIn(model.tasks),
  };
}

async function queueOf(store: TaskStore, agent: string): Promise<object> {
  const list = await ask(store, listTasks, { agent });
  const { history } = await ask(store, showHistory, { agent, limit: 1000 });
  const moments = history.map((task) => momentOf(endedAt(task) ?? ""));
  expect(moments).toEqual(moments.toSorted((a, b) => b - a));
  const stats = await ask(store, showStats, { agent });
  expect(stats.total).toEqual(list.totals);
  for (const status of ENDS) await expectEndsToFit(store, agent, status, list[`${status}_tasks`]);
  const held = Boolean((await store.read({ agents: [agent] })).lists.get(agent)?.hold);
  return {
    held,
    current: list.current_task?.id ?? null,
    pending: list.pending_tasks.map(({ id }) => id),
    ended: namesOf(history).toSorted(),
    totals: list.totals,
    success_rate: stats.success_rate,
  };
}

/** What an agent is told that asks whether there is something to do. */
export async function checkOf(store: TaskStore, agent: string): Promise<string> {
  const { answer, task, ready, waiting } = await ask(store, checkQueue, { agent });
  return `${answer} ${task?.id ?? "nothing"}, ${ready} ready, ${waiting} waiting`;
}

/** What it should be told. */
export function checkIn(model: Model, agent: string, clock: number): string {
  const own = tasksOf(model, agent);
  const ready = model.held.includes(agent) ? [] : readyOf(model, pendingOf(own), clock);
  const current = own.find(({ status }) => status === "running");
  const task = current ?? ready[0];
  const isAtWork = current?.leaseEnds !== undefined && current.leaseEnds > clock;
  const answer = current ? (isAtWork ? "NO_REPLY" : "RESUME") : task ? "WORK_NEEDED" : "NO_REPLY";
  return `${answer} ${task?.id ?? "nothing"}, ${ready.length} ready, ${pendingOf(own).length - ready.length} waiting`;
}

function queueIn(model: Model, agent: string, clock: number): object {
  const own = tasksOf(model, agent);
  const ready = new Set(readyOf(model, own, clock));
  const totals = countsIn(own);
  const tried = totals.completed + totals.failed;
  return {
    held: model.held.includes(agent),
    current: own.find(({ status }) => status === "running")?.id ?? null,
    // Those that have to wait are shown behind those that can start.
    pending: pendingOf(own)
      .toSorted((a, b) => Number(ready.has(b)) - Number(ready.has(a)))
      .map(({ id }) => id),
    ended: namesOf(own.filter(({ status }) => isEndStatus(status))).toSorted(),
    totals,
    success_rate: tried === 0 ? 0 : Number((totals.completed / tried).toFixed(2)),
  };
}

/** What a list still holds is found by `query` too, which knows the archive besides. */
async function expectEndsToFit(store: TaskStore, agent: string, status: TaskStatus, listed: readonly Task[]) {
  const found = await ask(store, queryTasks, { agent, status });
  expect(found.tasks.map(({ task }) => task)).toEqual(expect.arrayContaining([...listed]));
}

async function placeOf(store: TaskStore, id: string): Promise<string> {
  try {
    const { task, agent_id, location, also } = await ask(store, getTask, { task_id: id });
    const isRightPlace = location === "history" ? isEndStatus(task.status) : location === placeFor(task.status);
    const ends = (task.attempts ?? []).map(({ outcome }) => outcome);
    const notes = ((task.notes ?? []) as readonly unknown[]).length;
    const parts = (task.children ?? []) as readonly string[];
    const told = `before [${String(ends)}], notes ${notes}, held ${Boolean(task.hold)}, parts [${String(parts)}]`;
    return `${id} ${task.status} ${agent_id}, ${told}${isRightPlace && !also ? "" : ` at ${location}`}`;
  } catch (error) {
    if (isRefusal(error, "TASK_NOT_FOUND")) return `${id} TASK_NOT_FOUND`;
    throw error;
  }
}

function placeFor(status: TaskStatus): string {
  return status === "running" ? "current_task" : `${status}_tasks`;
}

function countsIn(tasks: Tasks): Record<"current" | "pending" | "completed" | "failed" | "cancelled" | "all", number> {
  const count = (wanted: TaskStatus) => tasks.filter(({ status }) => status === wanted).length;
  const [current, pending] = [count("running"), count("pending")];
  const [completed = 0, failed = 0, cancelled = 0] = ENDS.map(count);
  return { current, pending, completed, failed, cancelled, all: tasks.length };
}

function namesOf(tasks: readonly { readonly id: string; readonly status: TaskStatus }[]): string[] {
  return tasks.map(({ id, status }) => `${id} ${status}`);
}

function isEndStatus(status: TaskStatus): boolean {
  return ENDS.some((end) => end === status);
}
