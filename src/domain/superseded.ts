import type { AgentList } from "./agent-list.ts";
import { attemptNumbered, attemptOf } from "./attempts.ts";
import { endedAt } from "./ending.ts";
import { TaskListError, invalid } from "./errors.ts";
import { placesOf } from "./find-task.ts";
import type { Task } from "./task.ts";

/**
 * Refuses whoever speaks for an attempt at a task that is over: another may work on it by now.
 *
 * @throws SUPERSEDED with what became of the attempt
 * @throws INVALID_PARAMS if there was no such attempt yet
 */
export function refuseOver(task: Task, attempt: number | undefined): void {
  if (attempt === undefined) return;
  const isWaiting = task.status === "pending";
  const last = attemptOf(task) - (isWaiting ? 1 : 0);
  if (attempt === last && !isWaiting) return;
  if (attempt === 0 || attempt > last) {
    throw invalid("not_an_attempt", { parameter: "attempt", given: String(attempt), limit: last });
  }
  throw superseded(task, attempt);
}

/**
 * Refuses an attempt without a task's name where it could be one at another task: the caller's lease may have run out, and
 * the agent be at another task by now, at the same attempt.
 *
 * @throws INVALID_PARAMS
 */
export function refuseUnclear(list: AgentList, attempt: number | undefined): void {
  if (attempt === undefined) return;
  const others = placesOf(list).filter(({ location }) => location !== "current_task");
  const isUnclear = others.some(({ task }) => attemptNumbered(task, attempt)?.outcome === "expired");
  if (isUnclear) throw invalid("needs_other", { parameter: "attempt", given: "task_id" });
}

/** Whether an attempt at a task was recorded as ended in this way. */
export function hasEndedSo(task: Task, attempt: number, outcome: string): boolean {
  return attemptNumbered(task, attempt)?.outcome === outcome;
}

function superseded(task: Task, attempt: number): TaskListError {
  const left = attemptNumbered(task, attempt);
  const ended_at = left?.ended_at ?? endedAt(task);
  return new TaskListError("SUPERSEDED", {
    agent_id: task.agent_id,
    task_id: task.id,
    attempt,
    outcome: left?.outcome ?? "failed",
    ...(ended_at !== undefined && { ended_at }),
    task_status: task.status,
    current_attempt: attemptOf(task),
  });
}
