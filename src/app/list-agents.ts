import { type TaskCount, countOf, countOfAll } from "../domain/totals.ts";
import { defineOperation } from "./operation.ts";
import type { Warned } from "./warning.ts";

export interface AgentsResult extends Warned {
  readonly agents: readonly {
    readonly agent_id: string;
    readonly agent_name: string;
    readonly task_count: TaskCount;
    readonly last_updated: string | null;
  }[];
  readonly total_tasks: TaskCount;
}

/** Shows every queue in a line. */
export const listAgents = defineOperation({
  name: "list-all",
  isChange: false,
  input: {},
  async run(app): Promise<AgentsResult> {
    const summaries = await app.store.agents();
    const agents = summaries.map(({ agent_id, agent_name, counts, last_updated }) => ({
      agent_id,
      agent_name,
      task_count: countOf(counts),
      last_updated,
    }));
    return { agents, total_tasks: countOfAll(agents.map(({ task_count }) => task_count)) };
  },
});
