import type { AgentList } from "./agent-list.ts";
import { endedAt } from "./ending.ts";
import type { Task } from "./task.ts";

/** How many finished tasks of each outcome a list holds. */
export interface Listed {
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
}

/**
 * Drops finished tasks beyond the newest `keep` of each outcome.
 *
 * `unarchived` are ids that must stay: they ended in this very change, so they have no archive copy yet.
 * A task without the time of its end stays too: the archive has no month for it.
 */
export function trimFinished(list: AgentList, keep: number, unarchived: ReadonlySet<string>): AgentList {
  return trimTo(list, { completed: keep, failed: keep, cancelled: keep }, unarchived);
}

/** Likewise, with a number for each outcome. */
export function trimTo(list: AgentList, keep: Listed, unarchived: ReadonlySet<string> = new Set()): AgentList {
  const trim = (tasks: readonly Task[], newest: number) =>
    tasks.filter((task, position) => position >= tasks.length - newest || unarchived.has(task.id) || !endedAt(task));
  return {
    ...list,
    completed_tasks: trim(list.completed_tasks, keep.completed),
    failed_tasks: trim(list.failed_tasks, keep.failed),
    cancelled_tasks: trim(list.cancelled_tasks, keep.cancelled),
  };
}
