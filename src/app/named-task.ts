import type { AgentList, Located } from "../domain/agent-list.ts";
import { TaskListError } from "../domain/errors.ts";
import { findTasks } from "../domain/find-task.ts";
import type { Facts, Need } from "../store/store.ts";

/**
 * Where the named task of an agent is: in its list, else in the archive, which has to be asked for first.
 *
 * @throws TASK_NOT_FOUND, naming the agent that has it if it is another's
 */
export function findNamedTask(facts: Facts, list: AgentList, id: string): Located | { readonly need: Need } {
  const agent_id = list.agent_id;
  const [listed] = findTasks(list, id);
  if (listed) return listed;
  const places = facts.tasks.get(id);
  if (!places) return { need: { tasks: [id] } };
  const own = places.find((place) => place.agent_id === agent_id);
  if (own) return own;
  const owner = places[0]?.agent_id;
  throw new TaskListError("TASK_NOT_FOUND", {
    task_id: id,
    agent_id,
    ...(owner !== undefined && { owner_agent_id: owner }),
  });
}
