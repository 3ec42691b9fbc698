import type { AgentList } from "../domain/agent-list.ts";
import type { QueueStep } from "../domain/care.ts";
import type { Step } from "../domain/step.ts";
import type { Task } from "../domain/task.ts";
import type { Facts, Need } from "../store/store.ts";
import { findNamedTask, listOf } from "./named-task.ts";
import { type App, changeTasks } from "./operation.ts";
import type { Warned } from "./warning.ts";

export interface CareResult extends Warned {
  readonly agent_id: string;
  /** Null: the whole queue. */
  readonly task_id: string | null;
  readonly task: Task | null;
  /** False if it was so before. */
  readonly changed: boolean;
}

type CareOfTask = (list: AgentList, task: Task, facts: Facts) => Step | undefined | { readonly need: Need };

interface Care {
  readonly task: CareOfTask;
  readonly queue: (list: AgentList, facts: Facts) => QueueStep | undefined;
}

/** Does something with a task, or without one with its whole queue. */
export async function careForAny(
  app: App,
  { agent: name, task_id }: { readonly agent: string; readonly task_id: string | undefined },
  care: Care,
): Promise<CareResult> {
  if (task_id !== undefined) return careFor(app, { agent: name, task_id }, care.task);
  const agent = await app.store.agentId(name);
  return changeTasks<CareResult>(app, { agents: [agent] }, (facts) => {
    const step = care.queue(listOf(facts, agent), facts);
    const result = { agent_id: agent, task_id: null, task: null, changed: step !== undefined };
    return step ? { lists: [step.list], events: [step.event], result } : { result };
  });
}

/** Does something with an open task. */
export async function careFor(
  app: App,
  { agent: name, task_id }: { readonly agent: string; readonly task_id: string },
  care: CareOfTask,
): Promise<CareResult> {
  const agent = await app.store.agentId(name);
  return changeTasks<CareResult>(app, { agents: [agent] }, (facts) => {
    const list = listOf(facts, agent);
    const found = findNamedTask(facts, list, { id: task_id, status: "pending" });
    if ("need" in found) return found;
    const step = care(list, found.task, facts);
    if (step && "need" in step) return step;
    const result = { agent_id: agent, task_id, task: step?.task ?? found.task, changed: step !== undefined };
    return step ? { lists: [step.list], events: [step.event], result } : { result };
  });
}
