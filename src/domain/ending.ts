import type { Task } from "./task.ts";

/** The ways in which a task ends, with the field that says when. */
const END_FIELDS = { completed: "completed_at", failed: "failed_at", cancelled: "cancelled_at" } as const;

export function isEnd(status: string): status is keyof typeof END_FIELDS {
  return Object.hasOwn(END_FIELDS, status);
}

/** When a task ended; undefined for an open one, and where the original tool left no time. */
export function endedAt(task: Task): string | undefined {
  return (isEnd(task.status) && task[END_FIELDS[task.status]]) || undefined;
}
