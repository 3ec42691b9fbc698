import type { TaskStatus } from "./task.ts";

/** How many tasks are in which state. */
export interface StatusCount {
  readonly total: number;
  readonly pending: number;
  readonly running: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** Counts tasks by their states. */
export function countByStatus(statuses: readonly TaskStatus[]): StatusCount {
  const count = { total: statuses.length, pending: 0, running: 0, completed: 0, failed: 0, cancelled: 0 };
  for (const status of statuses) count[status] += 1;
  return count;
}
