import type { AgentList } from "./agent-list.ts";
import { waitingAgain } from "./attempts.ts";
import type { EventDraft } from "./event.ts";
import { isSameJson } from "./same-content.ts";
import { enqueue } from "./new-tasks.ts";
import { type Hold, holdOf } from "./readiness.ts";
import { badAction, changeEvent, refuseOpenKey, type Step, taskEvent, withOpenTask } from "./step.ts";
import type { Task } from "./task.ts";

/** Fields of a task that have been checked; null takes one away. */
export type Edits = Readonly<
  Partial<
    Record<"name" | "description" | "priority" | "due_at" | "not_before" | "retry_at" | "metadata", unknown> &
      Record<"tags" | "group" | "depends_on" | "depends_mode" | "on_dependency_failure" | "depends_since", unknown>
  >
>;

/**
 * Changes what an open task says. Undefined if it says that already.
 *
 * @throws INVALID_TRANSITION if it has ended
 */
export function editTask(list: AgentList, task: Task, edits: Edits, now: string): Step | undefined {
  if (!isOpen(list, task)) throw badAction(list, task, "edit");
  const changed = Object.entries(edits).filter(([field, value]) => !isSameJson(task[field] ?? null, value));
  if (changed.length === 0) return undefined;
  const after: Task = { ...task, ...Object.fromEntries(changed) };
  const event = changeEvent(list, { action: "edit", before: task, after, now });
  return { list: withOpenTask(list, task, after), task: after, event };
}

/** Puts a pending task on hold; undefined if it is. @throws INVALID_TRANSITION if it is not pending */
export function holdTask(list: AgentList, task: Task, hold: Hold): Step | undefined {
  if (!list.pending_tasks.includes(task)) throw badAction(list, task, "hold");
  return isHeldSo(task, hold) ? undefined : withHold(list, task, { action: "hold", hold, now: hold.at });
}

/** Lets a task that is on hold go on; undefined if it is not. @throws INVALID_TRANSITION if it is not pending */
export function releaseTask(list: AgentList, task: Task, now: string): Step | undefined {
  if (!list.pending_tasks.includes(task)) throw badAction(list, task, "release");
  return holdOf(task) ? withHold(list, task, { action: "release", hold: null, now }) : undefined;
}

/** Whether it is on hold, and no other reason is given. */
function isHeldSo(held: { readonly hold?: unknown }, { reason }: Hold): boolean {
  const before = holdOf(held);
  return before !== undefined && (reason === undefined || reason === before.reason);
}

interface HoldChange {
  readonly action: "hold" | "release";
  readonly hold: Hold | null;
  readonly now: string;
}

function withHold(list: AgentList, task: Task, { action, hold, now }: HoldChange): Step {
  const after: Task = { ...task, hold };
  const event = changeEvent(list, { action, before: task, after, now });
  return { list: withOpenTask(list, task, after), task: after, event };
}

/** A change of a whole queue. */
export interface QueueStep {
  readonly list: AgentList;
  readonly event: EventDraft;
}

/** Puts a queue on hold, so that nothing of it starts; undefined if it is. */
export function holdQueue(list: AgentList, hold: Hold): QueueStep | undefined {
  return isHeldSo(list, hold) ? undefined : withQueueHold(list, { action: "hold", hold, now: hold.at });
}

/** Lets a queue that is on hold go on; undefined if it is not. */
export function releaseQueue(list: AgentList, now: string): QueueStep | undefined {
  return holdOf(list) ? withQueueHold(list, { action: "release", hold: null, now }) : undefined;
}

function withQueueHold(list: AgentList, { action, hold, now }: HoldChange): QueueStep {
  const { agent_id } = list;
  const statuses = { old_status: null, new_status: null };
  return {
    list: { ...list, hold },
    event: { at: now, agent_id, task_id: null, action, ...statuses, list: { hold } },
  };
}

/** A task that went from one queue to another. */
export interface Move {
  /** Both queues: the one that it left first. */
  readonly lists: readonly [AgentList, AgentList];
  readonly task: Task;
  readonly events: readonly EventDraft[];
}

/**
 * Moves an open task to the back of its priority in another queue. If it was running, its attempt is over.
 *
 * @throws INVALID_TRANSITION if it has ended
 * @throws KEY_CONFLICT if an open task of the other queue has its key
 * @throws QUEUE_FULL
 */
export function moveTask(from: AgentList, to: AgentList, task: Task, now: string): Move {
  if (!isOpen(from, task)) throw badAction(from, task, "move");
  refuseOpenKey(to, task);
  const isRunning = from.current_task === task;
  const waiting = isRunning ? waitingAgain(task, { outcome: "moved", ended_at: now }) : task;
  const moved: Task = { ...waiting, agent_id: to.agent_id, assigned_at: now };
  const change = { action: "move" as const, before: task, after: moved, now };
  const { task: _, ...left } = taskEvent(from, change);
  return {
    lists: [
      isRunning
        ? { ...from, current_task: null }
        : { ...from, pending_tasks: from.pending_tasks.filter((other) => other !== task) },
      enqueue(to, [moved]),
    ],
    task: moved,
    events: [{ ...left, moved_to: { agent_id: to.agent_id, task_id: task.id } }, taskEvent(to, change)],
  };
}

function isOpen({ current_task, pending_tasks }: AgentList, task: Task): boolean {
  return current_task === task || pending_tasks.includes(task);
}
