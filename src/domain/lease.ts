import { waitingAgain } from "./attempts.ts";
import { countIn, msIn, stampIn } from "./day-fields.ts";
import type { Task } from "./task.ts";
import { compareTimestamps, stampAfter } from "./timestamp.ts";

/** So often a lease may run out by default: then the task fails for good, instead of going round for ever. */
const MAX_EXPIRIES = 3;

/** The fields of a task that gets a lease at `clock`; none without a lease. */
export function leased(lease: unknown, clock: string): Pick<Task, "lease_ms" | "lease_expires_at"> {
  const lease_ms = msIn(lease);
  return lease_ms ? { lease_ms, lease_expires_at: stampAfter(clock, lease_ms) } : {};
}

/** A running task whose lease begins anew; the task itself if it has none. */
export function renewed(task: Task, clock: string): Task {
  return msIn(task.lease_ms) ? { ...task, ...leased(task.lease_ms, clock) } : task;
}

/** Whether the lease of a running task has run out. Until somebody acts on that, its owner may renew it. */
export function hasExpired(task: Task, clock: string): boolean {
  const end = leaseEnd(task);
  return end !== undefined && compareTimestamps(end, clock) <= 0;
}

/** Until when a running task is leased. */
export function leaseEnd({ lease_expires_at }: Task): string | undefined {
  return stampIn(lease_expires_at);
}

/** A task whose lease ran out: it waits in its old place, or has failed for good. */
export function expired(task: Task, now: string): Task {
  const waiting = waitingAgain(task, { outcome: "expired", ended_at: now });
  const count = (waiting.attempts ?? []).filter(({ outcome }) => outcome === "expired").length;
  if (count < (countIn(task.max_expiries) ?? MAX_EXPIRIES)) return waiting;
  const error_message = `the lease ran out ${count === 1 ? "once" : `${count} times`}`;
  return { ...waiting, status: "failed", failed_at: now, error_message };
}
