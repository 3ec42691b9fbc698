import type { Location } from "../domain/agent-list.ts";
import { invalid } from "../domain/errors.ts";
import { TIMES } from "../domain/filter.ts";
import { TASK_STATUSES } from "../domain/task-words.ts";
import type { Task } from "../domain/task.ts";
import { optional } from "./input.ts";
import { labelFields, labelFilter } from "./label-filter.ts";
import { defineOperation } from "./operation.ts";
import { agentName, choice, count, momentFrom, momentTo, priority } from "./readers.ts";
import { type Warned, missingWarning } from "./warning.ts";

export interface QueryResult extends Warned {
  /** Null: all agents. */
  readonly agent_id: string | null;
  /** How many there are; `tasks` may be fewer. */
  readonly total: number;
  readonly returned: number;
  readonly tasks: readonly { readonly task: Task; readonly location: Location }[];
}

const input = {
  agent: optional(agentName),
  status: optional(choice(TASK_STATUSES)),
  min_priority: optional(priority),
  from: optional(momentFrom),
  to: optional(momentTo),
  by: optional(choice(TIMES)),
  limit: optional(count),
  ...labelFields,
};

/** Looks for tasks by status, priority and time, in queues and archive, of one agent or of all. */
export const queryTasks = defineOperation({
  name: "query",
  isChange: false,
  input,
  async run(app, { agent, status, min_priority, from, to, by, limit, ...labels }): Promise<QueryResult> {
    if (from !== undefined && to !== undefined && from > to) throw invalid("from_after_to", { parameter: "from" });
    const agent_id = agent === undefined ? null : await app.store.agentId(agent);
    const { total, tasks, missing } = await app.store.tasks({
      ...(agent_id !== null && { agent: agent_id }),
      ...(status && { status }),
      ...(min_priority !== undefined && { minPriority: min_priority }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(by && { by }),
      ...(limit !== undefined && { limit }),
      ...labelFilter(labels),
    });
    const found = tasks.map(({ task, location }) => ({ task, location }));
    return { agent_id, total, returned: found.length, tasks: found, ...missingWarning({ missing }) };
  },
});
