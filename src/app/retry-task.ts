import { TaskListError } from "../domain/errors.ts";
import type { Task } from "../domain/task.ts";
import { retryTask as retry } from "../domain/transitions.ts";
import { agentName, required, taskId } from "./input.ts";
import { findNamedTask } from "./named-task.ts";
import { defineOperation, updateOptions } from "./operation.ts";
import type { Warned } from "./warning.ts";

export interface RetryResult extends Warned {
  readonly task_id: string;
  readonly task: Task;
}

/** Brings a failed task back to the queue, also one that only the archive still has. */
export const retryTask = defineOperation({
  name: "retry",
  isChange: true,
  input: { agent: required(agentName), task_id: required(taskId) },
  async run(app, { agent: name, task_id }): Promise<RetryResult> {
    const agent = await app.store.agentId(name);
    const { result, warnings } = await app.store.update<RetryResult>(
      { agents: [agent] },
      (facts) => {
        const list = facts.lists.get(agent);
        if (!list) throw new TaskListError("AGENT_NOT_FOUND", { agent_id: agent });
        const found = findNamedTask(facts, list, { id: task_id, status: "failed" });
        if ("need" in found) return found;
        const step = retry(list, found.task, facts.now);
        return { lists: [step.list], events: [step.event], result: { task_id, task: step.task } };
      },
      updateOptions(app),
    );
    return warnings.length === 0 ? result : { ...result, warnings };
  },
});
