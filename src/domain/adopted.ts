import { endedAt } from "./ending.ts";
import type { EventDraft } from "./event.ts";
import { labelsOf } from "./labels.ts";
import type { Task } from "./task.ts";

/** Tells in which state a task came. What ended stands under the time of its end, what is open under that of its coming. */
export function adoptedEvent(task: Task, agent_id: string, now: string): EventDraft {
  const ended = endedAt(task);
  const { id, status, priority, assigned_at, started_at } = task;
  return {
    at: ended ?? now,
    agent_id,
    task_id: id,
    action: "adopted",
    old_status: null,
    new_status: status,
    // Without the time of its end it is in no archive, and stays in the list: nobody looks for it by these.
    ...(ended !== undefined && { priority, assigned_at, started_at: started_at ?? null }),
    ...labelsOf(task),
  };
}

/** What a list says of itself, besides its tasks and what follows from them. */
export function ownFields(list: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(list).filter(([field]) => !FOLLOWING.has(field)));
}

const FOLLOWING = new Set([
  "schema_version",
  "revision",
  "agent_id",
  "totals",
  "current_task",
  "pending_tasks",
  "completed_tasks",
  "failed_tasks",
  "cancelled_tasks",
  "outbox",
]);
