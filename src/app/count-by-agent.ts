import { groupBy } from "../domain/group-by.ts";
import type { Task } from "../domain/task.ts";

/** How many tasks there are of an agent, by their status. */
export interface AgentCount extends Readonly<Record<Task["status"], number>> {
  readonly agent_id: string;
}

/** How many tasks there are of each agent, in the order of their ids. */
export function countBy(tasks: readonly Task[]): readonly AgentCount[] {
  const byAgent = groupBy(tasks, ({ agent_id }) => agent_id);
  const agents = [...byAgent.keys()].toSorted();
  return agents.map((agent_id) => {
    const own = byAgent.get(agent_id) ?? [];
    const count = (status: Task["status"]) => own.filter((task) => task.status === status).length;
    return {
      agent_id,
      pending: count("pending"),
      running: count("running"),
      completed: count("completed"),
      failed: count("failed"),
      cancelled: count("cancelled"),
    };
  });
}
