import type { AgentList, OriginalList, Totals } from "./agent-list.ts";
import { isEnd } from "./ending.ts";
import type { Task } from "./task.ts";
import { momentOf } from "./timestamp.ts";

export const NO_TOTALS: Totals = { completed: 0, failed: 0, cancelled: 0, completion_ms: 0, timed_count: 0 };

/** The totals of a list that has never counted: all of its finished tasks are still in it. */
export function totalsOf(list: Pick<OriginalList, "completed_tasks" | "failed_tasks" | "cancelled_tasks">): Totals {
  const completed = list.completed_tasks.reduce(addCompleted, NO_TOTALS);
  return { ...completed, failed: list.failed_tasks.length, cancelled: list.cancelled_tasks?.length ?? 0 };
}

/** Counts one more completed task. */
export function addCompleted(totals: Totals, task: Task): Totals {
  return countEnd(totals, task, 1);
}

/** Counts a task that ended, or one less that was counted as such. */
export function countEnd(totals: Totals, task: Task, by: 1 | -1): Totals {
  if (!isEnd(task.status)) return totals;
  const counted = { ...totals, [task.status]: Math.max(0, totals[task.status] + by) };
  if (task.status !== "completed" || !task.started_at || !task.completed_at) return counted;
  const took = momentOf(task.completed_at) - momentOf(task.started_at);
  if (took < 0) return counted;
  return {
    ...counted,
    completion_ms: Math.max(0, totals.completion_ms + by * took),
    timed_count: Math.max(0, totals.timed_count + by),
  };
}

/** Counts one failed task less, since it is tried again: one of the list, or one that only the archive holds. */
export function withoutFailed({ totals, failed_tasks }: AgentList, isListed: boolean): Totals {
  const { archived_only = 0 } = totals;
  // If every failed task that was counted is still listed, this one was never counted.
  const isCounted = isListed || totals.failed > failed_tasks.length || archived_only === 0;
  if (!isCounted) return { ...totals, archived_only: archived_only - 1 };
  return { ...totals, failed: Math.max(0, totals.failed - 1) };
}

/** How many tasks of a queue are in which state, those included that only the archive still holds. */
export interface TaskTotals {
  readonly current: number;
  readonly pending: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly all: number;
}

/** The counts of a list. One that another program has changed may hold more than was ever counted. */
export function countTasks(list: AgentList | undefined): TaskTotals {
  if (!list) return { current: 0, pending: 0, completed: 0, failed: 0, cancelled: 0, all: 0 };
  const current = list.current_task ? 1 : 0;
  const pending = list.pending_tasks.length;
  const completed = Math.max(list.totals.completed, list.completed_tasks.length);
  const failed = Math.max(list.totals.failed, list.failed_tasks.length);
  const cancelled = Math.max(list.totals.cancelled, list.cancelled_tasks.length);
  return { current, pending, completed, failed, cancelled, all: current + pending + completed + failed + cancelled };
}

export function addCounts(a: TaskTotals, b: TaskTotals): TaskTotals {
  return {
    current: a.current + b.current,
    pending: a.pending + b.pending,
    completed: a.completed + b.completed,
    failed: a.failed + b.failed,
    cancelled: a.cancelled + b.cancelled,
    all: a.all + b.all,
  };
}

export function addTotals(a: Totals, b: Totals): Totals {
  return {
    completed: a.completed + b.completed,
    failed: a.failed + b.failed,
    cancelled: a.cancelled + b.cancelled,
    completion_ms: a.completion_ms + b.completion_ms,
    timed_count: a.timed_count + b.timed_count,
  };
}
