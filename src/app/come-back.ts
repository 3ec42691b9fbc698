import type { AgentList } from "../domain/agent-list.ts";
import type { Task, TaskStatus } from "../domain/task.ts";
import type { Step } from "../domain/step.ts";
import { restoreTask as restore, retryTask as retry } from "../domain/come-back.ts";
import { type InputOf, required } from "./input.ts";
import { findNamedTask, listOf } from "./named-task.ts";
import { type App, changeTasks, defineOperation } from "./operation.ts";
import { agentName, taskId } from "./readers.ts";
import type { Warned } from "./warning.ts";

export interface RetryResult extends Warned {
  readonly task_id: string;
  readonly task: Task;
}

const input = { agent: required(agentName), task_id: required(taskId) };

/** Brings a failed task back to the queue, also one that only the archive still has. */
export const retryTask = defineOperation({
  name: "retry",
  isChange: true,
  input,
  run: (app, given): Promise<RetryResult> => bringBack(app, given, { status: "failed", step: retry }),
});

/** Brings a cancelled task back to the queue, also one that only the archive still has. */
export const restoreTask = defineOperation({
  name: "restore",
  isChange: true,
  input,
  run: (app, given): Promise<RetryResult> => bringBack(app, given, { status: "cancelled", step: restore }),
});

interface Return {
  /** The status that the task is to come back from. */
  readonly status: TaskStatus;
  readonly step: (list: AgentList, task: Task, now: string) => Step;
}

async function bringBack(
  app: App,
  { agent: name, task_id }: InputOf<typeof input>,
  { status, step: stepOf }: Return,
): Promise<RetryResult> {
  const agent = await app.store.agentId(name);
  return changeTasks<RetryResult>(app, { agents: [agent] }, (facts) => {
    const list = listOf(facts, agent);
    const found = findNamedTask(facts, list, { id: task_id, status });
    if ("need" in found) return found;
    const step = stepOf(list, found.task, facts.now);
    return { lists: [step.list], events: [step.event], result: { task_id, task: step.task } };
  });
}
