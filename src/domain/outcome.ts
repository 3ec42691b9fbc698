import type { Located } from "./agent-list.ts";
import { hasRunOut } from "./attempts.ts";
import { type EndStatus, endedAt, isEnd } from "./ending.ts";
import type { TaskEvent } from "./event.ts";
import type { Task } from "./task.ts";
import { isBetween } from "./timestamp.ts";

/** How a task ended, with the times that tell how long it waited and ran. */
export interface TaskEnd {
  readonly agent_id: string;
  readonly status: EndStatus;
  readonly assigned_at: string;
  readonly started_at?: string | null | undefined;
  readonly ended_at: string;
}

/** An attempt that failed, whatever became of its task. */
export interface FailedAttempt {
  readonly task_id: string;
  readonly at: string;
  /** What was said of it; "" if nothing was. */
  readonly error: string;
}

/** What came of the work in a period. */
export interface Outcomes {
  /** The tasks that ended in it and have not come back. */
  readonly ends: readonly TaskEnd[];
  /** Every attempt that failed in it, or whose lease ran out. */
  readonly failures: readonly FailedAttempt[];
}

/** Between two moments, in milliseconds since 1970 and inclusive. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

const RAN_OUT = "the lease ran out";

/** What came of some tasks in a period, by what they say themselves. */
export function outcomesOf(places: readonly Located[], period: Period): Outcomes {
  return {
    ends: places.flatMap(({ task, agent_id }) => {
      const ended_at = endedAt(task);
      if (!isEnd(task.status) || ended_at === undefined || !isBetween(ended_at, period)) return [];
      return { agent_id, status: task.status, assigned_at: task.assigned_at, started_at: startOf(task), ended_at };
    }),
    failures: places.flatMap(({ task }) => failuresOf(task)).filter(({ at }) => isBetween(at, period)),
  };
}

/** The failure that an event tells of, if it tells of one. */
export function failureIn(event: TaskEvent): FailedAttempt | undefined {
  const { action, task_id, at, changes, task } = event;
  if (task_id === null) return undefined;
  if (action === "expire") return { task_id, at, error: RAN_OUT };
  if (action === "fail") return { task_id, at, error: textOf(changes?.["error_message"] ?? lastErrorOf(task)) };
  if (action !== "adopted" || event.new_status !== "failed" || event.superseded) return undefined;
  return { task_id, at, error: textOf(task?.error_message) };
}

/** A task that has attempts left has what went wrong with the last among them. */
function lastErrorOf(task: Task | undefined): unknown {
  return task?.attempts?.at(-1)?.error_message ?? task?.error_message;
}

function failuresOf(task: Task): readonly FailedAttempt[] {
  const { id: task_id, status, error_message } = task;
  const before = (task.attempts ?? []).flatMap(({ outcome, ended_at, error_message: error }) => {
    if ((outcome !== "failed" && outcome !== "expired") || !ended_at) return [];
    return { task_id, at: ended_at, error: outcome === "expired" ? RAN_OUT : textOf(error) };
  });
  const ended_at = endedAt(task);
  if (status !== "failed" || ended_at === undefined || hasRunOut(task)) return before;
  return [...before, { task_id, at: ended_at, error: textOf(error_message) }];
}

/** A task that its lease brought to its end has its start with its last attempt. */
function startOf(task: Task): string | null | undefined {
  return hasRunOut(task) ? task.attempts?.at(-1)?.started_at : task.started_at;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
