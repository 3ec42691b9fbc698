import type { AgentList } from "./agent-list.ts";
import { hasRunOut, waitingAgain, withoutAttempt } from "./attempts.ts";
import { withEnded } from "./find-task.ts";
import { expired, hasExpired } from "./lease.ts";
import { enqueue } from "./new-tasks.ts";
import { badTransition, refuseOpenKey, type Step, taskEvent, withCurrentWaiting } from "./step.ts";
import type { Task } from "./task.ts";
import { compareTimestamps, type Moment } from "./timestamp.ts";
import { countEnd, withoutEnded } from "./totals.ts";

/**
 * Brings a failed task, out of the list or out of the archive, back to its queue: at the back of its priority, as in
 * the original tool. What the attempt left is kept in `attempts`.
 *
 * @throws INVALID_TRANSITION if it has not failed
 * @throws KEY_CONFLICT if another open task has taken over its key
 * @throws QUEUE_FULL
 */
export function retryTask(list: AgentList, failed: Task, now: string): Step {
  if (failed.status !== "failed") throw badTransition(list, failed, "pending");
  const { failed_at, error_message } = failed;
  const task = hasRunOut(failed)
    ? withoutAttempt(failed)
    : waitingAgain(failed, { outcome: "failed", ended_at: failed_at, error_message });
  return comeBack(list, { action: "retry", before: failed, after: task, now });
}

/**
 * Brings a cancelled task back to its queue: at the back of its priority. If it was running, its attempt is over.
 *
 * @throws INVALID_TRANSITION if it was not cancelled
 * @throws KEY_CONFLICT if another open task has taken over its key
 * @throws QUEUE_FULL
 */
export function restoreTask(list: AgentList, cancelled: Task, now: string): Step {
  if (cancelled.status !== "cancelled") throw badTransition(list, cancelled, "pending");
  const { started_at, cancelled_at } = cancelled;
  const task = started_at
    ? waitingAgain(cancelled, { outcome: "cancelled", ended_at: cancelled_at })
    : { ...withoutAttempt(cancelled), ...(cancelled.retry_at !== undefined && { retry_at: cancelled.retry_at }) };
  return comeBack(list, { action: "restore", before: cancelled, after: task, now });
}

interface Return {
  readonly action: "retry" | "restore";
  readonly before: Task;
  readonly after: Task;
  readonly now: string;
}

function comeBack(list: AgentList, { action, before, after, now }: Return): Step {
  refuseOpenKey(list, before);
  const field = action === "retry" ? "failed_tasks" : "cancelled_tasks";
  const rest = list[field].filter((other) => other !== before);
  const totals = withoutEnded(list, field, rest.length < list[field].length);
  // Never before it was assigned at first: whoever waits for its end looks for it from then on.
  const assigned_at = compareTimestamps(before.assigned_at, now) > 0 ? before.assigned_at : now;
  const task: Task = { ...after, assigned_at };
  const ended = action === "retry" ? before.failed_at : before.cancelled_at;
  return {
    list: enqueue({ ...list, [field]: rest, totals }, [task]),
    task,
    event: { ...taskEvent(list, { action, before, after: task, now }), reopens: ended ? [ended] : [] },
  };
}

/** Acts on the lease of the current task, if it has run out: the task waits in its old place, or has failed for good. */
export function expireTask(list: AgentList, { now, clock }: Moment): Step | undefined {
  const running = list.current_task;
  if (!running || !hasExpired(running, clock)) return undefined;
  const task = expired(running, now);
  const change = { action: "expire" as const, before: running, after: task, now };
  if (task.status === "pending") {
    return { list: withCurrentWaiting(list, task, "first"), task, event: taskEvent(list, change) };
  }
  const ended = withEnded({ ...list, current_task: null }, task);
  const { priority, assigned_at, started_at } = running;
  return {
    list: { ...ended, totals: countEnd(list.totals, task, 1) },
    task,
    event: { ...taskEvent(list, change), priority, assigned_at, ...(started_at && { started_at }) },
  };
}
