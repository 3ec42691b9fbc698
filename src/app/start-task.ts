import { TaskListError } from "../domain/errors.ts";
import type { Task } from "../domain/task.ts";
import { startTask as start } from "../domain/transitions.ts";
import { optional, required } from "./input.ts";
import { findNamedTask } from "./named-task.ts";
import { changeTasks, defineOperation } from "./operation.ts";
import { agentName, taskId } from "./readers.ts";
import type { Warned } from "./warning.ts";

export interface StartResult extends Warned {
  readonly task_id: string;
  readonly task: Task;
}

const input = { agent: required(agentName), task_id: optional(taskId) };

/** Makes the most urgent pending task of an agent, or the named one, its current task. */
export const startTask = defineOperation({
  name: "start",
  isChange: true,
  input,
  async run(app, { agent: name, task_id }): Promise<StartResult> {
    const agent = await app.store.agentId(name);
    return changeTasks<StartResult>(app, { agents: [agent] }, (facts) => {
      const list = facts.lists.get(agent);
      if (!list) throw new TaskListError("QUEUE_EMPTY", { agent_id: agent });
      const isNamed = task_id !== undefined && !list.current_task;
      const found = isNamed ? findNamedTask(facts, list, { id: task_id, status: "pending" }) : undefined;
      if (found && "need" in found) return found;
      const step = start(list, found?.task, facts.now);
      return { lists: [step.list], events: [step.event], result: { task_id: step.task.id, task: step.task } };
    });
  },
});
