import { asksForLabels } from "../domain/labels.ts";
import { type CompletionTime, NO_TIME, formatDuration, meanCompletionMs, successRate } from "../domain/stats.ts";
import { NO_TASKS_AT_ALL, type TaskTotals, countTasks, sumOf } from "../domain/totals.ts";
import { optional } from "./input.ts";
import { labelFields, labelFilter } from "./label-filter.ts";
import { defineOperation } from "./operation.ts";
import { agentName } from "./readers.ts";
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

const input = { agent: optional(agentName), ...labelFields };

/** Counts the tasks of an agent or of all, and says how well and how fast they went. */
export const showStats = defineOperation({
  name: "stats",
  isChange: false,
  input,
  async run(app, { agent: name, ...labels }): Promise<StatsResult> {
    const filter = labelFilter(labels);
    const agent_id = name === undefined ? null : await app.store.agentId(name);
    if (asksForLabels(filter)) {
      const { countSome } = await import("./count-some.ts");
      const { total, time, warned } = await countSome(app, agent_id, filter);
      return { ...statsOf(agent_id, total, time), ...warned };
    }
    if (agent_id === null) {
      const agents = await app.store.agents();
      const counts = agents.map((agent) => agent.counts);
      const times = agents.map((agent): CompletionTime => agent.totals);
      return statsOf(null, sumOf(NO_TASKS_AT_ALL, counts), sumOf(NO_TIME, times));
    }
    const list = (await app.store.read({ agents: [agent_id] })).lists.get(agent_id);
    return statsOf(agent_id, countTasks(list), list?.totals ?? NO_TIME);
  },
});

function statsOf(agent_id: string | null, total: TaskTotals, time: CompletionTime): StatsResult {
  const mean = meanCompletionMs(time);
  return {
    agent_id,
    total,
    success_rate: successRate(total),
    avg_completion_time: mean === null ? null : formatDuration(mean),
  };
}
