import type { AgentList } from "./agent-list.ts";
import type { Ends } from "./dependencies.ts";
import { TaskListError } from "./errors.ts";
import { nextReady } from "./queue.ts";
import { hasMet, holdOf, type Outlook, readyAt } from "./readiness.ts";
import type { Task } from "./task.ts";
import { earliest } from "./timestamp.ts";

/** The task that a start takes. */
export function nextOf(list: AgentList, outlook: Outlook): Task | undefined {
  return list.hold && holdOf(list) ? undefined : nextReady(list.pending_tasks, outlook);
}

/** The refusal to start anything: how much waits, and until when. */
export function queueEmpty(list: AgentList, { ended }: Outlook): TaskListError {
  return new TaskListError("QUEUE_EMPTY", { agent_id: list.agent_id, ...waitFacts(list, ended) });
}

/** How many tasks wait of those that a start did not take, and until when. */
function waitFacts(list: AgentList, ended: Ends): { waiting?: number; ready_at?: string; held?: true } {
  const { pending_tasks } = list;
  if (pending_tasks.length === 0) return {};
  const held = holdOf(list) && { held: true as const };
  const onlyTimed = pending_tasks.filter((task) => !holdOf(task) && hasMet(task, ended));
  const ready_at = earliest(onlyTimed.flatMap((task) => readyAt(task) ?? []));
  return { waiting: pending_tasks.length, ...(held ?? (ready_at !== undefined && { ready_at })) };
}
