import type { AgentList } from "./agent-list.ts";
import { endedAt } from "./ending.ts";
import type { Task } from "./task.ts";

/**
 * Drops finished tasks beyond the newest `keep` of each outcome.
 *
 * `unarchived` are ids that must stay: they ended in this very change, so they have no archive copy yet.
 * A task without the time of its end stays too: the archive has no month for it.
 */
export function trimFinished(list: AgentList, keep: number, unarchived: ReadonlySet<string>): AgentList {
  const trim = (tasks: readonly Task[]) =>
    tasks.filter((task, position) => position >= tasks.length - keep || unarchived.has(task.id) || !endedAt(task));
  return {
    ...list,
    completed_tasks: trim(list.completed_tasks),
    failed_tasks: trim(list.failed_tasks),
    cancelled_tasks: trim(list.cancelled_tasks),
  };
}
