import type { Located, Location } from "../domain/agent-list.ts";
import { TaskListError } from "../domain/errors.ts";
import { childrenOf } from "../domain/labels.ts";
import type { StatusCount } from "../domain/status-count.ts";
import type { Task } from "../domain/task.ts";
import { type InputOf, optional, required } from "./input.ts";
import { type App, defineOperation } from "./operation.ts";
import { agentName, taskId } from "./readers.ts";
import type { Warned } from "./warning.ts";

export interface GetResult extends Warned {
  readonly task: Task;
  readonly agent_id: string;
  readonly location: Location;
  /** How far its parts have come, if it has any. */
  readonly children?: StatusCount;
  /** The other tasks of that id: the original tool gave some ids twice. With an agent named, those of that agent. */
  readonly also?: readonly { readonly agent_id: string; readonly location: Location }[];
}

const input = { task_id: required(taskId), agent: optional(agentName) };

/** Finds a task by its id, wherever it is: in a queue or in the archive. */
export const getTask = defineOperation({
  name: "get",
  isChange: false,
  input,
  async run(app, given): Promise<GetResult> {
    const { others, ...found } = await findTask(app, given);
    const { task } = found;
    const hasParts = childrenOf(task).length > 0;
    const children = hasParts ? (await (await import("./count-parts.ts")).countParts(app, [task]))[task.id] : undefined;
    return { ...found, ...(children && { children }), ...(others.length > 0 && { also: others.map(placeOf) }) };
  },
});

/** Where a task is, and what else has its id. @throws TASK_NOT_FOUND, naming the agent that has it if it is another's */
export async function findTask(
  app: App,
  { task_id, agent }: InputOf<typeof input>,
): Promise<Located & { readonly others: readonly Located[] }> {
  const agent_id = agent === undefined ? undefined : await app.store.agentId(agent);
  const agents = agent_id === undefined ? [] : [agent_id];
  const places = (await app.store.read({ agents, tasks: [task_id] })).tasks.get(task_id) ?? [];
  const found = places.find((place) => agent_id === undefined || place.agent_id === agent_id);
  if (!found) throw notFound(task_id, agent_id, places[0]?.agent_id);
  return { ...found, others: places.filter((place) => place !== found) };
}

function placeOf({ agent_id, location }: Located): { agent_id: string; location: Location } {
  return { agent_id, location };
}

function notFound(task_id: string, agent_id: string | undefined, owner_agent_id: string | undefined): TaskListError {
  return new TaskListError("TASK_NOT_FOUND", {
    task_id,
    ...(agent_id !== undefined && { agent_id }),
    ...(owner_agent_id !== undefined && { owner_agent_id }),
  });
}
