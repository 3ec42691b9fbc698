import { moveTask as move } from "../domain/care.ts";
import type { Located } from "../domain/agent-list.ts";
import { TaskListError, invalid } from "../domain/errors.ts";
import { findTasks } from "../domain/find-task.ts";
import { newList } from "../domain/new-list.ts";
import type { Task } from "../domain/task.ts";
import { keyName } from "../domain/kept-key.ts";
import type { Facts } from "../store/store.ts";
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
      const places = facts.tasks.get(task_id);
      if (!places) return { need: { tasks: [task_id] } };
      const arrived = places.find((place) => place.agent_id === target);
      const isLeft = places.every((place) => place.agent_id !== agent);
      if (arrived && isLeft) return { result: { task_id, agent_id: target, task: arrived.task, changed: false } };
      const found = findNamedTask(facts, from, { id: task_id, status: "pending" });
      if ("need" in found) return found;
      const { key } = found.task;
      const kept = keyName({ agent_id: target, key: key ?? "" });
      if (key && !facts.keys.has(kept)) return { need: { keys: [{ agent_id: target, key }] } };
      const { lists, events, task } = move(from, known ?? newList(target, facts.now), found.task, facts.now);
      refuseTaken(facts, { agent_id: target, task_id, key, places });
      const isNew = !known && { agent_created: true as const };
      return { lists, events, result: { task_id, agent_id: target, task, changed: true, ...isNew } };
    });
  },
});

interface Arrival {
  readonly agent_id: string;
  readonly task_id: string;
  readonly key: string | null | undefined;
  readonly places: readonly Located[];
}

/**
 * @throws TASK_ALREADY_EXISTS if the agent has a task of that id: the original tool gave some twice
 * @throws KEY_CONFLICT if another task of the agent has the key for ever
 */
function refuseTaken(facts: Facts, { agent_id, task_id, key, places }: Arrival): void {
  const list = facts.lists.get(agent_id);
  const isTaken = places.some((place) => place.agent_id === agent_id) || (list && findTasks(list, task_id).length > 0);
  if (isTaken) throw new TaskListError("TASK_ALREADY_EXISTS", { agent_id, task_id });
  const owner = key ? facts.keys.get(keyName({ agent_id, key })) : undefined;
  if (key && owner !== undefined && owner !== task_id)
    throw new TaskListError("KEY_CONFLICT", { agent_id, key, task_id: owner, differs_in: [] });
}
