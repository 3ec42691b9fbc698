import type { AgentList } from "./agent-list.ts";
import { TaskListError } from "./errors.ts";
import { nextReady } from "./queue.ts";
import { holdOf, readyAt } from "./readiness.ts";
import type { Task } from "./task.ts";
import { earliest } from "./timestamp.ts";

/** The task that a start takes. */
export function nextOf(list: AgentList, clock: string): Task | undefined {
  return list.hold && holdOf(list) ? undefined : nextReady(list.pending_tasks, clock);
}

/** The refusal to start anything: how much waits, and until when. */
export function queueEmpty(list: AgentList): TaskListError {
  return new TaskListError("QUEUE_EMPTY", { agent_id: list.agent_id, ...waitFacts(list) });
}

/** How many tasks wait of those that a start did not take, and until when. */
function waitFacts(list: AgentList): { waiting?: number; ready_at?: string; held?: true } {
  const { pending_tasks } = list;
  if (pending_tasks.length === 0) return {};
  const held = holdOf(list) && { held: true as const };
  const times = pending_tasks.filter((task) => !holdOf(task)).flatMap((task) => readyAt(task) ?? []);
  const ready_at = earliest(times);
  return { waiting: pending_tasks.length, ...(held ?? (ready_at !== undefined && { ready_at })) };
}
