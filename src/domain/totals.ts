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

/** Counts one task less of those that ended so, since it comes back: one of the list, or one that only the archive holds. */
export function withoutEnded(list: AgentList, field: "failed_tasks" | "cancelled_tasks", isListed: boolean): Totals {
  const { totals } = list;
  const outcome = field === "failed_tasks" ? "failed" : "cancelled";
  const { archived_only = 0 } = totals;
  // If every task that was counted is still listed, this one was never counted.
  const isCounted = isListed || totals[outcome] > list[field].length || archived_only === 0;
  if (!isCounted) return { ...totals, archived_only: archived_only - 1 };
  return { ...totals, [outcome]: Math.max(0, totals[outcome] - 1) };
}

/** How many tasks of a queue are in which state, as the original tool counts them. */
export interface TaskCount {
  readonly current: number;
  readonly pending: number;
  readonly completed: number;
  readonly failed: number;
}

/** All of its tasks, those included that only the archive still holds. */
export interface TaskTotals extends TaskCount {
  readonly cancelled: number;
  readonly all: number;
}

export const NO_TASKS: TaskCount = { current: 0, pending: 0, completed: 0, failed: 0 };
export const NO_TASKS_AT_ALL: TaskTotals = { ...NO_TASKS, cancelled: 0, all: 0 };

/** The counts of a list. One that another program has changed may hold more than was ever counted. */
export function countTasks(list: AgentList | undefined): TaskTotals {
  if (!list) return NO_TASKS_AT_ALL;
  return withAll({
    current: list.current_task ? 1 : 0,
    pending: list.pending_tasks.length,
    completed: Math.max(list.totals.completed, list.completed_tasks.length),
    failed: Math.max(list.totals.failed, list.failed_tasks.length),
    cancelled: Math.max(list.totals.cancelled, list.cancelled_tasks.length),
  });
}

export function withAll(counts: Omit<TaskTotals, "all">): TaskTotals {
  const { current, pending, completed, failed, cancelled } = counts;
  return { ...counts, all: current + pending + completed + failed + cancelled };
}

export function countOf({ current, pending, completed, failed }: TaskCount): TaskCount {
  return { current, pending, completed, failed };
}

/** The counts of several queues together. */
export function countOfAll(counts: readonly TaskCount[]): TaskCount {
  return sumOf(NO_TASKS, counts.map(countOf));
}

/** The sum of records, field by field: of the fields that `zero` has. */
export function sumOf<Sum extends { readonly [Field in keyof Sum]: number }>(zero: Sum, records: readonly Sum[]): Sum {
  const sums: Record<string, number> = { ...zero };
  const fields = Object.keys(zero);
  for (const record of records) {
    const numbers: Readonly<Record<string, number>> = record;
    for (const field of fields) sums[field] = (sums[field] ?? 0) + (numbers[field] ?? 0);
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has the fields of zero, and numbers in them
  return sums as Sum;
}
