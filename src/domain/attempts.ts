import { countIn } from "./day-fields.ts";
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

/** Whether a task has failed because its lease ran out for good: its last attempt is among its attempts already. */
export function hasRunOut({ status, started_at, attempts }: Task): boolean {
  return status === "failed" && !started_at && attempts?.at(-1)?.outcome === "expired";
}

/** What an attempt left, if it is over and was recorded. */
export function attemptNumbered(task: Task, number: number): Attempt | undefined {
  return task.attempts?.[number - 1 - unrecorded(task)];
}

/** How many failures before the current attempt the original tool counted, and kept nothing else of. */
function unrecorded({ attempts, retry_count, status, started_at }: Task): number {
  const recorded = (attempts ?? []).filter(({ outcome }) => outcome === "failed").length;
  const isLastAlone = status === "failed" && started_at; // its attempt is not over among the others yet
  const before = (retry_count ?? 0) - (isLastAlone ? 1 : 0);
  return Math.max(0, before - recorded);
}

interface AttemptEnd {
  readonly outcome: Outcome;
  readonly ended_at: string | null | undefined;
  readonly error_message?: string | null | undefined;
}

/** So many notes of an attempt are handed to the next ones; the journal has all. */
const KEPT_NOTES = 10;

/** A task that waits again, with what its attempt left among its attempts. */
export function waitingAgain(task: Task, { outcome, ended_at, error_message }: AttemptEnd): Task {
  const all = notesOf(task);
  const notes = all.slice(-KEPT_NOTES);
  const dropped = all.length - notes.length + (countIn(task.notes_dropped) ?? 0);
  const attempt: Attempt = {
    started_at: task.started_at,
    ended_at,
    outcome,
    ...(error_message !== undefined && { error_message }),
    ...(notes.length > 0 && { notes }),
    ...(dropped > 0 && { notes_dropped: dropped }),
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
  "notes_dropped",
]);

/** A task as one that waits, and was never tried. */
export function withoutAttempt(task: Task): Task {
  const isOurs = (field: string, value: unknown) =>
    OF_ATTEMPT.has(field) ||
    (field === "progress" && countIn(value) !== undefined) ||
    (field === "notes" && notesOf(task).length > 0);
  const kept = Object.entries(task).filter(([field, value]) => !isOurs(field, value));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is left out of it a task need not have
  return { ...(Object.fromEntries(kept) as Task), status: "pending" };
}
