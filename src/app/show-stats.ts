import type { Totals } from "../domain/agent-list.ts";
import { formatDuration, meanCompletionMs, successRate } from "../domain/stats.ts";
import { NO_TOTALS, type TaskTotals, addCounts, addTotals, countTasks } from "../domain/totals.ts";
import { agentName, optional } from "./input.ts";
import { defineOperation } from "./operation.ts";
import type { Warned } from "./warning.ts";

export interface StatsResult extends Warned {
  /** Null: all agents. */
  readonly agent_id: string | null;
  readonly total: TaskTotals;
  /** 0 to 1, two decimals. */
  readonly success_rate: number;
  /** In its two largest units; null if no completed task tells it. */
  readonly avg_completion_time: string | null;
}

/** Counts the tasks of an agent or of all, and says how well and how fast they went. */
export const showStats = defineOperation({
  name: "stats",
  isChange: false,
  input: { agent: optional(agentName) },
  async run(app, { agent: name }): Promise<StatsResult> {
    if (name === undefined) {
      const agents = await app.store.agents();
      const counts = agents.map((agent) => agent.counts).reduce(addCounts, countTasks(undefined));
      return statsOf(null, counts, agents.map((agent) => agent.totals).reduce(addTotals, NO_TOTALS));
    }
    const agent = await app.store.agentId(name);
    const list = (await app.store.read({ agents: [agent] })).lists.get(agent);
    return statsOf(agent, countTasks(list), list?.totals ?? NO_TOTALS);
  },
});

function statsOf(agent_id: string | null, total: TaskTotals, totals: Totals): StatsResult {
  const mean = meanCompletionMs(totals);
  return {
    agent_id,
    total,
    success_rate: successRate(total),
    avg_completion_time: mean === null ? null : formatDuration(mean),
  };
}
