import { addCounts, countTasks } from "../domain/totals.ts";
import { defineOperation } from "./operation.ts";
import type { Warned } from "./warning.ts";

type TaskCount = Readonly<Record<"current" | "pending" | "completed" | "failed", number>>;

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
    const agents = summaries.map(({ agent_id, agent_name, counts, last_updated }) => {
      const { current, pending, completed, failed } = counts;
      return { agent_id, agent_name, task_count: { current, pending, completed, failed }, last_updated };
    });
    const { current, pending, completed, failed } = summaries
      .map((summary) => summary.counts)
      .reduce(addCounts, countTasks(undefined));
    return { agents, total_tasks: { current, pending, completed, failed } };
  },
});
