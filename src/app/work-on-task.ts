import type { AgentList } from "../domain/agent-list.ts";
import { attemptOf } from "../domain/attempts.ts";
import { type Step, badAction, currentTask } from "../domain/step.ts";
import { refuseOver, refuseUnclear } from "../domain/superseded.ts";
import type { Task } from "../domain/task.ts";
import { noteTask as note, renewTask as renew } from "../domain/work.ts";
import type { Facts } from "../store/store.ts";
import { type InputOf, optional, required } from "./input.ts";
import { findNamedTask, listOf } from "./named-task.ts";
import { type App, changeTasks, defineOperation } from "./operation.ts";
import { agentName, attemptNumber, noteText, progress, taskId } from "./readers.ts";
import type { Warned } from "./warning.ts";

export interface WorkResult extends Warned {
  readonly task_id: string;
  readonly attempt: number;
  readonly task: Task;
  /** False if there was nothing to be changed: a task without a lease has none to be renewed. */
  readonly changed: boolean;
}

const named = { agent: required(agentName), task_id: optional(taskId), attempt: optional(attemptNumber) };
const noteInput = { ...named, message: required(noteText), progress: optional(progress) };

/** Notes something down about the current task, and renews its lease. */
export const noteTask = defineOperation({
  name: "note",
  isChange: true,
  input: noteInput,
  run: (app, { message, progress: done, ...given }): Promise<WorkResult> =>
    workOnCurrent(app, given, {
      action: "note",
      step: (list, task, facts) => note(list, task, { message, progress: done }, facts),
    }),
});

/** Renews the lease of the current task. */
export const renewTask = defineOperation({
  name: "renew",
  isChange: true,
  input: named,
  run: (app, given): Promise<WorkResult> => workOnCurrent(app, given, { action: "renew", step: renew }),
});

interface Work {
  readonly action: "note" | "renew";
  readonly step: (list: AgentList, task: Task, facts: Facts) => Step | undefined;
}

async function workOnCurrent(
  app: App,
  { agent: name, task_id, attempt }: InputOf<typeof named>,
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
