import type { Task } from "../domain/task.ts";
import { retryTask as retry } from "../domain/transitions.ts";
import { required } from "./input.ts";
import { findNamedTask, listOf } from "./named-task.ts";
import { changeTasks, defineOperation } from "./operation.ts";
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
  async run(app, { agent: name, task_id }): Promise<RetryResult> {
    const agent = await app.store.agentId(name);
    return changeTasks<RetryResult>(app, { agents: [agent] }, (facts) => {
      const list = listOf(facts, agent);
      const found = findNamedTask(facts, list, { id: task_id, status: "failed" });
      if ("need" in found) return found;
      const step = retry(list, found.task, facts.now);
      return { lists: [step.list], events: [step.event], result: { task_id, task: step.task } };
    });
  },
});
