import type { OriginalList, Totals } from "./agent-list.ts";
import type { Task } from "./task.ts";
import { momentOf } from "./timestamp.ts";

export const NO_TOTALS: Totals = { completed: 0, failed: 0, cancelled: 0, completion_ms: 0, timed_count: 0 };

/** The totals of a list that has never counted: all of its finished tasks are still in it. */
export function totalsOf(list: OriginalList): Totals {
  const completed = list.completed_tasks.reduce(addCompleted, NO_TOTALS);
  return { ...completed, failed: list.failed_tasks.length, cancelled: list.cancelled_tasks?.length ?? 0 };
}

/** Counts one more completed task. */
export function addCompleted(totals: Totals, task: Task): Totals {
  const counted = { ...totals, completed: totals.completed + 1 };
  if (!task.started_at || !task.completed_at) return counted;
  const took = momentOf(task.completed_at) - momentOf(task.started_at);
  if (took < 0) return counted;
  return { ...counted, completion_ms: totals.completion_ms + took, timed_count: totals.timed_count + 1 };
}
