import { waitingAgain } from "./attempts.ts";
import type { Task } from "./task.ts";
import { compareTimestamps, stampAfter } from "./timestamp.ts";

/** So often a lease may run out by default: then the task fails for good, instead of going round for ever. */
const MAX_EXPIRIES = 3;

/** The fields of a task that gets a lease at `clock`; none without a lease. */
export function leased(
  lease_ms: number | null | undefined,
  clock: string,
): Pick<Task, "lease_ms" | "lease_expires_at"> {
  return lease_ms ? { lease_ms, lease_expires_at: stampAfter(clock, lease_ms) } : {};
}

/** A running task whose lease begins anew; the task itself if it has none. */
export function renewed(task: Task, clock: string): Task {
  return task.lease_ms ? { ...task, ...leased(task.lease_ms, clock) } : task;
}

/** Whether the lease of a running task has run out. Until somebody acts on that, its owner may renew it. */
export function hasExpired({ lease_expires_at }: Task, clock: string): boolean {
  return lease_expires_at !== undefined && lease_expires_at !== null && compareTimestamps(lease_expires_at, clock) <= 0;
}

/** A task whose lease ran out: it waits in its old place, or has failed for good. */
export function expired(task: Task, now: string): Task {
  const before = (task.attempts ?? []).filter(({ outcome }) => outcome === "expired").length;
  const count = before + 1;
  if (count < (task.max_expiries ?? MAX_EXPIRIES)) return waitingAgain(task, { outcome: "expired", ended_at: now });
  return {
    ...task,
    status: "failed",
    failed_at: now,
    error_message: `the lease ran out ${count === 1 ? "once" : `${count} times`}`,
    retry_count: (task.retry_count ?? 0) + 1,
    lease_expires_at: null,
  };
}
