import { notesOf } from "./notes.ts";
import type { Attempt, Task } from "./task.ts";

/** How an attempt ended that did not bring its task to its end. */
export type Outcome = "failed" | "expired" | "moved" | "cancelled";

/**
 * Which attempt a task is at, counted from 1: the running one, the last of a task that ended, the next of one that waits.
 * It never falls, so an attempt with a smaller number is over.
 */
export function attemptOf(task: Task): number {
  return 1 + (task.attempts ?? []).length + unrecorded(task);
}

/** What an attempt left, if it is over and was recorded. */
export function attemptNumbered(task: Task, number: number): Attempt | undefined {
  return task.attempts?.[number - 1 - unrecorded(task)];
}

/** How many failures before the current attempt the original tool counted, and kept nothing else of. */
function unrecorded({ attempts, retry_count, status }: Task): number {
  const recorded = (attempts ?? []).filter(({ outcome }) => outcome === "failed").length;
  const before = (retry_count ?? 0) - (status === "failed" ? 1 : 0);
  return Math.max(0, before - recorded);
}

interface AttemptEnd {
  readonly outcome: Outcome;
  readonly ended_at: string | null | undefined;
  readonly error_message?: string | null | undefined;
}

/** A task that waits again, with what its attempt left among its attempts. */
export function waitingAgain(task: Task, { outcome, ended_at, error_message }: AttemptEnd): Task {
  const notes = notesOf(task);
  const attempt: Attempt = {
    started_at: task.started_at,
    ended_at,
    outcome,
    ...(error_message !== undefined && { error_message }),
    ...(notes.length > 0 && { notes }),
  };
  return { ...withoutAttempt(task), attempts: [...(task.attempts ?? []), attempt] };
}

/** What a task has only while an attempt at it runs, or because of how the last one ended. */
const OF_ATTEMPT = new Set([
  "started_at",
  "failed_at",
  "cancelled_at",
  "cancel_reason",
  "error_message",
  "lease_expires_at",
  "retry_at",
  "progress",
  "notes",
  "notes_dropped",
]);

/** A task as one that waits, and was never tried. */
export function withoutAttempt(task: Task): Task {
  const kept = Object.entries(task).filter(([field]) => !OF_ATTEMPT.has(field));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is left out of it a task need not have
  return { ...(Object.fromEntries(kept) as Task), status: "pending" };
}
