import type { AgentList } from "../domain/agent-list.ts";
import { attemptOf } from "../domain/attempts.ts";
import { type Step, badAction, currentTask } from "../domain/step.ts";
import { refuseOver, refuseUnclear } from "../domain/superseded.ts";
import type { Task } from "../domain/task.ts";
import type { Facts } from "../store/store.ts";
import { type InputOf, optional, required } from "./input.ts";
import { findNamedTask, listOf } from "./named-task.ts";
import { type App, changeTasks } from "./operation.ts";
import { agentName, attemptNumber, taskId } from "./readers.ts";
import type { Warned } from "./warning.ts";

export interface WorkResult extends Warned {
  readonly task_id: string;
  readonly attempt: number;
  readonly task: Task;
  /** False if there was nothing to be changed: a task without a lease has none to be renewed. */
  readonly changed: boolean;
}

/** Which task is meant: the named one, else the current one; and for which attempt the caller speaks. */
export const namedTask = { agent: required(agentName), task_id: optional(taskId), attempt: optional(attemptNumber) };

interface Work {
  readonly action: "note" | "renew";
  readonly step: (list: AgentList, task: Task, facts: Facts) => Step | undefined;
}

/** Does something with the current task that does not end it. @throws SUPERSEDED if the caller's attempt is over */
export async function workOnCurrent(
  app: App,
  { agent: name, task_id, attempt }: InputOf<typeof namedTask>,
  { action, step: stepOf }: Work,
): Promise<WorkResult> {
  const agent = await app.store.agentId(name);
  return changeTasks<WorkResult>(app, { agents: [agent] }, (facts) => {
    const list = listOf(facts, agent);
    if (task_id === undefined) refuseUnclear(list, attempt);
    const isCurrent = task_id === undefined || list.current_task?.id === task_id;
    const found = isCurrent
      ? { task: currentTask(list) }
      : findNamedTask(facts, list, { id: task_id, status: "running", attempt });
    if ("need" in found) return found;
    refuseOver(found.task, attempt);
    if (!isCurrent) throw badAction(list, found.task, action);
    const step = stepOf(list, found.task, facts);
    const task = step?.task ?? found.task;
    const result = { task_id: task.id, attempt: attemptOf(task), task, changed: step !== undefined };
    return step ? { lists: [step.list], events: [step.event], result } : { result };
  });
}
