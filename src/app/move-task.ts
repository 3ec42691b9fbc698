import { moveTask as move } from "../domain/care.ts";
import { invalid } from "../domain/errors.ts";
import { findTasks } from "../domain/find-task.ts";
import { newList } from "../domain/new-list.ts";
import type { Task } from "../domain/task.ts";
import { required } from "./input.ts";
import { findNamedTask, listOf } from "./named-task.ts";
import { changeTasks, defineOperation } from "./operation.ts";
import { agentName, taskId } from "./readers.ts";
import type { Warned } from "./warning.ts";

export interface MoveResult extends Warned {
  readonly task_id: string;
  /** The agent that has it now. */
  readonly agent_id: string;
  readonly task: Task;
  /** False if it was there before. */
  readonly changed: boolean;
  readonly agent_created?: true;
}

const input = { agent: required(agentName), task_id: required(taskId), to_agent: required(agentName) };

/** Gives an open task to another agent. */
export const moveTask = defineOperation({
  name: "move",
  isChange: true,
  input,
  async run(app, { agent: name, task_id, to_agent }): Promise<MoveResult> {
    const [agent, target] = [await app.store.agentId(name), await app.store.agentId(to_agent)];
    if (agent === target) throw invalid("same_agent", { parameter: "to_agent", given: to_agent });
    return changeTasks<MoveResult>(app, { agents: [agent, target] }, (facts) => {
      const from = listOf(facts, agent);
      const known = facts.lists.get(target);
      const places = facts.tasks.get(task_id) ?? findTasks(from, task_id);
      if (places.length === 0 && !facts.tasks.has(task_id)) return { need: { tasks: [task_id] } };
      const arrived = places.find((place) => place.agent_id === target);
      const isLeft = places.every((place) => place.agent_id !== agent);
      if (arrived && isLeft) return { result: { task_id, agent_id: target, task: arrived.task, changed: false } };
      const found = findNamedTask(facts, from, { id: task_id, status: "pending" });
      if ("need" in found) return found;
      const { lists, events, task } = move(from, known ?? newList(target, facts.now), found.task, facts.now);
      const isNew = !known && { agent_created: true as const };
      return { lists, events, result: { task_id, agent_id: target, task, changed: true, ...isNew } };
    });
  },
});
