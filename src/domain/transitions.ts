import type { AgentList } from "./agent-list.ts";
import { waitingAgain } from "./attempts.ts";
import { countIn, msIn, stampIn } from "./day-fields.ts";
import { TaskListError } from "./errors.ts";
import { leaseEnd, leased } from "./lease.ts";
import { nextOf, queueEmpty } from "./next-task.ts";
import { holdOf, type Outlook, readyAt, waitReason } from "./readiness.ts";
import { retryDelayMs } from "./retry-rule.ts";
import { badTransition, changeEvent, currentTask, type Step, taskEvent, withCurrentWaiting } from "./step.ts";
import type { Task } from "./task.ts";
import { type Moment, stampAfter } from "./timestamp.ts";
import { addCompleted } from "./totals.ts";

export interface StartOptions {
  /** A certain task, instead of the most urgent. */
  readonly task?: Task | undefined;
  /** The lease of a task that has none of its own, in milliseconds. */
  readonly lease_ms?: number | undefined;
}

/**
 * Makes a pending task the current one: the named one, else the next by urgency that has not to wait.
 *
 * @throws AGENT_BUSY while another runs
 * @throws QUEUE_EMPTY if no task can be started now
 * @throws INVALID_TRANSITION if the named task is not pending, or has to wait
 */
export function startTask(list: AgentList, { task, lease_ms }: StartOptions, present: Moment & Outlook): Step {
  const { now, clock } = present;
  const agent_id = list.agent_id;
  if (list.current_task) throw new TaskListError("AGENT_BUSY", { agent_id, current_task_id: list.current_task.id });
  if (task && !list.pending_tasks.includes(task)) throw badTransition(list, task, "running");
  const waiting = task ?? nextOf(list, present);
  if (!waiting) throw queueEmpty(list, present);
  refuseWaiting(list, waiting, present);
  const running: Task = {
    ...waiting,
    status: "running",
    started_at: now,
    ...(stampIn(waiting.retry_at) && { retry_at: null }),
    ...leased(msIn(waiting.lease_ms) ?? lease_ms, clock),
  };
  const pending_tasks = list.pending_tasks.filter((pending) => pending !== waiting);
  return {
    list: { ...list, current_task: running, pending_tasks },
    task: running,
    event: changeEvent(list, { action: "start", before: waiting, after: running, now }),
  };
}

/** @throws INVALID_TRANSITION if a named task has to wait, or its whole queue */
function refuseWaiting(list: AgentList, task: Task, outlook: Outlook): void {
  const waits_for = list.hold && holdOf(list) ? "queue_hold" : waitReason(task, outlook);
  if (waits_for === undefined) return;
  const ready_at = waits_for === "not_before" || waits_for === "retry_delay" ? readyAt(task) : undefined;
  throw new TaskListError("INVALID_TRANSITION", {
    agent_id: list.agent_id,
    task_id: task.id,
    task_status: task.status,
    wanted_status: "running",
    waits_for,
    ...(ready_at !== undefined && { ready_at }),
  });
}

/**
 * Ends the current task as completed.
 *
 * @throws NO_CURRENT_TASK
 */
export function completeTask(list: AgentList, result: string | undefined, now: string): Step {
  const running = currentTask(list);
  const task: Task = {
    ...running,
    status: "completed",
    completed_at: now,
    ...(result !== undefined && { result }),
    ...withoutLease(running),
  };
  return {
    list: {
      ...list,
      current_task: null,
      completed_tasks: [...list.completed_tasks, task],
      totals: addCompleted(list.totals, task),
    },
    task,
    event: changeEvent(list, { action: "complete", before: running, after: task, now }),
  };
}

export interface Failure {
  readonly error_message: string;
  /** Whether it is not to be tried again, although attempts are left. */
  readonly isFinal?: boolean;
}

/**
 * Ends the current attempt as failed, and with it the task, unless it has attempts left: then it waits for the next, at
 * the back of its priority.
 *
 * @throws NO_CURRENT_TASK
 */
export function failTask(list: AgentList, { error_message, isFinal = false }: Failure, { now, clock }: Moment): Step {
  const running = currentTask(list);
  const retry_count = (running.retry_count ?? 0) + 1;
  if (!isFinal && retry_count < (countIn(running.max_attempts) ?? 1)) {
    const delay = retryDelayMs(running, retry_count);
    const task: Task = {
      ...waitingAgain(running, { outcome: "failed", ended_at: now, error_message }),
      assigned_at: now,
      retry_count,
      ...(delay > 0 && { retry_at: stampAfter(clock, delay) }),
    };
    return {
      list: withCurrentWaiting(list, task, "last"),
      task,
      event: taskEvent(list, { action: "fail", before: running, after: task, now }),
    };
  }
  const task: Task = {
    ...running,
    status: "failed",
    failed_at: now,
    error_message,
    retry_count,
    ...withoutLease(running),
  };
  return {
    list: {
      ...list,
      current_task: null,
      failed_tasks: [...list.failed_tasks, task],
      totals: { ...list.totals, failed: list.totals.failed + 1 },
    },
    task,
    event: changeEvent(list, { action: "fail", before: running, after: task, now }),
  };
}

/**
 * Ends a running or pending task as cancelled: the named one, else the current one.
 *
 * @throws NO_CURRENT_TASK
 * @throws INVALID_TRANSITION if it has ended already
 */
export function cancelTask(list: AgentList, named: Task | undefined, reason: string | undefined, now: string): Step {
  const before = named ?? currentTask(list);
  const isCurrent = list.current_task === before;
  if (!isCurrent && !list.pending_tasks.includes(before)) throw badTransition(list, before, "cancelled");
  const task: Task = {
    ...before,
    status: "cancelled",
    cancelled_at: now,
    ...(reason !== undefined && { cancel_reason: reason }),
    ...withoutLease(before),
  };
  return {
    list: {
      ...list,
      current_task: isCurrent ? null : list.current_task,
      pending_tasks: list.pending_tasks.filter((pending) => pending !== before),
      cancelled_tasks: [...list.cancelled_tasks, task],
      totals: { ...list.totals, cancelled: list.totals.cancelled + 1 },
    },
    task,
    event: changeEvent(list, { action: "cancel", before, after: task, now }),
  };
}

function withoutLease(task: Task): Partial<Task> {
  return leaseEnd(task) === undefined ? {} : { lease_expires_at: null };
}
