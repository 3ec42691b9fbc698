import type { TaskTotals } from "../domain/totals.ts";
import { optional } from "./input.ts";
import { labelFields, labelFilter } from "./label-filter.ts";
import { defineOperation } from "./operation.ts";
import type { PeriodStats } from "./period-stats.ts";
import { agentName, whenFrom } from "./readers.ts";
import type { Warned } from "./warning.ts";

export interface StatsResult extends Warned, PeriodStats {
  /** Null: all agents. */
  readonly agent_id: string | null;
  /** Of all time; with `since`, of those that have ended only the ones of the period. */
  readonly total: TaskTotals;
  /** Of these: 0 to 1, two decimals. */
  readonly success_rate: number;
  /** Of these, in its two largest units; null if no completed task tells it. */
  readonly avg_completion_time: string | null;
}

const input = { agent: optional(agentName), since: optional(whenFrom), ...labelFields };

/** Counts the tasks of an agent or of all, and says how well and how fast they went. */
export const showStats = defineOperation({
  name: "stats",
  isChange: false,
  input,
  async run(app, { agent: name, since, ...labels }): Promise<StatsResult> {
    const agent_id = name === undefined ? null : await app.store.agentId(name);
    const { statsOf } = await import("./stats-of.ts");
    return statsOf(app, { agent_id, filter: labelFilter(labels), since });
  },
});
