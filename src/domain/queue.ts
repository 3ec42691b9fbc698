import { isReady, type Outlook } from "./readiness.ts";
import type { Task } from "./task.ts";
import { compareTimestamps } from "./timestamp.ts";

/** Orders tasks for execution: highest priority first, then first come, first served. */
export function byUrgency(a: Task, b: Task): number {
  return b.priority - a.priority || compareTimestamps(a.assigned_at, b.assigned_at);
}

/** The task that runs next; of equals the one that stands first. */
export function nextTask(pending: readonly Task[]): Task | undefined {
  return pending.reduce<Task | undefined>(
    (best, task) => (best && byUrgency(best, task) <= 0 ? best : task),
    undefined,
  );
}

/** The pending tasks in the order in which they will run. */
export function inRunningOrder(pending: readonly Task[]): readonly Task[] {
  return pending.toSorted(byUrgency);
}

/** The task that runs next as things stand: one that has to wait keeps none of the others back. */
export function nextReady(pending: readonly Task[], outlook: Outlook): Task | undefined {
  return nextTask(pending.filter((task) => isReady(task, outlook)));
}
