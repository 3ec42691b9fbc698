import type { AgentList } from "../domain/agent-list.ts";
import type { Task, TaskStatus } from "../domain/task.ts";
import type { Step } from "../domain/step.ts";
import { type InputOf, required } from "./input.ts";
import { findNamedTask, listOf } from "./named-task.ts";
import { type App, changeTasks } from "./operation.ts";
import { agentName, taskId } from "./readers.ts";
import type { Warned } from "./warning.ts";

export interface RetryResult extends Warned {
  readonly task_id: string;
  readonly task: Task;
}

/** What names the task. */
export const endedTask = { agent: required(agentName), task_id: required(taskId) };

interface Return {
  /** The status that the task is to come back from. */
  readonly status: TaskStatus;
  readonly step: (list: AgentList, task: Task, now: string) => Step;
}

/** Brings a task that has ended back to its queue, also one that only the archive still has. */
export async function bringBack(
  app: App,
  { agent: name, task_id }: InputOf<typeof endedTask>,
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
