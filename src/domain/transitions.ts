import type { AgentList } from "./agent-list.ts";
import { isEnd } from "./ending.ts";
import { TaskListError } from "./errors.ts";
import type { EventDraft, TaskAction } from "./event.ts";
import { openTasksByKey } from "./find-task.ts";
import { enqueue } from "./new-tasks.ts";
import { nextTask } from "./queue.ts";
import type { Attempt, Task, TaskStatus } from "./task.ts";
import { addCompleted, withoutFailed } from "./totals.ts";

/** One step of a task: its list afterwards, the task as it is now, and the event that tells of it. */
export interface Step {
  readonly list: AgentList;
  readonly task: Task;
  readonly event: EventDraft;
}

/**
 * Makes a pending task the current one: the named one, else the next by urgency.
 *
 * @throws AGENT_BUSY while another runs
 * @throws QUEUE_EMPTY if no task waits
 * @throws INVALID_TRANSITION if the named task is not pending
 */
export function startTask(list: AgentList, task: Task | undefined, now: string): Step {
  const agent_id = list.agent_id;
  if (list.current_task) throw new TaskListError("AGENT_BUSY", { agent_id, current_task_id: list.current_task.id });
  const waiting = task ?? nextTask(list.pending_tasks);
  if (!waiting) throw new TaskListError("QUEUE_EMPTY", { agent_id });
  if (!list.pending_tasks.includes(waiting)) throw badTransition(list, waiting, "running");
  const running: Task = { ...waiting, status: "running", started_at: now };
  const pending_tasks = list.pending_tasks.filter((pending) => pending !== waiting);
  return {
    list: { ...list, current_task: running, pending_tasks },
    task: running,
    event: eventOf(list, "start", waiting, running, now),
  };
}

/**
 * Ends the current task as completed.
 *
 * @throws NO_CURRENT_TASK
 */
export function completeTask(list: AgentList, result: string | undefined, now: string): Step {
  const running = currentTask(list);
  const task: Task = { ...running, status: "completed", completed_at: now, ...(result !== undefined && { result }) };
  return {
    list: {
      ...list,
      current_task: null,
      completed_tasks: [...list.completed_tasks, task],
      totals: addCompleted(list.totals, task),
    },
    task,
    event: eventOf(list, "complete", running, task, now),
  };
}

/**
 * Ends the current task as failed.
 *
 * @throws NO_CURRENT_TASK
 */
export function failTask(list: AgentList, error_message: string, now: string): Step {
  const running = currentTask(list);
  const retry_count = (running.retry_count ?? 0) + 1;
  const task: Task = { ...running, status: "failed", failed_at: now, error_message, retry_count };
  return {
    list: {
      ...list,
      current_task: null,
      failed_tasks: [...list.failed_tasks, task],
      totals: { ...list.totals, failed: list.totals.failed + 1 },
    },
    task,
    event: eventOf(list, "fail", running, task, now),
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
    event: eventOf(list, "cancel", before, task, now),
  };
}

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
  const { started_at, failed_at, error_message, ...kept } = failed;
  const attempt: Attempt = { started_at, ended_at: failed_at, outcome: "failed", error_message };
  const task: Task = {
    ...kept,
    status: "pending",
    assigned_at: now,
    attempts: [...(failed.attempts ?? []), attempt],
  };
  refuseOpenKey(list, failed);
  const failed_tasks = list.failed_tasks.filter((other) => other !== failed);
  const totals = withoutFailed(list, failed_tasks.length < list.failed_tasks.length);
  return {
    list: enqueue({ ...list, failed_tasks, totals }, [task]),
    task,
    event: {
      at: now,
      agent_id: list.agent_id,
      task_id: task.id,
      action: "retry",
      old_status: "failed",
      new_status: "pending",
      task,
      reopens: failed.failed_at ? [failed.failed_at] : [],
    },
  };
}

/** The refusal to bring a task of this list from its status to the wanted one. */
export function badTransition(list: AgentList, task: Task, wanted: TaskStatus): TaskListError {
  const current = list.current_task;
  return new TaskListError("INVALID_TRANSITION", {
    agent_id: list.agent_id,
    task_id: task.id,
    task_status: task.status,
    wanted_status: wanted,
    ...(current && { current_task_id: current.id }),
  });
}

function currentTask(list: AgentList): Task {
  if (list.current_task) return list.current_task;
  throw new TaskListError("NO_CURRENT_TASK", { agent_id: list.agent_id });
}

function refuseOpenKey(list: AgentList, { key }: Task): void {
  const owner = key ? openTasksByKey(list).get(key) : undefined;
  if (!owner || !key) return;
  throw new TaskListError("KEY_CONFLICT", { agent_id: list.agent_id, key, task_id: owner.id, differs_in: [] });
}

function eventOf(list: AgentList, action: TaskAction, before: Task, after: Task, now: string): EventDraft {
  const changed = Object.entries(after).filter(([field, value]) => value !== before[field]);
  const ended = isEnd(after.status);
  return {
    at: now,
    agent_id: list.agent_id,
    task_id: after.id,
    action,
    old_status: before.status,
    new_status: after.status,
    ...(ended && { priority: after.priority, assigned_at: after.assigned_at, started_at: after.started_at }),
    changes: Object.fromEntries(changed),
  };
}
