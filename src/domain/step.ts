import type { AgentList } from "./agent-list.ts";
import { isEnd } from "./ending.ts";
import { TaskListError } from "./errors.ts";
import type { EventDraft, TaskAction } from "./event.ts";
import { openTasksByKey } from "./find-task.ts";
import { labelsOf } from "./labels.ts";
import { inRunningOrder } from "./queue.ts";
import type { Task, TaskStatus } from "./task.ts";

/** One step of a task: its list afterwards, the task as it is now, and the event that tells of it. */
export interface Step {
  readonly list: AgentList;
  readonly task: Task;
  readonly event: EventDraft;
}

/** A change of a task, before it has become a step. */
interface Change {
  readonly action: TaskAction;
  readonly before: Task;
  readonly after: Task;
  readonly now: string;
}

/** The event of a change that tells which fields have another value. What a task does not have any more is null in it. */
export function changeEvent(list: AgentList, { action, before, after, now }: Change): EventDraft {
  const changed = Object.entries(after).filter(([field, value]) => value !== before[field]);
  const ended = isEnd(after.status);
  return {
    ...headOf(list, { action, before, after, now }),
    ...(ended && { priority: after.priority, assigned_at: after.assigned_at, started_at: after.started_at }),
    ...labelsOf(after),
    changes: Object.fromEntries(changed),
  };
}

/** The event of a change that tells the whole task. */
export function taskEvent(list: AgentList, change: Change): EventDraft {
  return { ...headOf(list, change), ...labelsOf(change.after), task: change.after };
}

function headOf({ agent_id }: AgentList, { action, before, after, now }: Change): EventDraft {
  return { at: now, agent_id, task_id: after.id, action, old_status: before.status, new_status: after.status };
}

/** A list with an open task as it is now: in its place, also among equals, or behind those of its new priority. */
export function withOpenTask(list: AgentList, before: Task, after: Task): AgentList {
  if (list.current_task === before) return { ...list, current_task: after };
  const { pending_tasks } = list;
  if (after.priority === before.priority) {
    return { ...list, pending_tasks: pending_tasks.map((task) => (task === before ? after : task)) };
  }
  const others = pending_tasks.filter((task) => task !== before);
  return { ...list, pending_tasks: inRunningOrder([...others, after]) };
}

/**
 * A list without its current task, which waits again, before its equals or behind them: whatever the queue's length, for
 * work must be able to stop.
 */
export function withCurrentWaiting(list: AgentList, waiting: Task, place: "first" | "last"): AgentList {
  const { pending_tasks } = list;
  const pending = place === "first" ? [waiting, ...pending_tasks] : [...pending_tasks, waiting];
  return { ...list, current_task: null, pending_tasks: inRunningOrder(pending) };
}

/** @throws NO_CURRENT_TASK */
export function currentTask(list: AgentList): Task {
  if (list.current_task) return list.current_task;
  throw new TaskListError("NO_CURRENT_TASK", { agent_id: list.agent_id });
}

/** The refusal to bring a task of this list from its status to the wanted one. */
export function badTransition(list: AgentList, task: Task, wanted: TaskStatus): TaskListError {
  return new TaskListError("INVALID_TRANSITION", { ...whereIs(list, task), wanted_status: wanted });
}

/** The refusal of an action that a task in its state does not take. */
export function badAction(list: AgentList, task: Task, action: TaskAction): TaskListError {
  return new TaskListError("INVALID_TRANSITION", { ...whereIs(list, task), action });
}

function whereIs({ agent_id, current_task }: AgentList, { id, status }: Task) {
  return {
    agent_id,
    task_id: id,
    task_status: status,
    ...(current_task && { current_task_id: current_task.id }),
  };
}

/** @throws KEY_CONFLICT if another open task of the list has a task's key */
export function refuseOpenKey(list: AgentList, { key }: Task): void {
  const owner = key ? openTasksByKey(list).get(key) : undefined;
  if (!owner || !key) return;
  throw new TaskListError("KEY_CONFLICT", { agent_id: list.agent_id, key, task_id: owner.id, differs_in: [] });
}
