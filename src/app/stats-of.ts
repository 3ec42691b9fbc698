import { asksForLabels } from "../domain/labels.ts";
import { type CompletionTime, NO_TIME, formatDuration, meanCompletionMs, successRate } from "../domain/stats.ts";
import { NO_TASKS_AT_ALL, countTasks, sumOf } from "../domain/totals.ts";
import type { App } from "./operation.ts";
import { type PeriodAsked, periodStats, withEndsOf } from "./period-stats.ts";
import type { StatsResult } from "./show-stats.ts";
import type { CountAsked, Counted } from "./counted.ts";

/** Counts tasks, and says how the work of a period went. */
export async function statsOf(app: App, asked: PeriodAsked): Promise<StatsResult> {
  const { agent_id, filter, since } = asked;
  const period = await periodStats(app, asked);
  const counted = await count(app, { agent_id, filter, ...(since && { statuses: OPEN }) });
  const figures = figuresOf(since ? withEndsOf(counted, period) : counted);
  return { agent_id, ...figures, ...period.stats, ...counted.warned };
}

const OPEN = ["running", "pending"] as const;

async function count(app: App, asked: CountAsked): Promise<Counted> {
  if (!asksForLabels(asked.filter)) return countAll(app, asked.agent_id);
  return (await import("./count-some.ts")).countSome(app, asked);
}

/** What the lists have counted. */
async function countAll({ store }: App, agent_id: string | null): Promise<Counted> {
  if (agent_id !== null) {
    const list = (await store.read({ agents: [agent_id] })).lists.get(agent_id);
    return { total: countTasks(list), time: list?.totals ?? NO_TIME };
  }
  const agents = await store.agents();
  const counts = agents.map((agent) => agent.counts);
  const times = agents.map((agent): CompletionTime => agent.totals);
  return { total: sumOf(NO_TASKS_AT_ALL, counts), time: sumOf(NO_TIME, times) };
}

function figuresOf({ total, time }: Counted): Pick<StatsResult, "total" | "success_rate" | "avg_completion_time"> {
  const mean = meanCompletionMs(time);
  return {
    total,
    success_rate: successRate(total),
    avg_completion_time: mean === null ? null : formatDuration(mean),
  };
}
