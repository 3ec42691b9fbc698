import type { AgentList } from "../domain/agent-list.ts";
import { attemptOf } from "../domain/attempts.ts";
import { countIn } from "../domain/day-fields.ts";
import type { Task, TaskStatus } from "../domain/task.ts";
import { type Step, badTransition } from "../domain/step.ts";
import { hasEndedSo, refuseOver, refuseUnclear } from "../domain/superseded.ts";
import type { Moment } from "../domain/timestamp.ts";
import type { Change, Need } from "../store/store.ts";
import { type Cascaded, withCascade } from "./cascade.ts";
import { findNamedTask, listOf } from "./named-task.ts";
import { type App, changeTasks } from "./operation.ts";
import type { Report } from "./readers.ts";
import { type Warned, withReportCut } from "./warning.ts";

export interface EndResult extends Warned, Cascaded {
  readonly task_id: string;
  readonly task: Task;
  /** False if the task had ended in this way before: the call was repeated. */
  readonly changed: boolean;
}

export interface Ending {
  /** The agent, as the caller names it. */
  readonly agent: string;
  /** The task that is meant to end; without it, whichever is current. */
  readonly task_id: string | undefined;
  /** The attempt for which the caller speaks. */
  readonly attempt?: number | undefined;
  readonly status: TaskStatus;
  readonly report: Report | undefined;
  /** The open task of that id which may end in this way; undefined if there is none. */
  readonly pick: (list: AgentList, taskId: string) => Task | undefined;
  /** Ends the picked task, or without one the current task. */
  readonly end: (list: AgentList, picked: Task | undefined, moment: Moment) => Step;
}

/**
 * Whether the call was made before, and its task has come farther since: its attempt failed, and it was put back. Who
 * does not name the attempt can mean the last one only as long as no other has begun.
 */
function isRepeated(task: Task, attempt: number | undefined, status: TaskStatus): boolean {
  if (status !== "failed") return false;
  const isPutBack = task.status === "pending" && (countIn(task.max_attempts) ?? 1) > 1;
  const meant = attempt ?? (isPutBack ? attemptOf(task) - 1 : undefined);
  return meant !== undefined && hasEndedSo(task, meant, "failed");
}

/** The current task, if it has the id: what `complete` and `fail` end. */
export function currentTask(list: AgentList, taskId: string): Task | undefined {
  return list.current_task?.id === taskId ? list.current_task : undefined;
}

/** What is completed makes others ready, and nobody has to do anything about it now; what fails may take others along. */
function needOf(agent: string, status: TaskStatus): Need {
  return { agents: [agent], ...(status !== "completed" && { dependencies: true }) };
}

/** Ends a task of an agent. A named task that has ended in the same way already is a success without a change. */
export async function endTask(
  app: App,
  { agent: name, task_id, attempt, status, report, pick, end }: Ending,
): Promise<EndResult> {
  const agent = await app.store.agentId(name);
  const change: Change<EndResult> = (facts) => {
    const list = listOf(facts, agent);
    const picked = task_id === undefined ? undefined : pick(list, task_id);
    if (task_id === undefined) refuseUnclear(list, attempt);
    const ending = picked ?? (task_id === undefined ? list.current_task : undefined);
    if (ending && !isRepeated(ending, attempt, status)) refuseOver(ending, attempt);
    else if (ending) return { result: { task_id: ending.id, task: ending, changed: false } };
    if (task_id === undefined || picked) {
      const { list: after, event, task } = end(list, picked, facts);
      const result = { task_id: task.id, task, changed: true };
      return withCascade(facts, { lists: [after], events: [event], result });
    }
    const found = findNamedTask(facts, list, { id: task_id, status, attempt });
    if ("need" in found) return found;
    if (!isRepeated(found.task, attempt, status)) refuseOver(found.task, attempt);
    else return { result: { task_id, task: found.task, changed: false } };
    if (found.task.status !== status) throw badTransition(list, found.task, status);
    return { result: { task_id, task: found.task, changed: false } };
  };
  const result = await changeTasks(app, needOf(agent, status), change);
  if (!report?.isCut || !result.changed) return result;
  return withReportCut(result);
}
