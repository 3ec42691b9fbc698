import type { Task } from "./task.ts";
import { momentOf } from "./timestamp.ts";

/** The ways in which a task ends, with the field that says when. */
const END_FIELDS = { completed: "completed_at", failed: "failed_at", cancelled: "cancelled_at" } as const;

/** How a task ended. */
export type EndStatus = keyof typeof END_FIELDS;

export function isEnd(status: string | null): status is EndStatus {
  return status !== null && Object.hasOwn(END_FIELDS, status);
}

/** When a task ended; undefined for an open one, and where the original tool left no time. */
export function endedAt(task: Task): string | undefined {
  return (isEnd(task.status) && task[END_FIELDS[task.status]]) || undefined;
}

/** What names one end of one task among those of its agent: records of it may differ in how they write the time. */
export function endOf(taskId: string, ended: string): string {
  return `${taskId} ${momentOf(ended)}`;
}

/** The id in what `endOf` made. */
export function taskIdOfEnd(end: string): string {
  return end.split(" ", 1)[0] ?? end;
}

/** What `endOf` names, for a task as it is; undefined while it is open, and where nobody knows when it ended. */
export function endKeyOf(task: Task): string | undefined {
  const ended = endedAt(task);
  return ended === undefined ? undefined : endOf(task.id, ended);
}
