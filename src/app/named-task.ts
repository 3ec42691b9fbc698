import type { AgentList, Located } from "../domain/agent-list.ts";
import { TaskListError } from "../domain/errors.ts";
import { findTasks } from "../domain/find-task.ts";
import { refuseOver } from "../domain/superseded.ts";
import type { TaskStatus } from "../domain/task.ts";
import type { Facts, Need } from "../store/store.ts";

/** The list of an agent that must have one. @throws AGENT_NOT_FOUND */
export function listOf(facts: Facts, agent_id: string): AgentList {
  const list = facts.lists.get(agent_id);
  if (!list) throw new TaskListError("AGENT_NOT_FOUND", { agent_id });
  return list;
}

interface Named {
  readonly id: string;
  readonly status: TaskStatus;
  /** The attempt for which the caller speaks. */
  readonly attempt?: number | undefined;
}

/**
 * Where the named task of an agent is: in its list, else in the archive, which has to be asked for first. Where the
 * original tool gave an id twice, the task that has the status is meant.
 *
 * @throws TASK_NOT_FOUND, naming the agent that has it if it is another's
 * @throws SUPERSEDED if that one has it since the attempt was over
 */
export function findNamedTask(
  facts: Facts,
  list: AgentList,
  { id, status, attempt }: Named,
): Located | { readonly need: Need } {
  const agent_id = list.agent_id;
  const listed = findTasks(list, id);
  const exact = listed.find(({ task }) => task.status === status);
  if (exact) return exact;
  const places = facts.tasks.get(id);
  if (!places) return { need: { tasks: [id] } };
  const own = places.filter((place) => place.agent_id === agent_id);
  const found = own.find(({ task }) => task.status === status) ?? listed[0] ?? own[0];
  if (found) return found;
  // Who speaks for an attempt that is over is told so, wherever the task has gone.
  if (places[0]) refuseOver(places[0].task, attempt);
  const owner = places[0]?.agent_id;
  throw new TaskListError("TASK_NOT_FOUND", {
    task_id: id,
    agent_id,
    ...(owner !== undefined && { owner_agent_id: owner }),
  });
}
