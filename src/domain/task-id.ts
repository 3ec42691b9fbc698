import { numberIn } from "./scan.ts";

/** Ids become file names, so only these are read: `task-001`, and what others may have named so. */
export const TASK_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/**
 * The largest number that is counted on from: of an id, an event or a revision. At a thousand a second nobody comes there
 * in thirty years; whatever is larger was written by somebody else, and no number of ours follows it.
 */
export const LARGEST_NUMBER = 999_999_999_999;

const PREFIX = "task-";

/** The n-th id that the counter gives: `task-001`, `task-999`, `task-1000`. */
export function taskId(number: number): string {
  return `task-${String(number).padStart(3, "0")}`;
}

/** The number in an id of the counter; 0 for ids that came from elsewhere. */
export function numberOfTaskId(id: string): number {
  return id.startsWith(PREFIX) ? (numberIn(id.slice(PREFIX.length)) ?? 0) : 0;
}
